"""No goal, task or spec was found: nothing was checked.

## What it finds

A vault without a single goal, task note, spec or project, and without a checklist line that serves
one. It is told once, about the vault as a whole.

## Why it matters

"No gaps" must mean that something was looked at. An empty folder, a wrong path, a typing error in
`type` or a vault that cannot be read would pass otherwise.

## Example

```vault
{VG903}
== Reading list.md
- [ ] The patient gardener
== Ideas.md
---
type: idea
---
```

## How to fix

Write a first note with `type: goal` that names what should become true, or say in `vaultgoals.toml` by
which folder or property your goals are to be known.

```vault
== Reading list.md
- [ ] The patient gardener
== Ideas.md
---
type: goal
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Kind, Severity
from vaultgoals.rules.phrases import counted
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding, about no note, where there is nothing that any rule could judge."""
    vault = judged.vault
    if vault.of_kind(*Kind):
        return  # a checklist line is a task only where it serves one of them
    unreadable = sum(note.unreadable for note in vault.notes.values())
    yield Finding(
        path="",
        line=0,
        message=f"no goal, task or spec was found in {counted(len(vault.notes), 'note')}"
        + (f", {unreadable} of them unreadable" if unreadable else ""),
        fix="Write a note with `type: goal` in its frontmatter that names what should become true, or name "
        'the folder of your goals in `vaultgoals.toml`: a table [folders] with a line "Goals" = "goal".',
    )


RULE = Rule("VG903", "nothing-checked", Severity.ERROR, __doc__, check)
