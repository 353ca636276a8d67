"""The full course of a domain, its stages, and how far a goal or spec has come along it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vaultgoals.frozen import frozen

CYCLES: Mapping[str, tuple[str, ...]] = {
    "engineering": (
        "design",
        "implement",
        "test in target environment",
        "verify outcome",
        "wire into production",
        "confirm end to end",
    ),
    "finance": ("identify gap", "build tool", "use tool", "measure result", "adjust"),
    "leadership": ("set direction", "delegate", "verify outcome", "course-correct"),
    "personal": ("set intention", "take action", "measure change", "keep going"),
}
"""The courses that are known without a configuration, each with its stages in their order."""

_BETWEEN = re.compile(r"[\s_-]+")


def fold_stage(name: str) -> str:
    """Return what all spellings of a stage or course have in common: case, hyphens and blanks are folded."""
    return _BETWEEN.sub(" ", name.strip()).casefold()


@frozen
class Stage:
    """One stage of a course, and what shows that it was reached."""

    name: str
    shown: str = ""
    """What shows it, as a clause; empty where nothing does."""


@frozen
class Progress:
    """How far one goal or spec has come along its course."""

    path: str
    cycle: str
    stages: tuple[Stage, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The stages that nothing shows, in their order."""
        return tuple(stage.name for stage in self.stages if not stage.shown)

    @property
    def skipped(self) -> tuple[str, ...]:
        """The stages that nothing shows although a later one is shown."""
        last = max((at for at, stage in enumerate(self.stages) if stage.shown), default=-1)
        return tuple(stage.name for stage in self.stages[: last + 1] if not stage.shown)

    @property
    def bar(self) -> str:
        """One mark a stage, filled where it is shown: ``▰▰▱▱``."""
        return "".join("▰" if stage.shown else "▱" for stage in self.stages)

    def __str__(self) -> str:
        """Return the bar and the stage to take next: ``▰▰▰▱▱▱ next: verify outcome``."""
        return f"{self.bar} next: {self.missing[0]}" if self.missing else f"{self.bar} complete"
