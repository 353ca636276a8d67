"""What YAML is read into, and what a plain scalar means.

The meaning is that of YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema), which is
how Obsidian reads properties: ``no`` and ``on`` are text, ``12:30`` is text, ``010`` is ten. Dates stay
text until a field asks for a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

MAX_DIGITS = 256
"""Longer integers stay text: Python refuses to read some, and no float could hold them."""

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""The spellings of nothing."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FIRST_OF_NUMBER = frozenset("+-.0123456789")
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_FINITE = re.compile(r"([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


# The three are not frozen, though nothing changes them once they are made: there are ten or twenty in each
# note, and to make a frozen one takes four times as long.


@dataclass(slots=True)
class Scalar:
    """One value as written: for a quoted one or a block its text, for a plain one the characters."""

    text: str
    line: int
    column: int
    plain: bool
    """Whether it is neither quoted nor a block, so that `resolve` may see more than text in it."""


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(slots=True)
class Mapping:
    """A mapping; no key stands twice in it."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping


def resolve(scalar: Scalar) -> bool | int | float | str | None:
    """Return the value of ``scalar``: what a plain one stands for, and the text of any other."""
    text = scalar.text
    if not scalar.plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if text[0] in _FIRST_OF_NUMBER else text


def resolve_number(text: str) -> int | float | None:
    """Return the number that a plain scalar of this text stands for, or None where it is none."""
    if not text or text[0] not in _FIRST_OF_NUMBER:
        return None
    value = _number(text)
    return None if isinstance(value, str) else value


def is_null(scalar: Scalar) -> bool:
    """Whether ``scalar`` stands for nothing."""
    return scalar.plain and scalar.text in NULLS


def key_text(key: Scalar) -> str:
    """Return the name that a mapping's key stands for; the null key is the empty name."""
    return "" if key.text in NULLS and key.plain else key.text


def _number(text: str) -> int | float | str:
    if _DECIMAL.fullmatch(text):
        return int(text) if len(text) <= MAX_DIGITS else text
    if based := _BASED.fullmatch(text):
        if len(text) > MAX_DIGITS:
            return text
        return int(based[1], 8) if based[1] else int(based[2], 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    if named := _NO_FINITE.fullmatch(text):
        return float("nan") if named[1] is None else float(f"{named[1]}inf")
    return text
