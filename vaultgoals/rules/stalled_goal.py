"""An active goal, and nothing about it has moved for a month.

## What it finds

A goal whose status says that it is active, where the newest date written in the goal, its subgoals,
projects, specs and tasks is older than `stalled_after` in `vaultgoals.toml` (30 days, if not set).
Dates in frontmatter count, dates of checklist lines, what its checks found, and daily notes that
link one of these notes. When a file was changed does not count: a sync changes that. Where no date
is written at all, and where the goal is verified, nothing is said.

## Why it matters

A goal that is called active and does not move takes the place of one that could. Either something
is in its way, or it has quietly been dropped.

## Example

```vault
== Goals/Understand consensus protocols.md
--- {VG207}
type: goal
status: active
created: 2026-08-02
---
- [ ] Read the paper again ➕ 2026-09-06
- [-] Build a toy log in a weekend ❌ 2026-09-14
```

## How to fix

Take the next step, and let its date be written; or say with the status that the goal is waiting.

```vault
== Goals/Understand consensus protocols.md
---
type: goal
status: active
created: 2026-08-02
---
- [x] Read the paper again ➕ 2026-09-06 ✅ 2026-11-15
- [-] Build a toy log in a weekend ❌ 2026-09-14
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from operator import attrgetter

from vaultgoals.frozen import frozen
from vaultgoals.model import (
    Finding,
    Form,
    Judged,
    Note,
    Outcome,
    Place,
    Record,
    Role,
    Severity,
    Stamp,
    State,
    Task,
    TaskLine,
    Vault,
)
from vaultgoals.rules import unplanned_goal
from vaultgoals.rules.phrases import counted, linked, listed
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal written to be active whose newest date is too long ago."""
    for goal, goals, last in _stalled(judged):
        yield _finding(judged.vault, goal, goals, last)


def last_moves(judged: Judged) -> dict[str, date]:
    """Return the day of the newest movement of each goal that stalls, by its path."""
    return {goal.path: last for goal, _, last in _stalled(judged)}


def _stalled(judged: Judged) -> Iterator[tuple[Note, tuple[str, ...], date]]:
    """Yield each goal that stalls, the goals that are part of it, and the day of the newest movement."""
    movement = _Movement(judged)
    told = {finding.path for finding in unplanned_goal.check(judged)}  # one cause, one gap
    for goal in judged.vault.goals:
        claimed = goal.status and goal.state is State.ACTIVE
        if not claimed or goal.path in told or judged.outcome_of(goal.path) in _LOOKED_AT:
            continue
        goals = _with_subgoals(judged.vault, goal.path)
        last = movement.stalled_since(goals)
        if last is not None:
            yield goal, goals, last


_LOOKED_AT = (Outcome.VERIFIED, Outcome.ATTESTED, Outcome.STALE, Outcome.SUSPECT)
"""States of a goal that was reached once: what is left is to look again, and VG401 and VG402 say so."""


def _with_subgoals(vault: Vault, goal: str) -> tuple[str, ...]:
    """Return the goal, its subgoals and theirs; goals may serve each other in a loop."""
    goals = {goal: None}
    pending = [goal]
    while pending:
        below = [path for path in vault.subgoals_of.get(pending.pop(), ()) if path not in goals]
        goals.update(dict.fromkeys(below))
        pending.extend(below)
    return tuple(goals)


@frozen
class _Moved:
    """When something moved last, as far as is written."""

    last: date | None
    lately: bool


