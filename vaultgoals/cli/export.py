"""``vaultgoals export``: the state of a vault in other forms, for people who do not open the vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vaultgoals.cli.gap_text import summary
from vaultgoals.cli.options import OPTIONAL, as_of_option, vault_argument
from vaultgoals.cli.terminal import on_terminal, put, reading_progress, say
from vaultgoals.engine import Examination, examine
from vaultgoals.model import Stamp

if TYPE_CHECKING:
    from vaultgoals.engine.export import Place

_EPILOG = """\b
Examples:
  vaultgoals export html --output goals.html
  vaultgoals export html ~/Notes -o ~/goals.html
  vaultgoals export html --as-of 2026-11-21 > goals.html
  vaultgoals export html -o goals.html --dry-run

The page is one file that loads nothing from anywhere. It names notes by title and path, and quotes
reasons, checks and remarks from them: read it before you hand it on.
"""
_STDOUT = "-"


@click.group("export", epilog=_EPILOG, invoke_without_command=True, subcommand_metavar=OPTIONAL)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Write the state of a vault in another form."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command(
    "html", epilog=_EPILOG, short_help="One page: dashboard, gaps with filters, goal tree, trends."
)
@vault_argument
@click.option(
    "-o",
    "--output",
    default=_STDOUT,
    metavar="FILE",
    help="Where to write it, a name that ends in .html; - or nothing is standard output.",
)
@as_of_option
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@click.option("--accept-loss", is_flag=True, help="Write although many goals and specs have gone.")
def html_command(vault: Path, output: str, as_of: Stamp | None, dry_run: bool, accept_loss: bool) -> int:
    """Write one page of HTML: the dashboard, the gaps with filters, the goal tree and the trends of VAULT.

    A file that stands there is replaced only if it is an earlier page of this command. Trends are drawn
    from the dated reports.

    VAULT is a folder; if left out, the nearest one upward that looks like a vault.
    """
    context = click.get_current_context()
    if not output.strip():  # an unset variable of a script must not mean "here"
        raise click.UsageError("--output names no file", context)
    if output == _STDOUT and on_terminal() and not dry_run:
        raise click.UsageError(
            "a page is nothing to read in a terminal: name a file with --output, or pipe it", context
        )
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, progress=progress)
    if found.nothing_checked:
        for gap in found.gaps:
            if gap.code == "VG903":
                click.echo(f"vaultgoals: {gap.message}; nothing was written. {gap.fix}", err=True)
        return 2
    if output == _STDOUT:
        _print(found, dry_run=dry_run)
        return 0
    return _write(found, vault, Path(output), dry_run=dry_run, accept_loss=accept_loss)


def _print(found: Examination, *, dry_run: bool) -> None:
    from vaultgoals.engine.export import html

    if dry_run:
        say("dry run: the page would be printed; nothing was")
    else:
        put(html(found).removesuffix("\n"))


def _write(found: Examination, vault: Path, file: Path, *, dry_run: bool, accept_loss: bool) -> int:
    from vaultgoals.engine.export import html, place_of, write_page
    from vaultgoals.state.undo import Writing

    place = place_of(found, file)
    text = html(found)
    if dry_run:
        say(f"dry run: {_what_of(place, text)}")
    elif write_page(found, place, text, Writing(vault, "export"), accept_loss=accept_loss):
        say(f"wrote {place.named}")
    else:
        say(f"nothing to write: {place.named} already reads so")
    say(summary(found))
    return 0


def _what_of(place: Place, text: str) -> str:
    if place.standing is None:
        return f"{place.named} would be written; nothing was"
    if place.standing == text.encode():
        return f"{place.named} already reads so"
    return f"{place.named} would take the place of an earlier page; nothing was"
