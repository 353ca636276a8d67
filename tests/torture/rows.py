"""What a harness hands back: one line of the table each, and how large it is to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One experiment on one promise, and how it ended."""

    promise: str
    """``P3``."""
    how: str
    """What was done, with its size."""
    figure: str
    """What came of it."""
    target: str
    met: bool
    contrast: str = ""
    """What came of the same done to others; empty where there is nothing to compare with."""
    lacking: str = ""
    """What this machine lacks, so that it could not be tried; empty where it was."""


Harness = Callable[[Path, float], list[Row]]
"""Runs in an empty folder, at a share of its full size; each of its rows says whether it met its target."""


def scaled(full: int, scale: float, least: int = 1) -> int:
    """Return the number of rounds for a share of the full size."""
    return max(least, round(full * scale))


def not_run(promise: str, how: str, target: str, lacking: str) -> Row:
    """Return the row of an experiment that this machine cannot do."""
    return Row(promise, how, f"not run: {lacking}", target, met=True, lacking=lacking)


def several(numbers: dict[str, int]) -> str:
    """Return counts as a phrase, ``12 torn, 3 empty``."""
    return ", ".join(f"{number:,} {name}" for name, number in numbers.items())
