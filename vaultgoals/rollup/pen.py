"""How generated notes name other notes, and repeat what users wrote.

A module of its own, as what it escapes with takes a while to load and is of no use to who writes nothing.
"""

from __future__ import annotations

import re

from vaultgoals.model import folder_of, title_of
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.escape import link, md_text
from vaultgoals.rollup.link_style import LinkStyle

# A link to a note (an `!` before it would embed the note), or code that holds nothing a plugin could take
# for its own (no `=`, `$`, `<`, `::`).
_NAMED_OR_CODE = re.compile(
    r"(?<!!)\[\[(?P<name>[^\[\]|#\n]+)\]\]|`(?P<code>(?!\s)(?:[\w .,;/()*\"'+-]|:(?!:))+(?<!\s))`"
)
# While a message is escaped, private characters stand for what is already safe in it.
_STAND_INS = 0xE000
_MOST_STAND_INS = 256
_STAND_IN = re.compile(f"[{chr(_STAND_INS)}-{chr(_STAND_INS + _MOST_STAND_INS - 1)}]")
_LONGEST_MESSAGE = 1000
# `- [x](x.md)` is a link to Markdown and a task to plugins.
_LIKE_A_CHECKBOX = re.compile(r"\A\[(.)\]\(")


class Pen:
    """Writes names and messages into one generated note."""

    def __init__(self, account: Account, note: str) -> None:
        """Args: the account, and the path of the note that is written into."""
        self._naming = account.naming
        self._folder = folder_of(note)

    def link(self, path: str, title: str = "", *, in_table: bool = False) -> str:
        """Return a link to a note in the vault's own style, or its escaped title where none is safe."""
        key = (self._folder, path, title, in_table)
        worded = self._naming.worded
        return worded.get(key) or worded.setdefault(key, self._link(path, title, in_table=in_table))

    def property_link(self, path: str) -> str:
        """Return a link for frontmatter, always in brackets: elsewhere properties know no other form."""
        naming = self._naming
        title = title_of(path)
        style = LinkStyle(naming.style.form)
        made = link(path, title, style, unique=naming.is_unique(path), source=self._folder)
        return made if made.startswith("[[") else title

    def text(self, text: str, *, in_table: bool = False) -> str:
        """Return text for running prose.

        A note named in it as ``[[Title]]`` becomes a link, and a harmless word between backticks
        stays code; all else is escaped as `md_text` does.
        """
        key = (self._folder, text, in_table)
        worded = self._naming.worded
        return worded.get(key) or worded.setdefault(key, self._text(text, in_table=in_table))

    def plain(self, text: str) -> str:
        """Return text in which nothing becomes a link or code."""
        return md_text(text)

    def _link(self, path: str, title: str, *, in_table: bool) -> str:
        made = link(
            path,
            title or title_of(path),
            self._naming.style,
            unique=self._naming.is_unique(path),
            source=self._folder,
            in_table=in_table,
        )
        return _LIKE_A_CHECKBOX.sub(lambda match: f"[&#{ord(match[1])};](", made)

    def _text(self, text: str, *, in_table: bool) -> str:
        made: list[str] = []

        def stand_in(made_text: str) -> str:
            made.append(made_text)
            return chr(_STAND_INS + len(made) - 1)

        def replaced(match: re.Match[str]) -> str:
            if match["code"] is not None:
                return stand_in(match[0])
            path = self._path(match["name"])
            return match[0] if path is None else stand_in(self.link(path, in_table=in_table))

        bare = _STAND_IN.sub("", text)
        marked = _NAMED_OR_CODE.sub(lambda m: replaced(m) if len(made) < _MOST_STAND_INS else m[0], bare)
        safe = md_text(marked, limit=_LONGEST_MESSAGE)
        return _STAND_IN.sub(lambda match: made[ord(match[0]) - _STAND_INS], safe)

    def _path(self, name: str) -> str | None:
        if "/" not in name:  # of several notes with this title nobody knows which is meant
            return self._naming.titles.get(name)
        path = name if name.endswith(".md") else f"{name}.md"
        return path if path in self._naming.notes else None
