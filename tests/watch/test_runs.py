from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, LIMIT, ONE_GAP, Watching, write
from vaultgoals.config import Config
from vaultgoals.watch import SETTLE, Stop, watch

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
    assert watching.line().startswith("1 change: no goal, task or spec yet")


def test_a_region_in_a_note_leads_to_one_more_run_at_most(terminal: Terminal) -> None:
    """What is written into a user's own note leads to one run, which writes nothing."""
    write(terminal.vault / "Specs" / "Dispatch.md", DRAFT)
    write(terminal.vault / "Home.md", "Where I stand:\n\n<!-- vaultgoals:rollup -->\n")
    watching = Watching(terminal)
    try:
        assert "vaultgoals:begin" in (terminal.vault / "Home.md").read_text()
        assert watching.line() == "1 change: nothing to write"

        write(terminal.vault / "Specs" / "Dispatch.md", ACCEPTED)

        assert watching.line().startswith("1 change: wrote 3 notes; ")
        assert watching.line() == "1 change: nothing to write"
        assert watching.end() == (0, ["stopped"], "")
    finally:
        watching.close()


def test_a_new_day(tmp_path: Path) -> None:
    """When the day turns a report is made although nothing has changed, and only one."""
    reasons: list[str] = []
    days = [date(2026, 11, 21)]
    ran, looked, stop = threading.Event(), threading.Event(), Stop()

    def run(reason: str) -> bool:
        reasons.append(reason)
        ran.set()
        return False

    def today() -> date:
        if len(reasons) > 1 and ran.is_set():
            looked.set()
        return days[-1]

    thread = threading.Thread(
        target=watch,
        args=(tmp_path.resolve(), run, stop),
        kwargs={"config": Config, "today": today, "look": 0.02},
    )
    thread.start()
    try:
        assert ran.wait(LIMIT)
        ran.clear()
        days.append(date(2026, 11, 22))
        assert ran.wait(LIMIT)
        looked.clear()
        assert looked.wait(LIMIT)
    finally:
        stop.ask()
        thread.join(LIMIT)

    assert reasons == ["start", "a new day"]
