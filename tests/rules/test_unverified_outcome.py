from __future__ import annotations

from tests.vaults import Vault, write_files


def test_a_done_task_without_evidence_is_told_at_its_goal(vault: Vault) -> None:
    """A done task whose goal has no evidence is told, at the goal.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Tasks/Write.md
    ---
    type: task
    status: done
    goal: "[[Ship]]"
    ---
    """
    assert vault.told("VG301") == ["Goals/Ship.md:1"]
    assert vault.told("VG202") == []


def test_all_done_tasks_of_a_goal_make_one_gap_that_lists_them(vault: Vault) -> None:
    """Three done tasks of one goal, notes and lines, are one gap that counts and lists them.

    == Goals/Ship.md
    ---
    type: goal
    success_criteria: Somebody uses it
    ---
    - [x] Announce it ✅ 2026-11-18
    - [ ] Celebrate
    == Notes/2026-11-12 Meeting.md
    - [x] Ask [[Ship]]'s first user ✅ 2026-11-12
    == Tasks/Write.md
    ---
    type: task
    status: done
    completed: 2026-11-03
    goal: "[[Ship]]"
    ---
    - [x] a step of the task, counted with it
    """
    (gap,) = vault.gaps("VG301")

    assert gap.message == "3 tasks done, the last on 2026-11-18; no evidence yet"
    assert gap.fix.startswith("Look whether “Somebody uses it” holds")
    assert sorted((place.path, place.line) for place in gap.related) == [
        ("Goals/Ship.md", 5),
        ("Notes/2026-11-12 Meeting.md", 1),
        ("Tasks/Write.md", 1),
    ]


def test_another_done_task_does_not_make_it_a_new_gap(vault: Vault) -> None:
    """The gap of a goal keeps its identity when one more task is done.

    == Goals/Ship.md
    ---
    type: goal
    ---
    - [x] Write it ✅ 2026-11-01
    """
    (before,) = vault.gaps("VG301")
    write_files(vault.root, {"Tasks/Test.md": '---\ntype: task\nstatus: done\ngoal: "[[Ship]]"\n---\n'})
    (after,) = vault.gaps("VG301")

    assert (before.object, before.goal) == ("", "Goals/Ship.md")
    assert before.message != after.message
    assert before.id == after.id


def test_a_done_task_reaches_its_goal_through_a_project_and_through_a_spec(vault: Vault) -> None:
    """Done work for a project, and done work on a spec, is work for the goals that those serve.

    == Goals/Lights.md
    ---
    type: goal
    ---
    == Goals/Heat.md
    ---
    type: goal
    ---
    == Projects/Wiring.md
    ---
    type: project
    goal: "[[Lights]]"
    ---
    == Specs/Boiler spec.md
    ---
    type: spec
    goal: "[[Heat]]"
    ---
    == Tasks/Pull cables.md
    ---
    type: task
    status: done
    project: "[[Wiring]]"
    ---
    == Tasks/Fit the boiler.md
    ---
    type: task
    status: done
    implements: "[[Boiler spec]]"
    ---
    """
    assert vault.told("VG301") == ["Goals/Heat.md:1", "Goals/Lights.md:1"]


def test_a_verified_goal_is_left_alone_whoever_vouches_for_it(vault: Vault) -> None:
    """A goal with a dated `verified` is no gap, on the doer's word or with evidence, also dated tomorrow.

    == Goals/By word.md
    ---
    type: goal
    verified: 2026-11-20
    ---
    - [x] Work ✅ 2026-11-01
    == Goals/By link.md
    ---
    type: goal
    verified: 2026-11-22
    evidence: "[[Letter]]"
    ---
    - [x] Work ✅ 2026-11-01
    == Letter.md
    It works.
    """
    assert vault.told("VG301") == []


def test_work_that_is_not_done_claims_nothing(vault: Vault) -> None:
    """Open, waiting and dropped tasks, and a goal without tasks, are no unverified outcome.

    == Goals/Ship.md
    ---
    type: goal
    ---
    - [ ] Write it
    - [-] Print it
    == Goals/Rest.md
    ---
    type: goal
    ---
    == Tasks/Test.md
    ---
    type: task
    status: blocked
    goal: "[[Ship]]"
    ---
    == Tasks/Frame it.md
    ---
    type: task
    status: cancelled
    goal: "[[Ship]]"
    ---
    """
    assert vault.told("VG301") == []


def test_a_goal_that_is_claimed_done_is_the_unproven_goal_instead(vault: Vault) -> None:
    """A goal whose own status is done is VG305 and not VG301: one cause, one gap.

    == Goals/Ship.md
    ---
    type: goal
    status: achieved
    ---
    - [x] Write it ✅ 2026-11-01
    """
    assert vault.told("VG301") == []
    assert vault.told("VG305") == ["Goals/Ship.md:1"]


def test_a_goal_that_fails_is_stale_or_is_dropped_is_not_told_again(vault: Vault) -> None:
    """Done tasks of a failing goal are VG304's, of a stale one VG401's, of a dropped one nobody's.

    == Goals/Failing.md
    ---
    type: goal
    verify: "exists: Report.md"
    ---
    - [x] Work ✅ 2026-11-01
    == Goals/Stale.md
    ---
    type: goal
    verified: 2026-01-05
    review_interval: 30d
    ---
    - [x] Work ✅ 2026-11-01
    == Goals/Dropped.md
    ---
    type: goal
    status: dropped
    ---
    - [x] Work ✅ 2026-11-01
    """
    assert vault.told("VG301") == []
    assert vault.told("VG304") == ["Goals/Failing.md:3"]
    assert vault.told("VG401") == ["Goals/Stale.md:1"]


def test_what_looks_like_evidence_and_is_none_is_named(vault: Vault) -> None:
    """`verified: false` and evidence without a date verify nothing, and the message says which it was.

    == Goals/Linked.md
    ---
    type: goal
    evidence: "[[Letter]]"
    ---
    - [x] Work ✅ 2026-11-01
    == Goals/Not yet.md
    ---
    type: goal
    verified: false
    ---
    - [x] Work ✅ 2026-11-01
    == Goals/Undated.md
    ---
    type: goal
    success_criteria: It works
    verified: true
    ---
    - [x] Work ✅ 2026-11-01
    == Letter.md
    It works.
    """
    messages = {gap.path: gap.message for gap in vault.gaps("VG301")}

    assert list(messages) == ["Goals/Linked.md", "Goals/Not yet.md", "Goals/Undated.md"]
    assert "evidence is linked, but no date says when it was verified" in messages["Goals/Linked.md"]
    assert "no evidence yet" in messages["Goals/Not yet.md"]
    assert "without a date" in messages["Goals/Undated.md"]
