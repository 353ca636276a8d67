"""The chain of one note as a tree of plain text: intent above, work and evidence below."""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.errors import AmbiguousNoteError, UnknownNoteError
from vaultgoals.frozen import frozen
from vaultgoals.graph import Names
from vaultgoals.graph.names import fold_path
from vaultgoals.model import Ask, Kind, Note, Presence, Role, Run, Task, Vault, title_of
from vaultgoals.rollup.account import Account

_MOST_NEAR = 3


@frozen
class Branch:
    """One line of the tree, with what hangs from it."""

    text: str
    children: tuple[Branch, ...] = ()
    strong: bool = False


def named_note(vault: Vault, name: str) -> str:
    """Return the path of the note that a user names by title or path.

    Raises:
        UnknownNoteError: no note carries the name; the nearest ones are told.
        AmbiguousNoteError: several do.
    """
    names = Names(vault.notes)
    found = names.find(name.removeprefix("[[").removesuffix("]]"), "")
    same = names.same_title(found[0]) if len(found) == 1 and "/" not in name else found
    if len(same) > 1:
        raise AmbiguousNoteError(name, same)
    if not same:
        raise UnknownNoteError(name, _near(vault, name, names.nearest(name)))
    return same[0]


def _near(vault: Vault, name: str, nearest: str) -> list[str]:
    """Return the title spelt almost like ``name``; else the first titles that hold it."""
    if nearest or not name.strip():
        return [nearest] if nearest else []
    part = fold_path(name.strip())
    return sorted({title_of(path) for path in vault.notes if part in fold_path(title_of(path))})[:_MOST_NEAR]


def chain_tree(account: Account, path: str) -> Branch:
    """Return the tree of one note."""
    note = account.judged.vault.notes[path]
    kind = note.kind.value if note.kind else "could not be read" if note.unreadable else "plain note"
    status = f", status {note.status}" if note.status else ""
    done = f" on {note.completed.day}" if note.kind is not Kind.GOAL and note.completed else ""
    children = [
        *_upward(account, note),
        *(_goal(account, note) if note.kind is Kind.GOAL else ()),
        *(_course(account, note) if note.kind is not Kind.GOAL else ()),
        *(_spec(account, note) if note.kind is Kind.SPEC else ()),
        *(_work(account, note) if note.kind is not Kind.GOAL else ()),
        *(_checked(account, note) if note.kind is not Kind.GOAL else ()),
        *_gaps(account, note),
    ] or [Branch("serves nothing; no gap")]
    return Branch(f"{note.title} ({kind}{status}{done})", tuple(children), strong=True)


def _named(title: str, children: list[Branch]) -> Iterator[Branch]:
    if children:
        yield Branch(title, tuple(children))


def _upward(account: Account, note: Note) -> Iterator[Branch]:
    vault = account.judged.vault
    served = [task.goals for task in vault.tasks if task.path == note.path and task.is_note]
    goals = served[0] if served else vault.goals_of.get(note.path, ())
    yield from _named(
        "serves", [Branch(f"{title_of(goal)}: {account.judged.outcome_of(goal).value}") for goal in goals]
    )
    specs = [
        relation.target
        for relation in vault.relations
        if relation.source == note.path
        and relation.role is Role.IMPLEMENTS
        and relation.stands
        and relation.target
    ]
    yield from _named(
        "built from" if note.kind is Kind.GOAL else "implements", [Branch(title_of(spec)) for spec in specs]
    )


