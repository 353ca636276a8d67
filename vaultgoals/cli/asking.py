"""A person at a terminal is asked about one goal after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

import click

from vaultgoals.cli.answering import Keeper
from vaultgoals.cli.terminal import safe_text, say
from vaultgoals.engine import Examination
from vaultgoals.engine.questions import Act, CommandCheck, Question
from vaultgoals.engine.verify import Answer
from vaultgoals.model import Form, RecordResult, Reference, title_of
from vaultgoals.parse.references import references

NO_LINK = "is no link; write [[Note]], a path with its extension, or a URL"

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


def ask_all(keeper: Keeper, acts: Sequence[Act]) -> None:
    """Run and ask what each goal waits for, until the end, or until the user quits."""
    names = _completions(keeper.found)
    for path, of_goal in groupby(acts, key=lambda act: act.goal):
        _show(keeper.found, path)
        for act in of_goal:
            if isinstance(act, CommandCheck):
                keeper.run(act)
            elif not _ask(keeper, act, names):
                return
        keeper.date(path)


def run_all(keeper: Keeper, acts: Sequence[Act]) -> None:
    """Run the commands that goals wait for, and ask nothing."""
    for path, of_goal in groupby(acts, key=lambda act: act.goal):
        say(f"{path}")
        for act in of_goal:
            if isinstance(act, CommandCheck):
                keeper.run(act)


def _ask(keeper: Keeper, question: Question, names: Sequence[str]) -> bool:
    """Ask one question and keep the answer; return False where the user quits."""
    typed = _typed(question)
    if typed in _TYPED:
        links, remark = _link(names), prompt("  in your own words (Enter for none)")
        keeper.keep([Answer(question, _TYPED[typed], links, remark)])
    return typed not in _QUIT


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
        typed = " ".join(_choice("  y, n, not yet, skip or quit").casefold().split())
        if typed in _TYPED or typed in _QUIT or typed in _SKIP:
            return typed


def _link(names: Sequence[str]) -> tuple[Reference, ...]:
    while True:
        with completing(names):
            written = prompt("  what you saw, as a link (Tab completes, Enter for none)")
        links = references("", written, 0)
        if not any(link.form is Form.TEXT for link in links):
            return links
        say(f"  {written!r} {NO_LINK}")


def _choice(text: str) -> str:
    """Prompt for one word, without line editing: readline can miss a Ctrl+C that comes just as it begins."""
    click.echo(f"{safe_text(text)}: ", nl=False)
    typed = sys.stdin.readline()
    if not typed:  # the terminal has gone, or Ctrl+D
        raise click.Abort
    return typed


def prompt(text: str) -> str:
    """Return what is typed on one line; raises `click.Abort` where the terminal goes."""
    return str(click.prompt(safe_text(text), default="", show_default=False)).strip()


def _completions(found: Examination) -> tuple[str, ...]:
    """Return a link to every note of the vault: by its name, or by its path where the name is not unique."""
    paths = [path for path in found.judged.vault.files if path.casefold().endswith(".md")]
    titles: dict[str, int] = {}
    for path in paths:
        key = title_of(path).casefold()
        titles[key] = titles.get(key, 0) + 1
    links = (
        title_of(path) if titles[title_of(path).casefold()] == 1 else path[: -len(".md")] for path in paths
    )
    return tuple(sorted(f"[[{link}]]" for link in links))


def fitting(names: Iterable[str], typed: str) -> list[str]:
    """Return the links that begin as ``typed`` does, with or without its brackets, in whatever case."""
    begun = typed.removeprefix("[[").casefold()
    return [name for name in names if name[2:].casefold().startswith(begun)]


@contextmanager
def completing(names: Sequence[str]) -> Iterator[None]:
    """Let Tab complete the names of notes while one line is typed; do without where that is not to be had."""
    try:
        import readline
    except ImportError:
        yield
        return
    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    found: list[str] = []

    def complete(typed: str, number: int) -> str | None:
        if number == 0:
            found[:] = fitting(names, typed)
        return found[number] if number < len(found) else None

    readline.set_completer_delims("")  # a name may hold blanks: the whole line is what is completed
    readline.set_completer(complete)
    if readline.__doc__ and "libedit" in readline.__doc__:
        readline.parse_and_bind("bind ^I rl_complete")
    else:
        readline.parse_and_bind("set enable-bracketed-paste off")
        readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
