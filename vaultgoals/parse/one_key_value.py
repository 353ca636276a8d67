"""How a value is written into a user's note: plain only where every reader of YAML sees the same in it."""

from __future__ import annotations

import json
import re
from datetime import date

from vaultgoals.parse.yaml_nodes import Scalar

YAML_1_1_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Words that some reader takes for a boolean or for nothing, in whatever case."""

_WORDS = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)*")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # no reader makes a float of these, nor an octal


def written(value: str) -> str:
    """Return ``value`` as one line of YAML; it must hold no control character and no lone surrogate."""
    return value if _stands_plain(value) else quoted(value)


def written_text(value: str) -> str:
    """Return ``value`` as one line of YAML that no reader takes for a number, a date or a truth value."""
    is_words = _WORDS.fullmatch(value) is not None and value.casefold() not in YAML_1_1_WORDS
    return value if is_words else quoted(value)


def quoted(value: str) -> str:
    """Return ``value`` in double quotes on one line of YAML."""
    text = json.dumps(value, ensure_ascii=False)
    # Invisible characters would hide in the note, and Templater looks for `<%` in frontmatter as well.
    return "".join(one if one.isprintable() and one != "<" else _escape(one) for one in text)


def reads_as(value: str) -> Scalar:
    """Return what `written` text is read as, without a place."""
    return Scalar(value, 0, 0, _stands_plain(value))


def _stands_plain(value: str) -> bool:
    if value in ("true", "false") or _INTEGER.fullmatch(value):
        return True
    if _WORDS.fullmatch(value):
        return value.casefold() not in YAML_1_1_WORDS
    return len(value) == len("2026-11-21") and value.isascii() and _is_date(value)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _escape(one: str) -> str:
    return f"\\u{ord(one):04X}" if ord(one) <= 0xFFFF else f"\\U{ord(one):08X}"
