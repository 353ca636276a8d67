"""A check names a command that may not run on this machine.

## What it finds

A `run:` check of a goal, task, spec or project whose command `vaultgoals.toml` does not define, or which is
not approved on this machine as it now reads: never approved, changed since in any byte, or such that it
cannot be approved. One gap a note and command. Dropped notes are passed over.

All but the undefined ones are true of one machine alone, and a vault may be shared by several: `check` and
`show` tell them, and no report, dashboard or rollup does.

## Why it matters

The check looks like evidence and gives none: it is never performed. And a command that has changed since
you looked at it is not the one you said yes to.

## Example

```vault
== Goals/Backups I could restore from.md
---
type: goal
why: Twenty years of photos
verify:
  - "run: backup-timer" {VG601}
---
== vaultgoals.toml
[commands]
backup-timer = ["systemctl", "is-active", "backup.timer"]
```

## How to fix

Look at the command and approve it with `vaultgoals trust`; define it under `[commands]` where it is
not defined. On a machine where it shall not run, leave the gap, or waive it for all machines.

```vault
== Goals/Backups I could restore from.md
---
type: goal
why: Twenty years of photos
verify:
  - "run: backup-timer"
waive:
  - "VG601 until 2026-12-31: it runs on the server"
---
== vaultgoals.toml
[commands]
backup-timer = ["systemctl", "is-active", "backup.timer"]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Note, Permission, Run, Severity, Standing, State
from vaultgoals.rules.phrases import goal_concerned
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each command that a note of ours names and that may not run here."""
    for note in judged.vault.notes.values():
        if note.kind is None or note.state is State.DROPPED:
            continue
        named = {one.command: one for one in reversed(note.checks) if isinstance(one, Run)}
        for name, first in named.items():
            standing = judged.commands.get(name)
            if standing is not None and standing.permission is not Permission.APPROVED:
                yield _finding(note, first, standing, judged)


def _finding(note: Note, named: Run, standing: Standing, judged: Judged) -> Finding:
    undefined = standing.permission is Permission.UNDEFINED
    trouble = "names no command" if undefined else "is not run here"
    return Finding(
        path=note.path,
        line=named.line,
        message=f"`{named.text}` {trouble}: {standing.reason}",
        fix=_fix(named.command, standing.permission),
        object=named.command,
        goal=goal_concerned(note, judged),
        local=not undefined,
    )


def _fix(name: str, permission: Permission) -> str:
    if permission is Permission.UNDEFINED:
        return "Define it in `vaultgoals.toml`, or correct its name in the note."
    if permission is Permission.REFUSED:
        return f"Mend that, and then look at it and approve it with `vaultgoals trust {name}`."
    return f"Look at it and approve it with `vaultgoals trust {name}`."


RULE = Rule("VG601", "unapproved-command", Severity.WARNING, __doc__, check)
