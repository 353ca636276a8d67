"""A note could not be read.

## What it finds

A note of any kind whose frontmatter is no YAML or has no end, whose bytes are no text, or that may not
be opened: one gap a note, at the place where reading broke off.

## Why it matters

Obsidian shows such a note without properties, and everything in them silently stops counting: a goal
that cannot be read has no gaps either. It must not pass for a goal without gaps.

## Example

```vault
== Money/Notes on money.md
---
title: Notes: on money {VG902}
type: goal
---
```

## How to fix

Correct the line that is named; most often a value with a colon or a bracket in it has to be put in
quotes.

```vault
== Money/Notes on money.md
---
title: "Notes: on money"
type: goal
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Problem, Severity, Trouble
from vaultgoals.rules.rule import Rule

_FIX = "Correct the line, or open the note in your editor to see what it says."


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each note that could not be read: its first problem."""
    for note in judged.vault.notes.values():
        problem = next((item for item in note.problems if item.trouble is Trouble.UNREADABLE), None)
        if problem is not None:
            yield Finding(note.path, problem.line, _message(problem), problem.fix or _FIX)


def _message(problem: Problem) -> str:
    """Return the problem with its place, which a problem of the whole file does not have."""
    whole = problem.line <= 1 and problem.column <= 1
    place = "" if whole else f"line {problem.line}, column {problem.column}: "
    return f"{place}{problem.message} ({problem.name})"


RULE = Rule("VG902", "unreadable-note", Severity.ERROR, __doc__, check)
