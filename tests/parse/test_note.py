from __future__ import annotations

import pytest

from tests.vaults import files_in
from vaultgoals.config import parse_config
from vaultgoals.model import Kind, Note, Reference, Role, State, Trouble
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note
from vaultgoals.profiles.obsidian import ObsidianSettings


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Return the note that the test's own docstring holds, read with no settings."""
    ((path, text),) = files_in(request.function.__doc__ or "").items()
    return read_note(path, text, Dialect())


def read(properties: str, config: str = "", path: str = "Note.md") -> Note:
    """Read a note of these properties, with this text of a config."""
    dialect = Dialect.of(parse_config(config), ObsidianSettings())
    return read_note(path, f"---\n{properties}\n---\n", dialect)


def targets(references: tuple[Reference, ...]) -> list[str]:
    """Return what is pointed at."""
    return [one.target for one in references]


def told(found: Note) -> list[tuple[str, str, int]]:
    """Return name, subject and line of what was read by guess."""
    return [(one.name, one.subject, one.line) for one in found.problems if one.trouble is Trouble.GUESSED]


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("type: goal", Kind.GOAL),
        ("Type: Goals", Kind.GOAL),
        ('type: "[[Spec]]"', Kind.SPEC),
        ("type: [[Spec]]", Kind.SPEC),
        ("type: [note, task]", Kind.TASK),
        ("kind: project", Kind.PROJECT),
        ("class: goal", Kind.GOAL),
        ("fileClass: goal", Kind.GOAL),
        ("file-class: goal", Kind.GOAL),
        ('categories:\n  - "[[Projects]]"', Kind.PROJECT),
        ("type: note\nkind: goal", Kind.GOAL),
        ("type: task\nkind: goal", Kind.TASK),
        ("kind: goal\ntype: task", Kind.TASK),
        ("tags: [a, goal]", Kind.GOAL),
        ("tags: goal", Kind.GOAL),
        ("tags: a, goals", Kind.GOAL),
        ("tags: a goal b", Kind.GOAL),
        ('tags: "#goal"', Kind.GOAL),
        ("tag: goal", Kind.GOAL),
        ("tags:\n  -\n  - spec", Kind.SPEC),
        ("type: note\ntags: [goal]", Kind.GOAL),
        ("type: task\ntags: [goal]", Kind.TASK),
        ("layout: post\ntags: [goals, life]", None),
        ("layout: post\ncategories: projects", None),
        ("layout: default\ntype: goal", Kind.GOAL),
        ("layout: note\ntags: [goal]", Kind.GOAL),
        ("tags: [project/x, goal-setting, area/goal]", None),
        ("tags: '[goal'", None),
        ("type: goal setting", None),
        ("type:", None),
        ("title: goal", None),
    ],
)
def test_what_makes_a_kind(properties: str, kind: Kind | None) -> None:
    """Type, its aliases and the frontmatter's own tags say what a note is; nested tags do not."""
    assert read(properties).kind is kind


def test_tags_in_the_body_make_no_kind(note: Note) -> None:
    """A tag in the text is about the text.

    == Note.md
    ---
    title: Note
    ---
    #goal of the week

    tags:: goal
    """
    assert note.kind is None


FOLDERS = '[folders]\nGoals = "goal"\n"Goals/Archive/" = "project"\n[fields]\ntype = ["art"]'


@pytest.mark.parametrize(
    ("path", "properties", "kind"),
    [
        ("Goals/A.md", "title: A", Kind.GOAL),
        ("Goals/Sub/A.md", "title: A", Kind.GOAL),
        ("Goals/Archive/A.md", "title: A", Kind.PROJECT),
        ("Goals/A.md", "type: task", Kind.TASK),
        ("Goals/A.md", "tags: [task]", Kind.TASK),
        ("Goals/A.md", "type:", Kind.GOAL),
        ("Goals/A.md", "categories: [Health]\nclass: wide", Kind.GOAL),
        ("Goals/A.md", "type: person", None),
        ("Goals/A.md", "kind: person", None),
        ("Goals/A.md", "art: person", None),
        ("Goals.md", "title: A", None),
        ("Goals and more/A.md", "title: A", None),
        ("Old/Goals/A.md", "title: A", None),
    ],
)
def test_a_folder_makes_the_kind_of_what_says_nothing_else(
    path: str, properties: str, kind: Kind | None
) -> None:
    """The longest folder counts, and a note that says it is something else is that."""
    assert read(properties, FOLDERS, path).kind is kind


