"""A goal or spec is claimed done before it has gone through its whole course.

## What it finds

A goal or spec whose own status is done and that names a known course under `cycle` (or under `domain`,
where it speaks of a stage of it), and a stage that nothing shows: no line under `stages`, no ticked box
under a Cycle heading, and nothing in the graph (a spec shows *design*, an existing implementation
*implement*, a goal that holds *verify outcome*). The next such stage is named. Courses are engineering,
finance, leadership, personal, and those in `[cycles]` of `vaultgoals.toml`.

## Why it matters

The last stages of a course are those that make the work real: in the place where it should run, and seen
from end to end. They are also the ones that are left out.

## Example

```vault
== Goals/Invoices send themselves.md
---
type: goal
status: done {VG501}
why: I forget them
cycle: engineering
verified: 2026-11-01
stages:
  - "design 2026-09-02"
  - "implement 2026-09-20"
---
```

## How to fix

Take the stage that is named, or write under `stages` when and where it was taken; where it does not belong
to this work, choose another course, or name your own under `[cycles]`.

```vault
== Goals/Invoices send themselves.md
---
type: goal
status: active
why: I forget them
cycle: engineering
verified: 2026-11-01
stages:
  - "design 2026-09-02"
  - "implement 2026-09-20"
---
- [ ] let it run on the server
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Role, Severity, State
from vaultgoals.rules.phrases import goal_concerned, listed
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal or spec that is claimed done with a stage left."""
    for path, progress in judged.progress.items():
        note = judged.vault.notes[path]
        if note.state is not State.DONE or not progress.missing:
            continue
        first, *others = progress.missing
        more = f", nor {listed(others)}" if others else ""
        yield Finding(
            path=path,
            line=note.line_of(Role.STATUS),
            message=f"its status is {note.status}; nothing shows “{first}”{more} ({progress.cycle})",
            fix=f"Take the stage “{first}”, or write under `stages` when it was taken.",
            goal=goal_concerned(note, judged),
        )


RULE = Rule("VG501", "incomplete-cycle", Severity.WARNING, __doc__, check)
