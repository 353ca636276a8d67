"""A body cut where a block certainly begins, so that the parser is asked only for pieces that need it.

A line that follows an empty one and begins with no blank ends every list, quote and paragraph above it,
and so do an ATX heading and a fence that begin with no blank (https://spec.commonmark.org/0.31.2/).
What lies between two such places says the same alone as in its body, provided that nothing reaches
across: no comment (``%%``) that may go on, no block of raw HTML, no reference definition, no fence that
may stand within a list or may not. A body with one of these is not cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CUT = re.compile(r"\n(?:\n+(?=\S)|(?=#{1,6}(?:[ \t\n]|\Z)|`{3,}[^`\n]*(?:\n|\Z)|~~~))")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\n]|\Z)")
_OPENING_FENCE = re.compile(r"(`{3,})[^`\n]*(?=\n|\Z)|(~{3,})[^\n]*(?=\n|\Z)")
_COMMENT = re.compile(r"(\n\n|\n#{1,6} [^\n]*\n)%%[^%`\n]*%%(?=[ \t]*(?:\n|\Z))")
_FENCE_IN_DOUBT = re.compile(r"\n {1,3}(?:```|~~~)")
_RAW_HTML = re.compile(r"\n[^A-Za-z<\n]*<")  # markers of lists and quotes may stand before it


class Piece(NamedTuple):
    """Some lines of a body that can be read alone."""

    text: str
    """Without the line's end behind it."""
    line: int
    """Number of its first line within the body, from 0."""
    level: int
    """Of a heading, which is a piece of its own; else 0."""


def without_plain_comments(body: str) -> str:
    """Return ``body`` without the comments (``%%``) of which nobody can doubt where they begin and end.

    They are a line of their own below an empty one or a heading, where no code can reach them, and where many
    templates have them.
    """
    return _COMMENT.sub(r"\1", "\n\n" + body)[2:] if "%%" in body else body


def can_be_cut(body: str) -> bool:
    """Whether nothing in ``body`` (lines ended by LF) reaches across the places where it would be cut."""
    if "%%" in body or "]:" in body:
        return False
    if "<" in body and (body[0] == "<" or _RAW_HTML.search("\n" + body)):
        return False
    if "```" in body or "~~~" in body:
        return _FENCE_IN_DOUBT.search("\n" + body) is None
    return True


def pieces(body: str) -> Iterator[Piece]:
    """Yield the pieces of a body that `can_be_cut`, fenced code left out, in their order."""
    body = body.rstrip("\n")
    at, line, end = 0, 0, len(body)
    while at < end:
        if body[at] == "\n":
            at, line = at + 1, line + 1
            continue
        start = at
        if body[at] == "#" and (heading := _HEADING.match(body, at)):
            at = _end_of_line(body, at)
            yield Piece(body[start:at], line, len(heading[1]))
        elif body[at] in "`~" and (fence := _OPENING_FENCE.match(body, at)):
            at = _end_of_fence(body, fence)
        else:
            cut = _CUT.search(body, at)
            at = cut.start() if cut else end
            yield Piece(body[start:at], line, 0)
        line += body.count("\n", start, at)


def _end_of_line(body: str, at: int) -> int:
    end = body.find("\n", at)
    return len(body) if end < 0 else end


def _end_of_fence(body: str, opening: re.Match[str]) -> int:
    """Return the end of the line that closes the fence; the end of the body where none does."""
    marker = opening[1] or opening[2]
    closing = re.compile(rf"\n {{0,3}}{marker[0]}{{{len(marker)},}}[ \t]*(?=\n|\Z)").search(
        body, opening.end()
    )
    return closing.end() if closing else len(body)
