"""P10: the watch is suspended while more changes than the system keeps events for.

Run as a program of its own: ``python -m tests.torture.storm FOLDER`` is watchdog alone, for contrast; it
prints how many notes it has heard of whenever that has not changed for a while.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.terminal import Terminal
from tests.torture.rows import Row, not_run, scaled
from tests.watch.watching import ACCEPTED, DRAFT, Watching, write

_FOLDERS = 60
_HOW = "{:,} notes written while the watch is stopped by SIGSTOP, then one more in a folder made meanwhile"
_TARGET = "0 missed, 0 written twice"
_LIMIT = 300.0
_OVERFLOW = 16_384
"""From so many notes on the system has not room for their events (``fs.inotify.max_queued_events``)."""


def storm(folder: Path, scale: float) -> list[Row]:
    """Suspend a watch during a storm; a fresh report on a copy of the vault is the judge."""
    if sys.platform == "win32":
        return [not_run("P10", _HOW.format(0), _TARGET, "needs SIGSTOP")]
    notes = scaled(20_000, scale, 100)
    terminal = Terminal(folder, 60)
    _begin(terminal.vault)
    watching = Watching(terminal, "--log-format", "json", started=False)
    while watching.told()["event"] != "report":
        pass
    try:
        watching.process.send_signal(signal.SIGSTOP)
        _storm(terminal.vault, notes)
        watching.process.send_signal(signal.SIGCONT)
        began = monotonic()
        assert watching.settles(limit=_LIMIT)
        took = monotonic() - began
        missed = 0 if f"gaps_VG203: {notes}\n" in watching.report() else notes
        write(terminal.vault / "59" / "Plan 59.md", DRAFT)
        missed += not (watching.settles(limit=_LIMIT) and f"gaps_VG203: {notes - 1}\n" in watching.report())
        twice = not watching.writes_only_once()
    finally:
        watching.close()
    alone = _alone(folder / "alone", notes) if notes >= _OVERFLOW else notes
    figure = f"{missed} missed, {int(twice)} written twice; found true {took:.0f} s after it went on, "
    figure += "of which the judge's own reading is the most"
    contrast = (
        ""
        if notes < _OVERFLOW
        else f"events of watchdog alone: {notes - alone:,} of {notes:,} missed, and nothing said"
    )
    return [Row("P10", _HOW.format(notes), figure, _TARGET, missed == 0 and not twice, contrast)]


def _begin(vault: Path) -> None:
    """Make half of the folders: the others are made while nobody looks."""
    for number in range(_FOLDERS // 2):
        write(vault / f"{number}" / "Plan.md", DRAFT)


def _storm(vault: Path, notes: int) -> None:
    """Write so many notes; where they are few, several times each."""
    for number in range(max(notes, 1000)):
        name = f"Plan {number % notes}.md"
        write(vault / f"{number % notes % _FOLDERS}" / name, f"{ACCEPTED}{number}\n")


def _alone(vault: Path, notes: int) -> int:
    """Return of how many notes watchdog's events tell in the same storm."""
    _begin(vault)
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.storm", str(vault)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "watching\n"
        process.send_signal(signal.SIGSTOP)
        _storm(vault, notes)
        process.send_signal(signal.SIGCONT)
        heard = int(process.stdout.readline())
        process.kill()
    return heard


class _Heard(FileSystemEventHandler):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Remember every note that an event speaks of."""
        self.names |= {
            name for path in (event.src_path, event.dest_path) if "Plan " in (name := Path(str(path)).name)
        }


def _listen(folder: str) -> None:
    heard = _Heard()
    observer = Observer()
    observer.schedule(heard, folder, recursive=True)
    observer.start()
    sys.stdout.write("watching\n")
    sys.stdout.flush()
    before, since = -1, monotonic()
    while before <= 0 or monotonic() - since < 3:
        if len(heard.names) != before:
            before, since = len(heard.names), monotonic()
        sleep(0.05)
    sys.stdout.write(f"{before}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _listen(sys.argv[1])
