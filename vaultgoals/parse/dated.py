"""The dates of a note: which fields hold one, what its name says, and what has happened when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from vaultgoals.model import Duration, Problem, Role, Stamp, Trouble, fold_key, title_of
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.fields import DONE_KEYS, Fields
from vaultgoals.parse.frontmatter import Property
from vaultgoals.parse.items import items, node_bool, node_stamps
from vaultgoals.parse.rough_dates import day_in_other_form, is_rough
from vaultgoals.parse.yaml_values import Node, Scalar

_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_]?)(\d{2})\2(\d{2})(?!\d)")
_AHEAD = _DUE, _SCHEDULED, _VERIFIED_UNTIL = (Role.DUE, Role.SCHEDULED, Role.VERIFIED_UNTIL)
_START, _DATE, _COMPLETED, _VERIFIED, _REVIEW_INTERVAL = (
    Role.START, Role.DATE, Role.COMPLETED, Role.VERIFIED, Role.REVIEW_INTERVAL,
)  # fmt: skip
# Names of their own, for until Python 3.12 `Role.DUE` costs five times as much as a name does.
_AHEAD_KEYS = frozenset((
    "until", "expires", "target", "targetdate", "end", "enddate", "review", "nextreview", "reviewdate",
))  # fmt: skip
# Dates that say what should happen, not what has.
_NO_DATE = "not read as a date"
_YES = frozenset(("yes", "y", "true", "on", "done"))
_NO = frozenset(("no", "n", "false", "off", "none", "not yet", "-", "open", "pending", "todo"))
_DATED_YES = re.compile(
    r"(?:(?:yes|y|true|done|verified|ok|✅|✔|x)\ufe0f?[\s,;:]+)?(?:on\s+)?(\d{4}-\d{2}-\d{2})(?:\s*\([^()]*\)|\s+by\s.*)?",
    re.IGNORECASE | re.DOTALL,
)
# `yes, 2026-11-02`, `2026-11-02 by Ana`: a day with what belongs to it, and nothing that could take it back.
_INTERVALS = {
    "daily": "1d", "weekly": "1w", "fortnightly": "2w", "monthly": "1mo", "quarterly": "3mo",
    "half-yearly": "6mo", "yearly": "1y", "annually": "1y", "day": "1d", "week": "1w", "month": "1mo",
    "quarter": "3mo", "year": "1y",
}  # fmt: skip


@dataclass(slots=True)
class Dated:
    """Everything about one note that is a date, and the problems met in reading them."""

    verified: Stamp | None = None
    verified_undated: bool = False
    verified_until: Stamp | None = None
    review_interval: Duration | None = None
    due: Stamp | None = None
    scheduled: Stamp | None = None
    start: Stamp | None = None
    completed: Stamp | None = None
    date: Stamp | None = None
    written_dates: tuple[Stamp, ...] = ()
    is_daily: bool = False
    problems: list[Problem] = field(default_factory=list)


def date_in_name(name: str) -> Stamp | None:
    """Return the last date in a file name (``2026-11-21``, ``20261121``, ``2026_11_21``), if it is one."""
    for year, _, month, day in reversed(_DATE_IN_NAME.findall(name)):
        if (stamp := Stamp.parse(f"{year}-{month}-{day}")) is not None:
            return stamp
    return None


def read_dates(path: str, properties: Sequence[Property], fields: Fields, dialect: Dialect) -> Dated:
    """Read every date that a note states. Values that should be dates and are none become problems."""
    dated = Dated()
    title = title_of(path)
    in_name = date_in_name(title)
    daily = _daily_date(path, title, in_name, dialect)
    dated.is_daily = daily is not None
    dated.date = daily or in_name
    if not fields:
        dated.written_dates = (daily,) if daily else ()
        return dated
    dated.verified_until = _latest(fields.get(_VERIFIED_UNTIL), dated.problems, judged=True)
    dated.due = _latest(fields.get(_DUE), dated.problems)
    dated.scheduled = _latest(fields.get(_SCHEDULED), dated.problems)
    dated.start = _latest(fields.get(_START), dated.problems)
    dated.date = _latest(fields.get(_DATE), dated.problems) or dated.date
    dated.completed = _completed(fields)
    _read_verified(fields, dated)
    dated.review_interval = _interval(fields.get(_REVIEW_INTERVAL), dated.problems)
    dated.written_dates = (*_stated(properties, fields), *((daily,) if daily else ()))
    return dated


def _stated(properties: Sequence[Property], fields: Fields) -> list[Stamp]:
    """Return every date in the frontmatter but those of what is still to come."""
    stated = [
        (item, stamps)
        for item in properties
        if (stamps := node_stamps(item.node) or _in_other_form(item.node))
    ]
    if not stated:
        return []
    ahead = {item.key for role in _AHEAD for item in fields.all(role)}
    return [
        stamp
        for item, stamps in stated
        if item.key not in ahead and fold_key(item.key) not in _AHEAD_KEYS
        for stamp in stamps
    ]


def _in_other_form(node: Node) -> tuple[Stamp, ...]:
    if not isinstance(node, Scalar) or "20" not in node.text:
        return ()
    day = day_in_other_form(node.text.strip())
    return (day,) if day else ()


def _daily_date(path: str, title: str, in_name: Stamp | None, dialect: Dialect) -> Stamp | None:
    """Return the day of a daily note: by the vault's format, or by a name that is nothing but a date."""
    match = dialect.daily.fullmatch(path) if dialect.daily else None
    if match is not None:
        try:
            return Stamp(date(int(match["year"]), int(match["month"]), int(match["day"])))
        except ValueError:
            return None
    return in_name if in_name and _DATE_IN_NAME.fullmatch(title) else None


