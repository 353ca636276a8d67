"""What a line of the evidence log says: who looked when at which goal, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vaultgoals.frozen import frozen
from vaultgoals.model.note import Reference
from vaultgoals.model.time import Stamp


class RecordResult(StrEnum):
    """What an act gave."""

    PASS = "pass"  # noqa: S105  a result, no password
    FAIL = "fail"
    OPEN = "open"
    """Not yet: no failure."""
    PROPOSED = "proposed"
    """An agent says so; it counts when a person or an observation confirms it."""


@dataclass(slots=True, unsafe_hash=True)
class Record:
    """One line of the evidence log. Nobody changes one; to enforce that would cost 30 ms for 10,000 lines."""

    path: str
    """Vault path of the log note it stands in."""
    line: int
    """Line of the file, from 1."""
    day: Stamp
    attempt: int
    """1, or for a later attempt on the same day the number behind it: ``(2)``."""
    goal: str
    """The target of the link to the goal as written, without brackets, display text and fragment."""
    result: RecordResult
    check: str = ""
    """The check that was performed, always with its keyword; empty where the goal itself was looked at."""
    links: tuple[Reference, ...] = ()
    """What was seen."""
    by: str = ""
    """By whom or by what, as written."""
    criteria: str = ""
    """Hash of the goal's criteria and checks as they were then: 8 hex digits, or empty."""
    built: str = ""
    """Hash of its implementations as they were then: 8 hex digits, or empty."""
    remark: str = ""


@frozen
class OddLine:
    """A line of the evidence log that looks like a record and cannot be read as one."""

    path: str
    line: int
    """Line of the file, from 1."""
    text: str
    """The line as written, without the blanks around it."""
    reason: str
    """What is the matter, as a clause without a full stop."""
