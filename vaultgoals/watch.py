"""Watch a vault: a report after each settled set of changes, and when the day turns.

An event of the file system is only a reason to run: what has changed is found by reading, so that a
lost or doubled event does no harm. A run that finds nothing to write ends the loop that our own
writes would start.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

SETTLE = 0.3
"""Seconds without a further event until a set of changes counts as settled."""
LONGEST = 5.0
"""Seconds after which a set of changes is taken even if it goes on."""
LOOK = 60.0
"""Seconds between looks at the day while nothing happens: also after a sleep, or a changed clock."""

_TYPES = frozenset(
    (EVENT_TYPE_CREATED, EVENT_TYPE_MODIFIED, EVENT_TYPE_CLOSED, EVENT_TYPE_MOVED, EVENT_TYPE_DELETED)
)
_SETTINGS = (".obsidian", "vaultgoals.toml")

Run = Callable[[str], None]
"""Called with the reason in words: ``start``, ``2 changes``, ``a new day``."""


class _Inbox(FileSystemEventHandler):
    """Puts the paths that events speak of into a queue, own and uninteresting ones left out."""

    def __init__(self, root: Path, output: str, inbox: queue.SimpleQueue[str]) -> None:
        self._root = root
        self._output = output
        self._inbox = inbox

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take one event of watchdog's."""
        if event.event_type not in _TYPES or (event.is_directory and event.event_type == EVENT_TYPE_MODIFIED):
            return
        for raw in {event.src_path, event.dest_path}:
            path = raw.decode("utf-8", "surrogateescape") if isinstance(raw, bytes) else str(raw)
            if path and self._matters(path):
                self._inbox.put(path)

    def _matters(self, path: str) -> bool:
        try:
            inside = Path(path).relative_to(self._root)
        except ValueError:
            return False
        if inside.parts[:1] and inside.parts[0] in _SETTINGS:
            return True
        hidden = any(part.startswith(".") for part in inside.parts)
        return not hidden and not f"{inside.as_posix()}/".startswith(f"{self._output}/")


def watch(
    root: Path,
    output: str,
    run: Run,
    stop: threading.Event,
    *,
    today: Callable[[], date],
) -> None:
    """Run once, and then after each settled set of changes and at each new day, until stopped.

    Args:
        root: the vault.
        output: folder of the generated notes, whose changes are no reason to run.
        run: makes and writes the report; it handles its own errors.
        stop: ends the loop; it is looked at at least twice a second.
        today: the day it is in the vault's zone; asked again and again.
    """
    inbox: queue.SimpleQueue[str] = queue.SimpleQueue()
    observer = Observer()
    observer.schedule(_Inbox(root, output, inbox), str(root), recursive=True)
    observer.start()
    try:
        day = today()
        run("start")
        while not stop.is_set():
            changed = _settled(inbox, stop)
            now = today()
            if stop.is_set():
                return
            if changed:
                day = now
                run(f"{len(changed)} change{'s' * (len(changed) != 1)}")
            elif now != day:
                day = now
                run("a new day")
    finally:
        observer.stop()
        observer.join()


def _settled(inbox: queue.SimpleQueue[str], stop: threading.Event) -> frozenset[str]:
    """Wait for changes, up to the next look at the day; return those of one settled set."""
    first = _take(inbox, _until_look(), stop)
    if first is None:
        return frozenset()
    changed = {first}
    started = monotonic()
    while (left := LONGEST - (monotonic() - started)) > 0:
        path = _take(inbox, min(SETTLE, left), stop)
        if path is None:
            break
        changed.add(path)
    return frozenset(changed)


def _until_look() -> float:
    """Return the seconds to the next midnight of the system's clock, or to the next look if sooner."""
    now = datetime.now().astimezone()
    midnight = datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=now.tzinfo)
    return min(LOOK, (midnight - now).total_seconds() + 0.1)


def _take(inbox: queue.SimpleQueue[str], seconds: float, stop: threading.Event) -> str | None:
    """Return the next path; None when the time is over or the watch is to stop."""
    deadline = monotonic() + seconds
    while not stop.is_set() and (left := deadline - monotonic()) > 0:
        try:
            return inbox.get(timeout=min(left, 0.5))
        except queue.Empty:
            continue
    return None
