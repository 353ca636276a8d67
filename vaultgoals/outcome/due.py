"""Which goals are due for a look, why, and since or until when: what somebody goes through once a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from vaultgoals.frozen import frozen
from vaultgoals.model import AsOf, Fresh, Gap, GoalState, Judged, Note, Outcome, State
from vaultgoals.outcome.expiry import End, first_end, late_since
from vaultgoals.outcome.reasons import look_again

NO_DATE = "9999-12-31"
"""Stands where no date is known: what has one comes first."""
_SOON = 7
"""Days before its end from which evidence is due: who looks once a week misses none of it."""


class Cause(StrEnum):
    """Why a goal is due; a line of the list reads on with a day."""

    LATE = "heartbeat late"
    FAILING = "failing"
    DENIED = "answered no"
    STALE = "stale"
    SUSPECT = "suspect"
    UNVERIFIED = "done and not verified"
    ENDING = "holds"
    STALLED = "stalled"


@frozen
class Due:
    """One goal that is due for a look."""

    path: str
    cause: Cause
    reason: str
    """What was measured, as a clause."""
    next_step: str
    """One next action, as a sentence."""
    since: str = ""
    """The first day on which it was due, ISO, where one is known."""
    until: str = ""
    """The last day, or minute, on which it still holds, ISO, where that is near."""
    ranked_by: str = NO_DATE
    """The day by which it has its place where no `since` is known, ISO."""

    @property
    def order(self) -> tuple[int, str, str]:
        """What is due by what was claimed or seen, the longest first; what will be, the soonest first."""
        place = {Cause.ENDING: 1, Cause.STALLED: 2}.get(self.cause, 0)
        return place, self.until or self.since or self.ranked_by, self.path


def due_goals(judged: Judged, stalled: Mapping[str, tuple[Gap, date]]) -> tuple[Due, ...]:
    """Return the goals that are due for a look, each once, in the order in which they matter.

    Due is what is late, fails, was denied, has run out, rests on something that changed, or is done and was
    never verified; what runs out within the last quarter of its span, but no more than seven days ahead; and
    what stalls.

    Args:
        judged: the judged vault.
        stalled: by path, the gap of each goal that stalls, and the day on which it last moved.
    """
    found = (_due(judged, goal, stalled) for goal in judged.vault.goals)
    return tuple(sorted(filter(None, found), key=lambda due: due.order))


def claimed_since(judged: Judged, goal: Note) -> str:
    """Return the first day from which a goal, or work on it, is said to be done; `NO_DATE` if unknown."""
    done = [task.done_on for task in judged.tasks_of(goal.path, done=True)]
    days = [judged.as_of.day_of(stamp).isoformat() for stamp in (*done, goal.completed) if stamp is not None]
    return min(days, default=NO_DATE)


def _due(judged: Judged, goal: Note, stalled: Mapping[str, tuple[Gap, date]]) -> Due | None:
    state = judged.goals[goal.path]
    if state.outcome is Outcome.DROPPED:
        return None
    return _now(judged, goal, state) or _soon(goal, state, judged.as_of) or _stalled(judged, goal, stalled)


def _now(judged: Judged, goal: Note, state: GoalState) -> Due | None:
    def due(cause: Cause, since: str = "") -> Due:
        return Due(goal.path, cause, state.reason, state.next_step, since)

    if state.late:
        return due(Cause.LATE, _day_after(late_since(state.late[0], judged.as_of)))
    if state.denied is not None and not state.failing:
        return due(Cause.DENIED, judged.as_of.day_of(state.denied.day).isoformat())
    if state.outcome is Outcome.FAILING:
        return due(Cause.FAILING)
    if state.outcome is Outcome.STALE:
        return due(Cause.STALE, _day_after(state.evidence.until if state.evidence else ""))
    if state.outcome is Outcome.SUSPECT:
        seen = state.evidence.when if state.evidence else None  # on which day it changed nobody knows
        return replace(due(Cause.SUSPECT), ranked_by=seen.day.isoformat() if seen else NO_DATE)
    if state.outcome in (Outcome.UNVERIFIED, Outcome.UNMEASURABLE) and (claim := _claim(goal, state)):
        since = claimed_since(judged, goal)
        found = due(Cause.UNVERIFIED, "" if since == NO_DATE else since)
        return replace(found, reason=f"{claim}; {state.reason}")
    return None


def _claim(goal: Note, state: GoalState) -> str:
    if goal.state is State.DONE:
        return f"its status is {goal.status or 'done'}"
    return f"{state.tasks_done} task{'s' * (state.tasks_done != 1)} done" if state.tasks_done else ""


def _soon(goal: Note, state: GoalState, as_of: AsOf) -> Due | None:
    holds = state.outcome.holds
    end = first_end(goal, state.evidence if holds else None, state.observations, as_of)
    if end is None or not _is_near(end, as_of):
        return None
    if end.check is None:
        step = look_again(goal)
    elif isinstance(end.check, Fresh):
        step = "See to it that the next one is there in time."
    else:
        step = "See to it that the next number is written in time."
    return Due(goal.path, Cause.ENDING, end.why, step, until=end.last)


def _is_near(end: End, as_of: AsOf) -> bool:
    last = date.fromisoformat(end.last[:10])
    left = (last - as_of.day).days
    quarter = (last - end.begun).days / 4 if end.begun else _SOON
    return 0 <= left <= min(_SOON, quarter)


def _stalled(judged: Judged, goal: Note, stalled: Mapping[str, tuple[Gap, date]]) -> Due | None:
    if goal.path not in stalled:
        return None
    gap, last = stalled[goal.path]
    since = _day_after(judged.stalled_after.add_to(last).isoformat())
    return Due(goal.path, Cause.STALLED, gap.message, gap.fix, since)


def _day_after(until: str) -> str:
    """Return the day after one, or the minute itself where the end is one; what is unknown stays so."""
    if not until or "T" in until or until == date.max.isoformat():
        return until
    return (date.fromisoformat(until) + timedelta(days=1)).isoformat()
