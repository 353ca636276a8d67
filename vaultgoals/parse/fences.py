"""Where a note's frontmatter starts and ends, as Obsidian sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from vaultgoals.frozen import frozen

BREAK = re.compile(r"\r\n|\n|\r")
"""What ends a line of a note; U+2028 and its like do not."""

_FENCE_END = r"[ \t]*(?:\r\n|\n|\r)"
_OPENING = re.compile(rf"\ufeff?---{_FENCE_END}")
_CLOSING = re.compile(rf"---(?:{_FENCE_END}|[ \t]*\Z)")
_LONG_CLOSING = re.compile(rf"-{{3,}}(?:{_FENCE_END}|[ \t]*\Z)")
_NEAR_OPENING = re.compile(rf"\ufeff?(?P<blank>(?:[ \t\r\n]*[\r\n])?)(?P<dashes>-{{3,}}){_FENCE_END}")
_LOST_LINES = 100
_LOST_CHARACTERS = 64 * 1024


@dataclass(slots=True)
class Parts:
    """A note cut at its fences."""

    block: str | None
    """The text between the fences; None where there is no frontmatter."""
    block_line: int
    """Line of the file on which the block starts; 0 where there is none."""
    body: str
    """All that follows, untouched."""
    body_line: int
    """Line of the file on which the body starts."""


@frozen
class NearMiss:
    """Text that would be frontmatter if its fences were right."""

    reason: str
    """``unclosed-frontmatter``, ``blank-line-before-frontmatter`` or ``long-fence``."""
    line: int
    """Line of the opening fence."""
    block: str
    """What stands below that line."""


def split(text: str) -> Parts:
    """Cut ``text`` at its fences as Obsidian does.

    The first line must be exactly ``---`` (a byte order mark may stand before it, blanks after it), and
    the next such line ends the block. Lines end with LF, CRLF or CR, also mixed.
    """
    opening = _OPENING.match(text)
    closing = _find(_CLOSING, text, opening.end()) if opening else None
    if opening is None or closing is None:
        return Parts(None, 0, text, 1)
    block = text[opening.end() : closing.start()]
    return Parts(block, 2, text[closing.end() :], 3 + _count_breaks(block))


def near_miss(text: str) -> NearMiss | None:
    """Return what was perhaps meant as frontmatter in a ``text`` where `split` finds none."""
    opening = _NEAR_OPENING.match(text)
    if opening is None:
        return None
    line = 1 + _count_breaks(opening["blank"])
    is_long = len(opening["dashes"]) > 3
    if line == 1 and not is_long:
        lines = BREAK.split(text[opening.end() : opening.end() + _LOST_CHARACTERS], maxsplit=_LOST_LINES)
        meant = takewhile(str.strip, lines[:_LOST_LINES])
        return NearMiss("unclosed-frontmatter", line, "".join(f"{one}\n" for one in meant))
    closing = _find(_LONG_CLOSING if is_long else _CLOSING, text, opening.end())
    if closing is None:
        return None
    reason = "long-fence" if line == 1 else "blank-line-before-frontmatter"
    return NearMiss(reason, line, text[opening.end() : closing.start()])


def _find(closing: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Return the first line from ``start`` on that is a closing fence."""
    at = text.find("---", start)  # several times faster than to let the pattern search
    while at != -1:
        found = closing.match(text, at) if text[at - 1] in "\r\n" else None
        if found:
            return found
        at = text.find("---", at + 1)
    return None


def _count_breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
