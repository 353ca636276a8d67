"""Watch a vault: a report after each settled set of changes, and when the day turns.

An event of the file system is only a reason to run: what has changed is found by reading the vault, so
that a doubled, misread or late event does no harm. A run that finds nothing to write ends the loop that
our own writes would start.
"""

from __future__ import annotations

import logging
import os
import queue
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
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
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from vaultgoals.config import CONFIG_NAME, Config
from vaultgoals.errors import VaultMissingError
from vaultgoals.profiles.obsidian import SETTINGS_FILES

SETTLE = 0.3
"""Seconds without a further event until a set of changes counts as settled."""
LONGEST = 5.0
"""Seconds after which a set of changes is taken even if it goes on."""
LOOK = 60.0
"""Seconds between looks at the day and the folder while nothing happens: also after a sleep."""
START = "start"
"""The reason of the first run."""

_NAP = 0.5
"""Seconds of one wait at most: a signal that arrives just before a wait begins does not interrupt it."""
_BLIND_LOOK = 1.0
"""Seconds between looks for a folder that has gone."""
_AGAIN = 1.0
"""Seconds until a run that asks for it is made again; twice as many each further time ..."""
_AGAIN_MOST = 60.0
"""... up to so many."""
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

Run = Callable[[str], bool]
"""Called with the reason in words (``start``, ``2 changes``, ``a new day``); it handles its own errors and
returns whether to be called again soon although nothing changes."""


class Stop:
    """Asks a watch to end. It takes no lock, so that a signal's handler may call it at any moment."""

    def __init__(self) -> None:
        self.asked = False
        """Whether the watch is to end; a long run may look at it too."""
        self.wake: Callable[[], None] = lambda: None
        """Interrupts the wait for changes; set by the watch."""

    def ask(self) -> None:
        """End the watch: almost at once while it waits, else when its run is over."""
        self.asked = True
        self.wake()


def watch(
    root: Path,
    run: Run,
    stop: Stop,
    *,
    config: Callable[[], Config],
    today: Callable[[], date],
    look: float = LOOK,
) -> None:
    """Run once, and then after each settled set of changes and at each new day, until stopped.

    Changes made while a run goes on lead to the next one. Where the folder is deleted, a run tells it
    once; when it is there again it is watched again, after a run.

    Args:
        root: the vault, resolved.
        run: makes and writes the report.
        stop: ends it; no run begins after that.
        config: the settings of the latest run: changes below its output folder are no reason to run.
        today: the day it is in the vault's zone; asked again and again.
        look: seconds between looks at the day while nothing happens.

    Raises:
        VaultMissingError: the folder is not there, or cannot be watched.
    """
    inbox = _Inbox(root, config, stop)
    eyes = _Eyes(root, inbox)
    try:
        reason, delay = START, 0.0
        while not stop.asked:
            if reason:
                day = today()
                delay = min(max(_AGAIN, delay * 2), _AGAIN_MOST) if run(reason) else 0.0
            wait = min(_until_look(look), delay or look, _BLIND_LOOK if eyes.blind else look)
            changed = inbox.settled(wait)
            reason = eyes.trouble() or _counted(changed)
            if not reason and today() != day:
                reason = "a new day"
            elif not reason and delay:
                reason = "once more"
    finally:
        eyes.close()


def _counted(changed: frozenset[str]) -> str:
    return f"{len(changed)} change{'s' * (len(changed) != 1)}" if changed else ""


def _until_look(look: float) -> float:
    """Return the seconds to the next midnight of the system's clock, or to the next look if sooner."""
    now = datetime.now().astimezone()
    midnight = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=now.tzinfo)
    return min(look, (midnight - now).total_seconds() + 0.1)


