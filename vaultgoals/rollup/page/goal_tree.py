"""The tree of goals: subgoals below their goals, and below each the specs and tasks that serve it."""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.model import Kind, Note, Role, State, Task
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.page.values import Branch
from vaultgoals.rollup.page.wording import Wording

DEEPEST = 6
"""Goals below each other in one tree."""


def goal_tree(account: Account, wording: Wording) -> tuple[Branch, ...]:
    """Return every goal once in full; where it also serves another goal, it is only named there.

    Goals that serve no other goal are the roots. So is, of goals that serve each other in a circle, the
    first, and what would hang too deep to be read.
    """
    grower = _Grower(account, wording)
    vault = account.judged.vault
    below = {child for children in vault.subgoals_of.values() for child in children}
    roots = [grower.goal(goal.path) for goal in vault.goals if goal.path not in below]
    others = [grower.goal(goal.path) for goal in vault.goals if not grower.has(goal.path)]
    return (*roots, *others)


def loose_specs(account: Account, wording: Wording) -> tuple[Branch, ...]:
    """Return the specs that serve no goal."""
    serving = {path for specs in account.judged.vault.specs_of.values() for path in specs}
    grower = _Grower(account, wording)
    return tuple(grower.spec(spec) for spec in account.judged.vault.specs if spec.path not in serving)


class _Grower:
    """Grows branches, and knows which goals it has told in full."""

    def __init__(self, account: Account, wording: Wording) -> None:
        self._account = account
        self._wording = wording
        self._told: set[str] = set()

    def has(self, path: str) -> bool:
        """Whether a goal has been told."""
        return path in self._told

    def goal(self, path: str, depth: int = 0) -> Branch:
        """Return the branch of a goal, ``depth`` goals below its root."""
        elsewhere = path in self._told or depth > DEEPEST
        if not elsewhere:
            self._told.add(path)
        state = self._account.judged.goals[path]
        return Branch(
            kind=Kind.GOAL.value,
            name=self._wording.name(path),
            state=f"{state.outcome.value}, {_work(state.tasks_done, state.tasks_open)}",
            tone=state.outcome.value,
            children=() if elsewhere else tuple(self._below(path, depth)),
            elsewhere=elsewhere,
        )

    def _below(self, path: str, depth: int) -> Iterator[Branch]:
        vault = self._account.judged.vault
        yield from (self.goal(child, depth + 1) for child in vault.subgoals_of.get(path, ()))
        yield from (self.spec(vault.notes[spec]) for spec in vault.specs_of.get(path, ()))
        for project in vault.projects_of.get(path, ()):
            note = vault.notes[project]
            yield Branch(Kind.PROJECT.value, self._wording.name(project), note.state.value, _tone(note.state))
        yield from (self._task(task) for task in vault.tasks_of.get(path, ()))

    def spec(self, spec: Note) -> Branch:
        """Return the branch of a spec, with what implements it."""
        built = tuple(self._built(spec))
        status = self._wording.name(spec.path, spec.status).title if spec.status else "no status"
        return Branch(
            kind=Kind.SPEC.value,
            name=self._wording.name(spec.path),
            state=status if built else f"{status}, nothing implements it",
            tone=_tone(spec.state),
            children=built,
        )

    def _built(self, spec: Note) -> Iterator[Branch]:
        for item in self._account.artifacts_of.get(spec.path, ()):
            if item.role is Role.IMPLEMENTED_BY:
                there = item.presence.value
                note = item.path and item.path.lower().endswith(".md")
                name = self._wording.name(item.path or spec.path, "" if note else item.reference.text)
                yield Branch("built by", name, there, "done" if there == "present" else "open")
        for one in self._account.judged.vault.implementers_of.get(spec.path, ()):
            state = "done" if one.counts else "not done"
            yield Branch("built by", self._wording.name(one.path), state, "done" if one.counts else "open")

    def _task(self, task: Task) -> Branch:
        when = f" {task.done_on.day}" if task.done_on else ""
        return Branch(
            kind=Kind.TASK.value,
            name=self._wording.name(task.path, task.title),
            state=f"{task.state.value}{when}",
            tone=_tone(task.state),
        )


def _work(done: int, still_open: int) -> str:
    total = done + still_open
    return f"{done} of {total} task{'s' * (total != 1)} done" if total else "no tasks"


def _tone(state: State) -> str:
    return state.value if state in (State.DONE, State.DROPPED) else State.OPEN.value
