"""A later stage of a course was reached and an earlier one was not.

## What it finds

A goal or spec that names a known course, where something shows a later stage and nothing an earlier one.
What shows a stage stands at VG501. Where the note is claimed done, VG501 speaks.

## Why it matters

Stages stand in their order for a reason: what is built before it is designed, or in use before it was tested,
has to be gone over again, mostly at the worst moment.

## Example

```vault
== Goals/Spend less on tools.md
---
type: goal
why: Nobody knows what we pay for
success_criteria: The bill is below 200
cycle: finance {VG502}
stages:
  - "identify gap 2026-09-02"
  - "use tool 2026-10-01"
---
```

## How to fix

Make up for the stage that is named, or write under `stages` when it was taken.

```vault
== Goals/Spend less on tools.md
---
type: goal
why: Nobody knows what we pay for
success_criteria: The bill is below 200
cycle: finance
stages:
  - "identify gap 2026-09-02"
  - "build tool 2026-09-12"
  - "use tool 2026-10-01"
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Role, Severity, State
from vaultgoals.rules.phrases import goal_concerned, listed
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal or spec that has a hole in its course."""
    for path, progress in judged.progress.items():
        note = judged.vault.notes[path]
        if note.state is State.DONE or not progress.skipped:
            continue
        last = [stage for stage in progress.stages if stage.shown][-1]
        skipped = listed([f"“{name}”" for name in progress.skipped])
        reached = f"“{last.name}” was reached ({last.shown})"
        yield Finding(
            path=path,
            line=note.line_of(Role.CYCLE),
            message=f"{reached}, and nothing shows {skipped} ({progress.cycle})",
            fix=f"Make up for the stage “{progress.skipped[0]}”, or write under `stages` when it was taken.",
            goal=goal_concerned(note, judged),
        )


RULE = Rule("VG502", "skipped-stage", Severity.WARNING, __doc__, check)
