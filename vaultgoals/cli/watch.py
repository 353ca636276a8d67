"""``vaultgoals watch``: a report after each settled change, and at each new day."""

from __future__ import annotations

import gc
import signal
import warnings
from pathlib import Path

import click

from vaultgoals.cli.options import vault_argument
from vaultgoals.cli.terminal import reading_progress
from vaultgoals.cli.watch_log import JsonLog, LineLog, Log, StatusLine, on_one_line
from vaultgoals.state.watcher import sole_watcher
from vaultgoals.watch import Happening, Pace, Reports, Stop, Told, watch

_EPILOG = """\b
Examples:
  vaultgoals watch
  vaultgoals watch ~/Notes
  vaultgoals watch /mnt/nas/Notes --poll          a network drive
  vaultgoals watch /mnt/nas/Notes --poll 30       a large one
  vaultgoals watch ~/Notes --log-format json      for a service

Ctrl+C ends it. It runs no command and writes what `vaultgoals report` writes; a region in a
note of your own only when you have left that note alone for 10 seconds. Other commands work
beside it as ever; a second watch of the same vault does not begin.
"""


_POLL = "5"
"""Seconds between looks where --poll does not say."""


def _seconds(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        hint = "; name the vault before --poll" if Path(value).is_dir() else ""
        raise click.BadParameter(f"{value!r} is no number of seconds{hint}") from None
    if not 0.5 <= seconds <= 3600:
        raise click.BadParameter(f"{value} s is not between 0.5 s and an hour")
    return seconds


@click.command("watch", epilog=_EPILOG)
@vault_argument
@click.option(
    "--poll",
    callback=_seconds,
    is_flag=False,
    flag_value=_POLL,
    metavar="[SECONDS]",
    help="Wait for no events; look at all files every so many seconds (5). For network drives.",
)
@click.option(
    "--accept-loss", is_flag=True, help="Write the first report although many goals and specs have gone."
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell what happens: lines for people, or one JSON object a line.",
)
def command(vault: Path, poll: float | None, accept_loss: bool, log_format: str) -> int:
    """Keep the report, the review, the dashboard and the rollups of VAULT up to date while you work.

    VAULT is a folder; if left out, the nearest one upward that looks like a vault.
    """
    import vaultgoals.parse.note  # noqa: F401 - now, and not at the first change: it may be upgraded by then

    gc.enable()  # other commands go without: they end before it would pay
    stop = Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.ask())
    # watchdog warns of a folder that it has met twice, which is harmless, with its whole table of folders
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
    root = vault.resolve()
    log = _log(log_format, poll)
    reports = Reports(
        root,
        stop,
        log.tell,
        progress=reading_progress,
        polling=poll is not None,
        accept_loss=accept_loss,
    )
    with sole_watcher(root):
        watch(root, reports, stop, Pace(poll=poll or 0.0))
    log.tell(Told(Happening.STOP, "stopped"))
    return 0


def _log(log_format: str, poll: float | None) -> Log:
    every = f"; looking at all files every {poll:g} s" if poll else ""
    if log_format == "json":
        return JsonLog(every)
    return StatusLine(every) if on_one_line() else LineLog(every)
