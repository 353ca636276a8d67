"""Goals serve each other in a loop, or tasks wait for each other.

## What it finds

Goals that, following `goal` from one to the next, come back to where they began; and tasks and
projects, none of them finished, that come back to where they began following `blocked_by`. A note
that points at itself is the smallest loop. One gap a loop, at its first note in path order.

## Why it matters

Goals in a loop give each other as their reason, so none of them has one. Tasks in a loop cannot be
begun: each waits for another.

## Example

```vault
== Goals/Move every day.md
---
type: goal
goal: "[[Work with a clear head]]" {VG103}
---
== Goals/Work with a clear head.md
---
type: goal
goal: "[[Move every day]]"
---
```

## How to fix

Decide which one is there for the sake of the other, and take the link out of that other one.

```vault
== Goals/Move every day.md
---
type: goal
goal: "[[Work with a clear head]]"
---
== Goals/Work with a clear head.md
---
type: goal
---
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vaultgoals.graph import loops
from vaultgoals.model import Finding, Judged, Kind, Note, Place, Role, Severity, State
from vaultgoals.rules.phrases import linked, listed
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each loop among goals, and for each among unfinished tasks and projects."""
    goals = (note for note in judged.vault.goals if note.state is not State.DROPPED)
    work = (note for note in judged.vault.of_kind(Kind.TASK, Kind.PROJECT) if note.state.live)
    yield from _loops(judged, Role.SERVES, goals)
    yield from _loops(judged, Role.BLOCKED_BY, work)


def _loops(judged: Judged, role: Role, notes: Iterable[Note]) -> Iterator[Finding]:
    """Yield the loops that the relations of one role make among ``notes``."""
    lines: dict[str, dict[str, int]] = {note.path: {} for note in notes}
    for relation in judged.vault.relations:
        if relation.role is role and relation.target in lines and relation.source in lines:
            lines[relation.source].setdefault(relation.target, relation.reference.line)
    for members in loops({source: tuple(targets) for source, targets in lines.items()}):
        places = [Place(path, _line(lines[path], members)) for path in members]
        message, fix = _words(role, members)
        yield Finding(
            path=places[0].path,
            line=places[0].line,
            message=message,
            fix=fix,
            object=f"{role.value}: {', '.join(members)}",
            goal=members[0] if role is Role.SERVES else None,
            related=tuple(places),
        )


def _line(targets: Mapping[str, int], members: tuple[str, ...]) -> int:
    """Return the first line that links a member of the loop."""
    return min(line for target, line in targets.items() if target in members)


def _words(role: Role, members: tuple[str, ...]) -> tuple[str, str]:
    """Return message and fix for a loop."""
    names = listed([linked(path) for path in members])
    alone = len(members) == 1
    if role is Role.SERVES:
        if alone:
            return f"{names} names itself as the goal that it serves", "Link the goal above it, or none."
        return (
            f"{names} serve each other in a loop, so that none of them is the reason for the others",
            "Take the link out of the goal that the others are there for.",
        )
    if alone:
        return f"{names} waits for itself, so that it can never begin", "Take out that link."
    return (
        f"{names} wait for each other in a loop, so that none of them can begin",
        "Take the link out of the one that has to come first.",
    )


RULE = Rule("VG103", "link-cycle", Severity.ERROR, __doc__, check)
