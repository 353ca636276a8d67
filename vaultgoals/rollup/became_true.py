"""What became true in a period: goals newly verified, metrics that moved, goals that fell back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vaultgoals.frozen import frozen
from vaultgoals.model import Note, Outcome
from vaultgoals.outcome.held import Words
from vaultgoals.rollup.span import Span


@frozen
class Verified:
    """A goal that holds at the end and did not before."""

    path: str
    day: date | None
    """Since when, where the evidence is dated."""
    reason: str
    """Why it holds; empty where only a report says so."""


@frozen
class Moved:
    """The number that a goal is measured by, before and at the end."""

    path: str
    before: str
    end: str


@frozen
class Fallen:
    """A goal that held and does not at the end."""

    path: str
    before: Outcome | None
    """As it was before the period; None where it came to hold in it."""
    verified_on: date | None
    """When it came to hold, where that was in the period."""
    end: Outcome
    reason: str
    """Why it does not hold; empty where only a report says so."""


@frozen
class BecameTrue:
    """What became true, each in path order."""

    verified: tuple[Verified, ...]
    moved: tuple[Moved, ...]
    fallen: tuple[Fallen, ...]


def became_true(span: Span) -> BecameTrue:
    """Return what became true in a period, each goal at most once on either side."""
    goals = [_Goal(span, goal) for goal in span.account.judged.vault.goals]
    return BecameTrue(
        tuple(filter(None, (goal.verified() for goal in goals))),
        tuple(_moved(span)),
        tuple(filter(None, (goal.fallen() for goal in goals))),
    )


class _Goal:
    """One goal before a period, in it, and at its end."""

    def __init__(self, span: Span, goal: Note) -> None:
        self._span = span
        self.path = goal.path
        self.before = span.before.goals.get(goal.path) if span.before else None
        self.end = span.end.goals.get(goal.path) if span.end else None
        judged = span.account.judged
        self._words = Words(goal, judged.goals[goal.path].records, judged.as_of)
        self.began = self._began()

    def _began(self) -> tuple[date, ...]:
        """Return the days of the period on which people's words alone made it hold."""
        if not self._words.decide:
            return ()
        return self._words.began(self._span.period.first, self._span.last)

    @property
    def _held_before(self) -> bool:
        if self.before is not None:
            return self.before.outcome.holds
        return self._words.decide and self._words.held_on(self._span.period.day_before)

    @property
    def _fell(self) -> bool:
        """Whether it held before and fell in the period.

        Without a report from before only what runs out, or is denied, on a day of the period tells that.
        """
        if self.before is not None:
            return self.before.outcome.holds
        return self._held_before and not self._words.held_on(self._span.last)

    @property
    def _holds_at_end(self) -> bool:
        """Whether it holds at the end; words that are newer than the last report know it better."""
        end = self._span.end
        if self.end is not None and end is not None:
            is_newest = end.is_now or not self.began or end.day >= self.began[-1].isoformat()
            if is_newest:
                return self.end.outcome.holds
        return self._words.decide and self._words.held_on(self._span.last)

    def verified(self) -> Verified | None:
        """Return that it is newly verified, if it is."""
        if self._held_before or not self._holds_at_end:
            return None
        if not self.began and not self._by_reports:
            return None
        is_told = self.end is not None and self.end.outcome.holds
        reason = self.end.reason if self.end is not None and is_told else ""
        return Verified(self.path, self.began[-1] if self.began else None, reason)

    @property
    def _by_reports(self) -> bool:
        """Whether the reports tell it, and no word between the one before and the period told it first."""
        if self.before is None or self.end is None or self._span.before is None:
            return False
        since = date.fromisoformat(self._span.before.day)
        before = self._span.period.day_before
        return not (self._words.passes(since, before) and self._words.decide and self._words.held_on(before))

    def fallen(self) -> Fallen | None:
        """Return that it has fallen back, if it has."""
        if self.end is None or self.end.outcome.holds or self.end.outcome is Outcome.DROPPED:
            return None
        if self._holds_at_end or not (self._fell or self.began):
            return None
        held = self._fell
        before = self.before.outcome if held and self.before is not None else None
        on = self.began[-1] if self.began and not held else None
        return Fallen(self.path, before, on, self.end.outcome, self.end.reason)


def _moved(span: Span) -> Iterator[Moved]:
    if span.before is None or span.end is None:
        return
    for path, then in span.before.goals.items():
        now = span.end.goals.get(path)
        if now is None or now.outcome is Outcome.DROPPED:
            continue
        if then.value and now.value and then.value != now.value:
            yield Moved(path, then.value, now.value)
