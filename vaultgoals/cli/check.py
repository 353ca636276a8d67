"""``vaultgoals check``: find the gaps, write nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from vaultgoals.cli.gap_text import print_gaps
from vaultgoals.cli.options import as_of_option, split_names, vault_argument
from vaultgoals.cli.terminal import reading_progress, warn
from vaultgoals.engine import Examination, examine
from vaultgoals.model import Severity, Stamp

_EPILOG = """\b
Examples:
  vaultgoals check
  vaultgoals check ~/Notes --select VG2,VG301
  vaultgoals check --ignore goal-without-why --fail-on warning
  vaultgoals check --as-of 2026-11-21 --format json
  vaultgoals check --format sarif > gaps.sarif
"""


@click.command("check", epilog=_EPILOG)
@vault_argument
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif", "markdown"]),
    default="text",
    help="How to print; text if left out. github: annotations of a GitHub Actions run.",
)
@click.option(
    "--select", multiple=True, metavar="RULES", help="Ask only these: codes, beginnings (VG2), names."
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not ask these.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), "never"]),
    default=Severity.ERROR.value,
    help="Exit with 1 from this severity on; error if left out.",
)
@click.option("-v", "--verbose", is_flag=True, help="List what was left out, and oddities that are no gaps.")
def command(
    vault: Path,
    as_of: Stamp | None,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    verbose: bool,
) -> int:
    """Find the gaps of VAULT. Writes nothing and runs nothing.

    VAULT is a folder; if left out, the nearest one upward that holds vaultgoals.toml, .obsidian,
    logseq, .foam or .git.
    """
    only = split_names(select)
    if select and not only:  # an unset variable of a script must not mean "all rules"
        raise click.UsageError("--select names no rule", click.get_current_context())
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, only=only, ignore=split_names(ignore), progress=progress)
    if form == "text":
        print_gaps(found, verbose=verbose)
    else:
        _printer(form)(found)
    looks_back = as_of is not None and found.last_report != max(found.reports, default="")
    if (
        found.silence is not None and not looks_back
    ):  # beside the output: JSON stays JSON, and what a script counts on stays
        last = f"the last report is of {found.silence.last}, {found.silence.age} days ago"
        warn(f"{last}: is the watcher running? `vaultgoals doctor`")
    return exit_code(found, fail_on)


def _printer(form: str) -> Callable[[Examination], None]:
    """Return what prints in a form that programs read; only that one is loaded."""
    module = import_module(f"vaultgoals.cli.gap_{form}")
    printer: Callable[[Examination], None] = getattr(module, f"print_{form}")
    return printer


def exit_code(found: Examination, fail_on: str) -> int:
    """Return 2 where nothing was checked, 1 where a gap is grave enough, else 0."""
    if found.nothing_checked:
        return 2
    if fail_on == "never":
        return 0
    limit = Severity(fail_on).rank
    return int(any(gap.severity.rank <= limit for gap in found.gaps))
