"""A real `vaultgoals watch` beside a test: its lines, the report it keeps, and its end."""

from __future__ import annotations

import os
import re
import select
import signal
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from time import monotonic, sleep

from tests.terminal import Terminal

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

    def __init__(self, terminal: Terminal, *, started: bool = True) -> None:
        self.vault = terminal.vault
        self._errors = terminal.vault.parent / "errors.txt"
        self._rest = b""
        with self._errors.open("wb") as errors:
            self.process = Popen(
                ["vaultgoals", "watch", "vault"],
                cwd=terminal.vault.parent,  # within the vault, its folder would live on when deleted
                env=terminal.environment(),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=errors,
            )
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


def write(place: Path, text: str) -> None:
    """Write a file in place, as an editor without further ado does."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode())
