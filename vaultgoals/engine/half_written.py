"""Notes of which nobody can say at this moment what they are, because they are being saved.

They are unknown and never gone: no report counts a goal as lost because a save was going on.
"""

from __future__ import annotations

from collections.abc import Collection

from vaultgoals.engine.examine import Examination
from vaultgoals.files import VaultFolder
from vaultgoals.parse.fences import split


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


def _has_frontmatter(text: str | None) -> bool:
    return text is not None and split(text).block is not None
