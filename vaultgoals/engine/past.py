"""What the dated reports of earlier days say: read by whoever asks for it, and each report only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultgoals.engine.marked import Marked, digest_of
from vaultgoals.files import VaultFolder
from vaultgoals.rollup.history import report_path

if TYPE_CHECKING:  # a check looks at no past report but the newest
    from vaultgoals.rollup.day import Day


class Past:
    """The reports before the day of a run.

    What was read of a report is used again while the content that stands on disk is the same: a user may
    change a report of any day.
    """

    def __init__(
        self, folder: VaultFolder, marked: Marked, output: str, days: tuple[str, ...], today: str
    ) -> None:
        """Args: the days of all reports, ISO, and that of the run, which is none of the past."""
        self._folder = folder
        self._marked = marked
        self._paths = {day: report_path(output, day) for day in days if day < today}
        self._read: dict[str, tuple[bytes, Day]] = {}
        """By path: the digest of what was read, and what it says."""

    def days(self) -> tuple[Day, ...]:
        """Return what each report says, ascending; one that cannot be read is left out."""
        return tuple(one for day, path in self._paths.items() if (one := self._day(day, path)) is not None)

    def recall(self, before: Past) -> None:
        """Take over what an earlier run of the same process has read."""
        self._read = {path: before._read[path] for path in self._paths.values() if path in before._read}

    def _day(self, day: str, path: str) -> Day | None:
        known = self._read.get(path)
        if known is not None and known[0] == self._marked.digest(path):
            return known[1]
        from vaultgoals.rollup.day import read_day

        file = self._folder.read_note(path)
        if file is None or file.text is None:
            return None
        self._read[path] = digest_of(file.raw), read_day(day, file.text)
        return self._read[path][1]
