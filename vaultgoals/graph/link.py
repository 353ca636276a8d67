"""Link notes into a vault: the relations, and from them who serves which goal.

Rebuilt whole at each run: linking 10,000 notes costs less than parsing a hundred of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from vaultgoals.graph.names import Names
from vaultgoals.graph.relations import Resolver, upward
from vaultgoals.model import (
    Implementer,
    Kind,
    Note,
    Notice,
    Reference,
    Relation,
    Role,
    State,
    Task,
    Vault,
)

Value = TypeVar("Value")

_GOAL_FIELDS = ("goal", "goals")


def link(notes: Iterable[Note], files: Iterable[str], names: Names, notices: Iterable[Notice] = ()) -> Vault:
    """Link notes.

    Args:
        notes: every note that was read, those that ask to be left alone included.
        files: the path of every listed file, also of those that were not read.
        names: the index over ``files``.
        notices: what listing and reading had to tell.
    """
    every = sorted(notes, key=attrgetter("path"))
    read = {note.path: note for note in every if not note.ignored}
    left_alone = frozenset(note.path for note in every if note.ignored)
    resolver = Resolver(read, left_alone, names)
    resolved = (
        resolver.resolve(note.path, role, reference)
        for note in read.values()
        if note.serves or note.implements or note.blocked_by
        for role, references in _written(note)
        for reference in references
    )
    relations = upward(resolved, read)
    service = _Service(read, relations)
    with_lines = [note for note in read.values() if note.tasks]
    line_relations = _line_relations(with_lines, read, resolver)
    tasks = (*_note_tasks(read, service), *_line_tasks(with_lines, service, line_relations))
    return Vault(
        notes=read,
        files=frozenset(files),
        relations=relations,
        line_relations=line_relations,
        tasks=tasks,
        tasks_of=_grouped((goal, task) for task in tasks for goal in task.goals),
        specs_of=_grouped(_specs(read, service, relations)),
        projects_of=_grouped(_serving(read, service, Kind.PROJECT)),
        subgoals_of=_grouped(_serving(read, service, Kind.GOAL)),
        goals_of=service.of_each(read),
        implementers_of=_grouped(_implementers(read, relations)),
        notices=tuple(notices),
        find=names.find,
    )


def _written(note: Note) -> tuple[tuple[Role, tuple[Reference, ...]], ...]:
    return (
        (Role.SERVES, note.serves),
        (Role.IMPLEMENTS, note.implements),
        (Role.BLOCKED_BY, note.blocked_by),
    )


class _Service:
    """Which goals a note serves, directly and through projects."""

    def __init__(self, notes: Mapping[str, Note], relations: Sequence[Relation]) -> None:
        self._notes = notes
        self._targets: dict[str, list[str]] = {}
        self._specs: dict[str, list[str]] = {}
        self._goals: dict[str, tuple[str, ...]] = {}
        """What `goals` found: it is asked for each note several times."""
        for relation in relations:
            if relation.target is None or not relation.stands:
                continue
            if relation.role is Role.SERVES:
                self._targets.setdefault(relation.source, []).append(relation.target)
            elif relation.role is Role.IMPLEMENTS:
                self._specs.setdefault(relation.source, []).append(relation.target)

    def goals(self, path: str) -> tuple[str, ...]:
        """Return the goals that the note serves; a project passes on what serves it."""
        if path not in self._targets:
            return ()
        if path not in self._goals:
            found = self.through(self._targets[path])
            self._goals[path] = tuple(goal for goal in found if goal != path)
        return self._goals[path]

    def of_each(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return by path which goals each note serves; most serve none, and are not asked."""
        found: dict[str, tuple[str, ...]] = dict.fromkeys(paths, ())
        found.update((path, self.goals(path)) for path in self._targets)
        return found

    def goals_of_work(self, path: str) -> tuple[str, ...]:
        """Return the goals that a task serves; work on a spec is work for the spec's goals."""
        if path not in self._specs:
            return self.goals(path)
        through_specs = [goal for spec in self._specs[path] for goal in self.goals(spec)]
        return tuple(sorted({*self.goals(path), *through_specs}))

    def through(self, targets: Sequence[str]) -> tuple[str, ...]:
        """Return the goals among ``targets``, and those that the projects among them serve."""
        if not targets:
            return ()
        goals: set[str] = set()
        seen: set[str] = set()
        pending = list(targets)
        while pending:
            target = pending.pop()
            if target in seen:
                continue
            seen.add(target)
            if self._notes[target].kind is Kind.GOAL:
                goals.add(target)
            else:
                pending.extend(self._targets.get(target, ()))
        return tuple(sorted(goals))


