"""``vaultgoals watch``: a report after each settled change, and at each new day."""

from __future__ import annotations

import signal
import warnings
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from vaultgoals.cli.gap_text import summary
from vaultgoals.cli.options import vault_argument
from vaultgoals.cli.terminal import reading_progress, say
from vaultgoals.config import Config
from vaultgoals.engine import Examination, Published, examine, publish
from vaultgoals.engine.setup import today_in
from vaultgoals.errors import NoteChangedError, VaultGoalsError
from vaultgoals.model import Notice
from vaultgoals.state.undo import Writing
from vaultgoals.watch import Stop, watch

_EPILOG = """\b
Examples:
  vaultgoals watch
  vaultgoals watch ~/Notes

\b
Ctrl+C ends it. It runs no command and writes what `vaultgoals report` writes.
"""


@click.command("watch", epilog=_EPILOG)
@vault_argument
def command(vault: Path) -> int:
    """Keep the report, the dashboard and the rollups of VAULT up to date while you work."""
    stop = Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.ask())
    reports = _Reports(vault.resolve(), stop)
    # watchdog warns of a folder that it has met twice, which is harmless, with its whole table of folders
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
    watch(
        reports.root,
        reports.make,
        stop,
        config=lambda: reports.config,
        today=lambda: today_in(reports.config),
    )
    say("stopped")
    return 0


class _StoppedError(Exception):
    """The command was told to end while it was reading."""


class _Reports:
    """Makes one report after another and tells of each in one line."""

    def __init__(self, root: Path, stop: Stop) -> None:
        self.root = root
        self.config = Config()
        """As the latest run that could read it has read it."""
        self._stop = stop
        self._watching = False
        self._told: frozenset[Notice] = frozenset()

    def make(self, reason: str) -> bool:
        """Make one report; return whether to try again soon.

        Raises:
            VaultGoalsError: the first run could not read the vault or its configuration. Later, and where
                it cannot write, that is told, and the next change is a reason to try again.
        """
        clock = f"{datetime.now().astimezone():%H:%M:%S}"
        try:
            found = self._examine()
            published = publish(found, writing=Writing(self.root, "watch"))
        except _StoppedError:
            return False
        except VaultGoalsError as error:
            if not self._watching:
                raise
            say(f"{clock} {reason}: {error}")
            return isinstance(error, NoteChangedError)  # a change below the output folder is no event
        say(f"{clock} {reason}: {_told(found, published)}")
        self._tell_new(published.notices)
        return False

    def _examine(self) -> Examination:
        with reading_progress() as progress:

            def heed(read: int, every: int) -> None:
                self._heed_stop()
                progress(read, every)

            found = examine(self.root, progress=heed)
        self._heed_stop()
        self.config = found.config  # before anything is written, as it says which changes are our own
        if not self._watching:
            say(f"watching {self.root}; Ctrl+C ends it")
            self._watching = True
        return found

    def _heed_stop(self) -> None:
        if self._stop.asked:
            raise _StoppedError

    def _tell_new(self, notices: Iterable[Notice]) -> None:
        """Tell what was left as it is, once and not after every change."""
        for notice in notices:
            if notice not in self._told:
                say(f"{notice.path}: {notice.message} ({notice.name})")
        self._told = frozenset(notices)


def _told(found: Examination, published: Published) -> str:
    if found.nothing_checked:
        return "no goal, task or spec yet; nothing was written"
    if not published.written:
        return "nothing to write"
    number = len(published.written)
    return f"wrote {number} note{'s' * (number != 1)}; {summary(found)}"
