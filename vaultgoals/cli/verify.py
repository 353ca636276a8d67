"""``vaultgoals verify``: ask what is due, and write down each answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

import click

from vaultgoals.cli.options import as_of_option, vault_option
from vaultgoals.cli.terminal import on_terminal, reading_progress, safe_text, say
from vaultgoals.engine import Examination, examine
from vaultgoals.engine.questions import Question, due, goal_named, questions
from vaultgoals.engine.verify import Answer, carries_date, is_there, log_edit, record, stamp, stamp_edit
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import Edit
from vaultgoals.model import Form, RecordResult, Reference, Stamp
from vaultgoals.parse.one_key import Refused
from vaultgoals.parse.references import references

_EPILOG = """\b
Examples:
  vaultgoals verify
  vaultgoals verify "Tasks run without me"
  vaultgoals verify "Tasks run without me" --answer yes --by ana
  vaultgoals verify Goals/Backups.md --answer yes --evidence "[[Log]]"

\b
Each answer is a line in Gaps/Evidence/ (`output` in vaultgoals.toml).
A goal that carries `verified` gets the day there as soon as all its
questions were answered yes on that day; with --stamp any goal does.
"""
_ANSWERS = {"yes": RecordResult.PASS, "no": RecordResult.FAIL, "not-yet": RecordResult.OPEN}
_TYPED = {
    "y": RecordResult.PASS,
    "yes": RecordResult.PASS,
    "n": RecordResult.FAIL,
    "no": RecordResult.FAIL,
    "not yet": RecordResult.OPEN,
    "not-yet": RecordResult.OPEN,
}
_QUIT = ("q", "quit")
_SKIP = ("s", "skip", "")
_NO_LINK = "is no link; write [[Note]], a path with its extension, or a URL"


@click.command("verify", epilog=_EPILOG)
@click.argument("goals", nargs=-1, metavar="[GOAL...]")
@vault_option
@as_of_option
@click.option(
    "--answer", type=click.Choice(list(_ANSWERS)), help="Answer all that one GOAL asks; ask nothing."
)
@click.option("--evidence", default="", metavar="LINK", help="With --answer: what you saw.")
@click.option("--remark", default="", metavar="TEXT", help="With --answer: in your own words.")
@click.option("--by", default="", metavar="NAME", help="Who answers; left out of the line if left out.")
@click.option("--stamp", "always", is_flag=True, help="Write `verified` also where the note has no such key.")
@click.option("--dry-run", is_flag=True, help="Show what would change as a diff; write nothing.")
def command(
    goals: tuple[str, ...],
    vault: Path,
    as_of: Stamp | None,
    answer: str | None,
    evidence: str,
    remark: str,
    by: str,
    always: bool,
    dry_run: bool,
) -> int:
    """Ask whether goals are true, the most overdue first, and write each answer into the evidence log.

    GOAL is a title, or a path within the vault; all that is due if left out.
    """
    context = click.get_current_context()
    if answer is None and (evidence or remark):
        raise click.UsageError("--evidence and --remark go with --answer", context)
    if answer is not None and len(goals) != 1:
        raise click.UsageError("--answer speaks for one goal: name exactly one GOAL", context)
    links = references("", evidence, 0)
    if any(link.form is Form.TEXT for link in links):
        raise click.UsageError(f"--evidence: {evidence!r} {_NO_LINK}", context)
    with reading_progress() as progress:
        found = examine(vault, as_of=as_of, progress=progress)
    if found.nothing_checked:
        raise VaultGoalsError("no goal, task or spec was found here, so there is nothing to ask")
    asked = _asked(found, goals)
    if not asked:
        say("Nothing is due.")
        return 0
    keeper = _Keeper(found, by, always=always, dry_run=dry_run)
    if answer is not None:
        keeper.keep([Answer(question, _ANSWERS[answer], links, remark) for question in asked])
        keeper.date(asked[0].goal)
    elif _can_ask():
        _ask_all(keeper, asked)
    else:
        _list(found, asked)
        sentence = "there is no terminal to ask in: name one GOAL and add --answer yes, no or not-yet"
        raise click.UsageError(sentence, context)
    keeper.tell()
    return 0


def _asked(found: Examination, goals: Sequence[str]) -> tuple[Question, ...]:
    """Return what is due; of goals that are named, what is open, or else everything once more."""
    if not goals:
        return due(found)
    asked: list[Question] = []
    for path in dict.fromkeys(goal_named(found, name) for name in goals):
        every = questions(found, path)
        if not every:
            raise VaultGoalsError(f"{path} asks nothing: its checks are read from files, or run")
        asked += [question for question in every if question.is_open] or every
    return tuple(asked)


def _can_ask() -> bool:
    return on_terminal() and sys.stdin is not None and sys.stdin.isatty()


def _list(found: Examination, asked: Sequence[Question]) -> None:
    for path, of_goal in groupby(asked, key=lambda question: question.goal):
        state = found.judged.goals[path]
        say(f"{path}: {state.outcome.value}, {state.reason}")
        for question in of_goal:
            say(f"    {question.text}")


class _Keeper:
    """Writes answers down as they come, and tells at the end what they changed."""

    def __init__(self, found: Examination, by: str, *, always: bool, dry_run: bool) -> None:
        self.found = found
        self._by = by
        self._always = always
        self._dry_run = dry_run
        self._answers: list[Answer] = []

    def keep(self, answers: Sequence[Answer]) -> None:
        """Write answers at once, or show what would be written."""
        for link in dict.fromkeys(link for answer in answers for link in answer.links):
            if not is_there(self.found, link):
                say(f"{link.text} names nothing in this vault; the link is kept as you wrote it")
        if self._dry_run:
            _print_diff(log_edit(self.found, answers, self._by))
        else:
            for path in record(self.found, answers, self._by):
                say(f"wrote {path}")
        self._answers += answers

    def date(self, path: str) -> None:
        """Date the goal's own note where it carries a date or the user asked for one, after a yes."""
        said = [answer for answer in self._answers if answer.question.goal == path]
        if not any(answer.result is RecordResult.PASS for answer in said):
            return
        if not self._always and not carries_date(self.found, path):
            return
        edit = stamp_edit(self.found, path, said)
        if isinstance(edit, Refused):
            where = f"{path}:{edit.line}" if edit.line else path
            say(f"{where}: `verified` was left as it is: {edit.reason}")
        elif self._dry_run:
            _print_diff(edit)
        else:
            self._write_date(edit)

    def _write_date(self, edit: Edit) -> None:
        try:
            for path in stamp(self.found, edit):
                say(f"wrote {path}")
        except VaultGoalsError as error:  # the answer is in the log already
            say(f"`verified` was left as it is: {error}")

    def tell(self) -> None:
        """Say how the goals stand that were answered for."""
        paths = dict.fromkeys(answer.question.goal for answer in self._answers)
        if self._dry_run or not paths:
            say(f"{'dry run' if self._dry_run else 'no answer'}: nothing was written")
            return
        now = examine(self.found.root, as_of=Stamp(self.found.judged.as_of.day))
        for path in paths:
            state = now.judged.goals.get(path)
            if state is not None:
                say(f"{path}: {state.outcome.value}, {state.reason}")


