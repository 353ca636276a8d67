"""The linked vault: notes, the relations between them, and what the evidence says of each goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property

from vaultgoals.frozen import frozen
from vaultgoals.model.checks import Observation
from vaultgoals.model.commands import Standing
from vaultgoals.model.cycles import Progress
from vaultgoals.model.findings import Notice
from vaultgoals.model.note import Note, Reference
from vaultgoals.model.records import Record
from vaultgoals.model.time import AsOf, Duration, Stamp
from vaultgoals.model.words import Kind, Outcome, Role, State, Work


class LinkState(StrEnum):
    """Every way in which a reference can be right or wrong."""

    RESOLVED = "resolved"
    """It names one note (or file) of a fitting kind."""
    AMBIGUOUS = "ambiguous"
    """Several of equal rank; the first in path order is taken, and it is told."""
    MISSING = "missing"
    """Nothing in the vault carries that name."""
    WRONG_KIND = "wrong kind"
    """It names a note that cannot stand in this relation."""
    UNKNOWN = "unknown"
    """It names a note that could not be read, or that is left alone: nothing is said of it."""
    EXTERNAL = "external"
    """A URL, or a path that leaves the vault: never fetched, taken to be there."""
    REMARK = "remark"
    """Text that names nothing: no relation, and no gap."""


@frozen
class Relation:
    """One reference of one note, resolved."""

    source: str
    role: Role
    reference: Reference
    state: LinkState
    target: str | None = None
    """Path of what it names, where it names something."""
    candidates: tuple[str, ...] = ()
    """For an ambiguous one: all of equal rank, in path order."""
    suggestion: str = ""
    """For a missing one: what may have been meant, ready to be written."""
    guessed: bool = False
    """Read as a link although it is plain text."""

    @property
    def stands(self) -> bool:
        """Whether the relation counts: it resolves to a note of a fitting kind."""
        return self.state in (LinkState.RESOLVED, LinkState.AMBIGUOUS)


@frozen
class Task:
    """A piece of work: a task note, or a checklist line that serves something."""

    path: str
    line: int
    title: str
    state: State
    goals: tuple[str, ...]
    """Paths of the goals it serves, also through projects and specs, sorted."""
    done_on: Stamp | None = None
    is_note: bool = True
    repeats: bool = False
    """Whether it comes back each time that it is done, and so is never over."""


class Presence(StrEnum):
    """Whether a named artifact is there."""

    PRESENT = "present"
    EMPTY = "empty"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    """Outside the vault or unreadable: nothing is said of it."""


@frozen
class Artifact:
    """One named implementation or piece of evidence, looked up."""

    source: str
    role: Role
    reference: Reference
    presence: Presence
    path: str | None = None
    """Where it is, vault-relative, where it is in the vault."""


@frozen
class Implementer:
    """A note that says it implements a spec."""

    path: str
    counts: bool
    """Work and specs count only when they are done; any other note at once, unless it was dropped."""


@frozen(slots=False)  # without slots: what is derived once is kept beside the fields
class Vault:
    """All notes that were read, and how they hang together. Built whole at each run by `graph.link`."""

    notes: Mapping[str, Note]
    """By path, in path order; notes left alone are not among them."""
    files: frozenset[str]
    """Paths of every file that was listed, notes included."""
    relations: tuple[Relation, ...] = ()
    """Of the notes' properties."""
    line_relations: tuple[Relation, ...] = ()
    """Of checklist lines: what their ``goal`` and ``project`` fields name, and the goals that they link."""
    tasks: tuple[Task, ...] = ()
    tasks_of: Mapping[str, tuple[Task, ...]] = field(default_factory=dict)
    """By goal path."""
    specs_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By goal path: the specs that serve it, or that it says it is built from."""
    projects_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By goal path: the projects that serve it."""
    subgoals_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By goal path: the goals whose parent it is, direct ones only."""
    goals_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By note path: the goals that it serves, also through projects."""
    implementers_of: Mapping[str, tuple[Implementer, ...]] = field(default_factory=dict)
    """By spec path: the notes that say they implement it."""
    notices: tuple[Notice, ...] = ()
    find: Callable[[str, str], tuple[str, ...]] = field(
        default=lambda _target, _source: (), compare=False, repr=False
    )
    """Returns the paths that the target of a link names where it stands, given the path of its note."""

    def of_kind(self, *kinds: Kind) -> tuple[Note, ...]:
        """Return the notes of the given kinds in path order."""
        found = self._of_kinds.get(kinds)
        if found is None:
            found = tuple(note for note in self._of_any_kind if note.kind in kinds)
            self._of_kinds[kinds] = found
        return found

    @cached_property
    def _of_any_kind(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes.values() if note.kind is not None)

    @cached_property
    def _of_kinds(self) -> dict[tuple[Kind, ...], tuple[Note, ...]]:
        """What `of_kind` gave: every rule asks for the goals, or the tasks."""
        return {}

    @property
    def goals(self) -> tuple[Note, ...]:
        """The goals in path order, dropped ones included."""
        return self.of_kind(Kind.GOAL)

    @property
    def specs(self) -> tuple[Note, ...]:
        """The specs in path order."""
        return self.of_kind(Kind.SPEC)


