"""The outcome state of each goal: what the evidence says, apart from what the user claims.

The states and their precedence are those of `vaultgoals.model.Outcome`. Two principles decide the
doubtful cases: *not yet is no failure* (a check that does not pass on a goal that nobody has worked
on or claimed leaves it unverified), and evidence that is undated, dated in the future or at odds with
itself counts for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from vaultgoals.frozen import frozen
from vaultgoals.model import (
    Artifact,
    AsOf,
    GoalState,
    Observation,
    Outcome,
    Presence,
    Record,
    Reference,
    Role,
    Vault,
)
from vaultgoals.outcome.facts import Facts
from vaultgoals.outcome.ground import criteria_hash
from vaultgoals.outcome.judgement import judge_goal
from vaultgoals.outcome.trail import Trail

__all__ = ["Seen", "judge_outcomes"]


@frozen
class Seen:
    """All that was observed and recorded."""

    observations: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)
    """By note path, every check that reads files, as observed now."""
    artifacts: Sequence[Artifact] = ()
    """Every named implementation and piece of evidence, looked up."""
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    """By goal path, the lines of the evidence log."""
    built: Mapping[str, str] = field(default_factory=dict)
    """By goal path, the hash of its implementations as they are now, for goals whose records carry one."""
    lost: frozenset[Reference] = frozenset()
    """What records link that is not there."""


def judge_outcomes(vault: Vault, seen: Seen, as_of: AsOf) -> dict[str, GoalState]:
    """Judge every goal.

    Args:
        vault: the linked vault.
        seen: what was observed and recorded.
        as_of: the moment of the run.

    Returns:
        The state of each goal by path, in path order; each goal has exactly one.
    """
    backed: set[str] = set()
    lost: dict[str, set[Reference]] = {}
    for item in seen.artifacts:
        if item.role in (Role.EVIDENCE, Role.VERIFIED_BY):
            if item.presence in (Presence.PRESENT, Presence.UNKNOWN):
                backed.add(item.source)
            else:
                lost.setdefault(item.source, set()).add(item.reference)
    states = {}
    for goal in vault.goals:
        records = seen.records.get(goal.path, ())
        absent = frozenset(lost.get(goal.path, ()))
        trail = Trail(goal, records, as_of, backed=goal.path in backed, lost=seen.lost, absent=absent)
        ground = (criteria_hash(goal), seen.built.get(goal.path, ""))
        observed = seen.observations.get(goal.path, ())
        facts = Facts(goal, vault.tasks_of.get(goal.path, ()), observed, trail, ground, as_of)
        states[goal.path] = replace(judge_goal(facts), records=records)
    return {path: replace(state, children=_children(path, vault, states)) for path, state in states.items()}


def _children(path: str, vault: Vault, states: Mapping[str, GoalState]) -> tuple[int, int]:
    outcomes = [states[child].outcome for child in vault.subgoals_of.get(path, ()) if child != path]
    live = [outcome for outcome in outcomes if outcome is not Outcome.DROPPED]
    return sum(outcome.holds for outcome in live), len(live)
