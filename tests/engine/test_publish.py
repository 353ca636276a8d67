from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.errors import ForbiddenPathError, NoteChangedError, NotOursError, ShrunkVaultError

GOAL = "---\ntype: goal\n---\n"
REPORT = "Gaps/Gap report 2026-11-21.md"
OPT_IN = "<!-- vaultgoals:rollup -->\n"


def goals(number: int) -> dict[str, str]:
    """Return so many goals, by path."""
    return {f"Goals/{at:03}.md": GOAL for at in range(number)}


def test_a_report_writes_its_notes_and_nothing_else(vault: Vault) -> None:
    """Report, review, dashboard and a rollup for each goal are written, in path order; no other file changes.

    == Goals/A.md
    ---
    type: goal
    ---
    == Note.md
    Words.
    """
    before = vault.snapshot()

    published = publish(vault.examine())

    review = "Gaps/Outcome review 2026-W47.md"
    assert published.written == ("Gaps/Dashboard.md", REPORT, review, "Gaps/Rollups/A rollup.md")
    assert published.notices == ()
    after = vault.snapshot()
    assert set(after) - set(before) == set(published.written)
    assert before.items() <= after.items()


def test_another_folder_can_hold_them(vault: Vault) -> None:
    """All goes to the folder that the configuration names, and is known again there.

    == vaultgoals.toml
    output = "90 System/Gaps"
    == Goals/A.md
    ---
    type: goal
    ---
    """
    written = publish(vault.examine()).written

    assert all(path.startswith("90 System/Gaps/") for path in written)
    assert publish(vault.examine()).written == ()


def test_a_dry_run_writes_nothing_and_says_what_it_would(vault: Vault) -> None:
    """A dry run gives each text before and after, and leaves every byte.

    == Goals/A.md
    ---
    type: goal
    ---
    <!-- vaultgoals:rollup -->
    """
    before = vault.snapshot()

    published = publish(vault.examine(), dry_run=True)

    assert vault.snapshot() == before
    assert published.written == ()
    texts = {text.path: text for text in published.texts}
    assert texts["Goals/A.md"].before == vault.read("Goals/A.md")
    assert texts["Goals/A.md"].in_user_note
    assert texts[REPORT].before is None
    assert texts[REPORT].after.startswith("---\ntype: gap-report\n")


def test_where_nothing_was_checked_nothing_is_written(vault: Vault) -> None:
    """A vault without goal, task or spec gets no report that could be taken for a pass.

    == vaultgoals.toml
    [rules]
    ignore = ["VG903"]
    == Note.md
    <!-- vaultgoals:rollup -->
    """
    before = vault.snapshot()

    assert publish(vault.examine()).written == ()
    assert vault.snapshot() == before


@pytest.mark.parametrize(
    ("before", "now", "refused"),
    [
        (25, 20, False),  # exactly a fifth
        (24, 19, True),  # five of 24 are more
        (26, 21, False),
        (20, 16, False),  # a fifth, and fewer than five
        (6, 2, False),  # most of them, but only four
        (5, 0, False),  # nothing at all is said in another way
        (6, 1, True),
        (25, 19, True),
        (100, 80, False),
        (100, 79, True),
        (10, 12, False),
    ],
)
def test_a_vault_that_is_half_there_is_not_written_down(
    vault: Vault, before: int, now: int, refused: bool
) -> None:
    """Goals and specs may fall by a fifth, or by four; beyond both nothing is written."""
    write_files(vault.root, goals(before))
    publish(vault.examine("2026-11-20"))
    for path in sorted((vault.root / "Goals").iterdir())[now:]:
        path.unlink()
    held = vault.snapshot()

    if not refused:
        assert bool(publish(vault.examine()).written) is bool(now)
        return
    with pytest.raises(ShrunkVaultError) as caught:
        publish(vault.examine())
    assert str(caught.value).startswith(
        f"{before} goals and specs stood in Gap report 2026-11-20, {now} can be"
    )
    assert vault.snapshot() == held
    assert publish(vault.examine(), accept_loss=True).written
    assert publish(vault.examine()).written == ()


