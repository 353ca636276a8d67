"""P6: commands that only read ask the system for no change to anything in the vault."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.terminal import Terminal
from tests.test_determinism import changes, lay_out
from tests.torture.rows import Row, not_run, scaled

LOOKS = (
    "vaultgoals check '{vault}' --verbose --as-of 2026-11-21",
    "vaultgoals report '{vault}' --dry-run",
    "vaultgoals verify --vault '{vault}' --run --dry-run",
    "vaultgoals undo --vault '{vault}' --dry-run",
    "vaultgoals check '{vault}' --format json",
    "vaultgoals show 'Tasks run without me' --vault '{vault}'",
    "vaultgoals verify --vault '{vault}' 'Tasks run without me' --answer yes --dry-run",
    "vaultgoals review '{vault}'",
    "vaultgoals review '{vault}' --due",
    "vaultgoals review '{vault}' --month 2026-10 --dry-run",
    "vaultgoals export html '{vault}'",
    "vaultgoals export html '{vault}' --output '{vault}/x.html' --dry-run",
    "vaultgoals undo --vault '{vault}' --list --verbose",
    "vaultgoals doctor '{vault}'",
    "vaultgoals doctor '{vault}' --format json",
    "vaultgoals trust --vault '{vault}' --list",
    "vaultgoals rule VG301",
    "env -C '{vault}' vaultgoals rule",
    "env -C '{vault}' vaultgoals --version",
    "env -C '{vault}' vaultgoals watch --help",
)
_ELSEWHERE = re.compile(r'AT_FDCWD<[^>]*>(?=, "/)')
"""The working folder, of which a call with an absolute path has no need."""
_HOW = "strace over {} commands that read, in a vault with reports"
_TARGET = "0 calls that write, inside the vault"


def read_only(folder: Path, scale: float) -> list[Row]:
    """Watch every reading command; and `report`, so that the watch is known to see."""
    number = scaled(len(LOOKS), scale, 4)
    if not shutil.which("strace"):
        return [not_run("P6", _HOW.format(number), _TARGET, "needs strace")]
    terminal = Terminal(folder, 60)
    lay_out(terminal)
    seen = len(changes(terminal, "vaultgoals report '{vault}' --as-of 2026-11-20"))
    calls = [call for command in LOOKS[:number] for call in changes(terminal, command)]
    found = [call for call in calls if str(terminal.vault) in _ELSEWHERE.sub("", call)]
    return [
        Row(
            "P6",
            _HOW.format(number),
            f"{len(found)} (of `report`, {seen:,} are seen)",
            _TARGET,
            not found and seen > 10,
        )
    ]
