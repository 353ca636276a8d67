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

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vaultgoals.graph import Names
from vaultgoals.model import Finding, Form, Judged, Note, Place, Severity, Stamp, State, Task, TaskLine, Vault
from vaultgoals.rules.phrases import counted, linked, listed
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal written to be active whose newest date is too long ago."""
    dates = _Dates(judged)
    for goal in judged.vault.goals:
        claimed = goal.status and goal.state is State.ACTIVE
        if not claimed or judged.outcome_of(goal.path).holds:
            continue
        subtree = _subtree(judged.vault, goal.path)
        last = dates.last(subtree)
        if last is not None:
            yield _finding(goal, subtree, last)


@dataclass(frozen=True, slots=True)
class _Subtree:
    """A goal and all that serves it."""

    goals: tuple[str, ...]
    """The goal itself, then its subgoals and theirs."""
    projects: tuple[str, ...]
    specs: tuple[str, ...]
    tasks: tuple[Task, ...]

    @property
    def notes(self) -> frozenset[str]:
        """The paths of all the notes in it."""
        tasks = (task.path for task in self.tasks if task.is_note)
        return frozenset((*self.goals, *self.projects, *self.specs, *tasks))


def _subtree(vault: Vault, goal: str) -> _Subtree:
    goals = {goal: None}
    pending = [goal]
    while pending:  # goals may serve each other in a loop
        below = [path for path in vault.subgoals_of.get(pending.pop(), ()) if path not in goals]
        goals.update(dict.fromkeys(below))
        pending.extend(below)
    return _Subtree(
        tuple(goals),
        tuple(dict.fromkeys(path for each in goals for path in vault.projects_of.get(each, ()))),
        tuple(dict.fromkeys(path for each in goals for path in vault.specs_of.get(each, ()))),
        tuple(dict.fromkeys(task for each in goals for task in vault.tasks_of.get(each, ()))),
    )


class _Dates:
    """Every date written in a vault that says that something happened, and what it happened to."""

    def __init__(self, judged: Judged) -> None:
        self._judged = judged
        self._notes = judged.vault.notes

    def last(self, subtree: _Subtree) -> date | None:
        """Return the newest day of a subtree that has stalled; None where it moves or has no date."""
        notes = subtree.notes
        elsewhere = (task for task in subtree.tasks if task.path not in notes)
        stamps = [stamp for path in notes for stamp in self._of_note(path)]
        stamps += [stamp for task in elsewhere for stamp in self._of_line(task)]
        if self._moves(stamps):  # most goals do, and then no daily note needs to be looked at
            return None
        stamps += [stamp for path in notes for stamp in self._mentions.get(path, ())]
        if self._moves(stamps):
            return None
        as_of = self._judged.as_of
        return max((as_of.day_of(stamp) for stamp in stamps if not as_of.in_future(stamp)), default=None)

    def _moves(self, stamps: list[Stamp]) -> bool:
        as_of, span = self._judged.as_of, self._judged.stalled_after
        return any(not as_of.in_future(stamp) and as_of.within(stamp, span) for stamp in stamps)

    def _of_note(self, path: str) -> Iterator[Stamp]:
        note = self._notes[path]
        yield from note.written_dates
        yield from filter(None, (item.newest for item in self._judged.observations.get(path, ())))
        for line in note.tasks:
            yield from _of_line(line)

    @cached_property
    def _lines(self) -> dict[tuple[str, int], TaskLine]:
        return {(note.path, line.line): line for note in self._notes.values() for line in note.tasks}

    def _of_line(self, task: Task) -> Iterator[Stamp]:
        """Yield the dates of a checklist line, and that of the daily note in which it stands."""
        note = self._notes[task.path]
        yield from _of_line(self._lines[task.path, task.line])
        if note.date is not None and note.date in note.written_dates:
            yield note.date

    @cached_property
    def _mentions(self) -> dict[str, list[Stamp]]:
        """By path: the days whose daily notes link it."""
        names = Names(self._judged.vault.files)
        found: dict[str, list[Stamp]] = {}
        for note in self._notes.values():
            if note.date is None or not note.links:
                continue
            for reference in (*note.links, *(item for line in note.tasks for item in line.serves)):
                paths = () if reference.form is Form.URL else names.find(reference.target, note.path)
                for path in paths:
                    found.setdefault(path, []).append(note.date)
        return found


def _of_line(line: TaskLine) -> Iterator[Stamp]:
    yield from filter(None, (line.created, line.start, line.done, line.cancelled))


def _step(live: list[Task]) -> str:
    if not live:
        return "Plan a next step and write down when it was taken"
    return f"Take up {linked(live[0].path) if live[0].is_note else f'“{live[0].title}”'} and write down when"


def _finding(goal: Note, subtree: _Subtree, last: date) -> Finding:
    live = [task for task in subtree.tasks if task.state.live]
    parts = [
        counted(len(items), noun)
        for items, noun in (
            (subtree.goals[1:], "subgoal"),
            (subtree.projects, "project"),
            (subtree.tasks, "task"),
            (subtree.specs, "spec"),
        )
        if items
    ]
    inside = f" or its {listed(parts, most=4)}" if parts else ""
    return Finding(
        path=goal.path,
        line=1,
        message=f"its status is {goal.status}, and nothing in it{inside} has moved since {last.isoformat()} "
        "(checked: dates in frontmatter, task dates, daily notes)",
        fix=f"{_step(live)}, or set the status of the goal to waiting.",
        goal=goal.path,
        related=tuple(Place(task.path, task.line) for task in live),
    )


RULE = Rule("VG207", "stalled-goal", Severity.WARNING, __doc__, check)
