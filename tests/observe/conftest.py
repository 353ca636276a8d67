"""A check line is read, and looked at over notes as values and over real files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from vaultgoals.graph.names import Names
from vaultgoals.model import AsOf, Note, Observation, Presence, Stamp, Vault
from vaultgoals.observe import Context, observe
from vaultgoals.parse.check_lines import parse_check


@dataclass(frozen=True)
class Folder:
    """Reading access to one real folder."""

    root: Path

    def presence(self, path: str) -> Presence:
        """Look at the file or folder itself."""
        place = self.root / path
        if not place.resolve().is_relative_to(self.root.resolve()):
            return Presence.UNKNOWN
        if place.is_dir():
            return Presence.PRESENT if any(place.iterdir()) else Presence.EMPTY
        if not place.is_file():
            return Presence.ABSENT
        return Presence.PRESENT if place.read_bytes().strip() else Presence.EMPTY

    def text(self, path: str) -> str | None:
        """Read the file, if it is UTF-8."""
        try:
            return (self.root / path).read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return None

    def modified(self, path: str) -> datetime | None:
        """Ask the file system."""
        place = self.root / path
        return datetime.fromtimestamp(place.stat().st_mtime, UTC) if place.is_file() else None


@pytest.fixture
def context(tmp_path: Path) -> Callable[..., Context]:
    """Return a maker of contexts: notes as values, further files by path and text."""

    def make(
        *notes: Note,
        files: Mapping[str, str] | None = None,
        as_of: str = "2026-11-21",
        zone: str = "UTC",
        source: str = "Goals/Goal.md",
        output: str = "Gaps",
    ) -> Context:
        texts = {note.path: "something" for note in notes} | dict(files or {})
        for path, text in texts.items():
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
        stamp = Stamp.parse(as_of)
        assert stamp is not None
        by_path = {note.path: note for note in sorted(notes, key=lambda note: note.path)}
        vault = Vault(notes=by_path, files=frozenset(texts))
        moment = AsOf.at(stamp, ZoneInfo(zone))
        return Context(vault, Names(texts), Folder(tmp_path), moment, output, source)

    return make


@pytest.fixture
def observed(context: Callable[..., Context]) -> Callable[..., Observation]:
    """Return an observer of one line; the rest is handed to `context`."""

    def look(line: str, *notes: Note, **rest: object) -> Observation:
        seen = observe(parse_check(line, 1), context(*notes, **rest))
        assert seen is not None
        return seen

    return look
