"""Printing: text of a note never controls the terminal, and colour only where there is one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from unicodedata import category

import click

if TYPE_CHECKING:
    from vaultgoals.engine.intake import Progress

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REDRAWN = 0.1
"""Seconds from one picture of the bar to the next."""
_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


def safe_text(text: str) -> str:
    """Return ``text`` on one line, with control, bidirectional and undecodable characters escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _harmless(char) else _escaped(char) for char in text)


def _harmless(char: str) -> bool:
    return char not in _BIDI and category(char) not in ("Cc", "Cs", "Zl", "Zp")


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def say(text: str = "", **style: bool | str) -> None:
    """Print one line; styles are dropped by click where the output is no terminal."""
    put(styled(text, **style))


def styled(text: str, **style: bool | str) -> str:
    """Return text made safe, in a style where it would be seen: elsewhere click would take that out again."""
    shown = safe_text(text)
    return click.style(shown, **style) if style and on_terminal() else shown  # type: ignore[arg-type]


def put(text: str) -> None:
    """Print text that is safe already. When its reader has gone (``check | head``), the rest is dropped.

    The command goes on to its end, so that its exit code is the true one.
    """
    try:
        click.echo(text, color=False if _plain() else None)  # None: as standard output is a terminal or not
    except BrokenPipeError:
        drop_output()


def warn(text: str) -> None:
    """Print one line on standard error; where nobody can read it, it is dropped."""
    try:
        click.echo(safe_text(text), err=True)
    except OSError:  # what is left in the buffer would change the exit code at the very end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def drop_output() -> None:
    """Let what is still to be printed vanish, what waits in a buffer included."""
    if sys.stdout is not None:  # None where our caller has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _plain() -> bool:
    """Whether the user wants no colour (https://no-color.org), or has a terminal that knows none."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def on_terminal() -> bool:
    """Whether what is printed is read by a person, on a terminal; standard output may also be closed."""
    return sys.stdout is not None and sys.stdout.isatty()


def can_ask() -> bool:
    """Whether a person sits at both ends: what is printed is read, and what is asked can be answered."""
    return on_terminal() and sys.stdin is not None and sys.stdin.isatty()


def severity_style(severity: str) -> str:
    """Return the colour of a severity."""
    return _COLOURS[severity]


@contextmanager
def reading_progress() -> Iterator[Progress]:
    """Yield a callback that draws a bar on a terminal's stderr; it shows after the first second."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _read, _all: None
        return
    from time import monotonic

    with ExitStack() as stack:
        shown = monotonic() + 1
        draw: Progress | None = None

        def update(read: int, every: int) -> None:
            nonlocal draw, shown
            if monotonic() < shown:
                return
            draw = draw or stack.enter_context(_bar())
            draw(read, every)
            shown = monotonic() + _REDRAWN

        yield update


@contextmanager
def _bar() -> Iterator[Progress]:
    """Yield what draws the bar: by hand, since a thread that did so would forbid a second process."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Reading notes")
        yield lambda read, every: bar.update(task, completed=read, total=every, refresh=True)