def _print_diff(edit: Edit) -> None:
    before = (edit.before or b"").decode("utf-8").splitlines()
    name = "/dev/null" if edit.before is None else edit.path
    after = edit.after.decode("utf-8").splitlines()
    for line in unified_diff(before, after, name, edit.path, lineterm=""):
        colour = {"+": "green", "-": "red"}.get(line[:1])
        say(line, fg=colour) if colour else say(line)


def _ask_all(keeper: _Keeper, asked: Sequence[Question]) -> None:
    """Ask one goal after the other until the end, or until the user quits."""
    for path, of_goal in groupby(asked, key=lambda question: question.goal):
        _show(keeper.found, path)
        for question in of_goal:
            typed = _typed(question)
            if typed in _QUIT:
                return
            if typed in _TYPED:
                links, remark = _link(), _prompt("  in your own words (Enter for none)")
                keeper.keep([Answer(question, _TYPED[typed], links, remark)])
        keeper.date(path)


def _show(found: Examination, path: str) -> None:
    """Show what is known of a goal before it is asked about."""
    goal, state = found.judged.vault.notes[path], found.judged.goals[path]
    say()
    say(goal.title, bold=True)
    say(f"  {path}: {state.outcome.value}, {state.reason}")
    if goal.why:
        say(f"  why: {goal.why}")
    marks = {True: "[x] ", False: "[ ] ", None: ""}
    for criterion in goal.criteria:
        say(f"  criterion: {marks[criterion.ticked]}{criterion.text}")
    last = max(state.records, key=lambda one: (one.day.day, one.attempt), default=None)
    if last is not None:
        seen = ", ".join(link.text for link in last.links)
        said = (last.check, seen, f"by {last.by}" if last.by else "", last.remark)
        say(f"  last evidence: {' · '.join((f'{last.day.day} {last.result.value}', *filter(None, said)))}")
    if goal.verified is not None:
        say(f"  verified: {goal.verified}")
    for item in state.observations:
        say(f"  {item.result.value}: {item.check.text} ({item.measured})")


def _typed(question: Question) -> str:
    """Return the answer that was typed to a question, once it is one."""
    say(f"  {question.text}", bold=True)
    while True:
        typed = " ".join(_prompt("  y, n, not yet, skip or quit").casefold().split())
        if typed in _TYPED or typed in _QUIT or typed in _SKIP:
            return typed


def _link() -> tuple[Reference, ...]:
    while True:
        written = _prompt("  what you saw, as a link (Enter for none)")
        links = references("", written, 0)
        if not any(link.form is Form.TEXT for link in links):
            return links
        say(f"  {written!r} {_NO_LINK}")


def _prompt(text: str) -> str:
    return str(click.prompt(safe_text(text), default="", show_default=False)).strip()
