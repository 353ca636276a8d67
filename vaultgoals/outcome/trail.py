"""What people have said of a goal, over time: its evidence log and its `verified`.

Of several statements on one check the latest counts; on one day a later attempt, and the log before
the frontmatter. A statement from the future counts for nothing, nor do two of equal rank that
disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vaultgoals.frozen import frozen
from vaultgoals.model import Ask, AsOf, Note, Record, RecordResult, Reference, Run, Stamp
from vaultgoals.parse.check_key import check_key

GENERAL = ""
"""The check of a statement about the goal itself."""


def key_of(check: Ask | Run) -> str:
    """Return the key under which statements about a question or a command stand in the log."""
    return check_key(f"ask: {check.question}" if isinstance(check, Ask) else f"run: {check.command}")


@frozen
class Word:
    """The statement that counts for one check of a goal."""

    result: RecordResult
    when: Stamp
    by: tuple[str, ...]
    """With what and by whom, as written, the most telling first."""
    backed: bool
    """Whether it links what was seen."""
    record: Record | None = None
    """None where the frontmatter says it."""


class Trail:
    """The statements about one goal that count at the moment of a run."""

    def __init__(
        self,
        goal: Note,
        records: Sequence[Record],
        as_of: AsOf,
        *,
        backed: bool,
        lost: frozenset[Reference] = frozenset(),
        absent: frozenset[Reference] = frozenset(),
    ) -> None:
        """Keep what was said.

        Args:
            goal: the goal.
            records: the lines of the log about it.
            as_of: the moment of the run.
            backed: whether `evidence` or `verified_by` name anything that is there.
            lost: what records of any goal link that is not there.
            absent: what `evidence` and `verified_by` name that is not there.
        """
        self._lost = lost
        self._absent = absent
        self.contradicting = contradictions(records)
        self.future = tuple(record for record in records if as_of.in_future(record.day))
        out = {*self.contradicting, *self.future}
        self._records = [record for record in records if record not in out] if out else list(records)
        self._goal = goal
        self._as_of = as_of
        self.backed = backed

    @property
    def verified_on(self) -> Stamp | None:
        """The date under `verified`, unless it lies in the future."""
        stamp = self._goal.verified
        return None if stamp is None or self._as_of.in_future(stamp) else stamp

    @property
    def ever_passed(self) -> bool:
        """Whether the goal was verified once, whatever was said since."""
        passed = any(record.result is RecordResult.PASS for record in self._records)
        return passed or self.verified_on is not None

    def shown(self, references: Sequence[Reference]) -> tuple[str, ...]:
        """Return references as written, those of something that is there before the others."""
        there_first = sorted(references, key=lambda one: one in self._lost or one in self._absent)
        return tuple(one.text for one in there_first)

    def word(self, key: str) -> Word | None:
        """Return what was last said of the check ``key``; a statement about the whole goal counts too.

        What a command gave only the log can say. A proposal is nobody's word yet: it stands where nothing
        else does, or a "not yet" before it, and takes back neither a yes nor a no.
        """
        is_command = key.startswith("run:")
        fitting = [
            record
            for record in self._records
            if check_key(record.check) == key or (record.check == GENERAL and not is_command)
        ]
        said = self._said([one for one in fitting if one.result is not RecordResult.PROPOSED], is_command)
        if said is not None and said.result is not RecordResult.OPEN:
            return said
        return self._said(fitting, is_command)

    def _said(self, fitting: Sequence[Record], is_command: bool) -> Word | None:
        """Return the latest of these records, or the date in the frontmatter where that is later."""
        latest = max(fitting, key=_order, default=None)
        verified = None if is_command else self.verified_on
        if verified is not None and (latest is None or verified.day > latest.day.day):
            by = self.shown((*self._goal.evidence, *self._goal.verified_by))
            return Word(RecordResult.PASS, verified, by, self.backed)
        if latest is None:
            return None
        backed = any(link not in self._lost for link in latest.links)
        by = (*self.shown(latest.links), *((latest.by,) if latest.by else ()))
        return Word(latest.result, latest.day, by, backed or is_command, latest)


def contradictions(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records of equal day, attempt and check of which one passes and another fails."""
    both = {RecordResult.PASS, RecordResult.FAIL}
    records = tuple(records)
    if not both <= {record.result for record in records}:
        return ()
    groups: dict[tuple[str, int, str], list[Record]] = {}
    for record in records:
        key = (record.day.day.isoformat(), record.attempt, check_key(record.check))
        groups.setdefault(key, []).append(record)
    return tuple(
        record for group in groups.values() if both <= {one.result for one in group} for record in group
    )


def _order(record: Record) -> tuple[str, int, str, int]:
    return (record.day.day.isoformat(), record.attempt, record.path, record.line)