def _latest(item: Property | None, problems: list[Problem], *, judged: bool = False) -> Stamp | None:
    """Return the latest day under a key; a rough one, of which nothing is ``judged``, is told by nobody."""
    if item is None:
        return None
    stamps = node_stamps(item.node)
    is_meant = node_bool(item.node) is not None or (
        not judged and all(is_rough(entry.text) for entry in items(item.node))
    )
    if not stamps and not is_meant:
        _tell(item, "bad-date", _NO_DATE, "Write the date as 2026-11-21.", problems)
    return stamps[0] if len(stamps) == 1 else max(stamps, key=attrgetter("day"), default=None)


def _completed(fields: Fields) -> Stamp | None:
    for item in (*fields.all(_COMPLETED), *fields.named(DONE_KEYS)):
        if stamps := node_stamps(item.node):
            return max(stamps, key=lambda stamp: stamp.day)
    return None


def _read_verified(fields: Fields, dated: Dated) -> None:
    found = fields.all(_VERIFIED)
    if not found:
        return
    # `verified: true` beside `verified_on: 2026-11-01` is one statement in two keys.
    item = next((one for one in found if node_stamps(one.node)), found[0])
    stamps = node_stamps(item.node)
    dated.verified = max(stamps, key=lambda stamp: stamp.day, default=None)
    if stamps or node_bool(item.node) is False:
        return
    word = " ".join(text.text for text in items(item.node)).casefold()
    if (day := _DATED_YES.fullmatch(word)) and (stamp := Stamp.parse(day[1])):
        dated.verified = stamp
        return
    if node_bool(item.node) is True:
        dated.verified_undated = True
    elif word in _YES:
        dated.verified_undated = True
        _tell(
            item,
            "bad-date",
            f"{_NO_DATE}; it was read as yes",
            "Write the date as 2026-11-21.",
            dated.problems,
        )
    elif word not in _NO:
        _tell(item, "bad-date", _NO_DATE, "Write the date it was verified, as 2026-11-21.", dated.problems)


def _interval(item: Property | None, problems: list[Problem]) -> Duration | None:
    if item is None:
        return None
    text = " ".join(entry.text for entry in items(item.node))
    word = text.casefold().removeprefix("every ")
    span = Duration.parse(_INTERVALS.get(word, word))
    if span is None:
        _tell(item, "bad-duration", "not read as a span of time", "Write it as 30d, 2w, 3mo or 1y.", problems)
    return span


def _tell(item: Property, name: str, what: str, fix: str, problems: list[Problem]) -> None:
    text = " ".join(entry.text for entry in items(item.node))
    if "{{" in text:  # a template's placeholder is told as such
        return
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    problems.append(
        Problem(
            name, Trouble.GUESSED, f"{item.key}: {shown!r} is {what}", item.line, fix=fix, subject=item.key
        )
    )
