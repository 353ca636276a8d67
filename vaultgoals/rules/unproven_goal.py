"""A goal is claimed done and has not been verified.

## What it finds

A goal whose own status is done and for which no evidence stands. If its evidence fails, is suspect or
has run out, VG304, VG402 or VG401 speaks instead.

## Why it matters

A goal is an outcome, and its status is what somebody claims of it. Setting it to done closes the file;
it does not show that anything came true, and from then on nobody looks.

## Example

```vault
== Goals/Write in public.md
--- {VG305}
type: goal
status: done
why: Writing for readers makes me think
success_criteria: Somebody I do not know writes back
---
```

## How to fix

Look whether the outcome is true. If it is, set `verified` to the day on which you looked, best with a
link to what you saw under `evidence`. If it is not, set the status back.

```vault
== Goals/Write in public.md
---
type: goal
status: done
why: Writing for readers makes me think
success_criteria: Somebody I do not know writes back
verified: 2026-11-14
evidence: "[[2026-11-14 A letter]]"
---
== Letters/2026-11-14 A letter.md
I read your essay on the train.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Outcome, Place, Severity, State
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal that is claimed done and is not verified."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        if goal.state is not State.DONE or state.outcome not in (Outcome.UNVERIFIED, Outcome.UNMEASURABLE):
            continue
        yield Finding(
            path=goal.path,
            line=1,
            message=f"its status is {goal.status}; {state.reason}",
            fix=state.next_step,
            goal=goal.path,
            related=tuple(Place(task.path, task.line) for task in judged.tasks_of(goal.path, done=True)),
        )


RULE = Rule("VG305", "unproven-goal", Severity.ERROR, __doc__, check)
