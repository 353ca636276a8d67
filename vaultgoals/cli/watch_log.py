"""How a watch tells what happens: one line kept up to date on a terminal, plain lines, or JSON."""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import Protocol

import click

from vaultgoals.cli.gap_text import summary
from vaultgoals.cli.terminal import drop_output, on_terminal, put, safe_text
from vaultgoals.watch import Happening, Told

_PASSING = (Happening.REPORT, Happening.WAITING)
"""What the next report makes old: it stands on the line that is rewritten."""

_CLEAR = "\r\x1b[K"
"""To the line's beginning, and clear it."""


class Log(Protocol):
    """Where a watch tells what happens."""

    def tell(self, told: Told) -> None:
        """Tell one thing."""


class LineLog:
    """One line for each thing, for a pipe or a file."""

    def __init__(self, every: str) -> None:
        """``every`` says how often all files are looked at; empty where events are waited for."""
        self._every = every

    def tell(self, told: Told) -> None:
        """Print a line."""
        _put(self._line(told), told)

    def _line(self, told: Told) -> str:
        if told.event is Happening.START:
            return f"{told.message}{self._every}; Ctrl+C ends it"
        more = f"; {summary(told.found)}" if told.found is not None and told.written else ""
        when = f"{_now():%H:%M:%S} {told.reason}: " if told.reason else ""
        return f"{when}{told.message}{more}"


class StatusLine(LineLog):
    """On a terminal: the latest report on the last line, which is rewritten; what lasts stands above it."""

    def __init__(self, every: str) -> None:
        """``every`` as in `LineLog`."""
        super().__init__(every)
        self._last = ""

    def tell(self, told: Told) -> None:
        """Rewrite the last line, or print one above it."""
        line = safe_text(self._line(told))
        if told.event in _PASSING:
            self._last = line
        else:
            _print(f"{_CLEAR}{line}\n")
        if self._last and told.event is not Happening.STOP:
            _print(f"{_CLEAR}{_cut(self._last, _width() - 1)}")


class JsonLog:
    """One JSON object a line, for services and other programs."""

    def __init__(self, every: str) -> None:
        """``every`` as in `LineLog`."""
        self._every = every

    def tell(self, told: Told) -> None:
        """Print an object with the keys time, event, reason, written, gaps, seconds and message."""
        more = self._every if told.event is Happening.START else ""
        line = {
            "time": _now().isoformat(timespec="milliseconds"),
            "event": told.event,
            "reason": told.reason,
            "written": told.written,
            "gaps": told.gaps,
            "seconds": None if told.seconds is None else round(told.seconds, 3),
            "message": told.message + more,
        }
        _put(json.dumps(line), told)


def on_one_line() -> bool:
    """Whether standard output is a terminal on which a line can be rewritten."""
    return on_terminal() and os.environ.get("TERM", "") not in ("", "dumb")


def _put(line: str, told: Told) -> None:
    """Print a line. A log that cannot be written (a full disk) ends no watch; with room again it goes on."""
    try:
        put(safe_text(line))
    except OSError:
        if told.event is Happening.STOP:  # what waits in a buffer would change the exit code
            drop_output()


def _print(text: str) -> None:
    """Print what a terminal's line is rewritten by; it holds no colour that somebody could not want."""
    try:
        click.echo(text, nl=False, color=True)
    except OSError:  # the terminal has gone
        drop_output()


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _cut(text: str, cells: int) -> str:
    """Cut a line to a width: wide letters take two cells, and a line that wraps cannot be rewritten."""
    from rich.cells import cell_len, chop_cells

    if cell_len(text) <= cells:
        return text
    return f"{chop_cells(text, max(1, cells - 1))[0]}…"


def _now() -> datetime:
    return datetime.now().astimezone()
