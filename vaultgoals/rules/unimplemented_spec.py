"""A spec is accepted or done, and nothing implements it.

## What it finds

An accepted or done spec for which neither `implemented_by` names something that exists, nor another
note says that it `implements` the spec. A task or project implements it only when it is done. An
empty file is no implementation, and neither is text that is no link or path. Of web addresses and
files outside the vault nothing is said.

## Why it matters

A spec describes what should exist. Once it is accepted it is easily taken for the thing itself: the
budget sheet that nobody fills in, the dispatch system that is 180 lines of description.

## Example

```vault
== Specs/Auto-dispatch spec.md
--- {VG203}
type: spec
status: accepted
implemented_by: Scripts/dispatch.sh
---
```

## How to fix

Build it and link what was built. A spec that nobody is going to build goes back to draft.

```vault
== Specs/Auto-dispatch spec.md
---
type: spec
status: accepted
implemented_by: Scripts/dispatch.sh
---
== Scripts/dispatch.sh
echo "next task"
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultgoals.model import (
    Artifact,
    Finding,
    Form,
    Judged,
    Note,
    Place,
    Presence,
    Role,
    Severity,
    State,
    Vault,
)
from vaultgoals.outcome.implementation import implementations, is_unfinished
from vaultgoals.rules.phrases import is_mention, linked, listed
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each spec that claims to be accepted or done and has no implementation."""
    named: dict[str, list[Artifact]] = {}
    for artifact in judged.artifacts:
        if artifact.role is Role.IMPLEMENTED_BY:
            named.setdefault(artifact.source, []).append(artifact)
    for spec in judged.vault.specs:
        claimed = spec.accepted or spec.state is State.DONE
        if not claimed or spec.state is State.DROPPED:
            continue
        artifacts = named.get(spec.path, [])
        if next(implementations(judged.vault, spec, artifacts), None) is None:
            yield _finding(judged.vault, spec, artifacts)


def _finding(vault: Vault, spec: Note, artifacts: Sequence[Artifact]) -> Finding:
    paths = {item.path for item in artifacts if item.path} | {
        item.path for item in vault.implementers_of.get(spec.path, ())
    }
    work = [note for path in sorted(paths) if (note := vault.notes.get(path)) and is_unfinished(note)]
    live = [note for note in work if note.state.live]
    artifacts = [item for item in artifacts if not is_mention(item.reference)]
    absent = [item.reference.text for item in artifacts if item.presence is Presence.ABSENT]
    empty = [item.reference.text for item in artifacts if item.presence is Presence.EMPTY]
    remarks = [
        f"“{item.text}”" for item in spec.implemented_by if item.form is Form.TEXT and not is_mention(item)
    ]
    reasons = [
        *_said(absent, "does not exist", "do not exist"),
        *_said(empty, "is empty", "are empty"),
        *_said([linked(note.path) for note in live], "is still open", "are still open"),
        *_said([linked(note.path) for note in work if note not in live], "was dropped", "were dropped"),
        *_said(remarks, "is neither a link nor a path", "are neither links nor paths"),
    ]
    on = f" {spec.completed.day}" if spec.state is State.DONE and spec.completed else ""
    return Finding(
        path=spec.path,
        line=1,
        message=f"{spec.status}{on}; nothing implements it" + (f": {', '.join(reasons)}" if reasons else ""),
        fix=_fix(live, [*absent, *empty], remarks),
        related=tuple(Place(note.path) for note in work),
    )


def _said(names: Sequence[str], one: str, many: str) -> list[str]:
    return [f"{listed(names)} {one if len(names) == 1 else many}"] if names else []


def _fix(live: Sequence[Note], missing: Sequence[str], remarks: Sequence[str]) -> str:
    if live:
        return f"Finish {linked(live[0].path)}, or name under `implemented_by` what exists already."
    if missing:
        return f"Make {missing[0]}, or correct its name under `implemented_by`."
    if remarks:
        return "Write the link or path of what implements it under `implemented_by`."
    return "Link what implements it under `implemented_by`, or set its status back to draft."


RULE = Rule("VG203", "unimplemented-spec", Severity.ERROR, __doc__, check)
