"""``vaultgoals undo``: bring back what the last writing command replaced."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from vaultgoals.cli.diff import print_diff
from vaultgoals.cli.options import vault_option
from vaultgoals.cli.terminal import say
from vaultgoals.engine.undo import Kept, Plan, kept_writings, plan_undo, undo
from vaultgoals.model import Notice

_EPILOG = """\b
Examples:
  vaultgoals undo --dry-run
  vaultgoals undo
  vaultgoals undo --list
  vaultgoals undo 20261121T0914

\b
What report, watch, review, verify, export and undo replace is kept for 30
days, outside the vault; a note that new made is removed. A note that was
changed since is left as it is, and told. An undo can be taken back like any
other writing.
"""
_FEW_PATHS = 3
_FEW_WRITINGS = 20


@click.command("undo", epilog=_EPILOG)
@click.argument("writing", required=False, metavar="[ID]")
@vault_option
@click.option("--list", "listing", is_flag=True, help="List the writings that are kept; change nothing.")
@click.option("--dry-run", is_flag=True, help="Show what would change as a diff; write nothing.")
@click.option("-v", "--verbose", is_flag=True, help="With --list: all writings, with every note.")
def command(writing: str | None, vault: Path, listing: bool, dry_run: bool, verbose: bool) -> int:
    """Bring back every note that the last writing command replaced, and remove those that it made.

    ENTRY is one of --list, or the beginning of one; if left out, the last writing that is not taken back,
    one of report, review, verify, new or export before those of a watch.
    """
    context = click.get_current_context()
    if listing and (writing is not None or dry_run):
        raise click.UsageError("--list goes alone, or with --verbose", context)
    if writing is not None and not writing.strip():  # an unset variable of a script must not mean "the last"
        raise click.UsageError("ENTRY is empty; leave it out to take back the last writing", context)
    if listing:
        _list(vault, verbose=verbose)
        return 0
    plan = plan_undo(vault, writing)
    if plan is None:
        say("nothing to take back: no writing of the last 30 days is left to undo")
        return 0
    if dry_run:
        return _dry(plan)
    return _do(vault, plan)


def _do(vault: Path, plan: Plan) -> int:
    if not plan.returns:
        return _nothing(plan)
    done = undo(vault, plan)
    for path in done.restored:
        say(f"restored {path}")
    for path in done.removed:
        say(f"removed {path}")
    _tell(done.notices)
    number = len(done.restored) + len(done.removed)
    if not number:
        return 2
    are = "it is" if len(done.notices) == 1 else "they are"
    left = f"; {_notes(len(done.notices))} left as {are}" if done.notices else ""
    say(f"took back {_what(plan.kept)}: {_notes(number)}{left}")
    say(f"to have it again: vaultgoals undo {done.id}")
    return 0


def _nothing(plan: Plan) -> int:
    """Say why nothing is to be done; 2 where there was something that could not be."""
    _tell(plan.notices)
    if plan.notices:
        say(f"nothing of {_what(plan.kept)} could be taken back; other writings: vaultgoals undo --list")
        return 2
    say(f"nothing to take back: all notes are as they were before {_what(plan.kept)}")
    say("other writings: vaultgoals undo --list")
    return 0


def _dry(plan: Plan) -> int:
    if not plan.returns:
        return _nothing(plan)
    for one in plan.returns:
        print_diff(one.path, _text(one.now), _text(one.then))
    _tell(plan.notices)
    say(f"dry run: {_notes(len(plan.returns))} of {_what(plan.kept)} would be taken back; nothing was")
    return 0


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode("utf-8", errors="backslashreplace")


def _tell(notices: Iterable[Notice]) -> None:
    for notice in notices:
        named = notice.message.startswith(notice.path)
        say(f"{notice.message if named else f'{notice.path}: {notice.message}'} ({notice.name})")


def _what(kept: Kept) -> str:
    return f"the {kept.command} of {kept.when.astimezone():%Y-%m-%d %H:%M:%S}"


def _notes(number: int) -> str:
    return f"{number} note{'s' * (number != 1)}"


def _list(vault: Path, *, verbose: bool) -> None:
    found, notices = kept_writings(vault)
    shown = found if verbose else found[:_FEW_WRITINGS]
    width = max((len(kept.id) for kept in shown), default=0)
    for kept in shown:
        _list_one(kept, width, verbose=verbose)
    if len(found) > len(shown):
        say(f"and {len(found) - len(shown)} older; --verbose lists them all")
    if not found:
        say("nothing to take back: no writing of the last 30 days is kept")
    _tell(notices)


def _list_one(kept: Kept, width: int, *, verbose: bool) -> None:
    day = f"{kept.when.astimezone():%Y-%m-%d %H:%M:%S}"
    state = "taken back" if kept.taken_back else ""
    line = f"{kept.id:<{width}}  {day}  {kept.command:<6}  {_notes(len(kept.paths)):>9}  {state}"
    say(line.rstrip())
    if verbose or len(kept.paths) <= _FEW_PATHS:
        for path in kept.paths:
            say(f"    {path}")
