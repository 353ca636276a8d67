"""Dataview's inline fields, on one line whose code and comments are already masked.

Source: Dataview's documentation and ``src/data-import/inline-field.ts`` (what it takes as a key,
the bracketed and the full-line form, lines over 32,768 characters passed over).
"""

from __future__ import annotations

import re

from vaultgoals.model import InlineField, fold_key

_LONGEST_LINE = 32768
_BRACKETED = re.compile(
    r"\[([^\[\]():]+)::((?:\[\[[^\[\]]*\]\]|[^\[\]])*)\]|\(([^\[\]():]+)::((?:\([^()]*\)|[^()])*)\)"
)
_NO_KEY = re.compile("[][(){}*:\U00100000-\U0010fffd]")  # the last are what stands for code


def bracketed_fields(text: str, line: int) -> tuple[tuple[InlineField, ...], str]:
    """Return the ``[key:: value]`` and ``(key:: value)`` fields, and the text without them."""
    if "::" not in text or len(text) > _LONGEST_LINE:
        return (), text
    fields = []
    for match in _BRACKETED.finditer(text):
        key, value = (match[1], match[2]) if match[1] is not None else (match[3], match[4])
        fields.append(InlineField(fold_key(key), value.strip(), line))
    return tuple(fields), _BRACKETED.sub("", text) if fields else text


def line_fields(text: str, line: int) -> tuple[InlineField, ...]:
    """Return the fields of a line that is no task: bracketed ones, else ``Key:: value``."""
    if "::" not in text:
        return ()
    fields, _ = bracketed_fields(text, line)
    if fields or len(text) > _LONGEST_LINE:
        return fields
    whole = whole_line_field(text, line)
    return () if whole is None else (whole,)


def whole_line_field(text: str, line: int) -> InlineField | None:
    """Return the field that a line is, ``Key:: value``, where it is nothing else."""
    if "::" not in text or len(text) > _LONGEST_LINE:
        return None
    key, _, value = text.partition("::")
    key = key.strip(" \t*_")
    if not key or _NO_KEY.search(key) or value.startswith(":"):
        return None
    return InlineField(fold_key(key), value.strip(" \t*_"), line)