@pytest.mark.parametrize(
    ("properties", "status", "state", "unknown"),
    [
        ("status: Done", "Done", State.DONE, False),
        ("state: in-progress", "in-progress", State.ACTIVE, False),
        ("status: [done, archived]", "done", State.DONE, False),
        ('status: ["[[On hold]]"]', "[[On hold]]", State.WAITING, False),
        ("status: [[Done]]", "[[Done]]", State.DONE, False),
        ("status: won't do", "won't do", State.DROPPED, False),
        ("status: next\ndone: true", "next", State.OPEN, False),
        ("status: open\nstate: done", "open", State.OPEN, False),
        ("status:\nstate: done", "done", State.DONE, False),
        ("Status: open\nstatus: done", "done", State.DONE, False),
        ("status: on", "on", State.OPEN, True),
        ("status: simmering", "simmering", State.OPEN, True),
        ("done: true", "done", State.DONE, False),
        ("completed: true", "completed", State.DONE, False),
        ("completed: 2026-11-18", "completed", State.DONE, False),
        ("done: 2026-11-18", "done", State.DONE, False),
        ("done: false", "", State.OPEN, False),
        ("completed: false", "", State.OPEN, False),
        ("completed:", "", State.OPEN, False),
        ("done: soon", "", State.OPEN, False),
        ("completed_date: 2026-11-18", "", State.OPEN, False),
        ("title: A", "", State.OPEN, False),
    ],
)
def test_what_a_note_claims(properties: str, status: str, state: State, unknown: bool) -> None:
    """A status, else a done or completed that is true or a date; a missing status is open and not unknown."""
    found = read(properties)

    assert (found.status, found.state, found.unknown_status) == (status, state, unknown)


@pytest.mark.parametrize(
    ("properties", "criteria"),
    [
        ("success_criteria: It sleeps", [("It sleeps", None)]),
        ("acceptance_criteria: [a, b]", [("a", None), ("b", None)]),
        ("acceptance:\n  - '[ ] a'\n  - '[x] b'\n  - '[X] c'", [("a", False), ("b", True), ("c", True)]),
        (
            "definition-of-done:\n  - '[-] a'\n  - '[/] b'\n  - '[?] c'",
            [("a", None), ("b", False), ("c", False)],
        ),
        ("success_criteria:\n  - slept: 7 hours", [("slept: 7 hours", None)]),
        ("success_criteria:", []),
    ],
)
def test_criteria_in_the_frontmatter(properties: str, criteria: list[tuple[str, bool | None]]) -> None:
    """Text or list, with boxes or without; only boxes can be ticked or not."""
    assert [(one.text, one.ticked) for one in read(properties).criteria] == criteria


def test_criteria_of_frontmatter_and_body_stand_together(note: Note) -> None:
    """Each knows the line it stands on.

    == Goal.md
    ---
    type: goal
    success_criteria:
      - One
      - "[x] Two"
    ---
    ## Verification

    - [ ] Three
    """
    assert [(one.text, one.line, one.ticked) for one in note.criteria] == [
        ("One", 4, None),
        ("Two", 5, True),
        ("Three", 9, False),
    ]


