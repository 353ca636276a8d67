"""Paragraphs, headings and checklists so plain that their lines can be read without a Markdown parser.

The parser is the judge: what is taken here is only what it would give the same tokens for, and whatever
is in the least doubt is left to it. A property test holds the two together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Code, escapes, raw HTML, entities and emphasis: what a line with one of them says is for the parser.
# What it can begin with, without being the beginning of another block, is text or a bracket.
_TEXT = r"(?![-+=#~|]|\d{1,9}[.)])[^\s`\\<&*_>][^`\\<&*_]*"
_LINE = re.compile(rf"( *)(?:([-*+]) )?({_TEXT})")
_HEADING = re.compile(r"#+ +([^\s#`\\<&*_][^#`\\<&*_]*)")


class PlainBlock(NamedTuple):
    """A paragraph or a heading."""

    lines: list[str]
    line: int
    """Number of its first line, counted from the one that was given."""
    raw: str
    """Its first line as written where it begins a list item, else empty."""


def plain_blocks(text: str, first_line: int) -> list[PlainBlock] | None:
    """Return the blocks of a piece of a body, or None where only the parser can tell them.

    ``text`` begins where no block is open, on line ``first_line``. Indented code at its end gives no block.
    """
    if not _is_plain(text):
        return None
    blocks: list[PlainBlock] = []
    offsets: list[int] = []
    written_lines = text.split("\n")
    for number, written in enumerate(written_lines, start=first_line):
        if not written and not offsets and _is_code(written_lines[number - first_line :]):
            return blocks
        parts = _LINE.fullmatch(written)
        if parts is None:
            return None
        before, marker, content = parts.groups()
        indent, content = len(before), content.rstrip(" ")
        if marker:
            if not _opens_item(indent, offsets):
                return None
            blocks.append(PlainBlock([content], number, written))
        elif blocks:
            blocks[-1].lines.append(content)
        elif indent:
            return None  # perhaps indented code
        else:
            blocks.append(PlainBlock([content], number, ""))
    return blocks


def plain_heading(text: str) -> str | None:
    """Return the text of an ATX heading, or None where only the parser can tell it."""
    found = _HEADING.fullmatch(text)
    return found[1].rstrip(" ") if found and _is_plain(text) else None


def _is_plain(text: str) -> bool:
    """Whether nothing in a text is a Markdown link, a tab, an odd blank, or cannot be printed."""
    return "](" not in text and text.replace("\n", "").isprintable()


def _is_code(lines: list[str]) -> bool:
    """Whether lines below a paragraph, the first of them empty, are indented code or empty, all of them.

    In a list they need not be: code is indented by four from the text of its item.
    """
    return all(line.startswith("    ") or not line.strip(" ") for line in lines)


def _opens_item(indent: int, offsets: list[int]) -> bool:
    """Whether a bullet at ``indent`` begins an item of a list; ``offsets`` of the items around it are kept.

    One that is indented by four or more from where it would begin is text of the line above.
    """
    while offsets and indent < offsets[-1]:
        offsets.pop()
    if indent - (offsets[-1] if offsets else 0) > 3:
        return False
    offsets.append(indent + 2)
    return True
