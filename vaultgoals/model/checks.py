"""The checks that a line of ``verify`` can name, and what observing one gives."""

from __future__ import annotations

from enum import StrEnum

from vaultgoals.frozen import frozen
from vaultgoals.model.time import Duration, Stamp


class Comparison(StrEnum):
    """How a measured number is held against a limit."""

    LE = "<="
    GE = ">="
    EQ = "="
    NE = "!="
    LT = "<"
    GT = ">"

    def holds(self, value: float, limit: float) -> bool:
        """Whether ``value`` stands in this relation to ``limit``."""
        return {
            Comparison.LE: value <= limit,
            Comparison.GE: value >= limit,
            Comparison.EQ: value == limit,
            Comparison.NE: value != limit,
            Comparison.LT: value < limit,
            Comparison.GT: value > limit,
        }[self]


@frozen(kw_only=True)
class CheckLine:
    """What every check has: the line as written and where it stands."""

    text: str
    line: int


@frozen(kw_only=True)
class Ask(CheckLine):
    """A question that only a person can answer."""

    question: str


@frozen(kw_only=True)
class Run(CheckLine):
    """A command, by its name in the configuration. It is never run while notes are only read."""

    command: str


@frozen(kw_only=True)
class Fresh(CheckLine):
    """The newest file that matches is recent."""

    pattern: str
    within: Duration
    by_mtime: bool = False


@frozen(kw_only=True)
class Exists(CheckLine):
    """A file or note is there and not empty."""

    target: str


@frozen(kw_only=True)
class Contains(CheckLine):
    """A text stands in a file or note."""

    needle: str
    target: str


@frozen(kw_only=True)
class Metric(CheckLine):
    """A property or inline field, over the notes of a place, compares so."""

    function: str
    """One of last, min, max, mean, sum."""
    key: str
    comparison: Comparison
    limit: float
    place: str
    within: Duration | None = None


@frozen(kw_only=True)
class Count(CheckLine):
    """A number of notes or checklist lines in a place compares so."""

    what: str
    """One of ``notes``, ``tasks``, ``open tasks``, ``done tasks``."""
    comparison: Comparison
    limit: float
    place: str
    within: Duration | None = None


@frozen(kw_only=True)
class Misread(CheckLine):
    """A line that begins as a check and does not go on as one: neither pass nor fail."""

    message: str
    column: int


Observable = Fresh | Exists | Contains | Metric | Count
Check = Ask | Run | Observable | Misread


class Result(StrEnum):
    """What a check gave. `open` is "not yet", `unknown` is "cannot tell": neither is a failure."""

    PASS = "pass"
    FAIL = "fail"
    OPEN = "open"
    UNKNOWN = "unknown"


@frozen
class Observation:
    """One check as observed at the moment of a run."""

    check: Check
    result: Result
    measured: str
    """What was measured, as a clause: ``the newest of 12 matches is dated 2026-03-04``."""
    newest: Stamp | None = None
    """The newest date among what was looked at, where the check looks at dates."""
    value: float | None = None
    """The measured number of a metric or count."""
    late: bool = False
    """For `Fresh` alone: something matched once and is overdue (VG403)."""
