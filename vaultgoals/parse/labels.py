"""What a heading, or a word before a colon, announces: the reason of a note, or how anybody would know."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from vaultgoals.parse.dialect import fold_heading

BEGINNING = r"(?:why|intent|purpose|problem|success.criteria|acceptance|definition.of.done)(?![a-z])"
"""How a line begins, marks and numbers aside, that can announce one of them in prose."""

_REASON = frozenset(("why", "intent", "purpose", "problem", "problemstatement"))
_STATED = frozenset(("successcriteria", "acceptancecriteria", "acceptance", "definitionofdone"))
_BOXED = frozenset(("verification", "confirmation"))
# Under these people write how they will look, and what they saw: only a box is a statement there.
_FIRST = re.compile(rf"[^a-z]*{BEGINNING}", re.IGNORECASE)
_LABEL = re.compile(r"([^:\n]{3,40}?)[\s*_]*:(?!:|//)[\s*_]*(.*)", re.DOTALL)
_UNSAID = frozenset((
    "", "tbd", "tba", "todo", "none", "na", "xxx", "tobewritten", "tobedefined", "tobedetermined", "tobedone",
))  # fmt: skip


def is_reason(name: str) -> bool:
    """Whether a folded heading or label announces why: ``Why``, ``Why this matters``, but not ``Why not``."""
    return name in _REASON or (name.startswith("why") and not name.startswith("whynot"))


def is_criteria(name: str, own: AbstractSet[str]) -> bool:
    """Whether checkboxes under a heading of this folded name are criteria; ``own`` are the user's names."""
    return name in _BOXED or is_stated(name, own)


def is_stated(name: str, own: AbstractSet[str]) -> bool:
    """Whether what is written under or behind this folded name says by what anybody would know."""
    return name in _STATED or name in own


def labelled(text: str, own: AbstractSet[str]) -> tuple[str, str]:
    """Return the folded words before a line's first colon and what stands behind it; else empty texts."""
    if ":" not in text or not (own or _FIRST.match(text)):
        return "", ""
    found = _LABEL.match(text)
    return (fold_heading(found[1]), found[2].strip()) if found else ("", "")


def says_something(text: str) -> bool:
    """Whether a text is a statement: no placeholder, no question to be answered, no lead to a list."""
    return fold_heading(text) not in _UNSAID and not text.rstrip(" *_").endswith((":", "?"))
