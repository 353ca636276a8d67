"""`vaultgoals new`: what is answered before the work is what the note says, and no other file changes."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.session import Session
from tests.terminal import Terminal
from tests.vaults import Vault, write_files
from vaultgoals.engine.new import (
    Answers,
    Ground,
    compose_note,
    place_for,
    sorted_out,
    template_for,
    write_note,
)
from vaultgoals.engine.new.name import UnfitTitleError, file_name
from vaultgoals.engine.new.template import UnfitTemplateError
from vaultgoals.errors import ForbiddenPathError, NoteExistsError, VaultGoalsError
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.model import Kind, Stamp

LIMIT = 30.0
GOAL = "---\ntype: goal\nwhy: x\nmetric: y\n---\n"
ON = "--vault . --as-of 2026-11-21"
CORE = {".obsidian/templates.json": json.dumps({"folder": "Templates"})}
DAY = Stamp.parse("2026-12-01")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with goals in two folders, and a spec."""
    made = Terminal(tmp_path, LIMIT)
    write_files(
        made.vault,
        {
            "Goals/A.md": GOAL,
            "Goals/B.md": GOAL,
            "Aims/C.md": GOAL,
            "Specs/Plan.md": "---\ntype: spec\ngoal: '[[A]]'\n---\n",
            "Notes/Kitchen.md": "A plain note.\n",
        },
    )
    return made


def made(root: Path, kind: Kind, title: str, answers: Answers) -> str:
    """Make a note as the command does; return its path."""
    ground = Ground.of(Vault(root).examine())
    place = place_for(ground, kind, title)
    write_note(ground, compose_note(ground, place, answers, template_for(ground, kind)))
    return place.path


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('goal "New aim" --why "It is cold" --know "It is warm" --otherwise "We freeze"', "Goals/New aim.md"),
        ('task "Do it" --goal A --implements Plan --why "So" --due 2026-12-01', "Do it.md"),
        ('spec "How" --goal A --why "So" --know "It is built"', "Specs/How.md"),
    ],
)
def test_a_note_that_answers_everything_has_no_gap(terminal: Terminal, line: str, path: str) -> None:
    """What was answered whole goes to the folder of its kind, and the real `check` finds no gap in it."""
    before = Vault(terminal.vault).snapshot()

    code, out, errors = terminal.run(f"vaultgoals new {line} {ON}")
    _, checked, _ = terminal.run("vaultgoals check . --as-of 2026-11-21 --format json")

    assert (code, errors) == (0, "")
    assert f"wrote {path}\n" in out
    assert "check finds nothing missing in it\nnext: " in out
    assert [gap for gap in json.loads(checked)["gaps"] if gap["path"] == path] == []
    after = Vault(terminal.vault).snapshot()
    assert {name: raw for name, raw in after.items() if name != path} == before


def test_the_note_reads_as_one_would_write_it(terminal: Terminal) -> None:
    """Properties stand in the form of Obsidian's own editor, prose below a heading."""
    terminal.run(
        'vaultgoals new goal "New aim" --why "It is cold" --know "It is warm" '
        f'--know "ask: Is it so?" --otherwise "We pay 5 % more, \\$20 a day." --goal A --due 2026-12-01 {ON}'
    )

    assert Vault(terminal.vault).read("Goals/New aim.md") == (
        '---\ntype: goal\nstatus: open\ngoal: "[[A]]"\nwhy: It is cold\nsuccess_criteria:\n  - It is warm\n'
        'verify:\n  - "ask: Is it so?"\ndue: 2026-12-01\n---\n'
        "## If we do not do it\n\nWe pay 5 % more, $20 a day.\n"
    )


def test_what_was_not_answered_is_told_as_check_tells_it(terminal: Terminal) -> None:
    """Without answers the note is written all the same, with the gaps that it has and their next actions."""
    code, out, _ = terminal.run(f'vaultgoals new goal "Bare" {ON}')

    assert code == 0
    assert "VG202" in out
    assert "VG206" in out
    assert "next:" not in out


def test_nothing_is_written_by_a_dry_run(terminal: Terminal) -> None:
    """A dry run shows the note, and every byte of the vault stays."""
    before = Vault(terminal.vault).snapshot()

    code, out, _ = terminal.run(f'vaultgoals new task "Do it" --goal B --dry-run {ON}')

    assert code == 0
    assert 'goal: "[[B]]"\n---\n' in out
    assert Vault(terminal.vault).snapshot() == before


