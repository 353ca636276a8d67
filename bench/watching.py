"""How long after a save a real `vaultgoals watch` has its report on the disk."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter, sleep

from bench.peers import python
from bench.process import ProgramFailedError, environment, run
from bench.vaults import Vaults
from bench.works import ours

SETTLE = 0.3
"""Seconds that the watcher waits on purpose for further changes; they are not counted."""
ENOUGH = 60.0
"""Seconds after which no further save is made, if there were three."""

_LIMIT = 600.0
"""Seconds after which something that should happen is taken not to happen."""
_LOOK = 0.0005
_DRAFT = "---\ntype: spec\nstatus: draft\n---\nTo be decided.\n"
_ACCEPTED = _DRAFT.replace("draft", "accepted")
"""A spec that nothing implements is a gap once it is accepted: each save changes the report."""


@dataclass
class Waits:
    """One entry a save."""

    beyond: list[float] = field(default_factory=list)
    """Seconds from the save until the report stood on the disk, without the settle time."""
    empty: list[float] = field(default_factory=list)
    """Seconds of an empty Python that was run before the save."""
    passed: list[float] = field(default_factory=list)
    """Seconds of the watcher's processor time for a save that no report speaks of; none where the system
    does not tell."""


def watch(vaults: Vaults, saves: int) -> Waits:
    """Save one note again and again, each time when the watcher has come to rest.

    Raises:
        ProgramFailedError: the watcher ended, or a save led to no report.
    """
    shutil.rmtree(vaults.used / "Gaps", ignore_errors=True)
    spec = vaults.used / "Specs" / "Saved again and again.md"
    spec.write_text(_DRAFT)
    waits = Waits()
    watcher = _Watcher(vaults)
    try:
        watcher.line("start: ")
        (report,) = (vaults.used / "Gaps").glob("Gap report *.md")
        begun = monotonic()
        for number in range(saves):
            if len(waits.beyond) >= 3 and monotonic() - begun > ENOUGH:
                break
            waits.empty.append(run(python("pass"), vaults.home("start")).seconds)
            waits.beyond.append(_save(spec, (_ACCEPTED, _DRAFT)[number % 2], report) - SETTLE)
            watcher.line(" change")  # the rollups are written after the report
        waits.passed += [one for one in (_pass(spec, watcher) for _ in waits.empty) if one is not None]
    finally:
        watcher.end()
        spec.unlink()
    return waits


def _save(note: Path, text: str, report: Path) -> float:
    """Save a note in place; return the seconds until another report stood at its path."""
    before = _version(report)
    started = perf_counter()
    note.write_text(text)
    while _version(report) == before:
        if perf_counter() - started > _LIMIT:
            message = f"no new report {_LIMIT:.0f} seconds after a save"
            raise ProgramFailedError(message)
        sleep(_LOOK)
    return perf_counter() - started


def _pass(note: Path, watcher: _Watcher) -> float | None:
    """Save a sentence more; return the processor time until the watcher has told of it."""
    before = watcher.busy()
    with note.open("a") as file:
        file.write("A sentence more.\n")
    watcher.line(" change")
    after = watcher.busy()
    return None if before is None or after is None else after - before


def _version(path: Path) -> tuple[int, int, int]:
    info = os.stat(path)  # noqa: PTH116 - looked at a thousand times a second
    return info.st_ino, info.st_mtime_ns, info.st_size


class _Watcher:
    """The process, and the lines that it prints."""

    def __init__(self, vaults: Vaults) -> None:
        self._rest = b""
        self._process = subprocess.Popen(
            ours("watch", vaults.used),
            env=environment(vaults.home("watch")),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )

    def line(self, part: str) -> None:
        """Wait for a line that holds ``part``."""
        assert self._process.stdout is not None
        end = monotonic() + _LIMIT
        while True:
            line, mark, rest = self._rest.partition(b"\n")
            if mark:
                self._rest = rest
                if part.encode() in line:
                    return
                continue
            ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, end - monotonic()))
            printed = os.read(self._process.stdout.fileno(), 65536) if ready else b""
            if not printed:
                message = f"`vaultgoals watch` printed no line with {part!r}"
                raise ProgramFailedError(message)
            self._rest += printed

    def busy(self) -> float | None:
        """Return the processor time of all threads so far, in seconds; None where the system is not Linux."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        times = [int(thread.read_text(encoding="ascii").split()[0]) for thread in threads]
        return sum(times) / 1e9 if times else None

    def end(self) -> None:
        """End the process as Ctrl+C does, or, if that does not help, at once."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
