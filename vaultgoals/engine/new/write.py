"""Writing a new note, and asking at once what `check` says of it."""

from __future__ import annotations

from vaultgoals.engine.examine import Examination, examine
from vaultgoals.engine.new.place import Ground
from vaultgoals.engine.new.text import NewNote
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.model import Gap, Stamp
from vaultgoals.state.lock import sole_writer
from vaultgoals.state.undo import Writing


def write_note(ground: Ground, note: NewNote, writing: Writing | None = None) -> None:
    """Write a note that `compose_note` gave; nothing is ever replaced.

    Raises:
        NoteExistsError: somebody has made one of that name meanwhile.
        WriterBusyError: another process of vaultgoals writes, and does not end.
        ForbiddenPathError, WriteFailedError: nothing was written.
    """
    edit = Edit(note.place.path, None, note.text.encode("utf-8"), EditKind.CREATED)
    with sole_writer(ground.found.root, "new"):
        apply(ground.found.root, [edit], ground.found.config.output, writing)


def gaps_since(before: Examination, path: str) -> tuple[Gap, ...]:
    """Return what `check` says of a note that was just written, and what it says because of it."""
    after = examine(before.root, as_of=Stamp(before.judged.as_of.day))
    known = {gap.id for gap in before.gaps}
    return tuple(gap for gap in after.gaps if gap.path == path or gap.id not in known)
