from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from subprocess import run
from time import sleep

import pytest

from tests.requirements import needs, needs_namespaces
from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, LIMIT, ONE_GAP, Watching, write

# In each of these a fresh report on a copy of the vault is the judge: it must have nothing to write.

FULL = bool(os.environ.get("VAULTGOALS_STORM"))
"""Set: as many notes as a large vault may bring, for minutes. Else so many that it takes seconds."""
STORM_LIMIT = 300.0 if FULL else LIMIT
OWN_LIMIT = 'echo 40 > /proc/sys/user/max_inotify_watches && exec "$@"'


def _json(terminal: Terminal, *arguments: str, inside: tuple[str, ...] = ()) -> Watching:
    """Start a watch that logs JSON; return it when it has made its first report."""
    watching = Watching(terminal, "--log-format", "json", *arguments, started=False, inside=inside)
    while watching.told()["event"] != "report":
        pass
    return watching


def _plans(folder: Path, numbers: range, text: str) -> None:
    for number in numbers:
        write(folder / f"{number % 50}" / f"Plan {number}.md", f"{text}{number}\n")


def test_a_checkout_of_thousands(terminal: Terminal) -> None:
    """A branch that differs in thousands of notes is in the report, each note written once for it."""
    needs("git")
    many = range(5000 if FULL else 500)
    write(terminal.vault / ".gitignore", "Gaps/\n")
    for branch, text in (("main", DRAFT), ("accepted", ACCEPTED)):
        _plans(terminal.vault, many, text)
        code, _, errors = terminal.run(
            f"git init -q && git checkout -q -b {branch} && git add . &&"
            " git -c user.name=ana -c user.email=ana@example.com commit -q -m notes"
        )
        assert (code, errors) == (0, "")
    watching = _json(terminal)
    try:
        assert terminal.run("git checkout -q main")[0] == 0
        assert watching.settles(limit=STORM_LIMIT)
        assert "gaps: 0\n" in watching.report()
        assert terminal.run("git checkout -q accepted")[0] == 0
        assert watching.settles(limit=STORM_LIMIT)
        assert f"gaps_VG203: {len(many)}\n" in watching.report()
        assert watching.writes_only_once()
    finally:
        watching.close()


def test_a_process_that_is_stopped_during_a_storm(terminal: Terminal) -> None:
    """More changes than the system keeps events for, while the watch is suspended, are in the report.

    So are later changes in the folders that were made meanwhile.
    """
    notes, rounds = (20000, 1) if FULL else (500, 20)
    write(terminal.vault / "0" / "Plan.md", DRAFT)
    watching = _json(terminal)
    try:
        watching.process.send_signal(signal.SIGSTOP)
        for number in range(notes * rounds):
            name = f"Plan {number % notes}"
            write(terminal.vault / f"{number % notes % 60}" / f"{name}.md", f"{ACCEPTED}{number}\n")
        watching.process.send_signal(signal.SIGCONT)
        assert watching.settles(limit=STORM_LIMIT)
        assert f"gaps_VG203: {notes}\n" in watching.report()

        write(terminal.vault / "59" / "Plan 59.md", DRAFT)
        assert watching.settles(limit=STORM_LIMIT)
        assert f"gaps_VG203: {notes - 1}\n" in watching.report()
        assert watching.writes_only_once()
    finally:
        watching.close()


def test_folders_that_move(terminal: Terminal, tmp_path: Path) -> None:
    """Folders that are moved about, in, out and within, leave a report that is true, at the end and after."""
    _plans(terminal.vault / "Here", range(100), ACCEPTED)
    _plans(tmp_path / "elsewhere", range(100, 200), ACCEPTED)
    watching = _json(terminal)
    try:
        (terminal.vault / "Here").rename(terminal.vault / "There")
        (tmp_path / "elsewhere").rename(terminal.vault / "In")
        (terminal.vault / "There" / "7").rename(tmp_path / "out")
        (terminal.vault / "In").rename(terminal.vault / "There" / "Deep")
        assert watching.settles()
        assert "gaps_VG203: 198\n" in watching.report()

        write(terminal.vault / "There" / "Deep" / "49" / "Plan 149.md", DRAFT)
        write(tmp_path / "out" / "Plan 7.md", DRAFT)
        assert watching.settles()
        assert "gaps_VG203: 197\n" in watching.report()
        assert watching.writes_only_once()
    finally:
        watching.close()


