"""Whole processes: how long each takes and how much memory it needs at most."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LAUNCH = [sys.executable, "-I", "-S", str(ROOT / "bench" / "launch.py")]


@dataclass(frozen=True)
class Sample:
    """One run of one program."""

    seconds: float
    """From the moment it was asked for until it had ended, by the clock on the wall."""
    peak: int
    """Bytes of memory, its own and its largest child's."""


class ProgramFailedError(Exception):
    """A program that was to be measured could not do its work, which would make its time worthless."""


def run(command: list[str], home: Path) -> Sample:
    """Run one program with a home of its own.

    Args:
        command: a program and its arguments.
        home: where it finds what it remembers: its cache, its state, its settings.

    Raises:
        ProgramFailedError: it ended with an exit code other than 0, or 1 (there are gaps).
    """
    done = subprocess.run(
        [*_LAUNCH, *command],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    measured = done.stdout.split()
    if len(measured) != 3 or measured[2] not in ("0", "1") or "Traceback" in done.stderr:
        message = f"{' '.join(command)[:200]} failed: {done.stderr.strip() or done.stdout.strip()}"
        raise ProgramFailedError(message)
    return Sample(float(measured[0]), int(measured[1]))


def environment(home: Path) -> dict[str, str]:
    """Return what a measured program sees of the world outside: the sources, and nothing of the user's."""
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "NO_COLOR": "1",
        "TZ": "UTC",
    }
