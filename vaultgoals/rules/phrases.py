"""The few phrases that several rules share, so that they read alike."""

from __future__ import annotations

from collections.abc import Sequence

from vaultgoals.model import Task


def counted(number: int, noun: str) -> str:
    """Return ``1 task`` or ``3 tasks``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names joined for reading: ``A, B, C and 4 more``."""
    if len(names) <= most:
        return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def latest_done(tasks: Sequence[Task]) -> str:
    """Return ``, the last on 2026-11-18``, or nothing where no done date is written."""
    days = [task.done_on.day.isoformat() for task in tasks if task.done_on is not None]
    return f", the last on {max(days)}" if days else ""
