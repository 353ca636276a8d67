"""What one dated report says in numbers.

A report is text that its owner may have changed, or that an earlier version wrote: what cannot be understood
in it is passed over, and a number that it does not state is unknown (None), never zero.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from vaultgoals.frozen import frozen
from vaultgoals.model import Outcome, Work, title_of

_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<inside>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_NUMBER = re.compile(
    r"^(gaps|gaps_new|gaps_closed|gaps_VG\d{3}|goals|goals_verified|specs|tasks)[ \t]*:[ \t]*"
    r"([\"']?)(\d{1,9})\2[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)
_OLDEST = re.compile(r"^oldest_gap[ \t]*:[ \t]*([\"']?)(\d{4}-\d{2}-\d{2})\1[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_BEGIN = "<!-- vaultgoals:begin goals"
_END = "<!-- vaultgoals:end goals"
_BAR = re.compile(r"(?<!\\)\|")
_WIKILINK = re.compile(r"\[\[(?P<target>[^\[\]|]+?)(?:\\?\|(?P<shown>[^\[\]]*))?\]\]")
_MARKDOWN = re.compile(r"\[(?P<shown>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
_VALUE = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,9}")
_KEPT_PREFIX = "gaps_VG"


@frozen
class GoalLine:
    """One goal as a report's last table lists it."""

    target: str
    """What its link points at, decoded, in the vault's own style; empty where it was no link."""
    title: str
    outcome: Outcome
    work: Work
    done: int
    """How many of its tasks were done ..."""
    open: int
    """... and how many were not."""
    value: float | None = None
    """The first number that its checks measured."""


@frozen
class Day:
    """What one dated report says in numbers; None where it does not say it."""

    day: str
    """ISO."""
    gaps: int | None = None
    new: int | None = None
    closed: int | None = None
    by_code: Mapping[str, int] = field(default_factory=dict)
    """How many gaps of each rule there were, by code, those of which there were any."""
    oldest: str = ""
    """The day since which the oldest gap stood, ISO; empty where there was none."""
    goals: int | None = None
    """Dropped ones included."""
    verified: int | None = None
    specs: int | None = None
    tasks: int | None = None
    lines: tuple[GoalLine, ...] = ()
    """Every goal of the last table, in its order."""

    @property
    def on(self) -> date:
        """The day as a date."""
        return date.fromisoformat(self.day)

    @property
    def live(self) -> int | None:
        """How many goals were not dropped; all of them where the table is missing."""
        return sum(line.outcome is not Outcome.DROPPED for line in self.lines) if self.lines else self.goals

    @property
    def age_of_oldest(self) -> int | None:
        """For how many days the oldest gap stood; 0 where there was no gap, None where that is unknown."""
        if self.oldest:
            return max((self.on - date.fromisoformat(self.oldest)).days, 0)
        return 0 if self.gaps == 0 else None

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How many goals were in each state."""
        return Counter(line.outcome for line in self.lines)


def read_day(day: str, text: str) -> Day:
    """Read the report of a day (ISO, as its file name says)."""
    fenced = _FENCE.match(text)
    front = fenced["inside"] if fenced else ""
    numbers = {match[1]: int(match[3]) for match in _NUMBER.finditer(front)}
    oldest = _OLDEST.search(front)
    return Day(
        day=day,
        gaps=numbers.get("gaps"),
        new=numbers.get("gaps_new"),
        closed=numbers.get("gaps_closed"),
        by_code={
            key.removeprefix("gaps_"): number
            for key, number in sorted(numbers.items())
            if key.startswith(_KEPT_PREFIX)
        },
        oldest=oldest[2] if oldest and _is_day(oldest[2]) else "",
        goals=numbers.get("goals"),
        verified=numbers.get("goals_verified"),
        specs=numbers.get("specs"),
        tasks=numbers.get("tasks"),
        lines=tuple(_lines(_table(text))),
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _table(text: str) -> str:
    """Return the part of a report that holds the table of goals: its last region."""
    begin = text.rfind(_BEGIN)
    if begin < 0:
        return ""
    end = text.find(_END, begin)
    return text[begin : end if end >= 0 else len(text)]


def _lines(table: str) -> Iterator[GoalLine]:
    rows = [row for row in table.split("\n") if row.lstrip().startswith("|")]
    header = tuple(name.casefold() for name in _cells(rows[0])) if rows else ()
    for row in rows[1:]:
        if line := _line(header, row):
            yield line


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(row.strip())[1:]]


@lru_cache(maxsize=8192)
def _line(header: tuple[str, ...], row: str) -> GoalLine | None:
    """Read one row; from one day to the next most of them are the same."""
    cells = dict(zip(header, _cells(row), strict=False))
    try:
        outcome = Outcome(cells.get("outcome", "").strip("*_ "))
        work = Work(cells.get("work", "").strip("*_ "))
    except ValueError:  # the line under the header, or one that somebody has changed
        return None
    target, title = _named(cells.get("goal", ""))
    if not title:
        return None
    value = cells.get("value", "")
    return GoalLine(
        target=target,
        title=title,
        outcome=outcome,
        work=work,
        done=_count(cells.get("done", "")),
        open=_count(cells.get("open", "")),
        value=float(value) if _VALUE.fullmatch(value) else None,
    )


def _count(text: str) -> int:
    return int(text) if _COUNT.fullmatch(text) else 0


def _named(cell: str) -> tuple[str, str]:
    """Return target and title of a goal's cell, whichever way links were written that day."""
    if match := _WIKILINK.fullmatch(cell):
        target = match["target"].partition("#")[0].strip()
        return target, (match["shown"] or title_of(target)).strip()
    if match := _MARKDOWN.fullmatch(cell):
        target = unquote(match["target"].partition("#")[0])
        return target, unescape(match["shown"]) or title_of(target)
    return "", unescape(cell)
