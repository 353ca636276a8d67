"""What is named as implementation or evidence is not there, or is empty.

## What it finds

A link or path under `implemented_by` (of a spec or goal), `evidence`, or a link under `verified_by`,
for which there is no file or an empty one. Text is a remark, web addresses are never fetched, and of
files outside the vault nothing is said. `references` may name what was read: there, what exists counts,
and of what does not nothing is said. A spec of which nothing exists is VG203; what a draft names
is a plan, and dropped notes are left alone.

## Why it matters

Evidence that cannot be looked at is nobody's evidence. It may have been renamed, never synced, or
never written.

## Example

```vault
== Goals/No debt on the card.md
---
type: goal
verified: 2026-11-02
evidence: "[[Card statement October]]" {VG205}
---
```

## How to fix

Correct the name, bring the file back, or take the claim out.

```vault
== Goals/No debt on the card.md
---
type: goal
verified: 2026-11-02
evidence: "[[Card statement 2026-10]]"
---
== Money/Card statement 2026-10.md
Balance: 0.00
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Artifact, Finding, Form, Judged, Kind, Note, Presence, Role, Severity, State
from vaultgoals.rules import unimplemented_spec
from vaultgoals.rules.phrases import is_mention, written
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each named artifact that is absent or empty."""
    told = {finding.path for finding in unimplemented_spec.check(judged)}  # one cause, one gap
    for artifact in judged.artifacts:
        note = judged.vault.notes[artifact.source]
        if not _is_missing(artifact) or note.state is State.DROPPED or is_mention(artifact.reference):
            continue
        if artifact.role is Role.IMPLEMENTED_BY and (note.path in told or _is_plan(note)):
            continue
        is_empty = artifact.presence is Presence.EMPTY
        yield Finding(
            path=note.path,
            line=artifact.reference.line,
            message=f"{written(artifact.reference)} {'is an empty file' if is_empty else 'does not exist'}",
            fix="Write what should stand in it, or take it out."
            if is_empty
            else "Correct the name, bring the file back, or take it out.",
            object=f"{artifact.role.value}: {artifact.reference.target}",
            goal=note.path if note.kind is Kind.GOAL else None,
        )


def _is_plan(note: Note) -> bool:
    """Whether a spec is still a draft: what it names is then what it will be built by."""
    return note.kind is Kind.SPEC and not note.accepted and note.state is not State.DONE


def _is_missing(artifact: Artifact) -> bool:
    """Whether what is named should be there and is not. `verified_by` may name a person by a path."""
    if artifact.role is Role.VERIFIED_BY:
        is_link = artifact.reference.form in (Form.WIKILINK, Form.MARKDOWN)
        return is_link and artifact.presence is Presence.ABSENT
    return artifact.presence in (Presence.ABSENT, Presence.EMPTY)


RULE = Rule("VG205", "missing-artifact", Severity.ERROR, __doc__, check)
