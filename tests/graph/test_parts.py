"""Which goals and projects that a goal names are its parts, and which it serves."""

from __future__ import annotations

from tests.graph.linked import only, relations
from tests.vaults import Vault
from vaultgoals.model import LinkState, Role


def test_a_list_of_goals_that_name_their_goal_back_is_a_list_of_parts(vault: Vault) -> None:
    """A year that lists its quarters, which name the year, is no loop: the quarters serve it.

    == Year.md
    ---
    type: goal
    goals: ["[[Q1]]", "[[Q2]]"]
    ---
    == Q1.md
    ---
    type: goal
    goal: "[[Year]]"
    ---
    == Q2.md
    ---
    type: goal
    parent: "[[Year]]"
    ---
    """
    linked = vault.examination.judged.vault

    assert linked.subgoals_of == {"Year.md": ("Q1.md", "Q2.md")}
    assert vault.told("VG103") == []


def test_goals_that_name_each_other_as_what_they_serve_are_a_loop_still(vault: Vault) -> None:
    """Where neither is a list of parts, or both are, nobody can tell which is for which.

    == A.md
    ---
    type: goal
    goal: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    up: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    goals: "[[D]]"
    ---
    == D.md
    ---
    type: goal
    goals: "[[C]]"
    ---
    == E.md
    ---
    type: goal
    goals: "[[E]]"
    ---
    """
    assert vault.told("VG103") == ["A.md:3", "C.md:3", "E.md:3"]


def test_goals_that_are_related_to_each_other_serve_neither(vault: Vault) -> None:
    """To be related is mutual: only where one side alone says so, it is what it serves.

    == A.md
    ---
    type: goal
    related_goals: ["[[B]]", "[[C]]"]
    ---
    == B.md
    ---
    type: goal
    related_goals: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    ---
    """
    assert vault.told("VG103") == []
    assert vault.examination.judged.vault.subgoals_of == {"C.md": ("A.md",)}


def test_a_goal_that_names_its_projects_does_not_serve_them(vault: Vault) -> None:
    """A project works for the goals that it names; one that names it back is no part of the others.

    == Sell.md
    ---
    type: goal
    ---
    == Ship.md
    ---
    type: goal
    projects: ["[[Release]]"]
    ---
    - [x] Write the notes
    == Release.md
    ---
    type: project
    goals: ["[[Ship]]", "[[Sell]]"]
    ---
    - [x] Build it
    """
    linked = vault.examination.judged.vault

    assert linked.subgoals_of == {}
    assert [task.title for task in linked.tasks_of["Sell.md"]] == ["Build it"]


def test_a_goal_that_waits_for_another_is_no_part_of_it(vault: Vault) -> None:
    """What is named back counts only as what is served, and what is waited for stays waited for.

    == A.md
    ---
    type: goal
    goals: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    blocked_by: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    goals: "[[P]]"
    blocked_by: "[[P]]"
    ---
    == P.md
    ---
    type: project
    goal: "[[C]]"
    ---
    """
    linked = vault.examination.judged.vault

    assert linked.subgoals_of == {"B.md": ("A.md",)}
    assert [(one.role, one.state, one.target) for one in relations(vault, "C.md")] == [
        (Role.SERVES, LinkState.REMARK, None),
        (Role.BLOCKED_BY, LinkState.RESOLVED, "P.md"),
    ]


def test_a_task_in_a_list_of_goals_is_of_the_wrong_kind_still(vault: Vault) -> None:
    """A task that serves the goal is no part of it to be listed among goals: that is told.

    == Ship.md
    ---
    type: goal
    goals: "[[Work]]"
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[Ship]]"
    ---
    """
    found = only(vault, "Ship.md")

    assert (found.state, found.target) == (LinkState.WRONG_KIND, "Tasks/Work.md")


def test_a_goal_that_is_related_to_itself_is_a_loop(vault: Vault) -> None:
    """Nothing is its own neighbour.

    == A.md
    ---
    type: goal
    related_goals: "[[A]]"
    ---
    """
    assert vault.told("VG103") == ["A.md:3"]


def test_a_list_of_parts_is_known_however_its_key_is_spelt(vault: Vault) -> None:
    """Spaces, dashes and capitals make no other key, neither here nor there.

    == A.md
    ---
    type: goal
    Related Goals: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    related-goals: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    GOALS: "[[D]]"
    ---
    == D.md
    ---
    type: goal
    goal: "[[C]]"
    ---
    """
    assert vault.examination.judged.vault.subgoals_of == {"C.md": ("D.md",)}


def test_a_part_named_in_two_places_keeps_no_rivals(vault: Vault) -> None:
    """A link to a part is a remark: it leads nowhere, and of which of two equals was meant nothing is said.

    == A/Quarter.md
    ---
    type: goal
    goal: "[[Year]]"
    ---
    == B/Quarter.md
    ---
    type: goal
    ---
    == Year.md
    ---
    type: goal
    goals: "[[Quarter]]"
    ---
    """
    found = only(vault, "Year.md")

    assert (found.state, found.target, found.candidates) == (LinkState.REMARK, None, ())
    assert (found.role, found.reference.text) == (Role.SERVES, "[[Quarter]]")
    assert vault.told("VG102") == []
