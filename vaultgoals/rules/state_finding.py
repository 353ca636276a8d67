"""What the rules say that tell of goals in one outcome state: why it is so, what is done, what is next."""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Finding, Judged, Outcome, Place
from vaultgoals.rules.phrases import counted, latest_done


def findings_in_state(judged: Judged, outcome: Outcome) -> Iterator[Finding]:
    """Yield one finding for each goal in this state, with the done tasks that serve it."""
    for goal in judged.vault.goals:
        state = judged.goals[goal.path]
        if state.outcome is not outcome:
            continue
        done = judged.tasks_of(goal.path, done=True)
        work = f"; {counted(len(done), 'task')} done{latest_done(done)}" if done else ""
        yield Finding(
            path=goal.path,
            line=1,
            message=f"{state.reason}{work}",
            fix=state.next_step,
            goal=goal.path,
            related=tuple(Place(task.path, task.line) for task in done),
        )
