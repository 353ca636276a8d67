"""Which of many days a chart shows: at most `MOST` of them, evenly, and the same ones whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from vaultgoals.frozen import frozen
from vaultgoals.rollup.day import Day

MOST = 26
"""Points that a chart has room for: half a year of weeks."""
_YEAR = 360
"""Days of which no two bear one month and day."""


@frozen
class Sample:
    """Some of the days of a series, ascending; the newest is always among them."""

    days: tuple[Day, ...]
    labels: tuple[str, ...]
    """How a chart names each, no two alike."""
    told: str
    """By what rule they were chosen, as a sentence; empty where all days are shown."""


@frozen
class _Step:
    of: Callable[[date], object]
    """The period that a day belongs to."""
    label: Callable[[date], str]
    told: str


def _day(day: date) -> str:
    return f"{day:%m-%d}"


def _month(day: date) -> str:
    return f"{day.year:04}-{day:%m}"


def _quarter(day: date) -> str:
    return f"{day.year:04} Q{(day.month + 2) // 3}"


def _year(day: date) -> str:
    return f"{day.year:04}"


def _days(number: int) -> Callable[[date], int]:
    return lambda day: (day.toordinal() - 1) // number  # the first day of the calendar was a Monday


_STEPS = (
    _Step(_days(1), _day, ""),
    _Step(_days(3), _day, "One point for every three days: the last report of each."),
    _Step(_days(7), _day, "One point a week: the last report of each."),
    _Step(_days(14), _day, "One point for every two weeks: the last report of each."),
    _Step(_month, _month, "One point a month: the last report of each."),
    _Step(_quarter, _quarter, "One point a quarter: the last report of each."),
    _Step(_year, _year, "One point a year: the last report of each."),
)


def sampled(days: Sequence[Day]) -> Sample:
    """Return the days that a chart shows of a series (ascending), by the finest step that it has room for.

    All days; else the last one of each three days, week, two weeks, month, quarter or year, counted by the
    calendar and not from the first report, so that a report more moves no point but the last.
    """
    if not days:
        return Sample((), (), "")
    long = (days[-1].on - days[0].on).days > _YEAR
    for step in _STEPS:
        if long and step.label is _day:  # their names would not tell them apart
            continue
        last_of = {step.of(one.on): one for one in days}
        if len(last_of) <= MOST:
            break
    chosen = tuple(last_of.values())[-MOST:]
    told = step.told if len(chosen) < len(days) else ""
    return Sample(chosen, tuple(step.label(one.on) for one in chosen), told)
