"""The only evidence for a goal is the doer's word: no link, no check.

## What it finds

A goal whose outcome is attested: somebody wrote that it was verified, and neither linked what was
seen nor has a check that reads it from files. This rule is off unless selected.

## Why it matters

A word is enough for many goals, and so every other rule takes it for verified. Where it is not, this
shows which goals rest on a word alone.

## Example

```vault
== Goals/Move every day.md
--- {VG303}
type: goal
why: My back
success_criteria: Half an hour on foot, every day of the week
verified: 2026-11-08
---
```

## How to fix

Link what you saw under `evidence`, or add a check that sees it.

```vault
== Goals/Move every day.md
---
type: goal
why: My back
success_criteria: Half an hour on foot, every day of the week
verified: 2026-11-08
evidence: "[[2026-11-08]]"
---
== Daily/2026-11-08.md
Seven walks this week.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Outcome, Severity
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each attested goal."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        if state.outcome is Outcome.ATTESTED:
            yield Finding(path=goal.path, line=1, message=state.reason, fix=state.next_step, goal=goal.path)


RULE = Rule("VG303", "word-only", Severity.INFO, __doc__, check, default=False)
