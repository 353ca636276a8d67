from __future__ import annotations

from tests.vaults import Vault


def test_an_active_goal_that_nothing_serves_is_told(vault: Vault) -> None:
    """A goal that says it is active and has no work at all is told.

    == Goals/The team decides.md
    ---
    type: goal
    status: 🟢 active
    ---
    See [[Diary]].
    == Diary.md
    About [[The team decides]].
    """
    (gap,) = vault.gaps("VG201")

    assert vault.told("VG201") == ["Goals/The team decides.md:1"]
    assert gap.message == "its status is 🟢 active, and no task, spec, project or subgoal serves it"
    assert "[[The team decides]]" in gap.fix
    assert gap.goal == "Goals/The team decides.md"


def test_any_kind_of_work_is_a_plan(vault: Vault) -> None:
    """A task note, a checklist line, a spec, a project or a subgoal is enough; so is work that is done.

    == Noted.md
    ---
    type: goal
    status: active
    ---
    == Listed.md
    ---
    type: goal
    status: active
    ---
    - [x] Ask Tamsin
    == Specified.md
    ---
    type: goal
    status: active
    ---
    == Projected.md
    ---
    type: goal
    status: active
    ---
    == Divided.md
    ---
    type: goal
    status: active
    ---
    == Task.md
    ---
    type: task
    goal: "[[Noted]]"
    ---
    == Spec.md
    ---
    type: spec
    goal: "[[Specified]]"
    ---
    == Project.md
    ---
    type: project
    goal: "[[Projected]]"
    ---
    == Subgoal.md
    ---
    type: goal
    goal: "[[Divided]]"
    ---
    """
    assert vault.told("VG201") == []


def test_only_a_written_active_status_claims_a_plan(vault: Vault) -> None:
    """A goal without a status, or one that is planned, waiting, done or dropped, needs no plan now.

    == A.md
    ---
    type: goal
    ---
    == B.md
    ---
    type: goal
    status: planned
    ---
    == C.md
    ---
    type: goal
    status: on hold
    ---
    == D.md
    ---
    type: goal
    status: done
    ---
    == E.md
    ---
    type: goal
    status: dropped
    ---
    """
    assert vault.told("VG201") == []


def test_a_goal_that_is_verified_needs_no_plan(vault: Vault) -> None:
    """An active goal that holds, by a check or by its owner's word, is not unplanned.

    == Attested.md
    ---
    type: goal
    status: active
    success_criteria: we talk each week
    verified: 2026-11-15
    ---
    == Observed.md
    ---
    type: goal
    status: active
    verify: "exists: Report.md"
    ---
    == Report.md
    Written.
    """
    assert vault.told("VG201") == []


def test_dropped_work_is_no_plan(vault: Vault) -> None:
    """A goal of whose work all was dropped is told, saying so.

    == Goal.md
    ---
    type: goal
    status: active
    ---
    - [-] Build a toy
    == Spec.md
    ---
    type: spec
    status: rejected
    goal: "[[Goal]]"
    ---
    """
    (gap,) = vault.gaps("VG201")

    assert gap.message.endswith(
        "no task, spec, project or subgoal serves it any more (2 pieces of work dropped)"
    )
    assert [(place.path, place.line) for place in gap.related] == [("Goal.md", 5), ("Spec.md", 1)]


def test_a_goal_is_not_its_own_plan(vault: Vault) -> None:
    """A goal that names itself as its parent has no subgoal by that.

    == Goal.md
    ---
    type: goal
    status: active
    goal: "[[Goal]]"
    ---
    """
    assert vault.told("VG201") == ["Goal.md:1"]


def test_a_project_that_the_goal_names_is_its_plan(vault: Vault) -> None:
    """Who writes the project down in the goal's note has planned, and the project is for something.

    == Ship.md
    ---
    type: goal
    status: active
    projects: ["[[Release]]"]
    ---
    == Release.md
    ---
    type: project
    ---
    == Sail.md
    ---
    type: goal
    status: active
    projects: ["[[Boat]]"]
    ---
    == Boat.md
    ---
    type: project
    status: cancelled
    ---
    """
    assert vault.told("VG201") == ["Sail.md:1"]
    assert vault.told("VG204") == []


def test_one_live_project_of_several_is_a_plan(vault: Vault) -> None:
    """Whatever else the goal names before and after it, one project that lives is enough.

    == Diary.md
    About sailing.
    == Sail.md
    ---
    type: goal
    status: active
    up: "[[Diary]]"
    projects: ["[[Boat]]", "[[Raft]]"]
    ---
    == Boat.md
    ---
    type: project
    ---
    == Raft.md
    ---
    type: project
    status: cancelled
    ---
    """
    assert vault.told("VG201") == []


def test_a_project_that_a_goal_waits_for_is_no_plan_of_it(vault: Vault) -> None:
    """What must end before the goal is begun is work for something else.

    == Sail.md
    ---
    type: goal
    status: active
    blocked_by: "[[Boat]]"
    ---
    == Boat.md
    ---
    type: project
    ---
    """
    assert vault.told("VG201") == ["Sail.md:1"]
    assert vault.told("VG204") == ["Boat.md:1"]
