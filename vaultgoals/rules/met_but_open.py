"""A goal is verified while tasks that serve it are still open.

## What it finds

A goal whose outcome holds and that is still served by tasks that are open, active or waiting. Tasks that
repeat are passed over: they may be what keeps it true.

## Why it matters

The intent is achieved. Work that goes on for it afterwards is work for nothing, unless it serves
something that has not been named yet.

## Example

```vault
== Goals/Sleep seven hours.md
--- {VG306}
type: goal
why: I am no use when tired
success_criteria: Seven hours on most nights
verified: 2026-11-15
---
== Tasks/Order blackout curtains.md
---
type: task
status: waiting
goal: "[[Sleep seven hours]]"
---
```

## How to fix

Drop the tasks that are left over. Those that you still want serve another goal: name it, and move them
there.

```vault
== Goals/Sleep seven hours.md
---
type: goal
why: I am no use when tired
success_criteria: Seven hours on most nights
verified: 2026-11-15
---
== Tasks/Order blackout curtains.md
---
type: task
status: dropped
goal: "[[Sleep seven hours]]"
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Place, Severity, Task
from vaultgoals.rules.phrases import counted, listed
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal whose outcome holds and that live tasks still serve."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        live = [task for task in judged.tasks_of(goal.path, done=False) if not task.repeats]
        if not state.outcome.holds or not live:
            continue
        left = f"{counted(len(live), 'task')} still open: {listed([_named(task) for task in live])}"
        yield Finding(
            path=goal.path,
            line=1,
            message=f"{state.reason}; {left}",
            fix="Drop it, or move it to a goal of its own."
            if len(live) == 1
            else "Drop them, or move them to a goal of their own.",
            goal=goal.path,
            related=tuple(Place(task.path, task.line) for task in live),
        )


def _named(task: Task) -> str:
    return f"[[{task.title}]]" if task.is_note else f"“{task.title}”"


RULE = Rule("VG306", "met-but-open", Severity.INFO, __doc__, check)
