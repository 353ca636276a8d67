"""A goal, task, spec or project names a note that the vault does not hold.

## What it finds

A link under `goal`, `implements` or `blocked_by` (or another name of these) that resolves to
nothing, in a note that is not dropped. Plain text is a remark, and a link under `up`, `parent` or
`project` may name anything: of neither is anything said.

## Why it matters

What the link was to say is lost: the task no longer counts for its goal, and the goal looks as if
nobody had worked for it.

## Example

```vault
== Goals/Photos can be found.md
---
type: goal
---
== Tasks/Scan the negatives.md
---
type: task
goal: "[[Photos could be found]]" {VG101}
---
```

## How to fix

Write the name as it is. An alias is no name: `[[Note|Alias]]` is a link that shows one.

```vault
== Goals/Photos can be found.md
---
type: goal
---
== Tasks/Scan the negatives.md
---
type: task
goal: "[[Photos can be found]]"
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, LinkState, Severity, State
from vaultgoals.rules.phrases import written
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each relation of a note, or checklist line, that is ours and leads nowhere."""
    of_lines = frozenset(judged.vault.line_relations)
    for relation in (*judged.vault.relations, *judged.vault.line_relations):
        source = judged.vault.notes[relation.source]
        is_ours = source.kind is not None or relation in of_lines
        if relation.state is not LinkState.MISSING or not is_ours or source.state is State.DROPPED:
            continue
        meant = relation.suggestion
        otherwise = "Correct the link, or create the note."
        yield Finding(
            path=source.path,
            line=relation.reference.line,
            message=f"{written(relation.reference)} names no note in this vault",
            fix=f"Correct the link (did you mean {meant}?)." if meant else otherwise,
            object=f"{relation.role.value}: {relation.reference.target}",
        )


RULE = Rule("VG101", "broken-link", Severity.ERROR, __doc__, check)
