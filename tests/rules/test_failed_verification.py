from __future__ import annotations

from tests.vaults import Vault


def test_a_failing_check_of_a_goal_with_done_work_is_told_at_the_check(vault: Vault) -> None:
    """A check that fails after a task was done is told, quoting check, measurement and done tasks.

    == Goals/Server.md
    ---
    type: goal
    verify:
      - 'contains: "upgrades: enabled" in Server log.md'
    ---
    - [x] Replace the disk ✅ 2026-11-08
    - [x] Set up upgrades ✅ 2026-11-02
    - [ ] Sleep
    == Server log.md
    upgrades: disabled
    """
    (gap,) = vault.gaps("VG304")

    assert vault.told("VG304") == ["Goals/Server.md:4"]
    assert gap.message == (
        '`contains: "upgrades: enabled" in Server log.md` fails: '
        '"upgrades: enabled" does not stand in Server log.md; 2 tasks done, the last on 2026-11-08'
    )
    assert (gap.object, gap.goal) == ("", "Goals/Server.md")
    assert [(place.path, place.line) for place in gap.related] == [
        ("Goals/Server.md", 6),
        ("Goals/Server.md", 7),
    ]
    assert vault.told("VG301") == []


def test_two_failing_checks_are_one_gap(vault: Vault) -> None:
    """A goal with several failing checks is one gap, at the first, which counts the others.

    == Goals/Ship.md
    ---
    type: goal
    verify:
      - "exists: There.md"
      - "exists: Report.md"
      - "exists: Manual.md"
    ---
    - [x] Write both
    == There.md
    Text.
    """
    (gap,) = vault.gaps("VG304")

    assert gap.line == 5
    assert gap.message.startswith(
        "`exists: Report.md` fails (and 1 more check of it): Report.md is not there"
    )


def test_a_check_that_does_not_pass_yet_is_no_failure(vault: Vault) -> None:
    """On a goal with no done task, not claimed done and never verified, a failing check is no gap.

    == Goals/Ship.md
    ---
    type: goal
    status: active
    verify: "exists: Report.md"
    ---
    - [ ] Write it
    - [-] Print it
    """
    assert vault.told("VG304") == []


def test_a_goal_that_is_claimed_done_fails_without_any_task(vault: Vault) -> None:
    """Claiming a goal done is a claim that can fail; VG305 does not say it a second time.

    == Goals/Ship.md
    ---
    type: goal
    status: shipped
    verify: "exists: Report.md"
    ---
    """
    (gap,) = vault.gaps("VG304")

    assert gap.message == "`exists: Report.md` fails: Report.md is not there; its status is shipped"
    assert vault.told("VG305") == []


def test_a_goal_that_was_verified_before_can_fail(vault: Vault) -> None:
    """A goal that was verified once fails when its check does, though nothing was claimed since.

    == Goals/Ship.md
    ---
    type: goal
    verify: "exists: Report.md"
    verified: 2026-10-01
    ---
    """
    (gap,) = vault.gaps("VG304")

    assert gap.message.endswith("; it was verified on 2026-10-01")


def test_evidence_from_the_future_is_no_claim_that_can_fail(vault: Vault) -> None:
    """A date in the future counts for nothing, so a check that does not pass yet stays no failure.

    == Goals/Ship.md
    ---
    type: goal
    verify: "exists: Report.md"
    verified: 2027-10-01
    ---
    """
    assert vault.told("VG304") == []
    assert vault.told("VG404") == ["Goals/Ship.md:4"]


def test_a_late_heartbeat_is_told_by_its_own_rule(vault: Vault) -> None:
    """A goal that fails only for a late heartbeat is VG403 and not VG304.

    == Goals/Backups.md
    ---
    type: goal
    verify: "fresh: Logs/*.md within 2d"
    ---
    - [x] Write the script
    == Logs/2026-03-04.md
    Copied.
    """
    assert vault.told("VG304") == []
    assert vault.told("VG403") == ["Goals/Backups.md:3"]


def test_a_late_heartbeat_beside_a_failing_check_are_two_causes(vault: Vault) -> None:
    """A late heartbeat and another failing check of one goal are told by one rule each.

    == Goals/Backups.md
    ---
    type: goal
    verify:
      - "fresh: Logs/*.md within 2d"
      - "exists: Restore test.md"
    ---
    - [x] Write the script
    == Logs/2026-03-04.md
    Copied.
    """
    (gap,) = vault.gaps("VG304")

    assert gap.message.startswith("`exists: Restore test.md` fails: ")
    assert gap.line == 5
    assert vault.told("VG403") == ["Goals/Backups.md:4"]


def test_what_cannot_be_told_is_no_failure(vault: Vault) -> None:
    """Undated matches, a place outside the vault and a check that cannot be read are neither pass nor fail.

    == Goals/Outside.md
    ---
    type: goal
    verify: "exists: ../../elsewhere.md"
    ---
    - [x] Work
    == Goals/Misread.md
    ---
    type: goal
    verify: "exists:"
    ---
    - [x] Work
    == Goals/Undated.md
    ---
    type: goal
    verify: "fresh: Logs/*.md within 2d"
    ---
    - [x] Work
    == Logs/One.md
    Copied.
    """
    assert vault.told("VG304") == []
    assert vault.told("VG403") == []


def test_a_dropped_goal_fails_nobody(vault: Vault) -> None:
    """A dropped goal is not judged.

    == Goals/Ship.md
    ---
    type: goal
    status: abandoned
    verify: "exists: Report.md"
    verified: 2026-10-01
    ---
    - [x] Work
    """
    assert vault.told("VG304") == []
