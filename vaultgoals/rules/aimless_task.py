"""A task or project serves no goal.

## What it finds

A task or project note, neither done nor dropped, that names no goal, no project and no spec, and
whose checklist lines name none. Text or a map of content under `goal`, `up` or `project` is no goal.
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

from vaultgoals.model import Finding, Judged, Kind, LinkState, Relation, Role, Severity
from vaultgoals.rules.phrases import listed, written
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each live task or project note that names nothing it could be for."""
    aims: dict[str, list[Relation]] = {}
    for relation in judged.vault.relations:
        if relation.role not in (Role.SERVES, Role.IMPLEMENTS):
            continue
        if relation.target != relation.source or relation.state is LinkState.WRONG_KIND:  # told as VG104
            aims.setdefault(relation.source, []).append(relation)
    lines_serve = {task.path for task in judged.vault.tasks if not task.is_note}
    for note in judged.vault.of_kind(Kind.TASK, Kind.PROJECT):
        named = aims.get(note.path, [])
        if not note.state.live or note.unreadable or note.path in lines_serve:
            continue
        if any(relation.state is not LinkState.REMARK for relation in named):
            continue
        remarks = listed([written(relation.reference) for relation in named])
        verb = "names" if len(named) == 1 else "name"
        yield Finding(
            path=note.path,
            line=1,
            message="it serves no goal and implements no spec"
            + (f"; {remarks} {verb} neither a goal nor a project nor a spec" if remarks else ""),
            fix=f"Link under `goal` what this {note.kind} is for, or drop it.",
        )


RULE = Rule("VG204", "aimless-task", Severity.INFO, __doc__, check)
