"""Nobody could say whether a goal was reached.

## What it finds

A goal without a criterion, check or metric, and without evidence. Where it is claimed done, or a
task for it is done, VG305 or VG301 says so instead. Dropped goals are left alone.

## Why it matters

A goal that cannot be told from its opposite cannot be verified, so its work is never finished.

## Example

```vault
== Goals/Be a mentor worth having.md
--- {VG202}
type: goal
why: Somebody did it for me
---
```

## How to fix

Write one sentence under `success_criteria` by which you would know, a question or an observation
under `verify`, or what you measure under `metric`.

```vault
== Goals/Be a mentor worth having.md
---
type: goal
why: Somebody did it for me
success_criteria: Both of them come with a question of their own making
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Outcome, Severity, State
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal that is unmeasurable and of which nothing is claimed yet."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        if state.outcome is not Outcome.UNMEASURABLE or goal.unreadable:
            continue
        if goal.state is State.DONE or judged.tasks_of(goal.path, done=True):
            continue
        yield Finding(
            path=goal.path,
            line=1,
            message="no criterion, check or metric says how anybody would know that it is reached",
            fix=state.next_step,
            goal=goal.path,
        )


RULE = Rule("VG202", "unmeasurable-goal", Severity.WARNING, __doc__, check)
