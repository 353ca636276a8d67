"""One line of a body's running text, as the fields, links and tasks in it are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vaultgoals.model import Reference

LINE_END = re.compile(r"\r\n|\r|\n")

_FIRST_MASK, _LAST_MASK = 0x100000, 0x10FFFD
_MASK = re.compile(f"[{chr(_FIRST_MASK)}-{chr(_LAST_MASK)}]")
# A mask is one character of the last private plane; its number says which text it stands for.


@dataclass(slots=True)
class PlainLine:
    """One line of running text, without markup: what fields, links and task grammar are read from."""

    line: int
    """Line of the file."""
    text: str = ""
    """Code, escaped brackets and where a Markdown link begins are masked; wikilinks stay as written."""
    links: Sequence[Reference] = ()
    """Its Markdown links."""
    masked: Sequence[str] = ()
    """What the masks stand for."""

    def unmask(self, text: str) -> str:
        """Put what was masked back into (a part of) the text."""
        if not self.masked:  # nearly always
            return text
        return _MASK.sub(lambda match: self.masked[ord(match[0]) - _FIRST_MASK], text)

    @property
    def shown(self) -> str:
        """The line as the user sees it, code included."""
        return self.unmask(self.text)


def holds_mask(text: str) -> bool:
    """Whether something in a text of a plain line is code, an escaped bracket or a Markdown link."""
    return _MASK.search(text) is not None


def mask(text: str, masked: list[str]) -> str:
    """Return a character that stands for ``text`` and can be no part of a field, link or date."""
    if _FIRST_MASK + len(masked) <= _LAST_MASK:
        masked.append(text)
    return chr(_FIRST_MASK + len(masked) - 1)


def without_masks(text: str) -> str:
    """Return a text as written with the characters replaced that would be taken for masks."""
    return _MASK.sub("\ufffd", text)


def as_one_text(plains: Sequence[PlainLine]) -> str:
    """Return the lines of a paragraph, as the user sees them, as one text with single spaces."""
    return " ".join(" ".join(plain.shown for plain in plains).split())
