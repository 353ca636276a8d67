"""``vaultgoals trust``: look at the commands that checks may run, and approve them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from vaultgoals.act.approvals import approvals, approve, compared
from vaultgoals.act.fingerprint import Fingerprint, fingerprint
from vaultgoals.act.refused import RefusedError
from vaultgoals.cli.command_text import print_command
from vaultgoals.cli.options import vault_option
from vaultgoals.cli.terminal import can_ask, reading_progress, say
from vaultgoals.engine import Examination, examine
from vaultgoals.engine.commands import named_by, standing_of
from vaultgoals.errors import UnknownCommandError, VaultGoalsError
from vaultgoals.model import Permission

_EPILOG = """\b
Examples:
  vaultgoals trust
  vaultgoals trust backup-timer
  vaultgoals trust --list
  vaultgoals trust backup-timer --digest sha256:5f3a...

\b
An approval is for this machine and this vault alone, and ends with any
change: of the definition, of the program's place, or of the text of a
file in the vault that is among the arguments. What else an approved
program reads, it may read changed. SECURITY.md says what is promised.
"""


@click.command("trust", epilog=_EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME...]")
@vault_option
@click.option("--list", "listing", is_flag=True, help="Show every command and how it stands; ask nothing.")
@click.option(
    "--digest",
    metavar="SHA256",
    help="Approve one NAME without asking, if this is its digest (--list shows it).",
)
def command(names: tuple[str, ...], vault: Path, listing: bool, digest: str | None) -> int:
    """Show each command that is not approved as it now reads, and ask whether it may run.

    NAME is a command under [commands] in vaultgoals.toml; all of them if left out. Nothing is run, and
    nothing is written into the vault.
    """
    context = click.get_current_context()
    if digest is not None and (len(names) != 1 or listing):
        raise click.UsageError("--digest speaks for one command: name exactly one NAME", context)
    with reading_progress() as progress:
        found = examine(vault, progress=progress)
    for name in names:
        if name not in found.config.commands:
            raise UnknownCommandError(name, "vaultgoals.toml defines", found.config.commands)
    wanted = names or tuple(sorted(found.config.commands))
    if listing:
        _list(found, wanted if names else tuple(sorted({*wanted, *named_by(found.judged.vault)})))
        return 0
    if digest is not None:
        _approve_by_digest(found, names[0], digest)
        return 0
    seen, refused = _looked_at(found, wanted, tell_approved=bool(names))
    if seen and not can_ask():
        _show_all(found, seen)
        sentence = (
            "there is no terminal to ask in: name one command, and the digest that is shown with --digest"
        )
        raise click.UsageError(sentence, context)
    _ask(found, seen)
    return 2 if refused and names else 0


def _looked_at(
    found: Examination, names: Sequence[str], *, tell_approved: bool
) -> tuple[list[Fingerprint], int]:
    """Return what is to be approved, and how many cannot be; say so of these."""
    approved = approvals(found.root)
    seen: list[Fingerprint] = []
    refused = 0
    for name in dict.fromkeys(names):
        try:
            now = fingerprint(found.root, found.config.commands[name])
        except RefusedError as error:
            say(f"{name} cannot be approved: {error}")
            refused += 1
            continue
        if compared(approved.get(name), now).permission is not Permission.APPROVED:
            seen.append(now)
        elif tell_approved:
            say(f"{name} is approved as it now reads, since {approved[name].day}")
    if not seen and not refused and not tell_approved:
        known = bool(found.config.commands)
        say("Every command is approved as it now reads." if known else "vaultgoals.toml defines no command.")
    return seen, refused


def _show_all(found: Examination, seen: Sequence[Fingerprint]) -> None:
    places, approved = named_by(found.judged.vault), approvals(found.root)
    for one in seen:
        print_command(one, approved.get(one.name), places.get(one.name, ()))
        say()


def _ask(found: Examination, seen: Sequence[Fingerprint]) -> None:
    for one in seen:
        _show_all(found, [one])
        if click.confirm("  may it run?", default=False):
            _approve(found, one)
        else:
            say(f"  {one.name} is not approved")


def _approve(found: Examination, seen: Fingerprint) -> None:
    """Record what was shown: what has changed while it was read is not approved."""
    approve(found.root, seen, found.judged.as_of.day.isoformat())
    say(f"  {seen.name} is approved on this machine")


def _approve_by_digest(found: Examination, name: str, digest: str) -> None:
    try:
        now = fingerprint(found.root, found.config.commands[name])
    except RefusedError as error:
        raise VaultGoalsError(f"{name} cannot be approved: {error}") from error
    if now.digest != digest:
        raise VaultGoalsError(f"that is not the digest of {name} as it now reads: {now.digest}")
    _approve(found, now)


def _list(found: Examination, names: Sequence[str]) -> None:
    if not names:
        say("vaultgoals.toml defines no command.")
    approved = approvals(found.root)
    for name in names:
        standing = standing_of(found.root, found.config, name)
        if standing.permission is Permission.APPROVED:
            say(f"{name}: approved on {approved[name].day}", fg="green")
        else:
            say(f"{name}: {standing.permission.value}: {standing.reason}", fg="yellow")
        if standing.permission not in (Permission.UNDEFINED, Permission.REFUSED):
            say(f"    {fingerprint(found.root, found.config.commands[name]).digest}", dim=True)
