"""The proof that an edit of a note changed one key and nothing else: both texts are read and compared."""

from __future__ import annotations

import re
from itertools import takewhile
from operator import eq
from typing import TypeAlias

from vaultgoals.parse.fences import split
from vaultgoals.parse.frontmatter import read_frontmatter
from vaultgoals.parse.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFault, compose, key_text

_AFTER_BREAK = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_HARMLESS = frozenset(((1, 1), (0, 1), (0, 3)))
"""How many lines may go and come: a line edited, a line added, a block added."""

Shape: TypeAlias = tuple[object, ...]
"""A value without its place: texts, quoting and structure."""


def only_this_changed(before: str, after: str, name: str, wanted: Scalar) -> bool:
    """Whether ``after`` is ``before`` with the key ``name`` reading as ``wanted``, and nothing else.

    The same keys must stand in the same order with equal values, a new key behind all others; the body
    must be the same, and no line but the key's own (or those of a new block) another. Nothing may be
    read by guess that was not before.
    """
    old, new = read_frontmatter(before), read_frontmatter(after)
    guesses = {(problem.name, problem.subject) for problem in old.problems}
    ours = shape_of(wanted)
    told = [(entry.key, shape_of(entry.node)) for entry in old.properties]
    return (
        _line_changes(before, after) in _HARMLESS
        and old.body.removeprefix("\ufeff") == new.body
        and {(problem.name, problem.subject) for problem in new.problems} <= guesses
        and _expected(told, name, ours) == [(entry.key, shape_of(entry.node)) for entry in new.properties]
        and _same_as_written(before, after, name)
    )


def file_lines(text: str) -> list[str]:
    """Return the lines of a file with their line ends: LF, CRLF or CR."""
    return _AFTER_BREAK.split(text)


def _same_as_written(before: str, after: str, name: str) -> bool:
    """Whether also the keys as written are the same: `read_frontmatter` mends some of them."""
    try:
        old, new = _as_written(before), _as_written(after)
    except YamlFault:
        return False
    if name not in old:
        old[name] = (True,)
    others = old.keys() - {name}
    return (
        list(old) == list(new)
        and old[name][0] == new[name][0]
        and all(old[other] == new[other] for other in others)
    )


def _as_written(text: str) -> dict[str, Shape]:
    """Return, for each key of the frontmatter, whether it stands plain, and its value."""
    root = compose(split(text).block or "")
    if root is not None and not isinstance(root, Mapping):
        raise YamlFault("frontmatter-not-mapping", "the frontmatter is no mapping", root.line)
    return {key_text(key): (key.plain, shape_of(node)) for key, node in root.entries} if root else {}


def _expected(entries: list[tuple[str, Shape]], name: str, ours: Shape) -> list[tuple[str, Shape]]:
    if all(key != name for key, _ in entries):
        return [*entries, (name, ours)]
    return [(key, ours if key == name else shape) for key, shape in entries]


def shape_of(node: Node) -> Shape:
    """Return a value without its place."""
    match node:
        case Scalar():
            return (node.text, node.plain)
        case Sequence():
            return ("list", *map(shape_of, node.items))
        case Mapping():
            return ("mapping", *((shape_of(key), shape_of(value)) for key, value in node.entries))


def _line_changes(before: str, after: str) -> tuple[int, int]:
    """Return how many lines went and how many came, in the one place where the texts differ."""
    old, new = file_lines(before.removeprefix("\ufeff")), file_lines(after.removeprefix("\ufeff"))
    shorter = min(len(old), len(new))
    head = len(list(takewhile(bool, map(eq, old, new))))
    tail = len(list(takewhile(bool, map(eq, reversed(old), reversed(new)))))
    same = min(head + tail, shorter)
    return len(old) - same, len(new) - same
