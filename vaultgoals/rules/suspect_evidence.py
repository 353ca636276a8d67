"""What a verification stood on has changed since.

## What it finds

A goal whose newest evidence in the log carries the hash of its criteria and checks, or of what
implements it, where that hash is another today. Only the log has such hashes: a date under `verified`
is never suspect. Other text of a goal's note is no part of them, so that a journal makes nothing suspect.

## Why it matters

What was seen to be true was something else than what is asked, or what is built, today.

## Example

```vault
== Goals/Ship.md
--- {VG402}
type: goal
why: Nobody can use a draft
verify: "ask: Do ten people use it every week?"
---
== Gaps/Evidence/2026-11.md
- 2026-11-10 · [[Ship]] · pass · ask: Do ten people use it every week? · [[Letter]] · criteria 00000000
== Letter.md
We are twelve now.
```

## How to fix

Look again whether it is still true, and record it.

```vault
== Goals/Ship.md
---
type: goal
why: Nobody can use a draft
verify: "ask: Do ten people use it every week?"
---
== Gaps/Evidence/2026-11.md
- 2026-11-10 · [[Ship]] · pass · ask: Do ten people use it every week? · [[Letter]] · criteria 00000000
- 2026-11-20 · [[Ship]] · pass · ask: Do ten people use it every week? · [[Letter]]
== Letter.md
We are twelve now.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Outcome, Severity
from vaultgoals.rules.rule import Rule
from vaultgoals.rules.state_finding import findings_in_state


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal whose ground has changed since it was verified."""
    return findings_in_state(judged, Outcome.SUSPECT)


RULE = Rule("VG402", "suspect-evidence", Severity.WARNING, __doc__, check)
