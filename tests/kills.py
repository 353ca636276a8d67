"""Ends a command by SIGKILL at one of its system calls after the other, and looks at what is left."""

from __future__ import annotations

import os
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import Terminal

CHANGES = re.compile(
    r"write|pwrite64|fsync|fchmod|fchmodat|chmod|fchown|fsetxattr|flock|ftruncate|utimensat"
    r"|rename|renameat|renameat2|link|linkat|unlink|unlinkat|mkdir|mkdirat|openat\(.*O_CREAT"
)
"""The calls that change something, or that settle it."""
EVERY = "VAULTGOALS_EVERY_CALL"
"""Environment variable: kill also at the calls between that only ask."""

_CALL = re.compile(r"^(?:\d+ +)?([a-z_0-9]+)\(")


@dataclass(frozen=True, slots=True)
class Point:
    """The ``number``-th time that a run makes the system call ``name``."""

    name: str
    number: int


def points(terminal: Terminal, line: str, first: str) -> list[Point]:
    """Return the calls of a run of ``line`` at which to end it.

    They begin with the first that changes something and speaks of ``first``: before it there is nothing to
    leave half done. The run goes through, so that the vault has to be laid out again.
    """
    log = terminal.vault.parent / "strace.log"
    terminal.run(f"strace -f -qq -o {shlex.quote(str(log))} {line}")
    every = bool(os.environ.get(EVERY))
    counts: Counter[str] = Counter()
    found, begun = [], False
    for text in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _CALL.match(text)
        if match is None:
            continue
        counts[match[1]] += 1
        begun = begun or (first in text and CHANGES.match(text, match.start(1)) is not None)
        if begun and (every or CHANGES.match(text, match.start(1))):
            found.append(Point(match[1], counts[match[1]]))
    return found


def killed(terminal: Terminal, line: str, point: Point) -> bool:
    """Run ``line`` and end it just before that call takes place; return whether it came to that."""
    inject = f"inject={point.name}:signal=SIGKILL:when={point.number}"
    code, _, _ = terminal.run(f"strace -f -qq -o /dev/null -e trace={point.name} -e {inject} {line}")
    return code != 0


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file below ``folder``, temporary ones of ours left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not re.fullmatch(r"\.vaultgoals-\d+-\d+\.tmp", path.name):
            yield str(path.relative_to(folder)), path.read_bytes()
