"""``vaultgoals review``: what is due for a look; what was shipped beside what became true."""

from __future__ import annotations

from pathlib import Path

import click

from vaultgoals.cli.options import as_of_option, vault_argument
from vaultgoals.cli.terminal import reading_progress
from vaultgoals.engine import examine
from vaultgoals.errors import VaultGoalsError
from vaultgoals.model import Stamp

_EPILOG = """\b
Examples:
  vaultgoals review --due
  vaultgoals review ~/Notes --due --format json
"""


@click.command("review", epilog=_EPILOG)
@vault_argument
@as_of_option
@click.option("--due", "is_due", is_flag=True, help="List the goals that are due for a look.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="With --due: how to print; text if left out.",
)
def command(vault: Path, as_of: Stamp | None, is_due: bool, form: str) -> int:
    """List the goals of VAULT that are due for a look. Writes nothing and runs nothing.

    VAULT is a folder; if left out, the nearest one upward that looks like a vault.
    """
    if not is_due:
        raise click.UsageError("say --due for what is due", click.get_current_context())
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, progress=progress)
    if found.nothing_checked:
        raise VaultGoalsError("no goal, task or spec was found here, so there is nothing to review")
    from vaultgoals.cli.due_list import print_due, print_due_json

    (print_due_json if form == "json" else print_due)(found)
    return 0
