"""``metric: last(weight) <= 80 in Daily within 7d``: a recorded number compares so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isfinite

from vaultgoals.frozen import frozen
from vaultgoals.model import Metric, Observation, Presence, Result, Stamp
from vaultgoals.observe.context import Context, counted
from vaultgoals.observe.places import notes_in


@frozen
class _Recorded:
    """One number, where and for when it is recorded."""

    value: float
    path: str
    line: int
    when: Stamp | None


def observe_metric(check: Metric, context: Context) -> Observation:
    """Return how the recorded numbers compare.

    Nothing is recorded yet: open. Numbers that are needed by their date and have none: unknown. Recorded,
    but nothing in the window: it fails. ``last`` and a window leave out numbers of undated notes and of
    notes dated in the future; the other functions take them all.
    """
    place = notes_in(check.place, context)
    if place.presence is Presence.UNKNOWN:
        return Observation(check, Result.UNKNOWN, place.why)
    recorded = [
        _Recorded(found.value, note.path, found.line, note.date)
        for note in place.notes
        for found in note.measurements
        if found.key == check.key and isfinite(found.value)
    ]
    if not recorded:
        return Observation(check, Result.OPEN, f"no `{_written_key(check)}` is recorded in {check.place} yet")
    if check.function == "last" or check.within is not None:
        dated = [number for number in recorded if context.current(number.when, None)]
        return _judged_by_date(check, context, dated, len(recorded))
    return _compared(check, context, recorded, "")


def _judged_by_date(
    check: Metric, context: Context, dated: Sequence[_Recorded], recorded: int
) -> Observation:
    numbers = f"{counted(recorded, 'number')} for `{_written_key(check)}` in {check.place}"
    newest = _newest(dated, context)
    if newest is None:
        return Observation(check, Result.UNKNOWN, f"{numbers}, all of them undated or in the future")
    used = [number for number in dated if context.current(number.when, check.within)]
    if not used and check.within is not None:
        measured = (
            f"the newest `{_written_key(check)}` in {check.place} is dated {context.shown(newest)}, "
            f"more than {context.window(check.within)}"
        )
        return Observation(check, Result.FAIL, measured, newest=newest)
    left_out = recorded - len(dated)
    remark = f" ({left_out} undated or in the future, left out)" if left_out else ""
    return _compared(check, context, used, remark)


def _compared(check: Metric, context: Context, used: Sequence[_Recorded], remark: str) -> Observation:
    when = _newest(used, context)
    value = _value(check.function, used, context)
    holds = check.comparison.holds(value, check.limit)
    dated = f", dated {context.shown(when)}" if when is not None and check.function == "last" else ""
    over = f" over {counted(len(used), 'number')}" if check.function != "last" else ""
    wanted = "" if holds else f", and should be {check.comparison} {number_text(check.limit)}"
    name = f"{check.function}({_written_key(check)}) in {check.place}"
    measured = f"{name} is {_short(value, check)}{dated}{over}{remark}{wanted}"
    return Observation(check, Result.PASS if holds else Result.FAIL, measured, newest=when, value=value)


def _newest(numbers: Sequence[_Recorded], context: Context) -> Stamp | None:
    return context.newest(number.when for number in numbers if number.when is not None)


def _value(function: str, numbers: Sequence[_Recorded], context: Context) -> float:
    if function == "last":
        return max(numbers, key=lambda number: _position(number, context)).value
    return _FUNCTIONS[function]([number.value for number in numbers])


def _position(number: _Recorded, context: Context) -> tuple[object, ...]:
    """Order by date; within one date by path, and within one note by line."""
    return (number.when is not None and context.order(number.when), number.path, number.line)


def _sum(values: Sequence[float], parts: int = 1) -> float:
    """Add as the numbers are written, and divide: 0.1 and 0.2 make 0.3."""
    from decimal import Decimal

    return float(sum(Decimal(repr(value)) for value in values) / parts)


def _mean(values: Sequence[float]) -> float:
    return _sum(values, len(values))


_FUNCTIONS: dict[str, Callable[[Sequence[float]], float]] = {
    "min": min,
    "max": max,
    "mean": _mean,
    "sum": _sum,
}


def _written_key(check: Metric) -> str:
    """Return the key as the user spells it; `Metric.key` is folded."""
    match = re.search(r"\(\s*([^()]+?)\s*\)", check.text)
    return match[1] if match else check.key


def _short(value: float, check: Metric) -> str:
    """Return a number with as few decimals as tell the same story against the limit."""
    if not float(value).is_integer():
        for places in (2, 4, 8):
            text = f"{value:.{places}f}".rstrip("0").rstrip(".")
            if check.comparison.holds(float(text), check.limit) == check.comparison.holds(value, check.limit):
                return text
    return number_text(value)


def number_text(value: float) -> str:
    """Return a number for reading: ``80``, ``79.4``, without the noise of binary fractions."""
    if float(value).is_integer() and abs(value) < 1e15:  # an int is a float to the type checker
        return str(int(value))
    return f"{value:.10g}"
