"""What the page shows, as values: every text is clean and plain, and nothing knows of HTML."""

from __future__ import annotations

from datetime import date

from vaultgoals.frozen import frozen


@frozen
class Span:
    """A piece of a sentence."""

    text: str
    code: bool = False
    """Whether it is to be typed or compared literally."""
    note: bool = False
    """Whether it names a note."""
    anchor: str = ""
    """Where on the page that note is told; empty where it is not."""


Sentence = tuple[Span, ...]


@frozen
class Name:
    """A note by its title and its place."""

    title: str
    path: str
    """Vault-relative, with ``/``."""
    anchor: str = ""
    """Where on the page it is told; empty where it is not."""


@frozen
class Figure:
    """One number of the summary."""

    value: str
    label: str
    detail: str = ""


@frozen
class Quadrant:
    """One cell of work against outcome."""

    remark: str
    goals: tuple[Name, ...]


@frozen
class QuadrantRow:
    """The goals in one state of work: those that hold apart from the others."""

    title: str
    others: Quadrant
    holding: Quadrant


@frozen
class GoalRow:
    """One goal of the table."""

    name: Name
    outcome: str
    work: str
    done: int
    open: int
    held: int
    """How many subgoals hold ..."""
    children: int
    """... of how many."""
    why: str
    """The user's own reason for the goal."""
    reason: Sentence
    """Why the outcome is what it is."""
    next_step: Sentence
    gaps: int

    @property
    def share(self) -> int:
        """The done tasks in percent; 0 without tasks."""
        total = self.done + self.open
        return self.done * 100 // total if total else 0


@frozen
class GapItem:
    """One gap."""

    id: str
    code: str
    rule: str
    severity: str
    name: Name
    """Its subject; without a title for the vault as a whole."""
    line: int
    goals: tuple[str, ...]
    """By what a filter knows the goals that it stands at or concerns."""
    message: Sentence
    fix: Sentence
    since: str
    days: int
    """For how many days it stands."""
    new: bool


@frozen
class GapSection:
    """The gaps of some rules, gravest first."""

    title: str
    gaps: tuple[GapItem, ...]


@frozen
class Choice:
    """One value that a filter offers."""

    value: str
    label: str
    number: int


@frozen
class Past:
    """A gap of the report before that is not among those of now."""

    name: Name
    code: str
    how: str
    since: str


@frozen
class Branch:
    """One note or task of the goal tree, with what hangs from it."""

    kind: str
    name: Name
    state: str
    """What is said of it in a few words."""
    tone: str = ""
    """The outcome of a goal, or ``done``, ``open``, ``dropped``: how it is coloured."""
    children: tuple[Branch, ...] = ()
    elsewhere: bool = False
    """Whether it is told in full at another place of the tree."""


@frozen
class Course:
    """How far one goal or spec has come along its course."""

    name: Name
    cycle: str
    stages: tuple[tuple[str, str], ...]
    """Each stage, and what shows that it was reached; empty where nothing does."""
    next: str


@frozen
class Line:
    """One row of numbers over the days of a trend; None where a day says nothing."""

    name: str
    values: tuple[int | None, ...]


@frozen
class Trend:
    """Numbers over time, to be drawn and to be read."""

    title: str
    told: str
    """The same in a sentence."""
    days: tuple[date, ...]
    """Ascending; at least two."""
    lines: tuple[Line, ...]
    listed: tuple[int, ...]
    """Which of the days a table has room for."""
    rule: str
    """By what rule these were chosen, as a sentence; empty where they are all."""

    @property
    def rows(self) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
        """The listed days, ISO, each with its numbers."""
        return tuple(
            (self.days[at].isoformat(), tuple(line.values[at] for line in self.lines)) for at in self.listed
        )


@frozen
class Waiting:
    """How long a goal waited, or waits, from its last task done to its outcome seen."""

    name: Name
    done: str
    """The day of the first report in which all its work was done, ISO."""
    verified: str
    """That in which its outcome held; empty where it still waits."""
    days: int
    or_longer: bool
    """Whether its work was done before the first report."""


@frozen
class Page:
    """All that one page shows."""

    day: str
    """The day it speaks of, ISO."""
    summary: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    """Sentences that belong below the summary."""
    square: tuple[QuadrantRow, ...]
    goals: tuple[GoalRow, ...]
    sections: tuple[GapSection, ...]
    no_gap: str
    """What is said where there is no gap; empty where there is one."""
    by_goal: tuple[Choice, ...]
    by_rule: tuple[Choice, ...]
    by_age: tuple[Choice, ...]
    kept: tuple[Past, ...]
    closed: tuple[Past, ...]
    tree: tuple[Branch, ...]
    loose: tuple[Branch, ...]
    """Specs that serve no goal."""
    courses: tuple[Course, ...]
    trends: tuple[Trend, ...]
    waiting: tuple[Waiting, ...]
    """Who waits still, the longest first; then who waited."""
    median: str
    """The median of the waits that are over, in days; empty without any."""
    read: str
    """What was read."""

    @property
    def gaps(self) -> int:
        """How many gaps there are."""
        return sum(len(section.gaps) for section in self.sections)
