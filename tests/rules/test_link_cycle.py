from __future__ import annotations

from tests.vaults import Vault


def test_goals_that_serve_each_other_are_one_gap(vault: Vault) -> None:
    """A loop of goals is told once, at its first goal in path order, and lists all of them.

    == Goals/Walk.md
    ---
    type: goal
    status: open
    goal: "[[Work]]"
    ---
    == Goals/Sleep.md
    ---
    type: goal
    goal:
      - "[[Rest]]"
      - "[[Walk]]"
    ---
    == Goals/Work.md
    ---
    type: goal
    goal: "[[Sleep]]"
    ---
    == Goals/Rest.md
    ---
    type: goal
    ---
    """
    (gap,) = vault.gaps("VG103")

    assert vault.told("VG103") == ["Goals/Sleep.md:5"]
    assert gap.message == (
        "[[Sleep]], [[Walk]] and [[Work]] serve each other in a loop, so that none of them is the reason "
        "for the others"
    )
    assert gap.goal == "Goals/Sleep.md"
    assert [(place.path, place.line) for place in gap.related] == [
        ("Goals/Sleep.md", 5),
        ("Goals/Walk.md", 4),
        ("Goals/Work.md", 3),
    ]
    assert gap.object == "goal: Goals/Sleep.md, Goals/Walk.md, Goals/Work.md"


def test_a_goal_that_names_itself_is_a_loop(vault: Vault) -> None:
    """A goal that serves itself is told.

    == Goals/Walk.md
    ---
    type: goal
    parent: "[[Walk]]"
    ---
    """
    (gap,) = vault.gaps("VG103")

    assert vault.told("VG103") == ["Goals/Walk.md:3"]
    assert gap.message == "[[Walk]] names itself as the goal that it serves"


def test_tasks_that_wait_for_each_other_are_one_gap(vault: Vault) -> None:
    """A loop of tasks and projects that wait for each other is told once; it is about no goal.

    == Lease.md
    ---
    type: task
    blocked_by: "[[Office]]"
    ---
    == Office.md
    ---
    type: project
    depends_on: "[[Lease]]"
    ---
    == Sofa.md
    ---
    type: task
    blocked_by: ["[[Office]]", "[[Sofa]]"]
    ---
    """
    gaps = vault.gaps("VG103")

    assert vault.told("VG103") == ["Lease.md:3", "Sofa.md:3"]
    assert (
        gaps[0].message
        == "[[Lease]] and [[Office]] wait for each other in a loop, so that none of them can begin"
    )
    assert gaps[1].message == "[[Sofa]] waits for itself, so that it can never begin"
    assert gaps[0].goal is None


def test_finished_work_waits_for_nothing(vault: Vault) -> None:
    """A loop through a done or dropped task holds nothing up.

    == Lease.md
    ---
    type: task
    status: done
    blocked_by: "[[Office]]"
    ---
    == Office.md
    ---
    type: task
    blocked_by: "[[Lease]]"
    ---
    == Sofa.md
    ---
    type: task
    blocked_by: "[[Chair]]"
    ---
    == Chair.md
    ---
    type: task
    status: dropped
    blocked_by: "[[Sofa]]"
    ---
    """
    assert vault.told("VG103") == []


def test_a_dropped_goal_closes_no_loop(vault: Vault) -> None:
    """A loop through a dropped goal is none.

    == Walk.md
    ---
    type: goal
    goal: "[[Work]]"
    ---
    == Work.md
    ---
    type: goal
    status: dropped
    goal: "[[Walk]]"
    ---
    """
    assert vault.told("VG103") == []


def test_many_ways_to_one_goal_and_lists_of_projects_are_no_loop(vault: Vault) -> None:
    """Goals that meet again further up are no loop, nor is a goal that lists the projects that serve it.

    == Top.md
    ---
    type: goal
    projects: ["[[Project]]"]
    ---
    == Left.md
    ---
    type: goal
    goal: "[[Top]]"
    ---
    == Right.md
    ---
    type: goal
    goal: "[[Top]]"
    ---
    == Below.md
    ---
    type: goal
    goal: ["[[Left]]", "[[Right]]"]
    ---
    == Project.md
    ---
    type: project
    goal: "[[Top]]"
    ---
    """
    assert vault.told("VG103") == []


def test_a_larger_loop_keeps_its_identity_when_its_lines_move(vault: Vault) -> None:
    """A line more above the links makes no new gap.

    == A.md
    ---
    type: goal
    goal: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    goal: "[[A]]"
    ---
    """
    (before,) = vault.gaps("VG103")
    (vault.root / "A.md").write_text('---\ntype: goal\nwhy: the back\ngoal: "[[B]]"\n---\n', encoding="utf-8")
    (after,) = vault.gaps("VG103")

    assert (before.line, after.line) == (3, 4)
    assert before.id == after.id
