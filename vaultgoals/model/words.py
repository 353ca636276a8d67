"""The closed word lists: kinds, states, severities, outcomes.

The glossary of the project, one name a thing:

- *goal*: an outcome that should be true in the world.
- *task*: a piece of work, a note or a checklist line; it *serves* goals.
- *spec*: a description of something that should exist.
- *implementation*: what makes a spec real (a note, a file, a place in source code, a link).
- *criterion*: one statement by which we would know.
- *check*: one line of ``verify``; an *observation* (read from files) or an *act* (asked or run).
- *evidence*: a dated record of what was checked.
- *outcome*: what the evidence says of a goal; never the user's own ``status``.
- *gap*: one finding of one rule about one subject.
- *rollup*: a note, or a marked region of one, that vaultgoals writes.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a note is. A plain note has none."""

    GOAL = "goal"
    TASK = "task"
    SPEC = "spec"
    PROJECT = "project"


class State(StrEnum):
    """What the user claims of a note or a checklist line, folded from the many spellings."""

    OPEN = "open"
    ACTIVE = "active"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def live(self) -> bool:
        """Whether there may still be something to do."""
        return self not in (State.DONE, State.DROPPED)


class Severity(StrEnum):
    """How much a gap matters; compare with ``rank`` (0 is the gravest)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Position from the gravest on: error 0, warning 1, info 2."""
        return list(Severity).index(self)


class Outcome(StrEnum):
    """What the evidence says of a goal, in order of precedence: the first that holds."""

    DROPPED = "dropped"
    FAILING = "failing"
    UNMEASURABLE = "unmeasurable"
    UNVERIFIED = "unverified"
    SUSPECT = "suspect"
    STALE = "stale"
    ATTESTED = "attested"
    VERIFIED = "verified"

    @property
    def holds(self) -> bool:
        """Whether the goal counts as verified (`attested` does, for every rule but VG303)."""
        return self in (Outcome.ATTESTED, Outcome.VERIFIED)


class Work(StrEnum):
    """The state of the tasks that serve a goal: none of them, some open, or all done."""

    NONE = "none"
    OPEN = "open"
    DONE = "done"


class Role(StrEnum):
    """What a frontmatter key means to vaultgoals; the value is the canonical key."""

    KIND = "type"
    STATUS = "status"
    SERVES = "goal"
    IMPLEMENTS = "implements"
    IMPLEMENTED_BY = "implemented_by"
    BLOCKED_BY = "blocked_by"
    WHY = "why"
    METRIC = "metric"
    CRITERIA = "success_criteria"
    CHECKS = "verify"
    VERIFIED = "verified"
    VERIFIED_BY = "verified_by"
    EVIDENCE = "evidence"
    REVIEW_INTERVAL = "review_interval"
    VERIFIED_UNTIL = "verified_until"
    DUE = "due"
    SCHEDULED = "scheduled"
    START = "start"
    COMPLETED = "completed"
    CYCLE = "cycle"
    DOMAIN = "domain"
    STAGES = "stages"
    WAIVE = "waive"
    IGNORE = "vaultgoals_ignore"
    DATE = "date"
    TAGS = "tags"
    ALIASES = "aliases"
