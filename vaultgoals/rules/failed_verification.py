"""The latest evidence says that a goal is not reached.

## What it finds

A goal whose check fails although something was claimed: a task is done, the goal's own status is
done, or it was verified before; and a goal of which the evidence log says no. One gap a goal. A
check that does not pass yet, on a goal that nobody has worked on or claimed, is no failure; a
heartbeat that has stopped is VG403.

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

from vaultgoals.model import Finding, GoalState, Judged, Note, Place, RecordResult, Severity, State, Task
from vaultgoals.rules.phrases import counted, latest_done
from vaultgoals.rules.rule import Rule


def check(judged: Judged) -> Iterator[Finding]:
    """Yield one finding for each goal that a check other than a late heartbeat makes fail."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        done = judged.tasks_of(goal.path, done=True)
        places = tuple(Place(task.path, task.line) for task in done)
        if state.failing:
            first = state.failing[0].check
            yield Finding(
                path=goal.path,
                line=first.line,
                message=f"{_failure(state)}; {_claim(goal, state, done)}",
                fix=f"Make `{first.text}` pass, or take back the claim.",
                goal=goal.path,
                related=places,
            )
        elif state.denied is not None and not state.late:
            work = f"; {counted(len(done), 'task')} done{latest_done(done)}" if done else ""
            yield Finding(
                path=goal.path,
                line=1,
                message=f"{state.reason}{work}",
                fix=state.next_step,
                goal=goal.path,
                related=(*places, Place(state.denied.path, state.denied.line)),
            )


def _failure(state: GoalState) -> str:
    first, *others = state.failing
    more = f" (and {counted(len(others), 'more check')} of it)" if others else ""
    return f"`{first.check.text}` fails{more}: {first.measured}"


def _claim(goal: Note, state: GoalState, done: Sequence[Task]) -> str:
    """Say what was claimed, without which a check that does not pass would be no failure."""
    if done:
        return f"{counted(len(done), 'task')} done{latest_done(done)}"
    if goal.state is State.DONE:
        return f"its status is {goal.status}"
    passed = [str(item.day.day) for item in state.records if item.result is RecordResult.PASS]
    days = [*passed, *([str(goal.verified.day)] if goal.verified else [])]
    return f"it was verified on {max(days)}"


RULE = Rule("VG304", "failed-verification", Severity.ERROR, __doc__, check)
