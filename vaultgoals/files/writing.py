"""Writes vault files: every write passes one guard, and a user's own save always wins."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from vaultgoals.errors import ForbiddenPathError, NoteChangedError, NoteExistsError, StateFolderError
from vaultgoals.files.guard import Edit, EditKind, Guard, failed
from vaultgoals.files.hold import hold, make_folder
from vaultgoals.files.paths import inside, shown
from vaultgoals.files.replace import DisplacedError, exchange, read_marks
from vaultgoals.state.settle import settled_folders
from vaultgoals.state.undo import Replaced, Writing

_TEMPORARY = re.compile(r"\.vaultgoals-\d+-\d+\.tmp", re.ASCII)
_STALE_AFTER = 3600.0
"""Seconds after which a temporary file is taken to be left over from a run that was killed."""


def apply(root: Path, edits: Iterable[Edit], output: str, writing: Writing | None = None) -> tuple[str, ...]:
    """Write ``edits`` to the vault at ``root`` and return the paths really written, in the order given.

    ``output`` is the folder of generated notes, vault-relative. Edits that change nothing are passed over.
    All edits are checked before the first is written. Each file is at every moment, also after a crash,
    either what it was or what it should be; a save by anybody else wins. What is replaced is kept with
    ``writing``, if there is one, before the first edit is written.

    Raises:
        StateFolderError: what would be replaced cannot be kept; nothing was written.
        ForbiddenPathError: an edit leaves the places that may be written, or goes to a link.
        NotOursError: a generated note would replace a file that is none.
        NoteExistsError: a new note would have the name of one that is there.
        NoteChangedError: a file is not what the edit says it was before.
        WriteFailedError: the operating system refused; that file is unchanged.
    """
    guard = Guard(Path(os.path.realpath(root)), output)
    sweep(guard.root, output, time.time())
    wanted = [edit for edit in edits if edit.after != edit.before]
    _check_single(wanted)
    places = [guard.place(edit) for edit in wanted]
    if writing is not None:
        _keep(writing, wanted, places)
    with settled_folders() as touched:
        for edit in wanted:
            touched.add(_write(guard, edit))
    return tuple(edit.path for edit in wanted)


def place_page(folder: Path, edit: Edit) -> None:
    """Write a page into a folder outside any vault; as `apply`, and nothing is kept or swept there.

    Raises:
        ForbiddenPathError: a file of that name is no page of ours, or it is a link.
        NoteChangedError: the file is not what the edit says it was before.
        WriteFailedError: the operating system refused; the file is unchanged.
    """
    with settled_folders() as touched:
        touched.add(_write(Guard(Path(os.path.realpath(folder)), ""), edit))


def _check_single(edits: list[Edit]) -> None:
    seen: set[str] = set()
    for edit in edits:
        if edit.path in seen:
            raise ForbiddenPathError(shown(edit.path), "two edits of one file were asked for")
        seen.add(edit.path)


def _keep(writing: Writing, edits: list[Edit], places: list[Path]) -> None:
    replaced = [_replaced(edit, place) for edit, place in zip(edits, places, strict=True)]
    try:
        writing.keep(replaced)
    except StateFolderError:
        # Where every file is new nothing can be lost, and a first report needs no state folder.
        if any(one.before is not None for one in replaced):
            raise


def _replaced(edit: Edit, place: Path) -> Replaced:
    if edit.before is None:
        return Replaced(edit.path, None, edit.after)
    try:
        marks = read_marks(place)
    except OSError as error:  # it went after it was checked
        raise NoteChangedError(shown(edit.path)) from error
    return Replaced(edit.path, edit.before, edit.after, marks.mode, marks.atime_ns, marks.mtime_ns)


def _write(guard: Guard, edit: Edit) -> Path:
    """Write one edit; return the folder whose names are still to be brought through to the disk."""
    target = guard.place(edit)
    try:
        if edit.kind is not EditKind.REGION:
            make_folder(guard.root, target.parent)
            target = guard.place(edit)  # the folders that were just made are real ones
        with hold(target) as held:
            exchange(held, edit.before, edit.after)
    except (DisplacedError, FileExistsError) as error:
        if edit.kind is EditKind.CREATED:  # somebody made one in this very moment
            raise NoteExistsError(shown(edit.path), shown(edit.path)) from error
        raise NoteChangedError(shown(edit.path)) from error
    except OSError as error:
        if isinstance(error, FileNotFoundError) and edit.before is not None:
            raise NoteChangedError(shown(edit.path)) from error  # somebody deleted it
        raise failed(edit.path, error) from error
    return target.parent


def sweep(root: Path, output: str, now: float) -> None:
    """Remove temporary files below ``output`` that a killed run left more than an hour before ``now``."""
    home = os.path.realpath(root / output)
    if not inside(home, os.path.realpath(root)):
        return
    for folder, _, names in os.walk(home):
        for name in filter(_TEMPORARY.fullmatch, names):
            _remove_stale(Path(folder, name), now)


def _remove_stale(path: Path, now: float) -> None:
    with suppress(OSError):
        info = path.lstat()
        # A displaced note keeps its old time of change; that of its name (ctime) is new.
        if S_ISREG(info.st_mode) and now - max(info.st_mtime, info.st_ctime) > _STALE_AFTER:
            path.unlink()
