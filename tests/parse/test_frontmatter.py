from __future__ import annotations

import re
from typing import Any

import frontmatter
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultgoals.model import Problem, Trouble
from vaultgoals.parse.frontmatter import Frontmatter, Parts, Property, read_frontmatter, split
from vaultgoals.parse.node_handler import NodeHandler
from vaultgoals.parse.yaml_nodes import MAX_CHARACTERS, Node, Scalar, Sequence, key_text, resolve

UNREADABLE, GUESSED, HINT = Trouble.UNREADABLE, Trouble.GUESSED, Trouble.HINT


def values(node: Node) -> Any:  # noqa: ANN401 - a tree of plain values
    """Return a node as dictionaries, lists, and scalars by the core schema."""
    if isinstance(node, Scalar):
        return resolve(node)
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return {key_text(key): values(value) for key, value in node.entries}


def plain(properties: tuple[Property, ...]) -> dict[str, Any]:
    """Return properties as plain values by key; no key may stand twice."""
    assert len({entry.key for entry in properties}) == len(properties)
    return {entry.key: values(entry.node) for entry in properties}


def told(found: Frontmatter) -> list[tuple[str, Trouble, int, int, str]]:
    """Return name, trouble, line, column and subject of every problem."""
    return [(one.name, one.trouble, one.line, one.column, one.subject) for one in found.problems]


def only_problem(found: Frontmatter) -> Problem:
    """Return the one problem there is."""
    assert len(found.problems) == 1, found.problems
    return found.problems[0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: 1\n---\nbody\n", Parts("a: 1\n", 2, "body\n", 4)),
        ("---\na: 1\n---", Parts("a: 1\n", 2, "", 4)),
        ("---\n---\n", Parts("", 2, "", 3)),
        ("---\n---", Parts("", 2, "", 3)),
        ("---\r\na: 1\r\n---\r\n\r\n  body\r\n", Parts("a: 1\r\n", 2, "\r\n  body\r\n", 4)),
        ("---\ra: 1\r---\rbody", Parts("a: 1\r", 2, "body", 4)),
        ("---\r\na: 1\n\rb: 2\r---\nbody", Parts("a: 1\n\rb: 2\r", 2, "body", 6)),
        ("---\n\n---\n\n\nbody", Parts("\n", 2, "\n\nbody", 4)),
        ("\ufeff---\na: 1\n---\nbody", Parts("a: 1\n", 2, "body", 4)),
        ("--- \t\na: 1\n---\t \nbody", Parts("a: 1\n", 2, "body", 4)),
        (
            "---\na: 1\n----\n --- \n---x\nb: ---\n---\nbody",
            Parts("a: 1\n----\n --- \n---x\nb: ---\n", 2, "body", 8),
        ),
        ("---\na: \u2028---\n---\nbody", Parts("a: \u2028---\n", 2, "body", 4)),
        *(
            (text, Parts(None, 0, text, 1))
            for text in (
                "",
                "---",
                "---\n",
                "---\na: 1\n",
                "---\na: 1\n----\n",
                "---\na: 1\n--- x\n",
                "\n---\na: 1\n---\n",
                " ---\na: 1\n---\n",
                "----\na: 1\n----\n",
                "--- x\na: 1\n---\n",
                "text\n---\na: 1\n---\n",
                "\ufeff\ufeff---\na: 1\n---\n",
            )
        ),
    ],
)
def test_frontmatter_stands_between_the_fences_of_the_first_line(text: str, parts: Parts) -> None:
    """Frontmatter starts at a first line of three dashes and ends at the next; the body stays untouched."""
    assert split(text) == parts


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("status: done\ntags: [a, b]\n", {"status": "done", "tags": ["a", "b"]}),
        ("", {}),
        ("\n# only a comment\n", {}),
        ('{"status": "done",\n "n": 1}\n', {"status": "done", "n": 1}),
        (
            "content: a\nhandler: b\nmetadata: c\non: d\n",
            {"content": "a", "handler": "b", "metadata": "c", "on": "d"},
        ),
        ("2024: x\n~: y\n'q r': z\n", {"2024": "x", "": "y", "q r": "z"}),
        ("time: 12:30\ndue: 2026-13-45\nok: no\n", {"time": "12:30", "due": "2026-13-45", "ok": "no"}),
        ("why: |\n  one\n\n  two\nnext: a\n  b\n", {"why": "one\n\ntwo\n", "next": "a b"}),
        ("up: [[Goal A]]\n", {"up": [["Goal A"]]}),
        ("a: b\u2028c\nd: e\u0085\n", {"a": "b\u2028c", "d": "e\u0085"}),
        (
            "color: a#b\nc: '#x'\nd: x # y\ne:  # a remark\nf: #\n",
            {"color": "a#b", "c": "#x", "d": "x", "e": None, "f": None},
        ),
        ("a: Notes on {{title}}\nb: '{{x}}'\n", {"a": "Notes on {{title}}", "b": "{{x}}"}),
        ("a: 'x:'\n\"b c\": y\n", {"a": "x:", "b c": "y"}),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_properties_are_read_without_a_problem(block: str, expected: dict[str, object], end: str) -> None:
    """What YAML 1.2 can say is read as it says, whatever ends the lines, and no key is special."""
    text = f"---\n{block}---\n\n  body \n\n".replace("\n", end)
    found = read_frontmatter(text)
    assert (plain(found.properties), found.problems) == (expected, ())
    assert found.body == f"{end}  body {end}{end}"
    assert (found.lost, found.lost_reason, found.lost_line) == ((), "", 0)


