"""A shell in a fresh folder, the same on every machine, in which `vaultgoals` is the code under test."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

ROOT = Path(__file__).resolve().parent.parent


class Terminal:
    """Runs command lines in ``folder/vault``, with a home of its own beside it."""

    def __init__(self, folder: Path, limit: float) -> None:
        folder = folder.resolve()
        self.vault = folder / "vault"
        self._limit = limit
        self._home = folder / "home"
        self._programs = folder / "bin"
        for place in (self.vault, self._home, self._programs):
            place.mkdir()
        self._install()

    def _install(self) -> None:
        """Put `vaultgoals` on the PATH, run from the sources by the interpreter that runs the tests."""
        program = self._programs / "vaultgoals"
        # -P: a vault may hold a file named yaml.py, and it must not be imported
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m vaultgoals "$@"\n')
        program.chmod(0o755)

    def environment(self) -> dict[str, str]:
        """Return all that a command sees of the world outside: nothing but PATH is inherited."""
        home = str(self._home)
        return {
            "PATH": f"{self._programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "EXAMPLES": str(ROOT / "examples"),
            "HOME": home,
            "XDG_CACHE_HOME": f"{home}/.cache",
            "XDG_CONFIG_HOME": f"{home}/.config",
            "XDG_DATA_HOME": f"{home}/.local/share",
            "XDG_STATE_HOME": f"{home}/.local/state",
            "COLUMNS": "100",
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "TZ": "UTC",
        }

    def run(self, line: str) -> tuple[int, str, str]:
        """Run a command line with no input; return its exit code, standard output and standard error.

        Raises:
            TimeoutError: it did not end in time; it and what it started have been ended.
        """
        with Popen(
            ["/bin/sh", "-c", line],
            cwd=self.vault,
            env=self.environment(),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,
        ) as shell:
            try:
                output, errors = shell.communicate(timeout=self._limit)
            except TimeoutExpired:
                os.killpg(shell.pid, signal.SIGKILL)
                message = f"{line!r} did not end within {self._limit} seconds"
                raise TimeoutError(message) from None
        return shell.returncode, self._shown(output), self._shown(errors)

    def _shown(self, printed: bytes) -> str:
        text = printed.decode(errors="backslashreplace")
        places = {"$PWD": self.vault, "$HOME": self._home, "$EXAMPLES": ROOT / "examples"}
        for name, place in places.items():
            text = text.replace(str(place), name)
        return text
