"""The proof that the text of a new note says what was answered: it is read again, as `check` reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vaultgoals.engine.new.answers import Answers
from vaultgoals.engine.new.place import Place
from vaultgoals.frozen import frozen
from vaultgoals.graph import Names
from vaultgoals.model import Note, Reference, Role
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.frontmatter import Property, read_frontmatter
from vaultgoals.parse.items import items
from vaultgoals.parse.note import read_note


@frozen
class Put:
    """What one role shall say."""

    role: Role
    texts: tuple[str, ...]
    """As they shall be read."""
    written: tuple[str, ...]
    """Each as one line of YAML."""
    as_list: bool = False


def doubts(
    dialect: Dialect,
    names: Names,
    texts: tuple[str, str],
    place: Place,
    answers: Answers,
    put: Mapping[str, Put],
) -> Iterator[str]:
    """Yield each reason for which the second of two texts is not the first with the answers put in.

    Args:
        dialect: how the vault is read.
        names: the index over the vault, the new note included.
        texts: before and after.
        place: where the note will stand.
        answers: what was answered.
        put: what was put into the frontmatter, by the key it stands under.
    """
    before, after = (read_note(place.path, text, dialect) for text in texts)
    yield from _readable(before, after, place)
    yield from _properties(*texts, put)
    if answers.why and after.why != answers.why:
        yield "the reason would not be read as it was written"
    if answers.checks and tuple(check.text for check in after.checks) != answers.checks:
        yield "the checks would not be read as they were written"
    if answers.due is not None and after.due != answers.due:
        yield "the date would not be read as it was written"
    if not _resolve(names, after.serves, answers.goals, place.path):
        yield f"no link leads from {place.path} to {' and '.join(answers.goals)}"
    if not _resolve(names, after.implements, answers.implements, place.path):
        yield f"no link leads from {place.path} to {' and '.join(answers.implements)}"
    if _of_body(place.path, texts[0], dialect) != _of_body(place.path, texts[1], dialect):
        yield "a text would be read as more than words"


def _readable(before: Note, after: Note, place: Place) -> Iterator[str]:
    known = {(problem.name, problem.subject) for problem in before.problems}
    for problem in after.problems:
        if (problem.name, problem.subject) not in known or after.unreadable:
            yield problem.message
    if after.ignored:
        yield "it asks to be left alone (`vaultgoals_ignore`)"
    if after.kind is not place.kind:
        yield f"the note would not be read as a {place.kind}"


def _properties(before: str, after: str, put: Mapping[str, Put]) -> Iterator[str]:
    """Compare what stands under each key with what should."""
    old, new = (_by_key(read_frontmatter(text).properties) for text in (before, after))
    for key, texts in new.items():
        wanted = put[key].texts if key in put else old.get(key)
        if texts != wanted:
            yield f"`{key}` would not be read as it was written"
    if missing := sorted((old.keys() | put.keys()) - new.keys()):
        yield f"`{missing[0]}` would be lost"


def _by_key(properties: tuple[Property, ...]) -> dict[str, tuple[str, ...]]:
    return {item.key: tuple(text.text for text in items(item.node)) for item in properties}


def _resolve(names: Names, links: tuple[Reference, ...], wanted: tuple[str, ...], path: str) -> bool:
    """Whether links lead to each of the wanted notes, and to it alone."""
    found = {names.find(link.target, path) for link in links}
    return all((target,) in found for target in wanted)


def _of_body(path: str, text: str, dialect: Dialect) -> tuple[object, ...]:
    """Return what the body of a note says by itself, apart from lines."""
    note = read_note(
        path, f"\n{read_frontmatter(text).body}", dialect
    )  # behind a blank line nothing is a fence
    return (
        note.why,
        [(task.text, task.state) for task in note.tasks],
        [criterion.text for criterion in note.criteria],
        [(one.key, one.value) for one in note.measurements],
    )
