"""The words of a diagnosis: sections of items, each one line."""

from __future__ import annotations

from collections.abc import Sequence

from vaultgoals.frozen import frozen

_FIRST = 3


@frozen
class Item:
    """One thing that was looked at."""

    name: str
    """Stable, kebab-case."""
    text: str
    next_step: str = ""
    """What to do, where something is wrong: an item without it is as it should be, or only told."""

    @property
    def wrong(self) -> bool:
        """Whether it calls for an action."""
        return bool(self.next_step)


@frozen
class Section:
    """What was looked at on one subject."""

    title: str
    items: tuple[Item, ...]


@frozen
class Diagnosis:
    """All that was looked at."""

    sections: tuple[Section, ...]

    @property
    def wrong(self) -> tuple[Item, ...]:
        """The items that call for an action."""
        return tuple(item for section in self.sections for item in section.items if item.wrong)


def first_of(texts: Sequence[str]) -> str:
    """Return the first few of many, and how many more there are."""
    more = len(texts) - _FIRST
    return ", ".join(texts[:_FIRST]) + (f" and {more} more" if more > 0 else "")


def not_read(count: int) -> str:
    """Return how many notes something keeps from being read."""
    return f"{count} note{'s' * (count != 1)} not read"


def size(count: int) -> str:
    """Return a number of bytes as people read it: ``812 bytes``, ``1.4 MB``."""
    if count < 1000:
        return f"{count} bytes"
    amount, units = count / 1000, ["kB", "MB", "GB"]
    while amount >= 999.95 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{amount:.1f} {units[0]}"
