from __future__ import annotations

from tests.vaults import Vault


def test_a_late_heartbeat_is_told_at_its_check(vault: Vault) -> None:
    """A `fresh:` check whose newest match is too old is told at its line, with what was measured.

    == Goals/Backups.md
    ---
    type: goal
    verify:
      - "ask: Could I restore them?"
      - "fresh: Logs/*.md within 2d"
    ---
    == Logs/2026-03-01.md
    Copied.
    == Logs/2026-03-04.md
    Copied.
    """
    (gap,) = vault.gaps("VG403")

    assert vault.told("VG403") == ["Goals/Backups.md:5"]
    assert gap.message.startswith("`fresh: Logs/*.md within 2d` is late: ")
    assert "2026-03-04" in gap.message
    assert gap.fix.startswith("Find out why it stopped")
    assert (gap.object, gap.goal) == ("fresh: Logs/*.md within 2d", "Goals/Backups.md")


def test_it_is_told_whatever_was_done_or_claimed_and_by_no_other_rule(vault: Vault) -> None:
    """A heartbeat that stopped is VG403 alone, with or without done tasks, a done status or evidence.

    == Goals/Claimed.md
    ---
    type: goal
    status: done
    why: Photos
    verify: "fresh: Logs/*.md within 2d"
    ---
    - [x] Write the script
    == Goals/Open.md
    ---
    type: goal
    why: Photos
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Goals/Verified.md
    ---
    type: goal
    why: Photos
    verified: 2026-11-01
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Logs/2026-03-04.md
    Copied.
    """
    assert [(gap.code, gap.path) for gap in vault.examination.gaps] == [
        ("VG403", "Goals/Claimed.md"),
        ("VG403", "Goals/Open.md"),
        ("VG403", "Goals/Verified.md"),
    ]


def test_a_heartbeat_on_the_last_day_is_in_time(vault: Vault) -> None:
    """A match dated as long ago as the check allows is in time, and late a day later.

    == Goals/Backups.md
    ---
    type: goal
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Logs/2026-11-19.md
    Copied.
    """
    assert vault.told("VG403", "2026-11-21") == []
    assert vault.told("VG403", "2026-11-22") == ["Goals/Backups.md:3"]


def test_what_never_ran_has_not_stopped(vault: Vault) -> None:
    """A check that nothing has ever matched, and one with undated matches, is not late.

    == Goals/Backups.md
    ---
    type: goal
    status: done
    verify:
      - "fresh: Nowhere/*.md within 2d"
      - "fresh: Logs/*.md within 2d"
    ---
    == Logs/One.md
    Copied.
    """
    assert vault.told("VG403") == []


def test_heartbeats_of_tasks_and_specs_are_told_too(vault: Vault) -> None:
    """A late check of a task or spec is told at that note, with the goal where it serves just one.

    == Goals/Backups.md
    ---
    type: goal
    ---
    == Goals/Calm.md
    ---
    type: goal
    ---
    == Specs/Backup spec.md
    ---
    type: spec
    goal: ["[[Backups]]", "[[Calm]]"]
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Tasks/Run it.md
    ---
    type: task
    status: done
    goal: "[[Backups]]"
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Logs/2026-03-04.md
    Copied.
    """
    assert vault.told("VG403") == ["Specs/Backup spec.md:4", "Tasks/Run it.md:5"]
    assert [gap.goal for gap in vault.gaps("VG403")] == [None, "Goals/Backups.md"]


def test_dropped_notes_are_passed_over(vault: Vault) -> None:
    """What a dropped goal, task or spec used to keep alive may stop.

    == Goals/Backups.md
    ---
    type: goal
    status: dropped
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Specs/Backup spec.md
    ---
    type: spec
    status: superseded
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Tasks/Run it.md
    ---
    type: task
    status: cancelled
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Logs/2026-03-04.md
    Copied.
    """
    assert vault.told("VG403") == []


def test_a_plain_note_has_no_checks(vault: Vault) -> None:
    """What `verify` means in a note that is no goal, task, spec or project is its own affair.

    == Goals/Backups.md
    ---
    type: goal
    ---
    == Howto.md
    ---
    verify: "fresh: Logs/*.md within 2d"
    ---
    == Logs/2026-03-04.md
    Copied.
    """
    assert vault.told("VG403") == []


def test_each_late_check_is_one_gap(vault: Vault) -> None:
    """Two late checks of one goal are two gaps of their own identity; one written twice is one.

    == Goals/Backups.md
    ---
    type: goal
    verify:
      - "fresh: Logs/*.md within 2d"
      - "fresh: Tests/*.md within 1mo"
      - "fresh: Logs/*.md within 2d"
      - "exists: Goals/Backups.md"
    ---
    == Logs/2026-03-04.md
    Copied.
    == Tests/2026-03-04.md
    Restored.
    """
    gaps = vault.gaps("VG403")

    assert [gap.line for gap in gaps] == [4, 5]
    assert gaps[0].id != gaps[1].id
