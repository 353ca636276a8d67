"""The evidence log: which of its lines count, and what they say.

The log is a note that people write in and that git merges line by line. So each line stands for itself,
and the lines of both sides of a conflict that nobody has resolved yet count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultgoals.model.records import OddLine, Record
from vaultgoals.parse.evidence_record import read_line
from vaultgoals.parse.fences import BREAK, split

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?:(`{3,})[^`]*|(~{3,}).*)\Z", re.DOTALL)
_FENCE_END = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*\Z")
_OPENING = re.compile(r"(?P<code>`+[^`]*`+)|<!--|%%")
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?\Z")
_FRONT = re.compile(r"[ \t>]*")
_COMMENTS = {"<!--": "-->", "%%": "%%"}
_BASE = "|"
"""Below this marker stands what both sides of a conflict have changed."""


def read_log(path: str, text: str) -> tuple[tuple[Record, ...], tuple[OddLine, ...]]:
    """Return the records of an evidence log, and the lines that look like one and are none, in order.

    Args:
        path: vault path of the log; it is carried into what is returned.
        text: the whole note. Anything goes: it never raises.

    Frontmatter, fenced code and comments hold no records. A line that stands there twice, as it may
    after a merge, is one record.
    """
    records: list[Record] = []
    odd: list[OddLine] = []
    seen: set[str] = set()
    for number, line in _Counting(path, text, odd).lines():
        read = read_line(path, number, line)
        if isinstance(read, OddLine):
            odd.append(read)
        elif read is not None and (key := line.strip()) not in seen:
            seen.add(key)
            records.append(read)
    return tuple(records), tuple(sorted(odd, key=lambda one: one.line))


class _Counting:
    """Walks down a log and leaves out what does not count."""

    def __init__(self, path: str, text: str, odd: list[OddLine]) -> None:
        self._path = path
        self._text = text
        self._odd = odd
        self._end = ""
        """What ends the comment or fence that stands open; empty where none does."""
        self._opened = (0, "")
        self._hidden = False
        """Whether it hides a record."""
        self._plain = not any(mark in text for mark in ("```", "~~~", *_COMMENTS))
        self._side = ""
        """The last marker of a conflict that is not over."""

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield number and text of each line that counts, comments taken out."""
        first = split(self._text).body_line
        text = self._text.removeprefix("\ufeff")
        lines = BREAK.split(text) if "\r" in text else text.split("\n")
        for number, line in enumerate(lines, 1):
            if line[:1] in "<|=>" and self._is_marker(number, line):
                continue
            if number < first or self._side == _BASE:
                continue
            shown = line if self._plain else self._shown(number, line)
            if shown:
                yield number, shown
        if self._end and self._hidden:
            number, line = self._opened
            what = "comment" if self._end in _COMMENTS.values() else "block of code"
            reason = f"this {what} is never closed, so the records below it do not count"
            self._odd.append(OddLine(self._path, number, line.strip(), reason))

    def _is_marker(self, number: int, line: str) -> bool:
        """Whether git wrote the line around the sides of a conflict; outside of one ``=`` makes a heading."""
        found = _CONFLICT.match(line)
        if found is None or (found[1][0] in "|=" and not self._side):
            return False
        self._side = "" if found[1][0] == ">" else found[1][0]
        reason = "git left a conflict here; keep the lines of both sides and delete this one"
        self._odd.append(OddLine(self._path, number, line.strip(), reason))
        return True

    def _shown(self, number: int, line: str) -> str:
        """Return what counts of a line."""
        if self._end and self._end[0] in "`~":
            closing = _FENCE_END.match(line)
            if closing is not None and closing[1].startswith(self._end):
                self._end = ""
            else:
                self._note_hidden(line)
            return ""
        fence = _FENCE.match(line) if not self._end and ("```" in line or "~~~" in line) else None
        if fence:
            self._open(fence[1] or fence[2], number, line)
            return ""
        return self._without_comments(number, line)

    def _without_comments(self, number: int, line: str) -> str:
        shown: list[str] = []
        at = 0
        while True:
            if self._end:
                closing = line.find(self._end, at)
                if closing < 0:
                    self._note_hidden(line)
                    return "".join(shown)
                at = closing + len(self._end)
                self._end = ""
            opening = _opening(line, at)
            shown.append(line[at : opening.start() if opening else len(line)])
            if opening is None:
                return "".join(shown)
            at = opening.start() + 2  # `<!-->` is a whole comment
            self._open(_COMMENTS[opening[0]], number, line)

    def _open(self, end: str, number: int, line: str) -> None:
        self._end, self._opened, self._hidden = end, (number, line), False

    def _note_hidden(self, line: str) -> None:
        self._hidden = self._hidden or isinstance(read_line(self._path, 0, line), Record)


def _opening(line: str, at: int) -> re.Match[str] | None:
    """Return where the next comment begins; ``<!--`` behind other text ends on its line or is none."""
    last_end: int | None = None
    for found in _OPENING.finditer(line, at):
        if found[0] == "%%":
            return found
        if found["code"]:
            continue
        if last_end is None:  # looked for once: a line may be long
            last_end = line.rfind("-->")
        if last_end >= found.start() + 2 or _FRONT.fullmatch(line, 0, found.start()):
            return found
    return None
