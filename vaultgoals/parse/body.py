"""What a note's body says: checklist lines, criteria, inline fields, a reason, links.

A body is looked into only where a cheap look finds something that matters, and then piece by piece:
markdown-it, which takes a millisecond for two kilobytes, is asked only for the pieces that matter and
are not plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vaultgoals.model import Criterion, Form, InlineField, Reference, State, TaskLine
from vaultgoals.parse.dialect import Dialect, fold_heading
from vaultgoals.parse.inline_fields import line_fields, whole_line_field
from vaultgoals.parse.labels import BEGINNING
from vaultgoals.parse.pieces import Piece, can_be_cut, pieces, without_plain_comments
from vaultgoals.parse.plain_blocks import plain_blocks, plain_heading
from vaultgoals.parse.plain_line import LINE_END, PlainLine, as_one_text, holds_mask
from vaultgoals.parse.references import wikilinks
from vaultgoals.parse.sections import LONGEST_STATEMENT, Sections, said_in_prose
from vaultgoals.parse.task_line import CHECKBOX, is_task_mark, read_task_line

LARGEST_BODY = 2_000_000
"""Characters; markdown-it needs about ten seconds for the worst megabyte."""

# A line with a checkbox, or one that begins with a word for the reason or for criteria, marks and numbers
# aside, and may be more than prose: a heading, underlined or not, a callout's title, a word alone or before a
# colon. Written to begin with a literal character, which makes the search four times as fast as `^` does.
_TASK_OR_LABEL = re.compile(
    r"\n(?:[ \t>]*(?:[-*+]|\d{1,9}[.)])\ +\[.\]"
    rf"|(?:[^a-z\[\n]*\[![\w-]+\]|[^a-z#\n]*\#)[^a-z\n]*{BEGINNING}"
    rf"|[^a-z\n]*{BEGINNING}(?:[^\n]*:|[^a-z\n]*(?:\^[a-z0-9-]+)?(?=\n|\Z)"
    r"|[^\n]*\n[ \t>]*(?:=+|-+)[ \t]*(?=\n|\Z)))",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"\[![\w-]+\][+-]? *(.*)")
_LABELLED_CALLOUT = re.compile(rf"\n[^a-z\[\n]*\[![\w-]+\][^a-z\n]*{BEGINNING}", re.IGNORECASE)
_LABEL = re.compile(rf"\n[^a-z\n]*{BEGINNING}[^\n]*:", re.IGNORECASE)
_BOX = re.compile(r" \[.\]")
_FIELD_BEHIND_SYNTAX = re.compile(r":[<*_!]")  # tags and emphasis go, and two colons meet
_UNDERLINE = re.compile(r"\n[ \t>]*(?:=+|-+)[ \t]*(?:\n|\Z)")
_DEEPEST = 6
_OPENINGS = frozenset(("blockquote_open", "list_item_open"))
_CLOSINGS = frozenset(("blockquote_close", "list_item_close"))


@dataclass(slots=True)
class Body:
    """What was found, lines counted as lines of the file."""

    tasks: list[TaskLine] = field(default_factory=list)
    under_cycle: list[tuple[TaskLine, bool]] = field(default_factory=list)
    """The checklist lines under a Cycle heading: stages, where the note has a course; else tasks, if the flag
    says that they carry the vault's global filter."""
    criteria: list[Criterion] = field(default_factory=list)
    stated: list[Criterion] = field(default_factory=list)
    """What is written in prose by which anybody would know: it counts where nothing else says it."""
    fields: list[InlineField] = field(default_factory=list)
    head: list[InlineField] = field(default_factory=list)
    """Of the fields, those that are a line of their own above the first section: they speak of the note."""
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
    if len(text) > LARGEST_BODY:
        return Body()
    text = LINE_END.sub("\n", text) if "\r" in text else text
    if not _matters(text, dialect, want_links=want_links):
        return Body()
    reader = _Reader(dialect, want_links)
    uncommented = without_plain_comments(text)
    if not can_be_cut(uncommented):
        _read_parsed(text, first_line, reader)
        return reader.body
    for piece in pieces(uncommented):
        if piece.level or reader.is_for(piece.text):
            _read_piece(piece, first_line + piece.line, reader)
    return reader.body


def _read_piece(piece: Piece, first_line: int, reader: _Reader) -> None:
    """Read one piece of a body by itself where it is plain, else by the parser."""
    if piece.level:
        heading = plain_heading(piece.text)
        if heading is not None:
            reader.block([PlainLine(first_line, heading)], piece.level, "")
            return
    else:
        blocks = plain_blocks(piece.text, first_line)
        if blocks is not None:
            for block in blocks:
                lines = [PlainLine(number, text) for number, text in enumerate(block.lines, block.line)]
                reader.block(lines, 0, block.raw)
            return
    _read_parsed(piece.text, first_line, reader)