def test_more_folders_than_the_system_watches(terminal: Terminal) -> None:
    """Where the system's limit is reached that is said once, with the way to raise it; nothing is missed."""
    needs_namespaces()
    _plans(terminal.vault, range(60), DRAFT)
    inside = ("unshare", "--user", "--map-root-user", "sh", "-c", OWN_LIMIT, "sh")
    watching = _json(terminal, inside=inside)
    try:
        told = watching.told()
        assert told["event"] == "polling"
        assert "only 40 of 52 folders could be watched, as the system's limit is reached" in told["message"]
        assert "sudo sysctl fs.inotify.max_user_watches=" in told["message"]
        for number in (0, 29, 49):
            write(terminal.vault / f"{number}" / f"Plan {number}.md", ACCEPTED)
            assert watching.settles()
        assert "gaps_VG203: 3\n" in watching.report()
        code, lines, errors = watching.end()
        assert (code, errors) == (0, "")
        assert not any('"polling"' in line for line in lines)
    finally:
        watching.close()


@pytest.mark.parametrize("limit", ["max_inotify_watches", "max_inotify_instances"])
def test_no_watch_at_all(terminal: Terminal, limit: str) -> None:
    """Where the system grants not a single watch, or none beside those of others, the watch looks instead."""
    needs_namespaces()
    write(terminal.vault / "Dispatch.md", DRAFT)
    script = f'echo 0 > /proc/sys/user/{limit} && exec "$@"'
    watching = _json(terminal, inside=("unshare", "--user", "--map-root-user", "sh", "-c", script, "sh"))
    try:
        write(terminal.vault / "Dispatch.md", ACCEPTED)
        assert watching.settles()
        assert ONE_GAP in watching.report()
    finally:
        watching.close()


def test_looking_without_any_event(terminal: Terminal) -> None:
    """With --poll no event is waited for, as on a network drive; several saves still give one report."""
    write(terminal.vault / "Dispatch.md", DRAFT)
    watching = Watching(terminal, "--poll", "0.5", started=False)
    try:
        assert watching.line() == (
            f"watching {terminal.vault}; looking at all files every 0.5 s; Ctrl+C ends it"
        )
        assert watching.line().startswith("start: wrote 3 notes")
        for number in range(10):
            write(terminal.vault / f"Budget {number}.md", ACCEPTED)
        write(terminal.vault / "Dispatch.md", ACCEPTED)
        assert watching.line().startswith("11 changes found by looking: wrote 3 notes; ")
        (terminal.vault / "Budget 3.md").unlink()
        assert watching.line().startswith("1 change found by looking: wrote 3 notes; ")
        assert watching.end() == (0, ["stopped"], "")
    finally:
        watching.close()


def test_a_drive_that_is_unmounted_and_comes_back(terminal: Terminal, tmp_path: Path) -> None:
    """While the vault's drive is away nothing is written in its place; when it is back it is watched."""
    needs_namespaces()
    drive = tmp_path / "drive"
    _plans(drive, range(20), ACCEPTED)
    script = f'mount --bind "{drive}" vault && exec "$@"'
    inside = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh")
    watching = _json(terminal, inside=inside)
    into = ["nsenter", "-t", str(watching.process.pid), "--user", "--mount", "--preserve-credentials"]
    try:
        assert watching.settles(drive)
        run([*into, "umount", str(terminal.vault)], check=True)
        told = watching.told()
        assert (told["reason"], told["written"]) == ("the folder was replaced", [])
        assert told["message"] == "no goal, task or spec is there any more; nothing was written"
        assert list(terminal.vault.iterdir()) == []

        write(drive / "1" / "Plan 1.md", DRAFT)
        run([*into, "mount", "--bind", str(drive), str(terminal.vault)], check=True)
        told = watching.told()
        assert told["reason"] == "the folder was replaced"
        assert watching.settles(drive)
        write(drive / "2" / "Plan 2.md", DRAFT)
        assert watching.settles(drive)
        assert "gaps_VG203: 18\n" in max(drive.glob("Gaps/Gap report *.md")).read_text()
    finally:
        watching.close()


def test_a_kill_and_what_changed_meanwhile(terminal: Terminal) -> None:
    """After a watch was killed the next one begins as ever, and reports what has changed in between."""
    _plans(terminal.vault, range(30), DRAFT)
    first = _json(terminal)
    write(terminal.vault / "1" / "Plan 1.md", ACCEPTED)
    sleep(0.35)  # the report may be half-way through
    first.close()
    write(terminal.vault / "2" / "Plan 2.md", ACCEPTED)
    shutil.rmtree(terminal.vault / "3")

    second = _json(terminal)
    try:
        assert second.settles()
        assert "gaps_VG203: 2\n" in second.report()
    finally:
        second.close()
