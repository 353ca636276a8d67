from __future__ import annotations

from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from tests.test_laws import vaults
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.engine.export import html
from vaultgoals.rollup.page.content import page
from vaultgoals.rollup.page.goal_tree import DEEPEST
from vaultgoals.rollup.page.render import PARTS, SCRIPT, STYLE
from vaultgoals.rollup.page.values import Branch, Page, Span

ELEMENTS = frozenset(
    (
        *("html", "head", "meta", "title", "style", "body", "script"),
        *("header", "nav", "main", "section", "footer", "div", "h1", "h2", "h3"),
        *("a", "b", "bdi", "code", "p", "small", "span", "time", "ul", "ol", "li"),
        *("table", "caption", "thead", "tbody", "tr", "td", "th"),
        *("details", "summary", "form", "label", "select", "option", "button"),
        *("figure", "figcaption", "svg", "desc", "g", "rect", "line", "text", "path", "circle"),
    )
)
NEVER = ("\x00", "\x07", "\x1b", "\u202e", "\u2066", "\ufeff")


def content(vault: Vault) -> Page:
    """Return what the page of a vault shows."""
    return page(vault.examination.account)


def drawn(branches: tuple[Branch, ...]) -> list[str]:
    """Return a tree as lines, two blanks for each step down."""
    lines: list[str] = []

    def add(branch: Branch, depth: int) -> None:
        mark = " (elsewhere)" if branch.elsewhere else ""
        lines.append(f"{'  ' * depth}{branch.kind} {branch.name.title}{mark}")
        for child in branch.children:
            add(child, depth + 1)

    for branch in branches:
        add(branch, 0)
    return lines


def test_the_tree_shows_what_serves_what(vault: Vault) -> None:
    """Subgoals, specs with what builds them, projects and tasks hang below the goal that they serve.

    == Goals/A.md
    ---
    type: goal
    ---
    - [x] a line ✅ 2026-11-18
    == Goals/B.md
    ---
    type: goal
    parent: "[[A]]"
    ---
    == Specs/S.md
    ---
    type: spec
    status: accepted
    goal: "[[B]]"
    implemented_by: src/x.py
    ---
    == Specs/Loose.md
    ---
    type: spec
    ---
    == Projects/P.md
    ---
    type: project
    goal: "[[A]]"
    ---
    == Tasks/T.md
    ---
    type: task
    goal: "[[A]]"
    implements: "[[S]]"
    ---
    == src/x.py
    1
    """
    told = content(vault)

    assert drawn(told.tree) == [
        "goal A",
        "  goal B",
        "    spec S",
        "      built by src/x.py",
        "      built by T",
        "    task T",
        "  project P",
        "  task T",
        "  task a line",
    ]
    assert drawn(told.loose) == ["spec Loose"]
    assert told.loose[0].state == "no status, nothing implements it"


def test_goals_that_serve_each_other_in_a_circle_are_all_told(vault: Vault) -> None:
    """A circle has no beginning: its first goal is taken for one, and it ends where it comes round.

    == A.md
    ---
    type: goal
    parent: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    parent: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    parent: "[[C]]"
    ---
    """
    lines = drawn(content(vault).tree)

    assert lines == ["goal C", "goal A", "  goal B", "    goal A (elsewhere)"]


def test_a_goal_with_two_parents_is_told_once(vault: Vault) -> None:
    """Where it serves a second goal it is named, and what serves it is not told again.

    == A.md
    ---
    type: goal
    ---
    == B.md
    ---
    type: goal
    ---
    == Shared.md
    ---
    type: goal
    parents: ["[[A]]", "[[B]]"]
    goal: ["[[A]]", "[[B]]"]
    ---
    - [ ] work
    """
    assert drawn(content(vault).tree) == [
        "goal A",
        "  goal Shared",
        "    task work",
        "goal B",
        "  goal Shared (elsewhere)",
    ]


def test_no_chain_of_goals_is_too_long(tmp_path: Path) -> None:
    """A thousand goals below each other are all told, in trees that can be read and printed."""
    number = 1000
    write_files(
        tmp_path,
        {
            f"{at:04}.md": "---\ntype: goal\n" + (f'parent: "[[{at - 1:04}]]"\n' if at else "") + "---\n"
            for at in range(number)
        },
    )
    lines = drawn(content(Vault(tmp_path)).tree)

    full = [line for line in lines if not line.endswith("(elsewhere)")]
    assert sorted(line.split()[-1] for line in full) == [f"{at:04}" for at in range(number)]
    assert max(len(line) - len(line.lstrip()) for line in lines) == (DEEPEST + 1) * 2
    assert html(Vault(tmp_path).examination).count('class="root"') == len(
        [one for one in full if one[0] == "g"]
    )


