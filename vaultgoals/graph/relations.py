"""Each reference of each note, resolved to the state of its link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vaultgoals.graph.names import Names, fold_path
from vaultgoals.model import Form, Kind, LinkState, Note, Reference, Relation, Role, Stamp, fold_key, title_of

FITTING: Mapping[Role, frozenset[Kind]] = {
    Role.SERVES: frozenset((Kind.GOAL, Kind.PROJECT)),
    Role.IMPLEMENTS: frozenset((Kind.SPEC,)),
}
"""What a relation may point at. One may wait for any note at all; of any other file nothing is said."""

STRUCTURE_KEYS = frozenset(("up", "parent", "project", "projects"))
"""Keys under which a target that is no goal or project, or none at all, is no relation and no gap."""


_PARTS_KEYS = frozenset(("goals", "relatedgoals"))
"""Lists under which people name the parts of a goal, or its neighbours, as well as what it serves."""


def upward(relations: Iterable[Relation], notes: Mapping[str, Note]) -> tuple[Relation, ...]:
    """Return the relations, those of a goal to its parts as remarks.

    Where two notes name each other and one of them does so in a list of goals, that list names its parts, and
    a goal that names a project which serves it names its work: neither serves what it is served by.
    """
    every = tuple(relations)
    serving = {
        (item.source, item.target): fold_key(item.reference.key)
        for item in every
        if item.role is Role.SERVES and item.stands and item.source != item.target
    }
    return tuple(_as_remark(item) if _names_part(item, serving, notes) else item for item in every)


def _names_part(
    relation: Relation, serving: Mapping[tuple[str, str | None], str], notes: Mapping[str, Note]
) -> bool:
    if relation.target is None or (relation.source, relation.target) not in serving:
        return False
    back = serving.get((relation.target, relation.source))
    if relation.role is not Role.SERVES or back is None or notes[relation.source].kind is not Kind.GOAL:
        return False
    key = fold_key(relation.reference.key)
    is_list = key == "relatedgoals" or (key in _PARTS_KEYS and back not in _PARTS_KEYS)
    return is_list or notes[relation.target].kind is Kind.PROJECT


def _as_remark(relation: Relation) -> Relation:
    return replace(relation, state=LinkState.REMARK, target=None, candidates=())


class Resolver:
    """Resolves references against all the names of a vault."""

    def __init__(self, notes: Mapping[str, Note], left_alone: frozenset[str], names: Names) -> None:
        self._notes = notes
        self._left_alone = left_alone
        self._names = names
        self._by_alias: dict[str, list[str]] = {}
        for note in notes.values():
            for alias in note.aliases:
                self._by_alias.setdefault(fold_path(alias), []).append(note.path)

    def resolve(self, source: str, role: Role, reference: Reference) -> Relation:
        """Return the relation that ``reference`` makes where it stands in ``source``.

        What a missing one may have meant is said only of a property of a note that has a kind: it
        costs a look at every name in the vault, and of other notes and bare links nothing is told.
        """
        paths = self._names.find(reference.target, source)
        if reference.form is Form.URL and not paths:  # a note may be called `v1.0`, as a release is
            return Relation(source, role, reference, LinkState.EXTERNAL)
        guessed = reference.form in (Form.TEXT, Form.PATH, Form.URL)
        # One may wait for a day (`[[2026-12-01]]`) whose note is not written yet.
        waits_for_day = role is Role.BLOCKED_BY and Stamp.parse(reference.target) is not None
        is_placeholder = "{{" in reference.target  # a template's, which names nothing yet
        quiet = guessed or waits_for_day or is_placeholder or fold_key(reference.key) in STRUCTURE_KEYS
        if not paths:
            state = LinkState.REMARK if quiet else LinkState.MISSING
            note = self._notes.get(source)
            told = reference.key and not quiet and note is not None and note.kind is not None
            hint = self._turned(source, reference) or self.suggest(reference.target) if told else ""
            return Relation(source, role, reference, state, suggestion=hint)
        state = self._state(role, paths[0])
        names_itself = guessed and paths[0] == source  # `spec: S-102` in the spec S-102 is its number
        if names_itself or (state is LinkState.WRONG_KIND and quiet):
            return Relation(source, role, reference, LinkState.REMARK)
        if state is LinkState.RESOLVED and len(paths) > 1:
            state = LinkState.AMBIGUOUS
        return Relation(
            source, role, reference, state, paths[0], paths if len(paths) > 1 else (), "", guessed
        )

    def _state(self, role: Role, path: str) -> LinkState:
        note = self._notes.get(path)
        if note is None:
            is_note = path.lower().endswith(".md") or path in self._left_alone
            return LinkState.UNKNOWN if is_note or role not in FITTING else LinkState.WRONG_KIND
        fitting = FITTING.get(role)
        if fitting is None or note.kind in fitting:
            return LinkState.RESOLVED
        return LinkState.UNKNOWN if note.unreadable else LinkState.WRONG_KIND

    def _turned(self, source: str, reference: Reference) -> str:
        """Return a link the other way round, ``[[shown|note]]`` as wikis and Dendron write it, put right."""
        shown, _, name = reference.text.removeprefix("[[").removesuffix("]]").partition("|")
        if reference.form is not Form.WIKILINK or not name.strip() or not self._names.find(name, source):
            return ""
        return f"[[{name.strip()}|{shown.strip()}]]"

    def suggest(self, target: str) -> str:
        """Return what a link that resolves to nothing may have meant, ready to be written."""
        owners = self._by_alias.get(fold_path(target), [])
        if len(owners) == 1:
            return f"[[{title_of(owners[0])}|{target}]]"
        near = self._names.nearest(target)
        return f"[[{near}]]" if near else ""
