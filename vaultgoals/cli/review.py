"""``vaultgoals review``: what was shipped beside what became true; and what is due for a look."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vaultgoals.cli.options import as_of_option, vault_argument
from vaultgoals.cli.terminal import reading_progress, say
from vaultgoals.engine import Examination, examine
from vaultgoals.errors import NoteChangedError, ShrunkVaultError, VaultGoalsError
from vaultgoals.model import Stamp

if TYPE_CHECKING:
    from vaultgoals.model.period import Period

_EPILOG = """\b
Examples:
  vaultgoals review                        this week
  vaultgoals review --week 2026-W46
  vaultgoals review ~/Notes --month 2026-10 --write
  vaultgoals review --from 2026-10-01 --to 2026-10-15
  vaultgoals review --due                  what to go through with verify

\b
A review is printed as Markdown. `vaultgoals report` and watch write that
of the week, Gaps/Outcome review 2026-W47.md, as long as the week lasts;
--write writes that of any period beside it. How goals and metrics stood is
known from the reports alone: the last one from before the period, and the
last one in it.
"""


@click.command("review", epilog=_EPILOG)
@vault_argument
@as_of_option
@click.option("--week", metavar="WEEK", help="Review this ISO week, as 2026-W47.")
@click.option("--month", metavar="MONTH", help="Review this month, as 2026-10.")
@click.option("--from", "first", metavar="DATE", help="Review from this day on ...")
@click.option("--to", "last", metavar="DATE", help="... to this one; to today if left out.")
@click.option("--write", is_flag=True, help="Write the review as a note instead of printing it.")
@click.option("--dry-run", is_flag=True, help="Show what --write would change as a diff; write nothing.")
@click.option("--due", "is_due", is_flag=True, help="List the goals that are due for a look, one line each.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="With --due: how to print; text if left out.",
)
def command(
    vault: Path,
    as_of: Stamp | None,
    week: str | None,
    month: str | None,
    first: str | None,
    last: str | None,
    write: bool,
    dry_run: bool,
    is_due: bool,
    form: str,
) -> int:
    """Set what was shipped in a period beside what became true; this week's if none is named.

    VAULT is a folder; if left out, the nearest one upward that looks like a vault.
    """
    named = [one for one in (week, month, first, last) if one is not None]
    if is_due and (named or write or dry_run):
        raise click.UsageError("--due lists what is due now: leave out the rest", click.get_current_context())
    if form != "text" and not is_due:
        raise click.UsageError("--format goes with --due", click.get_current_context())
    days = _day("--from", first), _day("--to", last)
    found = _examined(vault, as_of)
    if is_due:
        from vaultgoals.cli.due_list import print_due, print_due_json

        (print_due_json if form == "json" else print_due)(found)
        return 0
    from vaultgoals.engine.review import asked_period

    period = asked_period(found.judged.as_of.day, week, month, *days)
    if write or dry_run:
        _write(vault, as_of, found, period, dry_run=dry_run)
    else:
        _print(found, period)
    return 0


def _examined(vault: Path, as_of: Stamp | None) -> Examination:
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, progress=progress)
    if found.nothing_checked:
        raise VaultGoalsError("no goal, task or spec was found here, so there is nothing to review")
    return found


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    stamp = Stamp.parse(text)
    if stamp is None or stamp.moment is not None:
        message = f"{option}: {text!r} is not a day; write it as 2026-11-21"
        raise click.UsageError(message, click.get_current_context())
    return stamp.day


def _print(found: Examination, period: Period) -> None:
    from vaultgoals.engine.review import review

    for _, text in review(found, period).regions:
        for line in text.rstrip("\n").split("\n"):
            say(line)


def _write(vault: Path, as_of: Stamp | None, found: Examination, period: Period, *, dry_run: bool) -> None:
    from vaultgoals.cli.diff import print_diff
    from vaultgoals.engine.review import write_review

    try:
        published = write_review(found, period, dry_run=dry_run)
    except NoteChangedError:  # somebody else, a watch say, wrote between our reading and our writing
        published = write_review(_examined(vault, as_of), period, dry_run=dry_run)
    except ShrunkVaultError as error:  # a report is what has to be put right
        raise VaultGoalsError(f"{error} to `vaultgoals report`") from error
    for text in published.texts if dry_run else ():
        print_diff(text.path, text.before, text.after)
    for path in published.written:
        say(f"wrote {path}")
    for notice in published.notices:
        say(f"{notice.path}: {notice.message} ({notice.name})")
    if dry_run and published.texts:
        say("dry run: nothing was written")
    elif not published.texts and not published.notices:
        say("nothing to write: the note already reads so")
