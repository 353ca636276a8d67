"""Puts replaced files back, each with the same care as any write; one that has changed since is left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from vaultgoals.errors import ForbiddenPathError, NoteChangedError, VaultGoalsError, WriteFailedError
from vaultgoals.files.guard import Edit, Guard, failed, kind_of
from vaultgoals.files.hold import hold, make_folder
from vaultgoals.files.paths import inside, refusal, shown
from vaultgoals.files.replace import DisplacedError, Marks, exchange, read_marks, take_away
from vaultgoals.frozen import frozen
from vaultgoals.model import Notice
from vaultgoals.state.settle import settled_folders
from vaultgoals.state.undo import Replaced, Writing


@frozen
class Return:
    """A file as it stands, and as it was and shall be again."""

    path: str
    now: bytes | None
    """None where it is gone."""
    then: bytes | None
    """None where there was none: it is removed."""
    marks: Marks | None
    """What it carried then; None where there was none."""


@frozen
class Restored:
    """What one restoring did."""

    paths: tuple[str, ...]
    """What is as it was, in the order given."""
    notices: tuple[Notice, ...]
    """What was left as it stands, and why."""


def standing(root: Path, path: str) -> bytes | None:
    """Return what stands at a path to which files may be restored; None where there is nothing.

    Raises:
        ForbiddenPathError: it leads out of the vault, to a link, to a hidden file or to no note or page.
        WriteFailedError: it cannot be read.
    """
    return Guard(Path(os.path.realpath(root)), "").read(path)


def restore(root: Path, returns: Sequence[Return], output: str, writing: Writing) -> Restored:
    """Put files back into the vault at ``root``, each for itself: one that is refused stops no other.

    Folders below ``output`` that are empty when their files are gone are removed with them; none where
    ``output`` is empty. What is replaced is kept with ``writing`` before the first file is touched.

    Raises:
        StateFolderError: what would be replaced cannot be kept; nothing was changed.
    """
    guard = Guard(Path(os.path.realpath(root)), output)
    wanted, notices = _checked(guard, returns)
    writing.keep([replaced for _, replaced in wanted])
    paths = []
    with settled_folders() as touched:
        for one, _ in wanted:
            try:
                touched.add(_put_back(guard, one))
            except VaultGoalsError as error:
                notices.append(_left(one, error))
            else:
                paths.append(one.path)
    _remove_empty(guard.root, output, (one.path for one, _ in wanted if one.then is None))
    return Restored(tuple(paths), tuple(notices))


def _checked(guard: Guard, returns: Iterable[Return]) -> tuple[list[tuple[Return, Replaced]], list[Notice]]:
    """Return what may be put back, with what is to be kept of it, and what may not."""
    wanted = []
    notices = []
    for one in returns:
        try:
            place = guard.place(_edit(one))
            marks = Marks(0, 0, 0) if one.now is None else read_marks(place)
        except (ForbiddenPathError, NoteChangedError, WriteFailedError) as error:
            notices.append(_left(one, error))
        except OSError as error:
            notices.append(_left(one, failed(one.path, error)))
        else:
            kept = Replaced(one.path, one.now, one.then, marks.mode, marks.atime_ns, marks.mtime_ns)
            wanted.append((one, kept))
    return wanted, notices


def _left(one: Return, error: VaultGoalsError) -> Notice:
    return Notice(shown(one.path), "not-restored", str(error))


def _edit(one: Return) -> Edit:
    """Return the return as the guard knows it. What could be written at the user's word may be restored."""
    return Edit(one.path, one.now, one.then or b"", kind_of(one.path))


def _put_back(guard: Guard, one: Return) -> Path:
    """Put one file back; return the folder whose names are still to be brought through to the disk."""
    target = guard.place(_edit(one))
    try:
        if one.then is not None:
            make_folder(guard.root, target.parent)  # it went with its last file
            target = guard.place(_edit(one))
        with hold(target) as held:
            if one.then is None:
                assert one.now is not None
                take_away(held, one.now)
            else:
                exchange(held, one.now, one.then, one.marks)
    except (DisplacedError, FileExistsError, FileNotFoundError) as error:
        raise NoteChangedError(shown(one.path)) from error
    except OSError as error:
        raise failed(one.path, error) from error
    return target.parent


def _remove_empty(root: Path, output: str, paths: Iterable[str]) -> None:
    """Remove the folders of removed notes, upward to ``output`` itself; what is not empty stays."""
    home = output.rstrip("/")
    if not home or refusal(f"{home}/x.md"):
        return
    top = root.joinpath(*home.split("/"))
    folders = {parent for path in paths if path.startswith(home + "/") for parent in (root / path).parents}
    for folder in sorted(folders, key=lambda one: -len(one.parts)):
        if folder.is_relative_to(top) and inside(os.path.realpath(folder), str(root)):
            with suppress(OSError):  # not empty, or gone already
                folder.rmdir()
