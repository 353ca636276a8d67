"""Foreign text for the page: one clean line each, sentences in pieces that name notes and hold code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from vaultgoals.model import gap_id, title_of
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.escape import clean
from vaultgoals.rollup.page.values import Name, Sentence, Span

_NAMED_OR_CODE = re.compile(r"(?<!!)\[\[(?P<name>[^\[\]|#\n]+)\]\]|`(?P<code>[^`\n]+)`")
_LONGEST = 1000
"""Characters of a sentence."""


def anchor_of(path: str) -> str:
    """Return the id of the goal at ``path``: the same on each page."""
    return f"goal-{gap_id('page', path, '')}"


class Wording:
    """Names notes, and makes sentences of messages."""

    def __init__(self, account: Account) -> None:
        """Args: the account that the page is made from."""
        self._naming = account.naming
        self._titles = Counter(goal.title for goal in account.judged.vault.goals)
        self._told = frozenset(goal.path for goal in account.live_goals)

    def name(self, path: str, title: str = "") -> Name:
        """Return the name of a note, or of what stands in it under ``title``."""
        return Name(clean(title or title_of(path)) or path, clean(path, limit=_LONGEST), self.anchor(path))

    def goal(self, path: str) -> Name:
        """Return the name of a goal where its path is not beside it: the path, if others have its title."""
        alone = self._titles[title_of(path)] == 1
        return self.name(path, "" if alone else path.removesuffix(".md"))

    def anchor(self, path: str | None) -> str:
        """Return where on the page a note is told; empty where it is not."""
        return anchor_of(path) if path and path in self._told else ""

    def sentence(self, text: str) -> Sentence:
        """Return a message as a sentence in pieces.

        What stands in ``[[ ]]`` is a note's name, between backticks code.
        """
        line = clean(text, limit=_LONGEST)
        return tuple(self._spans(line[:1].upper() + line[1:]))

    def _spans(self, text: str) -> Iterator[Span]:
        end = 0
        for match in _NAMED_OR_CODE.finditer(text):
            if match.start() > end:
                yield Span(text[end : match.start()])
            end = match.end()
            if match["code"] is not None:
                yield Span(match["code"], code=True)
            else:
                yield Span(match["name"], note=True, anchor=self.anchor(self._path(match["name"])))
        if end < len(text):
            yield Span(text[end:])

    def _path(self, name: str) -> str | None:
        return self._naming.titles.get(name) if "/" not in name else f"{name.removesuffix('.md')}.md"
