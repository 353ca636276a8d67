"""From one line of the evidence log to a record.

The canonical line; its parts behind the result may stand in any order, and each may be missing::

    - DAY (ATTEMPT) · [[GOAL]] · RESULT · CHECK · LINK · by NAME · criteria HEX · built HEX · note: REMARK

People write such lines by hand, so the separators, the words for a result and the form of the date are
read leniently. What is guessed is only how a thing is spelled, never what was meant: a line without a
clear day, goal and result is told and counts for nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vaultgoals.model import Form, Stamp
from vaultgoals.model.records import OddLine, Record, RecordResult
from vaultgoals.parse.evidence_parts import (
    MARKDOWN_LINK,
    Rest,
    cut_at,
    decoded,
    parts_of,
    target_of,
    wikilink,
)
from vaultgoals.parse.references import WIKILINK, references

_TIME = r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_DATE = rf"[0-9]{{4}}([-/.])[0-9]{{1,2}}\%d[0-9]{{1,2}}(?:{_TIME})?"
_HEAD = re.compile(
    rf"""
    [ \t>]* (?:[-*+]|[0-9]{{1,9}}[.)]) [ \t]+ (?:\[[^\]\n]\][ \t]+)? [*_~]{{0,3}}
    (?: \[\[ (?P<linked>{_DATE % 2}) (?:\|[^\[\]]*)? \]\]
      | (?P<plain>{_DATE % 4}) (?![\w/-]|\.\w)
      | (?P<other>[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\6[0-9]{{4}}) (?!\w)
    )
    [*_~]{{0,3}} (?: [ \t]* \( [ \t]* (?P<attempt>[0-9]{{1,3}}) [ \t]* \) )?
    """,
    re.VERBOSE,
)
_SEPARATOR = re.compile(r"\s*(?:([·•|:;,])|(–|—|-)(?=\s|\Z))?\s*")
_AFTER_RESULT = re.compile(r"\s*[·•|:;,.!–—-]?\s*")
_GOAL = re.compile(rf"[*_~]{{0,3}}(?P<link>{WIKILINK.pattern}|{MARKDOWN_LINK})[*_~]{{0,3}}")
_WORDS = {
    RecordResult.PASS: "pass|passed|passes|yes|y|ok|okay|true|✓|✔️|✔|✅",
    RecordResult.FAIL: "fail|failed|fails|no|n|false|✗|✘|❌",
    RecordResult.OPEN: "open|not yet|not-yet|notyet|later|skip|skipped|?",
    RecordResult.PROPOSED: "proposed|proposal|propose|suggested",
}
_RESULTS = {word: result for result, words in _WORDS.items() for word in words.split("|")}
_RESULT = re.compile(
    rf"[*_~]{{0,3}}({'|'.join(map(re.escape, sorted(_RESULTS, key=len, reverse=True)))})[*_~]{{0,3}}"
    r"(?=[\s\u00a0]*(?:[·•|;,.:!–—(<\[]|-\s|by\b|https?:|\Z))",  # `no idea` is no result
    re.IGNORECASE | re.ASCII,
)
_AS_WRITTEN = re.compile(
    r"""
    -[ ](?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ ]\((?P<attempt>[0-9]{1,3})\))?
    [ ]·[ ]\[\[(?P<goal>[^\[\]\n]+)\]\][ ]·[ ](?P<result>pass|fail|open|proposed)
    (?:[ ]·[ ](?P<check>(?:ask|fresh|exists|contains|metric|count|run):[ ][^\s·\[`][^·\[`]*))?
    (?P<links>(?:[ ]?·[ ]\[\[[^\[\]\n]+\]\])*)
    (?:[ ]?·[ ]by[ ](?P<by>[^\s:·\[`][^·\[`]*))?
    (?:[ ]?·[ ]criteria[ ](?P<criteria>[0-9a-f]{8}))?
    (?:[ ]?·[ ]built[ ](?P<built>[0-9a-f]{8}))?
    (?:[ ]?·[ ]note:[ ](?P<note>[^\s·\[`<][^·\[`</]*))?
    \Z
    """,
    re.VERBOSE,
)
"""The line as vaultgoals writes it, in all but rare cases; those, and what people write, take longer."""


def read_line(path: str, number: int, text: str) -> Record | OddLine | None:
    """Read one line of a log; None where it is no list line that begins with a date. Never raises.

    Args:
        path: vault path of the log.
        number: line of the file, from 1.
        text: the line, without comments.
    """
    exact = _AS_WRITTEN.match(text)
    if exact is not None and (record := _exact(path, number, exact)):
        return record
    head = _HEAD.match(text)
    if head is None:
        return None
    try:
        return _record(path, number, text, head)
    except _NotARecordError as stop:
        return OddLine(path, number, text.strip(), stop.reason)


class _NotARecordError(Exception):
    """The line cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@lru_cache(maxsize=512)
def _day(text: str) -> Stamp | None:
    day, *clock = re.split("[T ]", text, maxsplit=1)
    padded = "-".join(part.zfill(2) for part in re.split("[-/.]", day))
    return Stamp.parse(" ".join((padded, *clock)))


def _exact(path: str, number: int, line: re.Match[str]) -> Record | None:
    """Return what a line says that needs no guess; the same as `_record` would."""
    written, attempt, goal, result, check, links, by, criteria, built, note = line.groups()
    day, target = _day(written), target_of(goal)
    if day is None or not target:
        return None
    return Record(
        path, number, day, max(1, int(attempt or 1)), target, _RESULTS[result],
        decoded(check.rstrip()) if check else "",
        tuple(wikilink(found, number) for found in WIKILINK.finditer(links)) if links else (),
        decoded(by.rstrip()) if by else "", criteria or "", built or "",
        decoded(note.rstrip()) if note else "",
    )  # fmt: skip


def _record(path: str, number: int, text: str, head: re.Match[str]) -> Record:
    written = head["linked"] or head["plain"] or head["other"]
    day = None if head["other"] else _day(written)
    if day is None:
        raise _NotARecordError(f"{written} is no date; write it as 2026-11-21")
    between = _SEPARATOR.match(text, head.end())
    assert between is not None  # it may be empty
    separator = "-" if between[2] else (between[1] or "").replace(":", "")
    goal, at = _goal(text, between.end(), cut_at(separator) if between[0].strip() else None)
    result, at = _result(text, at, goal)
    rest = Rest(number)
    for part in parts_of(text[at:], separator):
        rest.take(part)
    attempt = max(1, int(head["attempt"] or 1))
    return Record(
        path, number, day, attempt, goal, result,
        rest.check, tuple(rest.links), rest.by, rest.criteria, rest.built, " · ".join(rest.remarks),
    )  # fmt: skip


def _goal(text: str, at: int, parts: re.Pattern[str] | None) -> tuple[str, int]:
    """Return the goal that stands at ``at``, and where it ends.

    A goal that is no link ends where the next of the ``parts`` begins.
    """
    link = _GOAL.match(text, at)
    if link is not None:
        goal = target_of(link[2]) if link[2] else _markdown_goal(link["link"])
        end = link.end()
    else:
        cut = next((one for one in parts.finditer(text, at) if one["cut"]), None) if parts else None
        end = cut.start() if cut else len(text)
        goal = decoded(text[at:end].strip().strip("*_~")).strip()
        if goal and cut is None:
            raise _NotARecordError(f"no goal and result can be told apart in {_short(goal)}")
    if not goal:
        raise _NotARecordError("it names no goal")
    return goal, end


def _markdown_goal(link: str) -> str:
    reference = references("", link, 0)[0]
    return "" if reference.form is Form.URL else reference.target


def _result(text: str, at: int, goal: str) -> tuple[RecordResult, int]:
    between = _SEPARATOR.match(text, at)
    assert between is not None  # it may be empty
    found = _RESULT.match(text, between.end())
    if found is None:
        rest = text[between.end() :].strip()
        said = f"{_short(rest)} is no result" if rest else f"no result stands behind {_short(goal)}"
        raise _NotARecordError(f"{said}; write pass, fail, open or proposed")
    after = _AFTER_RESULT.match(text, found.end())
    assert after is not None  # it may be empty
    return _RESULTS[found[1].lower()], after.end()


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
