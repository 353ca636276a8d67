"""The properties at the top of a note, read as Obsidian reads them and never by guess in silence.

A block of plain lines is read by `plain_yaml`, any other by python-frontmatter (`node_handler`); the body and
all line numbers come from `split`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultgoals.model import Problem, Trouble
from vaultgoals.parse.fences import BREAK, Parts, near_miss, split
from vaultgoals.parse.plain_yaml import plain_entries
from vaultgoals.parse.yaml_faults import NOT_MAPPING, PROSE, YamlFault, shown
from vaultgoals.parse.yaml_values import Node, Scalar, Sequence

__all__ = ["Frontmatter", "Parts", "Property", "read_frontmatter", "split"]

_SWALLOWED = re.compile(r"[ \t]+(#[^\s#].*)")


@dataclass(slots=True)
class Property:
    """One property as written. Not frozen, for the reason that `Scalar` is not."""

    key: str
    line: int
    """Line of its key in the file."""
    node: Node


@dataclass(slots=True)
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
    """Line of the fence that is wrong or misplaced; 0 where nothing is lost."""


def read_frontmatter(text: str) -> Frontmatter:
    """Return properties, problems and body of a note's text; raises nothing, whatever the text.

    Frontmatter that does not load has no properties at all and one UNREADABLE problem. A list gives a
    hint and no property. Prose between two rules is body.
    """
    parts = split(text)
    if parts.block is None:
        return _lost(text)
    block = BREAK.sub("\n", parts.block) if "\r" in parts.block else parts.block
    plain = plain_entries(block, parts.block_line)
    if plain is not None and not parts.body.startswith("---"):
        properties = tuple([Property(key, line, node) for key, (line, node) in plain.items()])
        return Frontmatter(properties, (), parts.body, parts.body_line)
    return _read_parts(parts, text)


def _read_parts(parts: Parts, text: str) -> Frontmatter:
    assert parts.block is not None
    try:
        written = _read(parts.block, parts.block_line)
    except YamlFault as fault:
        if fault.name == PROSE:
            return Frontmatter((), (), text, 1)
        return Frontmatter((), (_told(fault),), parts.body, parts.body_line)
    found = _under_meant_keys(written)
    problems = [*_oddities(written, parts.block, parts.block_line)]
    if parts.body.startswith("---"):
        more, told = _second(parts)
        known = {entry.key for entry in found}
        found += [entry for entry in more if entry.key not in known]
        problems += told
    return Frontmatter(tuple(found), tuple(problems), parts.body, parts.body_line)


def _read(block: str, first_line: int) -> list[Property]:
    """Return the properties of ``block`` under their keys as written; raises `YamlFault`."""
    if "\r" in block:  # the library replaces CRLF only, and so would make one line of "\r\r\n"
        block = BREAK.sub("\n", block)
    # Imported here: PyYAML takes as long to come as 500 notes to be read, and most vaults can do without.
    from vaultgoals.parse.node_handler import read_block

    return [Property(key, line, node) for key, (line, node) in read_block(block, first_line).items()]


def _told(fault: YamlFault) -> Problem:
    trouble = Trouble.HINT if fault.name == NOT_MAPPING else Trouble.UNREADABLE
    return Problem(fault.name, trouble, fault.message, fault.line, fault.column, fault.fix)


def _lost(text: str) -> Frontmatter:
    """Return a note without frontmatter, with what its writer may have meant as such."""
    miss = near_miss(text)
    if miss is not None:
        try:
            lost = tuple(_under_meant_keys(_read(miss.block, miss.line + 1)))
        except YamlFault:
            lost = ()
        if lost:
            return Frontmatter((), (), text, 1, lost, miss.reason, miss.line)
    return Frontmatter((), (), text, 1)


def _second(parts: Parts) -> tuple[list[Property], list[Problem]]:
    """Return the properties of a block that follows the frontmatter at once, and what to tell of it."""
    second = split(parts.body)
    if second.block is None:
        return [], []
    try:
        written = _read(second.block, parts.body_line + 1)
    except YamlFault:  # rules with prose between them
        return [], []
    if not written:
        return [], []
    message = "a second frontmatter block follows the first; Obsidian reads only the first"
    fix = "Move its properties into the first block."
    hint = Problem("second-frontmatter", Trouble.HINT, message, parts.body_line, fix=fix)
    return _under_meant_keys(written), [hint, *_oddities(written, second.block, parts.body_line + 1)]


def _under_meant_keys(written: list[Property]) -> list[Property]:
    """Return the properties without second colons; of two for one key that without it is kept."""
    if not any(entry.key.endswith(":") for entry in written):
        return written
    kept = {entry.key: entry for entry in written if _meant(entry.key) == entry.key}
    for entry in written:
        key = _meant(entry.key)
        kept.setdefault(key, Property(key, entry.line, entry.node))
    return sorted(kept.values(), key=lambda entry: entry.line)


def _meant(key: str) -> str:
    """Return ``key`` without the second colon of Dataview's ``key:: value``."""
    return key.rstrip(": ") or key if key.endswith(":") else key


def _oddities(written: list[Property], block: str, first_line: int) -> Iterator[Problem]:
    """Yield what of the properties could be read only by guess."""
    lines = BREAK.split(block) if " #" in block or "\t#" in block else []
    templates = "{{" in block
    for entry in written:
        if entry.key.endswith(":"):
            yield from _double_colon(entry)
        if lines and (found := _swallowed(entry.node, lines, first_line)) is not None:
            message = f"` #` starts a comment, so a value of `{shown(_meant(entry.key))}` is empty"
            fix = f'Put the value in quotes: `"{shown(found.text)}"`.'
            yield _guess("comment-swallowed", message, fix, found, entry)
        if templates and (found := _placeholder(entry.node)) is not None:
            message = f"the placeholder `{shown(found.text)}` was never filled in and is read as text"
            yield _guess("template-placeholder", message, "Fill it in, or put it in quotes.", found, entry)


def _double_colon(entry: Property) -> Iterator[Problem]:
    key = _meant(entry.key)
    if key != entry.key:
        name = shown(key)
        message = f"`{name}::` has one colon too many for frontmatter and is read as `{name}`"
        fix = f"Write `{name}:` with one colon."
        yield Problem("double-colon", Trouble.GUESSED, message, entry.line, fix=fix, subject=key)


def _guess(name: str, message: str, fix: str, found: Scalar, entry: Property) -> Problem:
    return Problem(name, Trouble.GUESSED, message, found.line, found.column, fix, _meant(entry.key))


def _swallowed(node: Node, lines: list[str], first_line: int) -> Scalar | None:
    """Return the first comment that stands where a value, or an item of a list, is empty."""
    for value in node.items if isinstance(node, Sequence) else (node,):
        if not isinstance(value, Scalar) or value.text:
            continue
        row = value.line - first_line
        comment = _SWALLOWED.match(lines[row], value.column - 1) if row < len(lines) else None
        if comment:
            return Scalar(comment[1].rstrip(), value.line, comment.start(1) + 1, plain=True)
    return None


def _placeholder(node: Node) -> Scalar | None:
    """Return the first value that only a placeholder's braces made text."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting += reversed(node.items)
        elif not isinstance(node, Scalar):
            waiting += [child for pair in reversed(node.entries) for child in reversed(pair)]
        elif node.plain and (node.text.startswith("{{") or ": " in node.text or " #" in node.text):
            return node  # no other plain scalar can hold these
    return None
