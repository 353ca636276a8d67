"""The lines of a note, each with what it stands in: text, code, a comment, or something unsure.

A scanner, no Markdown parser: it follows fences, comments and raw HTML by CommonMark's rules (0.31.2, 4.5
and 4.6). Where its few rules cannot tell what a full parser, or Obsidian, would make of a line, it says
`Standing.UNSURE`, from there to the end of the note: a writer must then leave the note alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from vaultgoals.parse.fences import BREAK, split

_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)")
_CONTAINER = re.compile(r"[ \t]*(?:(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))[ \t]*)*")
_LIST_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|\Z)")
_FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_FENCE_ANYWHERE = re.compile(r"`{3}|~{3}")
_COMMENT = re.compile(r"<!--")
_RAW = re.compile(r"<(?:pre|script|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE)
_BLOCK_COMMENT = re.compile(rf"<!--|%%|{_RAW.pattern}", re.IGNORECASE)
_TAG = re.compile(r"<(?!!--)/?[a-z!?]", re.IGNORECASE)
_BLANK = re.compile(r"[ \t]*\Z")
_END_OF_RAW = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_ENDS = {"<!--": re.compile("-->"), "%%": re.compile("%%")}


class Standing(Enum):
    """What the start of a line stands in."""

    TEXT = "text"
    PROPERTIES = "the frontmatter"
    CODE = "a block of code"
    COMMENT = "a comment or raw HTML"
    UNSURE = "something that is not closed"


class Line(NamedTuple):
    """One line of a note."""

    number: int
    """Counted from 1."""
    start: int
    """Offset of its first character; a byte order mark belongs to no line."""
    text: str
    """Without its line end."""
    ending: str
    """LF, CRLF or CR; empty at the end of a file without a final one."""
    standing: Standing
    since: int
    """Line on which that began; 0 for text."""

    @property
    def end(self) -> int:
        """Offset behind the last character, before the line end."""
        return self.start + len(self.text)

    @property
    def prose(self) -> str:
        """The text with its spans of code blanked out."""
        return without_code_spans(self.text)


@dataclass(slots=True)
class _Open:
    """What stands open."""

    standing: Standing
    since: int
    end: re.Pattern[str]
    prefix: str = ""
    """What each further line must start with to be inside: ``>`` and spaces."""
    sure: bool = True
    until_blank: bool = False


def without_code_spans(text: str) -> str:
    """Return ``text`` with each span of code replaced by as many spaces."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), text) if "`" in text else text


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a note, front to back; their texts and line ends make up ``text`` again."""
    parts = split(text)
    scanner = _Scanner()
    start, number = int(text.startswith("\ufeff")), 0
    first = parts.body_line if parts.block is not None else 0
    for found in BREAK.finditer(text, start):
        number += 1
        line = text[start : found.start()]
        standing = (Standing.PROPERTIES, 1) if number < first else scanner.next(line, number)
        yield Line(number, start, line, found[0], *standing)
        start = found.end()
    if start < len(text):
        number += 1
        line = text[start:]
        standing = (Standing.PROPERTIES, 1) if number < first else scanner.next(line, number)
        yield Line(number, start, line, "", *standing)


_IN_TEXT = (Standing.TEXT, 0)


class _Scanner:
    """Walks down a body and knows what stands open."""

    def __init__(self) -> None:
        self._open: _Open | None = None
        self._in_list = False
        self._after_blank = True

    def next(self, line: str, number: int) -> tuple[Standing, int]:
        """Take one line; return what it stands in, and since which line."""
        if self._open is None:
            if _starts_nothing(line):
                self._note_list(line)
                return _IN_TEXT
            self._start(line, number)
            opened: _Open | None = self._open
            code = opened is not None and opened.standing is Standing.CODE
            self._note_list(line)
            return (Standing.CODE, number) if code else _IN_TEXT
        if not self._open.sure and _LIST_ITEM.match(line):
            self._in_list = True
        return self._inside(self._open, line)

    def _note_list(self, line: str) -> None:
        """Remember whether a list may be open; too long is harmless, too short is not."""
        if _LIST_ITEM.match(line):
            self._in_list = True
        elif line.strip() and self._after_blank and line[0] not in " \t>":
            self._in_list = False
        self._after_blank = not line.strip()

    def _start(self, line: str, number: int) -> None:
        container = _CONTAINER.match(line)
        prefix = container[0] if container else ""
        rest = line[len(prefix) :]
        bare = not prefix.strip()
        if bare and _wide(prefix) > 3 and not self._in_list:
            return  # code by indentation, or a paragraph that goes on
        sure = bare and (not prefix or not self._in_list)
        if fence := _FENCE.match(rest):
            run = fence[1] or fence[2]
            self._open = _Open(
                Standing.CODE,
                number,
                re.compile(rf"[ ]{{0,3}}{run[0]}{{{len(run)},}}[ \t]*"),
                prefix="" if sure else _continued(prefix),
                sure=sure,
            )
            return
        self._start_comment(rest, number, sure=sure)

    def _start_comment(self, rest: str, number: int, *, sure: bool) -> None:
        opening: re.Match[str] | None = _BLOCK_COMMENT.match(rest)
        if opening is None:
            rest = without_code_spans(rest)
            opening = _COMMENT.search(rest)
        if opening is None and _TAG.match(rest):
            # Raw HTML up to a blank line: what looks like a fence in it may be none.
            self._open = _Open(Standing.TEXT, number, _BLANK, sure=False)
            return
        at_start = opening is not None and opening.start() == 0
        while opening is not None:
            end = _ENDS.get(opening[0], _END_OF_RAW)
            closing = end.search(rest, opening.start() + 2)
            if closing is None:
                block = at_start and opening.start() == 0
                self._open = _Open(
                    Standing.COMMENT,
                    number,
                    end,
                    sure=sure and block and end is not _ENDS["%%"],
                    until_blank=not block,
                )
                return
            opening = _COMMENT.search(rest, closing.end())

    def _inside(self, around: _Open, line: str) -> tuple[Standing, int]:
        if around.standing is Standing.CODE:
            return self._inside_code(around, line)
        if around.standing is Standing.UNSURE:
            return around.standing, around.since
        if around.standing is Standing.TEXT:
            return self._inside_html(around, line)
        if around.until_blank and _BLANK.match(line):
            self._open = None  # the paragraph is over, so it was no comment
            return Standing.TEXT, 0
        if not around.sure and (_turns(line) or _TAG.match(line.lstrip())):
            return self._lose(around)
        if around.end.search(line):
            self._open = None
            self._start_comment_after(around, line)
        return Standing.COMMENT, around.since

    def _inside_html(self, around: _Open, line: str) -> tuple[Standing, int]:
        if _turns(line):
            return self._lose(around)
        if around.end.match(line):
            self._open = None
        return Standing.TEXT, 0

    def _start_comment_after(self, around: _Open, line: str) -> None:
        closing = around.end.search(line)
        again = _COMMENT.search(line, closing.end()) if closing else None
        if again and not _ENDS["<!--"].search(line, again.start() + 2):
            self._lose(around)

    def _inside_code(self, around: _Open, line: str) -> tuple[Standing, int]:
        inner = _after_prefix(line, around.prefix)
        if inner is None:
            return self._lose(around)
        if around.end.fullmatch(inner):
            if around.prefix.isspace() and _wide(line) - _wide(line.lstrip()) > 3 >= len(around.prefix):
                return self._lose(around)  # the end of a fence in a list, but not of one below it
            self._open = None
        return Standing.CODE, around.since

    def _lose(self, around: _Open) -> tuple[Standing, int]:
        self._open = _Open(Standing.UNSURE, around.since, around.end)
        return Standing.UNSURE, around.since


def _starts_nothing(line: str) -> bool:
    """Whether it takes no closer look to see that no code, comment or HTML is open behind ``line``.

    Either nothing in it could start any, or one comment alone that ends on the line, with no code behind it.
    """
    if "```" in line or "~~~" in line or "%%" in line:
        return False
    at = line.find("<")
    if at < 0:
        return True
    if not line.startswith("<!--", at) or line.find("-->", at + 4) < 0:
        return False
    return line.find("<", at + 1) < 0 and line.find("`", at) < 0


def _turns(line: str) -> bool:
    """Whether ``line`` starts something else for a reader who takes what stands around it otherwise."""
    opening = line.rfind("<!--")
    unclosed = opening >= 0 and "-->" not in line[opening + 2 :]
    return unclosed or bool(_FENCE_ANYWHERE.search(line) or _RAW.search(line))


def _wide(blanks: str) -> int:
    return len(blanks.expandtabs(4))


def _continued(prefix: str) -> str:
    """Return what the lines below one that starts with ``prefix`` start with, when they belong to it."""
    return re.sub(r"[^>]", " ", prefix.expandtabs(4))


def _after_prefix(line: str, prefix: str) -> str | None:
    """Return what follows ``prefix`` on ``line``, or None where the line does not start with it.

    The space behind ``>`` may be missing, and so may all of it, but for its ``>``, on an empty line.
    """
    rest = line.expandtabs(4) if prefix else line
    quoted = False
    for one in prefix:
        if one == ">":
            rest = rest.lstrip(" ")
            if not rest.startswith(">"):
                return None
            rest = rest[1:]
        elif rest.startswith(" "):
            rest = rest[1:]
        elif rest and not quoted:
            return None
        quoted = one == ">"
    return rest