def test_lines_are_lines_of_the_file_through_mixed_line_ends() -> None:
    """Properties, values and body know their lines also where CR, LF and CRLF alternate."""
    found = read_frontmatter("\ufeff---\r\na: 1\r\r\nb:\n\r- x\r\n- y\n---\rbody")
    assert [(entry.key, entry.line) for entry in found.properties] == [("a", 2), ("b", 4)]
    items = found.properties[1].node
    assert isinstance(items, Sequence)
    assert [item.line for item in items.items] == [6, 7]
    assert (found.body, found.body_line) == ("body", 9)


@pytest.mark.parametrize(
    ("block", "name", "line", "column", "fix"),
    [
        ("a: 1\nb: @me\n", "yaml-syntax", 3, 4, '`b: "@me"`'),
        ("a: 1\r\nb: c: d\r\n", "yaml-syntax", 3, 5, '`b: "c: d"`'),
        ("a: 1\r\r\nb: c: d\n", "yaml-syntax", 4, 5, "quotes"),
        ("up: [[A]], [[B]]\n", "yaml-syntax", 2, 10, '`up: ["[[A]]", "[[B]]"]`'),
        ("a: 1\n\nb: 2\na: 3\n", "duplicate-key", 5, 1, "Keep one"),
        ("a: 1\n" + "- " * 40 + "\n", "yaml-syntax", 3, 1, "Align"),
        ("a:\n " + "- " * 40 + "\n", "yaml-too-deep", 3, 64, "flatter"),
        ("a: *x\n", "yaml-alias", 2, 4, "quotes"),
        ("a: !x y\n", "yaml-tag", 2, 4, "quotes"),
        ("[a]: b\n", "yaml-complex-key", 2, 1, "quotes"),
        ("a: 1\nb: x\0y\n", "control-character", 3, 5, "Delete"),
        ("a: \ud800\n", "control-character", 2, 4, "Delete"),
        ("a: " + "x" * MAX_CHARACTERS + "\n", "frontmatter-too-large", 2, 1, "body"),
        ("x: 1\n" * 3, "duplicate-key", 3, 1, "Keep one"),
    ],
)
def test_frontmatter_that_does_not_load_is_told_and_gives_nothing(
    block: str, name: str, line: int, column: int, fix: str
) -> None:
    """One fault means no property at all and one problem at its line and column; the body is still there."""
    found = read_frontmatter(f"---\n{block}---\nbody\n")
    problem = only_problem(found)
    assert (problem.name, problem.trouble) == (name, UNREADABLE)
    assert (problem.line, problem.column) == (line, column)
    assert fix in problem.fix
    assert (found.properties, found.body) == ((), "body\n")


def test_a_duplicate_key_names_both_lines() -> None:
    """A key that stands twice is refused, as Obsidian does, and both lines are named."""
    problem = only_problem(read_frontmatter("---\nsr-due: 1\nx: 2\nsr-due: 3\n---\n"))
    assert "line 2" in problem.message
    assert "line 4" in problem.message


