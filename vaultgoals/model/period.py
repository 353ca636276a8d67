"""A span of whole days that a review speaks of: an ISO week, a month, or from one day to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from vaultgoals.frozen import frozen


@frozen
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date
    name: str
    """As it stands in a note's name: ``2026-W47``, ``2026-10`` or ``2026-10-01 to 2026-10-15``."""

    @classmethod
    def week_of(cls, day: date) -> Period:
        """Return the ISO week (Monday to Sunday) that ``day`` lies in."""
        year, week, weekday = day.isocalendar()
        first = date.fromordinal(max(day.toordinal() - weekday + 1, 1))
        last = date.fromordinal(min(day.toordinal() - weekday + 7, date.max.toordinal()))
        return cls(first, last, f"{year:04}-W{week:02}")

    @classmethod
    def week(cls, text: str) -> Period | None:
        """Read ``2026-W47``; None if it is no week of the calendar (2025 has no week 53)."""
        match = re.fullmatch(r"(\d{4})-?[Ww](\d{2})", text.strip(), re.ASCII)
        if match is None:
            return None
        try:
            return cls.week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        except ValueError:
            return None

    @classmethod
    def month(cls, text: str) -> Period | None:
        """Read ``2026-10``; None if it is no month."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip(), re.ASCII)
        if match is None:
            return None
        try:
            first = date(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return cls(first, last, first.isoformat()[:7])

    @classmethod
    def between(cls, first: date, last: date) -> Period:
        """Return the days from ``first`` to ``last``; the caller has put them in order."""
        return cls(first, last, f"{first.isoformat()} to {last.isoformat()}")

    @property
    def day_before(self) -> date:
        """The day before the first."""
        return self.first - timedelta(days=1) if self.first > date.min else self.first

    def holds(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        return self.first <= day <= self.last
