"""One checklist line in the grammar of the Obsidian Tasks plugin, emoji and Dataview form.

Source: obsidian-tasks ``src/Task/TaskRegularExpressions.ts`` and ``DefaultTaskSerializer.ts``: fields
are taken from the end of the line backwards, at most twenty, until unknown text is met. The two
forms are both read, whichever the plugin is set to write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from vaultgoals.model import InlineField, Reference, Stamp, State, TaskLine
from vaultgoals.parse.inline_fields import bracketed_fields
from vaultgoals.parse.references import references, wikilinks

CHECKBOX = re.compile(r"([\s\t>]*)([-*+]|[0-9]+[.)]) +\[(.)\](?=[\s*]|\Z)")
"""A list marker and a box. What follows the box must not make it a link or a footnote."""

_DATES = {"➕": "created", "⏳": "scheduled", "⌛": "scheduled", "🛫": "start", "📅": "due", "📆": "due",
          "🗓": "due", "✅": "done", "❌": "cancelled"}  # fmt: skip
_FIELD_DATES = {"created": "created", "scheduled": "scheduled", "start": "start", "due": "due",
                "completion": "done", "cancelled": "cancelled"}  # fmt: skip
_STAMPS = tuple(dict.fromkeys(_DATES.values()))
_ID = r"[a-zA-Z0-9_-]+"
_TRAILING = re.compile(
    r"\s*(?:"
    rf"(?P<date>[{''.join(_DATES)}])\ufe0f?\s*(?P<day>\d{{4}}-\d{{2}}-\d{{2}})"
    r"|[🔺⏫🔼🔽⏬]\ufe0f?"
    r"|(?P<again>🔁)\ufe0f?\s*[a-zA-Z0-9, !]+"
    r"|🏁\ufe0f?\s*[a-zA-Z]+"
    rf"|🆔\ufe0f?\s*(?P<id>{_ID})"
    rf"|⛔\ufe0f?\s*(?P<on>{_ID}(?:\s*,\s*{_ID})*)"
    r"|(?<![^\s])#[^\s!@#$%^&*(),.?\":{}|<>]+"
    r"|(?<=\s)\^[a-zA-Z0-9-]+"
    r")\s*\Z"
)
_OPEN = State.OPEN
_MOST_FIELDS = 20
_LONGEST_TAIL = 400  # a trailing field is short: looking no further keeps long lines cheap


def read_task_line(
    mark: str, text: str, line: int, states: Mapping[str, State | None], links: tuple[Reference, ...] = ()
) -> TaskLine | None:
    """Read the text behind a checkbox.

    Args:
        mark: the character in the box.
        text: what follows it, code masked.
        line: line of the file.
        states: state by mark; a mark that is not in it is to do, one that maps to None is no task.
        links: the Markdown links of the line (wikilinks are read here).

    Returns:
        The task, or None where the box is empty of text, or of a mark that makes it no task.
    """
    if not is_task_mark(mark, states):
        return None
    fields, rest = bracketed_fields(text, line)
    values, rest = _trailing_fields(rest)
    for item in fields:
        if item.key in _FIELD_DATES:
            values.setdefault(_FIELD_DATES[item.key], item.value)
    title = " ".join(rest.split())
    serves = _served(fields, rest, line) + links
    if not title and not serves:
        return None
    state = states.get(mark) or _OPEN
    if not values and not fields:  # as most lines are
        return TaskLine(line, title, state, serves)
    stamps = {name: Stamp.parse(values[name]) for name in _STAMPS if name in values}
    depends = values.get("on", _field(fields, "dependson"))
    return TaskLine(
        line=line,
        text=title,
        state=state,
        serves=serves,
        task_id=values.get("id", _field(fields, "id")),
        depends_on=tuple(part.strip() for part in depends.split(",") if part.strip()),
        repeats="again" in values or bool(_field(fields, "repeat")),
        **stamps,
    )


def is_task_mark(mark: str, states: Mapping[str, State | None]) -> bool:
    """Whether a box with this mark can be a task: not a footnote's number, nor set up as no task."""
    return states[mark] is not None if mark in states else not mark.isdigit()


def _trailing_fields(text: str) -> tuple[dict[str, str], str]:
    values: dict[str, str] = {}
    if text.isascii() and "#" not in text and "^" not in text:  # no emoji, no tag, no block id
        return values, text
    for _ in range(_MOST_FIELDS):
        start = max(0, len(text) - _LONGEST_TAIL)
        match = _TRAILING.search(text, start)
        if match is None:
            break
        if match["date"]:
            values.setdefault(_DATES[match["date"]], match["day"])
        for name in ("id", "on", "again"):
            if match[name]:
                values.setdefault(name, match[name])
        text = text[: match.start()]
    return values, text


def _served(fields: tuple[InlineField, ...], rest: str, line: int) -> tuple[Reference, ...]:
    found = [
        reference
        for item in fields
        if item.key in ("goal", "goals", "project", "projects")
        for reference in references(item.key, item.value, line)
    ]
    return (*found, *wikilinks(rest, line))


def _field(fields: tuple[InlineField, ...], key: str) -> str:
    return next((item.value for item in fields if item.key == key), "")