class _Inbox(FileSystemEventHandler):
    """The paths that events speak of, without those that make no difference to a report."""

    def __init__(self, root: Path, config: Callable[[], Config], stop: Stop) -> None:
        self._root = root
        self._config = config
        self._stop = stop
        self._paths: queue.SimpleQueue[str] = queue.SimpleQueue()
        stop.wake = lambda: self._paths.put("")

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take one event of watchdog's."""
        for raw in {event.src_path, event.dest_path}:
            path = os.fsdecode(raw)
            if path and self._matters(path):
                self._paths.put(path)

    def take_unknown(self) -> None:
        """Take note that something has changed and nobody knows what."""
        self._paths.put(str(self._root))

    def _matters(self, path: str) -> bool:
        try:
            inside = Path(path).relative_to(self._root)
        except ValueError:
            return False
        config, place = self._config(), inside.as_posix()
        if place == CONFIG_NAME or any(
            place == f"{config.settings_folder}/{name}" for name in SETTINGS_FILES
        ):
            return True  # and not the rest of the folder: Obsidian writes there whenever a note is opened
        if any(part.startswith(".") or part == "node_modules" for part in inside.parts):
            return False
        if f"{place}/".startswith(f"{config.output}/Evidence/"):
            return True  # people write there too
        return not f"{place}/".startswith(f"{config.output}/")

    def settled(self, seconds: float) -> frozenset[str]:
        """Wait for changes for so long; return those of one settled set, or nothing."""
        first = self._take(seconds)
        if first is None:
            return frozenset()
        changed = {first}
        started = monotonic()
        while (left := LONGEST - (monotonic() - started)) > 0:
            path = self._take(min(SETTLE, left))
            if path is None:
                break
            changed.add(path)
        return frozenset(changed)

    def _take(self, seconds: float) -> str | None:
        """Return the next path; None when the time is over or the watch is to stop."""
        deadline = monotonic() + seconds
        while not self._stop.asked and (left := deadline - monotonic()) > 0:
            try:
                return self._paths.get(timeout=min(left, _NAP)) or None
            except queue.Empty:
                continue
        return None


class _Lost(logging.Handler):
    """Hears watchdog's warnings: that events were lost is said in no other way."""

    def __init__(self, inbox: _Inbox) -> None:
        super().__init__(logging.WARNING)
        self._inbox = inbox

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what it says does not matter
        """Take any warning for a change."""
        self._inbox.take_unknown()


class _Eyes:
    """Watchdog on the vault's folder; on the next one when that folder is deleted or replaced."""

    def __init__(self, root: Path, inbox: _Inbox) -> None:
        self._root = root
        self._inbox = inbox
        self._lost = _Lost(inbox)
        self.blind = True
        """Whether there is nothing to watch."""
        try:
            self._open()
        except OSError as error:
            reason = f"the folder cannot be watched ({error.strerror})"
            raise VaultMissingError(str(root), reason) from error

    def trouble(self) -> str:
        """Say what has become of the folder since the last look; watch it anew where it is there."""
        if not self.blind and self._seen():
            return ""
        was_blind = self.blind
        self.close()
        try:
            self._open()
        except OSError:
            return "" if was_blind else "the folder can no longer be watched"
        return "the folder is back" if was_blind else "the folder was replaced"

    def _seen(self) -> bool:
        """Whether what is watched is what stands at the path: a deleted folder ends its emitter."""
        try:
            same = self._folder == _identity(self._root)
        except OSError:
            return False
        return same and all(emitter.is_alive() for emitter in self._observer.emitters)

    def _open(self) -> None:
        self._folder = _identity(self._root)
        self._observer = Observer()
        self._observer.schedule(self._inbox, str(self._root), recursive=True, event_filter=_EVENTS)
        try:
            self._observer.start()
        except OSError:
            self._observer.stop()  # else what it holds is never given back
            raise
        logging.getLogger("watchdog").addHandler(self._lost)
        self.blind = False

    def close(self) -> None:
        """Stop watching."""
        if self.blind:
            return
        self._observer.stop()
        self._observer.join()
        logging.getLogger("watchdog").removeHandler(self._lost)
        self.blind = True


def _identity(root: Path) -> tuple[int, int]:
    info = root.stat()
    if not S_ISDIR(info.st_mode):
        raise NotADirectoryError(20, "not a folder")
    return info.st_dev, info.st_ino
