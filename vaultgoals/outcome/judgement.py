"""One goal, judged: the first state that holds, and why in one sentence."""

from __future__ import annotations

from vaultgoals.model import GoalState, Outcome, Source, State, Work
from vaultgoals.outcome.expiry import expiry
from vaultgoals.outcome.facts import Facts
from vaultgoals.outcome.reasons import (
    how_to_verify,
    why_attested,
    why_failing,
    why_no_evidence,
    why_pending,
    why_stale,
    why_suspect,
    why_verified,
)

Verdict = tuple[Outcome, str, str]
"""The state, why it is so, and what would change it."""


def judge_goal(facts: Facts) -> GoalState:
    """Return the first state that holds, with its reason and all that bears on it."""
    outcome, reason, next_step = _verdict(facts)
    failed = outcome is Outcome.FAILING
    return GoalState(
        path=facts.goal.path,
        outcome=outcome,
        work=Work.OPEN if facts.open else Work.DONE if facts.done else Work.NONE,
        reason=reason,
        next_step=next_step,
        expiry=expiry(facts.goal, outcome, facts.evidence, facts.observed, facts.as_of),
        evidence=facts.evidence,
        failing=facts.failing if failed and facts.may_fail else (),
        denied=facts.denied.record if failed and facts.denied else None,
        late=facts.late if failed else (),
        observations=facts.observed,
        changed=facts.changed if outcome is Outcome.SUSPECT else (),
        contradicting=facts.trail.contradicting,
        future_records=facts.trail.future,
        tasks_done=facts.done,
        tasks_open=facts.open,
    )


def _verdict(facts: Facts) -> Verdict:
    goal, evidence = facts.goal, facts.evidence
    if goal.state is State.DROPPED:
        return Outcome.DROPPED, f"its status is {goal.status}", ""
    if facts.late or facts.denied or (facts.failing and facts.may_fail):
        return Outcome.FAILING, *why_failing(facts)
    if not (goal.criteria or goal.checks or goal.metric or evidence):
        return (
            Outcome.UNMEASURABLE,
            why_no_evidence(facts) + ", and no criterion, check or metric says how anybody would know",
            "Write under `success_criteria` by what you would know that it is true.",
        )
    pending = why_pending(facts)
    if evidence is None or pending:
        return Outcome.UNVERIFIED, *(pending or (why_no_evidence(facts), how_to_verify(facts)))
    if facts.changed:
        return Outcome.SUSPECT, *why_suspect(facts, evidence)
    if facts.has_expired:
        return Outcome.STALE, *why_stale(facts, evidence)
    if not evidence.backed and evidence.source not in (Source.CHECKS, Source.CRITERIA):
        return Outcome.ATTESTED, *why_attested(facts, evidence)
    return Outcome.VERIFIED, why_verified(facts, evidence), ""
