from __future__ import annotations

from tests.vaults import Vault


def test_evidence_dated_in_the_future_is_told_at_its_line(vault: Vault) -> None:
    """A goal verified on a day still to come is told at the date, with the day it was seen from.

    == Goals/Clear head.md
    ---
    type: goal
    last_verified: 2027-11-14
    ---
    """
    (gap,) = vault.gaps("VG404")

    assert vault.told("VG404") == ["Goals/Clear head.md:3"]
    assert "2027-11-14" in gap.message
    assert "2026-11-21" in gap.message
    assert "counts for nothing" in gap.message
    assert (gap.object, gap.goal) == ("future", "Goals/Clear head.md")


def test_undated_evidence_is_told_at_its_line(vault: Vault) -> None:
    """A goal that says it was verified, and not when, is told.

    == Goals/Photos.md
    ---
    type: goal
    status: active
    verified: true
    ---
    == Goals/Yes.md
    ---
    type: goal
    verified: "yes"
    ---
    """
    gaps = vault.gaps("VG404")

    assert vault.told("VG404") == ["Goals/Photos.md:4", "Goals/Yes.md:3"]
    assert {gap.object for gap in gaps} == {"undated"}
    assert "without the day" in gaps[0].message
    assert gaps[0].fix.startswith("Write the day")


def test_tomorrow_is_no_future(vault: Vault) -> None:
    """A date is in the future only beyond the day after the run's: somebody east of here wrote it.

    == Goals/Clear head.md
    ---
    type: goal
    verified: 2026-11-22
    ---
    """
    assert vault.told("VG404", "2026-11-21") == []
    assert vault.told("VG404", "2026-11-20") == ["Goals/Clear head.md:3"]


def test_no_claim_is_no_invalid_claim(vault: Vault) -> None:
    """`verified: false`, an empty value, a date in the past and evidence without `verified` are no gap.

    == Goals/Empty.md
    ---
    type: goal
    verified:
    ---
    == Goals/False.md
    ---
    type: goal
    verified: false
    ---
    == Goals/Linked.md
    ---
    type: goal
    evidence: "[[Empty]]"
    ---
    == Goals/Past.md
    ---
    type: goal
    verified: "[[2026-11-21]]"
    ---
    """
    assert vault.told("VG404") == []


def test_tasks_specs_and_projects_are_judged_and_plain_notes_are_not(vault: Vault) -> None:
    """Invalid evidence on a task, spec or project is told; what a plain note says is its own affair.

    == A note.md
    ---
    verified: true
    ---
    == A project.md
    ---
    type: project
    verified: true
    ---
    == A spec.md
    ---
    type: spec
    verified: 2027-01-01
    ---
    == A task.md
    ---
    type: task
    verified: true
    ---
    """
    assert vault.told("VG404") == ["A project.md:3", "A spec.md:3", "A task.md:3"]
    assert {gap.goal for gap in vault.gaps("VG404")} == {None}


def test_dropped_notes_are_passed_over(vault: Vault) -> None:
    """Nobody has to mend the evidence of what was given up.

    == Goals/Dropped.md
    ---
    type: goal
    status: dropped
    verified: 2027-01-01
    ---
    == Tasks/Dropped too.md
    ---
    type: task
    status: rejected
    verified: true
    ---
    """
    assert vault.told("VG404") == []


def test_the_goal_is_judged_without_such_evidence(vault: Vault) -> None:
    """Done work whose only evidence is invalid is unverified, and both gaps are told.

    == Goals/Future.md
    ---
    type: goal
    verified: 2027-01-01
    ---
    - [x] Work
    == Goals/Undated.md
    ---
    type: goal
    verified: true
    ---
    - [x] Work
    """
    assert vault.told("VG404") == ["Goals/Future.md:3", "Goals/Undated.md:3"]
    assert vault.told("VG301") == ["Goals/Future.md:1", "Goals/Undated.md:1"]
