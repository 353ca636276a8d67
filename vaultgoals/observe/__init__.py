"""Checks that are pure reads: what the files of a vault show, computed at each run."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from vaultgoals.model import (
    Ask,
    Check,
    Contains,
    Count,
    Exists,
    Fresh,
    Metric,
    Misread,
    Note,
    Observation,
    Result,
    Run,
)
from vaultgoals.observe.artifacts import look_up
from vaultgoals.observe.contains import observe_contains
from vaultgoals.observe.context import Context
from vaultgoals.observe.count import observe_count
from vaultgoals.observe.exists import observe_exists
from vaultgoals.observe.fresh import observe_fresh
from vaultgoals.observe.look import Look
from vaultgoals.observe.metric import observe_metric

__all__ = ["Context", "Look", "look_up", "observe", "observe_note"]


def observe(check: Check, context: Context) -> Observation | None:
    """Return what ``check`` shows now; None for an act, which is never performed here.

    A line that could not be read as the check it begins as is unknown: neither pass nor fail.
    """
    match check:
        case Ask() | Run():
            return None
        case Misread():
            return Observation(check, Result.UNKNOWN, check.message)
        case Fresh():
            return observe_fresh(check, context)
        case Exists():
            return observe_exists(check, context)
        case Contains():
            return observe_contains(check, context)
        case Metric():
            return observe_metric(check, context)
        case Count():
            return observe_count(check, context)
    assert_never(check)


def observe_note(note: Note, context: Context) -> tuple[Observation, ...]:
    """Return what the checks of ``note`` show, in the order written, acts left out.

    ``context`` may be that of any note of the vault: its ``source`` is set to this one.
    """
    own = replace(context, source=note.path)
    return tuple(seen for check in note.checks if (seen := observe(check, own)) is not None)
