"""The loop of a watch: wait for a reason, run, and wait again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from math import inf
from pathlib import Path
from time import monotonic
from typing import Protocol

from vaultgoals.config import Config
from vaultgoals.frozen import frozen
from vaultgoals.watch.clock import Clock, renew_zone
from vaultgoals.watch.eyes import Eyes
from vaultgoals.watch.inbox import LONGEST, SETTLE, Inbox, Stop
from vaultgoals.watch.matters import Matters
from vaultgoals.watch.sweep import Sweep, sweep

LOOK = 60.0
"""Seconds between looks at all files while events tell of changes."""
START = "start"
"""The reason of the first run."""

_POLL = 5.0
"""Seconds between looks where the system could not tell of changes although it was asked to."""
_TICK = 1.0
"""Seconds between questions whether the folder is still there, and which day it is."""
_UNTOLD = 3
"""So many looks, without an event among them, that find what no event tells of: then none is to come."""

_NO_EVENTS = "changes are found that the system does not tell of (a network drive?)"


class Work(Protocol):
    """What a watch is for."""

    @property
    def config(self) -> Config:
        """The settings of the latest run: they say which changes are a reason for the next."""

    def today(self) -> date:
        """Return the day it is in the vault's zone; asked again and again."""

    def run(self, reason: str) -> float:
        """Make and write the report; handle its own errors.

        Args:
            reason: in words: ``start``, ``2 changes``, ``a new day``.

        Returns:
            In how many seconds to be called again although nothing changes; 0 for not at all.
        """

    def passes_over(self, reason: str, changed: frozenset[str]) -> bool:
        """Whether no run is needed for these changes, which `run` would find to be without effect.

        Args:
            reason: as for `run`.
            changed: vault-relative paths: all that is known to have changed since the latest run.
        """

    def fall_back(self, why: str, every: float) -> None:
        """Take note that events cannot be had, and all files are looked at every so many seconds."""


@frozen
class Pace:
    """How often a watch looks at all files."""

    look: float = LOOK
    """Seconds between looks while events tell of changes."""
    poll: float = 0.0
    """Seconds between looks where no event is to be waited for at all; 0: events are."""
    wall: Callable[[], float] = time.time
    """The clock that a user sets."""


def watch(root: Path, work: Work, stop: Stop, pace: Pace | None = None) -> None:
    """Run once, and then after each settled set of changes and at each new day, until stopped.

    Changes made while a run goes on lead to the next one. Where the folder is deleted, a run tells it
    once; when it is there again it is watched again, after a run.

    Args:
        root: the vault, resolved.
        work: makes and writes the report.
        stop: ends it; no run begins after that.
        pace: how often to look at all files.

    Raises:
        VaultMissingError: the folder is not there, or cannot be watched.
    """
    loop = _Loop(root, work, stop, pace or Pace())
    try:
        loop.go()
    finally:
        loop.close()


class _Loop:
    def __init__(self, root: Path, work: Work, stop: Stop, pace: Pace) -> None:
        self._root = root
        self._work = work
        self._stop = stop
        self._every = pace.poll or pace.look
        self._inbox = Inbox(root, lambda: work.config, stop)
        self._eyes = Eyes(root, self._inbox, polling=pace.poll > 0)
        self._clock = Clock(pace.wall)
        self._seen = Sweep()
        self._untold = 0
        self._look_at = self._again_at = inf

    def close(self) -> None:
        self._eyes.close()

    def go(self) -> None:
        reason, changed = START, frozenset[str]()
        while not self._stop.asked:
            if not changed or not self._passes_over(reason, changed):
                self._run(reason)
            reason, changed = self._reason()

    def _passes_over(self, reason: str, changed: frozenset[str]) -> bool:
        """Whether these changes are without effect.

        Then only these files are taken for seen, as they were before anybody has read them: what else may
        have changed is found by the next look.
        """
        seen = self._seen.renewed(self._root, changed)
        if not self._work.passes_over(reason, changed):
            return False
        self._seen = seen
        return True

    def _run(self, reason: str) -> None:
        self._day = self._work.today()
        self._seen = self._swept()  # before anything is read: what changes from now on is found next time
        self._check_cover()
        again = self._work.run(reason)
        self._again_at = monotonic() + again if again else inf

    def _reason(self) -> tuple[str, frozenset[str]]:
        """Wait for a reason to run, and all that has changed where that alone is the reason.

        The reason is empty where the watch is to end.
        """
        while not self._stop.asked:
            due = min(self._look_at, self._again_at) - monotonic()
            changed = self._inbox.settled(max(0.0, min(_TICK, due)))
            if changed:
                self._untold = 0
            if trouble := self._eyes.trouble():
                return trouble, frozenset()
            if changed:
                return _counted(changed), changed
            if reason := self._due():
                return reason, frozenset()
        return "", frozenset()

    def _due(self) -> str:
        """Return a reason that no event gives."""
        jumped = self._clock.jumped() or self._inbox.overslept
        self._inbox.overslept = False
        if self._work.today() != self._day:
            return "a new day"
        if jumped or monotonic() >= self._look_at:
            renew_zone()
            changed = self._looked(expected=jumped)
            if changed:
                return f"{_counted(changed)} found by looking"
        return "once more" if monotonic() >= self._again_at else ""

    def _looked(self, *, expected: bool) -> frozenset[str]:
        """Look at all files; return what has changed since the latest run began, as a settled set.

        ``expected`` says that events may have been lost for once.
        """
        now = self._swept()
        self._check_cover(now)
        changed = now.changed_since(self._seen)
        if changed and self._eyes.polling:
            changed |= self._settled(now).changed_since(self._seen)
        elif not expected and now.surely_differs_from(self._seen):
            self._untold = 0 if self._inbox.settled(SETTLE) else self._untold + 1  # an event may be slower
            if self._untold >= _UNTOLD:
                self._eyes.give_up(_NO_EVENTS)
                self._fall_back()
        return changed

    def _settled(self, now: Sweep) -> Sweep:
        """Look until two looks are alike, or for as long as a set of changes is waited for."""
        end = monotonic() + LONGEST
        while monotonic() < end and not self._stop.asked:
            self._inbox.settled(SETTLE)
            before, now = now, self._swept()
            if not now.changed_since(before):
                break
        return now

    def _swept(self) -> Sweep:
        self._look_at = monotonic() + self._every
        try:
            return sweep(self._root, Matters(self._work.config))
        except OSError:
            return self._seen  # the folder has gone, which is told in its own way

    def _check_cover(self, now: Sweep | None = None) -> None:
        """Find out whether events tell of every folder; else look more often from here on."""
        if not self._eyes.covers((now or self._seen).folders):
            self._look_at = monotonic() + _TICK
        self._fall_back()

    def _fall_back(self) -> None:
        """Tell once that events cannot be had."""
        if self._eyes.warning:
            self._every = min(self._every, _POLL)
            self._look_at = monotonic() + self._every
            self._work.fall_back(self._eyes.warning, self._every)
            self._eyes.warning = ""


def _counted(changed: frozenset[str]) -> str:
    return f"{len(changed)} change{'s' * (len(changed) != 1)}" if changed else ""
