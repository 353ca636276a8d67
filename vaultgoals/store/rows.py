"""Notes as plain tuples and back, field by field, and nothing that could run as code on the way.

A row holds a bit mask of the fields that differ from `Note`'s defaults, and their frozen values in the
order of the fields. The row of a note that says nothing is 0. What a value is frozen to is made of tuples,
texts and numbers alone, which `marshal` writes and reads at the speed of C.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any, NamedTuple

from vaultgoals.model import (
    Ask,
    Check,
    Comparison,
    Contains,
    Count,
    Criterion,
    Duration,
    Exists,
    Form,
    Fresh,
    Kind,
    Measurement,
    Metric,
    Misread,
    Note,
    Problem,
    Reference,
    Role,
    Run,
    StageClaim,
    Stamp,
    State,
    TaskLine,
    Trouble,
    Waiver,
)

Frozen = Any
"""Tuples, texts, numbers and None: what `marshal` takes, and too much to spell out as a type."""
Row = Any
"""0, or a tuple: the mask and the frozen values."""

_FORMS = {form.value: form for form in Form}
_KINDS = {kind.value: kind for kind in Kind}
_STATES = {state.value: state for state in State}
_ROLES = {role.value: role for role in Role}
_TROUBLES = {trouble.value: trouble for trouble in Trouble}
_COMPARISONS = {comparison.value: comparison for comparison in Comparison}
_CHECKS = {made.__name__: made for made in (Ask, Run, Fresh, Exists, Contains, Metric, Count, Misread)}
_DAYS: dict[int, Stamp] = {}
"""Stamps without a time that were made already: a vault speaks of few days, and often of each."""


_new_reference: Callable[[type[Reference]], Reference] = object.__new__
_set_key, _set_text, _set_line, _set_form, _set_target = (
    getattr(Reference, field.name).__set__ for field in fields(Reference)
)


class Way(NamedTuple):
    """How the values of one field are frozen and thawed; None where they are plain already."""

    freeze: Callable[[Any], Any] | None = None
    thaw: Callable[[Any], Any] | None = None


def _freeze_stamp(stamp: Stamp | None) -> Frozen:
    if stamp is None:
        return None
    day = stamp.day.toordinal()
    return day if stamp.moment is None else (day, stamp.moment.isoformat())


def _thaw_stamp(frozen: Frozen) -> Stamp | None:
    if frozen is None:
        return None
    if isinstance(frozen, tuple):
        return Stamp(date.fromordinal(frozen[0]), datetime.fromisoformat(frozen[1]))
    if frozen not in _DAYS:
        _DAYS[frozen] = Stamp(date.fromordinal(frozen))
    return _DAYS[frozen]


def _freeze_references(references: tuple[Reference, ...]) -> Frozen:
    return tuple((one.key, one.text, one.line, one.form.value, one.target) for one in references)


def _thaw_references(frozen: Frozen) -> tuple[Reference, ...]:
    return tuple(map(_thaw_reference, frozen))


def _thaw_reference(frozen: Frozen) -> Reference:
    """Fill a link slot by slot: nothing is more frequent in a vault, and `__init__` costs twice as much."""
    key, text, line, form, target = frozen
    made = _new_reference(Reference)
    _set_key(made, key)
    _set_text(made, text)
    _set_line(made, line)
    _set_form(made, _FORMS[form])
    _set_target(made, target)
    return made


def _freeze_task(task: TaskLine) -> Frozen:
    said = (task.line, task.text, task.state.value, _freeze_references(task.serves))
    dates = (task.created, task.scheduled, task.start, task.due, task.done, task.cancelled)
    if not (any(dates) or task.task_id or task.depends_on or task.repeats):
        return said  # as most lines are
    return (*said, tuple(map(_freeze_stamp, dates)), task.task_id, task.depends_on, task.repeats)


def _thaw_task(frozen: Frozen) -> TaskLine:
    if len(frozen) == 4:
        line, text, state, serves = frozen
        return TaskLine(line, text, _STATES[state], _thaw_references(serves) if serves else ())
    line, text, state, serves, dates, task_id, depends_on, repeats = frozen
    created, scheduled, start, due, done, cancelled = map(_thaw_stamp, dates)
    return TaskLine(
        line, text, _STATES[state], _thaw_references(serves),
        created, scheduled, start, due, done, cancelled, task_id, depends_on, repeats,
    )  # fmt: skip


def _freeze_check(check: Check) -> Frozen:
    made = {item.name: getattr(check, item.name) for item in fields(check)}
    if made.get("within") is not None:
        made["within"] = (made["within"].amount, made["within"].unit)
    if "comparison" in made:
        made["comparison"] = made["comparison"].value
    return type(check).__name__, tuple(made.items())


def _thaw_check(frozen: Frozen) -> Check:
    name, items = frozen
    made = dict(items)
    if made.get("within") is not None:
        made["within"] = Duration(*made["within"])
    if "comparison" in made:
        made["comparison"] = _COMPARISONS[made["comparison"]]
    check: Check = _CHECKS[name](**made)
    return check


def _freeze_problem(item: Problem) -> Frozen:
    return item.name, item.trouble.value, item.message, item.line, item.column, item.fix, item.subject


def _thaw_problem(frozen: Frozen) -> Problem:
    name, trouble, *rest = frozen
    return Problem(name, _TROUBLES[trouble], *rest)


def _freeze_waiver(item: Waiver) -> Frozen:
    return item.text, item.line, item.rule, _freeze_stamp(item.until), item.reason


def _thaw_waiver(frozen: Frozen) -> Waiver:
    text, line, rule, until, reason = frozen
    return Waiver(text, line, rule, _thaw_stamp(until), reason)


def _freeze_stage(item: StageClaim) -> Frozen:
    return item.name, item.line, item.reached, _freeze_stamp(item.day), _freeze_references(item.links)


def _thaw_stage(frozen: Frozen) -> StageClaim:
    name, line, reached, day, links = frozen
    return StageClaim(name, line, reached, _thaw_stamp(day), _thaw_references(links))


def _each(freeze: Callable[[Any], Any], thaw: Callable[[Any], Any]) -> Way:
    return Way(lambda values: tuple(map(freeze, values)), lambda frozen: tuple(map(thaw, frozen)))


_PLAIN = Way()
_STAMP = Way(_freeze_stamp, _thaw_stamp)
_REFERENCES = Way(_freeze_references, _thaw_references)

WAYS: Mapping[str, Way] = {
    "kind": Way(lambda kind: kind.value, _KINDS.__getitem__),
    "state": Way(lambda state: state.value, _STATES.__getitem__),
    "status": _PLAIN,
    "accepted": _PLAIN,
    "unknown_status": _PLAIN,
    "serves": _REFERENCES,
    "implements": _REFERENCES,
    "implemented_by": _REFERENCES,
    "blocked_by": _REFERENCES,
    "evidence": _REFERENCES,
    "verified_by": _REFERENCES,
    "why": _PLAIN,
    "metric": _PLAIN,
    "criteria": _each(
        lambda item: (item.text, item.line, item.ticked, item.boxed), lambda frozen: Criterion(*frozen)
    ),
    "checks": _each(_freeze_check, _thaw_check),
    "verified": _STAMP,
    "verified_undated": _PLAIN,
    "verified_until": _STAMP,
    "review_interval": Way(lambda span: (span.amount, span.unit), lambda frozen: Duration(*frozen)),
    "due": _STAMP,
    "scheduled": _STAMP,
    "start": _STAMP,
    "completed": _STAMP,
    "waivers": _each(_freeze_waiver, _thaw_waiver),
    "cycles": _PLAIN,
    "stages": _each(_freeze_stage, _thaw_stage),
    "aliases": _PLAIN,
    "tasks": _each(_freeze_task, _thaw_task),
    "measurements": _each(
        lambda item: (item.key, item.value, item.line), lambda frozen: Measurement(*frozen)
    ),
    "date": _STAMP,
    "written_dates": _each(_freeze_stamp, _thaw_stamp),
    "links": _REFERENCES,
    "problems": _each(_freeze_problem, _thaw_problem),
    "ignored": _PLAIN,
    "repeats": _PLAIN,
    "lines": _each(lambda item: (item[0].value, item[1]), lambda frozen: (_ROLES[frozen[0]], frozen[1])),
}
"""Every field of `Note` but its path, in the order of the fields (a test holds them to it)."""

DEFAULTS: Mapping[str, Any] = {
    item.name: item.default for item in fields(Note) if item.default is not MISSING
}
_FREEZING = tuple(
    (1 << number, name, DEFAULTS[name], way.freeze) for number, (name, way) in enumerate(WAYS.items())
)


def freeze(note: Note) -> Row:
    """Return a note as a row."""
    mask = 0
    values = []
    for bit, name, default, way in _FREEZING:
        value = getattr(note, name)
        if value != default:
            mask |= bit
            values.append(value if way is None else way(value))
    return (mask, *values) if mask else 0
