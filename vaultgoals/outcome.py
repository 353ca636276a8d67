"""The outcome state of each goal: what the evidence says, apart from what the user claims.

The states and their precedence are those of `vaultgoals.model.Outcome`. Two principles decide the
doubtful cases: *not yet is no failure* (a check that does not pass on a goal that nobody has worked
on or claimed leaves it unverified), and evidence that is undated or dated in the future counts for
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vaultgoals.model import (
    Artifact,
    Ask,
    AsOf,
    Evidence,
    Form,
    GoalState,
    Misread,
    Note,
    Observation,
    Outcome,
    Presence,
    Result,
    Role,
    Run,
    Source,
    Stamp,
    State,
    Vault,
    Work,
)

_SET_VERIFIED = "set `verified` to the day you looked, and link what you saw under `evidence`"


def judge_outcomes(
    vault: Vault,
    observations: Mapping[str, tuple[Observation, ...]],
    artifacts: Sequence[Artifact],
    as_of: AsOf,
) -> dict[str, GoalState]:
    """Judge every goal.

    Args:
        vault: the linked vault.
        observations: by note path, every check that reads files, as observed now.
        artifacts: every named implementation and piece of evidence, looked up.
        as_of: the moment of the run.

    Returns:
        The state of each goal by path, in path order; each goal has exactly one.
    """
    backed = {
        item.source
        for item in artifacts
        if item.role in (Role.EVIDENCE, Role.VERIFIED_BY)
        and item.presence in (Presence.PRESENT, Presence.UNKNOWN)
    }
    states = {
        goal.path: _Judgement(
            goal, vault, observations.get(goal.path, ()), goal.path in backed, as_of
        ).state()
        for goal in vault.goals
    }
    return {path: replace(state, children=_children(path, vault, states)) for path, state in states.items()}


def _children(path: str, vault: Vault, states: Mapping[str, GoalState]) -> tuple[int, int]:
    outcomes = [states[child].outcome for child in vault.subgoals_of.get(path, ()) if child != path]
    live = [outcome for outcome in outcomes if outcome is not Outcome.DROPPED]
    return sum(outcome.holds for outcome in live), len(live)


class _Judgement:
    """One goal with all that is known of it."""

    def __init__(
        self, goal: Note, vault: Vault, observed: tuple[Observation, ...], backed: bool, as_of: AsOf
    ) -> None:
        self.goal = goal
        self.observed = observed
        self.backed = backed
        self.as_of = as_of
        tasks = vault.tasks_of.get(goal.path, ())
        self.done = sum(task.state is State.DONE for task in tasks)
        self.open = sum(task.state.live for task in tasks)
        self.late = tuple(item for item in observed if item.late)
        self.failing = tuple(item for item in observed if item.result is Result.FAIL and not item.late)
        self.evidence = self._evidence()

    def state(self) -> GoalState:
        """Return the first state that holds."""
        outcome, reason, next_step = self._outcome()
        failed = outcome is Outcome.FAILING
        return GoalState(
            path=self.goal.path,
            outcome=outcome,
            work=Work.OPEN if self.open else Work.DONE if self.done else Work.NONE,
            reason=reason,
            next_step=next_step,
            evidence=self.evidence,
            failing=self.failing if failed and self._may_fail else (),
            late=self.late if failed else (),
            observations=self.observed,
            tasks_done=self.done,
            tasks_open=self.open,
        )

    @property
    def _may_fail(self) -> bool:
        """Whether something was claimed that can fail: work done, the goal done, or once verified."""
        return bool(self.done) or self.goal.state is State.DONE or self._verified_on is not None

    @property
    def _verified_on(self) -> Stamp | None:
        """The date under `verified`, unless it lies in the future: such a date counts for nothing."""
        stamp = self.goal.verified
        return None if stamp is None or self.as_of.in_future(stamp) else stamp

    @property
    def _needs_word(self) -> bool:
        """Whether somebody must have looked: the goal has questions, or no checks at all."""
        return not self.goal.checks or any(isinstance(check, Ask) for check in self.goal.checks)

    def _evidence(self) -> Evidence | None:
        by = tuple(ref.text for ref in (*self.goal.verified_by, *self.goal.evidence))
        passing = any(item.result is Result.PASS for item in self.observed)
        if not self._needs_word and passing and all(item.result is Result.PASS for item in self.observed):
            return Evidence(Source.CHECKS, Stamp(self.as_of.day), by, backed=True)  # newer than any word
        if self._verified_on is not None:
            until = self._until(self._verified_on)
            return Evidence(Source.FRONTMATTER, self._verified_on, by, self.backed or passing, until)
        if self._all_ticked and self.backed and not self.goal.review_interval:
            until = str(self.goal.verified_until.day) if self.goal.verified_until else ""
            return Evidence(Source.CRITERIA, None, by, backed=True, until=until)
        return None

    @property
    def _all_ticked(self) -> bool:
        standing = [item for item in self.goal.criteria if item.ticked is not None or not item.boxed]
        return bool(standing) and all(item.ticked for item in standing)

    def _until(self, when: Stamp) -> str:
        if self.goal.verified_until is not None:
            return self.as_of.day_of(self.goal.verified_until).isoformat()
        span = self.goal.review_interval
        if span is None:
            return ""
        if span.unit in ("m", "h") and when.moment is not None:
            return span.add_to_moment(when.moment).isoformat(timespec="minutes")
        return span.add_to(self.as_of.day_of(when)).isoformat()

    def _expired(self, evidence: Evidence) -> bool:
        if evidence.source is Source.CHECKS:
            return False
        if self.goal.verified_until is not None:
            return self.as_of.day > self.as_of.day_of(self.goal.verified_until)
        span = self.goal.review_interval
        return span is not None and evidence.when is not None and not self.as_of.within(evidence.when, span)

    def _outcome(self) -> tuple[Outcome, str, str]:
        goal = self.goal
        if goal.state is State.DROPPED:
            return Outcome.DROPPED, f"its status is {goal.status}", ""
        if self.late or (self.failing and self._may_fail):
            return Outcome.FAILING, *self._why_failing()
        if not (goal.criteria or goal.checks or goal.metric or self.evidence):
            return (
                Outcome.UNMEASURABLE,
                self._why_no_evidence() + ", and no criterion, check or metric says how anybody would know",
                "Write under `success_criteria` by what you would know that it is true.",
            )
        pending = self._pending()
        if self.evidence is None or pending:
            return Outcome.UNVERIFIED, *(pending or (self._why_no_evidence(), self._how_to_verify()))
        if self._expired(self.evidence):
            return Outcome.STALE, *self._why_stale(self.evidence)
        return self._why_it_holds(self.evidence)

    def _pending(self) -> tuple[str, str] | None:
        """Say which check keeps the goal from being verified, if one does."""
        for item in self.observed:
            if isinstance(item.check, Misread):
                return (
                    f"its check `{item.check.text}` is not understood: {item.measured}",
                    "Correct that check.",
                )
            if item.result is Result.UNKNOWN:
                return (
                    f"`{item.check.text}` cannot be told: {item.measured}",
                    "Give that check something to go by.",
                )
            if item.result is not Result.PASS:
                return f"not yet: {item.measured}", f"Make `{item.check.text}` pass."
        for check in self.goal.checks:
            if isinstance(check, Run):
                return (
                    f"the command check `{check.text}` has not been run",
                    f"Run `{check.command}` and look.",
                )
        return None

    def _why_no_evidence(self) -> str:
        goal = self.goal
        if goal.verified is not None:
            return f"its only evidence is dated {goal.verified.day}, in the future"
        if goal.verified_undated:
            return "`verified` says yes without a date, which is no evidence"
        if goal.evidence and self.backed:
            return "evidence is linked, but no date says when it was verified"
        return "no evidence yet"

    def _how_to_verify(self) -> str:
        goal = self.goal
        if goal.verified_undated or goal.verified is not None:
            return "Write under `verified` the day on which you saw that it is true."
        questions = [check.question for check in goal.checks if isinstance(check, Ask)]
        if questions:
            return f"Answer “{questions[0]}”; if yes, {_SET_VERIFIED}."
        unticked = [item for item in goal.criteria if item.ticked is False]
        stated = [item for item in goal.criteria if item.ticked is None]
        criterion = next(iter((*unticked, *stated)), None)
        if criterion is not None:
            return f"Look whether “{criterion.text}” holds; if so, {_SET_VERIFIED}."
        if goal.criteria:
            return f"Every criterion is ticked; {_SET_VERIFIED}."
        return f"Look at its metric ({goal.metric}); if it is reached, {_SET_VERIFIED}."

    def _why_failing(self) -> tuple[str, str]:
        if self.late:
            late = self.late[0]
            return (
                f"`{late.check.text}` is late: {late.measured}",
                "Find out why it stopped and set it going again, or drop the check if it should not run.",
            )
        failing = self.failing[0]
        return (
            f"`{failing.check.text}` fails: {failing.measured}",
            "Make it true, or take back the claim that it is.",
        )

    def _why_stale(self, evidence: Evidence) -> tuple[str, str]:
        return (
            f"verified{f' on {evidence.when}' if evidence.when else ''}, which held until {evidence.until}",
            f"Look again whether it is still true; if so, {_SET_VERIFIED}.",
        )

    def _why_it_holds(self, evidence: Evidence) -> tuple[Outcome, str, str]:
        until = f", holds until {evidence.until}" if evidence.until else ""
        if evidence.source is Source.CHECKS:
            return Outcome.VERIFIED, f"every check passes: {self.observed[0].measured}", ""
        if evidence.source is Source.CRITERIA:
            return Outcome.VERIFIED, f"every criterion is ticked, with evidence {evidence.by[0]}", ""
        if not evidence.backed:
            lost = [ref.text for ref in self.goal.evidence if ref.form is not Form.TEXT]
            missing = f"for {lost[0]} is not there" if lost else "without a link or a check"
            return (
                Outcome.ATTESTED,
                f"verified on {evidence.when} on the doer's word alone, {missing}{until}",
                "Correct the link under `evidence`." if lost else "Link what you saw under `evidence`.",
            )
        shown = (
            f" by {evidence.by[0]}"
            if evidence.by
            else f"; {self.observed[0].measured}"
            if self.observed
            else ""
        )
        return Outcome.VERIFIED, f"verified on {evidence.when}{shown}{until}", ""
