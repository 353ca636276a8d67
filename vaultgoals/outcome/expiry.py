"""When what is known of a goal will next run out, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultgoals.model import AsOf, Evidence, Fresh, Metric, Note, Observation, Outcome, Result, Source, Stamp
from vaultgoals.model.time import Duration


def end_of(stamp: Stamp, span: Duration, as_of: AsOf) -> str:
    """Return the last day on which a span after ``stamp`` lasts, or for spans under a day the moment; ISO."""
    if span.unit in ("m", "h") and stamp.moment is not None:
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
    The first to run out counts: the evidence of people, or a check that looks at a window of time.
    """
    if outcome is Outcome.STALE and evidence is not None:
        return f"it did on {evidence.until}, the last day on which the evidence held"
    if not outcome.holds or evidence is None:
        return ""
    ends = sorted((*_of_evidence(goal, evidence), *_of_checks(observed, as_of)))
    if ends:
        day, why = ends[0]
        return f"after {day}: {why}"
    if evidence.source is Source.CHECKS:
        return "no day is set: it holds as long as its checks pass"
    return "never by itself: the note has neither `review_interval` nor `verified_until`"


def _of_evidence(goal: Note, evidence: Evidence) -> Iterator[tuple[str, str]]:
    if not evidence.until:
        return
    if goal.verified_until is not None:
        yield evidence.until, "that is what `verified_until` says"
    else:
        yield evidence.until, f"the evidence of {evidence.when} holds for {goal.review_interval}"


def _of_checks(observed: Sequence[Observation], as_of: AsOf) -> Iterator[tuple[str, str]]:
    """Yield what a passing check still has; counts are left out, as each of many dates may matter there."""
    for item in observed:
        span = item.check.within if isinstance(item.check, Fresh | Metric) else None
        if span is not None and item.newest is not None and item.result is Result.PASS:
            seen = f"`{item.check.text}` has seen nothing newer than {item.newest}"
            yield end_of(item.newest, span, as_of), seen