class _Movement:
    """When each goal moved last, by every written date that says that something happened.

    Each goal is looked at once, with what serves it directly, however many goals it is a part of.
    """

    def __init__(self, judged: Judged) -> None:
        self._judged = judged
        self._notes = judged.vault.notes
        self._written: dict[str, _Moved] = {}
        self._mentioned: dict[str, _Moved] = {}

    def stalled_since(self, goals: tuple[str, ...]) -> date | None:
        """Return the newest day among these goals; None where one moves, or no date is written."""
        for goal in goals:
            if goal not in self._written:
                self._written[goal] = self._newest(self._dates(goal))
        if any(self._written[goal].lately for goal in goals):
            return None  # of most goals this is so, and no daily note needs to be looked at
        for goal in goals:
            if goal not in self._mentioned:
                self._mentioned[goal] = self._newest(self._mentions_of(goal))
        if any(self._mentioned[goal].lately for goal in goals):
            return None
        found = (moved[goal].last for moved in (self._written, self._mentioned) for goal in goals)
        return max(filter(None, found), default=None)

    def _newest(self, stamps: Iterable[Stamp]) -> _Moved:
        as_of, span = self._judged.as_of, self._judged.stalled_after
        past = [stamp for stamp in stamps if not as_of.in_future(stamp)]
        last = max(map(as_of.day_of, past), default=None)
        days = [stamp for stamp in past if stamp.moment is None]
        newest = [max(days, key=attrgetter("day"))] if days else []  # of whole days it is within, if one is
        timed = (stamp for stamp in past if stamp.moment is not None)
        return _Moved(last, any(as_of.within(stamp, span) for stamp in (*newest, *timed)))

    def _parts(self, goal: str) -> set[str]:
        """Return the goal and the notes that serve it."""
        vault = self._judged.vault
        tasks = (task.path for task in vault.tasks_of.get(goal, ()) if task.is_note)
        return {goal, *vault.projects_of.get(goal, ()), *vault.specs_of.get(goal, ()), *tasks}

    def _dates(self, goal: str) -> Iterator[Stamp]:
        parts = self._parts(goal)
        for path in parts:
            yield from self._notes[path].written_dates
            yield from filter(None, (item.newest for item in self._judged.observations.get(path, ())))
            yield from (item.day for item in self._records.get(path, ()))
            for line in self._notes[path].tasks:
                yield from _of_line(line)
        for task in self._judged.vault.tasks_of.get(goal, ()):
            if task.path not in parts:
                yield from self._of_line_elsewhere(task)

    def _of_line_elsewhere(self, task: Task) -> Iterator[Stamp]:
        """Yield the dates of a checklist line, and that of the daily note in which it stands."""
        note = self._notes[task.path]
        yield from _of_line(self._lines[task.path, task.line])
        if note.date is not None and note.date in note.written_dates:
            yield note.date

    def _mentions_of(self, goal: str) -> Iterator[Stamp]:
        for path in self._parts(goal):
            yield from self._mentions.get(path, ())

    @cached_property
    def _records(self) -> dict[str, tuple[Record, ...]]:
        return {path: state.records for path, state in self._judged.goals.items()}

    @cached_property
    def _lines(self) -> dict[tuple[str, int], TaskLine]:
        return {(note.path, line.line): line for note in self._notes.values() for line in note.tasks}

    @cached_property
    def _mentions(self) -> dict[str, list[Stamp]]:
        """By path: the days whose daily notes link it, and the dates of every note that serves it."""
        find = self._judged.vault.find
        found: dict[str, list[Stamp]] = {}
        for relation in self._judged.vault.relations:
            if relation.target is not None and relation.stands and relation.role is not Role.BLOCKED_BY:
                note = self._notes[relation.source]
                found.setdefault(relation.target, []).extend(filter(None, (*note.written_dates, note.date)))
        for note in self._notes.values():
            if note.date is None or not note.links:
                continue
            links = (*note.links, *(item for line in note.tasks for item in line.serves))
            targets = {link.target for link in links if link.form is not Form.URL}
            for path in {path for target in targets for path in find(target, note.path)}:
                found.setdefault(path, []).append(note.date)
        return found


def _of_line(line: TaskLine) -> Iterator[Stamp]:
    yield from filter(None, (line.created, line.start, line.done, line.cancelled))


def _finding(vault: Vault, goal: Note, goals: tuple[str, ...], last: date) -> Finding:
    projects = {path for each in goals for path in vault.projects_of.get(each, ())}
    specs = {path for each in goals for path in vault.specs_of.get(each, ())}
    tasks = {(task.path, task.line): task for each in goals for task in vault.tasks_of.get(each, ())}
    live = [task for task in tasks.values() if task.state.live]
    numbers = {"subgoal": len(goals) - 1, "project": len(projects), "task": len(tasks), "spec": len(specs)}
    parts = [counted(number, noun) for noun, number in numbers.items() if number]
    return Finding(
        path=goal.path,
        line=1,
        message=f"its status is {goal.status}, and nothing in it or its {listed(parts, most=4)} has moved "
        f"since {last.isoformat()} (checked: dates in frontmatter, task dates, daily notes)",
        fix=f"{_step(live)}, or set the status of the goal to waiting.",
        goal=goal.path,
        related=tuple(Place(task.path, task.line) for task in live),
    )


def _step(live: list[Task]) -> str:
    if not live:
        return "Plan a next step and write down when it was taken"
    return f"Take up {linked(live[0].path) if live[0].is_note else f'“{live[0].title}”'} and write down when"


RULE = Rule("VG207", "stalled-goal", Severity.WARNING, __doc__, check)