def test_undo_takes_a_new_note_back(terminal: Terminal) -> None:
    """`undo` removes the note while it is as it was written, and leaves one that somebody has changed."""
    before = Vault(terminal.vault).snapshot()
    terminal.run(f"vaultgoals new goal One {ON}")
    undone = terminal.run("vaultgoals undo --vault .")
    assert Vault(terminal.vault).snapshot() == before
    terminal.run(f"vaultgoals new goal Two {ON}")
    note = terminal.vault / "Goals/Two.md"
    note.write_text(note.read_text() + "mine\n")
    left = terminal.run("vaultgoals undo --vault .")

    assert undone[0] == 0
    assert left[0] == 2
    assert note.read_text().endswith("mine\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("goal a --folder Goals", "Goals/A.md is there already"),
        ("goal A --folder goals", "Goals/A.md is there already"),
        ("task T --goal Bb", "no note 'Bb' in this vault; nearest"),
        ("task T --goal Kitchen", "Notes/Kitchen.md is a plain note, not a goal or project"),
        ("task T --goal Twin", "'Twin' could be any of: X/Twin.md, Y/Twin.md"),
        ("task T --implements A", "Goals/A.md is a goal, not a spec"),
        ("goal T --implements Plan", "--implements is for a task"),
        ("goal T --know 'fresh: Logs'", "the check 'fresh: Logs' is not understood: at column"),
        ("task T --due soon", "'soon' is not a date"),
        ("task T --status dnoe", "the status 'dnoe' is not known; did you mean 'done'?"),
        ("goal T --folder ../out", "it is no path within the vault"),
        ("goal T --folder /tmp", "it is no path within the vault"),
        ("goal T --folder .hid", "it is hidden"),
        ("goal T --folder Gaps/Own", "that folder holds what vaultgoals writes by itself"),
        ("goal T --folder Out", "it lies outside the vault"),
        ("goal T --folder Old", "what lies there is not read"),
        ("goal 2026-11-21", "that is the name of a daily note"),
        ("goal con", "no note can be named 'con': Windows keeps that name"),
        ("goal '???'", "nothing is left of it that a file name can hold"),
        ("goal T --template Nope", "the template Nope cannot be used"),
        ("gaol T", "'gaol' is not one of"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(terminal: Terminal, line: str, told: str) -> None:
    """Each mistake is one sentence with exit code 2, and every byte stays."""
    twins = {"X/Twin.md": GOAL, "Y/Twin.md": GOAL, "vaultgoals.toml": 'ignore = ["Old"]\n'}
    write_files(terminal.vault, twins)
    (terminal.vault.parent / "elsewhere").mkdir()
    (terminal.vault / "Out").symlink_to(terminal.vault.parent / "elsewhere")
    before = Vault(terminal.vault.parent).snapshot()

    code, out, errors = terminal.run(f"vaultgoals new {line} {ON}")

    assert (code, out) == (2, "")
    assert told in errors
    assert errors.count("\n") == 1
    after = Vault(terminal.vault.parent).snapshot()
    assert {path: raw for path, raw in after.items() if not path.startswith("home")} == before


def test_a_name_in_another_form_is_the_same_note(tmp_path: Path) -> None:
    """A note whose name differs by case or by Unicode's form alone is never doubled, listed or not."""
    write_files(tmp_path, {f"{unicodedata.normalize('NFD', 'Café')}.md": GOAL, "STRASSE.md": "x"})

    for title in ("café", "strasse"):
        with pytest.raises(NoteExistsError):
            made(tmp_path, Kind.GOAL, title, Answers())
    for path in ("cafÉ.md", "Strasse.md"):
        with pytest.raises(NoteExistsError):
            apply(tmp_path, [Edit(path, None, b"x", EditKind.CREATED)], "Gaps")


def test_a_note_made_in_the_same_moment_stays(tmp_path: Path) -> None:
    """Where somebody makes a note of that name between the look and the write, theirs stands."""
    write_files(tmp_path, {"A.md": GOAL})
    ground = Ground.of(Vault(tmp_path).examine())
    note = compose_note(ground, place_for(ground, Kind.GOAL, "B"), Answers(), None)
    write_files(tmp_path, {"B.md": "mine"})

    with pytest.raises(NoteExistsError):
        write_note(ground, note)

    assert Vault(tmp_path).snapshot() == {"A.md": GOAL.encode(), "B.md": b"mine"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tasks run without me", "Tasks run without me"),
        ("Budget: 2026", "Budget - 2026"),
        ("a/b\\c|d", "a-b-c-d"),
        ('Say "no"?', "Say 'no'"),
        ("..hidden.", "hidden"),
        ("C# [and] ^more* <%", "C and more %"),
        ("50%% off", "50% off"),
        ("Café.md", "Café"),
        ("two\n lines", "two lines"),
        ("👩‍🚀 fly", "👩‍🚀 fly"),
        ("100% sure", "100% sure"),
    ],
)
def test_a_title_gives_a_name_that_every_system_takes(title: str, name: str) -> None:
    """What no system or no link takes is replaced or left out."""
    assert file_name(title) == name


@pytest.mark.parametrize("title", ["", " ", "...", "CON", "nul.txt", "x" * 253, "é" * 127, "#"])
def test_a_title_without_a_name_is_refused(title: str) -> None:
    """Nothing left, a device of Windows, or more than 255 bytes: said, and never guessed."""
    with pytest.raises(UnfitTitleError):
        file_name(title)


def test_the_title_stays_as_an_alias(tmp_path: Path) -> None:
    """Where the file name had to differ, the title as typed stands under `aliases`."""
    path = made(tmp_path, Kind.GOAL, 'Why "so"?', Answers())

    assert path == "Why 'so'.md"
    assert Vault(tmp_path).examine().judged.vault.notes[path].aliases == ('Why "so"?',)


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        ({"B/1.md": GOAL, "A/2.md": GOAL, "A/3.md": GOAL}, "A/"),
        ({"B/1.md": GOAL, "A/2.md": GOAL}, "A/"),
        ({"vaultgoals.toml": '[folders]\nZiele = "goal"\n'}, "Ziele/"),
        ({".obsidian/app.json": '{"newFileLocation": "folder", "newFileFolderPath": "Inbox/"}'}, "Inbox/"),
        ({".obsidian/app.json": '{"newFileLocation": "current", "newFileFolderPath": "Inbox"}'}, ""),
        ({}, ""),
    ],
)
def test_a_note_goes_to_the_others_of_its_kind(tmp_path: Path, files: dict[str, str], folder: str) -> None:
    """First where most of its kind lie, then as configured, then as Obsidian makes notes, then the root."""
    write_files(tmp_path, files)

    assert made(tmp_path, Kind.GOAL, "New", Answers()) == f"{folder}New.md"