def test_a_list_is_no_frontmatter_and_is_hinted_at() -> None:
    """A list between the fences gives no property and a hint."""
    found = read_frontmatter("---\n- a\n- b\n---\nbody")
    assert told(found) == [("frontmatter-not-mapping", HINT, 2, 1, "")]
    assert (found.properties, found.body, found.body_line) == ((), "body", 5)


@pytest.mark.parametrize(
    "text", ["---\n\nSome text\n\n---\nmore\n", "---\n'quoted'\n---\n", "---\r\nx\r\n---\r\n"]
)
def test_prose_between_two_rules_is_body(text: str) -> None:
    """Where no mapping stands between two rules nothing is taken away from the body."""
    assert read_frontmatter(text) == Frontmatter((), (), text, 1)


def test_a_double_colon_is_read_as_one() -> None:
    """Dataview's `key:: value` gives the property under the key that is meant, and is told."""
    found = read_frontmatter("---\nStatus:: Active\nDue Date::\n---\n")
    assert plain(found.properties) == {"Status": "Active", "Due Date": None}
    assert told(found) == [
        ("double-colon", GUESSED, 2, 1, "Status"),
        ("double-colon", GUESSED, 3, 1, "Due Date"),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "Status:: a\nStatus: b\n",
        "Status: b\nStatus:: a\n",
        "Status::: a\nStatus: b\n",
        "'Status:': a\nStatus: b\n",
    ],
)
def test_the_key_without_a_second_colon_wins(block: str) -> None:
    """Where a key stands both ways the right one counts, and the other is still told."""
    found = read_frontmatter(f"---\n{block}---\n")
    assert plain(found.properties) == {"Status": "b"}
    assert [one.name for one in found.problems] == ["double-colon"]


def test_properties_stand_in_the_order_of_the_note() -> None:
    """The order of the properties is that of the note, also where second colons were dropped."""
    found = read_frontmatter("---\nb: 1\nc:: 2\na: 3\nd:: 4\n---\n")
    assert [entry.key for entry in found.properties] == ["b", "c", "a", "d"]


@pytest.mark.parametrize(
    ("block", "line", "column", "subject", "advice"),
    [
        ("a: 1\nkey: #tag\n", 3, 6, "key", '`"#tag"`'),
        ("Tags:: #a #b \n", 2, 8, "Tags", '`"#a #b"`'),
        ("key:\t#tag\n", 2, 6, "key", '`"#tag"`'),
        ("tags:\n  - a\n  - #b\n  - #c\n", 4, 5, "tags", '`"#b"`'),
        ("tags:\r\n- #b\r\n", 3, 3, "tags", '`"#b"`'),
    ],
)
def test_a_value_that_is_a_comment_is_told(
    block: str, line: int, column: int, subject: str, advice: str
) -> None:
    """A tag that YAML takes for a comment, as a value or an item, is told once a key with its place."""
    found = read_frontmatter(f"---\n{block}---\n")
    swallowed = [one for one in found.problems if one.name == "comment-swallowed"]
    assert len(swallowed) == 1
    (problem,) = swallowed
    assert (problem.trouble, problem.line, problem.column) == (GUESSED, line, column)
    assert problem.subject == subject
    assert advice in problem.fix


@pytest.mark.parametrize(
    "block",
    [
        "a: '' #b\n",
        "a: ~ #b\n",
        "a: |\n  #b\n",
        "a: b #c\n",
        "a: # b\n",
        "a:\n  # b\n  - c\n",
        "a: #b\n  - c\n",
        "a: ''\nb: 'x #y'\n",
        "a:\n#b\n",
    ],
)
def test_other_comments_are_not_told(block: str) -> None:
    """A comment beside a value, below a key or after a space is what YAML means by one."""
    assert read_frontmatter(f"---\n{block}---\n").problems == ()


