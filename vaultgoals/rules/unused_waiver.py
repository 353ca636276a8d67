"""A waiver waives nothing, or is past its end.

## What it finds

A line of `waive` that matches no gap of its note, has no end date, or whose last day has passed. One
for a rule that is switched off is passed over, unless its day has passed. In a note that is no goal,
task, spec or project only lines with an end date are taken for waivers.

## Why it matters

A waiver is a decision to live with a gap for a while. When the gap is gone, or the while is over, the
line that is left hides the next gap of its kind.

## Example

```vault
== Goals/Eat together on Sundays.md
---
type: goal
why: We see each other too little
success_criteria: Four Sundays in a row
waive:
  - "VG206 until 2026-12-31: the reason is being discussed" {VG901}
  - "VG305 until 2026-10-31: after the holidays" {VG901}
  - "VG202: nobody knows how" {VG901}
---
```

## How to fix

Take the line out. If the gap is still there and you still accept it, give the waiver a new last day:
`VG203 until 2026-12-31: the vendor ships it in January`.

```vault
== Goals/Eat together on Sundays.md
---
type: goal
success_criteria: Four Sundays in a row
waive:
  - "VG206 until 2026-12-31: the reason is being discussed"
---
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vaultgoals.model import AsOf, Finding, Judged, Kind, Note, Run, Severity, Waiver
from vaultgoals.rules import unapproved_command
from vaultgoals.rules.rule import Rule


def check(_judged: Judged) -> Iterator[Finding]:
    """Yield nothing: which waivers were needed is known only when all other rules have spoken."""
    return iter(())  # the runner asks `unused` instead, once the gaps are waived


def unused(judged: Judged, used: frozenset[tuple[str, str]], ran: Callable[[str], bool]) -> Iterator[Finding]:
    """Yield one finding for each waiver that does no work.

    Args:
        judged: the judged vault.
        used: path and text of each waiver that matched at least one gap.
        ran: whether the rule of that code or name was asked; true of a name that no rule has.
    """
    for note in judged.vault.notes.values():
        by_text = {waiver.text: waiver for waiver in reversed(note.waivers)}
        for waiver in by_text.values():  # one that is written twice is told once
            idle = (note.path, waiver.text) not in used and ran(waiver.rule)
            matched = not idle or _is_for_others(note, waiver)
            trouble = _trouble(note, waiver, judged.as_of, matched=matched)
            if trouble is not None:
                yield _finding(note, waiver, *trouble)


def _is_for_others(note: Note, waiver: Waiver) -> bool:
    """Whether another machine may need it: there the same command may not be approved."""
    local = waiver.rule.casefold() in (unapproved_command.RULE.code.casefold(), unapproved_command.RULE.name)
    return local and any(isinstance(check, Run) for check in note.checks)


def _trouble(note: Note, waiver: Waiver, as_of: AsOf, *, matched: bool) -> tuple[str, str] | None:
    """Return what is the matter with a waiver, and its fix."""
    if waiver.until is None:
        if note.kind is None:
            return None  # in a note of no kind of ours, `waive` may be anybody's word
        return "has no end date and waives nothing", "Write it as `VG203 until 2026-12-31: reason`."
    if as_of.day > as_of.day_of(waiver.until):
        return f"ended on {waiver.until}", "Take it out, or give it a new last day."
    if not matched:
        return f"matches no gap of this note on {as_of.day}", "Take it out."
    return None


def _finding(note: Note, waiver: Waiver, trouble: str, fix: str) -> Finding:
    return Finding(
        path=note.path,
        line=waiver.line,
        message=f"the waiver `{waiver.text}` {trouble}",
        fix=fix,
        object=waiver.text,
        goal=note.path if note.kind is Kind.GOAL else None,
    )


RULE = Rule("VG901", "unused-waiver", Severity.WARNING, __doc__, check)