def test_a_loss_is_seen_on_the_day_of_the_report_too(vault: Vault) -> None:
    """The report of the same day is the one compared with, and a dry run refuses alike."""
    write_files(vault.root, goals(10))
    publish(vault.examine())
    for number in range(5):
        (vault.root / f"Goals/{number:03}.md").unlink()

    with pytest.raises(ShrunkVaultError):
        publish(vault.examine())
    with pytest.raises(ShrunkVaultError):
        publish(vault.examine(), dry_run=True)


@pytest.mark.parametrize(
    "text",
    ["---\n: @\n---\n", "", " \n", "---\ntype: go", b"\xff\xfe\x00"],
    ids=["broken YAML", "empty", "blank", "half a frontmatter", "no UTF-8"],
)
def test_a_vault_half_of_which_cannot_be_read_is_not_written_about(vault: Vault, text: str | bytes) -> None:
    """Goals that are there but cannot be read as such, all of a sudden, stop every writing."""
    write_files(vault.root, goals(10))
    publish(vault.examine("2026-11-20"))
    for path in list(goals(10))[:5]:
        (vault.root / path).write_bytes(text.encode() if isinstance(text, str) else text)

    with pytest.raises(ShrunkVaultError):
        publish(vault.examine())
    assert publish(vault.examine(), accept_loss=True).written


def test_notes_that_a_cloud_took_away_stop_every_writing(vault: Vault) -> None:
    """Goals that are in iCloud and no longer on this machine are waited for, or the user says to go on."""
    write_files(vault.root, goals(10))
    publish(vault.examine("2026-11-20"))
    for path in list(goals(10))[:5]:
        note = vault.root / path
        note.rename(note.with_name(f".{note.name}.icloud"))

    with pytest.raises(ShrunkVaultError):
        publish(vault.examine())
    assert publish(vault.examine(), accept_loss=True).written


def test_what_was_never_a_goal_makes_up_for_no_loss(vault: Vault) -> None:
    """Other notes that cannot be read hide no loss of goals."""
    write_files(vault.root, goals(10))
    publish(vault.examine("2026-11-20"))
    for path in list(goals(10))[:5]:
        (vault.root / path).unlink()
    write_files(vault.root, {f"Plain {number}.md": "---\n: @\n---\n" for number in range(9)})

    with pytest.raises(ShrunkVaultError):
        publish(vault.examine())


def test_goals_that_vanish_one_by_one_within_a_day_are_a_loss(vault: Vault) -> None:
    """A vault that is emptied little by little, a report after each note, stops at the same point."""
    write_files(vault.root, goals(25))
    publish(vault.examine("2026-11-20"))
    publish(vault.examine())
    paths = list(goals(25))
    for path in paths[:5]:
        (vault.root / path).unlink()
        publish(vault.examine())

    (vault.root / paths[5]).unlink()
    with pytest.raises(ShrunkVaultError):
        publish(vault.examine())
    publish(vault.examine(), accept_loss=True)
    (vault.root / paths[6]).unlink()
    assert publish(vault.examine()).written


def test_a_vault_without_reports_is_measured_on_what_was_known(vault: Vault) -> None:
    """Where the reports have gone together with the goals, say on an unmounted drive, nothing is written."""
    write_files(vault.root, goals(10))
    publish(vault.examine("2026-11-20"))
    shutil.rmtree(vault.root / "Gaps")
    assert publish(vault.examine("2026-11-20")).written
    shutil.rmtree(vault.root / "Gaps")
    for path in list(goals(10))[1:]:
        (vault.root / path).unlink()

    with pytest.raises(ShrunkVaultError):
        publish(vault.examine("2026-11-20"))