@pytest.mark.parametrize(
    ("properties", "why", "metric"),
    [
        ("why: To sleep", "To sleep", ""),
        ("intent: To sleep\nkpi: hours", "To sleep", "hours"),
        ("purpose: [a, b]\nmeasure: 7", "a; b", "7"),
        ("problem: |\n  One\n  two\nmetric: hours", "One\ntwo", "hours"),
    ],
)
def test_why_and_metric_are_text(properties: str, why: str, metric: str) -> None:
    """Both are read under each of their names, lists as one text."""
    found = read(properties)

    assert (found.why, found.metric) == (why, metric)


@pytest.mark.parametrize(
    ("value", "ignored"),
    [
        *((value, True) for value in ("true", "yes", "'true'", "1")),
        *((value, False) for value in ("false", "no", "'False'", "off", "")),
    ],
)
def test_a_note_can_ask_to_be_left_alone(value: str, ignored: bool) -> None:
    """Only a yes of some kind leaves a note alone."""
    assert read(f"vaultgoals_ignore: {value}").ignored is ignored


def test_aliases_checks_and_lines(note: Note) -> None:
    """The rest of the frontmatter: each role knows the line of its key.

    == Goal.md
    ---
    aliases: [One, "Two, three"]
    verification:
      - Is it so?
    status: active
    ---
    """
    assert note.aliases == ("One", "Two, three")
    assert [(one.text, one.line) for one in note.checks] == [("Is it so?", 4)]
    assert [note.line_of(role) for role in (Role.ALIASES, Role.CHECKS, Role.STATUS, Role.DUE)] == [2, 3, 5, 1]
    assert note.title == "Goal"


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("---\ntype: goal\n\nText\n", "unclosed-frontmatter", 1),
        ("\n---\ntype: goal\n---\n", "blank-line-before-frontmatter", 2),
        ("----\ntype: goal\n----\n", "long-fence", 1),
    ],
)
def test_frontmatter_lost_to_a_slip_of_its_fences_is_told(text: str, name: str, line: int) -> None:
    """It is told where it would have made the note ours, and only there; nothing of it is used."""
    found = read_note("A.md", text, Dialect())

    assert (found.kind, found.unreadable) == (None, True)
    assert [(one.name, one.line) for one in found.problems] == [(name, line)]
    assert read_note("A.md", text.replace("goal", "person"), Dialect()).problems == ()


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("type: article\ntags: [goals, clippings]", None),
        ("class: wide\ntags: [goal]", Kind.GOAL),
        ("tags: [goal]", Kind.GOAL),
    ],
)
def test_a_type_that_says_otherwise_overrules_a_tag(front: str, kind: Kind | None) -> None:
    """A note that says by its `type` that it is something else is that, whatever its tags."""
    assert read_note("A.md", f"---\n{front}\n---\n", Dialect()).kind is kind


@pytest.mark.parametrize(("value", "state"), [("true", State.DONE), ("false", State.OPEN)])
def test_a_status_may_be_a_tick(value: str, state: State) -> None:
    """A status that is a checkbox property is done or open, and known."""
    note = read_note("A.md", f"---\ntype: task\nstatus: {value}\n---\n", Dialect())

    assert (note.state, note.unknown_status) == (state, False)


def test_a_folder_rule_does_not_mean_the_folders_own_page() -> None:
    """README, index and template notes, and the page named like the folder, are not what it means."""
    dialect = Dialect(folders=(("1. Projects", Kind.PROJECT),))
    paths = ("README.md", "1. Projects.md", "Template.md", "Garden/Garden.md", "Fence.md")
    kinds = [read_note(f"1. Projects/{path}", "", dialect).kind for path in paths]

    assert kinds == [None, None, None, Kind.PROJECT, Kind.PROJECT]


def test_what_templater_has_not_filled_in_is_a_form() -> None:
    """Its code in a property says that the note is to make others from; in the text it may be an example."""
    form = "---\ntype: goal\nstatus: <% await tp.system.prompt() %>\n---\n"

    assert read_note("Meta/Goal.md", form, Dialect()).kind is None
    assert read_note("Meta/Goal.md", "---\ntype: goal\n---\n<% tp.x %>\n", Dialect()).kind is Kind.GOAL