def _goal(account: Account, goal: Note) -> Iterator[Branch]:
    state = account.judged.goals[goal.path]
    because = [Branch(f"because: {state.reason}")]
    if state.next_step:
        because.append(Branch(f"next: {state.next_step}"))
    if state.expiry:
        because.append(Branch(f"expires: {state.expiry}"))
    yield Branch(f"outcome {state.outcome.value}, work {state.work.value}", tuple(because), strong=True)
    yield from _course(account, goal)
    if goal.why:
        yield Branch(f"why: {goal.why}")
    if goal.metric:
        yield Branch(f"metric: {goal.metric}")
    marks = {True: "[x] ", False: "[ ] ", None: ""}
    yield from _named("criteria", [Branch(f"{marks[item.ticked]}{item.text}") for item in goal.criteria])
    vault = account.judged.vault
    yield from _named(
        "subgoals",
        [
            Branch(f"{title_of(path)}: {account.judged.outcome_of(path).value}")
            for path in vault.subgoals_of.get(goal.path, ())
        ],
    )
    specs = [
        Branch(
            f"{title_of(path)}, {vault.notes[path].status or 'no status'}",
            tuple(_spec(account, vault.notes[path])),
        )
        for path in vault.specs_of.get(goal.path, ())
    ]
    yield from _named("specs", specs)
    yield from _named("projects", [Branch(title_of(path)) for path in vault.projects_of.get(goal.path, ())])
    yield from _named("tasks", [_task(task) for task in vault.tasks_of.get(goal.path, ())])
    yield from _checked(account, goal)


def _course(account: Account, note: Note) -> Iterator[Branch]:
    progress = account.judged.progress.get(note.path)
    if progress is not None:
        stages = tuple(
            Branch(f"{'▰' if stage.shown else '▱'} {stage.name}{f': {stage.shown}' if stage.shown else ''}")
            for stage in progress.stages
        )
        yield Branch(f"course {progress.cycle} {progress}", stages)


def _task(task: Task, *goals: str) -> Branch:
    when = f" {task.done_on.day}" if task.done_on else ""
    where = "" if task.is_note else f" ({task.path}:{task.line})"
    served = f", serves {', '.join(title_of(goal) for goal in goals)}" if goals else ""
    return Branch(f"{task.state.value}{when}: {task.title}{where}{served}")


def _checked(account: Account, note: Note) -> Iterator[Branch]:
    checks = [Branch(f"question: {check.question}") for check in note.checks if isinstance(check, Ask)]
    checks += [Branch(f"command: {check.command}") for check in note.checks if isinstance(check, Run)]
    checks += [
        Branch(f"{item.result.value}: {item.check.text} ({item.measured})")
        for item in account.judged.observations.get(note.path, ())
    ]
    yield from _named("checks", checks)
    yield from _named("evidence", list(_evidence(account, note)))


def _evidence(account: Account, note: Note) -> Iterator[Branch]:
    if note.verified is not None:
        yield Branch(f"verified {note.verified}")
    state = account.judged.goals.get(note.path)
    for record in sorted(state.records if state else (), key=lambda one: (one.day.day, one.attempt)):
        seen = ", ".join(link.text for link in record.links)
        said = (record.check, seen, f"by {record.by}" if record.by else "", record.remark)
        yield Branch(" · ".join((f"{record.day.day} {record.result.value}", *filter(None, said))))
    for item in account.artifacts_of.get(note.path, ()):
        if item.role is not Role.IMPLEMENTED_BY:
            yield Branch(f"{item.reference.text}{_presence(item.presence)}")


def _spec(account: Account, spec: Note) -> Iterator[Branch]:
    real = [
        Branch(f"{item.reference.text}{_presence(item.presence)}")
        for item in account.artifacts_of.get(spec.path, ())
        if item.role is Role.IMPLEMENTED_BY
    ]
    real += [
        Branch(f"{title_of(item.path)}{'' if item.counts else ' (not done yet)'}")
        for item in account.judged.vault.implementers_of.get(spec.path, ())
    ]
    yield Branch("implemented by" if real else "implemented by nothing", tuple(real))


def _presence(presence: Presence) -> str:
    return "" if presence is Presence.PRESENT else f" ({presence.value})"


def _work(account: Account, note: Note) -> Iterator[Branch]:
    """Yield the checklist lines of a note; those of a plain note say what they serve."""
    tasks = [task for task in account.judged.vault.tasks if task.path == note.path and not task.is_note]
    plain = note.kind is None
    yield from _named("tasks", [_task(task, *(task.goals if plain else ())) for task in tasks])


def _gaps(account: Account, note: Note) -> Iterator[Branch]:
    gaps = account.told_gaps_of.get(note.path, ())
    yield from _named(
        "gaps",
        [Branch(f"{gap.code} {gap.rule}: {gap.message}", (Branch(f"next: {gap.fix}"),)) for gap in gaps],
    )
