from __future__ import annotations

import os
import threading

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, LIMIT, ONE_GAP, Watching, write
from vaultgoals.watch import SETTLE
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


def test_prose_is_told_and_changes_no_report(watching: Watching) -> None:
    """A sentence more in a note is told like every change; the report of what counts comes as ever."""
    note = watching.vault / "Specs" / "Dispatch.md"
    before = watching.report()
    for number in range(3):
        write(note, f"{DRAFT}More words, {number}.\n")
        assert watching.line() == "1 change: nothing to write"
    assert watching.report() == before

    write(note, ACCEPTED)
    assert watching.line().startswith("1 change: wrote 2 notes; ")
    assert ONE_GAP in watching.report()
    write(note, f"{ACCEPTED}More words.\n")
    assert watching.line() == "1 change: nothing to write"
    write(note, DRAFT)
    assert watching.line().startswith("1 change: wrote 2 notes; ")


def test_a_generated_note_that_was_deleted_comes_back_with_the_next_save(watching: Watching) -> None:
    """What somebody does to a generated note is no reason to run, and set right when anything is saved."""
    note = watching.vault / "Specs" / "Dispatch.md"
    write(note, f"{DRAFT}More words.\n")
    assert watching.line() == "1 change: nothing to write"
    (watching.vault / "Gaps" / "Dashboard.md").unlink()
    write(note, f"{DRAFT}And more of them.\n")
    assert watching.line().startswith("1 change: wrote 1 note; ")
    assert (watching.vault / "Gaps" / "Dashboard.md").exists()
