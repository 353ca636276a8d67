"""A person who sits at a terminal, sees what is printed, and types."""

from __future__ import annotations

import os
import pty
import select
import signal
from contextlib import suppress
from subprocess import Popen, TimeoutExpired
from time import monotonic

from tests.terminal import Terminal

LIMIT = 20.0
"""Seconds after which a thing that should happen is taken not to happen."""
LOG = "Gaps/Evidence/2026-11.md"
CHOICE = "skip or quit"
LINK = "as a link"
REMARK = "own words"


class Session:
    """A person at a terminal in which a command of vaultgoals asks."""

    def __init__(self, terminal: Terminal, *arguments: str, command: str = "verify") -> None:
        self.vault = terminal.vault
        self._master, inner = pty.openpty()
        # A shell that runs the tests in the background lets its children ignore an interruption.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.process = Popen(
                ["vaultgoals", command, "--vault", ".", "--as-of", "2026-11-21", *arguments],
                cwd=self.vault,
                env={**terminal.environment(), "TERM": "dumb"},
                stdin=inner,
                stdout=inner,
                stderr=inner,
            )
        finally:
            signal.signal(signal.SIGINT, before)
            os.close(inner)
        self._fresh = ""

    def see(self, text: str) -> str:
        """Wait until ``text`` is shown; return all that was shown up to it since the last time.

        Raises:
            TimeoutError: it was not, or the session has ended.
        """
        end = monotonic() + LIMIT
        while text not in self._fresh:
            if monotonic() > end or not self._read(end - monotonic()):
                message = f"no {text!r} in {self._fresh!r}"
                raise TimeoutError(message)
        shown, _, self._fresh = self._fresh.partition(text)
        return shown

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        with suppress(OSError):  # on Linux the end of the other side is an error
            printed = os.read(self._master, 65536) if ready else b""
            self._fresh += printed.decode()
            return bool(printed)
        return False

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._master, f"{text}\n".encode())

    def answer(self, text: str, link: str = "", remark: str = "") -> None:
        """Answer one question, with what is asked beside it."""
        for prompt, typed in ((CHOICE, text), (LINK, link), (REMARK, remark)):
            self.see(prompt)
            self.type(typed)

    def interrupt(self) -> None:
        """Press Ctrl+C, and again where nothing came of it: one that comes just as a line begins is lost."""
        end = monotonic() + LIMIT
        while self.process.poll() is None and monotonic() < end:
            self.process.send_signal(signal.SIGINT)
            with suppress(TimeoutExpired):
                self.process.wait(1)

    def end(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was shown last."""
        end = monotonic() + LIMIT
        while self._read(end - monotonic()):
            pass
        return self.process.wait(LIMIT), self._fresh

    def close(self) -> None:
        """End the process whatever it does."""
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    def lines(self) -> list[str]:
        """Return the records of the log, each up to its hashes."""
        log = self.vault / LOG
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        return [line.partition(" · criteria")[0] for line in text.split("\n") if line.startswith("- ")]
