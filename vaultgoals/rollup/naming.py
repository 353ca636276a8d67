"""By what names the notes of a vault are told, and what has been worded with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from vaultgoals.graph import fold_path
from vaultgoals.model import title_of
from vaultgoals.rollup.link_style import LinkStyle

_MOST = 200_000
"""Texts that are kept; beyond, all are made anew."""


class Naming:
    """All that the wording of a text depends on beside the text itself and the folder it is written into.

    Texts that were made with it are kept in `worded`: they hold for as long as it does.
    """

    def __init__(self, paths: frozenset[str], notes: tuple[str, ...], style: LinkStyle) -> None:
        """Args: every path of the vault, those of its notes in order, and how the vault writes links."""
        self._given = (paths, notes, style)
        self.style = style
        self.notes = frozenset(notes)
        self.names = count_names(paths)
        """How often each file name (folded) occurs: only a unique one makes a short link."""
        self.titles = {title_of(path): path for path in notes if self.names[folded_name(path)] == 1}
        """The path of each note whose file name is its own, by title."""
        self.worded: dict[Hashable, str] = {}

    def or_same(self, paths: frozenset[str], notes: tuple[str, ...], style: LinkStyle) -> Naming:
        """Return this naming where it is made of just that, else one that is."""
        if self._given != (paths, notes, style):
            return Naming(paths, notes, style)
        if len(self.worded) > _MOST:
            self.worded.clear()
        return self

    def is_unique(self, path: str) -> bool:
        """Whether no other file has the file name of ``path``."""
        return self.names[folded_name(path)] <= 1


def count_names(paths: Iterable[str]) -> Counter[str]:
    """Count file names as links compare them."""
    return Counter(map(folded_name, paths))


def folded_name(path: str) -> str:
    """Return the file name of a path as links compare it."""
    return fold_path(path.rpartition("/")[2])
