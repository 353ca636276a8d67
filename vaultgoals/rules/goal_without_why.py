"""A goal does not say why it exists.

## What it finds

A goal, not dropped, without `why` in its frontmatter and without a heading "Why", "Intent",
"Purpose" or "Problem" with text below it, or a line that begins so (`Why: ...`). "Why this matters"
is such a heading too.

## Why it matters

The reason is what decides when the plan no longer fits: with it one can find another way, without
it one can only go on.

## Example

```vault
== Goals/Photos can be found.md
--- {VG206}
type: goal
success_criteria: Any photo is found within a minute
---
```

## How to fix

Say in one sentence what is wrong as long as the goal is not reached.

```vault
== Goals/Photos can be found.md
---
type: goal
why: Last spring nobody could find the pictures for the funeral
success_criteria: Any photo is found within a minute
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Severity, State
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal that is not dropped and gives no reason."""
    for goal in judged.vault.goals:
        if goal.why or goal.state is State.DROPPED or goal.unreadable:
            continue
        yield Finding(
            path=goal.path,
            line=1,
            message="it does not say why it exists",
            fix="Write under `why` what is wrong as long as it is not true.",
            goal=goal.path,
        )


RULE = Rule("VG206", "goal-without-why", Severity.INFO, __doc__, check)
