"""Notes of which nobody can say at this moment what they are: in the cloud, unreadable, half-written.

They are unknown and never gone: no report counts a goal as lost because a save was going on.
"""

from __future__ import annotations

from collections.abc import Collection

from vaultgoals.engine.examine import Examination
from vaultgoals.files import VaultFolder
from vaultgoals.model import Kind
from vaultgoals.parse.fences import split

COUNTED = (Kind.GOAL, Kind.SPEC)
"""What a report counts, and what a fall is measured on."""
_ELSEWHERE = ("not-local", "unreadable-folder", "read-failed")
_BEGINNING = "---"


def half_written(examination: Examination, formerly: Collection[str]) -> frozenset[str]:
    """Return the notes that look as if they were being saved at this moment.

    Args:
        examination: the run.
        formerly: the paths of notes that were goals, specs, projects or tasks a moment ago.

    Returns:
        Those of them that are there, are nothing of the kind now, and are blank or without frontmatter.
    """
    folder = VaultFolder(examination.root)
    notes = examination.judged.vault.notes
    return frozenset(
        path
        for path in formerly
        if path in notes and notes[path].kind is None and not _has_frontmatter(folder.text(path))
    )


def unknown(examination: Examination, known: Collection[str]) -> int:
    """Return how many goals and specs may be there although this run did not read them as such.

    Args:
        examination: the run.
        known: the paths of those that were there last, as far as this machine knows; without them every
            note that is not on this machine or cannot be read may be one.
    """
    vault = examination.judged.vault
    elsewhere = {notice.path for notice in vault.notices if notice.name in _ELSEWHERE}
    unreadable = {note.path for note in vault.notes.values() if note.unreadable and note.kind is None}
    if not known:
        return len(elsewhere) + len(unreadable)
    folder = VaultFolder(examination.root)
    return sum(
        path in unreadable or _begun(folder.text(path)) if path in vault.notes else _below(path, elsewhere)
        for path in known
        if path not in vault.notes or vault.notes[path].kind not in COUNTED
    )


def _has_frontmatter(text: str | None) -> bool:
    return text is not None and split(text).block is not None


def _begun(text: str | None) -> bool:
    """Whether a note is unread, blank, or frontmatter that never ends."""
    if text is None or not text.strip():
        return True
    return text.removeprefix("\ufeff").startswith(_BEGINNING) and split(text).block is None


def _below(path: str, places: Collection[str]) -> bool:
    parts = path.split("/")
    return any("/".join(parts[:length]) in places for length in range(1, len(parts) + 1))
