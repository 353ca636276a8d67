"""What events tell, gathered into settled sets."""

from __future__ import annotations

import logging
import os
import queue
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from vaultgoals.config import Config
from vaultgoals.watch.matters import Matters

SETTLE = 0.3
"""Seconds without a further event until a set of changes counts as settled."""
LONGEST = 5.0
"""Seconds after which a set of changes is taken even if it goes on."""

_NAP = 0.5
"""Seconds of one wait at most: a signal that arrives just before a wait begins does not interrupt it."""
_OVERSLEPT = 3.0
"""Seconds by which a nap is longer only where the process, or the machine, was stopped meanwhile."""


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


class Inbox(FileSystemEventHandler):
    """The paths that events speak of, without those that make no difference to a report."""

    def __init__(self, root: Path, config: Callable[[], Config], stop: Stop) -> None:
        self._root = str(root)
        self._config = config
        self._stop = stop
        self._paths: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.overslept = False
        """Whether a nap has been far longer than asked for: set here, taken back by whoever looks."""
        stop.wake = lambda: self._paths.put("")

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take one event of watchdog's."""
        for raw in {event.src_path, event.dest_path}:
            path = os.fsdecode(raw)
            if path and self._matters(path):
                self._paths.put(path)

    def take_unknown(self) -> None:
        """Take note that something has changed and nobody knows what."""
        self._paths.put(self._root)

    def _matters(self, path: str) -> bool:
        place = self._place(path)
        return place is not None and (not place or Matters(self._config()).path(place))

    def _place(self, path: str) -> str | None:
        """Return the vault-relative path with ``/``; empty for the vault's own folder, None outside of it."""
        inside = path.removeprefix(self._root)
        return None if inside == path else inside.replace(os.sep, "/").strip("/")

    def settled(self, seconds: float) -> frozenset[str]:
        """Wait for changes for so long; return those of one settled set, vault-relative, or nothing.

        An empty path among them says that anything may have changed.
        """
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
        return frozenset(place for path in changed if (place := self._place(path)) is not None)

    def _take(self, seconds: float) -> str | None:
        """Return the next path; None when the time is over or the watch is to stop."""
        deadline = monotonic() + seconds
        while not self._stop.asked and (left := deadline - monotonic()) > 0:
            nap = min(left, _NAP)
            begun = monotonic()
            try:
                return self._paths.get(timeout=nap) or None
            except queue.Empty:
                self.overslept = self.overslept or monotonic() - begun > nap + _OVERSLEPT
        return None


class Lost(logging.Handler):
    """Hears watchdog's warnings: that events were lost is said in no other way."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(logging.WARNING)
        self._inbox = inbox

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - what it says does not matter
        """Take any warning for a change."""
        self._inbox.take_unknown()
