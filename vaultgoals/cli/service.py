"""``vaultgoals service``: the watch of a vault as a service that starts with the user's session."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vaultgoals.act.service import (
    Activity,
    activity,
    install,
    install_steps,
    installed,
    remove,
    remove_steps,
    shown,
)
from vaultgoals.act.service_files import Platform
from vaultgoals.act.service_place import Place, place_of, this_platform
from vaultgoals.cli.options import OPTIONAL, vault_argument
from vaultgoals.cli.terminal import on_terminal, say
from vaultgoals.engine.doctor import last_report
from vaultgoals.state.watcher import watcher_status

_EPILOG = """\b
Examples:
  vaultgoals service install ~/Notes --dry-run
  vaultgoals service install ~/Notes
  vaultgoals service status ~/Notes
  vaultgoals service remove ~/Notes

Linux: a unit of systemd, for your user. macOS: an agent of launchd. Windows: a task of the Task
Scheduler. Each vault has its own. It runs the Python that runs this command.
"""
_NOT_INSTALLED = "not installed; `vaultgoals service install` does it"
_platform = click.option(
    "--platform",
    type=click.Choice([one.value for one in Platform]),
    hidden=True,
    callback=lambda _context, _param, value: Platform(value) if value else this_platform(),
)
_yes = click.option("--yes", is_flag=True, help="Do it without asking; for scripts.")
_dry_run = click.option("--dry-run", is_flag=True, help="Show what would be written and run; do nothing.")


@click.group("service", epilog=_EPILOG, invoke_without_command=True, subcommand_metavar=OPTIONAL)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Keep `vaultgoals watch` running: started when you log in, and once more when it fails."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("install")
@vault_argument
@_dry_run
@_yes
@_platform
def install_command(vault: Path, dry_run: bool, yes: bool, platform: Platform) -> int:
    """Write the service of VAULT, enable it and start it. Shows all of it and asks before.

    A service that stands already is brought up to date and started anew.
    """
    last_report(vault)  # a vault or a configuration that cannot be read is told here, and not at night
    place = place_of(vault, platform)
    content, before = place.content, installed(place)
    steps = install_steps(place, again=before is not None)
    say(f"{place.file}{': stands as it is to be' if content == before else ''}")
    for line in content.decode("utf-16" if platform is Platform.WINDOWS else "utf-8").splitlines():
        say(f"    {line.expandtabs(2)}")
    say(f"then runs: {shown(place, steps)}")
    if dry_run:
        say("dry run: nothing was written")
        return 0
    if not _agreed("Write it and start the watch?", yes=yes):
        return 0
    running = None if before else watcher_status(vault)
    install(place)
    say(f"installed {place.name}")
    if running and running.running:
        say(f"another watch runs (process {running.pid}): end it, and the service takes over")
    _tell_of_session(place)
    return 0


@command.command("status")
@vault_argument
@_platform
def status_command(vault: Path, platform: Platform) -> int:
    """Say whether the watch of VAULT runs, by whom, and the day of the last report.

    Exit: 0 while a watch of the vault runs, started by the service or by hand; 1 where none runs.
    """
    place = place_of(vault, platform)
    stands = installed(place) is not None
    say(f"service: installed, {place.file}" if stands else f"service: {_NOT_INSTALLED}")
    system = activity(place) if stands else None
    if stands:
        say(f"system: {_said(system)}")
    watch = watcher_status(vault)
    if watch is not None and watch.running:
        since = f", since {watch.started}" if watch.started else ""
        say(f"watch: running, process {watch.pid}{since}{f'; {watch.trouble}' if watch.trouble else ''}")
    else:
        say(f"watch: not running{f', last run {watch.last_run}' if watch and watch.last_run else ''}")
    say(f"last report: {last_report(vault) or 'none yet'}")
    running = (watch is not None and watch.running) or (system is not None and system.active)
    return 0 if running else 1


@command.command("remove")
@vault_argument
@_dry_run
@_yes
@_platform
def remove_command(vault: Path, dry_run: bool, yes: bool, platform: Platform) -> int:
    """Stop and disable the service of VAULT and delete its file.

    The vault itself stays as it is.
    """
    place = place_of(vault, platform)
    if installed(place) is None:
        say(f"no service of this vault is installed; {place.file} is not there")
        return 0
    say(f"runs: {shown(place, remove_steps(place))}")
    say(f"then deletes {place.file}")
    if dry_run:
        say("dry run: nothing was done")
        return 0
    if not _agreed("Stop the watch and delete this file?", yes=yes):
        return 0
    remove(place)
    say(f"removed {place.name}")
    return 0


def _agreed(question: str, *, yes: bool) -> bool:
    if yes:
        return True
    if not on_terminal() or sys.stdin is None or not sys.stdin.isatty():
        sentence = "there is no terminal to ask in: add --yes, or --dry-run to look only"
        raise click.UsageError(sentence, click.get_current_context())
    agreed = click.confirm(question)
    if not agreed:
        say("nothing was changed")
    return agreed


def _said(system: Activity | None) -> str:
    if system is None:
        return "its program for services cannot be asked here"
    if not system.loaded:
        return "does not know it; install it again with `vaultgoals service install`"
    since = f", since {system.since}" if system.since else ""
    return f"{system.state or 'knows it'}{since}"


def _tell_of_session(place: Place) -> None:
    if place.platform is Platform.LINUX:
        say("it runs while you are logged in; `loginctl enable-linger` keeps it running beyond that")