def test_a_placeholder_is_text_and_told_once_a_key() -> None:
    """A template's placeholder leaves the note readable: it is text, and told with its place."""
    found = read_frontmatter(
        "---\na: {{date}}T{{time}}\nb:\n  - x\n  - {{y}}\n  - {{z}}\nc: {d: [1, {{e}}]}\nf: 1\n---\n"
    )
    assert plain(found.properties) == {
        "a": "{{date}}T{{time}}",
        "b": ["x", "{{y}}", "{{z}}"],
        "c": {"d": [1, "{{e}}"]},
        "f": 1,
    }
    assert told(found) == [
        ("template-placeholder", GUESSED, 2, 4, "a"),
        ("template-placeholder", GUESSED, 5, 5, "b"),
        ("template-placeholder", GUESSED, 7, 12, "c"),
    ]


def test_a_second_block_fills_what_the_first_leaves_open() -> None:
    """Of a block that follows the frontmatter at once the new keys are read, and it is hinted at."""
    text = "---\nStatus:: Active\n---\n---\nstatus: x\nStatus: y\nTags: #a\nn:\n  - 1\n---\nbody"
    found = read_frontmatter(text)
    assert plain(found.properties) == {"Status": "Active", "status": "x", "Tags": None, "n": [1]}
    assert [(entry.key, entry.line) for entry in found.properties] == [
        ("Status", 2),
        ("status", 5),
        ("Tags", 7),
        ("n", 8),
    ]
    assert told(found) == [
        ("double-colon", GUESSED, 2, 1, "Status"),
        ("second-frontmatter", HINT, 4, 1, ""),
        ("comment-swallowed", GUESSED, 7, 7, "Tags"),
    ]
    assert (found.body, found.body_line) == ("---\nstatus: x\nStatus: y\nTags: #a\nn:\n  - 1\n---\nbody", 4)


@pytest.mark.parametrize(
    "body",
    [
        "---\nprose\n---\n",
        "---\n\n---\n",
        "---\na: b: c\n---\n",
        "---\n- a\n---\n",
        "---\nb: 1\n",
        "\n---\nb: 1\n---\n",
    ],
)
def test_what_is_no_second_block_is_body(body: str) -> None:
    """Rules, prose and blocks further down are body, and nothing is told of them."""
    found = read_frontmatter(f"---\na: 1\n---\n{body}")
    assert (plain(found.properties), found.problems, found.body) == ({"a": 1}, (), body)


@pytest.mark.parametrize(
    ("text", "reason", "line", "lost"),
    [
        ("---\na: 1\nb:: 2\n\nc: 3\n", "unclosed-frontmatter", 1, [("a", 2), ("b", 3)]),
        ("---\r\na: 1\r\n \r\n# Heading: x: y\r\n", "unclosed-frontmatter", 1, [("a", 2)]),
        ("---\na: 1", "unclosed-frontmatter", 1, [("a", 2)]),
        (
            "---\n" + "".join(f"k{n}: 1\n" for n in range(150)),
            "unclosed-frontmatter",
            1,
            [(f"k{n}", n + 2) for n in range(100)],
        ),
        ("\n\na: 1\n---\n", "", 0, []),
        ("\n \n---\na: 1\n---\nx", "blank-line-before-frontmatter", 3, [("a", 4)]),
        ("\ufeff\r\n---\r\na: 1\r\n---", "blank-line-before-frontmatter", 2, [("a", 3)]),
        ("----\na: 1\n----\nx", "long-fence", 1, [("a", 2)]),
        ("------\na: 1\n---\nx", "long-fence", 1, [("a", 2)]),
        ("\n----\na: 1\n----\nx", "blank-line-before-frontmatter", 2, [("a", 3)]),
        ("---\nprose\n\nmore\n", "", 0, []),
        ("---\n\na: 1\n", "", 0, []),
        ("---\na: @b\n", "", 0, []),
        ("\n---\na: 1\n", "", 0, []),
        ("----\na: 1\n", "", 0, []),
        ("\n---\n\n---\n", "", 0, []),
        ("a: 1\n---\nb: 2\n---\n", "", 0, []),
        ("", "", 0, []),
    ],
)
def test_what_wrong_fences_lose_is_kept_apart(
    text: str, reason: str, line: int, lost: list[tuple[str, int]]
) -> None:
    """Where Obsidian sees no frontmatter there is none; what was meant is handed on with the reason."""
    found = read_frontmatter(text)
    assert (found.properties, found.problems, found.body, found.body_line) == ((), (), text, 1)
    assert (found.lost_reason, found.lost_line) == (reason, line)
    assert [(entry.key, entry.line) for entry in found.lost] == lost


