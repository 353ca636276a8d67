"""What a watch notes about itself in the state folder, so that others can tell whether it runs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, fields
from pathlib import Path

from vaultgoals.errors import AlreadyWatchedError
from vaultgoals.frozen import frozen
from vaultgoals.state.folder import make_state_folder, state_folder
from vaultgoals.state.lock import watcher_lock

_NAME = "watcher.json"
_PATIENCE = 0.5
"""Seconds: whoever asks whether a watch runs holds the lock for a moment."""


@frozen
class WatcherStatus:
    """The watch that runs, or the last one that did."""

    pid: int
    started: str
    """ISO, with offset, to the second; so are the others."""
    last_run: str = ""
    """When it last made a report, whether anything was written or not; empty before the first."""
    last_written: str = ""
    """When it last wrote; empty where it has not yet."""
    mode: str = "events"
    """``events``, or ``polling`` where it looks at all files every few seconds."""
    trouble: str = ""
    """Why the latest report could not be made or written, as a sentence; empty where it could."""
    running: bool = False
    """Whether it runs now. Told by its lock, never by what the file says."""


def watcher_status(root: Path) -> WatcherStatus | None:
    """Return what the last watch of the vault at ``root`` noted; None where none is known. Never raises."""
    running = watcher_lock(root).held()
    try:
        told = json.loads((state_folder(root) / _NAME).read_bytes())
        known = {field.name: told[field.name] for field in fields(WatcherStatus) if field.name in told}
        return WatcherStatus(**{**known, "running": running})
    except (OSError, ValueError, TypeError):
        holder = watcher_lock(root).holder()
        return WatcherStatus(holder.pid, "", running=True) if running else None


def note_watcher(root: Path, status: WatcherStatus) -> None:
    """Write down what a watch has done; at every moment the file is the old one or the new one.

    What cannot be written is passed over: a watch is not ended by it.

    Raises:
        StateFolderError: the state folder cannot be made.
    """
    folder = make_state_folder(root)
    temporary = folder / f".{_NAME}.{os.getpid()}"
    told = {name: value for name, value in asdict(status).items() if name != "running"}
    with suppress(OSError):
        temporary.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        temporary.replace(folder / _NAME)


@contextmanager
def sole_watcher(root: Path) -> Iterator[None]:
    """Be the one watch of the vault at ``root``.

    Raises:
        AlreadyWatchedError: another one runs.
        StateFolderError: the state folder cannot be written to.
    """
    make_state_folder(root)
    lock = watcher_lock(root)
    if not lock.take("watch", _PATIENCE):
        raise AlreadyWatchedError(lock.holder().pid)
    try:
        yield
    finally:
        lock.release()
