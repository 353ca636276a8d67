from __future__ import annotations

from tests.vaults import Vault


def test_frontmatter_that_is_no_yaml_is_told_with_line_and_column(vault: Vault) -> None:
    """A note whose frontmatter does not load is told where reading broke off, with what mends it.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Money/Notes on money.md
    ---
    type: goal
    title: Notes: on money
    ---
    """
    (gap,) = vault.gaps("VG902")

    assert vault.told("VG902") == ["Money/Notes on money.md:3"]
    assert gap.message.startswith("line 3, column ")
    assert "a colon followed by a space stands in an unquoted value (yaml-syntax)" in gap.message
    assert gap.fix == 'Put the value in quotes: `title: "Notes: on money"`.'
    assert gap.object == ""


def test_a_plain_note_that_cannot_be_read_is_told_too(vault: Vault) -> None:
    """Of a note that cannot be read nobody knows that it is no goal.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Plain.md
    ---
    tags: [one, two
    ---
    """
    assert vault.told("VG902") == ["Plain.md:2"]


def test_a_goal_whose_frontmatter_has_no_end_is_told(vault: Vault) -> None:
    """A missing closing fence costs the note all its properties, and is told where they would make it ours.

    == Goals/Rest.md
    ---
    type: goal
    ---
    == Goals/Ship.md
    ---
    type: goal

    Text.
    """
    assert vault.told("VG902") == ["Goals/Ship.md:1"]
    assert "(unclosed-frontmatter)" in vault.gaps("VG902")[0].message


def test_bytes_that_are_no_text_are_told(vault: Vault) -> None:
    """A note that is no UTF-8 is told; that it is about the whole file shows in no line and column.

    == Goals/Ship.md
    ---
    type: goal
    ---
    """
    (vault.root / "Broken.md").write_bytes(b"---\ntype: goal\nwhy: \xff\xfe\x00\n---\n")
    (gap,) = vault.gaps("VG902")

    assert gap.path == "Broken.md"
    assert gap.fix.endswith(".")


def test_the_byte_that_is_no_text_is_named(vault: Vault) -> None:
    """The place of such a byte is told, on the first line too.

    == Goals/Ship.md
    ---
    type: goal
    ---
    """
    (vault.root / "Broken.md").write_bytes(b"a\xffb\n")
    (gap,) = vault.gaps("VG902")

    assert gap.message.startswith("line 1, column 2: ")


def test_a_note_is_told_once(vault: Vault) -> None:
    """However much is wrong with a note, it is one gap, at the first place.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Plain.md
    ---
    title: Notes: on money
    author: A: B
    tags: [one, two
    ---
    """
    assert vault.told("VG902") == ["Plain.md:2"]


def test_what_was_read_by_guess_is_not_unreadable(vault: Vault) -> None:
    """An unquoted link, an unknown status and a date that is none leave the note readable.

    == Goals/Ship.md
    ---
    type: goal
    status: simmering
    due: before christmas
    goal: [[Rest]]
    ---
    == Goals/Rest.md
    ---
    type: goal
    ---
    """
    assert vault.told("VG902") == []


def test_text_between_two_rules_is_no_frontmatter(vault: Vault) -> None:
    """A note that begins with a horizontal rule and prose is no unreadable note.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Plain.md
    ---
    Once upon a time
    ---
    """
    assert vault.told("VG902") == []


def test_an_unreadable_note_is_judged_by_no_other_rule(vault: Vault) -> None:
    """A goal that cannot be read is told as unreadable, and not for what could not be read of it.

    == Goals/Rest.md
    ---
    type: goal
    why: Reasons
    success_criteria: Rested
    ---
    == Goals/Ship.md
    ---
    type: goal
    status: done
    why: because: of that
    ---
    """
    assert [gap.code for gap in vault.examination.gaps] == ["VG902"]
