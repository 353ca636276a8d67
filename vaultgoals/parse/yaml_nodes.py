"""A bounded YAML reader that keeps what was written: raw text, place and quoting of every scalar.

PyYAML delivers the events of libyaml (or, without it, of its own parser), and the nodes are composed
here, for three reasons. PyYAML's own composers recurse: about 25,000 levels end the process with a
segmentation fault. Its constructors type scalars by YAML 1.1 (``no`` is false, ``12:30`` is 750),
while Obsidian reads YAML 1.2; see https://yaml.org/spec/1.2.2/#103-core-schema. And aliases make
trees that are small to read and too large to walk. The loop below stops at the first limit passed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from vaultgoals.frozen import frozen
from vaultgoals.parse.yaml_faults import YamlFault, explain, shown, too_deep
from vaultgoals.parse.yaml_tabs import MOST_TABS, without_tab
from vaultgoals.parse.yaml_values import NULLS, Mapping, Node, Scalar, Sequence, key_text, resolve
from vaultgoals.parse.yaml_veil import refuse_control_characters, unveil, veil

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "YamlFault", "compose", "key_text", "resolve"]

_PARSER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
"""Without libyaml the same nodes come some fifteen times slower."""

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 32
MAX_NODES = 10_000


_CORE = "tag:yaml.org,2002:"
_TYPED = frozenset(_CORE + name for name in ("int", "float", "bool", "null"))
_TEXT = frozenset((_CORE + "str", "!"))


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been reached."""

    is_mapping: bool
    line: int
    column: int
    anchor: str | None
    nodes_before: int
    depth: int
    deepest: int
    items: list[Any]


@frozen
class _Anchored:
    """What an anchor stands for; no node while its collection is still open."""

    node: Node | None
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Reading:
    first_line: int
    plane: int
    pure: bool
    special: bool
    """Whether scalars need more than a look: something is hidden in them, or libyaml did not check them."""
    opened: list[_Open]
    anchors: dict[str, _Anchored]
    nodes: int = 0


