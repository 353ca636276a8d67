"""Whether time has passed as it should since the last question."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from tzlocal import reload_localzone

_LEAP = 2.0
"""Seconds by which the two clocks may part without anything having happened."""


class Clock:
    """Compares the wall's clock with one that no sleep, no user and no time server sets."""

    def __init__(self, wall: Callable[[], float]) -> None:
        """``wall`` returns seconds since 1970."""
        self._wall = wall
        self._apart = wall() - monotonic()

    def jumped(self) -> bool:
        """Whether the machine has slept, or its clock was set, since the last question."""
        before, self._apart = self._apart, self._wall() - monotonic()
        return abs(self._apart - before) > _LEAP


def renew_zone() -> None:
    """Take over the system's time zone anew: a notebook may have travelled since the watch began."""
    try:
        reload_localzone()
    except (LookupError, ValueError, OSError):
        return  # a zone that has no name: then its offset is asked for each time
