"""One rollup a goal: its chain from intent to evidence, what is missing, and why it is in its state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from vaultgoals.graph import fold_path
from vaultgoals.model import (
    Artifact,
    Ask,
    Gap,
    GoalState,
    Note,
    Record,
    Role,
    Run,
    Task,
    Vault,
    folder_of,
    gap_id,
    title_of,
)
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.generated import Generated
from vaultgoals.rollup.goal_table import OUTCOME_CALLOUTS
from vaultgoals.rollup.pen import Pen

# What some file system, or a link, cannot hold; an entity would be read as the character it stands for.
_UNSAFE = re.compile(
    r"[\\/:*?\"<>|#^\[\]%{}`$\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffc]"
    r"|&(?=#?\w+;)"
)
_LONGEST_TITLE = 150
_LONGEST_FOLDER = 60
"""Bytes; a file system takes 255 for a name, and a hash and " rollup.md" follow."""


def rollup_paths(vault: Vault, output: str) -> dict[str, str]:
    """Return the path of each goal's rollup, by goal path.

    Goals of one name are told apart by folder, and where that does not do by a hash of their path.
    """
    titles = {goal.path: _cut(_safe(title_of(goal.path)), _LONGEST_TITLE) or "goal" for goal in vault.goals}
    names = _told_apart(titles, lambda path: f" ({_cut(_safe(folder_of(path)), _LONGEST_FOLDER) or 'root'})")
    names = _told_apart(names, lambda path: f" {gap_id('rollup', path, '')}")
    return {path: f"{output}/Rollups/{name} rollup.md" for path, name in names.items()}


def _told_apart(names: Mapping[str, str], more: Callable[[str], str]) -> dict[str, str]:
    """Return the names by goal path, with ``more`` behind those that several goals would share."""
    shared = Counter(fold_path(name) for name in names.values())
    return {path: name + more(path) if shared[fold_path(name)] > 1 else name for path, name in names.items()}


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore").strip(". ")


def _safe(text: str) -> str:
    return _UNSAFE.sub("-", text)


def goal_rollup(account: Account, goal: Note, path: str) -> Generated:
    """Write the rollup of one goal into the note at ``path``."""
    pen = Pen(account, path)
    state = account.judged.goals[goal.path]
    properties: dict[str, str | int | bool] = {
        "type": "goal-rollup",
        "goal": pen.property_link(goal.path),
        "outcome": state.outcome.value,
        "work": state.work.value,
        "tasks_done": state.tasks_done,
        "tasks_open": state.tasks_open,
    }
    return Generated(properties, (("rollup", chain(account, goal, pen)),))


DEPARTED = Generated(
    {"type": "goal-rollup", "outcome": "gone"},
    (
        (
            "rollup",
            "> [!quote] gone\n> No goal of this name is read any more; this rollup shows nothing now.\n",
        ),
    ),
)
"""The rollup of a goal that was deleted, renamed, or is no goal any more: files are never removed."""


def verdict(state: GoalState, pen: Pen) -> str:
    """Return the callout that names the state, why it is so, and what would change it."""
    reason = pen.text(state.reason)
    lines = [
        f"> [!{OUTCOME_CALLOUTS[state.outcome]}] {state.outcome.value} · work {state.work.value}",
        f"> {reason[:1].upper()}{reason[1:]}.",
    ]
    if state.next_step:
        lines.append(f"> Next: {pen.text(state.next_step)}")
    return "\n".join(lines)


def chain(account: Account, goal: Note, pen: Pen) -> str:
    """Return the whole chain of one goal as Markdown."""
    state = account.judged.goals[goal.path]
    blocks = [verdict(state, pen)]
    for title, lines in (
        ("Intent", _intent(account, goal, state, pen)),
        ("Checks", _checks(goal, state, pen)),
        ("Specs", _specs(account, goal, pen)),
        ("Work", _work(account, goal, pen)),
        ("Evidence", _evidence(account, goal, pen)),
        ("Gaps", _gaps(account, goal, pen)),
    ):
        listed = list(lines)
        if listed:
            blocks.append(f"## {title}")
            blocks.append("\n".join(listed))
    return "\n\n".join(blocks) + "\n"


def _intent(account: Account, goal: Note, state: GoalState, pen: Pen) -> Iterator[str]:
    yield f"- goal {pen.link(goal.path)}, status {pen.plain(goal.status) or 'none'}"
    if goal.why:
        yield f"- why: {pen.text(goal.why)}"
    for parent in account.judged.vault.goals_of.get(goal.path, ()):
        yield f"- part of {pen.link(parent)}"
    for child in account.judged.vault.subgoals_of.get(goal.path, ()):
        yield f"- subgoal {pen.link(child)}: {account.judged.outcome_of(child).value}"
    if state.children[1]:
        yield f"- subgoals verified: {state.children[0]} of {state.children[1]}"
    progress = account.judged.progress.get(goal.path)
    if progress is not None:
        yield f"- course {pen.plain(progress.cycle)}: {pen.plain(str(progress))}"
    if goal.metric:
        yield f"- metric: {pen.text(goal.metric)}"
    marks = {True: ", ticked", False: ", not ticked", None: ""}
    for criterion in goal.criteria:
        yield f"- criterion{marks[criterion.ticked]}: {pen.text(criterion.text)}"


def _checks(goal: Note, state: GoalState, pen: Pen) -> Iterator[str]:
    for check in goal.checks:
        if isinstance(check, Ask):
            yield f"- to answer: {pen.text(check.question)}"
        elif isinstance(check, Run):
            yield f"- to run: {pen.text(check.command)}"
    for item in state.observations:
        yield f"- {item.result.value}: {pen.text(item.check.text)} · {pen.text(item.measured)}"


def _specs(account: Account, goal: Note, pen: Pen) -> Iterator[str]:
    vault = account.judged.vault
    for path in vault.specs_of.get(goal.path, ()):
        real = [
            _artifact(item, pen)
            for item in account.artifacts_of.get(path, ())
            if item.role is Role.IMPLEMENTED_BY
        ]
        real += [
            f"{pen.link(item.path)}{'' if item.counts else ' (not done)'}"
            for item in vault.implementers_of.get(path, ())
        ]
        status = pen.plain(vault.notes[path].status) or "no status"
        yield f"- {pen.link(path)}, {status}; implemented by {', '.join(real) if real else 'nothing'}"


def _work(account: Account, goal: Note, pen: Pen) -> Iterator[str]:
    for project in account.judged.vault.projects_of.get(goal.path, ()):
        yield f"- project {pen.link(project)}, {account.judged.vault.notes[project].state.value}"
    for task in account.judged.vault.tasks_of.get(goal.path, ()):
        yield f"- {_task(task, pen)}"


def _task(task: Task, pen: Pen) -> str:
    when = f" {task.done_on.day}" if task.done_on else ""
    if task.is_note:
        return f"{task.state.value}{when}: {pen.link(task.path)}"
    return f"{task.state.value}{when}: {pen.text(task.title)} (in {pen.link(task.path)})"


def _evidence(account: Account, goal: Note, pen: Pen) -> Iterator[str]:
    if goal.verified is not None:
        yield f"- verified {goal.verified}"
    for record in sorted(account.judged.goals[goal.path].records, key=lambda one: (one.day.day, one.attempt)):
        yield f"- {record_text(record, pen)}"
    for item in account.artifacts_of.get(goal.path, ()):
        if item.role is not Role.IMPLEMENTED_BY:
            yield f"- {_artifact(item, pen)}"


def record_text(record: Record, pen: Pen) -> str:
    """Return one line of the evidence log for reading."""
    seen = ", ".join(pen.text(link.text) for link in record.links)
    by = pen.plain(record.by)
    parts = (
        f"{record.day.day} {record.result.value}",
        pen.text(record.check),
        seen,
        f"by {by}" if by else "",
        pen.text(record.remark),
    )
    return " · ".join(part for part in parts if part)


def _artifact(item: Artifact, pen: Pen) -> str:
    name = (
        pen.link(item.path)
        if item.path and item.path.lower().endswith(".md")
        else pen.plain(item.reference.text)
    )
    return name if item.presence.value == "present" else f"{name} ({item.presence.value})"


def _gaps(account: Account, goal: Note, pen: Pen) -> Iterator[str]:
    for gap in account.gaps_of.get(goal.path, ()):
        yield _gap(gap, goal, pen)


def _gap(gap: Gap, goal: Note, pen: Pen) -> str:
    where = "" if gap.path == goal.path else f"{pen.link(gap.path)}: "
    return f"- {gap.code} · {where}{pen.text(gap.message)} · Next: {pen.text(gap.fix)}"
