"""What the rules say: gaps, and what is told without being a gap."""

from __future__ import annotations

from hashlib import sha256

from vaultgoals.frozen import frozen
from vaultgoals.model.words import Severity


@frozen
class Place:
    """A line of a note that a gap also speaks of."""

    path: str
    line: int = 1


@frozen
class Finding:
    """What a rule yields: a gap without the rule's own particulars."""

    path: str
    line: int
    message: str
    """One sentence: what is claimed, what is missing, measured on what."""
    fix: str
    """One next action."""
    object: str = ""
    """What within the note it is about; part of the identity. Empty for a goal's outcome gap."""
    goal: str | None = None
    """Path of the goal concerned."""
    related: tuple[Place, ...] = ()
    local: bool = False
    """True of this machine alone: told here, and never written into the vault, which other machines share."""


@frozen
class Gap:
    """One finding of one rule about one subject, with an identity that survives rewording."""

    id: str
    code: str
    rule: str
    severity: Severity
    path: str
    line: int
    subject: str
    goal: str | None
    message: str
    fix: str
    object: str = ""
    related: tuple[Place, ...] = ()
    local: bool = False
    """As in `Finding`."""
    since: str = ""
    """First day, ISO, of the unbroken row of reports that have it; empty until compared with them."""

    @property
    def order(self) -> tuple[str, int, str, str]:
        """The order in which gaps are listed everywhere: path, line, code, id."""
        return (self.path, self.line, self.code, self.id)


def gap_id(code: str, path: str, object_: str) -> str:
    """Return the identity of a gap: 8 hex digits over code, subject path and object.

    Neither message nor line is part of it, so that rewording or moving text makes no new gap.
    """
    return sha256("\0".join((code, path, object_)).encode("utf-8", "surrogatepass")).hexdigest()[:8]


@frozen
class Notice:
    """Something told beside the gaps: a file left out, an oddity in a plain note."""

    path: str
    name: str
    """A stable kebab-case name: ``conflict-copy``, ``template``, ``outside-vault`` ..."""
    message: str
    line: int = 0
    """0 where it is about the whole file."""
