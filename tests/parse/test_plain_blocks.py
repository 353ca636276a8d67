"""Reading a body piece by piece, and plain pieces by hand, says what the parser says of the whole."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import vaultgoals.parse.body as body_module
from vaultgoals.model import State
from vaultgoals.parse.body import Body, read_body
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.pieces import can_be_cut, pieces
from vaultgoals.parse.plain_blocks import plain_blocks, plain_heading

DIALECTS = (
    Dialect(),
    Dialect(
        global_filter="#task",
        criteria_headings=frozenset(("test",)),
        task_states={" ": State.OPEN, "n": None, "1": State.DROPPED},
    ),
)
STARTS = (
    *("", "", "", "", " ", "  ", "   ", "    ", "      ", "\t", "> ", ">", "> > "),
    *("- ", "* ", "+ ", "1. ", "2. ", "10) ", "-  ", "-\t", "-     ", "  - ", "    - ", "      - ", "\t- "),
    *("- - ", "> - ", "- > ", "# ", "## ", "####### ", "- # ", "> ## ", "#"),
)
TEXTS = (
    *(
        "",
        "",
        "",
        "a",
        "a b",
        "é",
        "-",
        "--",
        "---",
        "=",
        "===",
        "***",
        "_",
        "+",
        "1.",
        "1",
        "2026-11-21",
        "|",
    ),
    *(
        "[ ] a [[A]]",
        "[x] b",
        "[-] #task c",
        "[n] d",
        "[1] e",
        "[ ]",
        "[x]",
        "[x](y)",
        "[ ] *f*",
        "[x] [[A]](b)",
    ),
    *("why", "Why", "why ##", "Purpose ^id", "Test", "Verification", "Definition of done", "w.h.y", "`why`"),
    *("x:: 1", "*x*:: 1", "x:*:* 1", "x:<b>: 1", "[x:: 1]", "(x:: 1) y", "x:: `a`", "[goal:: [[B]]]", "::"),
    *(
        "[[A]] and [[B|b]]",
        "[a](b.md)",
        "[*[A*]]",
        "![[A]]",
        "<http://a.org>",
        "[<b>[A]]",
        "\\[[A]]",
        "&#91;[A]]",
    ),
    *(
        "```",
        "~~~",
        "```` py",
        "``` a`b",
        "`a",
        "b`",
        "``",
        "%%",
        "%%[[A]]%%",
        "\n%%[[A]] ::%% ",
        "%%`%%",
        "a %% b",
        "<!--",
        "-->",
        "<b>",
        "</div>",
        "[a]: b",
    ),
    *(
        "a  ",
        "a\\",
        "a\u00a0",
        "\u00a0",
        "\u2028",
        "a\x0bb",
        "\x00",
        "\U00100000 [[A]]",
        "✅ 2026-11-21",
        "\ufe0f",
    ),
)
lines = st.tuples(st.sampled_from(STARTS), st.sampled_from(TEXTS)).map("".join)
bodies = st.lists(lines, min_size=1, max_size=12).map("\n".join)


def by_parser(text: str, dialect: Dialect, *, links: bool) -> Body:
    """Read a body whole, by the parser alone."""
    with patch.object(body_module, "can_be_cut", return_value=False):
        return read_body(text, 5, dialect, want_links=links)


@given(bodies | st.text("-*>#`[] x:\n\t.1=<", max_size=40), st.sampled_from(DIALECTS), st.booleans())
def test_pieces_say_what_the_whole_says(text: str, dialect: Dialect, links: bool) -> None:
    """Whatever a body holds, cutting it changes nothing of what is read, nor where it stands."""
    event(f"cut: {can_be_cut(text)}")

    assert read_body(text, 5, dialect, want_links=links) == by_parser(text, dialect, links=links)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n\n  - [ ] b\n\n- [ ] c",
        "- a\n      - [ ] b",
        "- a\n   - [ ] b\n  - [ ] c",
        "text\n- [ ] a\nlazy x:: 1\n  cont y:: 2",
        "text\n    - [ ] a",
        "text\n\n    - [ ] a",
        "text\n\n    - [ ] a\n\n  \n    # Why\n\n\n    b\n",
        "text\n\n    - [ ] a\n   - [ ] b",
        "text\n\n   - [ ] a",
        "text\n \n    - [ ] a",
        "- text\n\n    - [ ] a",
        "1. text\n\n     - [ ] a",
        "a\n- b\nc\n\n    - [ ] d",
        "why\n\n    - [ ] a `\n\nb` [x:: 1]",
        "# Why\n    - [ ] a\n\n    - [ ] b\n- [ ] c",
        "- [ ] a\n---\n- [ ] b\n===",
        "# Verification\n- [ ] a\n\nb\n=\n- [ ] c",
        "> # Why\n> a",
        "## Why\n```\ncode\n```\n- one",
        "- ```\n  code\n\n# Verification\n- [ ] a\n```\n- [ ] b\n```\n- [ ] c",
        "```\n# Verification\n   ```\n- [ ] a",
        "a `b\n\n%%c%%\n[[D]]` e\n- [ ] f",
        "- [ ] a\n\n%% b [[B]] %%\n\n  [[C]]",
        "# `Why\n%%a%% \n- [ ] b\n\n%%c%%",
        "```\n\n%%a%%\n```\n- [ ] b",
        "%%\n\n%%a%%\n- [ ] b\n%%",
        "``` `\n- [ ] a",
        "# Why\na\n``` b`c\nd",
        "-\n\n  [ ] a\n\n- \n  [ ] b",
        "<b>\n# Verification\n\n- [ ] a",
        "a <!-- b\nc -->\n\n- [ ] d",
        "##\n- [ ] a\n# Verification #\n- [ ] b",
        "\n\n    x:: 1\n\ny:: 2",
        "1. [ ] a\n2. [ ] b\n\n3. [ ] c",
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_cutting_could_get_wrong(text: str, dialect: Dialect) -> None:
    """The places at which containers, fences, headings and their sections begin and end."""
    assert read_body(text, 5, dialect, want_links=True) == by_parser(text, dialect, links=True)


ABOVE = st.lists(
    st.sampled_from(("a", "[[A]] b", "x:: 1", "why", "# Why", "- b", "[ ] c", "", "1. d", "> e", "`f`")),
    max_size=4,
)
CODE = st.lists(
    st.sampled_from(
        (
            "    - [ ] a [[A]]",
            "     x:: 1",
            "",
            "  ",
            "    # Why",
            "   - [ ] b",
            "      > why",
            "    [ ] <b>`",
        )
    ),
    max_size=5,
)


@given(ABOVE, CODE, ABOVE, st.sampled_from(DIALECTS))
def test_indented_code_says_nothing(
    above: list[str], code: list[str], below: list[str], dialect: Dialect
) -> None:
    """Code below a paragraph is left out by hand where the parser leaves it out, and nowhere else."""
    text = "\n".join((*above, "text", "", *code, *below))
    cut = can_be_cut(text)
    event(f"by hand: {cut and all(plain_blocks(one.text, 1) is not None for one in pieces(text))}")

    assert read_body(text, 5, dialect, want_links=True) == by_parser(text, dialect, links=True)


def test_a_plain_checklist_needs_no_parser() -> None:
    """What most notes hold is read by hand: headings, running text, and checklists with their levels."""
    text = (
        "# Day one\n\nIt was [[A]].\nAnd b:: 2.\n- [ ] one\n  - [x] two\n\n```\n# no\n```\n## More\n- three\n"
    )

    found = [(piece.line, piece.level, piece.text) for piece in pieces(text)]

    assert can_be_cut(text)
    assert [(line, level) for line, level, _ in found] == [(0, 1), (2, 0), (10, 2), (11, 0)]
    assert [plain_heading(one) for _, level, one in found if level] == ["Day one", "More"]
    assert [plain_blocks(one, line) for line, level, one in found if not level] == [
        [
            (["It was [[A]].", "And b:: 2."], 2, ""),
            (["[ ] one"], 4, "- [ ] one"),
            (["[x] two"], 5, "  - [x] two"),
        ],
        [(["three"], 11, "- three")],
    ]


def test_code_below_a_paragraph_needs_no_parser() -> None:
    """A paragraph and indented code is read by hand, unless the code may be text of a list."""
    assert plain_blocks("It was [[A]].\n\n    - [ ] a *b*\n\n     `c`", 2) == [(["It was [[A]]."], 2, "")]
    assert plain_blocks("- It was.\n\n    - [ ] a", 2) is None
    assert plain_blocks("It was.\n\n    a\n  b", 2) is None
