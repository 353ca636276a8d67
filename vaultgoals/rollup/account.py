"""What every rollup is written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from vaultgoals.frozen import frozen
from vaultgoals.model import Artifact, Gap, Judged, Kind, Note, Outcome
from vaultgoals.rollup.history import Comparison
from vaultgoals.rollup.link_style import LinkStyle
from vaultgoals.rollup.naming import Naming

if TYPE_CHECKING:  # only what writes loads what renders
    from vaultgoals.rollup.day import Day
    from vaultgoals.rollup.rendered import Rendered
    from vaultgoals.rollup.timeline import Timeline


@frozen(slots=False)  # without slots: what is derived once is kept beside the fields
class Account:
    """One run, ready to be written down."""

    judged: Judged
    comparison: Comparison
    waived: int
    """How many gaps are waived, those of this machine alone left out."""
    output: str
    """Folder of the generated notes."""
    style: LinkStyle
    paths: Callable[[], Iterable[str]] = field(default=tuple, compare=False)
    """Gives every path of the vault, those of the notes that a run writes included."""
    local: tuple[Gap, ...] = ()
    """Gaps of this machine alone: shown on it, written nowhere, for the vault may be shared with others."""
    past: Callable[[], Sequence[Day]] = field(default=tuple, compare=False)
    """Gives what the dated reports before this day say, ascending; they are read when it is first called."""
    rendered: Rendered | None = field(default=None, compare=False, repr=False)
    """What runs before have made of the same vault, where that is known."""

    @property
    def day(self) -> str:
        """The day the run speaks of, ISO."""
        return self.judged.as_of.day.isoformat()

    @cached_property
    def naming(self) -> Naming:
        """By what names notes are told."""
        made_of = frozenset(self.paths()), tuple(self.judged.vault.notes), self.style
        return self.rendered.naming(*made_of) if self.rendered is not None else Naming(*made_of)

    @cached_property
    def timeline(self) -> Timeline:
        """The days of the reports before this one, and this day as its own report will state it."""
        from vaultgoals.rollup.report import day_of
        from vaultgoals.rollup.timeline import Timeline

        return Timeline((*self.past(), day_of(self)), self.day, self.judged.vault, self.output)

    @cached_property
    def gaps_of(self) -> dict[str, tuple[Gap, ...]]:
        """The gaps at each note, and those elsewhere that concern it as their goal, by its path."""
        return _by_note(self.comparison.gaps)

    @cached_property
    def told_gaps(self) -> tuple[Gap, ...]:
        """All gaps, those of this machine among them: never to be written."""
        return tuple(sorted((*self.comparison.gaps, *self.local), key=lambda gap: gap.order))

    @cached_property
    def told_gaps_of(self) -> dict[str, tuple[Gap, ...]]:
        """As `gaps_of`, those of this machine among them: never to be written."""
        return _by_note(self.told_gaps)

    @cached_property
    def artifacts_of(self) -> dict[str, tuple[Artifact, ...]]:
        """The artifacts that each note names, by its path."""
        found: dict[str, list[Artifact]] = {}
        for item in self.judged.artifacts:
            found.setdefault(item.source, []).append(item)
        return {path: tuple(items) for path, items in found.items()}

    @cached_property
    def live_goals(self) -> tuple[Note, ...]:
        """The goals that are not dropped, in path order."""
        goals = self.judged.vault.goals
        return tuple(goal for goal in goals if self.judged.outcome_of(goal.path) is not Outcome.DROPPED)

    @property
    def verified(self) -> int:
        """How many live goals hold."""
        return sum(self.judged.outcome_of(goal.path).holds for goal in self.live_goals)

    @property
    def counts(self) -> dict[str, int]:
        """How many notes, goals, specs and tasks were read."""
        vault = self.judged.vault
        return {
            "notes": len(vault.notes),
            "goals": len(vault.goals),
            "specs": len(vault.of_kind(Kind.SPEC)),
            "tasks": len(vault.tasks),
        }


def _by_note(gaps: Iterable[Gap]) -> dict[str, tuple[Gap, ...]]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        for path in dict.fromkeys((gap.path, gap.goal or gap.path)):
            found.setdefault(path, []).append(gap)
    return {path: tuple(at_note) for path, at_note in found.items()}
