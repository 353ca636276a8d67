from __future__ import annotations

from tests.vaults import Vault


def test_live_work_for_a_dropped_goal_is_told_at_its_link(vault: Vault) -> None:
    """A task, project or spec that is still alive and serves a dropped goal is told at its link.

    == Goals/Freelance.md
    ---
    type: goal
    status: abandoned
    ---
    == Project.md
    ---
    type: project
    goal: "[[Freelance]]"
    ---
    == Spec.md
    ---
    type: spec
    status: accepted
    goal: "[[Freelance]]"
    ---
    == Task.md
    ---
    type: task
    status: waiting
    goal: "[[Freelance]]"
    ---
    """
    gaps = vault.gaps("VG104")

    assert vault.told("VG104") == ["Project.md:3", "Spec.md:4", "Task.md:4"]
    assert (
        gaps[0].message
        == "it is open, and the status of the goal that it serves, [[Freelance]], is abandoned"
    )
    assert gaps[2].message == (
        "its status is waiting, and the status of the goal that it serves, [[Freelance]], is abandoned"
    )
    assert gaps[2].fix == "Drop this task too, or link the goal that it serves now."
    assert gaps[2].goal == "Goals/Freelance.md"
    assert [place.path for place in gaps[2].related] == ["Goals/Freelance.md"]


def test_finished_work_and_goals_may_serve_a_dropped_goal(vault: Vault) -> None:
    """What was done or dropped, and a goal below a dropped one, are no dead links.

    == Freelance.md
    ---
    type: goal
    status: dropped
    ---
    == Done.md
    ---
    type: task
    status: done
    goal: "[[Freelance]]"
    ---
    == Dropped.md
    ---
    type: task
    status: dropped
    goal: "[[Freelance]]"
    ---
    == Subgoal.md
    ---
    type: goal
    goal: "[[Freelance]]"
    ---
    """
    assert vault.told("VG104") == []


def test_a_link_to_the_wrong_kind_of_note_is_told(vault: Vault) -> None:
    """A goal that is none and a spec that is none are told, with the type that the note would need.

    == Meeting.md
    We talked.
    == Spec.md
    ---
    type: spec
    ---
    == Task.md
    ---
    type: task
    status: done
    goal: "[[Spec]]"
    implements: "[[Meeting]]"
    ---
    """
    gaps = vault.gaps("VG104")

    assert vault.told("VG104") == ["Task.md:4", "Task.md:5"]
    assert gaps[0].message == "`goal: [[Spec]]` names a spec, not a goal"
    assert gaps[0].fix == "Name it under `implements` instead, or link a goal."
    assert gaps[1].message == "`implements: [[Meeting]]` names a plain note, not a spec"
    assert gaps[1].fix == "Add `type: spec` to [[Meeting]] if it is one, or link another note."
    assert gaps[1].object == "implements: Meeting"


def test_a_link_to_a_file_that_is_no_note_is_the_wrong_kind(vault: Vault) -> None:
    """A picture is no goal.

    == Vision.png
    (a picture)
    == Task.md
    ---
    type: task
    goal: "[[Vision.png]]"
    ---
    """
    assert [gap.message for gap in vault.gaps("VG104")] == ["`goal: [[Vision.png]]` names a file, not a goal"]


def test_the_note_of_that_name_that_fits_is_offered_by_its_path(vault: Vault) -> None:
    """Where another note of the same name is of the right kind, its path is the fix.

    == A/Kitchen.md
    Coffee.
    == B/Kitchen.md
    ---
    type: goal
    ---
    == Tasks/Worktop.md
    ---
    type: task
    goal: "[[Kitchen]]"
    ---
    """
    assert [gap.fix for gap in vault.gaps("VG104")] == [
        "Write the path of the goal of that name: `[[B/Kitchen|Kitchen]]`."
    ]


def test_maps_of_content_and_what_is_waited_for_may_be_of_any_kind(vault: Vault) -> None:
    """Under up, parent and project any note may stand, and one may wait for any note.

    == Map.md
    A map.
    == Delivery.md
    A plain note.
    == Task.md
    ---
    type: task
    up: "[[Map]]"
    parent: "[[Map]]"
    projects: ["[[Map]]"]
    blocked_by: "[[Delivery]]"
    ---
    """
    assert vault.told("VG104") == []


def test_of_a_note_that_could_not_be_read_nothing_is_said(vault: Vault) -> None:
    """A note whose frontmatter is broken may be of the right kind; only VG902 speaks of it.

    == Goal.md
    ---
    type: goal
    title: a: b
    ---
    == Task.md
    ---
    type: task
    goal: "[[Goal]]"
    ---
    """
    assert vault.told("VG104") == []
    assert len(vault.told("VG902")) == 1


def test_other_notes_are_not_judged(vault: Vault) -> None:
    """A plain note may link anything under goal.

    == Task.md
    ---
    type: task
    ---
    == Recipe.md
    ---
    goal: "[[Task]]"
    ---
    """
    assert vault.told("VG104") == []


def test_an_open_line_for_a_dropped_goal_is_told_at_the_line(vault: Vault) -> None:
    """Live work is live work, in a checklist too; the dropped goal's own list is not told line by line.

    == Dropped.md
    ---
    type: goal
    status: dropped
    ---
    - [ ] Left over
    == Daily/2026-11-20.md
    - [ ] Paint the fence [goal:: [[Dropped]]]
    - [x] Bought paint [goal:: [[Dropped]]]
    """
    assert vault.told("VG104") == ["Daily/2026-11-20.md:1"]


def test_a_goal_is_named_by_its_path_where_another_has_its_name(vault: Vault) -> None:
    """Of two goals of one name the message says which was dropped.

    == Goal.md
    ---
    type: goal
    status: dropped
    ---
    == A/Goal.md
    ---
    type: goal
    ---
    == A/Task.md
    ---
    type: task
    goal: "[[Goal]]"
    ---
    """
    assert "[[Goal]]" in vault.gaps("VG104")[0].message


def test_a_goal_under_the_key_of_specs_belongs_under_its_own(vault: Vault) -> None:
    """What is named is right and the key is not: the fix names the key under which it counts.

    == Need.md
    ---
    type: goal
    ---
    == Requirement.md
    ---
    type: spec
    satisfies: "[[Need]]"
    ---
    == Task.md
    ---
    type: task
    goal: "[[Requirement]]"
    ---
    """
    goal, spec = vault.gaps("VG104")

    assert (goal.path, goal.fix) == ("Requirement.md", "Name it under `goal` instead, or link a spec.")
    assert (spec.path, spec.fix) == ("Task.md", "Name it under `implements` instead, or link a goal.")


def test_a_goal_of_the_same_name_elsewhere_is_what_was_meant(vault: Vault) -> None:
    """Where Obsidian follows the link to another note of that name, the path of the goal is proposed.

    == Areas/Health.md
    ---
    type: area
    ---
    == Goals/2026/Health.md
    ---
    type: goal
    ---
    == Tasks/Run.md
    ---
    type: task
    goal: "[[Health]]"
    ---
    """
    (gap,) = vault.gaps("VG104")

    assert gap.fix == "Write the path of the goal of that name: `[[Goals/2026/Health|Health]]`."