def test_a_region_waits_until_its_note_is_quiet(vault: Vault) -> None:
    """A region of a note that was just saved is put off, and it is said for how long; all else is written.

    == Home.md
    <!-- vaultgoals:rollup -->
    == Goals/A.md
    ---
    type: goal
    ---
    """
    put_off = publish(vault.examine(), quiet=60)
    assert 50 < put_off.due_in <= 60
    assert "Gaps/Dashboard.md" in put_off.written
    assert "Home.md" not in put_off.written

    os.utime(vault.root / "Home.md", (0, 0))
    published = publish(vault.examine(), quiet=60)
    assert (published.written, published.due_in) == (("Home.md",), 0)


def test_a_wrong_clock_puts_no_region_off_for_ever(vault: Vault) -> None:
    """A note that was saved in the future is as quiet as the file system says.

    == Home.md
    <!-- vaultgoals:rollup -->
    == Goals/A.md
    ---
    type: goal
    ---
    """
    later = time.time() + 1e6
    os.utime(vault.root / "Home.md", (later, later))

    assert 50 < publish(vault.examine(), quiet=60).due_in <= 60


def test_a_moved_folder_is_no_loss(vault: Vault) -> None:
    """Goals that stand elsewhere now are counted as before."""
    write_files(vault.root, goals(10))
    publish(vault.examine("2026-11-20"))
    (vault.root / "Goals").rename(vault.root / "Aims")

    assert publish(vault.examine()).written


@pytest.mark.parametrize("path", ["Gaps/Dashboard.md", REPORT, "Gaps/Rollups/A rollup.md"])
@pytest.mark.parametrize(
    "raw",
    [b"My own.\n", b"---\ntype: note\n---\n", b"", b"\xff\xfe no UTF-8", b"---\ngenerated_by: me\n---\n"],
)
def test_a_users_note_in_our_place_stops_all_before_a_byte_is_written(
    vault: Vault, path: str, raw: bytes
) -> None:
    """Where a note of the user's stands where one of ours belongs, nothing at all is written.

    == Goals/A.md
    ---
    type: goal
    ---
    <!-- vaultgoals:rollup -->
    """
    (vault.root / path).parent.mkdir(parents=True)
    (vault.root / path).write_bytes(raw)
    before = vault.snapshot()

    with pytest.raises(NotOursError, match=path.rpartition("/")[2]):
        publish(vault.examine(), force=True, accept_loss=True)

    assert vault.snapshot() == before


def test_a_folder_in_our_place_stops_all_too(vault: Vault) -> None:
    """A folder named like one of our notes is no fault of the program, and nothing is written.

    == Goals/A.md
    ---
    type: goal
    ---
    == Gaps/Dashboard.md/x.txt
    Mine.
    """
    before = vault.snapshot()

    with pytest.raises(ForbiddenPathError):
        publish(vault.examine())

    assert vault.snapshot() == before


def test_one_refused_region_stops_no_other_note(vault: Vault) -> None:
    """A note that cannot take its region is told and left; every other note is written.

    == Goals/A.md
    ---
    type: goal
    ---
    == Twice.md
    <!-- vaultgoals:rollup -->

    <!-- vaultgoals:rollup -->
    == Merge.md
    <!-- vaultgoals:rollup -->

    <<<<<<< HEAD
    == Broken.md
    ---
    owner: @me
    ---
    <!-- vaultgoals:rollup -->
    == Linked.md
    <!-- vaultgoals:rollup -->
    == Fine.md
    <!-- vaultgoals:rollup -->
    """
    os.link(vault.root / "Linked.md", vault.root / "same.txt")
    before = vault.snapshot()

    published = publish(vault.examine())

    told = {notice.path: notice.name for notice in published.notices}
    assert told == dict.fromkeys(("Twice.md", "Merge.md", "Broken.md", "Linked.md"), "region-refused")
    assert {"Fine.md", REPORT, "Gaps/Dashboard.md"} < set(published.written)
    after = vault.snapshot()
    assert all(after[path] == before[path] for path in told)


