"""Which frontmatter key means what: canonical names, aliases, and the user's own names.

Keys are compared without case, ``-``, ``_`` and spaces. The canonical name wins over the user's own
names, these over the aliases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from vaultgoals.model import Form, Kind, Problem, Role, Trouble, fold_key
from vaultgoals.parse.check_lines import asks_something
from vaultgoals.parse.frontmatter import Property
from vaultgoals.parse.items import has_value, items, node_bool, node_references, node_stamps, node_text
from vaultgoals.parse.status import read_status

ALIASES: Mapping[Role, tuple[str, ...]] = {
    Role.KIND: ("kind", "class", "fileClass", "categories"),
    Role.STATUS: ("state",),
    Role.SERVES: ("goals", "supports", "related_goals"),
    Role.IMPLEMENTS: ("spec", "specs", "satisfies"),
    Role.IMPLEMENTED_BY: ("implementation", "references"),
    Role.BLOCKED_BY: ("blockedBy", "depends_on", "dependencies"),
    Role.WHY: ("intent", "problem", "purpose"),
    Role.METRIC: ("measure", "kpi"),
    Role.CRITERIA: ("acceptance_criteria", "acceptance", "definition_of_done"),
    Role.CHECKS: ("verification",),
    Role.VERIFIED: ("verified_on", "last_verified"),
    Role.EVIDENCE: ("proof",),
    Role.REVIEW_INTERVAL: ("review_in", "stale_after"),
    Role.DUE: ("deadline", "due_date"),
    Role.START: ("start_date",),
    Role.COMPLETED: ("completed_date", "completedDate", "finished"),
    Role.DOMAIN: ("area",),
    Role.TAGS: ("tag",),
    Role.ALIASES: ("alias",),
}
"""The names read beside the canonical one."""

STRUCTURE_KEYS = ("up", "parent", "project", "projects")
"""Keys that people use for maps of content too: read beside `goal`, and silent where they name no
goal or project."""

DONE_KEYS = ("done", "completed")
"""Keys that claim a state by being true, or by holding the date it was reached."""

_ANY_NOTE = frozenset(("note", "notes", "page"))
# `type: note` is what templates write into everything: it says nothing.
_LOOSE_KIND_KEYS = ("class", "categories")
# People use these for style sheets and topics too: what else they say does not say what a note is.

_QUIET_ROLES = (Role.KIND, Role.TAGS, Role.ALIASES, Role.WHY, Role.METRIC, Role.DOMAIN)
# A second key for these is everyday life (`type` beside `categories`, `problem` beside `purpose`), and
# nothing that is judged is lost by it.

_LINKS = (Role.SERVES, Role.IMPLEMENTS, Role.IMPLEMENTED_BY, Role.BLOCKED_BY, Role.EVIDENCE)
_DAYS = (Role.DUE, Role.SCHEDULED, Role.START, Role.COMPLETED, Role.VERIFIED)

KeyTable = Mapping[str, tuple[tuple[Role, int], ...]]
"""What each folded key means: the roles it stands for, and its rank among the keys of that role."""


def key_table(own: Mapping[Role, tuple[str, ...]]) -> KeyTable:
    """Return what each key means, the user's ``own`` names of roles included.

    A key that the user names for one role is no alias of another.
    """
    table: dict[str, tuple[tuple[Role, int], ...]] = {}
    claimed = {fold_key(name) for names in own.values() for name in names}
    for role in Role:
        mine = [fold_key(name) for name in (role.value, *own.get(role, ()))]
        aliases = [key for key in map(fold_key, ALIASES.get(role, ())) if key not in claimed]
        for rank, key in enumerate(dict.fromkeys((*mine, *aliases))):
            table[key] = (*table.get(key, ()), (role, rank))
    return table


class Fields:
    """The properties of one note that have a value, asked by role."""

    def __init__(self, properties: Sequence[Property], keys: KeyTable) -> None:
        self._keys = keys
        self._by_key: dict[str, Property] = {}
        ranked: dict[Role, list[tuple[int, bool, Property]]] = {}
        for item in properties:
            if not has_value(item.node):
                continue
            key = fold_key(item.key)
            self._by_key.setdefault(key, item)
            for role, rank in keys.get(key, ()):
                # Of two spellings of one key, the canonical one is that which counts.
                ranked.setdefault(role, []).append((rank, item.key != role.value, item))
        self._by_role = {
            role: [item for *_, item in (sorted(found, key=itemgetter(0, 1)) if len(found) > 1 else found)]
            for role, found in ranked.items()
        }

    def __bool__(self) -> bool:
        """Whether there is any property with a value."""
        return bool(self._by_key)

    def all(self, role: Role) -> Sequence[Property]:
        """Return every property that means ``role``, the one that counts first."""
        return self._by_role.get(role, ())

    def get(self, role: Role) -> Property | None:
        """Return the property that counts for ``role``."""
        found = self._by_role.get(role)
        return found[0] if found else None

    def lines(self) -> tuple[tuple[Role, int], ...]:
        """Return the line of each role that stands."""
        return tuple((role, found[0].line) for role, found in sorted(self._by_role.items()))

    def named(self, names: Sequence[str]) -> list[Property]:
        """Return the properties under any of these folded names, in the order of the names."""
        return [self._by_key[name] for name in names if name in self._by_key]

    def structure(self) -> list[Property]:
        """Return the properties under `STRUCTURE_KEYS`, but those that the user has given a meaning."""
        return [item for item in self.named(STRUCTURE_KEYS) if fold_key(item.key) not in self._keys]

    def says_kind(self) -> bool:
        """Whether the note says what it is, be it nothing of ours: tags and folder rules then do not hold."""
        return any(
            not self.is_loose(item) and node_text(item.node).casefold() not in _ANY_NOTE
            for item in self.all(Role.KIND)
        )

    def is_loose(self, item: Property) -> bool:
        """Whether a property that may say what a note is stands under a key that people use for much else."""
        return fold_key(item.key) in _LOOSE_KIND_KEYS

    def is_page(self) -> bool:
        """Whether the note is laid out as a page of a site: ``layout: post``."""
        return any(node_text(item.node).casefold() not in _ANY_NOTE for item in self.named(("layout",)))

    def problems(self) -> list[Problem]:
        """Tell where a property had to yield to another that means the same and says otherwise."""
        return [
            _beside(winner, other)
            for role, found in self._by_role.items()
            if len(found) > 1 and role not in _QUIET_ROLES
            for winner, other in _pairs(found)
            if node_bool(winner.node) is None  # yes or no: the other key adds the day
            if node_text(other.node) != node_text(winner.node) and _would_say(role, other)
        ]


def _would_say(role: Role, other: Property) -> bool:
    """Whether a property that yields would have said anything: a remark beside a link is a remark.

    `state: California`, `deadline: soft` and `references` to what was read stand beside and mean another.
    """
    if role in _LINKS:
        named = node_references(other.key, other.node)
        return fold_key(other.key) != "references" and any(one.form is not Form.TEXT for one in named)
    if role in _DAYS:
        return bool(node_stamps(other.node))
    if role is Role.STATUS:
        return read_status(node_text(other.node), Kind.SPEC, {})[2]
    return role is not Role.CHECKS or any(asks_something(item.text) for item in items(other.node))


def _pairs(found: Sequence[Property]) -> list[tuple[Property, Property]]:
    """Pair the property that counts with each of the others."""
    return [(found[0], other) for other in found[1:]]


def _beside(winner: Property, other: Property) -> Problem:
    return Problem(
        "alias-beside-canonical",
        Trouble.GUESSED,
        f"{other.key!r} stands beside {winner.key!r} and means the same; {winner.key!r} is used",
        other.line,
        fix=f"Keep one of `{winner.key}` and `{other.key}`.",
        subject=other.key,
    )
