"""The words that check lines are made of: names of files, quoted texts, durations, numbers, comparisons."""

from __future__ import annotations

import re
from math import isinf

from vaultgoals.model import Comparison, Duration

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»"}
_OPERATORS = {"==": Comparison.EQ} | {str(comparison): comparison for comparison in Comparison}
_OPERATOR = re.compile("[<>=!≤≥≠]+")
_PLACE_END = re.compile(r"(?<!\S)within(?!\S)|!=|[<>=≤≥≠]", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPAN = re.compile(r"[0-9]+(?:\s*[A-Za-z]+)?(?![^\s<>=!≤≥≠])")
_BARE_SPAN = re.compile(r"[0-9]+(?!\S)")
_FILE = "a path or [[Note]]"


class NotACheck(Exception):  # noqa: N818 (the way out of a line, no error of the program)
    """The line does not go on as the check that its keyword announces."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class LineReader:
    """One line of ``verify`` and how far it has been read, the blanks there already skipped."""

    def __init__(self, text: str, number: int, at: int, form: str) -> None:
        self.text, self.number, self.form = text, number, form
        self.at = at
        self.move_to(at)

    def move_to(self, at: int) -> None:
        """Go on at ``at``, past the blanks that stand there."""
        self.at = len(self.text) - len(self.text[at:].lstrip())

    @property
    def ended(self) -> bool:
        """Whether nothing is left to read."""
        return self.at == len(self.text)

    @property
    def rest(self) -> str:
        """What is left to read, without the blanks at its end."""
        return self.text[self.at :].rstrip()

    def starts(self, words: re.Pattern[str]) -> bool:
        """Whether ``words`` stand here."""
        return words.match(self.text, self.at) is not None

    def take(self, words: re.Pattern[str]) -> str:
        """Read ``words`` if they stand here, and return them as written; else return an empty text."""
        found = words.match(self.text, self.at)
        if found is None:
            return ""
        self.move_to(found.end())
        return found[0]

    def take_word(self, word: str) -> bool:
        """Read ``word``, in any case, if it stands here as a whole word."""
        return bool(self.take(re.compile(rf"{word}(?!\S)", re.IGNORECASE)))

    def take_until(self, end: int) -> str:
        """Read up to ``end`` and return it without the blanks before."""
        taken = self.text[self.at : end].rstrip()
        self.move_to(end)
        return taken

    def expected(self, what: str, why: str = "", at: int | None = None) -> NotACheck:
        """Return the way out: ``what`` should have stood here, or at ``at``."""
        column = (self.at if at is None else at) + 1
        return NotACheck(f"expected {what}{why}, as in `{self.form}`", column)

    def end(self, instead: str = "the end of the line") -> None:
        """Insist that nothing follows; raises `NotACheck`."""
        if not self.ended:
            raise self.expected(instead)


def read_quoted(line: LineReader) -> str | None:
    """Read a text in quotes; None where no quote stands.

    A backslash makes the quote, or a backslash, part of the text; before anything else it stands for itself.
    """
    start = line.at
    opening = line.text[start : start + 1]
    closing = _QUOTES.get(opening)
    if closing is None:
        return None
    body = re.compile(rf"((?:\\[\\{opening}{closing}]|[^{closing}])*+)[{closing}]", re.DOTALL)
    found = body.match(line.text, start + 1)
    if found is None:
        raise line.expected(f"a closing {closing[0]}", " to this quote")
    line.move_to(found.end())
    return re.sub(rf"\\([\\{opening}{closing}])", r"\1", found[1])


def read_name(line: LineReader, what: str) -> str | None:
    """Read ``[[Note]]`` (kept with its brackets) or a name in quotes; None where plain words stand."""
    start = line.at
    if line.text.startswith("[[", start):
        end = line.text.find("]]", start)
        if end < 0 or not line.text[start + 2 : end].strip():
            raise line.expected("the name of a note between [[ and ]]")
        return line.take_until(end + 2)
    quoted = read_quoted(line)
    if quoted is None:
        return None
    if not quoted.strip():
        raise line.expected(what, " between the quotes", start)
    return quoted.strip()


def read_words(line: LineReader, end: int, what: str) -> str:
    """Read a name in plain words, up to ``end``."""
    start = line.at
    words = line.take_until(end)
    if not words:
        raise line.expected(what, at=start)
    if "[[" in words or (words.startswith("[") and "](" in words):
        raise line.expected(what, " and nothing around it", start)
    return words


def read_target(line: LineReader) -> str:
    """Read the one file or note that the line ends with."""
    start = line.at
    target = read_name(line, _FILE)
    if target is None:
        target = read_words(line, len(line.text), _FILE)
    line.end()
    if "*" in target and not target.startswith("[["):
        raise line.expected(_FILE, ", not a pattern", start)
    return target


def read_place(line: LineReader) -> str:
    """Read a folder, pattern or note; plain words end at ``within`` or a comparison."""
    what = "a folder, a pattern or [[Note]]"
    place = read_name(line, what)
    if place is not None:
        return place
    end = _PLACE_END.search(line.text, line.at)
    return read_words(line, len(line.text) if end is None else end.start(), what)


def read_duration(line: LineReader) -> Duration:
    """Read a span such as ``7d`` or ``7 days``; a bare number counts days."""
    start = line.at
    for span in (_SPAN, _BARE_SPAN):  # the second for `7 in Daily`, where `in` is no unit
        duration = Duration.parse(line.take(span))
        if duration is not None:
            return duration
        line.at = start
    raise line.expected("a duration such as 7d")


def at_comparison(line: LineReader) -> bool:
    """Whether something that looks like a comparison stands here."""
    return line.starts(_OPERATOR)


def read_comparison(line: LineReader) -> Comparison:
    """Read one of ``<= >= < > = == !=``."""
    start = line.at
    comparison = _OPERATORS.get(line.take(_OPERATOR))
    if comparison is None:
        raise line.expected("one of <= >= < > = == !=", at=start)
    return comparison


def read_number(line: LineReader) -> float:
    """Read a decimal number as YAML 1.2 core writes it: ``80``, ``-2``, ``.5``, ``1e3``."""
    written = (line.rest.split(maxsplit=1) or [""])[0]
    if not _NUMBER.fullmatch(written):
        plain = written.replace("_", "") if "_" in written else written.replace(",", ".")
        meant = f" ({plain} instead of {written})" if _NUMBER.fullmatch(plain) else ""
        raise line.expected("a number such as 80", meant)
    number = float(written)
    if isinf(number):
        raise line.expected("a number such as 80", " (this one is too large)")
    line.move_to(line.at + len(written))
    return number
