"""Under which headings a block of a body stands, and what prose says there."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from vaultgoals.frozen import frozen
from vaultgoals.model import Criterion
from vaultgoals.parse.labels import is_criteria, is_reason, is_stated, labelled, says_something
from vaultgoals.parse.plain_line import PlainLine, as_one_text

LONGEST_STATEMENT = 200
"""Characters that are kept of a reason or of a criterion in prose."""

_CYCLE_HEADINGS = frozenset(("cycle", "stages"))


@frozen
class Sections:
    """Levels of the headings of criteria, reason and cycle that a block stands under; 0 under none."""

    criteria: int = 0
    stated: int = 0
    """Of criteria that may be prose: nothing below a deeper heading is."""
    reason: int = 0
    cycle: int = 0
    at_head: bool = True
    """Whether no section has begun yet: a title begins none."""

    def below(self, name: str, level: int, own: AbstractSet[str]) -> Sections:
        """Return where the blocks below a heading stand; ``own`` are the user's names of criteria."""
        return Sections(
            criteria=_under(self.criteria, level, starts=is_criteria(name, own)),
            stated=level if is_stated(name, own) else 0,
            reason=_under(self.reason, level, starts=is_reason(name)),
            cycle=_under(self.cycle, level, starts=name in _CYCLE_HEADINGS),
            at_head=self.at_head and level == 1,
        )


def _under(section: int, level: int, *, starts: bool) -> int:
    """Return the level of the section that holds below a heading of ``level``, which may start one itself."""
    if 0 < section < level:
        return section
    return level if starts else 0


def said_in_prose(
    plains: Sequence[PlainLine], sections: Sections, own: AbstractSet[str]
) -> tuple[str, tuple[Criterion, ...]]:
    """Return the reason that a paragraph gives behind a word and a colon, and by what anybody would know.

    That is what stands behind such a word (``Success criteria: the house is warm``), or else the paragraph
    itself, under such a heading.
    """
    why, stated = "", []
    for plain in plains:
        if ":" not in plain.text and not plain.masked:
            continue
        name, text = labelled(plain.shown, own)
        if not name or not says_something(text):
            continue
        if is_reason(name):
            why = why or text[:LONGEST_STATEMENT]
        elif is_stated(name, own):
            stated.append(_statement(text, plain.line))
    if sections.stated and not stated and says_something(text := as_one_text(plains)):
        stated.append(_statement(text, plains[0].line))
    return why, tuple(stated)


def _statement(text: str, line: int) -> Criterion:
    return Criterion(text[:LONGEST_STATEMENT], line, ticked=None, boxed=False)
