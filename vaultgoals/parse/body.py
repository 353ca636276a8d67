"""What a note's body says: checklist lines, criteria, inline fields, a reason, links.

A body is parsed only where a cheap look finds something that matters: markdown-it costs some two
hundred times as much as linking the whole vault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vaultgoals.model import Criterion, Form, InlineField, Reference, State, TaskLine
from vaultgoals.parse.dialect import Dialect, fold_heading
from vaultgoals.parse.inline_fields import line_fields
from vaultgoals.parse.markdown import LINE_END, PlainLine, as_one_text, holds_mask, parse_body, plain_lines
from vaultgoals.parse.references import WIKILINK, references
from vaultgoals.parse.task_line import CHECKBOX, is_task_mark, read_task_line

LARGEST_BODY = 2_000_000
"""Characters; markdown-it needs about ten seconds for the worst megabyte."""

_LONGEST_REASON = 200
_TASK_MARK = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)]) +\[.\]", re.MULTILINE)
# The whole of a line, with marks and numbers around: a heading, underlined or not, or something like it.
_REASON_HEADING = re.compile(
    r"^[^a-z\n]*(?:why|intent|purpose|problem)(?![a-z])[^a-z\n]*(?:\^[a-z0-9-]+)?$",
    re.MULTILINE | re.IGNORECASE,
)
_REASON_HEADINGS = frozenset(("why", "intent", "purpose", "problem"))
_CRITERIA_HEADINGS = frozenset((
    "successcriteria", "acceptancecriteria", "acceptance", "definitionofdone", "verification", "confirmation",
))  # fmt: skip
_OPENINGS = frozenset(("blockquote_open", "list_item_open"))
_CLOSINGS = frozenset(("blockquote_close", "list_item_close"))


@dataclass(slots=True)
class Body:
    """What was found, lines counted as lines of the file."""

    tasks: list[TaskLine] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    fields: list[InlineField] = field(default_factory=list)
    links: list[Reference] = field(default_factory=list)
    why: str = ""


def read_body(text: str, first_line: int, dialect: Dialect, *, want_links: bool) -> Body:
    """Read a body whose first line is line ``first_line`` of the file.

    Args:
        text: the body.
        first_line: from 1.
        dialect: the vault's task statuses, global filter and criteria headings.
        want_links: whether every link of the running text is wanted too (daily notes).
    """
    reader = _Reader(dialect, first_line, want_links)
    if len(text) > LARGEST_BODY:
        return reader.body
    text = LINE_END.sub("\n", text) if "\r" in text else text
    if not _matters(text, want_links):
        return reader.body
    tokens, lines = parse_body(text)
    for position, token in enumerate(tokens):
        if token.type in _OPENINGS:
            reader.enter()
        elif token.type in _CLOSINGS:
            reader.leave()
        elif token.type == "inline":
            before = tokens[position - 1]
            level = int(before.tag[1]) if before.type == "heading_open" else 0
            starts_item = tokens[position - 2].type == "list_item_open"
            plains = list(plain_lines(token))
            reader.block(plains, level, lines[plains[0].line] if starts_item else "")
    return reader.body


def is_ticked(state: State | None) -> bool | None:
    """Return whether a box of this state is ticked; None for one that is cancelled, or no task's."""
    return None if state in (State.DROPPED, None) else state is State.DONE


def _matters(text: str, want_links: bool) -> bool:
    if want_links and ("[[" in text or "](" in text or "]:" in text):
        return True
    return "::" in text or _TASK_MARK.search(text) is not None or _REASON_HEADING.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Sections:
    """Levels of the headings of criteria, and of the reason, that we are under; 0 under none."""

    criteria: int = 0
    reason: int = 0


class _Reader:
    """Walks the blocks once, knowing under which heading each is."""

    def __init__(self, dialect: Dialect, first_line: int, want_links: bool) -> None:
        self.body = Body()
        self._dialect = dialect
        self._first_line = first_line
        self._want_links = want_links
        self._sections = _Sections()
        self._outside: list[_Sections] = []

    def enter(self) -> None:
        """Begin a quote or a list item: a heading in it holds until its end."""
        self._outside.append(self._sections)

    def leave(self) -> None:
        """End a quote or a list item."""
        self._sections = self._outside.pop()

    def block(self, plains: list[PlainLine], level: int, raw: str) -> None:
        """Read a paragraph, or a heading of ``level``.

        ``raw`` is its first line as written where it begins a list item, else empty.
        """
        box = CHECKBOX.match(raw)
        mark = box[3] if box and plains[0].text.startswith(f"[{box[3]}]") else ""
        if level and not mark:
            self._heading(fold_heading(as_one_text(plains)), level)
        elif self._sections.reason and not self.body.why:
            self.body.why = as_one_text(plains)[:_LONGEST_REASON]
        for number, plain in enumerate(plains):
            if number or not mark or not self._box(mark, plain, raw):
                self.body.fields.extend(line_fields(plain.text, self._first_line + plain.line))
            if self._want_links:
                self._links(plain)

    def _heading(self, name: str, level: int) -> None:
        """Note where a section of criteria, or the reason of the note, begins or ends."""
        criteria = self._sections.criteria if level > self._sections.criteria else 0
        reason = self._sections.reason if level > self._sections.reason else 0
        if name in _CRITERIA_HEADINGS or name in self._dialect.criteria_headings:
            criteria = criteria or level
        if name in _REASON_HEADINGS:
            reason = reason or level
        self._sections = _Sections(criteria, reason)

    def _box(self, mark: str, plain: PlainLine, raw: str) -> bool:
        """Read a line with a checkbox; return whether it is a task or a criterion, be it an empty one."""
        states = self._dialect.task_states
        if not is_task_mark(mark, states):
            return False
        line = self._first_line + plain.line
        links = tuple(replace(link, line=line) for link in plain.links)
        task = read_task_line(mark, plain.text[3:].lstrip("*"), line, states, links)
        if task is None:
            return True
        serves = tuple(one for one in task.serves if one.form is Form.WIKILINK or not holds_mask(one.text))
        task = replace(task, text=plain.unmask(task.text).strip(), serves=serves)
        if self._sections.criteria:
            self.body.criteria.append(Criterion(task.text, line, is_ticked(task.state)))
        elif self._dialect.global_filter in raw:
            self.body.tasks.append(task)
        return True

    def _links(self, plain: PlainLine) -> None:
        line = self._first_line + plain.line
        for match in WIKILINK.finditer(plain.text):
            self.body.links.extend(references("", match[0], line))
        self.body.links.extend(replace(link, line=line) for link in plain.links)
