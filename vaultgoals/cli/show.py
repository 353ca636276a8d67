"""``vaultgoals show``: the chain of one note, and why it is in its state."""

from __future__ import annotations

from pathlib import Path

import click

from vaultgoals.cli.options import as_of_option, vault_option
from vaultgoals.cli.terminal import reading_progress, say
from vaultgoals.engine import examine
from vaultgoals.model import Stamp
from vaultgoals.rollup.chain_tree import Branch, chain_tree, named_note

_EPILOG = """\b
Examples:
  vaultgoals show "Tasks run without me"
  vaultgoals show Specs/Auto-dispatch.md --vault ~/Notes
"""


@click.command("show", epilog=_EPILOG)
@click.argument("note")
@vault_option
@as_of_option
def command(note: str, vault: Path, as_of: Stamp | None) -> int:
    """Show the chain of NOTE from intent to evidence, its gaps, and why it is in its state.

    NOTE is a title, or a path within the vault.
    """
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, progress=progress)
    path = named_note(found.judged.vault, note)
    _print(chain_tree(found.account, path), "", "")
    return 0


def _print(branch: Branch, head: str, rest: str) -> None:
    """Print a branch and what hangs from it, with lines that show what belongs to what."""
    say(f"{head}{branch.text}", **({"bold": True} if branch.strong else {}))
    for child in branch.children:
        last = child is branch.children[-1]
        _print(child, f"{rest}{'└─ ' if last else '├─ '}", f"{rest}{'   ' if last else '│  '}")
