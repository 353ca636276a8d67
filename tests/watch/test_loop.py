"""When a watch does its work, and when it does not; what the work is, is another matter."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.watch.watching import ACCEPTED, DRAFT, LIMIT, write
from vaultgoals.config import Config
from vaultgoals.watch import Pace, Stop, watch


class _Days:
    """A watch's work that only notes why it was done, and a calendar and a clock that a test turns."""

    def __init__(self) -> None:
        self.config = Config()
        self.reasons: list[str] = []
        self.told: list[str] = []
        self.day = date(2026, 11, 21)
        self.ahead = 0.0
        self.without_effect = False
        self.changed: frozenset[str] = frozenset()
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

    def passes_over(self, reason: str, changed: frozenset[str]) -> bool:
        self.changed = changed
        if self.without_effect:
            self._runs.put(f"{reason} passed over")
        return self.without_effect

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


def test_changes_without_effect_lead_to_no_run(tmp_path: Path) -> None:
    """Where what has changed makes no difference no run is made; what makes one leads to a run again."""
    (tmp_path / "vault").mkdir()
    days = _Days()
    with _watched(tmp_path / "vault", days, Pace()):
        assert days.next() == "start"
        days.without_effect = True
        write(tmp_path / "vault" / "Plain.md", "Words.\n")
        assert days.next() == "1 change passed over"
        assert days.changed == {"Plain.md"}
        days.without_effect = False
        write(tmp_path / "vault" / "Plain.md", ACCEPTED)
        assert days.next() == "1 change"
        assert days.nothing()


def test_what_else_has_changed_is_found_although_a_change_was_passed_over(tmp_path: Path) -> None:
    """A change that no event tells of is not lost when one is passed over that was made after it."""
    other = _twin_outside(tmp_path)
    days = _Days()
    with _watched(tmp_path / "vault", days, Pace(look=3600, wall=days.wall)):
        assert days.next() == "start"
        other.write_text(ACCEPTED)
        days.without_effect = True
        write(tmp_path / "vault" / "Plain.md", "Words.\n")
        assert days.next() == "1 change passed over"
        days.ahead = 3600.0
        assert days.next() == "1 change found by looking"
