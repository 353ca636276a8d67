"""``count: notes in Workouts within 7d >= 3``: a number of notes or checklist lines compares so."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from vaultgoals.model import Count, Note, Observation, Presence, Result, Stamp, State, TaskLine
from vaultgoals.observe.context import Context, counted
from vaultgoals.observe.metric import number_text
from vaultgoals.observe.paths import link_target
from vaultgoals.observe.places import Holding, notes_in

_Item = Stamp | None
"""What is counted is known by its date alone."""


def observe_count(check: Count, context: Context) -> Observation:
    """Return how the count compares.

    A place that is not there yet is open; one that holds nothing counts 0. Where a window is set and things
    without a date would decide the verdict, or a note that could not be read would, the result is unknown.
    """
    place = notes_in(check.place, context)
    if place.presence is Presence.UNKNOWN:
        return Observation(check, Result.UNKNOWN, place.why)
    if place.presence is Presence.ABSENT:
        return Observation(check, Result.OPEN, f"nothing is in {check.place} yet")
    items = list(_items(check, place, context))
    sure = [when for when in items if check.within is None or context.current(when, check.within)]
    undated = items.count(None) if check.within is not None else 0
    unread = _unread(check, place)
    future = sum(when is not None and context.as_of.in_future(when) for when in items) if check.within else 0
    measured = _measured(check, context, len(sure), future)
    newest = context.newest(when for when in sure if when is not None)
    verdicts = _verdicts(check, len(sure), inf if unread else len(sure) + undated)
    if len(verdicts) > 1:
        result, measured = Result.UNKNOWN, measured + _undecided(undated, unread)
    elif verdicts == {True}:
        result = Result.PASS
    else:
        result = Result.FAIL
        measured += f", and it should be {check.comparison} {number_text(check.limit)}"
    return Observation(check, result, measured, newest=newest, value=float(len(sure)))


def _items(check: Count, place: Holding, context: Context) -> Iterator[_Item]:
    for note in place.notes:
        if check.what != "notes":
            yield from (_task_date(task, note) for task in note.tasks if _wanted(task, check))
        elif note.path != context.source or link_target(check.place) is not None:
            yield note.date  # a goal that stands in the folder it counts is none of the notes counted


def _wanted(task: TaskLine, check: Count) -> bool:
    if check.what == "open tasks":
        return task.state.live
    return check.what == "tasks" or task.state is State.DONE


def _task_date(task: TaskLine, note: Note) -> Stamp | None:
    """A done task is dated by its done date, any other, or one without, by its note."""
    done = task.done if task.state is State.DONE else None
    return done or note.date


def _unread(check: Count, place: Holding) -> int:
    """Return how many notes may hold tasks that were not seen."""
    if check.what == "notes":
        return 0
    return sum(note.unreadable and not note.tasks for note in place.notes)


def _verdicts(check: Count, least: int, most: float) -> set[bool]:
    """Return every verdict that a count from ``least`` to ``most`` may have."""
    possible = [float(least), most]
    if least <= check.limit <= most and check.limit.is_integer():
        possible.append(check.limit)
    return {check.comparison.holds(count, check.limit) for count in possible}


def _undecided(undated: int, unread: int) -> str:
    parts = [
        f"{undated} more without a date" if undated else "",
        f"{counted(unread, 'note')} that could not be read" if unread else "",
    ]
    return f"; {' and '.join(filter(None, parts))} may change that"


def _measured(check: Count, context: Context, number: int, future: int) -> str:
    text = f"{counted(number, check.what.removesuffix('s'))} in {check.place}"
    if check.within is None:
        return text
    left_out = f" ({future} dated in the future, left out)" if future else ""
    return f"{text} dated no more than {context.window(check.within)}{left_out}"
