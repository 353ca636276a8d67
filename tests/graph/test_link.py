from __future__ import annotations

from time import process_time

from tests.vaults import Vault, write_files
from vaultgoals.model import Implementer, State


def served(vault: Vault) -> dict[str, tuple[str, ...]]:
    """Return the goals of each task by its title, goals by title too."""
    tasks = vault.examination.judged.vault.tasks
    return {task.title: tuple(goal[6:-3] for goal in task.goals) for task in tasks}


def goal(**properties: str) -> str:
    """Return the text of a goal."""
    return "".join(
        ["---\ntype: goal\n", *(f"{key}: {value}\n" for key, value in properties.items()), "---\n"]
    )


def test_a_project_passes_its_work_on_to_its_goals(vault: Vault) -> None:
    """A task of a project, itself part of another, serves the goals of both, each once.

    == Goals/A.md
    ---
    type: goal
    ---
    == Goals/B.md
    ---
    type: goal
    ---
    == Inner.md
    ---
    type: project
    goal: "[[A]]"
    project: "[[Outer]]"
    ---
    == Outer.md
    ---
    type: project
    goals: ["[[B]]", "[[A]]"]
    ---
    == Work.md
    ---
    type: task
    project: "[[Inner]]"
    ---
    """
    assert served(vault) == {"Work": ("A", "B")}
    assert vault.examination.judged.vault.projects_of == {
        "Goals/A.md": ("Inner.md", "Outer.md"),
        "Goals/B.md": ("Inner.md", "Outer.md"),
    }


def test_projects_in_a_loop_end(vault: Vault) -> None:
    """Projects that are part of each other pass on what any of them serves, and reading ends.

    == Goals/A.md
    ---
    type: goal
    ---
    == One.md
    ---
    type: project
    project: "[[Two]]"
    ---
    == Two.md
    ---
    type: project
    project: ["[[One]]", "[[Two]]"]
    goal: "[[A]]"
    ---
    == Work.md
    ---
    type: task
    project: "[[One]]"
    ---
    """
    assert served(vault) == {"Work": ("A",)}


def test_a_parent_goal_is_not_served_by_its_childs_tasks(vault: Vault) -> None:
    """A task serves the goal it names; that goal's parent has a subgoal, not a task.

    == Goals/Child.md
    ---
    type: goal
    parent: "[[Parent]]"
    ---
    == Goals/Parent.md
    ---
    type: goal
    ---
    == Work.md
    ---
    type: task
    goal: "[[Child]]"
    ---
    """
    linked = vault.examination.judged.vault

    assert served(vault) == {"Work": ("Child",)}
    assert linked.subgoals_of == {"Goals/Parent.md": ("Goals/Child.md",)}


def test_work_on_a_spec_serves_the_specs_goals(vault: Vault) -> None:
    """A task that implements a spec serves what the spec serves, through its project too.

    == Goals/A.md
    ---
    type: goal
    ---
    == Spec.md
    ---
    type: spec
    project: "[[Plan]]"
    ---
    == Plan.md
    ---
    type: project
    goal: "[[A]]"
    ---
    == Work.md
    ---
    type: task
    implements: "[[Spec]]"
    ---
    """
    assert served(vault) == {"Work": ("A",)}
    assert vault.examination.judged.vault.specs_of == {"Goals/A.md": ("Spec.md",)}


def test_a_goal_names_the_specs_it_is_built_from(vault: Vault) -> None:
    """Specs of a goal are those that serve it and those it says it implements, each once.

    == Goals/A.md
    ---
    type: goal
    implements: ["[[One]]", "[[Two]]"]
    ---
    == One.md
    ---
    type: spec
    goal: "[[A]]"
    ---
    == Two.md
    ---
    type: spec
    ---
    """
    assert vault.examination.judged.vault.specs_of == {"Goals/A.md": ("One.md", "Two.md")}
    assert vault.examination.judged.vault.implementers_of == {}


def test_what_implements_a_spec(vault: Vault) -> None:
    """A plain note implements a spec at once, work only when it is done; broken and self links do not.

    == Spec.md
    ---
    type: spec
    implements: "[[Spec]]"
    ---
    == Done.md
    ---
    type: task
    status: done
    implements: "[[Spec]]"
    ---
    == Open.md
    ---
    type: project
    implements: ["[[Spec]]", "[[Spec|again]]"]
    ---
    == Sheet.md
    ---
    implements: "[[Spec]]"
    ---
    == Stray.md
    ---
    type: task
    implements: "[[Speck]]"
    ---
    """
    assert vault.examination.judged.vault.implementers_of["Spec.md"] == (
        Implementer("Done.md", counts=True),
        Implementer("Open.md", counts=False),
        Implementer("Sheet.md", counts=True),
    )


