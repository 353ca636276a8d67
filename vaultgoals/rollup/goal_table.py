"""The tables over all goals: their states, and the two by two of work and outcome."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vaultgoals.model import GoalState, Note, Outcome, Work
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.pen import Pen

_NUMBERS = ("Done", "Open", "Value")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Collection[str] = _NUMBERS) -> str:
    """Return a Markdown table; the columns of ``numbers`` are set to the right."""
    lines = [header, ["---:" if name in numbers else "---" for name in header], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def bar(part: int, whole: int) -> str:
    """Return a text bar of ten steps: ``▰▰▰▱▱▱▱▱▱▱`` for three of ten."""
    full = part * 10 // whole if whole else 0
    return f"{'▰' * full}{'▱' * (10 - full)}"


def chart_name(account: Account, goal: Note) -> str:
    """Return how a chart names a goal: by its title, or its path where another file has that name."""
    return goal.title if account.naming.is_unique(goal.path) else goal.path.removesuffix(".md")


def state_table(account: Account, pen: Pen) -> str:
    """Return every goal's outcome, work and metric value: what trends are read from."""
    rows = []
    for goal in account.judged.vault.goals:
        state = account.judged.goals[goal.path]
        rows.append([
            pen.link(goal.path, in_table=True),
            state.outcome.value,
            state.work.value,
            str(state.tasks_done),
            str(state.tasks_open),
            metric_value(state),
        ])  # fmt: skip
    return table(("Goal", "Outcome", "Work", "Done", "Open", "Value"), rows)


def metric_value(state: GoalState) -> str:
    """Return the first measured number of a goal's checks, or an empty string."""
    values = [item.value for item in state.observations if item.value is not None]
    return f"{round(values[0], 4):.10g}" if values else ""


def two_by_two(account: Account, pen: Pen) -> str:
    """Return the table of work against outcome, over the goals that are not dropped."""
    rows = []
    for work, title in WORK_TITLES.items():
        goals = [goal for goal in account.live_goals if account.judged.goals[goal.path].work is work]
        holding, others = (
            [goal for goal in goals if account.judged.outcome_of(goal.path).holds is holds]
            for holds in (True, False)
        )
        rows.append([
            f"**{title}**",
            _names(others, pen, REMARKS.get((work, False), "")),
            _names(holding, pen, REMARKS.get((work, True), "")),
        ])  # fmt: skip
    return table(("", "Not verified", "Verified"), rows)


WORK_TITLES = {Work.DONE: "Work done", Work.OPEN: "Work open", Work.NONE: "No work"}
"""The rows of the two by two, in their order."""
REMARKS = {
    (Work.DONE, False): "the completion illusion",
    (Work.OPEN, True): "intent achieved, work left",
}
"""What is said of a cell of the two by two: of a state of work, and whether the outcome holds."""


def _names(goals: Sequence[Note], pen: Pen, remark: str) -> str:
    if not goals:
        return "–"
    names = ", ".join(pen.link(goal.path, in_table=True) for goal in goals)
    return f"{len(goals)}{f' · {remark}' if remark else ''}: {names}"


OUTCOME_CALLOUTS = {
    Outcome.DROPPED: "quote",
    Outcome.FAILING: "danger",
    Outcome.UNMEASURABLE: "missing",
    Outcome.UNVERIFIED: "question",
    Outcome.SUSPECT: "warning",
    Outcome.STALE: "warning",
    Outcome.ATTESTED: "info",
    Outcome.VERIFIED: "success",
}
"""Obsidian's built-in callout for each state."""
