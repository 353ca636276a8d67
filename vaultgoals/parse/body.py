"""What a note's body says: checklist lines, criteria, inline fields, a reason, links.

A body is parsed only where a cheap look finds something that matters: markdown-it costs some two
hundred times as much as linking the whole vault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from vaultgoals.model import Criterion, InlineField, Reference, State, TaskLine
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.inline_fields import line_fields
from vaultgoals.parse.markdown import PlainLine, parse_body, plain_lines, unmask
from vaultgoals.parse.references import WIKILINK, references
from vaultgoals.parse.task_line import CHECKBOX, read_task_line

LARGEST_BODY = 2_000_000
"""Characters; markdown-it needs about ten seconds for the worst megabyte."""

_TASK_MARK = re.compile(r"^[\s>]*(?:[-*+]|\d+[.)]) +\[.\]", re.MULTILINE)
_REASON_HEADING = re.compile(
    r"^[\s>]*#{1,6}\s+\W*(?:why|intent|purpose|problem)\b", re.MULTILINE | re.IGNORECASE
)
_REASON_WORDS = frozenset(("why", "intent", "purpose", "problem"))
_CRITERIA_HEADINGS = frozenset((
    "successcriteria", "acceptancecriteria", "acceptance", "definitionofdone", "verification", "confirmation",
))  # fmt: skip


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
    if len(text) > LARGEST_BODY or not _matters(text, want_links):
        return reader.body
    tokens, lines = parse_body(text)
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            reader.heading(token, tokens[position + 1])
        elif token.type == "inline" and tokens[position - 1].type != "heading_open":
            reader.text(token, lines, in_item=tokens[position - 2].type == "list_item_open")
    return reader.body


def _matters(text: str, want_links: bool) -> bool:
    if want_links and ("[[" in text or "](" in text):
        return True
    return "::" in text or _TASK_MARK.search(text) is not None or _REASON_HEADING.search(text) is not None


class _Reader:
    """Walks the tokens once, knowing under which heading it is."""

    def __init__(self, dialect: Dialect, first_line: int, want_links: bool) -> None:
        self.body = Body()
        self._dialect = dialect
        self._first_line = first_line
        self._want_links = want_links
        self._criteria_level = 0  # level of the criteria heading we are under; 0 under none
        self._reason = False

    def heading(self, token: Token, inline: Token) -> None:
        """Note where a section of criteria, or the reason of the note, begins or ends."""
        level = int(token.tag[1])
        name = _fold_heading(inline.content)
        if self._criteria_level and level <= self._criteria_level:
            self._criteria_level = 0
        if name in _CRITERIA_HEADINGS or name in self._dialect.criteria_headings:
            self._criteria_level = self._criteria_level or level
        self._reason = name in _REASON_WORDS

    def text(self, token: Token, lines: list[str], *, in_item: bool) -> None:
        """Read the lines of one paragraph; ``in_item`` where it is the first of a list item."""
        for number, plain in enumerate(plain_lines(token)):
            box = CHECKBOX.match(lines[plain.line]) if in_item and number == 0 else None
            if box is not None and plain.text.startswith("["):
                self._box(box[3], plain)
            else:
                self._running(plain)
            if self._want_links:
                self._links(plain)
        if self._reason and not self.body.why:
            self.body.why = " ".join(token.content.split())[:200]

    def _box(self, mark: str, plain: PlainLine) -> None:
        line = self._first_line + plain.line
        text = plain.text[3:].lstrip("*")
        links = tuple(replace(link, line=line) for link in plain.links)
        task = read_task_line(mark, text, line, self._dialect.task_states, links)
        if task is None:
            return
        task = replace(task, text=unmask(task.text, plain.code))
        if self._criteria_level:
            ticked = None if task.state is State.DROPPED else task.state is State.DONE
            self.body.criteria.append(Criterion(task.text, line, ticked))
        elif self._dialect.global_filter in shown_text(plain):
            self.body.tasks.append(task)

    def _running(self, plain: PlainLine) -> None:
        self.body.fields.extend(line_fields(plain.text, self._first_line + plain.line))

    def _links(self, plain: PlainLine) -> None:
        line = self._first_line + plain.line
        for match in WIKILINK.finditer(plain.text):
            self.body.links.extend(references("", match[0], line))
        self.body.links.extend(replace(link, line=line) for link in plain.links)


def shown_text(plain: PlainLine) -> str:
    """Return a plain line as the user sees it, code included."""
    return unmask(plain.text, plain.code)


def _fold_heading(text: str) -> str:
    """Fold a heading: without numbering, emoji, punctuation, spaces and case."""
    return re.sub(r"[\W\d_]+", "", text).casefold()
