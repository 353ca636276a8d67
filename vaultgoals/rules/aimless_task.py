"""A task or project serves no goal.

## What it finds

A task or project note, neither done nor dropped, that names no goal, no project and no spec, and
whose checklist lines name none. Text or a map of content under `goal`, `up` or `project` is no goal.
A task that names another task as its `parent` or `project` is a part of it: of that one it is told.
A link that leads nowhere is VG101; of a task in a project that serves no goal, the project is told.

## Why it matters

Work without a goal can be finished and never be done: nothing says what should be different
afterwards. Often it is work that may be dropped.

## Example

```vault
== Tasks/Sort the cable drawer.md
--- {VG204}
type: task
status: todo
---
```

## How to fix

Link the goal it is for, or drop it.

```vault
== Goals/The workshop is usable.md
---
type: goal
---
== Tasks/Sort the cable drawer.md
---
type: task
status: todo
goal: "[[The workshop is usable]]"
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import (
    Finding,
    Form,
    Judged,
    Kind,
    LinkState,
    Note,
    Relation,
    Role,
    Severity,
    fold_key,
    title_of,
)
from vaultgoals.rules.phrases import linked, listed, projects_of_goals, written
from vaultgoals.rules.rule import Rule

_PROJECT_KEYS = frozenset(("project", "projects"))


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each live task or project note that names nothing it could be for."""
    aims: dict[str, list[Relation]] = {}
    for relation in judged.vault.relations:
        if relation.role not in (Role.SERVES, Role.IMPLEMENTS):
            continue
        own_name = relation.reference.target.casefold() == title_of(relation.source).casefold()
        if relation.state is LinkState.REMARK and own_name:
            continue
        if relation.target != relation.source or relation.state is LinkState.WRONG_KIND:  # told as VG104
            aims.setdefault(relation.source, []).append(relation)
    lines_serve = {task.path for task in judged.vault.tasks if not task.is_note}
    has_aim = lines_serve.union(*projects_of_goals(judged.vault).values())
    for note in judged.vault.of_kind(Kind.TASK, Kind.PROJECT):
        named = aims.get(note.path, [])
        if not note.state.live or note.unreadable or note.path in has_aim:
            continue
        if any(relation.state is not LinkState.REMARK for relation in named):
            continue
        meant = _meant(judged, named)
        if any(other.kind is Kind.TASK for other in meant):
            continue
        remarks = listed([written(relation.reference) for relation in named])
        verb = "names" if len(named) == 1 else "name"
        yield Finding(
            path=note.path,
            line=1,
            message="it serves no goal and implements no spec"
            + (f"; {remarks} {verb} neither a goal nor a project nor a spec" if remarks else ""),
            fix=_fix(note, named, meant),
        )


def _meant(judged: Judged, named: list[Relation]) -> list[Note]:
    """Return the other notes that a task's remarks name, in the order written."""
    found = []
    for relation in named:
        if relation.reference.form in (Form.WIKILINK, Form.MARKDOWN):
            paths = judged.vault.find(relation.reference.target, relation.source)
            note = judged.vault.notes.get(paths[0]) if paths else None
            if note is not None and note.path != relation.source:
                found.append(note)
    return found


def _fix(note: Note, named: list[Relation], meant: list[Note]) -> str:
    """Return the next action: where a plain note stands for the project of a task, it may be one."""
    keys = {fold_key(relation.reference.key) for relation in named}
    if note.kind is Kind.TASK and meant and keys & _PROJECT_KEYS:
        return (
            f"Add `type: project` to {linked(meant[0].path)} if it is one, or link under `goal` what this "
            f"{note.kind} is for."
        )
    return f"Link under `goal` what this {note.kind} is for, or drop it."


RULE = Rule("VG204", "aimless-task", Severity.INFO, __doc__, check)