def test_the_users_template_is_the_ground(tmp_path: Path) -> None:
    """Keys keep order, comments and spelling, answers go to the key that means the same, the body stays."""
    template = (
        "---\r\nArt: # of note\r\nstatus: planned\r\ncreated: {{date}}\r\n# when?\r\nDeadline: # a day\r\n"
        "intent:\r\nverification: []\r\nlabel: '{{title}}: {{time:[at] H}}'\r\n---\r\n"
        "# {{title}} {{date:dddd, D MMMM YYYY}} {{week}}\r\n<% tp.file.cursor() %>\r\n"
    )
    write_files(tmp_path, {
        **CORE,
        "Templates/Goal.md": template,
        "Templates/Z goal.md": "---\ntype: goal\n---\n",
        "vaultgoals.toml": '[fields]\ntype = ["Art"]\nsuccess_criteria = ["erfolg"]\n',
    })  # fmt: skip
    ground = Ground.of(Vault(tmp_path).examine("2026-11-21"))
    place = place_for(ground, Kind.GOAL, "New's")
    used = template_for(ground, Kind.GOAL)
    assert used is not None
    note = compose_note(
        ground, place, Answers("Because: so", ("One",), ("ask: Two?",), "It ends", due=DAY), used
    )

    hour = note.text.partition("at ")[2].partition('"')[0]
    assert used.others == ("Templates/Z goal.md",)
    assert used.holds_code
    assert note.text == (
        "---\r\nArt: goal # of note\r\nstatus: planned\r\ncreated: 2026-11-21\r\n# when?\r\n"
        'Deadline: 2026-12-01 # a day\r\nintent: "Because: so"\r\nverification:\r\n  - "ask: Two?"\r\n'
        f'label: "New\'s: at {hour}"\r\nerfolg:\r\n  - One\r\n---\r\n'
        "# New's Saturday, 21 November 2026 {{week}}\r\n<% tp.file.cursor() %>\r\n\r\n"
        "# If we do not do it\r\n\r\nIt ends\r\n"
    )