def compose(text: str, *, first_line: int = 1, pure: bool = False) -> Node | None:
    """Return the one document in ``text`` as nodes, or None where it holds only white space and comments.

    ``first_line`` is the line of the file on which ``text`` starts; ``pure`` leaves libyaml aside.
    A placeholder such as ``{{title}}`` is a plain scalar with that text: no other plain scalar can
    start with a brace. Raises `YamlFault`, and nothing else, for text that cannot be used.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlFault(
            "frontmatter-too-large",
            f"the frontmatter has {len(text):,} characters, more than {MAX_CHARACTERS:,}",
            first_line,
            fix="Move the long text into the body of the note.",
        )
    refuse_control_characters(text, first_line)
    if not text.endswith(("\n", "\r")):
        text += "\n"  # at the end of a line without a break libyaml already counts the next one
    hidden, plane = veil(text, first_line)
    pure = pure or not yaml.__with_libyaml__
    for _ in range(MOST_TABS):
        reading = _Reading(first_line, plane, pure, pure or plane > 0, [], {})
        try:
            parser = yaml.BaseLoader(hidden) if pure else _PARSER(hidden)
            return _read(parser.get_event, reading)
        except YamlFault:
            raise
        except Exception as error:  # PyYAML also lets ValueError, OverflowError and others through
            mended = without_tab(hidden, error)
            if mended is None:
                raise explain(error, text, first_line) from error
            hidden = mended
    raise YamlFault("yaml-syntax", "more tabs separate its values than are read", first_line)


def _read(next_event: Callable[[], Any], reading: _Reading) -> Node | None:
    root: Node | None = None
    opened = reading.opened
    documents = 0
    while (event := next_event()) is not None:
        kind = type(event)
        if kind is ScalarEvent:
            node: Node = _scalar(event, reading)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = _close(opened.pop(), reading)
        elif kind is AliasEvent:
            node = _alias(event, reading)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            opened.append(_open(event, reading))
            continue
        else:
            documents += kind is DocumentStartEvent
            if documents > 1:
                message, fix = "a second YAML document starts here", "Take out the line of dashes before it."
                raise _fault("yaml-second-document", message, event, reading, fix)
            continue
        if opened:
            opened[-1].items.append(node)
        else:
            root = node
    return root


def _scalar(event: ScalarEvent, reading: _Reading) -> Scalar:
    reading.nodes += 1
    if reading.nodes > MAX_NODES:
        raise _too_many(event, reading)
    mark = event.start_mark
    assert mark is not None
    text, line, column, plain = event.value, mark.line + reading.first_line, mark.column + 1, not event.style
    if event.tag is None and event.anchor is None and not reading.special:
        return Scalar(text, line, column, plain)
    if reading.plane:
        text = unveil(text, reading.plane)
    if event.tag is not None:
        if event.tag not in _TYPED and event.tag not in _TEXT:
            raise _tag_fault(event, reading)
        plain = event.tag in _TYPED
    if reading.pure and any("\ud800" <= character <= "\udfff" for character in text):
        message = "an escape stands for half a character"  # libyaml refuses these itself
        raise _fault("yaml-syntax", message, event, reading, "Write the character itself.")
    scalar = Scalar(text, line, column, plain)
    if event.anchor is not None:
        reading.anchors[event.anchor] = _Anchored(scalar)
    return scalar


def _open(event: CollectionStartEvent, reading: _Reading) -> _Open:
    depth = len(reading.opened) + 1
    if depth > MAX_DEPTH:
        raise too_deep(f"values are nested more than {MAX_DEPTH} deep", *_place(event, reading))
    before = reading.nodes
    reading.nodes += 1
    if reading.nodes > MAX_NODES:
        raise _too_many(event, reading)
    is_mapping = type(event) is MappingStartEvent
    if event.tag not in (None, "!", _CORE + ("map" if is_mapping else "seq")):
        raise _tag_fault(event, reading)
    if event.anchor is not None:
        reading.anchors[event.anchor] = _Anchored(None)
    return _Open(is_mapping, *_place(event, reading), event.anchor, before, depth, depth, [])


def _close(done: _Open, reading: _Reading) -> Node:
    node: Node
    if done.is_mapping:
        _refuse_bad_keys(done.items[::2])
        entries = tuple(zip(done.items[::2], done.items[1::2], strict=True))
        node = Mapping(entries, done.line, done.column)
    else:
        node = Sequence(tuple(done.items), done.line, done.column)
    if done.anchor is not None:
        size = reading.nodes - done.nodes_before
        reading.anchors[done.anchor] = _Anchored(node, size, done.deepest - done.depth + 1)
    if reading.opened:
        reading.opened[-1].deepest = max(reading.opened[-1].deepest, done.deepest)
    return node


def _refuse_bad_keys(keys: list[Node]) -> None:
    texts = {key.text for key in keys if type(key) is Scalar}
    if len(texts) == len(keys) and len(texts & NULLS) < 2:  # the usual case, told fast
        return
    seen: dict[str, Scalar] = {}
    for key in keys:
        if not isinstance(key, Scalar):
            message, fix = "a list or mapping stands where a key is wanted", "Put it in quotes."
            raise YamlFault("yaml-complex-key", message, key.line, key.column, fix)
        first = seen.setdefault(key_text(key), key)
        if first is not key:
            message = f"the key `{shown(key.text)}` stands twice, in line {first.line} and in line {key.line}"
            raise YamlFault("duplicate-key", message, key.line, key.column, "Keep one of the two.")


def _alias(event: AliasEvent, reading: _Reading) -> Node:
    """Return what an alias stands for, counted as if it were written out."""
    name = event.anchor or ""
    quote = f'If it is text, put it in quotes: `"*{name}"`.'
    anchored = reading.anchors.get(name)
    if anchored is None:
        raise _fault("yaml-alias", f"the alias `*{name}` stands for nothing", event, reading, quote)
    if anchored.node is None:
        raise _fault("yaml-alias", f"the alias `*{name}` contains itself", event, reading, quote)
    deepest = len(reading.opened) + anchored.height
    reading.nodes += anchored.size
    if reading.nodes > MAX_NODES or deepest > MAX_DEPTH:
        message = f"the alias `*{name}` makes the frontmatter too large to read"
        raise _fault("yaml-alias", message, event, reading, "Write the values out instead.")
    if reading.opened:
        reading.opened[-1].deepest = max(reading.opened[-1].deepest, deepest)
    line, column = _place(event, reading)  # its own, so that what is told of it does not point at the anchor
    return replace(anchored.node, line=line, column=column)


def _too_many(event: Event, reading: _Reading) -> YamlFault:
    message = f"the frontmatter has more than {MAX_NODES:,} values"
    return _fault("yaml-too-many-nodes", message, event, reading, "Move the data into a file of its own.")


def _tag_fault(event: ScalarEvent | CollectionStartEvent, reading: _Reading) -> YamlFault:
    tag = (event.tag or "").replace(_CORE, "!!", 1)
    fix = "If it is text, put it in quotes; else take the tag out."
    return _fault("yaml-tag", f"the tag `{shown(tag)}` is not read", event, reading, fix)


def _fault(name: str, message: str, event: Event, reading: _Reading, fix: str = "") -> YamlFault:
    return YamlFault(name, message, *_place(event, reading), fix)


def _place(event: Event, reading: _Reading) -> tuple[int, int]:
    """Return line and column of the file at which ``event`` starts."""
    mark = event.start_mark
    assert mark is not None  # only events made by hand have none
    return mark.line + reading.first_line, mark.column + 1
