"""One goal, judged: the first state that holds, and why in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from vaultgoals.model import (
    Ask,
    AsOf,
    Evidence,
    Form,
    GoalState,
    Misread,
    Note,
    Observation,
    Outcome,
    RecordResult,
    Result,
    Run,
    Source,
    Stamp,
    State,
    Task,
    Work,
)
from vaultgoals.outcome.expiry import expiry, has_run_out, held_until
from vaultgoals.outcome.trail import GENERAL, Trail, Word, key_of

Verdict = tuple[Outcome, str, str]
"""The state, why it is so, and what would change it."""


class Judgement:
    """One goal with all that is known of it."""

    def __init__(
        self,
        goal: Note,
        tasks: Sequence[Task],
        observed: tuple[Observation, ...],
        trail: Trail,
        ground: tuple[str, str],
        as_of: AsOf,
    ) -> None:
        """Args: ``ground`` is the hash of criteria and checks, and that of the implementations, as of now."""
        self.goal = goal
        self.observed = observed
        self.trail = trail
        self.as_of = as_of
        self.done = sum(task.state is State.DONE for task in tasks)
        self.open = sum(task.state.live for task in tasks)
        self.late = tuple(item for item in observed if item.late)
        self.failing = tuple(item for item in observed if item.result is Result.FAIL and not item.late)
        self.words = {key: trail.word(key) for key in self._asked()}
        self.denied = next((word for word in self.words.values() if _is(word, RecordResult.FAIL)), None)
        self.evidence = self._evidence()
        self.changed = self._changed(*ground)

    def state(self) -> GoalState:
        """Return the first state that holds."""
        outcome, reason, next_step = self._verdict()
        failed = outcome is Outcome.FAILING
        return GoalState(
            path=self.goal.path,
            outcome=outcome,
            work=Work.OPEN if self.open else Work.DONE if self.done else Work.NONE,
            reason=reason,
            next_step=next_step,
            expiry=expiry(self.goal, outcome, self.evidence, self.observed, self.as_of),
            evidence=self.evidence,
            failing=self.failing if failed and self._may_fail else (),
            denied=self.denied.record if failed and self.denied else None,
            late=self.late if failed else (),
            observations=self.observed,
            changed=self.changed if outcome is Outcome.SUSPECT else (),
            contradicting=self.trail.contradicting,
            future_records=self.trail.future,
            tasks_done=self.done,
            tasks_open=self.open,
        )

    def _asked(self) -> list[str]:
        """Return the keys of what somebody must have said: questions, commands, or the goal as a whole."""
        if not self.goal.checks:
            return [GENERAL]
        return [key_of(check) for check in self.goal.checks if isinstance(check, Ask | Run)]

    @property
    def _may_fail(self) -> bool:
        """Whether something was claimed that can fail: work done, the goal done, or once verified."""
        return bool(self.done) or self.goal.state is State.DONE or self.trail.ever_passed

    def _evidence(self) -> Evidence | None:
        by = tuple(ref.text for ref in (*self.goal.verified_by, *self.goal.evidence))
        passing = any(item.result is Result.PASS for item in self.observed)
        if not self.words and passing and all(item.result is Result.PASS for item in self.observed):
            return Evidence(Source.CHECKS, Stamp(self.as_of.day), by, backed=True)  # newer than any word
        words = [
            word for word in self.words.values() if word is not None and word.result is RecordResult.PASS
        ]
        if words and len(words) == len(self.words):
            oldest = min(words, key=lambda word: word.when.day)
            backed = passing or any(word.backed for word in words)
            source = Source.LOG if oldest.record else Source.FRONTMATTER
            return Evidence(
                source, oldest.when, oldest.by, backed, held_until(self.goal, oldest.when, self.as_of)
            )
        if (
            self._all_ticked
            and self.trail.backed
            and not self.goal.review_interval
            and not self._has_commands
        ):
            until = held_until(self.goal, None, self.as_of)
            return Evidence(Source.CRITERIA, None, by, backed=True, until=until)
        return None

    @property
    def _has_commands(self) -> bool:
        return any(isinstance(check, Run) for check in self.goal.checks)

    @property
    def _all_ticked(self) -> bool:
        standing = [item for item in self.goal.criteria if item.ticked is not None or not item.boxed]
        return bool(standing) and all(item.ticked for item in standing)

    def _changed(self, criteria: str, built: str) -> tuple[str, ...]:
        """Return what is not as it was when the records that count were made."""
        records = [
            word.record for word in self.words.values() if word is not None and word.record is not None
        ]
        changed = []
        if any(record.criteria and record.criteria != criteria for record in records):
            changed.append("its criteria or checks")
        if any(record.built and record.built != built for record in records):
            changed.append("what implements it")
        return tuple(changed)

    def _expired(self, evidence: Evidence) -> bool:
        return evidence.source is not Source.CHECKS and has_run_out(self.goal, evidence.when, self.as_of)

    def _verdict(self) -> Verdict:
        goal = self.goal
        if goal.state is State.DROPPED:
            return Outcome.DROPPED, f"its status is {goal.status}", ""
        if self.late or self.denied or (self.failing and self._may_fail):
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
        if self.changed:
            return Outcome.SUSPECT, *self._why_suspect(self.evidence)
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
        for word in self.words.values():
            if _is(word, RecordResult.PROPOSED):
                who = f" by {word.record.by}" if word and word.record and word.record.by else ""
                return f"proposed as true{who}, and not confirmed by a person yet", self._how_to_verify()
            if _is(word, RecordResult.OPEN) and word is not None:
                return f"not yet, it was said on {word.when.day}", self._how_to_verify()
        for check in self.goal.checks:
            if isinstance(check, Run) and not _is(self.words[key_of(check)], RecordResult.PASS):
                return (
                    f"the command check `{check.text}` has not been run",
                    f"Run `{check.command}` and look.",
                )
        return None

    @property
    def _command(self) -> str:
        return f'`vaultgoals verify "{self.goal.title}"`'

    def _why_no_evidence(self) -> str:
        goal = self.goal
        if goal.verified is not None and self.trail.verified_on is None:
            return f"its only evidence is dated {goal.verified.day}, in the future"
        if goal.verified_undated:
            return "`verified` says yes without a date, which is no evidence"
        if self.trail.contradicting:
            return "its evidence says both yes and no on one day"
        if goal.evidence and self.trail.backed:
            return "evidence is linked, but no date says when it was verified"
        return "no evidence yet"

    def _how_to_verify(self) -> str:
        goal = self.goal
        if goal.verified_undated or (goal.verified is not None and self.trail.verified_on is None):
            return "Write under `verified` the day on which you saw that it is true."
        open_ = [
            check
            for check in goal.checks
            if isinstance(check, Ask) and not _is(self.words[key_of(check)], RecordResult.PASS)
        ]
        if open_:
            return f"Answer “{open_[0].question}” with {self._command}."
        unticked = [item for item in goal.criteria if item.ticked is False]
        stated = [item for item in goal.criteria if item.ticked is None]
        criterion = next(iter((*unticked, *stated)), None)
        if criterion is not None:
            return f"Look whether “{criterion.text}” holds, and record it with {self._command}."
        if goal.criteria:
            return f"Every criterion is ticked: record what you saw with {self._command}."
        return f"Look at its metric ({goal.metric}); if it is reached, record it with {self._command}."

    def _why_failing(self) -> tuple[str, str]:
        if self.late:
            late = self.late[0]
            return (
                f"`{late.check.text}` is late: {late.measured}",
                "Find out why it stopped and set it going again, or drop the check if it should not run.",
            )
        if self.failing and self._may_fail:
            failing = self.failing[0]
            return (
                f"`{failing.check.text}` fails: {failing.measured}",
                "Make it true, or take back the claim that it is.",
            )
        assert self.denied is not None  # else it would not be failing
        asked = f"`{self.denied.record.check}`: " if self.denied.record and self.denied.record.check else ""
        return f"{asked}no, it was said on {self.denied.when.day}", "Make it true, and look again."

    def _why_suspect(self, evidence: Evidence) -> tuple[str, str]:
        return (
            f"verified on {evidence.when}; since then {' and '.join(self.changed)} changed",
            f"Look again whether it is still true, and record it with {self._command}.",
        )

    def _why_stale(self, evidence: Evidence) -> tuple[str, str]:
        return (
            f"verified{f' on {evidence.when}' if evidence.when else ''}, which held until {evidence.until}",
            f"Look again whether it is still true, and record it with {self._command}.",
        )

    def _why_it_holds(self, evidence: Evidence) -> Verdict:
        until = f", holds until {evidence.until}" if evidence.until else ""
        if evidence.source is Source.CHECKS:
            return Outcome.VERIFIED, f"every check passes: {self.observed[0].measured}", ""
        if evidence.source is Source.CRITERIA:
            return Outcome.VERIFIED, f"every criterion is ticked, with evidence {evidence.by[0]}", ""
        if not evidence.backed:
            in_log = evidence.source is Source.LOG
            lost = self._linked_in_log() if in_log else self._linked_in_note()
            missing = f"for {lost[0]} is not there" if lost else "without a link or a check"
            mend = (
                "Look again, with a link to what is there."
                if in_log
                else "Correct the link under `evidence`."
            )
            return (
                Outcome.ATTESTED,
                f"verified on {evidence.when} on the doer's word alone, {missing}{until}",
                mend if lost else "Link what you saw under `evidence`.",
            )
        shown = f" by {evidence.by[0]}" if evidence.by else ""
        if not shown and self.observed:
            shown = f"; {self.observed[0].measured}"
        return Outcome.VERIFIED, f"verified on {evidence.when}{shown}{until}", ""

    def _linked_in_note(self) -> list[str]:
        return [ref.text for ref in self.goal.evidence if ref.form is not Form.TEXT]

    def _linked_in_log(self) -> list[str]:
        records = (
            word.record for word in self.words.values() if word is not None and word.record is not None
        )
        return [link.text for record in records for link in record.links]


def _is(word: Word | None, result: RecordResult) -> bool:
    return word is not None and word.result is result
