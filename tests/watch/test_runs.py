from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, LIMIT, ONE_GAP, Watching, write
from vaultgoals.config import Config
from vaultgoals.watch import SETTLE, Pace, Stop, watch
from vaultgoals.watch.reports import QUIET

# That nothing happens is seen without waiting: a note is saved afterwards, and the one line that
# comes counts what has happened since the run before.


def test_several_saves_give_one_run(watching: Watching) -> None:
    """Saves that follow each other closely lead to one run, and the report is written once."""
    placed = _Placed()
    observer = Observer()
    observer.schedule(placed, str(watching.vault / "Gaps"))
    observer.start()
    try:
        for number in range(20):
            write(watching.vault / "Specs" / "Dispatch.md", f"{DRAFT}{number}\n")
        write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
        assert watching.line().startswith("1 change: wrote 2 notes; ")
        assert ONE_GAP in watching.report()

        write(watching.vault / "Specs" / "Dispatch.md", DRAFT)
        assert watching.line().startswith("1 change: wrote 2 notes; ")
        assert watching.end() == (0, ["stopped"], "")
        (watching.vault / "Gaps" / "Seen.md").touch()
        assert placed.last.wait(LIMIT)
    finally:
        observer.stop()
        observer.join()

    assert placed.reports == 2


class _Placed(FileSystemEventHandler):
    """Counts how often a report was put in its place, until ``Seen.md`` is there."""

    def __init__(self) -> None:
        self.reports = 0
        self.last = threading.Event()

    def on_moved(self, event: FileSystemEvent) -> None:
        self.reports += "Gap report" in str(event.dest_path)

    def on_created(self, event: FileSystemEvent) -> None:
        if str(event.src_path).endswith("Seen.md"):
            self.last.set()


def test_saves_without_end_give_a_run(watching: Watching) -> None:
    """While a note is saved again and again without a pause, reports are made all the same."""
    note = watching.vault / "Specs" / "Dispatch.md"
    end = threading.Event()

    def save() -> None:
        while not end.wait(SETTLE / 10):
            with note.open("a") as file:
                file.write("More.\n")

    thread = threading.Thread(target=save)
    write(note, ACCEPTED)
    thread.start()
    try:
        assert watching.line().startswith("1 change: wrote 2 notes; ")
    finally:
        end.set()
        thread.join()


def test_own_writing_is_no_reason_to_run(watching: Watching) -> None:
    """A report, and a user's own words in the output folder, lead to no further run."""
    report = next((watching.vault / "Gaps").glob("Gap report *.md"))
    write(watching.vault / "Gaps" / "Mine.md", "My own words.\n")
    report.touch()

    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)

    assert watching.line().startswith("1 change: wrote 2 notes; ")
    write(watching.vault / "Specs" / "Dispatch.md", DRAFT)
    assert watching.line().startswith("1 change: wrote 2 notes; ")


def test_reading_is_no_reason_to_run(watching: Watching) -> None:
    """Another program that reads every note leads to no run."""
    for number in range(100):
        write(watching.vault / "Plans" / f"Plan {number}.md", DRAFT)
    assert watching.line().startswith("101 changes: ")  # the folder is one of them

    for note in watching.vault.rglob("*.md"):
        assert note.read_bytes()

    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert watching.line().startswith("1 change: ")


def test_what_no_run_looks_at_is_no_reason_to_run(watching: Watching) -> None:
    """Hidden files, an editor's swap file and Obsidian's record of open panes lead to no run."""
    for place in (".git/index", "Specs/.Dispatch.md.swp", ".obsidian/workspace.json", "node_modules/a/a.js"):
        write(watching.vault / place, "{}")

    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)

    assert watching.line().startswith("1 change: ")


def test_settings_are_a_reason_to_run(watching: Watching) -> None:
    """A change of Obsidian's settings that decides which notes are read is in today's report."""
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert watching.shows(ONE_GAP)

    write(watching.vault / ".obsidian" / "app.json", '{"userIgnoreFilters": ["Specs/"]}')

    assert watching.line().startswith("1 change: wrote ")
    assert watching.line() == "1 change: no goal, task or spec is there any more; nothing was written"


def test_a_region_waits_until_its_note_is_quiet(terminal: Terminal) -> None:
    """A region of a note that was just saved is written when nobody has touched the note for ten seconds.

    What is then written into the user's own note leads to one further run, which writes nothing.
    """
    home = terminal.vault / "Home.md"
    write(terminal.vault / "Specs" / "Dispatch.md", DRAFT)
    write(home, "Where I stand:\n\n<!-- vaultgoals:rollup -->\n")
    saved = home.stat().st_mtime
    watching = Watching(terminal)
    try:
        assert "vaultgoals:begin" not in home.read_text()
        assert watching.line().startswith("once more: wrote 1 note; ")
        assert "vaultgoals:begin" in home.read_text()
        assert home.stat().st_mtime - saved >= QUIET
        assert watching.line() == "1 change: nothing to write"

        os.utime(home, (0, 0))
        write(terminal.vault / "Specs" / "Dispatch.md", ACCEPTED)
        assert watching.line().startswith("1 change: wrote 3 notes; ")
        assert watching.line() == "1 change: nothing to write"
        assert watching.end() == (0, ["stopped"], "")
    finally:
        watching.close()


