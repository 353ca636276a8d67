"""What the dated reports say of the days before, as rows of numbers that can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vaultgoals.rollup.account import Account
from vaultgoals.rollup.day import Day
from vaultgoals.rollup.page.values import Line, Trend
from vaultgoals.rollup.report import SECTIONS
from vaultgoals.rollup.sampling import sampled

ILLUSIONS = SECTIONS[0]
"""The section of what is done and not verified."""

Reading = tuple[str, Callable[[Day], int | None]]


def trends(account: Account) -> tuple[Trend, ...]:
    """Return the trends up to the day of the run, which speaks for itself; none where it is the only day."""
    days = account.timeline.days
    made = (
        _trend("Gaps", days, (("all gaps", _gaps), (ILLUSIONS.title.lower(), _illusions))),
        _trend("Goals", days, (("all goals", lambda day: day.live), ("verified", lambda day: day.verified))),
        _trend("Age of the oldest gap", days, (("days", lambda day: day.age_of_oldest),)),
    )
    return tuple(trend for trend in made if trend is not None)


def _gaps(day: Day) -> int | None:
    return day.gaps


def _illusions(day: Day) -> int | None:
    return None if day.gaps is None else sum(day.by_code.get(code, 0) for code in ILLUSIONS.codes)


def _trend(title: str, days: Sequence[Day], readings: Sequence[Reading]) -> Trend | None:
    """Return a trend over the days of which anything is known; None where that is not two of them."""
    known = [day for day in days if any(read(day) is not None for _, read in readings)]
    lines = [Line(name, tuple(read(day) for day in known)) for name, read in readings]
    lines = [line for line in lines if any(value is not None for value in line.values)]
    if len(known) < 2 or not lines:
        return None
    sample = sampled(known)
    listed = {day.day for day in sample.days}
    return Trend(
        title=title,
        told=" ".join(_told(line, known) for line in lines),
        days=tuple(day.on for day in known),
        lines=tuple(lines),
        listed=tuple(at for at, day in enumerate(known) if day.day in listed),
        rule=sample.told,
    )


def _told(line: Line, days: Sequence[Day]) -> str:
    """Return a sentence for who does not see the picture: from what to what, and the highest between."""
    known = list(_known(line, days))
    (first, then), (last, now) = known[0], known[-1]
    top = max(value for _, value in known)
    parts = [f"{line.name}: {then} on {first}"]
    if len(known) > 1:
        parts.append(f"{now} on {last}")
    if top > max(then, now):
        parts.append(f"at most {top}, on {next(day for day, value in known if value == top)}")
    return f"{', '.join(parts)}.".capitalize()


def _known(line: Line, days: Sequence[Day]) -> Iterator[tuple[str, int]]:
    for day, value in zip(days, line.values, strict=True):
        if value is not None:
            yield day.day, value
