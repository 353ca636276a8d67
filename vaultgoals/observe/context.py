"""What every observation is given, and the questions about dates and places that they share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from vaultgoals.frozen import frozen
from vaultgoals.graph.names import Names, fold_path
from vaultgoals.model import AsOf, Duration, Stamp, Vault
from vaultgoals.observe.look import Look
from vaultgoals.observe.targets import Located, Locator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class Context:
    """All that one check may look at."""

    vault: Vault
    names: Names
    look: Look
    as_of: AsOf
    output: str
    """The folder of generated notes: never among what a folder or pattern takes in."""
    source: str = ""
    """Path of the note that the check stands in."""

    def locate(self, target: str) -> Located:
        """Look up the one file or note that a check line names."""
        return Locator(self.vault, self.names, self.look, self.source).target(target)

    def generated(self, path: str) -> bool:
        """Whether ``path`` lies in the folder of generated notes."""
        return fold_path(path).startswith(fold_path(self.output).rstrip("/") + "/")

    def newest(self, stamps: Iterable[Stamp]) -> Stamp | None:
        """Return the latest of ``stamps``; None where there are none."""
        return max(stamps, key=self.order, default=None)

    def order(self, stamp: Stamp) -> tuple[int, bool, timedelta]:
        """Return the key by which dates are ordered: a day without a time lasts to its end."""
        day = self.as_of.day_of(stamp).toordinal()
        if stamp.moment is None:
            return day, True, timedelta()
        moment = stamp.moment if stamp.moment.tzinfo else stamp.moment.replace(tzinfo=self.as_of.zone)
        return day, False, moment - _EPOCH  # instants: in one zone, wall clocks go back once a year

    def current(self, stamp: Stamp | None, within: Duration | None) -> bool:
        """Whether ``stamp`` is there, not in the future, and (where one is set) in the window."""
        if stamp is None or self.as_of.in_future(stamp):
            return False
        return within is None or self.as_of.within(stamp, within)

    def shown(self, stamp: Stamp) -> str:
        """Return ``stamp`` as it is told: its time only where this run has a time too."""
        if self.as_of.moment is None or stamp.moment is None:
            return self.as_of.day_of(stamp).isoformat()
        return str(stamp)

    def window(self, within: Duration) -> str:
        """Return ``2d before 2026-11-21``: what a window reaches back to."""
        if within.unit in ("m", "h") and self.as_of.moment is not None:
            return f"{within} ago"
        return f"{within} before {self.as_of.day.isoformat()}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 match`` or ``12 matches``."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"