class _Days:
    """A watch's work that only notes why it was done, and a calendar and a clock that a test turns."""

    def __init__(self) -> None:
        self.config = Config()
        self.reasons: list[str] = []
        self.told: list[str] = []
        self.day = date(2026, 11, 21)
        self.ahead = 0.0
        self.asked: queue.Queue[str] = queue.Queue()
        self._runs: queue.Queue[str] = queue.Queue()

    def today(self) -> date:
        self.asked.put("")
        return self.day

    def wall(self) -> float:
        return time.time() + self.ahead

    def run(self, reason: str) -> float:
        self._runs.put(reason)
        return 0.0

    def fall_back(self, why: str, every: float) -> None:
        self.told.append(f"{why} {every:g}")

    def next(self) -> str:
        """Wait for the next run, and return its reason."""
        return self._runs.get(timeout=LIMIT)

    def nothing(self) -> bool:
        """Whether no run follows while the watch asks for the day twice more."""
        while not self.asked.empty():
            self.asked.get()
        for _ in range(2):
            self.asked.get(timeout=LIMIT)
        return self._runs.empty()

    def rest(self) -> None:
        """Wait until no run follows: a file written in the moment of a look is looked at twice."""
        while not self.nothing():
            assert self.next() == "1 change found by looking"


@contextmanager
def _watched(vault: Path, days: _Days, pace: Pace) -> Iterator[None]:
    stop = Stop()
    thread = threading.Thread(target=watch, args=(vault.resolve(), days, stop, pace))
    thread.start()
    try:
        yield
    finally:
        stop.ask()
        thread.join(LIMIT)


def _twin_outside(folder: Path) -> Path:
    """Make a vault with one note; return another name of that note: of a write to it no event tells."""
    (folder / "vault").mkdir()
    write(folder / "vault" / "Dispatch.md", DRAFT)
    twin = folder / "Dispatch.md"
    twin.hardlink_to(folder / "vault" / "Dispatch.md")
    return twin


def test_a_new_day(tmp_path: Path) -> None:
    """When the day turns a report is made although nothing has changed, and only one."""
    days = _Days()
    with _watched(tmp_path, days, Pace()):
        assert days.next() == "start"
        days.day = date(2026, 11, 22)
        assert days.next() == "a new day"
        assert days.nothing()


def test_nights_that_were_slept_through(tmp_path: Path) -> None:
    """After days without power one report is made, of the day it is."""
    days = _Days()
    with _watched(tmp_path, days, Pace(wall=days.wall)):
        assert days.next() == "start"
        days.day, days.ahead = date(2026, 11, 24), 3 * 86400.0
        assert days.next() == "a new day"
        assert days.nothing()


def test_a_clock_that_jumps_is_a_reason_to_look(tmp_path: Path) -> None:
    """When the clock has jumped, as after a sleep, all files are looked at, and a change is found at once."""
    other = _twin_outside(tmp_path)
    days = _Days()
    with _watched(tmp_path / "vault", days, Pace(look=3600, wall=days.wall)):
        assert days.next() == "start"
        other.write_text(ACCEPTED)
        assert days.nothing()
        days.ahead = 3600.0
        assert days.next() == "1 change found by looking"
        assert days.nothing()


def test_what_no_event_tells_of_is_found_by_looking(tmp_path: Path) -> None:
    """A change of which the system tells nothing is found by the next look, and it comes to rest."""
    other = _twin_outside(tmp_path)
    days = _Days()
    with _watched(tmp_path / "vault", days, Pace(look=0.2)):
        assert days.next() == "start"
        other.write_text(ACCEPTED)
        assert days.next().endswith("found by looking")
        days.rest()
        assert days.told == []


def test_where_events_never_tell_looking_takes_their_place(tmp_path: Path) -> None:
    """After three changes in a row that no event has told of, as on a network drive, that is said once."""
    other = _twin_outside(tmp_path)
    days = _Days()
    with _watched(tmp_path / "vault", days, Pace(look=0.2)):
        assert days.next() == "start"
        for number in range(5):
            other.write_text(ACCEPTED + str(number))
            assert days.next().endswith("found by looking")
            days.rest()
    assert days.told == ["changes are found that the system does not tell of (a network drive?) 0.2"]


def test_an_event_shows_that_events_are_told(tmp_path: Path) -> None:
    """Changes that only looks find, fewer than three between two events, are no reason to give events up."""
    other = _twin_outside(tmp_path)
    days = _Days()
    with _watched(tmp_path / "vault", days, Pace(look=0.2)):
        assert days.next() == "start"
        for number in range(4):
            other.write_text(ACCEPTED + str(number))
            assert days.next().endswith("found by looking")
            days.rest()
            write(tmp_path / "vault" / "More.md", f"{DRAFT}{number}")
            assert "change" in days.next()
            while not days.nothing():
                days.next()
    assert days.told == []
