"""A real `vaultgoals watch` beside a test: its lines, the report it keeps, and its end."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

from tests.terminal import Terminal
from vaultgoals.engine import examine, publish

LIMIT = 20.0
"""Seconds after which a thing that should happen is taken not to happen."""

DRAFT = "---\ntype: spec\nstatus: draft\n---\nHow tasks are dispatched.\n"
ACCEPTED = DRAFT.replace("draft", "accepted")
"""A spec that nothing implements: a gap, VG203, which a draft is not."""
ONE_GAP = "gaps_VG203: 1\n"
"""Stands in the report while one spec is accepted."""

_CLOCK = re.compile(r"^\d\d:\d\d:\d\d ")


class Watching:
    """One watch of ``vault``, which has made its first report when this has been made."""

    def __init__(
        self, terminal: Terminal, *arguments: str, started: bool = True, inside: tuple[str, ...] = ()
    ) -> None:
        """``inside`` is a command that runs the one which follows it, and becomes it."""
        self.vault = terminal.vault
        self.environment = terminal.environment()
        self._errors = terminal.vault.parent / "errors.txt"
        self._rest = b""
        with self._errors.open("wb") as errors:
            self.process = Popen(
                [*inside, "vaultgoals", "watch", "vault", *arguments],
                cwd=terminal.vault.parent,  # within the vault, its folder would live on when deleted
                env=self.environment,
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=errors,
            )
        self.reports: list[dict[str, Any]] = []
        """What `settles` has read of a log in JSON: every report."""
        if started:
            assert self.line() == f"watching {self.vault}; Ctrl+C ends it"
            assert self.line().startswith("start: ")

    def line(self) -> str:
        """Wait for the next line of output; return it without the time of day.

        Raises:
            TimeoutError: none came.
            EOFError: the process has ended.
        """
        assert self.process.stdout is not None
        end = monotonic() + LIMIT
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, end - monotonic()))
            if not ready:
                message = f"no further line within {LIMIT} seconds"
                raise TimeoutError(message)
            printed = os.read(self.process.stdout.fileno(), 65536)
            if not printed:
                raise EOFError
            self._rest += printed
        line, _, self._rest = self._rest.partition(b"\n")
        return _CLOCK.sub("", line.decode())

    def report(self, output: str = "Gaps") -> str:
        """Return the newest report's text; an empty text where there is none."""
        reports = sorted((self.vault / output).glob("Gap report *.md"))
        return reports[-1].read_text(encoding="utf-8") if reports else ""

    def shows(self, text: str, output: str = "Gaps") -> bool:
        """Whether the newest report shows ``text`` sooner or later."""
        end = monotonic() + LIMIT
        while text not in self.report(output):
            if monotonic() > end:
                return False
            sleep(0.005)
        return True

    def told(self) -> dict[str, Any]:
        """Wait for the next line of a log in JSON, and return it."""
        told: dict[str, Any] = json.loads(self.line())
        if told["event"] == "report":
            self.reports.append(told)
        return told

    def heard(self) -> bool:
        """Whether a line can be read at once."""
        assert self.process.stdout is not None
        return b"\n" in self._rest or bool(select.select([self.process.stdout], [], [], 0)[0])

    def settles(self, vault: Path | None = None, limit: float = LIMIT) -> bool:
        """Whether the vault comes to hold, within so many seconds, what a fresh report would write."""
        assert self.process.stdout is not None
        end = monotonic() + limit
        while monotonic() < end:
            if is_up_to_date(vault or self.vault):
                return True
            select.select([self.process.stdout], [], [], 1.0)
            while self.heard():
                self.told()
        return False

    def writes_only_once(self) -> bool:
        """Whether no report has written a note twice, and none has followed that wrote on its own account."""
        once = all(len(set(one["written"])) == len(one["written"]) for one in self.reports)
        return once and not any(one["written"] for one in self.reports if one["reason"] == "once more")

    def end(self, number: int = signal.SIGTERM) -> tuple[int, list[str], str]:
        """Send a signal; return the exit code, the lines still to be read, and standard error."""
        self.process.send_signal(number)
        lines = []
        try:
            while True:
                lines.append(self.line())
        except EOFError:
            code = self.process.wait(LIMIT)
        return code, lines, self._errors.read_text(encoding="utf-8")

    def close(self) -> None:
        """End the process whatever it does."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def is_up_to_date(vault: Path) -> bool:
    """Whether a report on a copy of the vault would change nothing: a fresh reader is the judge."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "vault"
        try:
            shutil.copytree(vault, copy, ignore=shutil.ignore_patterns(".git"))
        except (OSError, shutil.Error):  # somebody is still writing
            return False
        found = publish(examine(copy), dry_run=True)
    return not found.texts


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {
        str(place.relative_to(folder)): place.read_bytes()
        for place in sorted(folder.rglob("*"))
        if place.is_file()
    }


def write(place: Path, text: str) -> None:
    """Write a file in place, as an editor without further ado does."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode())