def _serving(notes: Mapping[str, Note], service: _Service, kind: Kind) -> Iterator[tuple[str, str]]:
    """Pair goals with the notes of one kind that serve them."""
    for note in notes.values():
        if note.kind is kind:
            yield from ((goal, note.path) for goal in service.goals(note.path))


def _note_tasks(notes: Mapping[str, Note], service: _Service) -> list[Task]:
    found = []
    for note in notes.values():
        if note.kind is Kind.TASK:
            goals = service.goals_of_work(note.path)
            what = (note.path, 1, note.title, note.state, goals, note.completed)
            found.append(Task(*what, repeats=note.repeats))
    return found


def _line_relations(
    with_lines: Iterable[Note], notes: Mapping[str, Note], resolver: Resolver
) -> tuple[Relation, ...]:
    """Resolve what checklist lines name: under a field, a goal or project; by a bare link, a goal."""
    found = []
    for note in with_lines:
        for reference in (reference for line in note.tasks for reference in line.serves):
            relation = resolver.resolve(note.path, Role.SERVES, reference)
            target = notes.get(relation.target or "")
            if reference.key or (relation.stands and target is not None and target.kind is Kind.GOAL):
                found.append(relation)
    return tuple(found)


def _line_tasks(with_lines: Iterable[Note], service: _Service, relations: Sequence[Relation]) -> list[Task]:
    """Return the checklist lines that serve a goal.

    A line serves the goals that it names, else those of its note; one that names a goal that is not
    there serves none. The lines of a task note are the steps of that task: they are counted with it.
    """
    named: dict[tuple[str, int], list[Relation]] = {}
    for relation in relations:
        named.setdefault((relation.source, relation.reference.line), []).append(relation)
    found = []
    for note in with_lines:
        inherited = _inherited(note, service)
        for line in note.tasks:
            own = named.get((note.path, line.line))
            goals = _named_goals(own, inherited, service) if own else inherited
            if goals:
                title = line.text or note.title
                what = (note.path, line.line, title, line.state, goals, line.done)
                found.append(Task(*what, is_note=False, repeats=line.repeats))
    return found


def _named_goals(own: Sequence[Relation], inherited: tuple[str, ...], service: _Service) -> tuple[str, ...]:
    goals = service.through([item.target for item in own if item.target and item.stands])
    if any(item.reference.key in _GOAL_FIELDS and not item.stands for item in own):
        return goals
    return goals or inherited


def _inherited(note: Note, service: _Service) -> tuple[str, ...]:
    if note.kind is Kind.TASK:
        return ()
    if note.kind is Kind.GOAL:
        return (note.path,)
    return service.goals(note.path)


def _specs(
    notes: Mapping[str, Note], service: _Service, relations: Sequence[Relation]
) -> list[tuple[str, str]]:
    """Pair goals with the specs that serve them, and with those they say they are built from."""
    pairs = set(_serving(notes, service, Kind.SPEC))
    for relation in relations:
        source = notes[relation.source]
        if (
            relation.role is Role.IMPLEMENTS
            and relation.target
            and relation.stands
            and source.kind is Kind.GOAL
        ):
            pairs.add((relation.source, relation.target))
    return sorted(pairs)


def _implementers(notes: Mapping[str, Note], relations: Sequence[Relation]) -> list[tuple[str, Implementer]]:
    """Pair specs with what implements them. A goal is no implementation: it names what it is built from."""
    pairs = set()
    for relation in relations:
        source = notes[relation.source]
        if relation.role is not Role.IMPLEMENTS or not relation.target or not relation.stands:
            continue
        if source.kind is Kind.GOAL or relation.target == relation.source:
            continue
        pairs.add((relation.target, Implementer(source.path, _counts(source))))
    return sorted(pairs, key=lambda pair: (pair[0], pair[1].path))


def _counts(source: Note) -> bool:
    """Whether a note that says it implements a spec does so now: work, and a further spec, when done."""
    if source.kind in (Kind.TASK, Kind.PROJECT, Kind.SPEC):
        return source.state is State.DONE
    return source.state is not State.DROPPED


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in sorted(groups.items())}
