"""Tabs that YAML 1.2 takes for white space and that PyYAML and libyaml, which read YAML 1.1, refuse.

A line of nothing but white space, white space before a comment, and what separates a ``-`` from its item:
there Obsidian reads a tab as a space (https://yaml.org/spec/1.2.2/#62-separation-spaces). A tab that
indents is one nowhere.
"""

from __future__ import annotations

import re

MOST_TABS = 64
"""So often a text is read anew, with one white space less in doubt."""

_BREAK = re.compile(r"\r\n|\n|\r")
_BLANKS = re.compile(r"[ \t]+")
_NOTHING = re.compile(r"(?:#.*)?\Z")
_DASHES = re.compile(r"[ ]*(?:-[ \t]+)*-[ \t]*\Z")
_ONE_VALUE = re.compile(
    r"(?:\"[^\"\\]*\"|'[^']*')[ \t]*(?:[ \t]#.*)?\Z|(?![-?](?:[ \t]|\Z)|[&!*])(?!.*:(?:[ \t]|\Z)).*\Z"
)
"""Text behind a dash that begins neither a mapping nor a list: those are indented by where they stand."""
_GAVE_UP = ("cannot start any token", "tab character that violate")


def without_tab(text: str, error: Exception) -> str | None:
    """Return ``text`` with spaces for the tabs at which a parser gave up, or None where they are not such.

    ``error`` is what the parser raised: it gives up at a tab only where a token may begin, so never within
    a value. Every character keeps its line and column.
    """
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", ""))
    if mark is None or not any(words in problem for words in _GAVE_UP):
        return None
    start = _line_start(text, mark.line)
    if start is None:
        return None
    found = _BREAK.search(text, start)
    line = text[start : found.start() if found else len(text)]
    column = mark.column
    blanks = _BLANKS.match(line, column)
    if blanks is None or "\t" not in blanks[0]:
        return None
    rest, before = line[blanks.end() :], line[:column]
    separates = _DASHES.match(before) and _ONE_VALUE.match(rest)
    if not separates and not (_NOTHING.match(rest) and (not before.strip(" ") or _DASHES.match(before))):
        return None
    return text[: start + column] + " " * len(blanks[0]) + text[start + blanks.end() :]


def _line_start(text: str, row: int) -> int | None:
    """Return where line ``row``, counted from 0, begins."""
    at = 0
    for _ in range(row):
        found = _BREAK.search(text, at)
        if found is None:
            return None
        at = found.end()
    return at
