"""All that is known of one goal, before anything is concluded."""

from __future__ import annotations

from collections.abc import Sequence

from vaultgoals.model import (
    Ask,
    AsOf,
    Evidence,
    Note,
    Observation,
    RecordResult,
    Result,
    Run,
    Source,
    Stamp,
    State,
    Task,
)
from vaultgoals.outcome.expiry import has_run_out, held_until
from vaultgoals.outcome.trail import GENERAL, Trail, Word, key_of


class Facts:
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
        self.denied = self._denied()
        self.evidence = self._evidence()
        self.changed = self._changed(*ground)

    def _denied(self) -> Word | None:
        """Return what says no: a person at any time, a command only where something can fail."""
        return next(
            (
                word
                for key, word in self.words.items()
                if word is not None
                and word.result is RecordResult.FAIL
                and (self.may_fail or not key.startswith("run:"))
            ),
            None,
        )

    def _asked(self) -> list[str]:
        """Return the keys of what somebody must have said: questions, commands, or the goal as a whole."""
        if not self.goal.checks:
            return [GENERAL]
        return [key_of(check) for check in self.goal.checks if isinstance(check, Ask | Run)]

    @property
    def may_fail(self) -> bool:
        """Whether something was claimed that can fail: work done, the goal done, or once verified."""
        return bool(self.done) or self.goal.state is State.DONE or self.trail.ever_passed

    def _evidence(self) -> Evidence | None:
        by = self.trail.shown((*self.goal.verified_by, *self.goal.evidence))
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
        ticked = self._all_ticked and self.trail.backed and not self.goal.review_interval
        if ticked and self._commands_pass:
            until = held_until(self.goal, None, self.as_of)
            return Evidence(Source.CRITERIA, None, by, backed=True, until=until)
        return None

    @property
    def _commands_pass(self) -> bool:
        """Whether the log says so of every command: no tick can."""
        commands = [key_of(check) for check in self.goal.checks if isinstance(check, Run)]
        return all(said(self.words[key], RecordResult.PASS) for key in commands)

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

    @property
    def has_expired(self) -> bool:
        """Whether the evidence that stands has run out; what checks show is of this moment and never does."""
        if self.evidence is None or self.evidence.source is Source.CHECKS:
            return False
        return has_run_out(self.goal, self.evidence.when, self.as_of)


def said(word: Word | None, result: RecordResult) -> bool:
    """Whether a statement stands and gives this result."""
    return word is not None and word.result is result
