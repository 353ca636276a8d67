"""What is written into the evidence log: one line a record, appended and never changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from vaultgoals.model import Form, Reference
from vaultgoals.model.records import Record
from vaultgoals.parse.check_key import with_keyword
from vaultgoals.parse.evidence_log import read_log
from vaultgoals.parse.evidence_parts import decoded
from vaultgoals.parse.fences import BREAK
from vaultgoals.parse.references import WIKILINK, wiki_target
from vaultgoals.rollup.escape import clean, link, md_text
from vaultgoals.rollup.link_style import LinkStyle

_NO_LIMIT = 2**31
_STAND_IN = "\ue000"
"""Stands for a link while the text around it is made safe; private, so it means nothing in a note."""

_NEVER_IN_LINK = re.compile(
    r"[\[\]<>%`{}$\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffc\ud800-\udfff]"
    r"|::|://|&#?\w+;"
)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WORD_AND_COLON = re.compile(r"\A([A-Za-z]+):")
_KEPT_LINK = re.compile(rf"(?<!!){WIKILINK.pattern}")  # with `!` it would embed
_LIST_LINE = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s|\s+\S")
_URL_KEEPS = frozenset("-._~:/?#@!&'()*+,;=%")
_HOW_TO = (
    "Each line is one look at a goal: the day, the goal, the result (`pass`, `fail`, `open` or `proposed`), "
    "and behind it what was seen and by whom. A line written by hand counts as well: "
    "`- 2026-11-21 · [[Goal]] · pass · [[What was seen]] · by name · note: in your own words`."
)


def log_path(output: str, day: date) -> str:
    """Return the vault path of the log that holds ``day``; ``output`` is the folder for generated notes."""
    folder = output.strip("/")
    return f"{folder}/Evidence/{_month(day)}.md" if folder else f"Evidence/{_month(day)}.md"


def evidence_line(record: Record) -> str:
    """Return ``record`` as a line of the log, without line end; its path and line do not matter.

    `read_log` reads the same record from it, of foreign texts what `clean` leaves of them, in full length.
    Of a day with a time only the day is written. What is no link among ``record.links`` becomes a remark.

    Raises:
        ValueError: nothing readable is left of the goal's name.
    """
    day = date(record.day.day.year, record.day.day.month, record.day.day.day).isoformat()
    links = [_link(item) for item in record.links]
    prose = [item.text for item, written in zip(record.links, links, strict=True) if not written]
    remark = " · ".join(text for text in (*prose, record.remark) if clean(text))
    parts = (
        f"{day} ({record.attempt})" if record.attempt > 1 else day,
        _goal(record.goal),
        record.result.value,
        _text(with_keyword(clean(record.check, limit=_NO_LIMIT)), keep_links=True),
        *links,
        _named("by ", _text(record.by, keep_links=True)),
        _named("criteria ", _text(record.criteria)),
        _named("built ", _text(record.built)),
        _named("note: ", _text(remark)),
    )
    return "- " + " · ".join(part for part in parts if part)


def append(text: str | None, lines: Sequence[str]) -> str:
    """Return the text of a log with ``lines`` at its end, in the order of day and attempt.

    Args:
        text: what stands there now, kept to the byte; None where there is no log yet.
        lines: lines as `evidence_line` gives them, all of one month. Those that the log holds are left out.
    """
    ordered = sorted(dict.fromkeys(lines), key=_day_and_attempt)
    before = text or ""
    held = _held(before)
    new = [line for line in ordered if line not in held]
    if not new:
        return before
    if not before.removeprefix("\ufeff"):
        before += _opening(new[0])
    found = BREAK.search(before)
    ending = found[0] if found else "\n"
    if not before.endswith(("\n", "\r")):
        before += ending
    last = BREAK.split(before)[-2]
    if last.strip() and not _LIST_LINE.match(last):
        before += ending  # a list stands apart from prose and HTML above it
    return before + "".join(line + ending for line in new)


def _opening(line: str) -> str:
    month = line.removeprefix("- ")[:7]
    return (
        "---\ntype: evidence-log\ngenerated_by: vaultgoals\nvaultgoals_ignore: true\n---\n"
        f"# Evidence {month}\n\n{_HOW_TO}\n\n"
    )


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _held(text: str) -> frozenset[str]:
    """Return the lines of the records that a log holds; what stands in code or a comment is none."""
    lines = BREAK.split(text.removeprefix("\ufeff"))
    return frozenset(lines[record.line - 1].strip() for record in read_log("", text)[0])


def _day_and_attempt(line: str) -> tuple[date, int]:
    records, _ = read_log("", line)
    return (records[0].day.day, records[0].attempt) if records else (date.max, 0)


def _named(name: str, value: str) -> str:
    return name + value if value else ""


def _goal(target: str) -> str:
    title = target.rpartition("/")[2] or target
    written = link(f"{target}.md", title, LinkStyle("absolute"), unique=False, source="")
    if not written.startswith("[["):
        written = _text(target)  # in full length
    if not decoded(written).strip():
        raise ValueError(f"nothing readable is left of the goal's name {target!r}")
    return written


def _text(text: str, *, keep_links: bool = False) -> str:
    """Return ``text`` in full length so that it starts nothing and ends no part; safe links may stay."""
    text = clean(text, limit=_NO_LIMIT)
    kept: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        if _NEVER_IN_LINK.search(found[1]):
            return found[0]
        kept.append(found[0])
        return _STAND_IN

    if keep_links and _STAND_IN not in text:
        text = _KEPT_LINK.sub(stand_in, text)
    safe = md_text(text, limit=_NO_LIMIT).replace("·", "&#183;")
    links = iter(kept)
    return re.sub(_STAND_IN, lambda _: next(links), safe) if kept else safe


def _link(item: Reference) -> str:
    """Return a link as a part of a line; empty where it is none, or cannot stand there."""
    text, target = clean(item.text, limit=_NO_LIMIT), clean(item.target, limit=_NO_LIMIT)
    label = text[1:].partition("](")[0] if text.startswith("[") and "](" in text else ""
    if item.form is Form.WIKILINK:
        inner = WIKILINK.fullmatch(text)
        if inner and wiki_target(inner[1]) and not _NEVER_IN_LINK.search(inner[1]):
            return text
        return _markdown(target.rpartition("/")[2], target)
    if item.form is Form.URL and not target.lower().startswith("www."):
        return f"[{_text(decoded(label))}]({_url(target)})" if label else f"<{_url(target)}>"
    if item.form is Form.MARKDOWN:
        return _markdown(decoded(label), target)
    if item.form is Form.TEXT or not target:
        return ""
    if " " in target:  # as bare text it would be a remark
        return _markdown(target.rpartition("/")[2], target)
    return _WORD_AND_COLON.sub(r"\1&#58;", _text(target))


def _markdown(label: str, target: str) -> str:
    written = link(target, label, LinkStyle("absolute", markdown=True), unique=True, source="")
    return written if "](" in written and target else ""


def _url(url: str) -> str:
    """Return ``url`` with everything percent-encoded that is more than a URL, to a plugin or to Markdown."""
    kept = "".join(one if one in _URL_KEEPS or one.isalnum() else quote(one, safe="") for one in url)
    kept = _STRAY_PERCENT.sub("%25", kept)
    return kept.replace("::", ":%3A").replace("(", "%28").replace(")", "%29")
