"""The breaker: nothing is written about a vault that looks half empty.

A sync that is not through, a drive that is not there, a folder in a cloud: a correct report on what is
left would be wrong about all the rest, and would take its place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vaultgoals.engine.examine import Examination
from vaultgoals.errors import ShrunkVaultError
from vaultgoals.rollup.history import Record, read_counts, report_path

_SHARE = 5
"""A fall by more than one in five ..."""
_LEAST = 5
"""... and by at least five looks like a vault that is only half there."""


def refuse_loss(examination: Examination, existing: Mapping[str, str], known: Collection[str]) -> None:
    """Raise `ShrunkVaultError` where far fewer goals and specs can be read than there were.

    Measured on the day's report, and on the one before it too: a vault that empties while a watch rewrites
    the day's report loses a few at a time. Where the day's own report already stands that far below the
    one before, somebody has accepted it. Without a report, on what this machine knew last. What is in a
    cloud, unreadable or half-written cannot be read: it is never told as gone, and never written past either.

    Args:
        examination: the run that is about to be written down.
        existing: text by path of the generated notes.
        known: the paths of the goals and specs that were there when this machine last wrote.
    """
    counts = examination.account.counts
    now = counts["goals"] + counts["specs"]
    last, before = _last_reports(examination, existing)
    most = max(_counted(last), _counted(before), 0 if last else len(known))
    if not _fallen(most, now):
        return
    if last is None:
        raise ShrunkVaultError(len(known), now, "the vault when it was last written to")
    if _fallen(_counted(last), now):
        raise ShrunkVaultError(_counted(last), now, last.title)
    if before and not _fallen(_counted(before), _counted(last)):
        raise ShrunkVaultError(_counted(before), now, before.title)


def _fallen(before: int, now: int) -> bool:
    return before - now >= _LEAST and (before - now) * _SHARE > before


def _counted(record: Record | None) -> int:
    return record.goals + record.specs if record else 0


def _last_reports(
    examination: Examination, existing: Mapping[str, str]
) -> tuple[Record | None, Record | None]:
    """Return the newest report up to the day of the run, that day's included, and the one before it.

    The second one is None where the first is of an earlier day: then it is that one that counts.
    """
    today = examination.account.day
    days = [day for day in examination.reports if day <= today]
    records = [_record(examination, existing, day) for day in reversed(days[-2:])]
    records += [None] * (2 - len(records))
    return (records[0], records[1] if days and days[-1] == today else None)


def _record(examination: Examination, existing: Mapping[str, str], day: str) -> Record | None:
    text = existing.get(report_path(examination.config.output, day))
    return None if text is None else read_counts(day, text)
