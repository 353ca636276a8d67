"""Questions that a vault itself raises: about work, specs and goals that nobody could say the use of."""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.frozen import frozen
from vaultgoals.model import Kind, Note, Role, State, Task, Vault
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.shipped import DoneTask

WORKED = "What would be different if this had worked?"
EXISTS = "Should it exist?"
TRIGGERED = "What triggered it?"


@frozen
class Question:
    """One question about one note."""

    path: str
    text: str
    because: str
    """What gives rise to it, as a clause."""
    tasks: tuple[Task, ...] = ()
    """The work that it is about; then the note is the goal of that work."""


def worth_asking(account: Account, done: tuple[DoneTask, ...]) -> tuple[Question, ...]:
    """Return the questions that arise at the moment of a run, by kind and then in path order.

    Args:
        account: the run.
        done: the tasks that were done in the period that is reviewed.
    """
    return (
        *sorted(_of_work(account, done), key=lambda one: one.path),
        *_of_specs(account.judged.vault),
        *_of_origins(account),
    )


def _of_work(account: Account, done: tuple[DoneTask, ...]) -> Iterator[Question]:
    """Ask about done work whose goal nobody could tell to be reached."""
    notes = account.judged.vault.notes
    by_goal: dict[str, list[Task]] = {}
    for one in done:
        for served in one.task.goals:
            by_goal.setdefault(served, []).append(one.task)
    for path, tasks in by_goal.items():
        goal = notes[path]
        measured = goal.criteria or goal.checks or goal.metric
        if not measured and not goal.unreadable and goal.state is not State.DROPPED:
            because = "its goal has no criterion, check or metric"
            yield Question(path, WORKED, because, tuple(tasks))


def _of_specs(vault: Vault) -> Iterator[Question]:
    """Ask about specs that nobody asked for: they serve no goal, and no goal or work names them for one."""
    asked_for = {path for specs in vault.specs_of.values() for path in specs}
    asked_for |= {
        relation.target
        for relation in (*vault.relations, *vault.line_relations)
        if relation.role is Role.SERVES and relation.target is not None
    }
    aims = {
        relation.source
        for relation in vault.relations
        if relation.role is Role.IMPLEMENTS or (relation.role is Role.SERVES and relation.target is None)
    }
    settled = asked_for | aims
    served = {task.path for task in vault.tasks if task.goals}
    for spec in vault.specs:
        if spec.state is State.DROPPED or spec.unreadable or spec.path in settled:
            continue
        builders = (item.path for item in vault.implementers_of.get(spec.path, ()))
        if not vault.goals_of.get(spec.path) and not any(path in served for path in builders):
            yield Question(spec.path, EXISTS, "it serves no goal, and neither does any work on it")


def _of_origins(account: Account) -> Iterator[Question]:
    """Ask about goals that do not say why, and about work that serves nothing and does not say why either."""
    notes = account.judged.vault.notes
    for gap in account.comparison.gaps:
        if gap.code == "VG206":
            yield Question(gap.path, TRIGGERED, "it does not say why it exists")
        elif gap.code == "VG204" and _is_ticket(notes[gap.path]):
            yield Question(gap.path, TRIGGERED, "it serves no goal and does not say why")


def _is_ticket(note: Note) -> bool:
    return note.kind is Kind.TASK and not note.why
