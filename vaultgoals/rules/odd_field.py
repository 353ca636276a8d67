"""A value could be read only by guess.

## What it finds

In goals, tasks, specs and projects: a link without quotes, `key::` in frontmatter, a date that is
none, a key beside another that means the same, a check that is not understood, and the name of a
note written as plain text. A status that no list knows counts as open and is told once in a vault.

## Why it matters

vaultgoals has read what was probably meant. Obsidian and other tools may read something else, and
where the guess is wrong every other finding about this note is too.

## Example

```vault
== Goals/Sleep seven hours.md
---
type: goal
verify: "fresh: Logs/Sleep/*.md" {VG105}
---
== Tasks/Order blackout curtains.md
---
type: task
status: simmering {VG105}
goal: [[Sleep seven hours]] {VG105}
due: before christmas {VG105}
---
```

## How to fix

Write the value so that there is one way to read it. A status of your own goes under `[statuses]` in
`vaultgoals.toml`.

```vault
== Goals/Sleep seven hours.md
---
type: goal
verify: "fresh: Logs/Sleep/*.md within 2d"
---
== Tasks/Order blackout curtains.md
---
type: task
status: waiting
goal: "[[Sleep seven hours]]"
due: 2026-12-24
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import (
    Finding,
    Judged,
    Kind,
    LinkState,
    Misread,
    Note,
    Place,
    Problem,
    Role,
    Severity,
    Trouble,
)
from vaultgoals.parse.status import STATUS_WORDS, WRITTEN_WORDS, fold_word
from vaultgoals.rules.phrases import counted, linked, written
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each value read by guess, and one for each unknown status of the vault."""
    unknown: dict[str, list[Note]] = {}
    for note in judged.vault.of_kind(*Kind):
        yield from (_problem(note, item) for item in note.problems if item.trouble is Trouble.GUESSED)
        yield from (_misread(note, item) for item in note.checks if isinstance(item, Misread))
        if note.unknown_status:
            unknown.setdefault(fold_word(note.status) or note.status, []).append(note)
    yield from _guessed_links(judged)
    yield from (_unknown_status(value, notes) for value, notes in unknown.items())


def _problem(note: Note, problem: Problem) -> Finding:
    return Finding(
        path=note.path,
        line=problem.line,
        message=problem.message,
        fix=problem.fix or "Write it so that there is one way to read it.",
        object=f"{problem.name}: {problem.subject}",
    )


def _misread(note: Note, check_line: Misread) -> Finding:
    return Finding(
        path=note.path,
        line=check_line.line,
        message=f"the check `{check_line.text}` is not understood: "
        f"at column {check_line.column}, {check_line.message}",
        fix="Correct the check there.",
        object=f"misread-check: {check_line.text}",
        goal=note.path if note.kind is Kind.GOAL else None,
    )


def _guessed_links(judged: Judged) -> Iterator[Finding]:
    """Yield the plain texts that were taken for links. Of an ambiguous one VG102 speaks."""
    for relation in judged.vault.relations:
        reference = relation.reference
        if not relation.guessed or relation.state is not LinkState.RESOLVED or relation.target is None:
            continue
        if judged.vault.notes[relation.source].kind is None:
            continue
        yield Finding(
            path=relation.source,
            line=reference.line,
            message=f"{written(reference)} is plain text and was read as a link to {linked(relation.target)}",
            fix=f'Write it as a link: `"[[{reference.target}]]"`.',
            object=f"plain-text-link: {relation.role.value}: {reference.target}",
            related=(Place(relation.target),),
        )


def _unknown_status(value: str, notes: list[Note]) -> Finding:
    """Tell of one status at the first note that has it."""
    first, *others = notes
    near = _near(value)
    instead = f"`{WRITTEN_WORDS[near[0]]}`" if near else "a known one, such as `active` or `done`"
    also = f", here and in {counted(len(others), 'other note')}" if others else ""
    return Finding(
        path=first.path,
        line=first.line_of(Role.STATUS),
        message=f"the status `{first.status}` is not known and counts as open{also}",
        fix=f"Write {instead}, or add it to `[statuses]` in `vaultgoals.toml`.",
        object=f"status: {value}",
        related=tuple(Place(note.path, note.line_of(Role.STATUS)) for note in others),
    )


def _near(value: str) -> list[str]:
    """Return the known statuses most like ``value``; those that end the work only for a slip of the pen."""
    from difflib import get_close_matches

    ending = {word for word, state in STATUS_WORDS.items() if not state.live}
    slips = get_close_matches(value, sorted(ending), cutoff=0.85)
    return slips or get_close_matches(value, sorted(STATUS_WORDS.keys() - ending), cutoff=0.75)


RULE = Rule("VG105", "odd-field", Severity.INFO, __doc__, check)
