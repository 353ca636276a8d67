"""Frontmatter read by the line has the nodes that libyaml has for it."""

from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.parse.yaml_constructs import CONSTRUCTS
from vaultgoals.parse.plain_yaml import LARGEST, plain_entries
from vaultgoals.parse.yaml_nodes import Mapping, Node, Scalar, Sequence, compose, key_text

KEYS = ("a", "b", "c", "my key", "Key-2", "_x", "null", "true", "é", "1", "a:", "-", "?")
VALUES = (
    *(
        "",
        "",
        "x",
        "x y",
        "2026-11-21",
        "12:30",
        "-5",
        "-x",
        "- x",
        "--",
        "1.5",
        "[[A]]",
        "{{a}}",
        "{a: b}",
        "~",
    ),
    *(
        "'q'",
        '"q"',
        "'q' #c",
        "'q' x",
        "''",
        "'it''s'",
        '"\\n"',
        '"a: b #c"',
        "'",
        '"',
        "a 'b' c",
        "[a](b)",
        "[a]]",
    ),
    *(
        "[a, b]",
        "[a,b]",
        "[ a , 'b, c' ]",
        "[]",
        "[ ]",
        "[a,]",
        "[,]",
        "[a b: c]",
        "[a, [b]]",
        "[-]",
        "[1, ~]",
        "[a",
    ),
    *(
        "http://x.y/#z",
        "a#b",
        "a #b",
        "a:b",
        "a: b",
        "a:",
        "x,y",
        "a]b",
        "a}",
        "?x",
        ":x",
        "!x",
        "&x",
        "*x",
        "|",
        ">",
    ),
    *(
        "%x",
        "@x",
        "`x`",
        "x|y",
        "=",
        "<<",
        "é ü",
        "a\u00a0b",
        "✅",
        "\u2028",
        "...",
        "---",
        "x\ty",
        "a\x85",
        "\ufeff",
    ),
    *('["a":b]', "['a':b]", "[a] b", "[a -b]", "[a b ,c]", "[é, ü]", "[a, , b]", "x  y", "# c"),
)
values = st.sampled_from(VALUES)
indents = st.sampled_from(("", " ", "  ", "    ", "\t"))
blanks = st.sampled_from(("", "", "", " ", "  "))
entries = st.tuples(st.sampled_from(KEYS), st.sampled_from((":", ": ", ": ", ": ", ":  ")), values, blanks)
lists = st.tuples(
    st.sampled_from(KEYS).map(lambda key: f"{key}:"),
    indents.flatmap(
        lambda indent: st.lists(
            st.tuples(st.just(f"\n{indent}"), st.sampled_from(("- ", "- ", "-  ", "-")), values)
        )
    ).map(lambda items: "".join(map("".join, items))),
)
odd = st.sampled_from(
    ("", "# c", "  x", "...", "---", "- x", "a", *(text for part in CONSTRUCTS.values() for text in part))
)
blocks = st.lists(entries.map("".join) | entries.map("".join) | lists.map("".join) | odd, max_size=5).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)  # fmt: skip


def by_libyaml(block: str) -> dict[str, tuple[int, Node]]:
    """Read a block by the parser."""
    node = compose(block, first_line=2)
    if node is None:
        return {}
    assert isinstance(node, Mapping)
    return {key_text(key): (key.line, value) for key, value in node.entries}


@given(blocks | st.text("ab:- [],'\"#\n", max_size=30))
def test_what_is_read_by_the_line_is_what_libyaml_reads(block: str) -> None:
    """Order, places, texts and quoting are the same, and nothing is taken that libyaml refuses."""
    found = plain_entries(block, 2)
    event(f"taken: {found is not None}")

    if found is not None:
        wanted = by_libyaml(block)
        assert list(found.items()) == list(wanted.items())
        assert [type(node) for _, node in found.values()] == [type(node) for _, node in wanted.values()]


@pytest.mark.parametrize("block", [text for part in CONSTRUCTS.values() for text in part])
def test_constructs_of_the_specification(block: str) -> None:
    """Each chapter's pieces are read alike, or left to the parser."""
    found = plain_entries(block, 2)

    assert found is None or list(found.items()) == list(by_libyaml(block).items())


def test_what_most_notes_hold_needs_no_parser() -> None:
    """Words, dates, quoted links, and lists in both forms."""
    block = """type: task
goal: "[[A]]"
due: 2026-12-01
tags: [work, 'a b']
verify:
  - "ask: So?"
  - Now
why:
"""

    assert plain_entries(block, 2) == {
        "type": (2, Scalar("task", 2, 7, plain=True)),
        "goal": (3, Scalar("[[A]]", 3, 7, plain=False)),
        "due": (4, Scalar("2026-12-01", 4, 6, plain=True)),
        "tags": (5, Sequence((Scalar("work", 5, 8, plain=True), Scalar("a b", 5, 14, plain=False)), 5, 7)),
        "verify": (
            6,
            Sequence((Scalar("ask: So?", 7, 5, plain=False), Scalar("Now", 8, 5, plain=True)), 7, 3),
        ),
        "why": (9, Scalar("", 9, 5, plain=True)),
    }


@pytest.mark.parametrize(
    "block",
    ["a: b\na: c\n", "a: b\n  c\n", "a:\n  b: c\n", "a: |\n  b\n", "a: b\n\n", "a: {{b}}\n", 201 * "k" + ":",
     "a: b\n" * LARGEST, "a: 'b' #c\n", "- a\n", "a:\n - b\n  - c\n", "a: [[b]]\n", "a:\n- b: c\n"],
)  # fmt: skip
def test_what_is_in_doubt_is_left_to_the_parser(block: str) -> None:
    """Keys that stand twice, values over several lines, comments, templates, limits."""
    assert plain_entries(block, 2) is None
