"""What the runs before have made, kept by whoever runs again and again: it makes a run faster, never another.

Only what follows from its own inputs alone is kept, and it is used only where these inputs are equal, text
by text. What stands on the disk is one of them, and never taken for known.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from vaultgoals.rollup.generated import Generated, Untouched, written
from vaultgoals.rollup.link_style import LinkStyle
from vaultgoals.rollup.naming import Naming


class _Written(NamedTuple):
    properties: tuple[tuple[str, str | int | bool], ...]
    regions: tuple[tuple[str, str], ...]
    before: str | None
    force: bool


class Rendered:
    """Keeps the wording of texts, and the whole texts of the generated notes of the latest run."""

    def __init__(self) -> None:
        self._naming = Naming(frozenset(), (), LinkStyle())
        self._written: dict[str, tuple[_Written, str | Untouched]] = {}

    def naming(self, paths: frozenset[str], notes: tuple[str, ...], style: LinkStyle) -> Naming:
        """Return the naming of a run; see `Naming`."""
        self._naming = self._naming.or_same(paths, notes, style)
        return self._naming

    def written(
        self, path: str, note: Generated, before: str | None, *, force: bool = False
    ) -> str | Untouched:
        """Return what `vaultgoals.rollup.generated.written` gives for the note at ``path``."""
        given = _Written(tuple(note.properties.items()), note.regions, before, force)
        known = self._written.get(path)
        if known is not None and known[0] == given:
            return known[1]
        after = written(note, before, force=force)
        self._written[path] = given, after
        return after

    def keep_only(self, paths: Collection[str]) -> None:
        """Forget all notes but these."""
        for path in self._written.keys() - set(paths):
            del self._written[path]
