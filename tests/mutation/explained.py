"""Survivors that no test has to notice, and why: `explained.txt`, and the kinds in docs/reliability.md."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.mutation.trial import Survivor

_LIST = Path(__file__).parent / "explained.txt"
_PROSE = re.compile(r"""(["'])(?:(?!\1).)*[^\W\d_]+[,:;]? [^\W\d_]+(?:(?!\1).)*\1""")
"""A string of at least two words: what a user reads, and what no code compares."""


def explained(survivor: Survivor) -> bool:
    """Whether a survivor differs in wording alone, or stands in the list."""
    return _is_wording(survivor) or str(survivor) in _listed()


def _is_wording(survivor: Survivor) -> bool:
    taken = [line[2:] for line in survivor.lines if line.startswith("-")]
    put = [line[2:] for line in survivor.lines if line.startswith("+")]
    if len(taken) != len(put):
        return False
    return [_PROSE.sub('""', line) for line in taken] == [_PROSE.sub('""', line) for line in put]


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
