"""A goal, task, spec or project names a note by a name that several notes carry.

## What it finds

A link under `goal`, `implements` or `blocked_by` (or another name of these), in a note that is not
dropped, for which several notes rank equally: neither the path nor the folder of the note nor the
shortest path decides. The first in path order is taken.

## Why it matters

The work may count for the wrong goal, and nothing shows that it does. Obsidian's own choice between
equals can change from one start to the next.

## Example

```vault
== Home/Kitchen.md
---
type: goal
---
== Work/Kitchen.md
Coffee at half past ten.
== Tasks/Fit the worktop.md
---
type: task
goal: "[[Kitchen]]" {VG102}
---
```

## How to fix

Write the path, and the name behind it.

```vault
== Home/Kitchen.md
---
type: goal
---
== Work/Kitchen.md
Coffee at half past ten.
== Tasks/Fit the worktop.md
---
type: task
goal: "[[Home/Kitchen|Kitchen]]"
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, LinkState, Place, Severity, State
from vaultgoals.rules.phrases import linked_by_path, listed, written
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each relation of a note that is ours with several equal targets."""
    for relation in judged.vault.relations:
        source, taken = judged.vault.notes[relation.source], relation.target
        if relation.state is not LinkState.AMBIGUOUS or taken is None:
            continue
        if source.kind is None or source.state is State.DROPPED:
            continue
        could = listed(relation.candidates)
        yield Finding(
            path=source.path,
            line=relation.reference.line,
            message=f"{written(relation.reference)} could mean {could}; {taken} was taken",
            fix=f"Write the path of the one that is meant, such as `{linked_by_path(taken)}`.",
            object=f"{relation.role.value}: {relation.reference.target}",
            related=tuple(Place(path) for path in relation.candidates),
        )


RULE = Rule("VG102", "ambiguous-link", Severity.WARNING, __doc__, check)
