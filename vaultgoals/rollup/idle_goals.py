"""The goals of a period that got no work."""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Note, Outcome, State, Work
from vaultgoals.rollup.shipped import Shipped
from vaultgoals.rollup.span import Span


def idle_goals(span: Span, done: Shipped) -> Iterator[Note]:
    """Yield the goals that are still to be reached, with work open or none, for which no task was done.

    A task for a goal that is part of another was done for that one too.
    """
    if span.end is None:
        return
    vault = span.account.judged.vault
    worked = {goal for one in done.tasks for goal in one.task.goals} | {one.goal for one in done.undated}
    worked |= {goal for spec in done.specs for goal in vault.goals_of.get(spec.path, ())}
    pending = list(worked)
    while pending:  # work for a part is work for the whole
        above = [goal for goal in vault.goals_of.get(pending.pop(), ()) if goal not in worked]
        worked.update(above)
        pending += above
    for goal in vault.goals:
        standing = span.end.goals.get(goal.path)
        if goal.path in worked or standing is None:
            continue
        if standing.outcome.holds or standing.outcome is Outcome.DROPPED or standing.work is Work.DONE:
            continue  # where all work is done, it is a look that is missing
        if span.is_over or goal.state in (State.OPEN, State.ACTIVE):
            yield goal
