"""What was shipped in a period: tasks by the dates that they carry, specs that became real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultgoals.frozen import frozen
from vaultgoals.model import LinkState, Note, Role, State, Task
from vaultgoals.outcome.implementation import Implementation, implementations
from vaultgoals.rollup.span import Span


@frozen
class DoneTask:
    """A task that was done on a day of the period."""

    day: date
    task: Task


@frozen
class BuiltSpec:
    """A spec that became real in the period."""

    path: str
    by: Implementation
    day: date | None
    """None where no date says when, but one report had it as a gap and the next moment had not."""


@frozen
class Undated:
    """More tasks of a goal are done than before the period, and no date says when."""

    goal: str
    number: int


@frozen
class Shipped:
    """What was shipped."""

    tasks: tuple[DoneTask, ...]
    """By day, path and line."""
    specs: tuple[BuiltSpec, ...]
    """In path order."""
    undated: tuple[Undated, ...]
    """In path order."""
    aimless: tuple[DoneTask, ...]
    """Those of the tasks that serve no goal and implement no spec."""


def shipped(span: Span) -> Shipped:
    """Return what was shipped in a period."""
    found = [
        DoneTask(day, task)
        for task in span.account.judged.vault.tasks
        if task.done_on is not None and task.state is State.DONE and (day := span.day_of(task.done_on))
    ]
    found.sort(key=lambda one: (one.day, one.task.path, one.task.line))
    return Shipped(
        tuple(found), tuple(_specs(span)), tuple(_undated(span)), tuple(_aimless(span, found))
    )  # fmt: skip


def _aimless(span: Span, found: list[DoneTask]) -> Iterator[DoneTask]:
    """Yield the task notes that name nothing they could be for; what they name may also be lost."""
    bare = {one.task.path for one in found if one.task.is_note and not one.task.goals}
    if not bare:
        return
    aims = {
        relation.source
        for relation in span.account.judged.vault.relations
        if relation.source in bare
        and relation.role in (Role.SERVES, Role.IMPLEMENTS)
        and relation.state is not LinkState.REMARK
        and not (relation.role is Role.SERVES and relation.stands)  # a project that serves no goal itself
    }
    aims |= {task.path for task in span.account.judged.vault.tasks if not task.is_note}
    for one in found:
        if one.task.path in bare and one.task.path not in aims and one.task.is_note:
            yield one


def _specs(span: Span) -> Iterator[BuiltSpec]:
    judged = span.account.judged
    for spec in judged.vault.specs:
        if spec.state is State.DROPPED:
            continue
        real = list(implementations(judged.vault, spec, span.account.artifacts_of.get(spec.path, ())))
        if not real:
            continue
        first, is_dated = _first(span, spec, real)
        day = span.day_of(first.day) if is_dated else None
        if is_dated and first.day is None:
            day = span.day_of(spec.completed)
        if day is not None or (not is_dated and _was_a_gap(span, spec.path)):
            yield BuiltSpec(spec.path, first, day)


def _first(span: Span, spec: Note, real: list[Implementation]) -> tuple[Implementation, bool]:
    """Return what implemented a spec first, and whether dates tell when that was."""
    undated = next((one for one in real if one.day is None), None)
    if undated is not None:
        return undated, spec.state is State.DONE and spec.completed is not None
    day_of = span.account.judged.as_of.day_of
    return min(real, key=lambda one: day_of(one.day) if one.day else date.max), True


def _was_a_gap(span: Span, path: str) -> bool:
    """Whether a spec had no implementation before the period and one at its end."""
    before, end = span.before, span.end
    if before is None or end is None:
        return False
    return path in before.unimplemented and path not in end.unimplemented


def _undated(span: Span) -> Iterator[Undated]:
    """Yield the goals whose number of done tasks has grown by more than the dates explain."""
    if span.before is None or span.end is None:
        return
    as_of = span.account.judged.as_of
    since, until = date.fromisoformat(span.before.day), date.fromisoformat(span.end.day)
    for path, then in span.before.goals.items():
        now = span.end.goals.get(path)
        if now is None or now.done <= then.done:
            continue
        tasks = span.account.judged.tasks_of(path, done=True)
        days = [as_of.day_of(task.done_on) for task in tasks if task.done_on is not None]
        # A task that was done on the day of a report may stand in it already, or not yet.
        dated = sum(since <= day <= until for day in days)
        if now.done - then.done > dated:
            yield Undated(path, now.done - then.done - dated)
