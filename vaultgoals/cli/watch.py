"""``vaultgoals watch``: a report after each settled change, and at each new day."""

from __future__ import annotations

import signal
import threading
from datetime import datetime
from pathlib import Path

import click

from vaultgoals.cli.gap_text import summary
from vaultgoals.cli.options import vault_argument
from vaultgoals.cli.terminal import say
from vaultgoals.engine import examine, publish
from vaultgoals.engine.examine import today_in
from vaultgoals.errors import VaultGoalsError

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
    from vaultgoals.watch import watch

    root = vault.resolve()
    found = examine(root)  # a wrong folder or configuration ends the command before it starts
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    say(f"watching {root}; Ctrl+C ends it")
    watch(
        root,
        found.config.output,
        lambda reason: _run(root, reason),
        stop,
        today=lambda: today_in(found.config),
    )
    say("stopped")
    return 0


def _run(root: Path, reason: str) -> None:
    """Make one report; a vault that cannot be read or written just now is told and tried again later."""
    clock = f"{datetime.now().astimezone():%H:%M:%S}"
    try:
        found = examine(root)
        published = publish(found)
    except VaultGoalsError as error:
        say(f"{clock} {reason}: {error}")
        return
    if found.nothing_checked:
        say(f"{clock} {reason}: no goal, task or spec yet; nothing was written")
    elif published.written:
        notes = f"{len(published.written)} note{'s' * (len(published.written) != 1)}"
        say(f"{clock} {reason}: wrote {notes}; {summary(found)}")
    else:
        say(f"{clock} {reason}: nothing to write")