def test_a_note_saved_meanwhile_wins(vault: Vault) -> None:
    """A user's note that changed since it was read is left as its owner saved it; the rest is written.

    == Goals/A.md
    ---
    type: goal
    ---
    == Own.md
    <!-- vaultgoals:rollup -->
    """
    examination = vault.examine()
    write_files(vault.root, {"Own.md": f"Just typed.\n\n{OPT_IN}"})

    published = publish(examination)

    assert vault.read("Own.md") == f"Just typed.\n\n{OPT_IN}"
    assert [(notice.path, notice.name) for notice in published.notices] == [("Own.md", "region-refused")]
    assert REPORT in published.written


def test_a_report_saved_meanwhile_stops_all(vault: Vault) -> None:
    """A generated note that changed since it was read is not written over, nor is any other.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    publish(vault.examine("2026-11-20"))
    examination = vault.examine()
    dashboard = vault.root / "Gaps/Dashboard.md"
    dashboard.write_text(dashboard.read_text() + "Mine.\n")
    before = vault.snapshot()

    with pytest.raises(NoteChangedError):
        publish(examination)

    assert vault.snapshot() == before


def test_an_edited_region_stays_until_forced(vault: Vault) -> None:
    """Text that was changed inside our regions, in whose note ever, is told and kept until forced.

    == Goals/A.md
    ---
    type: goal
    ---
    <!-- vaultgoals:rollup -->
    """
    publish(vault.examine())
    for path in ("Gaps/Dashboard.md", "Goals/A.md"):
        write_files(vault.root, {path: vault.read(path).replace("unmeasurable", "splendid")})
    before = vault.snapshot()

    published = publish(vault.examine())

    told = {(notice.path, notice.name) for notice in published.notices}
    assert told == {("Gaps/Dashboard.md", "not-overwritten"), ("Goals/A.md", "not-overwritten")}
    assert REPORT in published.written  # it tells of the edits (VG904)
    assert all(vault.snapshot()[path] == before[path] for path, _ in told)

    forced = publish(vault.examine(), force=True)

    assert {"Gaps/Dashboard.md", "Goals/A.md"} <= set(forced.written)
    assert "splendid" not in vault.read("Goals/A.md")


def test_what_a_user_writes_around_our_text_stays(vault: Vault) -> None:
    """Text and properties that a user adds to generated notes are there after the next day's report.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    publish(vault.examine("2026-11-20"))
    for path in ("Gaps/Dashboard.md", "Gaps/Rollups/A rollup.md"):
        text = vault.read(path).replace(
            "---\n<!--", "cssclasses:\n  - wide\ngoals_note: x\n---\n# My head\n\n<!--"
        )
        write_files(vault.root, {path: f"{text}\nMy foot.\n\n"})
    write_files(vault.root, {"Goals/B.md": GOAL, "Goals/A.md": GOAL + "- [x] done\n"})

    written = publish(vault.examine()).written

    for path in ("Gaps/Dashboard.md", "Gaps/Rollups/A rollup.md"):
        assert path in written
        text = vault.read(path)
        assert "cssclasses:\n  - wide\ngoals_note: x\n---\n# My head\n\n<!-- vaultgoals:begin" in text
        assert text.endswith("-->\n\nMy foot.\n\n")


def test_a_day_that_is_over_is_not_rewritten(vault: Vault) -> None:
    """Once a later report stands an earlier one is history: it is told, and left.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    publish(vault.examine("2026-11-20"))
    publish(vault.examine())
    write_files(vault.root, {"Goals/B.md": GOAL})

    published = publish(vault.examine("2026-11-20"))

    assert published.written == ()
    assert {notice.name for notice in published.notices} == {"day-is-over", "newer"}


def test_a_machine_on_which_nothing_was_to_write_knows_its_notes(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every report came by sync, a vault that is half there is refused all the same."""
    write_files(vault.root, goals(10))
    publish(vault.examine())
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another machine"))

    assert publish(vault.examine()).written == ()
    shutil.rmtree(vault.root / "Gaps")
    for path in list(goals(10))[1:]:
        (vault.root / path).unlink()

    with pytest.raises(ShrunkVaultError):
        publish(vault.examine())
