"""The properties at the top of a note, read as Obsidian reads them and never by guess in silence.

python-frontmatter does the reading, with a handler of ours: its own finds fences where Obsidian sees
none, strips what it is given and types values by YAML 1.1. So that nothing it strips can be missed,
it is handed the block alone; body and line numbers come from `split`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from vaultgoals.model import Problem, Trouble
from vaultgoals.parse.yaml_faults import shown
from vaultgoals.parse.yaml_nodes import (
    MAX_CHARACTERS,
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlFault,
    compose,
    key_text,
)

_BREAK = re.compile(r"\r\n|\n|\r")
_FENCE_END = r"[ \t]*(?:\r\n|\n|\r)"
_OPENING = re.compile(rf"\ufeff?---{_FENCE_END}")
_CLOSING = re.compile(rf"[\r\n]---(?:{_FENCE_END}|[ \t]*\Z)")
_LONG_CLOSING = re.compile(rf"[\r\n]-{{3,}}(?:{_FENCE_END}|[ \t]*\Z)")
_NEAR_OPENING = re.compile(rf"\ufeff?(?P<blank>(?:[ \t\r\n]*[\r\n])?)(?P<dashes>-{{3,}}){_FENCE_END}")
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#].*)")
_PROSE = "prose-between-rules"
_NOT_MAPPING = "frontmatter-not-mapping"
_LOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Parts:
    """A note cut at its fences."""

    block: str | None
    """The text between the fences; None where there is no frontmatter."""
    block_line: int
    """Line of the file on which the block starts; 0 where there is none."""
    body: str
    """All that follows, untouched."""
    body_line: int
    """Line of the file on which the body starts."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property as written."""

    key: str
    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """What stands at the top of a note."""

    properties: tuple[Property, ...]
    problems: tuple[Problem, ...]
    body: str
    body_line: int
    lost: tuple[Property, ...] = ()
    """What would have been read if the fences were right; Obsidian reads no property in such a note."""
    lost_reason: str = ""
    """``unclosed-frontmatter``, ``blank-line-before-frontmatter`` or ``long-fence``."""
    lost_line: int = 0
    """Line of the fence that is wrong or misplaced."""


class NodeHandler(BaseHandler):
    """python-frontmatter's reader with our fences and our YAML; its values are `Property`."""

    FM_BOUNDARY = _OPENING
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, first_line: int = 2) -> None:
        """``first_line`` is the line of the file on which the block to be read starts."""
        super().__init__()
        self._first_line = first_line

    def detect(self, text: str) -> bool:
        """Whether ``text`` starts with a closed block of frontmatter."""
        return split(text).block is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return block and body; ValueError where there is no frontmatter (the library then has none)."""
        parts = split(text)
        if parts.block is None:
            raise ValueError("no frontmatter")
        return parts.block, parts.body

    def load(self, fm: str) -> dict[str, Any]:
        """Return the block's properties by key; raises `YamlFault` where there is no mapping."""
        node = compose(fm, first_line=self._first_line)
        if node is None:
            return {}
        if isinstance(node, Scalar):
            raise YamlFault(_PROSE, "the text between the rules is prose", node.line, node.column)
        if isinstance(node, Sequence):
            fix = "Write `key: value` lines between the dashes."
            raise YamlFault(_NOT_MAPPING, "the frontmatter is a list", node.line, node.column, fix)
        return {key_text(key): Property(key_text(key), key.line, value) for key, value in node.entries}


def split(text: str) -> Parts:
    """Cut ``text`` at its fences as Obsidian does.

    The first line must be exactly ``---`` (a byte order mark may stand before it, blanks after it), and
    the next such line ends the block. Lines end with LF, CRLF or CR.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    if opening is None or closing is None:
        return Parts(None, 0, text, 1)
    block = text[opening.end() : closing.start() + 1]
    return Parts(block, 2, text[closing.end() :], 3 + _breaks(block))


def read_frontmatter(text: str) -> Frontmatter:
    """Return properties, problems and body of a note's text; raises nothing, whatever the text.

    Frontmatter that does not load has no properties at all and one UNREADABLE problem. Prose between
    two rules is body.
    """
    parts = split(text)
    if parts.block is None:
        return _without_frontmatter(text)
    try:
        properties, problems = _read(parts.block, parts.block_line)
    except YamlFault as fault:
        if fault.name == _PROSE:
            return Frontmatter((), (), text, 1)
        return Frontmatter((), (_told(fault),), parts.body, parts.body_line)
    if parts.body.startswith("---"):
        more, hints = _second_block(parts, {entry.key for entry in properties})
        properties, problems = properties + more, problems + hints
    return Frontmatter(tuple(properties), tuple(problems), parts.body, parts.body_line)


def _read(block: str, first_line: int) -> tuple[list[Property], list[Problem]]:
    if "\r" in block:
        block = _BREAK.sub("\n", block)  # the library replaces only CRLF, which would shift lines after "\r\r\n"
    metadata, _ = frontmatter.parse(f"---\n{block}---\n", handler=NodeHandler(first_line))
    written = [value for value in metadata.values() if isinstance(value, Property)]
    problems: list[Problem] = []
    for entry in written:
        problems += _oddities(entry, block, first_line)
    return _without_double_colons(written), problems


def _without_double_colons(written: list[Property]) -> list[Property]:
    """Return the properties under the keys that are meant; a key that stands as it should wins."""
    exact = {entry.key for entry in written}
    kept: list[Property] = []
    for entry in written:
        key = _meant(entry.key)
        if key == entry.key:
            kept.append(entry)
        elif key not in exact:
            exact.add(key)
            kept.append(Property(key, entry.line, entry.node))
    return kept


def _meant(key: str) -> str:
    """Return ``key`` without the second colon of ``key:: value``."""
    return key.rstrip(": ") or key if key.endswith(":") else key


def _oddities(entry: Property, block: str, first_line: int) -> Iterator[Problem]:
    """Yield what of a property could only be read by guess."""
    key = _meant(entry.key)
    if key != entry.key:
        message = f"`{shown(key)}::` has one colon too many for frontmatter and is read as `{shown(key)}`"
        fix = f"Write `{shown(key)}:` with one colon."
        yield Problem("double-colon", Trouble.GUESSED, message, entry.line, fix=fix, subject=key)
    for scalar in _empty_scalars(entry.node):
        lines = block.split("\n")
        comment = _SWALLOWED.match(lines[scalar.line - first_line], scalar.column - 1)
        if comment:
            message = f"a `#` after a space starts a comment, so a value of `{shown(key)}` is empty"
            fix = f'Put it in quotes: `"{shown(comment[1].rstrip())}"`.'
            line, column = scalar.line, comment.start(1) + 1
            yield Problem("comment-swallowed", Trouble.GUESSED, message, line, column, fix, key)
            break
    if "{{" in block and (scalar := _placeholder(entry)) is not None:
        message = f"the placeholder `{shown(scalar.text)}` was never filled in; it is read as text"
        fix = "Fill it in, or put it in quotes."
        line, column = scalar.line, scalar.column
        yield Problem("template-placeholder", Trouble.GUESSED, message, line, column, fix, key)
