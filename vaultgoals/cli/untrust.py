"""``vaultgoals untrust``: take back the approval of commands."""

from __future__ import annotations

from pathlib import Path

import click

from vaultgoals.act.approvals import approvals, withdraw
from vaultgoals.cli.options import vault_option
from vaultgoals.cli.terminal import say
from vaultgoals.errors import UnknownCommandError

_EPILOG = """\b
Examples:
  vaultgoals untrust backup-timer
  vaultgoals untrust --all
"""


@click.command("untrust", epilog=_EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME...]")
@vault_option
@click.option("--all", "every", is_flag=True, help="Take back every approval in this vault.")
def command(names: tuple[str, ...], vault: Path, every: bool) -> int:
    """Take back the approval of commands on this machine; none of them runs any more.

    NAME is a command that was approved, whether vaultgoals.toml still defines it or not.
    """
    if bool(names) == every:
        raise click.UsageError("name one NAME or more, or give --all", click.get_current_context())
    known = approvals(vault)
    for name in names:
        if name not in known:
            raise UnknownCommandError(name, "this machine has approved", known)
    for name in withdraw(vault, known if every else names):
        say(f"{name} is no longer approved")
    if not known:
        say("No command is approved.")
    return 0
