"""Dataview's fields at the head of a note, read as the properties that its frontmatter does not have.

``goal:: [[Ship]]`` on a line of its own, above the first section, says of the note what ``goal: "[[Ship]]"``
says; Dataview takes both for the same. What a note is, is said in its frontmatter alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from vaultgoals.model import InlineField, Role, fold_key
from vaultgoals.parse.fields import DONE_KEYS, STRUCTURE_KEYS, Fields, KeyTable
from vaultgoals.parse.frontmatter import Property
from vaultgoals.parse.yaml_values import Scalar
from vaultgoals.parse.yaml_values import Sequence as List

_FRONTMATTER_ALONE = frozenset((Role.KIND, Role.TAGS, Role.ALIASES, Role.WAIVE, Role.IGNORE, Role.DATE))
_OTHER_KEYS = frozenset(map(fold_key, (*STRUCTURE_KEYS, *DONE_KEYS)))


def head_properties(head: Sequence[InlineField], fields: Fields, keys: KeyTable) -> tuple[Property, ...]:
    """Return the fields at a note's head as properties, but those of which its frontmatter speaks."""
    values: dict[str, list[Scalar]] = {}
    for item in head:
        if item.value and _is_for(item.key, fields, keys):
            values.setdefault(item.key, []).append(Scalar(item.value, item.line, 1, plain=True))
    return tuple(
        Property(key, found[0].line, found[0] if len(found) == 1 else List(tuple(found), found[0].line, 1))
        for key, found in values.items()
    )


def _is_for(key: str, fields: Fields, keys: KeyTable) -> bool:
    roles = [role for role, _ in keys.get(key, ())]
    if any(role in _FRONTMATTER_ALONE or fields.get(role) for role in roles):
        return False
    if key in _OTHER_KEYS or Role.STATUS in roles:
        return not fields.named((key, *DONE_KEYS))
    return bool(roles)
