from __future__ import annotations

from tests.vaults import Vault, write_files
from vaultgoals.rollup.splice import render

OPT_IN = "<!-- vaultgoals:rollup -->\n\n"
GOAL = f"---\ntype: goal\n---\n{OPT_IN}"


def test_a_region_that_was_changed_by_hand_is_told_at_its_begin(vault: Vault) -> None:
    """Text written into a generated region of a note is told, where the region begins.

    == Goals/Ship.md
    ---
    type: goal
    ---
    <!-- vaultgoals:rollup -->

    <!-- vaultgoals:begin rollup sha=0123456789ab -->

    A line of my own.

    <!-- vaultgoals:end rollup -->
    """
    (gap,) = vault.gaps("VG904")

    assert vault.told("VG904") == ["Goals/Ship.md:6"]
    assert gap.message == "the text in the region `rollup` was changed by hand; it is left as it is"
    assert gap.fix == "Move your text above or below the region, then run `vaultgoals report --force`."
    assert (gap.object, gap.goal) == ("rollup", "Goals/Ship.md")


def test_a_region_as_it_was_written_is_no_gap(vault: Vault) -> None:
    """A region whose text is what was written there is left alone, whatever stands around it."""
    region = render("rollup", "- one\n- two")
    write_files(vault.root, {"Goals/Ship.md": f"{GOAL}Mine above.\n\n{region}\n\nMine below.\n"})

    assert vault.told("VG904") == []


def test_one_changed_character_is_a_change(vault: Vault) -> None:
    """A region in which a single character was changed is told."""
    region = render("rollup", "- one\n- two").replace("two", "twe")
    write_files(vault.root, {"Goals/Ship.md": f"{GOAL}{region}\n"})

    assert vault.told("VG904") == ["Goals/Ship.md:6"]


def test_other_line_ends_are_no_change(vault: Vault) -> None:
    """A region that a sync or an editor turned to other line ends was not changed by hand."""
    region = render("rollup", "- one\n- two")
    write_files(vault.root, {"Goals/Ship.md": f"{GOAL}{region}\n".replace("\n", "\r\n")})

    assert vault.told("VG904") == []


def test_each_changed_region_is_one_gap(vault: Vault) -> None:
    """Two changed regions of one note are two gaps, each with its own name and identity."""
    regions = [render(name, "- one").replace("one", "mine") for name in ("chain", "rollup")]
    write_files(vault.root, {"Goals/Ship.md": GOAL + "\n\n".join((*regions, render("work", "- one"))) + "\n"})

    gaps = vault.gaps("VG904")

    assert [gap.object for gap in gaps] == ["chain", "rollup"]
    assert gaps[0].id != gaps[1].id


def test_the_identity_of_the_gap_does_not_move_with_the_region(vault: Vault) -> None:
    """A paragraph written above a changed region makes no new gap."""
    region = render("rollup", "- one").replace("one", "mine")
    write_files(vault.root, {"Goals/Ship.md": f"{GOAL}{region}\n"})
    (before,) = vault.gaps("VG904")
    write_files(
        vault.root, {"Goals/Ship.md": f"{GOAL.replace(OPT_IN, '')}A paragraph.\n\n{OPT_IN}{region}\n"}
    )
    (after,) = vault.gaps("VG904")

    assert before.line != after.line
    assert before.id == after.id


def test_a_region_in_a_plain_note_belongs_to_no_goal(vault: Vault) -> None:
    """A changed region in a note that is no goal is told without a goal."""
    region = render("rollup", "- one").replace("one", "mine")
    write_files(vault.root, {"Goals/Ship.md": GOAL, "Overview.md": f"{OPT_IN}{region}\n"})

    (gap,) = vault.gaps("VG904")

    assert (gap.path, gap.line, gap.goal) == ("Overview.md", 3, None)


def test_an_example_of_a_region_inside_code_is_text(vault: Vault) -> None:
    """A note that shows what a region looks like has none.

    == Goals/Ship.md
    ---
    type: goal
    ---
    ```markdown
    <!-- vaultgoals:begin rollup sha=0123456789ab -->
    Text.
    <!-- vaultgoals:end rollup -->
    ```
    """
    assert vault.told("VG904") == []


def test_without_the_opt_in_line_a_region_is_the_users_own(vault: Vault) -> None:
    """Where the opt-in line was taken out nothing is written any more, and so nothing is said."""
    region = render("rollup", "- one").replace("one", "mine")
    write_files(vault.root, {"Goals/Ship.md": f"{GOAL.replace(OPT_IN, '')}{region}\n"})

    assert vault.told("VG904") == []
