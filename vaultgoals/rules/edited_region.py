"""Text inside a generated region was changed by hand.

## What it finds

A region that vaultgoals writes, in a rollup or in a note of yours, whose text is no longer what was
written there. Where you have taken out the line `<!-- vaultgoals:rollup -->` the region is yours, and
nothing is said.

## Why it matters

What you wrote there is kept: the region is not written again, and so it no longer shows how things
stand. Text above and below a region is yours and stays.

## Example

```vault
== Goals/Ship.md
---
type: goal
---
<!-- vaultgoals:rollup -->

<!-- vaultgoals:begin rollup sha=000000000000 --> {VG904}

A line that I added here.

<!-- vaultgoals:end rollup -->
```

## How to fix

Move your text above or below the region, then have it written anew with `vaultgoals report --force`.

```vault
== Goals/Ship.md
---
type: goal
---
A line that I added here.

<!-- vaultgoals:rollup -->
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Kind, Severity
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each region that was changed by hand."""
    for region in judged.edited_regions:
        note = judged.vault.notes.get(region.path)  # rollups are no notes of the vault
        yield Finding(
            path=region.path,
            line=region.line,
            message=f"the text in the region `{region.name}` was changed by hand; it is left as it is",
            fix="Move your text above or below the region, then run `vaultgoals report --force`.",
            object=region.name,
            goal=region.path if note is not None and note.kind is Kind.GOAL else None,
        )


RULE = Rule("VG904", "edited-region", Severity.WARNING, __doc__, check)
