"""``vaultgoals report``: write the day's report, the week's review, the dashboard and the rollups."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import click

from vaultgoals.cli.diff import print_diff
from vaultgoals.cli.gap_text import summary
from vaultgoals.cli.options import as_of_option, vault_argument
from vaultgoals.cli.terminal import reading_progress, say
from vaultgoals.engine import Examination, Published, examine, publish
from vaultgoals.errors import NoteChangedError
from vaultgoals.model import Stamp
from vaultgoals.state.undo import Writing

_EPILOG = """\b
Examples:
  vaultgoals report
  vaultgoals report ~/Notes --dry-run
  vaultgoals report --as-of 2026-11-21

Everything is written below the folder Gaps/ (`output` in vaultgoals.toml), and into those of your
notes in which you typed <!-- vaultgoals:rollup -->, between two markers there.
"""


class _Options(TypedDict):
    dry_run: bool
    force: bool
    accept_loss: bool


@click.command("report", epilog=_EPILOG)
@vault_argument
@as_of_option
@click.option("--dry-run", is_flag=True, help="Show what would change as a diff; write nothing.")
@click.option("--force", is_flag=True, help="Also overwrite generated regions that were changed by hand.")
@click.option("--accept-loss", is_flag=True, help="Write although many goals and specs have gone.")
def command(vault: Path, as_of: Stamp | None, dry_run: bool, force: bool, accept_loss: bool) -> int:
    """Write the day's gap report, the week's review, the dashboard and a rollup a goal into VAULT.

    Notes whose text would be the same are not touched; running it twice writes nothing the second time.

    VAULT is a folder; if left out, the nearest one upward that looks like a vault.
    """
    writing = Writing(vault, "report")
    options = _Options(dry_run=dry_run, force=force, accept_loss=accept_loss)
    try:
        found, published = _reported(vault, as_of, writing, options)
    except NoteChangedError:  # somebody else, a watch say, wrote between our reading and our writing
        found, published = _reported(vault, as_of, writing, options)
    if found.nothing_checked:
        for gap in found.gaps:
            if gap.code == "VG903":
                click.echo(f"vaultgoals: {gap.message}; nothing was written. {gap.fix}", err=True)
        return 2
    if dry_run:
        _print_diff(published)
    for path in published.written:
        say(f"wrote {path}")
    for notice in published.notices:
        where = f"{notice.path}:{notice.line}" if notice.line else notice.path
        say(f"{where}: {notice.message} ({notice.name})")
    if not published.texts:
        say("nothing else to write" if published.notices else "nothing to write: every note already reads so")
    elif dry_run:
        number = len(published.texts)
        say(f"dry run: {number} note{'s' * (number != 1)} would be written; nothing was")
    say(summary(found))
    return 0


def _reported(
    vault: Path, as_of: Stamp | None, writing: Writing, options: _Options
) -> tuple[Examination, Published]:
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, progress=progress)
    published = publish(found, **options, writing=writing)
    if options["force"] and published.written and any(gap.code == "VG904" for gap in found.gaps):
        found = examine(vault, as_of=as_of)  # the gaps of the regions that were overwritten are no more
        published = _both(published, publish(found, accept_loss=options["accept_loss"], writing=writing))
    return found, published


def _both(first: Published, second: Published) -> Published:
    """Return what two writings did, one after the other."""
    written = tuple(dict.fromkeys((*first.written, *second.written)))
    return Published((*first.texts, *second.texts), second.notices, written)


def _print_diff(published: Published) -> None:
    for text in published.texts:
        print_diff(text.path, text.before, text.after)
