"""Survivors that no test has to notice, and why: `explained.txt`, and the kinds in docs/reliability.md."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.mutation.trial import Survivor

_LIST = Path(__file__).parent / "explained.txt"
_STRING = re.compile(r"""(f?)(["'])((?:\\.|(?!\2).)*)\2""")
_FIELD = re.compile(r"\{[^{}]*\}")
_PROSE = re.compile(r"[^\W\d_]+[,:;]? [^\W\d_]+")
"""At least two words within a string: what a user reads, and what no code compares."""


def explained(survivor: Survivor) -> bool:
    """Whether a survivor differs in wording alone, or stands in the list."""
    return _is_wording(survivor) or str(survivor) in _listed()


def _is_wording(survivor: Survivor) -> bool:
    taken = [line[2:] for line in survivor.lines if line.startswith("-")]
    put = [line[2:] for line in survivor.lines if line.startswith("+")]
    if len(taken) != len(put):
        return False
    return [_STRING.sub(_unworded, line) for line in taken] == [_STRING.sub(_unworded, line) for line in put]


def _unworded(string: re.Match[str]) -> str:
    """Return prose without its words, but with what code puts between them; any other string as it stands."""
    kept = _FIELD.findall(string[3]) if string[1] else []
    return f'"{"".join(kept)}"' if _PROSE.search(_FIELD.sub("", string[3])) else string[0]


@cache
def _listed() -> frozenset[str]:
    """Return the entries of the list, each a function and the lines of the change, as they are printed."""
    text = _LIST.read_text(encoding="utf-8") if _LIST.exists() else ""
    entries: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("    ") and entries:
            entries[-1].append(line)
        elif line and not line.startswith("#"):
            entries.append([line])
    return frozenset("\n".join(entry) for entry in entries)
