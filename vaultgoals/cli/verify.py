"""``vaultgoals verify``: run and ask what is due, and write down each result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import UnionType

import click

from vaultgoals.cli.options import as_of_option, vault_option
from vaultgoals.cli.terminal import can_ask, reading_progress, say
from vaultgoals.engine import Examination, examine
from vaultgoals.engine.questions import Act, CommandCheck, Question, acts, due, goal_named
from vaultgoals.errors import VaultGoalsError
from vaultgoals.model import Form, RecordResult, Reference, Stamp

_EPILOG = """\b
Examples:
  vaultgoals verify
  vaultgoals verify "Tasks run without me"
  vaultgoals verify "Tasks run without me" --answer yes --by ana
  vaultgoals verify Goals/Backups.md --answer yes --evidence "[[Log]]"
  vaultgoals verify --run

\b
Each result is a line in Gaps/Evidence/ (`output` in vaultgoals.toml).
A goal that carries `verified` gets the day there as soon as all its
questions were answered yes on that day; with --stamp any goal does.
Only commands that you have approved are run: see vaultgoals trust.
With --run the exit code is 2 where a command that is due was not run.
"""
_ANSWERS = {"yes": RecordResult.PASS, "no": RecordResult.FAIL, "not-yet": RecordResult.OPEN}
_WHY_NOTHING: Mapping[type | UnionType, str] = {
    Act: "asks nothing: its checks are read from files",
    Question: "asks nothing: its checks are read from files, or run",
    CommandCheck: "names no command among its checks",
}
_NO_TERMINAL = (
    "there is no terminal to ask in: name one GOAL and add --answer yes, no or not-yet, or add --run"
)


@click.command("verify", epilog=_EPILOG)
@click.argument("goals", nargs=-1, metavar="[GOAL...]")
@vault_option
@as_of_option
@click.option(
    "--answer", type=click.Choice(list(_ANSWERS)), help="Answer all that one GOAL asks; ask and run nothing."
)
@click.option("--evidence", default="", metavar="LINK", help="With --answer: what you saw.")
@click.option("--remark", default="", metavar="TEXT", help="With --answer: in your own words.")
@click.option("--by", default="", metavar="NAME", help="Who answers; left out of the line if left out.")
@click.option("--stamp", "always", is_flag=True, help="Write `verified` also where the note has no such key.")
@click.option("--run", "only_run", is_flag=True, help="Run the approved commands that are due; ask nothing.")
@click.option("--show-output", is_flag=True, help="Show what commands print; it is kept nowhere.")
@click.option("--dry-run", is_flag=True, help="Show what would change as a diff; write and run nothing.")
def command(
    goals: tuple[str, ...],
    vault: Path,
    as_of: Stamp | None,
    answer: str | None,
    evidence: str,
    remark: str,
    by: str,
    always: bool,
    only_run: bool,
    show_output: bool,
    dry_run: bool,
) -> int:
    """Look whether goals are true, the most overdue first, and write each result into the evidence log.

    Runs the approved commands that are due and asks the questions that are due.

    GOAL is a title, or a path within the vault; all that is due if left out.
    """
    _check_usage(goals, answer, only_run=only_run, aside=bool(evidence or remark))
    links = _links(evidence)
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, progress=progress)
    if found.nothing_checked:
        raise VaultGoalsError("no goal, task or spec was found here, so there is nothing to ask")
    kind = Question if answer is not None else CommandCheck if only_run else Act
    waiting = _waiting(found, goals, kind)
    if not waiting:
        say("Nothing is due.")
        return 0
    # Imported here: to say that nothing is due should take no longer than a check.
    from vaultgoals.cli.answering import Keeper
    from vaultgoals.cli.asking import ask_all, run_all
    from vaultgoals.engine.verify import Answer

    keeper = Keeper(found, by, always=always, dry_run=dry_run, show_output=show_output)
    if answer is not None:
        keeper.keep([Answer(act, _ANSWERS[answer], links, remark) for act in waiting])
        keeper.date(waiting[0].goal)
    elif only_run:
        run_all(keeper, waiting)
    elif can_ask():
        ask_all(keeper, waiting)
    else:
        _list(found, waiting)
        raise click.UsageError(_NO_TERMINAL, click.get_current_context())
    keeper.tell()
    return 2 if only_run and keeper.not_run else 0


def _check_usage(goals: Sequence[str], answer: str | None, *, only_run: bool, aside: bool) -> None:
    context = click.get_current_context()
    if answer is None and aside:
        raise click.UsageError("--evidence and --remark go with --answer", context)
    if answer is not None and only_run:
        raise click.UsageError("--answer runs nothing: leave out --run", context)
    if answer is not None and len(goals) != 1:
        raise click.UsageError("--answer speaks for one goal: name exactly one GOAL", context)


def _links(evidence: str) -> tuple[Reference, ...]:
    if not evidence:
        return ()
    from vaultgoals.cli.asking import NO_LINK
    from vaultgoals.parse.references import references

    links = references("", evidence, 0)
    if any(link.form is Form.TEXT for link in links):
        raise click.UsageError(f"--evidence: {evidence!r} {NO_LINK}", click.get_current_context())
    return links


def _waiting(found: Examination, goals: Sequence[str], kind: type | UnionType) -> tuple[Act, ...]:
    """Return what is due; of goals that are named, what is open, or else everything once more."""
    if not goals:
        return tuple(act for act in due(found) if isinstance(act, kind))
    waiting: list[Act] = []
    for path in dict.fromkeys(goal_named(found, name) for name in goals):
        every = [act for act in acts(found, path) if isinstance(act, kind)]
        if not every:
            raise VaultGoalsError(f"{path} {_WHY_NOTHING[kind]}")
        waiting += [act for act in every if act.is_open] or every
    return tuple(waiting)


def _list(found: Examination, waiting: Sequence[Act]) -> None:
    for path, of_goal in groupby(waiting, key=lambda act: act.goal):
        state = found.judged.goals[path]
        say(f"{path}: {state.outcome.value}, {state.reason}")
        for act in of_goal:
            say(f"    {act.text if isinstance(act, Question) else act.check}")
