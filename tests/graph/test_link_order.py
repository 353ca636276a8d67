"""What stands beside, before or behind a relation changes nothing of what it says."""

from __future__ import annotations

from datetime import date

from tests.vaults import Vault
from vaultgoals.model import Implementer, Stamp


def test_a_broken_relation_hides_none_behind_it(vault: Vault) -> None:
    """A task whose first links lead nowhere serves, and implements, what its other links name.

    == Goals/A.md
    ---
    type: goal
    implements: "[[S]]"
    ---
    == S.md
    ---
    type: spec
    ---
    == Work.md
    ---
    type: task
    status: done
    goal: ["[[Nowhere]]", "[[A]]"]
    implements: ["[[Nothing]]", "[[S]]"]
    ---
    """
    linked = vault.examination.judged.vault
    assert linked.goals_of["Work.md"] == ("Goals/A.md",)
    assert linked.implementers_of == {"S.md": (Implementer("Work.md", counts=True),)}


def test_a_task_serves_its_goals_and_those_of_its_spec(vault: Vault) -> None:
    """Work on a spec of one goal that is linked to another serves both.

    == Goals/A.md
    ---
    type: goal
    ---
    == Goals/B.md
    ---
    type: goal
    ---
    == S.md
    ---
    type: spec
    goal: "[[B]]"
    ---
    == Work.md
    ---
    type: task
    goal: "[[A]]"
    implements: "[[S]]"
    status: done
    completed: 2026-11-18
    ---
    """
    (task,) = vault.examination.judged.vault.tasks
    assert task.goals == ("Goals/A.md", "Goals/B.md")
    assert task.done_on == Stamp(date(2026, 11, 18))


def test_a_project_that_serves_nothing_passes_nothing_on(vault: Vault) -> None:
    """A task of such a project serves its other goal alone, in whatever order they are named.

    == Goals/A.md
    ---
    type: goal
    ---
    == P.md
    ---
    type: project
    ---
    == One.md
    ---
    type: task
    goal: ["[[P]]", "[[A]]"]
    ---
    == Two.md
    ---
    type: task
    goal: ["[[A]]", "[[P]]"]
    ---
    """
    tasks = vault.examination.judged.vault.tasks
    assert {task.title: task.goals for task in tasks} == {"One": ("Goals/A.md",), "Two": ("Goals/A.md",)}


def test_a_line_that_names_a_missing_goal_serves_none(vault: Vault) -> None:
    """A missing goal takes the line away from the goal of its note; a missing project does not.

    == Goals/A.md
    ---
    type: goal
    ---
    - [ ] lost [goal:: [[Nowhere]]]
    - [ ] kept [project:: [[Nowhere]]]
    - [ ] both [goal:: [[A]]]
    """
    tasks = vault.examination.judged.vault.tasks
    assert {task.title: task.goals for task in tasks} == {"kept": ("Goals/A.md",), "both": ("Goals/A.md",)}


def test_the_vault_keeps_what_was_told_and_how_names_are_found(vault: Vault) -> None:
    """What listing and reading had to tell comes with it, and so does the way from a link to a path.

    == Goals/A.md
    ---
    type: goal
    ---
    == Templates/T.md
    x
    == vaultgoals.toml
    templates = ["Templates"]
    """
    linked = vault.examination.judged.vault
    assert [(notice.path, notice.name) for notice in linked.notices] == [("Templates/T.md", "template")]
    assert linked.find("A", "Elsewhere.md") == ("Goals/A.md",)


def test_what_is_no_spec_is_implemented_by_nothing(vault: Vault) -> None:
    """Of a relation that does not stand nothing follows, though it leads somewhere.

    == Plain.md
    x
    == Broken.md
    ---
    type: @spec
    ---
    == Work.md
    ---
    type: task
    status: done
    implements: ["[[Plain]]", "[[Broken]]", "[[Nowhere]]"]
    ---
    """
    assert vault.examination.judged.vault.implementers_of == {}
