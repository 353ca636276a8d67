"""Evidence is dated in the future, not dated at all, or says yes and no at once.

## What it finds

A goal, task, spec or project whose `verified` holds a date that is still to come, or says yes without
a date. Tomorrow is no fault: a vault is written in more than one time zone. An empty value and
`verified: false` claim nothing. Dropped notes are passed over. Of the evidence log: a line dated in
the future, and a pass and a fail of one check on one day, where neither is a later attempt (`(2)`).

## Why it matters

Evidence is a record of having looked, on a day. Without the day nobody can tell whether it still
holds, and a day that has not come is a slip of the pen. Such evidence counts for nothing, and the
goal is judged without it.

## Example

```vault
== Goals/Work with a clear head.md
---
type: goal
why: Tired decisions cost the most
success_criteria: No decision after nine in the evening
verified: 2027-11-14 {VG404}
---
== Goals/Photos can be found.md
---
type: goal
why: They are the family's memory
success_criteria: Any photo in a minute
verified: true {VG404}
---
```

## How to fix

Write the day on which you looked. If you have not looked, take the value out.

```vault
== Goals/Work with a clear head.md
---
type: goal
why: Tired decisions cost the most
success_criteria: No decision after nine in the evening
verified: 2026-11-14
---
== Goals/Photos can be found.md
---
type: goal
why: They are the family's memory
success_criteria: Any photo in a minute
verified:
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import (
    Finding,
    GoalState,
    Judged,
    Kind,
    Note,
    Outcome,
    Place,
    Record,
    Role,
    Severity,
    State,
)
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each note that says when it was verified in a way that cannot be."""
    for note in judged.vault.of_kind(*Kind):
        if note.state is State.DROPPED:
            continue
        if note.verified is not None and judged.as_of.in_future(note.verified):
            claim = f"it says it was verified on {note.verified}, still to come on {judged.as_of.day}"
            yield _finding(note, "future", claim)
        elif note.verified_undated:
            yield _finding(note, "undated", "it says it was verified, without the day")
    for state in judged.goals.values():
        if state.outcome is not Outcome.DROPPED:
            yield from _of_log(state)


def _of_log(state: GoalState) -> Iterator[Finding]:
    """Yield one finding for each future line of the log, and for each day on which it contradicts itself."""
    for record in state.future_records:
        yield Finding(
            path=state.path,
            line=1,
            message=f"line {record.line} of {record.path} is dated {record.day.day}, which is still to come; "
            "such evidence counts for nothing",
            fix="Correct the day of that line.",
            object=f"log future {record.day.day} {record.check}",
            goal=state.path,
            related=(Place(record.path, record.line),),
        )
    days: dict[tuple[str, int, str], list[Record]] = {}
    for record in state.contradicting:
        days.setdefault((str(record.day.day), record.attempt, record.check), []).append(record)
    for (day, _, check_text), records in days.items():
        asked = f" to `{check_text}`" if check_text else ""
        yield Finding(
            path=state.path,
            line=1,
            message=f"the evidence log says both yes and no{asked} on {day}; neither counts",
            fix="Take out the wrong line, or mark the later attempt with (2) behind its date.",
            object=f"log contradiction {day} {check_text}",
            goal=state.path,
            related=tuple(Place(record.path, record.line) for record in records),
        )


def _finding(note: Note, what: str, claim: str) -> Finding:
    return Finding(
        path=note.path,
        line=note.line_of(Role.VERIFIED),
        message=f"{claim}; such evidence counts for nothing",
        fix="Write the day on which you saw that it is true, or take the value out.",
        object=what,
        goal=note.path if note.kind is Kind.GOAL else None,
    )


RULE = Rule("VG404", "invalid-evidence", Severity.ERROR, __doc__, check)
