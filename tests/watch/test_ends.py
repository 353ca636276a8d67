from __future__ import annotations

import signal
import sys
import threading
from time import monotonic

import pytest
from watchdog.events import FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.terminal import Terminal
from tests.watch.watching import DRAFT, LIMIT, Watching, write

SIGNALS = [signal.SIGINT, signal.SIGTERM]
PROMPT = 2.0
"""Seconds within which a watch ends."""


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_a_quiet_watch(watching: Watching, number: int) -> None:
    """Ctrl+C, or a service's request to end, ends a watch soon, in order, and with a word."""
    started = monotonic()

    assert watching.end(number) == (0, ["stopped"], "")
    assert monotonic() - started < PROMPT


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_a_run(terminal: Terminal, number: int) -> None:
    """A signal in the middle of a run ends it before anything is written."""
    if sys.platform != "linux":
        pytest.skip("only Linux tells when a file is opened")
    for count in range(2500):
        write(terminal.vault / "Plans" / f"Plan {count:04}.md", DRAFT)
    reading = _Opened()
    observer = Observer()
    observer.schedule(reading, str(terminal.vault), recursive=True, event_filter=[FileOpenedEvent])
    observer.start()
    watching = Watching(terminal, started=False)
    try:
        assert reading.begun.wait(LIMIT)
        started = monotonic()

        assert watching.end(number) == (0, ["stopped"], "")
        assert monotonic() - started < PROMPT
        assert not (terminal.vault / "Gaps").exists()
    finally:
        watching.close()
        observer.stop()
        observer.join()


class _Opened(FileSystemEventHandler):
    def __init__(self) -> None:
        self.begun = threading.Event()

    def on_opened(self, event: FileSystemEvent) -> None:
        if str(event.src_path).endswith("Plan 0050.md"):
            self.begun.set()