def test_a_line_serves_the_goals_that_it_links_or_names(vault: Vault) -> None:
    """A link on the line, and a goal or project field, say what it serves; other links do not.

    == Goals/A.md
    ---
    type: goal
    ---
    == Goals/B.md
    ---
    type: goal
    ---
    == Plan.md
    ---
    type: project
    goal: "[[B]]"
    ---
    == Tamsin.md
    A person.
    == Log.md
    - [x] linked [[A]]
    - [ ] named [goal:: [[A]]] [goal:: [[B]]]
    - [ ] through [project:: [[Plan]]]
    - [ ] only met [[Tamsin]]
    - [ ] only mentions [[Plan]]
    - [ ] nothing
    """
    tasks = vault.examination.judged.vault.tasks

    assert [(task.line, task.goals, task.state) for task in tasks] == [
        (1, ("Goals/A.md",), State.DONE),
        (2, ("Goals/A.md", "Goals/B.md"), State.OPEN),
        (3, ("Goals/B.md",), State.OPEN),
    ]


def test_a_line_that_names_nothing_serves_what_its_note_serves(vault: Vault) -> None:
    """A line in a goal serves the goal, one in a project or spec what those serve, one elsewhere nothing.

    == Goals/A.md
    ---
    type: goal
    ---
    - [ ] in the goal
    - [ ] with a person [[Tamsin]]
    == Goals/B.md
    ---
    type: goal
    ---
    - [ ] for the other [[A]]
    == Plan.md
    ---
    type: project
    goal: "[[B]]"
    ---
    - [ ] in the project
    == Spec.md
    ---
    type: spec
    goal: "[[A]]"
    ---
    - [ ] in the spec
    == Noted.md
    ---
    goal: "[[B]]"
    ---
    - [ ] in a note that serves
    == Tamsin.md
    - [ ] plain
    """
    assert served(vault) == {
        "in the goal": ("A",),
        "with a person [[Tamsin]]": ("A",),
        "for the other [[A]]": ("A",),
        "in the project": ("B",),
        "in the spec": ("A",),
        "in a note that serves": ("B",),
    }


def test_the_lines_of_a_task_are_its_steps(vault: Vault) -> None:
    """A task's own checklist is counted with the task, unless a line names a goal of its own.

    == Goals/A.md
    ---
    type: goal
    ---
    == Goals/B.md
    ---
    type: goal
    ---
    == Work.md
    ---
    type: task
    goal: "[[A]]"
    ---
    - [ ] a step
    - [ ] a step for another [[B]]
    """
    assert served(vault) == {"Work": ("A",), "a step for another [[B]]": ("B",)}


def test_lines_of_daily_notes_serve_what_they_link(vault: Vault) -> None:
    """A daily note's line serves the goal that it links, with its done date; a chore serves nothing.

    == .obsidian/daily-notes.json
    {"folder": "Daily"}
    == Goals/A.md
    ---
    type: goal
    ---
    == Daily/2026-11-20.md
    - [x] ran the backup [[A]] ✅ 2026-11-20
    - [x] bought milk
    """
    (task,) = vault.examination.judged.vault.tasks_of["Goals/A.md"]

    assert (task.path, task.line, task.is_note) == ("Daily/2026-11-20.md", 1, False)
    assert str(task.done_on) == "2026-11-20"


def test_a_broken_link_serves_nothing(vault: Vault) -> None:
    """What does not resolve, or resolves to the wrong kind, makes no service.

    == Goals/A.md
    ---
    type: goal
    ---
    == Plain.md
    Words.
    == Work.md
    ---
    type: task
    goal: ["[[Aa]]", "[[Plain]]"]
    ---
    """
    assert served(vault) == {"Work": ()}
    assert vault.examination.judged.vault.tasks_of == {}


def test_links_to_nothing_on_lines_cost_next_to_nothing(vault: Vault) -> None:
    """Two thousand checklist lines that link to notes nobody has written are linked within seconds."""
    people = "".join(f"- [ ] call [[Somebody number {number}]]\n" for number in range(2000))
    notes = {f"Notes/A note about somebody {number}.md": "" for number in range(2000)}
    write_files(vault.root, {"Goals/A.md": goal(), "Calls.md": people, **notes})
    started = process_time()

    vault.examine()

    assert process_time() - started < 10


def test_notes_that_are_left_alone_are_no_part_of_it(vault: Vault) -> None:
    """A note that asks to be left alone is a file of the vault, and none of its notes.

    == Goals/A.md
    ---
    type: goal
    ---
    == Work.md
    ---
    type: task
    goal: "[[A]]"
    vaultgoals_ignore: true
    ---
    """
    linked = vault.examination.judged.vault

    assert "Work.md" in linked.files
    assert "Work.md" not in linked.notes
    assert linked.tasks == ()
