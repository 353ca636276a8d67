"""Whether a goal held on a day of the past, as far as dated words alone can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vaultgoals.model import Ask, AsOf, Note, Record, RecordResult, Run, Stamp
from vaultgoals.outcome.expiry import has_run_out
from vaultgoals.outcome.trail import GENERAL, Trail, key_of

_DAY = timedelta(days=1)


class _UpTo(Trail):
    """What had been said up to the end of a day; a date of the day after is not yet written then."""

    @property
    def verified_on(self) -> Stamp | None:
        stamp = self._goal.verified
        return stamp if stamp is not None and self._as_of.day_of(stamp) <= self._as_of.day else None


class Words:
    """What people said of one goal, day by day. What checks observe leaves no trace of other days."""

    def __init__(self, goal: Note, records: Sequence[Record], as_of: AsOf) -> None:
        """Args: the lines of the evidence log about the goal, and the moment of the run."""
        self._goal = goal
        self._records = records
        self._as_of = as_of
        self._keys = [key_of(check) for check in goal.checks if isinstance(check, Ask | Run)]

    @property
    def decide(self) -> bool:
        """Whether words alone say if the goal holds: nothing that it names is read from files."""
        return len(self._keys) == len(self._goal.checks)

    def held_on(self, day: date) -> bool:
        """Whether everything that is asked had its yes by the end of that day, and none had run out."""
        as_of = AsOf(day, self._as_of.zone)
        goal, records = self._goal, [one for one in self._records if self._day(one.day) <= day]
        trail = _UpTo(goal, records, as_of, backed=False)
        if trail.verified_on is None and not records:
            return False
        words = [trail.word(key) for key in self._keys or [GENERAL]]
        return all(
            word is not None and word.result is RecordResult.PASS and not has_run_out(goal, word.when, as_of)
            for word in words
        )

    def passes(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days from ``first`` to ``last`` on which somebody or something said yes, ascending."""
        return tuple(sorted({day for day in self._passes() if first <= day <= last}))

    def began(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days from ``first`` to ``last`` on which the goal came to hold, ascending."""
        return tuple(
            day
            for day in self.passes(first, last)
            if self.held_on(day) and (day == date.min or not self.held_on(day - _DAY))
        )

    def _passes(self) -> Iterator[date]:
        if self._goal.verified is not None:
            yield self._day(self._goal.verified)
        yield from (self._day(one.day) for one in self._records if one.result is RecordResult.PASS)

    def _day(self, stamp: Stamp) -> date:
        return self._as_of.day_of(stamp)
