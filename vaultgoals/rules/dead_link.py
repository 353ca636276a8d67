"""Live work serves a dropped goal, or a link names a note that is not of the kind that is meant.

## What it finds

A task, project or spec that is neither done nor dropped and serves a goal that was dropped. And a
`goal` that names neither a goal nor a project, or an `implements` that names no spec. Under `up`,
`parent` and `project` a link may name anything.

## Why it matters

Work for a goal that nobody wants any more is work that nobody wants any more. And a link to a note
of another kind counts for nothing, though it looks as if it did.

## Example

```vault
== Goals/Freelance on the side.md
---
type: goal
status: abandoned
---
== Meetings/Platform meeting.md
We talked about recurring jobs.
== Tasks/Register the trade name.md
---
type: task
status: waiting
goal: "[[Freelance on the side]]" {VG104}
---
== Tasks/Write down every recurring job.md
---
type: task
status: done
implements: "[[Platform meeting]]" {VG104}
---
```

## How to fix

Drop the work too, or link the goal that it serves now. Where the note is of the right kind and does
not say so, add its `type`.

```vault
== Goals/Freelance on the side.md
---
type: goal
status: abandoned
---
== Meetings/Platform meeting.md
We talked about recurring jobs.
== Tasks/Register the trade name.md
---
type: task
status: dropped
goal: "[[Freelance on the side]]"
---
== Tasks/Write down every recurring job.md
---
type: task
status: done
---
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from vaultgoals.model import (
    Finding,
    Judged,
    Kind,
    LinkState,
    Note,
    Place,
    Relation,
    Role,
    Severity,
    State,
    Vault,
    title_of,
)
from vaultgoals.rules.phrases import linked, linked_by_path, written
from vaultgoals.rules.rule import Rule

_WANTED = {Role.SERVES: Kind.GOAL, Role.IMPLEMENTS: Kind.SPEC}
_OTHER = {Role.SERVES: Role.IMPLEMENTS, Role.IMPLEMENTS: Role.SERVES}


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each link of live work to a dropped goal, and for each to a wrong kind."""
    namesakes = _Namesakes(judged.vault)
    yield from _notes(judged, namesakes)
    yield from _lines(judged, namesakes)


def _lines(judged: Judged, namesakes: _Namesakes) -> Iterator[Finding]:
    """Yield one finding for each open checklist line that names a dropped goal of another note."""
    live = {
        (task.path, task.line): task for task in judged.vault.tasks if not task.is_note and task.state.live
    }
    for relation in judged.vault.line_relations:
        task = live.get((relation.source, relation.reference.line))
        if task is None or relation.target is None or relation.target == relation.source:
            continue
        target = judged.vault.notes.get(relation.target)
        if target is None or target.kind is not Kind.GOAL or target.state is not State.DROPPED:
            continue
        yield Finding(
            path=task.path,
            line=task.line,
            message=f"“{task.title}” is open, and the status of the goal that it serves, "
            f"{namesakes.named(target)}, is {target.status}",
            fix="Cancel the line, or link the goal that it serves now.",
            object=f"line: {relation.reference.target}: {task.title}",
            goal=target.path,
            related=(Place(target.path),),
        )


def _notes(judged: Judged, namesakes: _Namesakes) -> Iterator[Finding]:
    notes = judged.vault.notes
    for relation in judged.vault.relations:
        source = notes[relation.source]
        if source.kind is None or source.state is State.DROPPED or relation.target is None:
            continue
        target = notes.get(relation.target)
        if relation.state is LinkState.WRONG_KIND:
            message, fix = _wrong_kind(namesakes, relation, target)
        elif target is not None and _is_dead(relation, source, target):
            message, fix = _dead(namesakes, source, target)
        else:
            continue
        yield Finding(
            path=source.path,
            line=relation.reference.line,
            message=message,
            fix=fix,
            object=f"{relation.role.value}: {relation.reference.target}",
            goal=relation.target if target is not None and target.kind is Kind.GOAL else None,
            related=(Place(relation.target),),
        )


def _is_dead(relation: Relation, source: Note, target: Note) -> bool:
    """Whether this is live work in the service of a goal that was dropped."""
    if relation.role is not Role.SERVES or not relation.stands or source.kind is Kind.GOAL:
        return False
    return source.state.live and target.kind is Kind.GOAL and target.state is State.DROPPED


def _dead(namesakes: _Namesakes, source: Note, target: Note) -> tuple[str, str]:
    claim = f"its status is {source.status}" if source.status else "it is open"
    return (
        f"{claim}, and the status of the goal that it serves, {namesakes.named(target)}, is {target.status}",
        f"Drop this {source.kind} too, or link the goal that it serves now.",
    )


class _Namesakes:
    """Which notes have a title: looked up once, and only where something is told."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @cached_property
    def _count(self) -> Counter[str]:
        return Counter(note.title for note in self._vault.notes.values())

    @cached_property
    def _paths(self) -> dict[tuple[Kind, str], list[str]]:
        found: dict[tuple[Kind, str], list[str]] = {}
        for note in self._vault.of_kind(*_WANTED.values()):
            if note.kind is not None:
                found.setdefault((note.kind, note.title.casefold()), []).append(note.path)
        return found

    def of_kind(self, kind: Kind, title: str) -> list[str]:
        """Return the paths of the notes of a kind that have this title, whatever its case."""
        return self._paths.get((kind, title.casefold()), [])

    def named(self, note: Note) -> str:
        """Return a link to a note, with its path where another note has the same name."""
        return linked_by_path(note.path) if self._count[note.title] > 1 else linked(note.path)


def _wrong_kind(namesakes: _Namesakes, relation: Relation, target: Note | None) -> tuple[str, str]:
    wanted = _WANTED[relation.role]
    found = "file" if target is None else target.kind or "plain note"
    message = f"{written(relation.reference)} names a {found}, not a {wanted}"
    meant = namesakes.of_kind(wanted, title_of(relation.target or ""))
    if len(meant) == 1:
        return message, f"Write the path of the {wanted} of that name: `{linked_by_path(meant[0])}`."
    if target is not None and target.kind is _WANTED[_OTHER[relation.role]]:
        return message, f"Name it under `{_OTHER[relation.role].value}` instead, or link a {wanted}."
    if target is None or target.kind is not None:
        return message, f"Link a {wanted} instead."
    return message, f"Add `type: {wanted}` to {linked(target.path)} if it is one, or link another note."


RULE = Rule("VG104", "dead-link", Severity.WARNING, __doc__, check)
