"""The evidence for a goal is older than the goal allows.

## What it finds

A goal that was verified, and whose `review_interval` has passed since, or whose `verified_until` lies
in the past. The last day of an interval still counts. Without either, evidence never expires; whoever
looked again after `verified_until` has new evidence, which that date does not end.

## Why it matters

Most outcomes do not stay true by themselves. A goal that says how long a look at it is good for asks to
be looked at again; until then nobody knows.

## Example

```vault
== Goals/Read Spanish news without a dictionary.md
--- {VG401}
type: goal
why: Half of my family writes in it
success_criteria: A front page read without looking anything up
verified: 2026-05-10
review_interval: 90d
---
```

## How to fix

Look again whether the outcome is true. If it is, set `verified` to the day on which you looked; if it
need not be looked at so often, make the interval longer.

```vault
== Goals/Read Spanish news without a dictionary.md
---
type: goal
why: Half of my family writes in it
success_criteria: A front page read without looking anything up
verified: 2026-11-20
review_interval: 90d
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Outcome, Severity
from vaultgoals.rules.rule import Rule
from vaultgoals.rules.state_finding import findings_in_state


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal whose evidence has run out."""
    return findings_in_state(judged, Outcome.STALE)


RULE = Rule("VG401", "stale-evidence", Severity.WARNING, __doc__, check)
