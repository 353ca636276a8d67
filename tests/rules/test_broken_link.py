from __future__ import annotations

from tests.vaults import Vault


def test_a_link_that_leads_nowhere_is_told_at_its_line(vault: Vault) -> None:
    """A link that resolves to nothing is told at its line, as written, with the name that was meant.

    == Goals/Photos can be found.md
    ---
    type: goal
    ---
    == Tasks/Scan.md
    ---
    type: task
    status: next
    goal: "[[Photos could be found|Photos]]"
    ---
    """
    (gap,) = vault.gaps("VG101")

    assert vault.told("VG101") == ["Tasks/Scan.md:4"]
    assert gap.message == "`goal: [[Photos could be found|Photos]]` names no note in this vault"
    assert gap.fix == "Correct the link (did you mean [[Photos can be found]]?)."
    assert gap.object == "goal: Photos could be found"


def test_an_alias_is_no_name_and_the_note_that_has_it_is_suggested(vault: Vault) -> None:
    """A link by an alias leads nowhere; the note that has the alias is offered, showing it.

    == Goals/Tasks run without me.md
    ---
    type: goal
    aliases: [Delegation]
    ---
    == Tasks/Write.md
    ---
    type: task
    goal: "[[Delegation]]"
    ---
    """
    assert [gap.fix for gap in vault.gaps("VG101")] == [
        "Correct the link (did you mean [[Tasks run without me|Delegation]]?)."
    ]


def test_every_relation_of_every_kind_of_note_is_judged(vault: Vault) -> None:
    """Parent goals, specs that work implements and what work waits for are judged like goals of tasks.

    == Goal.md
    ---
    type: goal
    goal: "[[Above]]"
    ---
    == Project.md
    ---
    type: project
    supports:
      - "[[Goal]]"
      - "[Other](Another%20goal.md)"
    ---
    == Spec.md
    ---
    type: spec
    goal: "[[Gone]]"
    ---
    == Task.md
    ---
    type: task
    status: done
    implements: "[[No such spec]]"
    depends_on: "[[No such task]]"
    ---
    """
    assert vault.told("VG101") == ["Goal.md:3", "Project.md:5", "Spec.md:3", "Task.md:4", "Task.md:5"]
    assert vault.gaps("VG101")[1].message.startswith("`supports: [Other](Another%20goal.md)` names")
    assert vault.gaps("VG101")[0].fix == "Correct the link, or create the note."


def test_text_and_web_addresses_are_no_broken_links(vault: Vault) -> None:
    """Plain text under a relation is a remark, and what stands on the web is not in question.

    == Task.md
    ---
    type: task
    goal:
      - a quiet life
      - https://example.org/goal
    blocked_by: the weather
    ---
    """
    assert vault.told("VG101") == []


def test_a_map_of_content_that_does_not_exist_is_no_broken_link(vault: Vault) -> None:
    """Under up, parent and project a link may name anything, or nothing at all.

    == Task.md
    ---
    type: task
    up: "[[Map]]"
    parent: "[[Home]]"
    project: "[[Spring cleaning]]"
    ---
    """
    assert vault.told("VG101") == []


def test_other_notes_and_dropped_ones_may_link_what_they_like(vault: Vault) -> None:
    """A note that is no goal, task, spec or project is not judged, and neither is a dropped one.

    == Task.md
    ---
    type: task
    ---
    == Recipe.md
    ---
    goal: "[[Dinner]]"
    ---
    == Dropped.md
    ---
    type: task
    status: cancelled
    goal: "[[Dinner]]"
    ---
    """
    assert vault.told("VG101") == []


def test_a_note_that_could_not_be_read_or_is_left_alone_is_not_missing(vault: Vault) -> None:
    """A link to a note whose frontmatter is broken, or that asks to be left alone, leads somewhere.

    == Goals/Broken.md
    ---
    type: goal
    title: a: b
    ---
    == Goals/Private.md
    ---
    vaultgoals_ignore: true
    ---
    == Task.md
    ---
    type: task
    goal: ["[[Broken]]", "[[Private]]"]
    ---
    """
    assert vault.told("VG101") == []


def test_the_same_link_written_twice_is_one_gap(vault: Vault) -> None:
    """A gap's identity is its rule, note and target: a doubled link makes no second one.

    == Task.md
    ---
    type: task
    goal: ["[[Nowhere]]", "[[Nowhere]]"]
    ---
    """
    assert vault.told("VG101") == ["Task.md:3"]


def test_a_line_that_names_a_goal_that_is_not_there_is_told_where_it_stands(vault: Vault) -> None:
    """A checklist line's own `goal` field is a relation too, and it does not fall back on its note's goals.

    == Goal.md
    ---
    type: goal
    metric: users
    ---
    - [x] Wrote it [goal:: [[Missing]]]
    == Plain.md
    - [ ] Ask around [goal:: [[Missing]]]
    - [ ] Call [[Somebody unknown]] [project:: [[No such project]]]
    """
    assert vault.told("VG101") == ["Goal.md:5", "Plain.md:1"]
    assert vault.told("VG301") == []


def test_one_may_wait_for_a_day_without_a_note(vault: Vault) -> None:
    """A daily note that is not written yet is no broken link where something waits for that day.

    == Task.md
    ---
    type: task
    blocked_by: "[[2026-11-30]]"
    ---
    """
    assert vault.told("VG101") == []