def test_a_heading_of_the_template_takes_what_happens_otherwise(tmp_path: Path) -> None:
    """Where the template has a heading for it, the answer goes below it, before what follows."""
    text = "---\ntype: goal\n---\n## Why\n\n## If we do not\n\n## Log\n"
    write_files(tmp_path, {**CORE, "Templates/x.md": text})

    path = made(tmp_path, Kind.GOAL, "New", Answers(otherwise="We freeze"))

    assert Vault(tmp_path).read(path).endswith("## If we do not\n\nWe freeze\n\n## Log\n")


@pytest.mark.parametrize(
    "template",
    [
        "---\ntype: goal\nwhy: &a x\nz: *b\n---\n",
        "---\n{type: goal}\n---\n",
        "---\ntype: goal\nvaultgoals_ignore: true\n---\n",
        "---\ntype: goal\n",
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused(tmp_path: Path, template: str) -> None:
    """A template whose result would not be read as what was answered is named, and nothing is written."""
    write_files(tmp_path, {**CORE, "Templates/Goal.md": template})
    before = Vault(tmp_path).snapshot()

    with pytest.raises(UnfitTemplateError, match=r"Templates/Goal\.md"):
        made(tmp_path, Kind.GOAL, "New", Answers(why="x", criteria=("y",)))

    assert Vault(tmp_path).snapshot() == before


def test_a_template_of_another_kind_is_none(terminal: Terminal) -> None:
    """A note named Task that says it is something else is no template for tasks, and is refused if named."""
    write_files(terminal.vault, {**CORE, "Templates/Task.md": "---\ntype: recipe\n---\n"})

    _, out, _ = terminal.run(f"vaultgoals new task T --goal A --dry-run {ON}")
    refused = terminal.run(f"vaultgoals new task T --goal A --template Templates/Task {ON}")

    assert "made from" not in out
    assert refused[0] == 2
    assert "its frontmatter says that it is no task" in refused[2]


def test_links_lead_where_they_should(tmp_path: Path) -> None:
    """A link is by name where that is the only one, the new note counted, and else by path."""
    write_files(tmp_path, {
        "Goals/Same.md": GOAL,
        "Goals/100% mine.md": GOAL,
        "Tasks/x.md": "---\ntype: task\ngoal: '[[100% mine]]'\n---\n",
    })  # fmt: skip
    path = made(tmp_path, Kind.TASK, "Same", Answers(goals=("Goals/Same.md", "Goals/100% mine.md")))

    assert path == "Tasks/Same.md"
    assert '  - "[[Goals/Same|Same]]"\n  - "[[100% mine]]"\n' in Vault(tmp_path).read(path)
    assert Vault(tmp_path).examine().judged.vault.goals_of[path] == ("Goals/100% mine.md", "Goals/Same.md")


PIECES = """\
---|- [ ] x|%%|{{title}}|<% tp %>|'|"|: | #|[[A]]|👩\u200d🚀|key:: v|```|# Why|null|2026-11-21|12|true|\\
&x|*x|\t|\ufeff|<!--|> [!x]|-|+ y|{{date}}
1. x|=|why|fresh: x|ask: y|[x] z|\x85|\u2028|[goal:: [[A]]]|$a$|TODO x|#tag|www.x.org|@a|~~x~~|==x==
""".replace("\n", "|").split("|")
HARD = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*PIECES, "|", "\n", "\r\n", "\n\n"]), max_size=6).map(" ".join),
)
EMPTY_KEYS = 'why:\nsuccess_criteria: []\nverify:\n  - "ask: old?"\n'
TEMPLATES = st.sampled_from([
    "",
    f"---\ntype: goal\n{EMPTY_KEYS}---\n# Why\n\n- [ ] do {{{{title}}}}\n",
    "---\ntags: goal\ntitle: {{title}}\n---\n## If not\n\n## Acceptance\n\n- [ ] one\n",
    "# {{title}}\n\n> quote",
])  # fmt: skip


