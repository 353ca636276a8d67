"""What one note says, as read from its text alone: no other note, no file and no clock is known here."""

from __future__ import annotations

import re
from dataclasses import field
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from vaultgoals.frozen import frozen
from vaultgoals.model.checks import Check
from vaultgoals.model.time import Duration, Stamp
from vaultgoals.model.words import Kind, Role, State


class Form(StrEnum):
    """How a reference to something else is written."""

    WIKILINK = "wikilink"
    MARKDOWN = "markdown"
    URL = "url"
    PATH = "path"
    TEXT = "text"


@frozen
class Reference:
    """One item of a relation or of a list of artifacts: a link, a path, a URL, or mere text."""

    key: str
    """The frontmatter key (or inline field) it stands under, as written; empty for a bare link."""
    text: str
    """The item as written, for messages."""
    line: int
    """Line of the file, from 1."""
    form: Form
    target: str
    """What is pointed at: without brackets, display text and fragment; percent-decoded."""


class Trouble(StrEnum):
    """How a problem of reading is told."""

    UNREADABLE = "unreadable"
    """The note, or all of its frontmatter, could not be used: VG902."""
    GUESSED = "guessed"
    """A value was read by guess: VG105, where the note is a goal, task, spec or project."""
    HINT = "hint"
    """Worth telling and no gap: a notice."""


@frozen
class Problem:
    """Something in the note's text that could not be taken as written."""

    name: str
    """A stable kebab-case name: ``yaml-alias``, ``bad-date``, ``unquoted-link`` ..."""
    trouble: Trouble
    message: str
    """What is the matter, as a clause without a full stop."""
    line: int
    column: int = 1
    fix: str = ""
    """One next action, as a sentence; empty where the message says it all."""
    subject: str = ""
    """What it is about (a key, a value): part of the gap's identity, free of line numbers."""


@frozen
class InlineField:
    """A Dataview field in the body: ``[key:: value]``, ``(key:: value)`` or ``Key:: value``."""

    key: str
    """Folded: lower case, without spaces, dashes and underscores."""
    value: str
    line: int


@frozen
class TaskLine:
    """One checklist line that is a task by the grammar of the Tasks plugin."""

    line: int
    text: str
    """The description, without marker, dates and other trailing fields."""
    state: State
    serves: tuple[Reference, ...] = ()
    """The links on the line and the links in its ``goal`` and ``project`` fields."""
    created: Stamp | None = None
    scheduled: Stamp | None = None
    start: Stamp | None = None
    due: Stamp | None = None
    done: Stamp | None = None
    cancelled: Stamp | None = None
    task_id: str = ""
    depends_on: tuple[str, ...] = ()
    repeats: bool = False
    """Whether it comes back each time that it is done."""


@frozen
class Criterion:
    """One statement by which we would know."""

    text: str
    line: int
    ticked: bool | None
    """None where it is no checkbox, or a cancelled one (``[-]``): neither ticked nor unticked."""
    boxed: bool = True
    """Whether it is a checkbox at all; a plain statement is never ticked off."""


@frozen
class Waiver:
    """One line of ``waive``: the gaps of one rule on this note are accepted until a day."""

    text: str
    line: int
    rule: str
    """Code or name of the rule as written; empty where the line could not be read."""
    until: Stamp | None
    """The last day it holds; None where no end stands (then it waives nothing)."""
    reason: str = ""


@frozen
class StageClaim:
    """What a note itself says of one stage."""

    name: str
    """As written, without date and links."""
    line: int
    reached: bool
    """False for a checkbox that is not ticked."""
    day: Stamp | None = None
    links: tuple[Reference, ...] = ()


@frozen
class Measurement:
    """A number that a property or an inline field records."""

    key: str
    """Folded as `InlineField.key`."""
    value: float
    line: int


@frozen
class Note:
    """One note as written. Every line number is a line of the file, from 1."""

    path: str
    """Vault-relative, with ``/``."""
    kind: Kind | None = None
    state: State = State.OPEN
    status: str = ""
    """The status as written; empty where none stands."""
    accepted: bool = False
    """Whether the status is one by which a spec is accepted."""
    unknown_status: bool = False
    """Whether a status stands that no word list knows (it counts as open)."""
    serves: tuple[Reference, ...] = ()
    implements: tuple[Reference, ...] = ()
    implemented_by: tuple[Reference, ...] = ()
    blocked_by: tuple[Reference, ...] = ()
    evidence: tuple[Reference, ...] = ()
    verified_by: tuple[Reference, ...] = ()
    why: str = ""
    metric: str = ""
    criteria: tuple[Criterion, ...] = ()
    checks: tuple[Check, ...] = ()
    verified: Stamp | None = None
    """The latest date under ``verified``."""
    verified_undated: bool = False
    """Whether ``verified`` says true without a date."""
    verified_until: Stamp | None = None
    review_interval: Duration | None = None
    due: Stamp | None = None
    scheduled: Stamp | None = None
    start: Stamp | None = None
    completed: Stamp | None = None
    waivers: tuple[Waiver, ...] = ()
    cycles: tuple[str, ...] = ()
    """What stands under ``cycle``, and in a note with stages under ``domain``: courses, or anything else."""
    stages: tuple[StageClaim, ...] = ()
    """What the note itself says of the stages of its course."""
    aliases: tuple[str, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    date: Stamp | None = None
    """The date the note is about: its ``date`` property, else the one in its name."""
    written_dates: tuple[Stamp, ...] = ()
    """Every past-tense date that the note states, its name included (what VG207 measures)."""
    links: tuple[Reference, ...] = ()
    """Links of the body, read for daily notes only: a daily note that names a goal is movement."""
    problems: tuple[Problem, ...] = ()
    ignored: bool = False
    """Whether ``vaultgoals_ignore`` is set."""
    repeats: bool = False
    """Whether its work comes back each time that it is done (``recurrence`` of a task note)."""
    lines: tuple[tuple[Role, int], ...] = field(default=(), repr=False)
    """The line of each frontmatter role that stands."""

    @property
    def title(self) -> str:
        """The file name without folder and ``.md``: what a link shows."""
        return title_of(self.path)

    def line_of(self, role: Role) -> int:
        """Return the line where ``role`` stands; 1 where it does not."""
        return dict(self.lines).get(role, 1)

    @property
    def unreadable(self) -> bool:
        """Whether the frontmatter, or the whole note, could not be used."""
        return any(problem.trouble is Trouble.UNREADABLE for problem in self.problems)


def title_of(path: str) -> str:
    """Return the file name without folder and without ``.md``."""
    name = path.rpartition("/")[2]
    return name[:-3] if name.lower().endswith(".md") else name


def folder_of(path: str) -> str:
    """Return the folder of a vault path, without a closing slash; empty for the vault's root."""
    return path.rpartition("/")[0]


@lru_cache(maxsize=4096)  # a vault has few keys and many notes
def fold_key(key: str) -> str:
    """Fold a key: without case, spaces, ``-``, ``_``, and without a colon at its end (one typed twice)."""
    return re.sub(r"[\s_-]+", "", normalize("NFC", key).rstrip(": \t")).casefold()
