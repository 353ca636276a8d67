from __future__ import annotations

from tests.vaults import Vault


def test_a_goal_that_is_claimed_done_without_evidence_is_told(vault: Vault) -> None:
    """A goal whose own status is done and that is not verified is told, with what would verify it.

    == Goals/Write in public.md
    ---
    type: goal
    status: ✅ Achieved
    verify: "ask: Did somebody I do not know write back?"
    ---
    """
    (gap,) = vault.gaps("VG305")

    assert vault.told("VG305") == ["Goals/Write in public.md:1"]
    assert gap.message == "its status is ✅ Achieved; no evidence yet"
    assert gap.fix.startswith("Answer “Did somebody I do not know write back?”")
    assert (gap.object, gap.goal) == ("", "Goals/Write in public.md")


def test_done_tasks_of_a_goal_that_is_claimed_done_belong_to_the_same_gap(vault: Vault) -> None:
    """Where a goal is claimed done, its done tasks are listed there and are no gap of their own.

    == Goals/Ship.md
    ---
    type: goal
    status: done
    ---
    - [x] Write it
    - [ ] Frame it
    """
    (gap,) = vault.gaps("VG305")

    assert [(place.path, place.line) for place in gap.related] == [("Goals/Ship.md", 5)]
    assert vault.told("VG301") == []


def test_a_goal_that_nobody_could_measure_is_told_once(vault: Vault) -> None:
    """A goal claimed done without criterion, check or metric is VG305, which says so, and not VG202.

    == Goals/Ship.md
    ---
    type: goal
    status: done
    ---
    """
    (gap,) = vault.gaps("VG305")

    assert "no criterion, check or metric" in gap.message
    assert "success_criteria" in gap.fix
    assert vault.told("VG202") == []


def test_a_claim_that_evidence_bears_out_is_no_gap(vault: Vault) -> None:
    """A done goal that is verified by its word, a link, its checks or its ticked criteria is no gap.

    == Goals/By checks.md
    ---
    type: goal
    status: done
    verify: "exists: Letter.md"
    ---
    == Goals/By criteria.md
    ---
    type: goal
    status: done
    evidence: "[[Letter]]"
    ---
    ## Success criteria
    - [x] Somebody wrote
    == Goals/By link.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    evidence: "[[Letter]]"
    ---
    == Goals/By word.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    ---
    == Letter.md
    I read it.
    """
    assert vault.told("VG305") == []


def test_a_goal_that_is_not_claimed_done_is_no_unproven_goal(vault: Vault) -> None:
    """Open, active, waiting and dropped goals claim nothing.

    == Goals/Active.md
    ---
    type: goal
    status: active
    ---
    == Goals/Dropped.md
    ---
    type: goal
    status: superseded
    ---
    == Goals/None.md
    ---
    type: goal
    ---
    == Goals/Waiting.md
    ---
    type: goal
    status: someday
    ---
    """
    assert vault.told("VG305") == []


def test_evidence_that_ran_out_or_fails_is_told_by_its_own_rule(vault: Vault) -> None:
    """A done goal is VG401 when its evidence is stale and VG304 when it fails, and not VG305.

    == Goals/Failing.md
    ---
    type: goal
    status: done
    verify: "exists: Letter.md"
    ---
    == Goals/Stale.md
    ---
    type: goal
    status: done
    verified: 2026-05-10
    review_interval: 90d
    ---
    """
    assert vault.told("VG305") == []
    assert vault.told("VG304") == ["Goals/Failing.md:4"]
    assert vault.told("VG401") == ["Goals/Stale.md:1"]


def test_a_done_boolean_is_a_claim_too(vault: Vault) -> None:
    """A goal with `completed: true` is claimed done; undated evidence does not prove it.

    == Goals/Ship.md
    ---
    type: goal
    completed: true
    success_criteria: Somebody uses it
    verified: true
    ---
    """
    (gap,) = vault.gaps("VG305")

    assert gap.message == "its status is completed; `verified` says yes without a date, which is no evidence"
    assert vault.told("VG404") == ["Goals/Ship.md:5"]