def _read_parsed(text: str, first_line: int, reader: _Reader) -> None:
    """Read a body, or a piece of it that begins on line ``first_line`` of the file, by the parser."""
    # Imported here: it takes as long as to read 500 notes, and a warm run needs none of it.
    from vaultgoals.parse.markdown import parse_body, plain_lines

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
            plains = list(plain_lines(token, first_line))
            reader.block(plains, level, lines[plains[0].line - first_line] if starts_item else "")


def is_ticked(state: State | None) -> bool | None:
    """Return whether a box of this state is ticked; None for one that is cancelled, or no task's."""
    return None if state in (State.DROPPED, None) else state is State.DONE


def _matters(text: str, dialect: Dialect, *, want_links: bool) -> bool:
    if want_links and ("[[" in text or "](" in text or "]:" in text):
        return True
    if dialect.criteria_headings and "#" in text:
        return True
    return (":" in text and "::" in text) or _TASK_OR_LABEL.search("\n" + text) is not None


class _Reader:
    """Walks the blocks once, knowing under which heading each is."""

    def __init__(self, dialect: Dialect, want_links: bool) -> None:
        self.body = Body()
        self._dialect = dialect
        self._want_links = want_links
        self._sections = Sections()
        self._outside: list[Sections] = []

    def is_for(self, text: str) -> bool:
        """Whether a piece may hold anything that is wanted, or a heading. Wrong only by saying yes."""
        if self._sections.stated or (self._sections.reason and not self.body.why):
            return True
        if "[" in text and (self._want_links or _BOX.search(text)):
            return True
        if "[!" in text and (self._dialect.criteria_headings or _LABELLED_CALLOUT.search("\n" + text)):
            return True
        if ":" in text and ("::" in text or _FIELD_BEHIND_SYNTAX.search(text) or _LABEL.search("\n" + text)):
            return True
        if "<" in text and self._want_links:
            return True
        return ("#" in text and ("# " in text or "#\t" in text)) or _UNDERLINE.search(text) is not None

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
        box = CHECKBOX.match(raw) if raw else None
        mark = box[3] if box and plains[0].text.startswith(f"[{box[3]}]") else ""
        if not level and self._outside and (callout := _CALLOUT.match(plains[0].text)):
            self._callout(callout[1])
            prose = plains[1:]
        else:
            prose = plains
        if level and not mark:
            name = fold_heading(as_one_text(plains))
            self._sections = self._sections.below(name, level, self._dialect.criteria_headings)
        elif prose and self._sections.reason and not self.body.why:
            self.body.why = as_one_text(prose)[:LONGEST_STATEMENT]
        if prose and not level and not mark:
            why, stated = said_in_prose(prose, self._sections, self._dialect.criteria_headings)
            self.body.why = self.body.why or why
            self.body.stated.extend(stated)
        for number, plain in enumerate(plains):
            if number or not mark or not self._box(mark, plain, raw):
                self.body.fields.extend(line_fields(plain.text, plain.line))
                if self._sections.at_head and not level and self._is_top(raw, number):
                    self._head_field(plain)
            if self._want_links:
                self._links(plain)

    def _callout(self, title: str) -> None:
        """Begin what stands below a callout's title, ``> [!info] Why``, as below a heading, in its quote."""
        own = self._dialect.criteria_headings
        self._sections = self._sections.below(fold_heading(title), _DEEPEST, own)

    def _is_top(self, raw: str, number: int) -> bool:
        """Whether a line stands in no list and no quote, or begins an item of a list that does not."""
        if not raw:
            return not self._outside
        return number == 0 and raw[0] in "-*+" and len(self._outside) <= 1

    def _head_field(self, plain: PlainLine) -> None:
        found = whole_line_field(plain.text, plain.line)
        if found is not None:
            self.body.head.append(replace(found, value=plain.unmask(found.value)))

    def _box(self, mark: str, plain: PlainLine, raw: str) -> bool:
        """Read a line with a checkbox; return whether it is a task or a criterion, be it an empty one."""
        states = self._dialect.task_states
        if not is_task_mark(mark, states):
            return False
        line = plain.line
        task = read_task_line(mark, plain.text[3:].lstrip("*"), line, states, tuple(plain.links))
        if task is None:
            return True
        if plain.masked:
            serves = tuple(
                one for one in task.serves if one.form is Form.WIKILINK or not holds_mask(one.text)
            )
            task = replace(task, text=plain.unmask(task.text).strip(), serves=serves)
        if self._sections.criteria:
            self.body.criteria.append(Criterion(task.text, line, is_ticked(task.state)))
        elif self._sections.cycle:
            self.body.under_cycle.append((task, self._dialect.global_filter in raw))
        elif self._dialect.global_filter in raw:
            self.body.tasks.append(task)
        return True

    def _links(self, plain: PlainLine) -> None:
        self.body.links.extend(wikilinks(plain.text, plain.line))
        self.body.links.extend(plain.links)
