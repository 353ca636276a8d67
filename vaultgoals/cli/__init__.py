"""The command line: arguments and printing only."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from vaultgoals import __version__
from vaultgoals.cli.terminal import drop_output, safe_text
from vaultgoals.errors import VaultGoalsError, suggestion

COMMANDS = {
    "check": "Find the gaps of a vault; writes nothing.",
    "report": "Write the day's report, the week's review, dashboard and rollups.",
    "watch": "Write a report after each settled change and each new day.",
    "verify": "Run and ask what is due, and write down each result.",
    "review": "Set what was shipped beside what became true; list what is due.",
    "show": "Show the chain of one note and why it is in its state.",
    "rule": "Explain a rule, or list them all.",
    "new": "Write a goal, task or spec: why, how we would know, what if not.",
    "export": "Write the state of a vault as one page of HTML.",
    "undo": "Take back what the last writing command replaced.",
    "trust": "Look at the commands that checks may run, and approve them.",
    "untrust": "Take back the approval of commands.",
    "doctor": "Say what runs, what cannot be read, and which settings are in force.",
    "service": "Keep watch running as a service of your session.",
}
"""Each command with its line in the help; its module is imported only when it is used."""

_EPILOG = """\b
Examples:
  vaultgoals check                  the gaps of the vault around this folder
  vaultgoals check ~/Notes --select VG203
  vaultgoals report ~/Notes --dry-run
  vaultgoals show "Tasks run without me"
  vaultgoals rule VG301

\b
Exit: 0 clean, 1 gaps at or above --fail-on (check), 2 could not do it.

\b
What was read is kept in your cache folder, so that the next run is quick;
you may delete it at any time. VAULTGOALS_NO_MEMO=1 keeps nothing.
"""


class _LazyGroup(click.Group):
    """Imports a command when it is called, not when the help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command by its name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"vaultgoals.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say what was probably meant by a command that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = suggestion(args[0], COMMANDS) or f"; the commands are {', '.join(COMMANDS)}"
            ctx.fail(f"no command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",  # as click writes it from 8.4.2 on
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="vaultgoals %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Tell what is done, and what is done and still not true, in a vault of Markdown notes."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> int:
    """Run the command line and return its exit code. No error ends in a traceback."""
    if hasattr(sys.stdout, "reconfigure"):  # it is None where our caller has closed it
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(prog_name="vaultgoals", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        return _fail(_misuse(error))
    except click.Abort:
        return 130
    except VaultGoalsError as error:
        return _fail(str(error))
    except SystemExit:  # click's way to end where the reader of a help page has gone
        return 0
    except Exception as error:
        if os.environ.get("VAULTGOALS_DEBUG"):
            raise
        if isinstance(error, OSError) and error.filename is None:  # the disk behind `> file` is full
            drop_output()
            return _fail(f"the output could not be written ({error.strerror})")
        return _fail(
            f"a fault in vaultgoals itself ({type(error).__name__}: {error}); nothing more was written. "
            "Please report it with the output of VAULTGOALS_DEBUG=1 vaultgoals ..."
        )


def _misuse(error: click.ClickException) -> str:
    """Return what is wrong with a command line, and where its help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    wrong = error.format_message().rstrip(".")
    wrong = wrong[:1].lower() + wrong[1:]
    if isinstance(error, click.NoSuchOption):
        known = [name for param in context.command.params for name in param.opts] if context else []
        wrong = f"no option {error.option_name!r}{suggestion(error.option_name, known)}"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        wrong = f"{error.param.human_readable_name} is missing"
    stop = "" if wrong.endswith("?") else "."
    return f"{wrong}{stop} See: {context.command_path if context else 'vaultgoals'} --help"


def _fail(sentence: str) -> int:
    click.echo(f"vaultgoals: {safe_text(sentence)}", err=True)
    return 2
