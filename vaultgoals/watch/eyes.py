"""Watchdog on the vault's folder, and whether it really sees all of it."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Collection
from pathlib import Path
from stat import S_ISDIR
from time import monotonic

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from vaultgoals.errors import VaultMissingError
from vaultgoals.watch.inbox import Inbox, Lost

_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,  # the only one after a write through a memory map
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""What is asked for: a program that only reads makes the system send nothing at all."""
_GRACE = 5.0
"""Seconds after which a new folder must be watched; its own event leads to that, behind all before it."""
_LIMITS = Path("/proc/sys/fs/inotify")
_ENOUGH = 524_288
"""What systems with a generous limit allow; a watch takes about 1 KB of the kernel's memory."""


class Eyes:
    """Watchdog on the vault's folder; on the next one when that folder is deleted or replaced.

    Where the system's limit lets it see only a part, it gives back what it has (other programs need it
    too) and is `polling` from then on: then only looks tell of changes.
    """

    def __init__(self, root: Path, inbox: Inbox, *, polling: bool) -> None:
        self._root = root
        self._inbox = inbox
        self._lost = Lost(inbox)
        self._observer: BaseObserver | None = None
        self._unwatched: dict[str, float] = {}
        self.polling = polling
        """Whether no event is waited for at all."""
        self.warning = ""
        """Why it polls although it was not told to; a sentence for the user."""
        self.blind = True
        """Whether there is no folder to watch."""
        try:
            self._open()
        except OSError as error:
            reason = f"the folder cannot be watched ({error.strerror})"
            raise VaultMissingError(str(root), reason) from error

    def trouble(self) -> str:
        """Say what has become of the folder since the last question; watch it anew where it is there."""
        if not self.blind and self._seen():
            return ""
        was_blind = self.blind
        self.close()
        try:
            self._open()
        except OSError:
            return "" if was_blind else "the folder can no longer be watched"
        return "the folder is back" if was_blind else "the folder was replaced"

    def covers(self, folders: Collection[str]) -> bool:
        """Whether all these folders of the vault (relative, with ``/``) are watched, as far as can be told.

        A folder that has just been made counts as watched for a moment. Where one stays unwatched the
        system's limit is reached, of which watchdog does not tell below the vault's own folder; then this
        is `polling` from here on, and the `warning` says so.
        """
        watched = self._watched()
        if watched is None:
            return True
        missing = [folder for folder in folders if os.fsencode(self._root / folder) not in watched]
        now = monotonic()
        self._unwatched = {folder: self._unwatched.get(folder, now) for folder in missing}
        if any(now - since >= _GRACE for since in self._unwatched.values()):
            number = len(folders) - len(missing)
            self.give_up(f"only {number:,} of {len(folders):,} folders could be watched{_limit()}")
        return not missing

    def give_up(self, why: str) -> None:
        """Stop waiting for events: from here on only looks tell of changes."""
        self._drop_observer()
        self.polling = True
        self.warning = why

    def close(self) -> None:
        """Stop watching."""
        self._drop_observer()
        self.blind = True

    def _open(self) -> None:
        self._folder = _identity(self._root)
        if not self.polling:
            try:
                self._start()
            except OSError as error:
                if error.errno not in (errno.ENOSPC, errno.EMFILE):
                    raise
                self.give_up(f"the vault's folders could not be watched{_limit(error.errno)}")
        self.blind = False

    def _start(self) -> None:
        observer = Observer()
        observer.schedule(self._inbox, str(self._root), recursive=True, event_filter=_EVENTS)
        try:
            observer.start()
        except OSError:
            observer.stop()  # else what it holds is never given back
            raise
        logging.getLogger("watchdog").addHandler(self._lost)
        self._observer = observer
        self._unwatched = {}

    def _drop_observer(self) -> None:
        if self._observer is None:
            return
        self._observer.stop()
        self._observer.join()
        self._observer = None
        logging.getLogger("watchdog").removeHandler(self._lost)

    def _seen(self) -> bool:
        """Whether what is watched is what stands at the path: a deleted folder ends its emitter."""
        try:
            same = self._folder == _identity(self._root)
        except OSError:
            return False
        return same and (self._observer is None or all(one.is_alive() for one in self._observer.emitters))

    def _watched(self) -> Collection[bytes] | None:
        """Return the folders that watchdog (7.1, on Linux) has registered; None where it does not tell."""
        if self._observer is None:
            return None
        for emitter in self._observer.emitters:
            found = getattr(getattr(emitter, "_inotify", None), "_active_callbacks_by_path", None)
            if isinstance(found, dict):
                return found.keys()
        return None


def _identity(root: Path) -> tuple[int, int]:
    info = root.stat()
    if not S_ISDIR(info.st_mode):
        raise NotADirectoryError(20, "not a folder")
    return info.st_dev, info.st_ino


def _limit(number: int = errno.ENOSPC) -> str:
    """Say which limit of the system is reached, and how to raise it; empty where there is none."""
    name = "max_user_watches" if number == errno.ENOSPC else "max_user_instances"
    try:
        now = int((_LIMITS / name).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return ""
    more = max(_ENOUGH, now * 2) if number == errno.ENOSPC else max(1024, now * 2)
    return (
        f", as the system's limit is reached (fs.inotify.{name} is {now}). "
        f"To raise it: sudo sysctl fs.inotify.{name}={more}, then start the watch again"
    )
