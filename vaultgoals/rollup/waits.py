"""How long it takes from the last task done to the outcome seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median

from vaultgoals.frozen import frozen
from vaultgoals.model import Work
from vaultgoals.rollup.timeline import Timeline


@frozen
class Wait:
    """The time of one goal between two of its reports."""

    path: str
    done: str
    """The day of the first report in which all its work was done, ISO."""
    verified: str
    """The day of the first report since then in which its outcome held, ISO; empty where it still waits."""
    days: int
    """From one to the other, or up to the day of the timeline."""
    or_longer: bool
    """Whether the first report of all had its work done already: nobody knows since when."""


def waits(timeline: Timeline, goals: Iterable[str]) -> tuple[Wait, ...]:
    """Return the wait of each goal whose work was once all done, in the order of the paths given.

    Only what reports say counts. A goal that never held and has work again waits for its work, and is not
    among them.
    """
    return tuple(wait for path in goals if (wait := _wait(timeline, path)) is not None)


def _wait(timeline: Timeline, path: str) -> Wait | None:
    history = timeline.of_goal(path)
    done = next((day for day, line in history if line.work is Work.DONE), None)
    if done is None:
        return None
    held = next((day for day, line in history if day.day >= done.day and line.outcome.holds), None)
    if held is None and history[-1][1].work is not Work.DONE:
        return None
    end = held.on if held else date.fromisoformat(timeline.as_of)
    return Wait(
        path=path,
        done=done.day,
        verified=held.day if held else "",
        days=(end - done.on).days,
        or_longer=done is timeline.days[0],
    )


def median_days(found: Iterable[Wait]) -> float | None:
    """Return the median of the waits that are over and whose beginning is known; None without any."""
    days = [wait.days for wait in found if wait.verified and not wait.or_longer]
    return median(days) if days else None
