"""When what is known of a goal will next run out, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from vaultgoals.model import (
    AsOf,
    Comparison,
    Count,
    Evidence,
    Fresh,
    Metric,
    Note,
    Observation,
    Outcome,
    Result,
    Source,
    Stamp,
)
from vaultgoals.model.time import Duration

_ONLY_BETTER = {
    ("min", Comparison.GE),
    ("min", Comparison.GT),
    ("max", Comparison.LE),
    ("max", Comparison.LT),
}
"""Where a number that leaves the window can only help."""


class End(NamedTuple):
    """What will run out, and when; the first of several sorts first."""

    last: str
    """The last day, or minute, on which it holds, ISO."""
    why: str
    """What runs out then, as a clause."""
    begun: date | None
    """The day from which the span runs; None where no date says."""
    check: Fresh | Metric | None = None
    """The check whose window closes; None where it is the evidence of people that runs out."""


def held_until(goal: Note, when: Stamp | None, as_of: AsOf) -> str:
    """Return the last day on which evidence of ``when`` holds for a goal, ISO; empty where no end is set.

    `verified_until` speaks of the evidence before it: who looks again after that day has new evidence, which
    lasts as long as `review_interval` says.
    """
    if _is_bound(goal, when, as_of):
        assert goal.verified_until is not None
        return as_of.day_of(goal.verified_until).isoformat()
    if goal.review_interval is None or when is None:
        return ""
    return _end(when, goal.review_interval, as_of)


def has_run_out(goal: Note, when: Stamp | None, as_of: AsOf) -> bool:
    """Whether evidence of ``when`` no longer holds for a goal."""
    if _is_bound(goal, when, as_of):
        assert goal.verified_until is not None
        return as_of.day > as_of.day_of(goal.verified_until)
    return (
        goal.review_interval is not None and when is not None and not as_of.within(when, goal.review_interval)
    )


def _is_bound(goal: Note, when: Stamp | None, as_of: AsOf) -> bool:
    """Whether `verified_until` speaks of evidence of ``when``."""
    if goal.verified_until is None:
        return False
    return when is None or as_of.day_of(when) <= as_of.day_of(goal.verified_until)


def late_since(item: Observation, as_of: AsOf) -> str:
    """Return the last day, or minute, on which a late heartbeat was in time, ISO; empty if unknown."""
    if not isinstance(item.check, Fresh) or item.newest is None:
        return ""
    return _end(item.newest, item.check.within, as_of)


def _end(stamp: Stamp, span: Duration, as_of: AsOf) -> str:
    """Return the last day, or the last minute where this run speaks of one, as `AsOf.within` has it."""
    if as_of.moment is not None and span.unit in ("m", "h") and stamp.moment is not None:
        return span.add_to_moment(stamp.moment).isoformat(timespec="minutes")
    return span.add_to(as_of.day_of(stamp)).isoformat()


def expiry(
    goal: Note,
    outcome: Outcome,
    evidence: Evidence | None,
    observed: Sequence[Observation],
    as_of: AsOf,
) -> str:
    """Say when a goal's state will next expire if nothing changes, as a clause without a full stop.

    Empty where nothing holds now that could expire.
    The first to run out counts: the evidence of people, or a check that looks at a window of time. Of some
    windows no day can be told, as each of many dates may matter there.
    """
    if outcome is Outcome.STALE and evidence is not None:
        return f"it did on {evidence.until}, the last day on which the evidence held"
    if not outcome.holds or evidence is None:
        return ""
    first = first_end(goal, evidence, observed, as_of)
    moving = next((item.check.text for item in observed if _moves(item)), "")
    if first is not None:
        sooner = f"; sooner if `{moving}` no longer passes" if moving else ""
        return f"after {first.last}: {first.why}{sooner}"
    if moving:
        return f"no day can be told: it holds as long as `{moving}` passes, and time moves what that looks at"
    if evidence.source is Source.CHECKS:
        return "no day is set: it holds as long as its checks pass"
    return "never by itself: the note has neither `review_interval` nor `verified_until`"


def first_end(
    goal: Note, evidence: Evidence | None, observed: Sequence[Observation], as_of: AsOf
) -> End | None:
    """Return what will run out first: the evidence, where there is any, or the window of a passing check.

    None where no day can be told.
    """
    ends = [*_of_evidence(goal, evidence, as_of), *_of_checks(observed, as_of)]
    return min(ends, key=lambda end: end[:2], default=None)


def _of_evidence(goal: Note, evidence: Evidence | None, as_of: AsOf) -> Iterator[End]:
    if evidence is None or not evidence.until:
        return
    begun = as_of.day_of(evidence.when) if evidence.when else None
    if _is_bound(goal, evidence.when, as_of):
        yield End(evidence.until, "that is what `verified_until` says", begun)
    else:
        why = f"the evidence of {evidence.when} holds for {goal.review_interval}"
        yield End(evidence.until, why, begun)


def _of_checks(observed: Sequence[Observation], as_of: AsOf) -> Iterator[End]:
    """Yield what a passing check still has, where its newest date alone decides that."""
    for item in observed:
        check, newest = item.check, item.newest
        if not isinstance(check, Fresh | Metric) or check.within is None or newest is None:
            continue
        if item.result is Result.PASS and not _moves(item):
            seen = f"`{check.text}` has seen nothing newer than {newest}"
            yield End(_end(newest, check.within, as_of), seen, as_of.day_of(newest), check)


def _moves(item: Observation) -> bool:
    """Whether a passing check may fail already when an older date leaves its window.

    Of numbers that go one by one the least can only rise and the greatest only fall.
    """
    check = item.check
    if not isinstance(check, Count | Metric) or check.within is None or item.result is not Result.PASS:
        return False
    if isinstance(check, Count):
        return check.comparison not in (Comparison.LE, Comparison.LT)
    return check.function != "last" and (check.function, check.comparison) not in _ONLY_BETTER