class Source(StrEnum):
    """Where a piece of evidence stands."""

    FRONTMATTER = "frontmatter"
    CRITERIA = "criteria"
    CHECKS = "checks"
    LOG = "log"


@frozen
class Evidence:
    """The newest evidence that stands for a goal."""

    source: Source
    when: Stamp | None
    by: tuple[str, ...] = ()
    """By whom or with what, as written."""
    backed: bool = False
    """Whether more than the doer's word is there: a link to something that exists, or a check."""
    until: str = ""
    """The last day it holds, ISO; empty where it does not expire."""


@frozen
class GoalState:
    """What the evidence says of one goal, and why."""

    path: str
    outcome: Outcome
    work: Work
    reason: str
    """Why the state is what it is: one sentence."""
    next_step: str
    """What would change it: one next action; empty for a goal that holds."""
    expiry: str = ""
    """When the state will next expire if nothing changes, as a clause; empty where nothing holds now."""
    evidence: Evidence | None = None
    failing: tuple[Observation, ...] = ()
    """The observations that make it fail."""
    denied: Record | None = None
    """The line of the evidence log that says no, where that makes it fail."""
    late: tuple[Observation, ...] = ()
    """The heartbeats that are late."""
    changed: tuple[str, ...] = ()
    """What changed since it was verified, where that makes it suspect."""
    records: tuple[Record, ...] = ()
    """Every line of the evidence log about it, as read."""
    contradicting: tuple[Record, ...] = ()
    """Those that say yes and no with equal right: they count for nothing."""
    future_records: tuple[Record, ...] = ()
    """Those dated in the future: they count for nothing."""
    observations: tuple[Observation, ...] = ()
    """Every check of the goal as observed, in the order written."""
    tasks_done: int = 0
    tasks_open: int = 0
    children: tuple[int, int] = (0, 0)
    """Of its subgoals (dropped ones left out): how many hold, how many there are."""


@frozen
class EditedRegion:
    """A generated region whose text was changed by hand."""

    path: str
    line: int
    name: str


@frozen
class Judged:
    """All that a rule may know: the linked vault, and what was observed and concluded."""

    vault: Vault
    as_of: AsOf
    goals: Mapping[str, GoalState]
    """By path, in path order."""
    artifacts: tuple[Artifact, ...] = ()
    observations: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)
    """By note path, for every goal, task and spec with checks."""
    edited_regions: tuple[EditedRegion, ...] = ()
    stalled_after: Duration = Duration(30, "d")
    progress: Mapping[str, Progress] = field(default_factory=dict)
    """By path, every goal and spec that names a known course."""
    commands: Mapping[str, Standing] = field(default_factory=dict)
    """By name, every command that a check names, as it stands on this machine."""

    def outcome_of(self, path: str) -> Outcome:
        """Return the outcome state of a goal."""
        return self.goals[path].outcome

    def tasks_of(self, goal: str, *, done: bool) -> tuple[Task, ...]:
        """Return the done, or the live, tasks that serve ``goal`` (dropped ones are neither)."""
        tasks = self.vault.tasks_of.get(goal, ())
        return tuple(t for t in tasks if (t.state is State.DONE if done else t.state.live))
