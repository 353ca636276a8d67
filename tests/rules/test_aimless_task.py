from __future__ import annotations

from tests.vaults import Vault


def test_work_that_serves_nothing_is_told(vault: Vault) -> None:
    """A task or project note without goal and spec is told.

    == Tasks/Cables.md
    ---
    type: task
    status: todo
    ---
    == Tasks/Cellar.md
    ---
    type: project
    ---
    """
    gaps = vault.gaps("VG204")

    assert vault.told("VG204") == ["Tasks/Cables.md:1", "Tasks/Cellar.md:1"]
    assert gaps[0].message == "it serves no goal and implements no spec"
    assert gaps[0].fix == "Link under `goal` what this task is for, or drop it."
    assert gaps[1].fix == "Link under `goal` what this project is for, or drop it."


def test_a_goal_a_project_or_a_spec_is_an_aim(vault: Vault) -> None:
    """Work that serves a goal, stands in a project or implements a spec is not aimless.

    == Goal.md
    ---
    type: goal
    ---
    == Project.md
    ---
    type: project
    up: "[[Goal]]"
    ---
    == Spec.md
    ---
    type: spec
    ---
    == A.md
    ---
    type: task
    goal: "[[Goal]]"
    ---
    == B.md
    ---
    type: task
    project: "[[Project]]"
    ---
    == C.md
    ---
    type: task
    implements: "[[Spec]]"
    ---
    == D.md
    ---
    type: task
    ---
    - [ ] Find the receipt [goal:: [[Goal]]]
    """
    assert vault.told("VG204") == []


def test_a_project_without_a_goal_is_told_and_not_its_tasks(vault: Vault) -> None:
    """Tasks and projects within a project that serves no goal have a place; the project is told, once.

    == Cellar.md
    ---
    type: project
    ---
    == Shelf.md
    ---
    type: project
    project: "[[Cellar]]"
    ---
    == Cables.md
    ---
    type: task
    project: "[[Cellar]]"
    ---
    """
    assert vault.told("VG204") == ["Cellar.md:1"]


def test_a_project_that_names_itself_serves_nothing(vault: Vault) -> None:
    """A project is no aim of its own.

    == Cellar.md
    ---
    type: project
    project: "[[Cellar]]"
    ---
    """
    assert vault.told("VG204") == ["Cellar.md:1"]


def test_text_is_no_goal_and_is_quoted(vault: Vault) -> None:
    """A remark, or a map of content, makes no task serve anything; the message quotes it.

    == Map.md
    A map.
    == A.md
    ---
    type: task
    goal: Learn Spanish
    ---
    == B.md
    ---
    type: task
    goal: a quiet life
    up: "[[Map]]"
    ---
    """
    one, two = (gap.message for gap in vault.gaps("VG204"))

    assert one.startswith("it serves no goal and implements no spec; `goal: Learn Spanish` names neither ")
    assert two.endswith(
        "; `goal: a quiet life` and `up: [[Map]]` name neither a goal nor a project nor a spec"
    )


def test_a_relation_that_is_broken_has_a_gap_of_its_own(vault: Vault) -> None:
    """A task whose goal is misspelt, of the wrong kind, unreadable or on the web is not aimless too.

    == Note.md
    Text.
    == Broken.md
    ---
    type: goal
    title: a: b
    ---
    == A.md
    ---
    type: task
    goal: "[[No such goal]]"
    ---
    == B.md
    ---
    type: task
    implements: "[[Note]]"
    ---
    == C.md
    ---
    type: task
    goal: "[[Broken]]"
    ---
    == D.md
    ---
    type: task
    goal: https://example.org/goals/1
    ---
    """
    assert vault.told("VG204") == []
    assert vault.told("VG101") == ["A.md:3"]
    assert vault.told("VG104") == ["B.md:3"]


def test_finished_work_and_plain_checkboxes_need_no_aim(vault: Vault) -> None:
    """Done and dropped tasks are left alone, and so is a checkbox in any other note.

    == Done.md
    ---
    type: task
    status: done
    ---
    == Dropped.md
    ---
    type: project
    status: cancelled
    ---
    == Recipe.md
    - [ ] Peel the onions
    """
    assert vault.told("VG204") == []


