"""Dates as notes state them, durations, and the moment a run speaks of.

A note mostly gives a day (``2026-11-21``) and sometimes a time. A day lasts until its end: evidence
dated today is not older than anything today, whatever the hour. No clock is read here; the moment
of a run is always handed in as an `AsOf`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import ceil

from vaultgoals.frozen import frozen

_STAMP = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_DURATION = re.compile(r"(\d{1,5})\s*([a-z]*)", re.ASCII)
_UNITS = {
    "": "d",
    "m": "m", "min": "m", "minute": "m", "minutes": "m",
    "h": "h", "hour": "h", "hours": "h",
    "d": "d", "day": "d", "days": "d",
    "w": "w", "week": "w", "weeks": "w",
    "mo": "mo", "month": "mo", "months": "mo",
    "y": "y", "year": "y", "years": "y",
}  # fmt: skip
_DAY_END = time(23, 59, 59, 999999)
_MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10080}


@frozen
class Stamp:
    """A date as a note states it: a day, and a time where one was written."""

    day: date
    """The day as written (in the writer's own zone)."""
    moment: datetime | None = None
    """The full moment where a time was written; aware only where a zone was written too."""

    @classmethod
    def parse(cls, text: str) -> Stamp | None:
        """Read ISO 8601 as Obsidian writes it, also linked (``[[2026-11-21]]``); None if it is no date."""
        match = _STAMP.fullmatch(text.strip().removeprefix("[[").removesuffix("]]").strip())
        if match is None:
            return None
        year, month, day, hour, minute, second, zone = match.groups()
        try:
            stamp = date(int(year), int(month), int(day))
            if hour is None:
                return cls(stamp)
            clock = time(int(hour), int(minute), int(second or 0), tzinfo=_zone(zone))
        except ValueError:
            return None
        return cls(stamp, datetime.combine(stamp, clock))

    def __eq__(self, other: object) -> bool:
        """Whether both are written alike: what is one moment in two zones is told as two."""
        if not isinstance(other, Stamp):
            return NotImplemented
        if self.day != other.day or self.moment is None or other.moment is None:
            return self.day == other.day and self.moment is other.moment
        return self.moment == other.moment and self.moment.utcoffset() == other.moment.utcoffset()

    def __hash__(self) -> int:
        return hash((self.day, self.moment))

    def __str__(self) -> str:
        if self.moment is None:
            return self.day.isoformat()
        return self.moment.isoformat(timespec="seconds" if self.moment.second else "minutes")


def _zone(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    return datetime.strptime(text.replace(":", ""), "%z").tzinfo  # ValueError for an offset of a day


@frozen
class Duration:
    """A span such as ``30m``, ``4h``, ``7d``, ``2w``, ``3mo``, ``1y``; months and years by calendar."""

    amount: int
    unit: str
    """One of m, h, d, w, mo, y."""

    @classmethod
    def parse(cls, text: str) -> Duration | None:
        """Read a span (a bare number counts days); None if it is none, or is zero."""
        match = _DURATION.fullmatch(text.strip().lower())
        if match is None or match[2] not in _UNITS or int(match[1]) == 0:
            return None
        return cls(int(match[1]), _UNITS[match[2]])

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    def add_to(self, day: date) -> date:
        """Return the last day that lies within this span after ``day``; spans under a day round up."""
        if self.unit in _MINUTES:
            return _shift(day, timedelta(days=ceil(self.amount * _MINUTES[self.unit] / 1440)))
        months = self.amount * (12 if self.unit == "y" else 1) + day.month - 1
        year, month = day.year + months // 12, months % 12 + 1
        if year > date.max.year:
            return date.max
        return date(year, month, min(day.day, monthrange(year, month)[1]))

    def add_to_moment(self, moment: datetime) -> datetime:
        """Return the end of this span after ``moment``: up to weeks by hours passed, then by calendar."""
        if self.unit in _MINUTES:
            span = timedelta(minutes=self.amount * _MINUTES[self.unit])
            return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
        return datetime.combine(self.add_to(moment.date()), moment.timetz())


def _shift(day: date, span: timedelta) -> date:
    try:
        return day + span
    except OverflowError:
        return date.max


@frozen
class AsOf:
    """The moment a run speaks of: a day in the vault's zone, and a time where one was asked for."""

    day: date
    zone: tzinfo
    moment: datetime | None = None
    """Aware, in ``zone``; None where only a day was given."""

    @classmethod
    def at(cls, stamp: Stamp, zone: tzinfo) -> AsOf:
        """Return the moment ``stamp`` as seen in ``zone``."""
        if stamp.moment is None:
            return cls(stamp.day, zone)
        moment = _in_zone(stamp.moment, zone)
        return cls(moment.date(), zone, moment)

    def day_of(self, stamp: Stamp) -> date:
        """Return the day of ``stamp`` in the vault's zone."""
        return stamp.day if stamp.moment is None else _in_zone(stamp.moment, self.zone).date()

    def in_future(self, stamp: Stamp) -> bool:
        """Whether ``stamp`` lies beyond the day after this one (a neighbour's zone is no fault)."""
        if stamp.moment is None and stamp.day <= self.day:
            return False  # as nearly every date is
        return self.day_of(stamp) > _shift(self.day, timedelta(days=1))

    def within(self, stamp: Stamp, span: Duration) -> bool:
        """Whether ``stamp`` is no longer ago than ``span``.

        A stamp without a time lasts to the end of its day, and a span of days after it to the end of
        a day, also where the clocks change between. Where this moment is only a day, spans under a
        day round up to one.
        """
        if self.moment is not None:
            try:
                end = self._end(stamp, span)
                return self.moment.astimezone(UTC) <= end.astimezone(UTC)  # instants, not wall clocks
            except OverflowError:  # the edges of the calendar have days, but no moments in every zone
                pass
        return self.day <= span.add_to(self.day_of(stamp))

    def _end(self, stamp: Stamp, span: Duration) -> datetime:
        if stamp.moment is not None:
            return span.add_to_moment(_in_zone(stamp.moment, self.zone))
        if span.unit in ("m", "h"):
            return span.add_to_moment(datetime.combine(stamp.day, _DAY_END, tzinfo=self.zone))
        return datetime.combine(span.add_to(stamp.day), _DAY_END, tzinfo=self.zone)


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Read a moment without a zone as local to ``zone``, and one with a zone as the same instant there."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(zone)
    except OverflowError:  # the first or last day of the calendar
        return moment.replace(tzinfo=zone)