def test_a_large_block_leaves_the_body_readable() -> None:
    """Frontmatter beyond its limit is told and skipped; body and line are right."""
    found = read_frontmatter("---\n" + "# x\n" * 20_000 + "---\n- [ ] task")
    assert told(found) == [("frontmatter-too-large", UNREADABLE, 2, 1, "")]
    assert (found.body, found.body_line) == ("- [ ] task", 20_003)


def test_python_frontmatter_can_use_the_handler() -> None:
    """The handler also serves python-frontmatter's own functions: it detects, splits and loads."""
    handler = NodeHandler()
    text = "---\r\ncontent: a\r\non: b\r\n---\r\nbody"
    assert handler.detect(text)
    assert not handler.detect("----\na: 1\n----\n")
    metadata, content = frontmatter.parse(text, handler=handler)
    assert metadata == {
        "content": (2, Scalar("a", 2, 10, plain=True)),
        "on": (3, Scalar("b", 3, 5, plain=True)),
    }
    assert content == "body"
    assert frontmatter.parse("no frontmatter", handler=handler) == ({}, "no frontmatter")


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
FRAGMENTS = [
    *("---", "---\n", "\n---\n", "----\n", "--- \r\n", "...\n", "\n", "\r\n", "\r", " ", "\t", "\ufeff"),
    *("a: ", "a:: ", "key", ": ", ":", "- ", "-", "? ", "[", "]", "[[A]]", "{", "}", "{{date}}", "{{", ","),
    *("&a ", "*a", "<<: *a", "!!str ", "!x ", "'", '"', "#", " #tag", "|\n ", ">-\n  ", "%", "@", "`", "~"),
    *("\u2028", "\x85", "\x0b", "\x1c", "\0", "\x1b", "\ud800", "é", "😀", "\\", "\\x00", "\U000d0000"),
]
HOSTILE = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
WRAPPED = st.tuples(HOSTILE, HOSTILE).map(lambda pair: f"---\n{pair[0]}\n---\n{pair[1]}")


@given(ANY_TEXT | HOSTILE | WRAPPED)
@example("---\n\ud800: x\n---\n")
@example("---\na:\n---\n---\n a: # \n---\n")
@example("---\n? #a\n---")
def test_reading_never_raises(text: str) -> None:
    """Any text is read: the body is the text's own end, and every line told lies in the file."""
    found = read_frontmatter(text)
    assert text.endswith(found.body)
    head = text[: len(text) - len(found.body)]
    last = 1 + len(re.findall(r"\r\n|\n|\r", text))
    ends_in_fence = head != "" and head[-1] not in "\r\n"
    assert found.body_line == 1 + len(re.findall(r"\r\n|\n|\r", head)) + ends_in_fence
    assert len({entry.key for entry in found.properties}) == len(found.properties)
    for entry in (*found.properties, *found.lost):
        assert 1 <= entry.line <= last
    for problem in found.problems:
        assert 1 <= problem.line <= last
    if any(one.trouble is UNREADABLE for one in found.problems):
        assert found.properties == ()


ENDS = st.sampled_from(["\n", "\r\n", "\r"])


VALUES = st.sampled_from(["x", "'y'", "[1, 2]", "{{z}}", "é\u2028😀", "# c"])


@given(
    st.lists(st.tuples(VALUES, ENDS), max_size=8),
    ENDS,
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["", "body", "\r\nbody", "\n"]),
)
def test_every_property_knows_its_line(lines: list[tuple[str, str]], end: str, mark: str, body: str) -> None:
    """Key number n of a note, whatever ends its lines, stands on line n + 1 of the file."""
    block = "".join(f"k{number}: {value}{ending}" for number, (value, ending) in enumerate(lines))
    if end == "\r" and body.startswith("\n"):
        body = body[1:]  # or the two would be one line end
    found = read_frontmatter(f"{mark}---{end}{block}---{end}{body}")
    assert [(entry.key, entry.line) for entry in found.properties] == [
        (f"k{number}", number + 2) for number in range(len(lines))
    ]
    assert (found.body, found.body_line) == (body, len(lines) + 3)
