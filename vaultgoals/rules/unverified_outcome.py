"""Work is done and the goal that it serves has not been verified.

## What it finds

A goal with at least one done task and no evidence that its outcome has come true: one gap a goal,
listing the done tasks. A goal whose own status is done is VG305 instead; one whose evidence fails,
is suspect or has run out is VG304, VG402 or VG401.

## Why it matters

This is the completion illusion: the deliverable taken for the outcome. The script is written, and
nobody has looked whether the tasks run without you.

## Example

```vault
== Goals/Tasks run without me.md
--- {VG301}
type: goal
why: I am the bottleneck
success_criteria: A week passes in which I start no task by hand
---
== Tasks/Write the script.md
---
type: task
status: done
goal: "[[Tasks run without me]]"
---
```

## How to fix

Look whether the outcome is true. If it is, set `verified` to today's date, best with a link to what
you saw under `evidence`.

```vault
== Goals/Tasks run without me.md
---
type: goal
why: I am the bottleneck
success_criteria: A week passes in which I start no task by hand
verified: 2026-11-20
evidence: "[[2026-11-20]]"
---
== Tasks/Write the script.md
---
type: task
status: done
goal: "[[Tasks run without me]]"
---
== Daily/2026-11-20.md
Nothing was started by hand all week.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Outcome, Place, Severity, State
from vaultgoals.rules.phrases import counted, latest_done
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each unverified goal that is not claimed done and has done tasks."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        done = judged.tasks_of(goal.path, done=True)
        if state.outcome not in (Outcome.UNVERIFIED, Outcome.UNMEASURABLE):
            continue
        if goal.state is State.DONE or not done:
            continue
        yield Finding(
            path=goal.path,
            line=1,
            message=f"{counted(len(done), 'task')} done{latest_done(done)}; {state.reason}",
            fix=state.next_step,
            goal=goal.path,
            related=tuple(Place(task.path, task.line) for task in done),
        )


RULE = Rule("VG301", "unverified-outcome", Severity.ERROR, __doc__, check)
