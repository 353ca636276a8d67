"""What a person at a terminal is asked before the work: why, how we would know, what happens otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from vaultgoals.cli.asking import completing, prompt
from vaultgoals.cli.terminal import say
from vaultgoals.engine import Examination
from vaultgoals.engine.library import moment
from vaultgoals.engine.new import Answers, Ground, Place, doubt, goal_for, is_check, spec_for
from vaultgoals.errors import VaultGoalsError
from vaultgoals.graph import Names
from vaultgoals.model import Kind, Note, title_of

Value = TypeVar("Value")

_EXAMPLES = "fresh: Logs/*.md within 7d, or ask: Is it so?"


def ask_about(ground: Ground, place: Place, given: Answers) -> Answers:
    """Ask what belongs to a note of this kind; Enter leaves an answer out.

    Raises:
        click.Abort: the user ends it by Ctrl+C or Ctrl+D; nothing is written then.
    """
    say(place.title, bold=True)
    say(f"  {place.path}")
    say("  Enter leaves an answer out; Ctrl+C ends it, and nothing is written.")
    return _PLACED[place.kind](ground.found, _before_the_work(place.kind, given))


def _before_the_work(kind: Kind, given: Answers) -> Answers:
    """Ask the three questions that come before anything else, in their order."""
    given = replace(given, why=prompt(f"  Why? {_REASONS[kind]}"))
    given = _known(given)
    return replace(given, otherwise=prompt("  What happens if we do not do it"))


_REASONS = {
    Kind.GOAL: "What is wrong as long as it is not true",
    Kind.TASK: "What triggered it",
    Kind.SPEC: "What triggered it",
}


def _goal(found: Examination, given: Answers) -> Answers:
    return replace(given, goals=_notes(found, "  Which greater goal does it serve", goal_for, _goals(found)))


def _task(found: Examination, given: Answers) -> Answers:
    goals = _notes(found, "  Which goal does it serve", goal_for, _goals(found))
    specs = _notes(found, "  Which spec does it implement", spec_for, found.judged.vault.of_kind(Kind.SPEC))
    due = _until(moment, "  When is it due, as 2026-11-21")
    return replace(given, goals=goals, implements=specs, due=due)


def _spec(found: Examination, given: Answers) -> Answers:
    return replace(given, goals=_notes(found, "  Which goal does it serve", goal_for, _goals(found)))


_PLACED: dict[Kind, Callable[[Examination, Answers], Answers]] = {
    Kind.GOAL: _goal,
    Kind.TASK: _task,
    Kind.SPEC: _spec,
}
"""What is asked of each kind after that: where it belongs."""


def _goals(found: Examination) -> Sequence[Note]:
    return found.judged.vault.of_kind(Kind.GOAL, Kind.PROJECT)


def _known(given: Answers) -> Answers:
    """Ask for criteria and checks, a line each, until an empty one."""
    criteria: list[str] = []
    checks: list[str] = []
    say("  How would we know? One line each, Enter ends them.")
    say(f"  A check goes under `verify`: {_EXAMPLES}", dim=True)
    while line := prompt("  *"):
        try:
            (checks if is_check(line) else criteria).append(line)
        except VaultGoalsError as error:
            say(f"  {error}")
            continue
        if why := doubt(line):
            say(f"  taken as a statement: {why}")
    return replace(given, criteria=tuple(criteria), checks=tuple(checks))


def _notes(
    found: Examination, text: str, read: Callable[[Examination, str], str], notes: Sequence[Note]
) -> tuple[str, ...]:
    """Ask for notes, one a line, until an empty one; Tab completes their names."""
    chosen: dict[str, None] = {}
    links = _links(found, notes)
    if not links:
        return ()
    hint = " (Tab completes)"
    while True:
        with completing(links):
            path = _until(lambda name: read(found, name), f"{text}{hint}")
        if path is None:
            return tuple(chosen)
        chosen[path] = None
        text, hint = "  And which else", ""


def _links(found: Examination, notes: Sequence[Note]) -> tuple[str, ...]:
    names = Names(found.judged.vault.notes)
    paths = [note.path for note in notes]
    alone = {path: len(names.same_title(path)) == 1 for path in paths}
    return tuple(sorted(f"[[{title_of(path) if alone[path] else path[:-3]}]]" for path in paths))


def _until(read: Callable[[str], Value], text: str) -> Value | None:
    """Ask until what is typed can be read, or nothing is typed."""
    while typed := prompt(text):
        try:
            return read(typed)
        except VaultGoalsError as error:
            say(f"  {error}")
    return None
