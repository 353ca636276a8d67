"""From one line of ``verify`` to a check.

A small grammar, read once from left to right::

    ask: QUESTION
    fresh: PATTERN within DURATION [by mtime]
    exists: TARGET
    contains: "TEXT" in TARGET
    metric: last|min|max|mean|sum(KEY), then in any order: OP NUMBER, in PLACE, [within DURATION]
    count: notes|tasks|open tasks|done tasks, then the same
    run: NAME

What names files (PATTERN, TARGET, PLACE) is ``[[Note]]``, a name in quotes, or plain words; a PLACE that
holds the word ``within`` or a comparison has to be quoted. ``[[`` and ``]]`` stay in the value: they are what
tells a link from a path.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from vaultgoals.errors import suggestion
from vaultgoals.frozen import frozen
from vaultgoals.model import (
    Ask,
    Check,
    Comparison,
    Contains,
    Count,
    Duration,
    Exists,
    Fresh,
    Metric,
    Misread,
    Run,
)
from vaultgoals.parse.check_terms import (
    LineReader,
    NotACheck,
    at_comparison,
    read_comparison,
    read_duration,
    read_name,
    read_number,
    read_place,
    read_quoted,
    read_target,
    read_words,
)

_SHORTEST_SLIP = 5  # `ask` and `run` are too short: `task:` is a word of its own
_FUNCTIONS = ("last", "min", "max", "mean", "sum")
_OTHER_NAMES = {"avg": "mean", "average": "mean", "total": "sum", "latest": "last", "newest": "last"}
_WITHIN = re.compile(r"(?<!\S)within(?!\S)", re.IGNORECASE)
_BY_MTIME = re.compile(r"by\s+mtime(?!\S)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:open\s+tasks|done\s+tasks|tasks|notes)(?!\S)", re.IGNORECASE)
_FUNCTION = re.compile(r"[^\W\d_]+")
_KEY = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_NAME = re.compile(r"\S+")
_NO_QUESTION = frozenset((
    "true", "false", "yes", "no", "none", "n/a", "-", "?", "tbd", "tba", "todo", "pending", "open", "not yet",
    "done", "passed", "failed", "verified", "unverified", "manual", "manually", "automatic", "automated",
))  # fmt: skip
# What people keep under `verification` of how far it is, or of what kind: nobody could answer it.


def asks_something(text: str) -> bool:
    """Whether a line can be a check or a question, and is no mere word for a state or a manner."""
    return text.strip().casefold().rstrip(".") not in _NO_QUESTION


def parse_check(text: str, line: int) -> Check:
    """Return the check that ``text`` states; ``line`` is where it stands in the file.

    A line without a keyword is a question. One that begins with a keyword and does not go on as that check
    is a `Misread`, which says what was expected and at which column (from 1). Never raises.
    """
    head, colon, _ = text.partition(":")
    keyword = head.strip().lower()
    if not colon or keyword not in _READERS:
        meant = _slip(keyword, text) if colon else ""
        if meant:
            return Misread(
                text=text, line=line, message=f"{keyword!r} is no check; did you mean {meant!r}?", column=1
            )
        return Ask(text=text, line=line, question=text.strip())
    form, read = _READERS[keyword]
    try:
        return read(LineReader(text, line, len(head) + 1, form))
    except NotACheck as stop:
        return Misread(text=text, line=line, message=stop.message, column=stop.column)


def _slip(keyword: str, text: str) -> str:
    """Return the keyword that one word before a colon was probably meant to be; a question is none."""
    if text.rstrip().endswith("?"):
        return ""
    long_enough = [known for known in _READERS if len(known) >= _SHORTEST_SLIP]
    return next(iter(get_close_matches(keyword, long_enough, n=1, cutoff=0.8)), "")


def _ask(line: LineReader) -> Check:
    if line.ended:
        raise line.expected("a question")
    return Ask(text=line.text, line=line.number, question=line.rest)


def _fresh(line: LineReader) -> Check:
    what = "a pattern of files or [[Note]]"
    pattern = read_name(line, what)
    if pattern is None:
        # The last `within` begins the duration: a folder may carry the word in its name.
        found = list(_WITHIN.finditer(line.text, line.at))
        pattern = read_words(line, found[-1].start() if found else len(line.text), what)
    if not line.take_word("within"):
        raise line.expected("`within` and a duration such as 7d")
    within = read_duration(line)
    by_mtime = bool(line.take(_BY_MTIME))
    line.end("the end of the line" if by_mtime else "`by mtime` or the end of the line")
    return Fresh(text=line.text, line=line.number, pattern=pattern, within=within, by_mtime=by_mtime)


def _exists(line: LineReader) -> Check:
    return Exists(text=line.text, line=line.number, target=read_target(line))


def _contains(line: LineReader) -> Check:
    start = line.at
    needle = read_quoted(line)
    if not needle:
        raise line.expected("a text in quotes", at=start)
    if not line.take_word("in"):
        raise line.expected("`in` and a path or [[Note]]")
    return Contains(text=line.text, line=line.number, needle=needle, target=read_target(line))


def _metric(line: LineReader) -> Check:
    start = line.at
    function = line.take(_FUNCTION).lower()
    if function not in _FUNCTIONS:
        raise line.expected("one of last, min, max, mean, sum", _meant(function), start)
    start = line.at
    key = re.sub(r"[\s_-]", "", line.take(_KEY)[1:-1]).lower()
    if not key:
        raise line.expected("the name of a property in brackets, such as (weight)", at=start)
    terms = _terms(line)
    return Metric(
        text=line.text,
        line=line.number,
        function=function,
        key=key,
        comparison=terms.comparison,
        limit=terms.limit,
        place=terms.place,
        within=terms.within,
    )


def _meant(function: str) -> str:
    if function in _OTHER_NAMES:
        return f" (did you mean {_OTHER_NAMES[function]!r}?)"
    near = suggestion(function, _FUNCTIONS).removeprefix("; ")
    return f" ({near})" if near else ""


def _count(line: LineReader) -> Check:
    what = " ".join(line.take(_COUNTED).lower().split())
    if not what:
        raise line.expected("one of notes, tasks, open tasks, done tasks")
    terms = _terms(line)
    return Count(
        text=line.text,
        line=line.number,
        what=what,
        comparison=terms.comparison,
        limit=terms.limit,
        place=terms.place,
        within=terms.within,
    )


def _run(line: LineReader) -> Check:
    name = line.take(_NAME)
    if not name:
        raise line.expected("the name of a command")
    line.end("only the name of a command that vaultgoals.toml defines")
    return Run(text=line.text, line=line.number, command=name)


@frozen
class _Terms:
    """What follows a metric or a count."""

    comparison: Comparison
    limit: float
    place: str
    within: Duration | None


def _terms(line: LineReader) -> _Terms:
    """Read a comparison, a place and perhaps a window, each once and in any order."""
    held: tuple[Comparison, float] | None = None
    place, within = "", None
    while not line.ended:
        if not place and line.take_word("in"):
            place = read_place(line)
        elif within is None and line.take_word("within"):
            within = read_duration(line)
        elif held is None and at_comparison(line):
            held = (read_comparison(line), read_number(line))
        else:
            break
    missing = [] if held else ["a comparison such as >= 3"]
    missing += [] if place else ["`in` and a place such as Daily"]
    if held is None or missing:
        raise line.expected(" and ".join(missing))
    line.end("the end of the line" if within else "`within` and a duration, or the end of the line")
    return _Terms(*held, place, within)


_READERS: dict[str, tuple[str, Callable[[LineReader], Check]]] = {
    "ask": ("ask: Are tasks being executed without me?", _ask),
    "fresh": ("fresh: Logs/*.md within 2d", _fresh),
    "exists": ("exists: src/dispatch.py", _exists),
    "contains": ('contains: "enabled" in Systems/Dispatch.md', _contains),
    "metric": ("metric: last(weight) <= 80 in Daily within 7d", _metric),
    "count": ("count: notes in Workouts within 7d >= 3", _count),
    "run": ("run: backup-timer", _run),
}
"""By keyword: the form that messages show, and what reads the line behind the colon."""

KEYWORDS = frozenset(_READERS)
"""The words that, before a colon, begin a check."""
