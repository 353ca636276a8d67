"""The latest evidence says that a goal is not reached.

## What it finds

A goal whose check fails although something was claimed: a task is done, the goal's own status is
done, or it was verified before. One gap a goal. A check that does not pass yet, on a goal that nobody
has worked on or claimed, is no failure; a heartbeat that has stopped is VG403.

## Why it matters

Here the outcome was looked at, and it is not there: the work is done, and the world is not as it was
meant to be. That is worth more attention than any missing evidence.

## Example

```vault
== Goals/The home server looks after itself.md
---
type: goal
why: Nobody else can repair it
verify:
  - 'contains: "auto-upgrades: enabled" in Systems/Home server.md' {VG304}
---
== Tasks/Set up the upgrades.md
---
type: task
status: done
goal: "[[The home server looks after itself]]"
---
== Systems/Home server.md
auto-upgrades: disabled since March
```

## How to fix

Make the check pass. If what it measures is no longer what you want, change the check; if the claim was
early, take it back.

```vault
== Goals/The home server looks after itself.md
---
type: goal
why: Nobody else can repair it
verify:
  - 'contains: "auto-upgrades: enabled" in Systems/Home server.md'
---
== Tasks/Set up the upgrades.md
---
type: task
status: done
goal: "[[The home server looks after itself]]"
---
== Systems/Home server.md
auto-upgrades: enabled
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultgoals.model import Finding, GoalState, Judged, Note, Place, Severity, State, Task
from vaultgoals.rules.phrases import counted, latest_done
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal that a check other than a late heartbeat makes fail."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        if not state.failing:
            continue
        first = state.failing[0].check
        done = judged.tasks_of(goal.path, done=True)
        yield Finding(
            path=goal.path,
            line=first.line,
            message=f"{_failure(state)}; {_claim(goal, done)}",
            fix=f"Make `{first.text}` pass, or take back the claim.",
            goal=goal.path,
            related=tuple(Place(task.path, task.line) for task in done),
        )


def _failure(state: GoalState) -> str:
    first, *others = state.failing
    more = f" (and {counted(len(others), 'more check')} of it)" if others else ""
    return f"`{first.check.text}` fails{more}: {first.measured}"


def _claim(goal: Note, done: Sequence[Task]) -> str:
    """Say what was claimed, without which a check that does not pass would be no failure."""
    if done:
        return f"{counted(len(done), 'task')} done{latest_done(done)}"
    if goal.state is State.DONE:
        return f"its status is {goal.status}"
    return f"it was verified on {goal.verified}"


RULE = Rule("VG304", "failed-verification", Severity.ERROR, __doc__, check)
