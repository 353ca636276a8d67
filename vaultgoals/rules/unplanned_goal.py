"""An active goal has no work: no task, spec, project or subgoal.

## What it finds

A goal whose status says that it is active, that no task, checklist line, spec, project or other goal
serves and that names no project itself, dropped ones not counted. A goal that is already verified needs
no plan.

## Why it matters

"Active" claims that something is happening. Where nothing is linked, either nothing is happening or
nobody can see that it is.

## Example

```vault
== Goals/The team decides without me.md
--- {VG201}
type: goal
status: active
---
```

## How to fix

Write the first task and link the goal in it, or set the status back until its time has come.

```vault
== Goals/The team decides without me.md
---
type: goal
status: active
---
- [ ] Hand the roadmap to Tamsin
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultgoals.model import Finding, Judged, Note, Place, Severity, State
from vaultgoals.rules.phrases import counted, linked, projects_of_goals
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal written to be active that nothing serves."""
    named = projects_of_goals(judged.vault)
    for goal in judged.vault.goals:
        claimed = goal.status and goal.state is State.ACTIVE
        if not claimed or judged.outcome_of(goal.path).holds:
            continue
        serving = _serving(judged, goal, named.get(goal.path, ()))
        if any(state is not State.DROPPED for state in serving.values()):
            continue
        dropped = f" any more ({counted(len(serving), 'piece')} of work dropped)" if serving else ""
        yield Finding(
            path=goal.path,
            line=1,
            message=f"its status is {goal.status}, and no task, spec, project or subgoal serves it{dropped}",
            fix=f"Write the first task and link {linked(goal.path)} in it, or set its status to planned.",
            goal=goal.path,
            related=tuple(serving),
        )


def _serving(judged: Judged, goal: Note, named: Sequence[str]) -> dict[Place, State]:
    """Return everything that serves the goal, with its state; ``named`` are projects that it names."""
    vault = judged.vault
    groups = (vault.specs_of, vault.projects_of, vault.subgoals_of)
    paths = {path for group in groups for path in group.get(goal.path, ())} - {goal.path} | set(named)
    states = {Place(task.path, task.line): task.state for task in vault.tasks_of.get(goal.path, ())}
    return states | {Place(path): vault.notes[path].state for path in sorted(paths)}


RULE = Rule("VG201", "unplanned-goal", Severity.WARNING, __doc__, check)