@given(HARD, HARD, st.lists(HARD, max_size=3), HARD, TEMPLATES)
@example("t", "- [ ] a\n---\n%%", ["[ ] a", "{{x}}"], "- [ ] a\n\n---\nwhy\n===\n", "")
@example("t", "", ["[ ]", "[x]", "it is so"], "", "")
def test_any_text_is_read_as_it_was_written_or_nothing_is(
    title: str, why: str, know: list[str], otherwise: str, template: str
) -> None:
    """Whatever is answered, the note says just that when it is read again, and no other file changes."""
    why, otherwise = why.strip(), otherwise.strip()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_files(root, {"Goals/A.md": GOAL, **CORE})
        if template:
            write_files(root, {"Templates/Goal.md": template})
        before = Vault(root).snapshot()
        tasks = len(Vault(root).examine().judged.vault.tasks) + template.count("- [ ] do")
        try:
            criteria, checks = sorted_out(know)
            path = made(root, Kind.GOAL, title, Answers(why, criteria, checks, otherwise, ("Goals/A.md",)))
        except VaultGoalsError:
            assert Vault(root).snapshot() == before
            return
        after = Vault(root).snapshot()
        vault = Vault(root).examine().judged.vault
    note = vault.notes[path]
    assert {name: raw for name, raw in after.items() if name != path} == before
    assert note.kind is Kind.GOAL
    if why:
        assert note.why == why
    said = [text.removeprefix("[x]").strip() for text in criteria]
    assert [one.text.removeprefix("[x]").strip() for one in note.criteria][: len(said)] == [
        one.removeprefix("[ ]").strip() for one in said
    ]
    assert tuple(one.text for one in note.checks)[: len(checks)] == checks
    assert len(vault.tasks) == tasks
    assert path in vault.subgoals_of["Goals/A.md"]


@pytest.mark.parametrize(
    "text", ["Because - it: is so", "a\n---\nb", "“quotes” 'and' \"more\"", "👩‍🚀 %% {{date}}"]
)
def test_usual_texts_are_taken(tmp_path: Path, text: str) -> None:
    """None of the texts that people write is refused."""
    path = made(tmp_path, Kind.GOAL, "New", Answers(text, (text,), (), text))
    note = Vault(tmp_path).examine().judged.vault.notes[path]

    assert note.why == text
    assert [one.text for one in note.criteria] == [text]


@pytest.mark.parametrize(
    "text",
    ["- [ ] the shelves rot", "a\n\n---\n# Why\nb", "[goal:: [[A]]] %% <% x %> {{date}} `$= x`", "1. a\n> b"],
)
def test_prose_is_shown_as_typed_and_starts_nothing(tmp_path: Path, text: str) -> None:
    """Whatever the prose holds is taken: escaped where it would be a task, code or a comment."""
    path = made(tmp_path, Kind.GOAL, "New", Answers(otherwise=text))
    raw = Vault(tmp_path).read(path).partition("do not do it\n\n")[2]

    assert Vault(tmp_path).examine().judged.vault.tasks == ()
    assert html.unescape(raw) == f"{text}\n"
    assert not re.search(r"<%|%%|\{\{|`|::|^[-#>]|^1\.", raw, re.MULTILINE)


def test_the_guard_makes_only_new_notes_and_none_of_its_own(tmp_path: Path) -> None:
    """An edit of this kind neither replaces a note nor writes where generated notes lie."""
    write_files(tmp_path, {"A.md": "mine"})
    for edit, error in (
        (Edit("A.md", b"mine", b"x", EditKind.CREATED), NoteExistsError),
        (Edit("A.md", None, b"x", EditKind.CREATED), NoteExistsError),
        (Edit("Gaps/A.md", None, b"x", EditKind.CREATED), ForbiddenPathError),
    ):
        with pytest.raises(error):
            apply(tmp_path, [edit], "Gaps")
    apply(tmp_path, [Edit("New/Deep/A.md", None, b"x", EditKind.CREATED)], "Gaps")

    assert Vault(tmp_path).snapshot() == {"A.md": b"mine", "New/Deep/A.md": b"x"}