def test_a_task_that_could_not_be_read_is_not_aimless(vault: Vault) -> None:
    """Where the frontmatter is broken, the goal may stand in it.

    == vaultgoals.toml
    [folders]
    Tasks = "task"
    == Tasks/Broken.md
    ---
    title: a: b
    goal: "[[Goal]]"
    ---
    """
    assert vault.told("VG204") == []


def test_a_link_to_a_heading_of_its_own_is_told_once(vault: Vault) -> None:
    """A task that names itself as its goal has a link of the wrong kind; that it serves nothing follows.

    == Task.md
    ---
    type: task
    goal: "[[#Why]]"
    ---
    """
    assert vault.told("VG104") == ["Task.md:3"]
    assert vault.told("VG204") == []


def test_a_goal_named_in_a_field_is_an_aim(vault: Vault) -> None:
    """Who names the goal in a Dataview field at the head of the note has named it.

    == Goals/Earn from own work.md
    ---
    tags: goal
    ---
    == Projects/Website.md
    ---
    tags: project
    ---
    Status:: Active
    Goal:: [[Earn from own work]]
    == Tasks/Write copy.md
    ---
    type: task
    ---
    - **goal**:: [[Earn from own work]]
    == Tasks/Paint.md
    ---
    type: task
    ---
    We said (goal:: [[Earn from own work]]) on Monday.
    """
    assert vault.told("VG204") == ["Tasks/Paint.md:1"]


def test_a_part_of_a_task_is_for_what_the_task_is_for(vault: Vault) -> None:
    """A task below another is told with that one, and so not told itself; one below itself is.

    == Goals/G.md
    ---
    type: goal
    ---
    == Tasks/Big.md
    ---
    type: task
    goal: "[[G]]"
    ---
    == Tasks/Aimless.md
    ---
    type: task
    ---
    == Tasks/Small.md
    ---
    type: task
    parent: "[[Big]]"
    ---
    == Tasks/Smaller.md
    ---
    tags: [task]
    projects: ["[[Aimless]]"]
    ---
    == Tasks/Loop.md
    ---
    type: task
    parent: "[[Loop]]"
    ---
    """
    assert vault.told("VG204") == ["Tasks/Aimless.md:1", "Tasks/Loop.md:1"]


def test_a_project_that_does_not_say_so_is_asked_to(vault: Vault) -> None:
    """Whoever names a plain note as the project is told how it becomes one, and not to drop the task.

    == Renovation.md
    We begin in spring.
    == Tasks/Paint.md
    ---
    type: task
    project: "[[Renovation]]"
    ---
    == Tasks/Sweep.md
    ---
    type: task
    project: "[[Not written yet]]"
    ---
    """
    paint, sweep = vault.gaps("VG204")

    assert paint.fix == (
        "Add `type: project` to [[Renovation]] if it is one, or link under `goal` what this task is for."
    )
    assert sweep.fix == "Link under `goal` what this task is for, or drop it."


def test_the_name_of_a_project_in_itself_is_not_quoted(vault: Vault) -> None:
    """A project that carries its own name under `project` is told without it: nobody meant it for an aim.

    == Ledger.md
    ---
    type: project
    project: ledger
    ---
    """
    (gap,) = vault.gaps("VG204")

    assert gap.message == "it serves no goal and implements no spec"


def test_what_is_passed_over_hides_nothing_behind_it(vault: Vault) -> None:
    """A goal named after the project's own name counts, and a task after a part of another is looked at.

    == Goals/G.md
    ---
    type: goal
    ---
    == Projects/Ledger.md
    ---
    type: project
    project: ledger
    goal: "[[G]]"
    ---
    == Tasks/A part.md
    ---
    type: task
    parent: "[[Big]]"
    ---
    == Tasks/Big.md
    ---
    type: task
    ---
    """
    assert vault.told("VG204") == ["Tasks/Big.md:1"]


def test_a_map_above_a_task_is_not_taken_for_its_project(vault: Vault) -> None:
    """Only what stands under `project` may be one that does not say so; a map under `up` stays a map.

    == Map.md
    Everything about the house.
    == Tasks/Paint.md
    ---
    type: task
    up: "[[Map]]"
    ---
    """
    (gap,) = vault.gaps("VG204")

    assert gap.fix == "Link under `goal` what this task is for, or drop it."
