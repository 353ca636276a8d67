from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

import vaultgoals.parse.markdown  # noqa: F401 - imported by need, and that is not to be timed
from vaultgoals.parse.body import read_body
from vaultgoals.parse.dialect import Dialect

SHAPES: dict[str, Callable[[int], str]] = {
    "backtick runs": lambda n: "%% " + " ".join("`" * (1 + i % 60) for i in range(n // 8)),
    "one long run": lambda n: "a " + "`" * n + " %% " + "x" * n + " a:: b",
    "spans and comments": lambda n: "`a` %% b %% " * (n // 12) + "a:: b",
    "spans of code": lambda n: "- [ ] " + "`a` b " * (n // 6),
    "emphasis": lambda n: "- [ ] " + "*a* b " * (n // 6),
    "brackets": lambda n: "a:: " + "[" * n,
    "open wikilinks": lambda n: "a:: " + "[[a " * (n // 4) + "]]",
    "wikilinks": lambda n: "- [ ] " + "[[a]] " * (n // 6),
    "open fields": lambda n: "[a::" * (n // 4),
    "open fields with links": lambda n: "[a:: " + "[[b]]" * (n // 5),
    "open parentheses": lambda n: "a::" + "(" * n,
    "fields in parentheses": lambda n: "(a::" * (n // 4),
    "underscores": lambda n: "\\_" * (n // 2) + "[a::",
    "odd blanks": lambda n: "a:: \n" + "\u00a0" * n + "x [a::",
    "comments": lambda n: "a:: %%" * (n // 6),
    "emoji dates": lambda n: "- [x] a" + " ✅ 2026-11-18" * (n // 13),
    "tags": lambda n: "- [x] a" + " #a" * (n // 3),
    "escapes": lambda n: "%% a:: " + "\\" * n + "`",
    "headings": lambda n: "#" * n + " Why",
    "words": lambda n: "why " * (n // 4) + "\n- [ ] a",
    "quotes": lambda n: "> " * (n // 2) + "- [ ] a",
    "regions": "<!-- vaultgoals:begin a --> a::".ljust,
    "blank lines": " ".ljust,
    "empty lines": lambda n: "a:: b" + "\n" * n + "<c>",
    "paragraphs": lambda n: "a [[b]]\n\n" * (n // 9),
    "underlines": lambda n: "a:: b\n" + "=" * n + "x\n" + "- " * (n // 2),
    "fences": lambda n: "a:: b\n" + "".join("`" * (60 - i % 57) + "\n" for i in range(n // 30)),
    "callouts": lambda n: "- [ ] a\n\n" + "[!1]" * (n // 4),
    "angles": lambda n: "a:: b\n\n" + "- > " * (n // 4) + "<",
}


@pytest.mark.parametrize("many_lines", [False, True], ids=["one line", "many lines"])
@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_no_eight_times_the_time(shape: str, many_lines: bool) -> None:
    """Reading grows with the length of a body and not with its square, on one line and over many."""

    def seconds(size: int) -> float:
        written = "\n".join([SHAPES[shape](60)] * (size // 60)) if many_lines else SHAPES[shape](size)
        start = process_time()
        read_body(written, 1, Dialect(), want_links=True)
        return process_time() - start

    size = 2_000
    while seconds(size) < 0.01 and size < 8_000:  # four times this is still no line too long to be read
        size *= 2
    ratio = min(seconds(4 * size) / max(seconds(size), 0.002) for _ in range(3))

    assert ratio < 8