@pytest.fixture
def sessions() -> Iterator[list[Session]]:
    """Yield a list of the sessions that a test starts; they are ended with it."""
    started: list[Session] = []
    yield started
    for session in started:
        session.close()


def test_a_person_is_asked_about_a_goal(terminal: Terminal, sessions: list[Session]) -> None:
    """Why, how we would know, what happens otherwise and what it serves, in this order; Tab completes."""
    session = Session(terminal, "goal", "New aim", command="new")
    sessions.append(session)
    for prompt, typed in (("Why?", "It is cold"), ("  *", "It is warm"), ("  *", "fresh: Logs")):
        session.see(prompt)
        session.type(typed)
    session.see("is not understood: at column")
    session.see("  *")
    session.type("ask: Is it warm?")
    session.see("  *")
    session.type("")
    session.see("do not do it")
    session.type("We freeze")
    session.see("does it serve")
    session.type("Nobody")
    session.see("no note 'Nobody'")
    session.see("does it serve")
    session.type("a\t")
    session.see("which else")
    session.type("")

    code, last = session.end()

    assert code == 0
    assert "wrote Goals/New aim.md" in last
    assert "check finds nothing missing in it" in last
    assert Vault(terminal.vault).read("Goals/New aim.md") == (
        '---\ntype: goal\nstatus: open\ngoal: "[[A]]"\nwhy: It is cold\nsuccess_criteria:\n  - It is warm\n'
        'verify:\n  - "ask: Is it warm?"\n---\n## If we do not do it\n\nWe freeze\n'
    )


def test_a_person_is_asked_about_a_task(terminal: Terminal, sessions: list[Session]) -> None:
    """A task is asked the same three questions, then its goals, its spec and when; no date is asked again."""
    session = Session(terminal, "task", "Do it", command="new")
    sessions.append(session)
    for prompt, typed in (
        ("Why?", "It drips"),
        ("  *", "No drop in a week"),
        ("  *", ""),
        ("do not do it", ""),
        ("goal does it serve", "[[B]]"),
        ("which else", ""),
        ("spec does it implement", "pl\t"),
        ("which else", ""),
        ("due", "soon"),
        ("due", "2026-12-01"),
    ):
        session.see(prompt)
        session.type(typed)

    assert session.end()[0] == 0
    assert Vault(terminal.vault).read("Do it.md") == (
        '---\ntype: task\nstatus: todo\ngoal: "[[B]]"\nimplements: "[[Plan]]"\nwhy: It drips\n'
        "success_criteria:\n  - No drop in a week\ndue: 2026-12-01\n---\n"
    )


def test_an_interruption_writes_nothing(terminal: Terminal, sessions: list[Session]) -> None:
    """Who ends the questions by Ctrl+C or Ctrl+D has written no note."""
    before = Vault(terminal.vault).snapshot()
    session = Session(terminal, "spec", "How", command="new")
    sessions.append(session)
    session.see("Why? What triggered it: ")
    session.type("It drips")
    session.see("  *: ")
    session.type("\x04")
    other = Session(terminal, "spec", "How", command="new")
    sessions.append(other)
    other.see("Why? What triggered it: ")
    other.type("")
    other.see("  *: ")
    other.interrupt()

    assert [session.end()[0], other.end()[0]] == [130, 130]
    assert Vault(terminal.vault).snapshot() == before


def test_a_person_is_asked_about_a_spec(terminal: Terminal, sessions: list[Session]) -> None:
    """A spec is asked the three questions, and what it serves; then check finds nothing missing in it."""
    session = Session(terminal, "spec", "How", command="new")
    sessions.append(session)
    for prompt, typed in (
        ("Why? What triggered it", "It drips"),
        ("  *", "No drop in a week"),
        ("  *", ""),
        ("do not do it", "The wall goes"),
        ("does it serve", "[[B]]"),
        ("which else", ""),
    ):
        session.see(prompt)
        session.type(typed)

    code, last = session.end()

    assert code == 0
    assert "check finds nothing missing in it" in last
    written = next(path for path in Vault(terminal.vault).snapshot() if path.endswith("How.md"))
    assert "The wall goes" in Vault(terminal.vault).read(written)