def test_a_message_names_notes_and_holds_code(vault: Vault) -> None:
    """What a message names is a link to the goal's row, code is code, and a foreign bracket stays text.

    == Goals/Tasks run [[without]] me.md
    ---
    type: goal
    status: active
    why: y
    verify: "ask: Is `x` so?"
    ---
    - [x] t ✅ 2026-11-18
    == Tasks/Half.md
    ---
    type: task
    status: done
    goal: "[[Nobody]]"
    ---
    """
    spans = [span for section in content(vault).sections for gap in section.gaps for span in gap.message]

    assert Span("1 task done, the last on 2026-11-18; no evidence yet") in spans
    assert any(span.code and "[[Nobody]]" in span.text for span in spans)


def test_the_goals_that_ask_for_attention_come_first(vault: Vault) -> None:
    """Failing before unverified before verified; of equal ones, those whose work is done.

    == A.md
    ---
    type: goal
    metric: x
    verified: 2026-11-20
    evidence: "[[Log]]"
    ---
    == B.md
    ---
    type: goal
    metric: x
    ---
    == C.md
    ---
    type: goal
    metric: x
    ---
    - [x] t ✅ 2026-11-18
    == D.md
    ---
    type: goal
    verify: "exists: nothing.md"
    status: done
    ---
    == E.md
    ---
    type: goal
    status: dropped
    ---
    == Log.md
    x
    """
    assert [row.name.title for row in content(vault).goals] == ["D", "C", "B", "A"]


def test_a_gap_that_was_closed_or_not_looked_at_is_told(vault: Vault) -> None:
    """What the report before had and this day has not is told apart: closed, gone, or not read.

    == Specs/Built.md
    ---
    type: spec
    status: accepted
    ---
    == Specs/Gone.md
    ---
    type: spec
    status: accepted
    ---
    == Specs/Broken.md
    ---
    type: spec
    status: accepted
    ---
    """
    publish(vault.examine("2026-11-20"))
    write_files(
        vault.root, {"Specs/Built.md": '---\ntype: spec\nstatus: accepted\nimplemented_by: "[[Log]]"\n---\n'}
    )
    write_files(vault.root, {"Specs/Broken.md": "---\ntype: [\n---\n", "Log.md": "x"})
    (vault.root / "Specs/Gone.md").unlink()

    told = content(vault)

    assert [(one.name.title, one.how, one.since) for one in told.closed] == [
        ("Built", "closed", "2026-11-20"),
        ("Specs/Gone.md", "the note is gone", "2026-11-20"),
    ]
    assert [(one.name.title, one.since) for one in told.kept] == [("Broken", "2026-11-20")]


class _Reader(HTMLParser):
    """Takes down the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "rect", "line", "path", "circle"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(vaults)
def test_any_vault_makes_a_sound_page(files_of: dict[str, str]) -> None:
    """Whatever stands in the notes, the page is made, twice the same, of the elements it is made of."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_files(root, files_of)
        text = html(Vault(root).examination)
        again = html(Vault(root).examination)

    assert text == again
    reader = _Reader()
    reader.feed(text)
    assert set(reader.elements) <= ELEMENTS
    assert (reader.elements.count("script"), reader.elements.count("style")) == (1, 1)
    assert not [name for name in reader.attributes if name.startswith("on") or name in ("style", "src")]
    assert not any(char in text for char in NEVER)
    text.encode()


def test_style_and_script_end_where_they_end() -> None:
    """Neither holds what would close its element, and line ends are those that the hashes are made of."""
    place = files("vaultgoals.rollup.page")
    for name in (STYLE, SCRIPT):
        assert "</" not in place.joinpath(name).read_text(encoding="utf-8")
    assert all(b"\r" not in place.joinpath(name).read_bytes() for name in PARTS)


def test_goals_of_one_title_are_told_apart(vault: Vault) -> None:
    """Where only a title is shown, two goals of one name are shown by their paths.

    == Home/Peace.md
    ---
    type: goal
    metric: x
    ---
    - [x] t ✅ 2026-11-18
    == Work/Peace.md
    ---
    type: goal
    metric: x
    ---
    - [x] t ✅ 2026-11-18
    """
    told = content(vault)

    assert [one.label for one in told.by_goal] == ["Home/Peace", "Work/Peace"]
    assert [name.title for name in told.square[0].others.goals] == ["Home/Peace", "Work/Peace"]
    assert [row.name.title for row in told.goals] == ["Peace", "Peace"]
