"""The trends of the dashboard: what the dated reports say over time, as charts and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultgoals.rollup.account import Account
from vaultgoals.rollup.day import Day
from vaultgoals.rollup.goal_table import bar, table
from vaultgoals.rollup.mermaid import bars_and_line
from vaultgoals.rollup.pen import Pen
from vaultgoals.rollup.report import SECTIONS
from vaultgoals.rollup.sampling import sampled
from vaultgoals.rollup.waits import Wait, median_days, waits

_UNKNOWN = "–"
_MOST_WAITS = 15
_FEWEST = 2
"""Reports that make a trend."""


def trends(account: Account, pen: Pen) -> tuple[str, ...]:
    """Return the blocks of the trends; none where there are fewer than two dated reports."""
    days = account.timeline.days
    if len(days) < _FEWEST:
        return ()
    blocks = (*_verified(days), *_gaps(days), *_oldest(days), *_waits(account, pen))
    return ("## Trends", *blocks) if blocks else ()


def _verified(days: Sequence[Day]) -> Iterator[str]:
    sample = sampled([one for one in days if one.verified is not None and one.live is not None])
    if len(sample.days) < _FEWEST:
        return
    verified = [one.verified or 0 for one in sample.days]
    live = [one.live or 0 for one in sample.days]
    yield "### Goals verified"
    yield bars_and_line("Goals verified (bars) of all goals (line)", "Goals", sample.labels, verified, live)
    yield from filter(None, [sample.told])
    rows = [
        [one.day, str(held), str(goals), bar(held, goals), f"{held * 100 // goals} %" if goals else _UNKNOWN]
        for one, held, goals in zip(sample.days, verified, live, strict=True)
    ]
    yield table(
        ("Report", "Verified", "Goals", "Share", "Per cent"), rows, ("Verified", "Goals", "Per cent")
    ).rstrip("\n")


def _gaps(days: Sequence[Day]) -> Iterator[str]:
    sample = sampled([one for one in days if one.gaps is not None])
    if len(sample.days) < _FEWEST:
        return
    kinds = {section.short: [_number(one, section.codes) for one in sample.days] for section in SECTIONS}
    placed = frozenset().union(*(section.codes for section in SECTIONS))
    last = SECTIONS[-1].short
    kinds[last] = [
        number + sum(count for code, count in one.by_code.items() if code not in placed)
        for number, one in zip(kinds[last], sample.days, strict=True)
    ]
    yield "### Gaps"
    yield bars_and_line(
        "All gaps (bars), and those of work done but not verified (line)",
        "Gaps",
        sample.labels,
        [one.gaps or 0 for one in sample.days],
        kinds[SECTIONS[0].short],
    )
    yield from filter(None, [sample.told])
    shown = {short: numbers for short, numbers in kinds.items() if any(numbers)}
    rows = [
        [one.day, str(one.gaps), _known(one.new), _known(one.closed), *(str(of[at]) for of in shown.values())]
        for at, one in enumerate(sample.days)
    ]
    header = ("Report", "Gaps", "New", "Closed", *(short.capitalize() for short in shown))
    yield table(header, rows, header[1:]).rstrip("\n")


def _number(day: Day, codes: frozenset[str]) -> int:
    return sum(number for code, number in day.by_code.items() if code in codes)


def _known(number: int | None) -> str:
    return _UNKNOWN if number is None else str(number)


def _oldest(days: Sequence[Day]) -> Iterator[str]:
    sample = sampled([one for one in days if one.age_of_oldest is not None])
    ages = [one.age_of_oldest or 0 for one in sample.days]
    if len(sample.days) < _FEWEST or not any(ages):
        return
    yield "### Age of the oldest gap"
    yield bars_and_line("Age of the oldest gap in days", "Days", sample.labels, ages)
    yield from filter(None, [sample.told])
    rows = [
        [one.day, one.oldest or "no gap", str(age), bar(age, max(ages))]
        for one, age in zip(sample.days, ages, strict=True)
    ]
    yield table(("Report", "Oldest gap since", "Days", "Age"), rows, ("Days",)).rstrip("\n")


def _waits(account: Account, pen: Pen) -> Iterator[str]:
    found = waits(account.timeline, [goal.path for goal in account.live_goals])
    if not found:
        return
    order = sorted(found, key=lambda one: (bool(one.verified), -one.days, one.path))
    shown = order[:_MOST_WAITS]
    most = max(wait.days for wait in found)
    yield "### From the last task done to verified"
    numbers = [str(at) for at in range(1, len(shown) + 1)]
    if len(shown) >= _FEWEST:  # names of goals have no room below the bars
        title = "Days from done to verified, by number in the table"
        yield bars_and_line(title, "Days", numbers, [wait.days for wait in shown])
    yield _summary(found, len(shown))
    rows = [
        [
            number,
            pen.link(wait.path, in_table=True),
            f"{wait.done}{' or before' if wait.or_longer else ''}",
            wait.verified or "not yet",
            f"{wait.days}{' or more' if wait.or_longer else ''}",
            bar(wait.days, most),
        ]
        for number, wait in zip(numbers, shown, strict=True)
    ]
    header = ("Number", "Goal", "All tasks done", "Verified", "Days", "Time")
    yield table(header, rows, ("Number", "Days")).rstrip("\n")


def _summary(found: Sequence[Wait], shown: int) -> str:
    waiting = sum(not wait.verified for wait in found)
    goals = f"{len(found)} goal{'s' * (len(found) != 1)}"
    still = f"{waiting or 'none'} {'is' if waiting == 1 else 'are'} still to be verified"
    parts = [f"Of {goals} whose tasks were all done, {still}"]
    middle = median_days(found)
    if middle is not None:
        parts.append(f"from done to verified it took {middle:g} day{'s' * (middle != 1)} (median)")
    text = "; ".join(parts)
    more = f" The {shown} of them that wait longest are listed." if shown < len(found) else ""
    return f"{text}. Days are those of the first report that says so.{more}"
