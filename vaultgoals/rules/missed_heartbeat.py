"""Something that should keep happening has stopped.

## What it finds

A `fresh:` check of a goal, task, spec or project whose newest match is older than it allows: one gap
a check, whatever has been done or claimed. A check that nothing has ever matched is not late, and neither is
one whose matches bear no date. Dropped notes are passed over.

## Why it matters

A routine fails in silence: the script stays in its place, its task stays done, and one day it no
longer runs. What it used to leave behind is the first to tell.

## Example

```vault
== Goals/Backups I could restore from.md
---
type: goal
status: done
why: Twenty years of photos
verify:
  - "fresh: Logs/Backup/*.md within 2d" {VG403}
---
== Logs/Backup/2026-03-01 backup.md
All copied.
== Logs/Backup/2026-03-04 backup.md
All copied.
```

## How to fix

Find out why it stopped and set it going again. If it should not run any more, drop the check, or the
note that has it.

```vault
== Goals/Backups I could restore from.md
---
type: goal
status: done
why: Twenty years of photos
verify:
  - "fresh: Logs/Backup/*.md within 2d"
---
== Logs/Backup/2026-11-20 backup.md
All copied.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Note, Observation, Severity, State
from vaultgoals.rules.phrases import goal_concerned
from vaultgoals.rules.rule import Rule

_FIX = "Find out why it stopped and set it going again, or drop the check if it should not run."


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each late check of each goal, task, spec or project that is not dropped."""
    for path, observations in judged.observations.items():
        note = judged.vault.notes[path]
        if note.kind is None or note.state is State.DROPPED:
            continue
        by_text = {item.check.text: item for item in reversed(observations) if item.late}
        for late in by_text.values():  # a check that is written twice is late once
            yield _finding(note, late, judged)


def _finding(note: Note, late: Observation, judged: Judged) -> Finding:
    return Finding(
        path=note.path,
        line=late.check.line,
        message=f"`{late.check.text}` is late: {late.measured}",
        fix=_FIX,
        object=late.check.text,
        goal=goal_concerned(note, judged),
    )


RULE = Rule("VG403", "missed-heartbeat", Severity.ERROR, __doc__, check)
