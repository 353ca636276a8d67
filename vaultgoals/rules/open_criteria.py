"""A note is done while a criterion of it is unticked.

## What it finds

A goal, task, spec or project whose status is done and that still has an unticked checkbox among its
criteria: under `success_criteria`, or under a heading such as "Acceptance criteria". Criteria without
a checkbox and cancelled ones (`[-]`) are passed over.

## Why it matters

A criterion was written down so that "done" would mean something. Either it is met and nobody ticked
it, or the work was called done without it.

## Example

```vault
== Tasks/Publish the first essay.md
---
type: task
status: done
---
### Acceptance criteria
- [x] It is online
- [ ] Sent to three people {VG302}
- [-] Translated
```

## How to fix

Look whether the criterion holds and tick it. If it no longer matters, cancel it (`[-]`); if it is still
to come, set the status back.

```vault
== Tasks/Publish the first essay.md
---
type: task
status: done
---
### Acceptance criteria
- [x] It is online
- [x] Sent to three people
- [-] Translated
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Kind, Note, Place, Severity, State
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each done note with unticked criteria."""
    for note in judged.vault.of_kind(*Kind):
        if note.state is State.DONE and any(item.ticked is False for item in note.criteria):
            yield _finding(note)


def _finding(note: Note) -> Finding:
    boxes = [item for item in note.criteria if item.ticked is not None]
    unticked = [item for item in boxes if not item.ticked]
    first = unticked[0]
    counts = f"{len(unticked)} of {len(boxes)} {'criterion' if len(boxes) == 1 else 'criteria'} unticked"
    return Finding(
        path=note.path,
        line=first.line,
        message=f"its status is {note.status}; {counts}, first “{first.text}”",
        fix=f"Look whether “{first.text}” holds and tick it, or set the status back.",
        goal=note.path if note.kind is Kind.GOAL else None,
        related=tuple(Place(note.path, item.line) for item in unticked),
    )


RULE = Rule("VG302", "open-criteria", Severity.WARNING, __doc__, check)
