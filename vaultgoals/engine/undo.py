"""Taking back what a writing command replaced: which entry, what stands now, and what goes back to what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from vaultgoals.engine.setup import load_config
from vaultgoals.errors import (
    ConfigError,
    ForbiddenPathError,
    UndoUnreadableError,
    UnknownEntryError,
    VaultMissingError,
    WriteFailedError,
)
from vaultgoals.files import Return, VaultFolder, restore, standing
from vaultgoals.files.paths import shown
from vaultgoals.files.replace import Marks
from vaultgoals.frozen import frozen
from vaultgoals.model import Notice
from vaultgoals.state.entries import DamagedEntryError, Entries, Entry, KeptFile
from vaultgoals.state.folder import state_folder
from vaultgoals.state.lock import sole_writer
from vaultgoals.state.undo import Writing, digest


@frozen
class Kept:
    """One writing that is kept."""

    id: str
    when: datetime
    """In UTC."""
    command: str
    takes_back: str
    """The id of the writing that this one took back; empty for all but an undo."""
    taken_back: bool
    paths: tuple[str, ...]
    """Vault paths, in order, fit to be shown."""


@frozen
class Plan:
    """What taking back one writing would do."""

    kept: Kept
    returns: tuple[Return, ...]
    """What goes back, in path order."""
    notices: tuple[Notice, ...]
    """What is left as it stands, and why."""


@frozen
class Undone:
    """What taking back one writing did."""

    id: str
    """With this id it can be taken back itself; empty where nothing was changed."""
    restored: tuple[str, ...]
    removed: tuple[str, ...]
    notices: tuple[Notice, ...]
    """What was left as it stands, and why."""


def kept_writings(root: Path) -> tuple[tuple[Kept, ...], tuple[Notice, ...]]:
    """Return every writing that is kept of the vault at ``root``, newest first, and what cannot be read.

    Raises:
        VaultMissingError: there is no such folder.
        UndoUnreadableError: what is kept cannot be listed.
    """
    with _entries(root) as entries:
        found = tuple(_kept(entry, taken) for entry, taken in entries.newest_first())
        return found, _damaged(entries)


def plan_undo(root: Path, name: str | None = None) -> Plan | None:
    """Return what taking back a writing would do; None where there is nothing to take back.

    Args:
        root: the vault.
        name: the id of a writing, or the beginning of one; the last one that is neither an undo nor taken
            back already, if None. Where an undo was just ended half-way, the one that it was taking back.

    Raises:
        VaultMissingError, UndoUnreadableError: as `kept_writings` says.
        UnknownEntryError: ``name`` is the id of none, or the beginning of several.
    """
    with _entries(root) as entries:
        wanted = _last(root, entries) if name is None else _named(entries, name)
        if wanted is None:
            return None
        entry, taken = wanted
        found = [_returned(root, path, _history(entry, path)) for path in entry.paths]
        returns = tuple(one for one in found if isinstance(one, Return))
        notices = tuple(one for one in found if isinstance(one, Notice))
        return Plan(_kept(entry, taken), returns, (*_damaged(entries), *notices))


def undo(root: Path, plan: Plan) -> Undone:
    """Do what a plan says; what is replaced is kept too.

    Raises:
        StateFolderError: what would be replaced cannot be kept; nothing was changed.
        WriterBusyError: another process of vaultgoals writes, and does not end.
    """
    writing = Writing(root, "undo", takes_back=plan.kept.id)
    with sole_writer(root, "undo"):
        done = restore(root, plan.returns, _output(root), writing)
    gone = {one.path for one in plan.returns if one.then is None}
    return Undone(
        writing.id,
        tuple(path for path in done.paths if path not in gone),
        tuple(path for path in done.paths if path in gone),
        (*plan.notices, *done.notices),
    )


def _output(root: Path) -> str:
    try:
        return load_config(VaultFolder(root)).output
    except ConfigError:  # no reason to keep files back; empty folders may then stay
        return ""


@contextmanager
def _entries(root: Path) -> Iterator[Entries]:
    if not root.is_dir():
        raise VaultMissingError(str(root), "there is no such folder")
    try:
        yield Entries(root)
    except OSError as error:
        raise UndoUnreadableError(str(state_folder(root)), error.strerror or type(error).__name__) from error


def _last(root: Path, entries: Entries) -> tuple[Entry, bool] | None:
    """Return the newest writing that stands; a watch's only where no command of the user's is left.

    A watch that runs beside has mostly written last, and would write the same again. An undo that was
    halted is gone on with first.
    """
    halted = None
    untouched: list[tuple[Entry, bool]] = []
    for number, (entry, taken) in enumerate(entries.newest_first()):
        if number == 0 and entry.takes_back and _was_halted(root, entry):
            halted = entry.takes_back
        if entry.id == halted:
            return entry, taken
        if not taken and not entry.takes_back:
            untouched.append((entry, taken))
    own = (one for one in untouched if one[0].command != "watch")
    return next(own, untouched[0] if untouched else None)


def _was_halted(root: Path, entry: Entry) -> bool:
    """Whether an undo was kept and not carried through: a note still stands as it was before it."""
    return any(
        file.before != file.after and _stands_as(root, file.path, file.before)
        for part in entry.parts
        for file in part
    )


def _stands_as(root: Path, path: str, before: str | None) -> bool:
    try:
        return digest(standing(root, path)) == before
    except (ForbiddenPathError, WriteFailedError):
        return False


def _named(entries: Entries, name: str) -> tuple[Entry, bool]:
    ids = [name] if name in entries.ids else [one for one in entries.ids if one.startswith(name)]
    if len(ids) != 1:
        raise UnknownEntryError(name, entries.ids, ids)
    for entry, taken in entries.newest_first():
        if entry.id == ids[0]:
            return entry, taken
    raise UnknownEntryError(name, (), ())


def _kept(entry: Entry, taken: bool) -> Kept:
    paths = tuple(shown(path) for path in entry.paths)
    return Kept(entry.id, entry.when, entry.command, entry.takes_back, taken, paths)


def _damaged(entries: Entries) -> tuple[Notice, ...]:
    message = "damaged, or not written by this version of vaultgoals; passed over"
    return tuple(Notice(name, "unreadable-entry", message) for name in entries.damaged)


def _history(entry: Entry, path: str) -> list[KeptFile]:
    return [file for part in entry.parts for file in part if file.path == path]


def _returned(root: Path, path: str, history: list[KeptFile]) -> Return | Notice | None:
    """Return what becomes of one file; None where it is already as it was."""
    try:
        now = standing(root, path)
    except (ForbiddenPathError, WriteFailedError) as error:
        return Notice(shown(path), "not-restored", str(error))
    first = _first_of_ours(history, digest(now))
    if first is None:
        as_before = digest(now) in {file.before for file in history}
        return None if as_before else Notice(shown(path), "changed-since", _changed(now))
    if first.before == digest(now):
        return None
    try:
        then = first.bytes_before()
    except DamagedEntryError:
        return Notice(shown(path), "damaged-bytes", "what was kept of it is damaged; left as it is")
    marks = None if then is None else Marks(first.mode, first.atime_ns, first.mtime_ns)
    return Return(path, now, then, marks)


def _changed(now: bytes | None) -> str:
    return "removed since; left so" if now is None else "changed since; left as it is"


def _first_of_ours(history: list[KeptFile], now: str | None) -> KeptFile | None:
    """Return what to go back to: the first of the writes that led, one upon the other, to what stands now.

    A write that was kept and never done is passed over, as what stands is then what the one before it wrote.
    Where somebody else saved between two writes, their bytes are what to go back to.
    """
    ours = [number for number, file in enumerate(history) if file.after == now]
    if not ours:
        return None
    upto = history[: ours[-1] + 1]
    first = upto[-1]
    for earlier, later in reversed(list(pairwise(upto))):
        if earlier.after != later.before:
            break
        first = earlier
    return first
