"""Why a piece of YAML cannot be used, told so that its writer can mend it.

libyaml and PyYAML say where reading broke off and in which state of their machine. A user needs to
know which line to change and how, and that shows in the line itself: so the line decides, and the
parser's own words only where it tells nothing. Both parsers therefore get the same explanation.
"""

from __future__ import annotations

import re

PROSE = "prose-between-rules"
NOT_MAPPING = "frontmatter-not-mapping"
"""Names of two faults that are told in other ways than the rest."""

_BREAKS = re.compile(r"\r\n|\n|\r")
_BEFORE_VALUE = re.compile(r"\s*(?:-[ \t]+)*")
_COMMENT = re.compile(r"[\[, ]#")
_COLON = re.compile(r":[ \t]+")
_SHOWN = 60
"""Longer values are not repeated in messages."""

_STARTS = {
    "@": "a value cannot start with `@` unless it is quoted",
    "`": "a value cannot start with a backtick unless it is quoted",
    "%": "a value cannot start with `%` unless it is quoted",
    "*": "a value that starts with `*` is taken for an alias",
    "&": "a value that starts with `&` is taken for an anchor",
    "!": "a value that starts with `!` is taken for a tag",
    "|": "text after `|` has to start on the next line",
    ">": "text after `>` has to start on the next line",
}
_TOO_DEEP = "exceeded maximum nesting depth"
_FROM_THE_START = ("flow", "quoted", "simple key")
"""Contexts whose start shows the mistake better than the place where the parser gave up."""


class YamlFault(Exception):  # noqa: N818 - a fault in a note, not an error of the program
    """YAML that cannot be used; caught within `vaultgoals.parse`, never raised out of it."""

    def __init__(self, name: str, message: str, line: int, column: int = 1, fix: str = "") -> None:
        super().__init__(message)
        self.name = name
        """A stable kebab-case name, such as ``yaml-syntax``."""
        self.message = message
        """What is the matter, as a clause without a full stop."""
        self.line = line
        """Line of the file, from 1."""
        self.column = column
        """Column, from 1."""
        self.fix = fix
        """One next action, as a sentence."""


def explain(error: Exception, text: str, first_line: int) -> YamlFault:
    """Return the fault for whatever a YAML parser raised while it read ``text``.

    ``first_line`` is the line of the file on which ``text`` starts.
    """
    from yaml import YAMLError  # here, because most runs need no YAML parser

    lines = _BREAKS.split(text)
    context = str(getattr(error, "context", None) or "")
    problem = str(getattr(error, "problem", None) or "")
    row, column = _position(error, context, problem)
    row = min(row, len(lines) - 1)
    while row and not lines[row].strip():  # an end of text is told at the last line that says something
        row, column = row - 1, 0
    if _TOO_DEEP in problem:  # libyaml 0.2.6 and later, which read ahead of the events they deliver
        return too_deep("values are nested too deep", first_line + row, column + 1)
    message, fix = _diagnose(lines[row], column, problem)
    if not isinstance(error, YAMLError):
        message, fix = "the value cannot be read as YAML", "Put it in quotes, or take it out."
    return YamlFault("yaml-syntax", message, first_line + row, column + 1, fix)


def too_deep(message: str, line: int, column: int) -> YamlFault:
    """Return the fault of values within values within values; ``line`` and ``column`` are the file's."""
    fix = "Write them flatter, or move them into the body of the note."
    return YamlFault("yaml-too-deep", message, line, column, fix)


def shown(text: str) -> str:
    """Return ``text`` as a message may carry it: in one line, not too long, without control characters."""
    short = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in short)


def _position(error: Exception, context: str, problem: str) -> tuple[int, int]:
    """Return row and column, from 0, of the place worth looking at."""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    told_at_start = any(word in context for word in _FROM_THE_START) and not _is_escape(problem)
    if start is not None and (mark is None or told_at_start):
        mark = start
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _is_escape(problem: str) -> bool:
    return any(word in problem for word in ("escape", "hexdecimal", "hexadecimal"))


def _diagnose(line: str, column: int, problem: str) -> tuple[str, str]:
    """Return message and fix for the line on which a parser gave up."""
    start = _BEFORE_VALUE.match(line)
    assert start is not None  # it matches the empty string
    rest = line[start.end() :]
    key, *values = _COLON.split(rest, maxsplit=1)
    value = values[0].rstrip() if values else rest.rstrip()
    if not values:
        key = ""
    if _is_escape(problem):
        return "a backslash in double quotes starts an escape", "Use single quotes, or double the backslash."
    if "\t" in start[0] or line[column : column + 1] == "\t":
        return "a tab stands where YAML wants spaces", "Indent with spaces instead of the tab."
    return (
        _about_brackets(key, value)
        or _about_start(key, value)
        or _about_colon(key, value, problem)
        or ("the line does not fit the lines above it", "Align it with them, or put the value in quotes.")
    )


def _about_brackets(key: str, value: str) -> tuple[str, str] | None:
    opener = value[:1]
    if opener == "[" and _COMMENT.search(value):
        return "`#` starts a comment, so the list is never closed", "Put each tag in quotes or drop the `#`."
    if value.startswith("[[") and "]]" in value:
        links = re.findall(r"\[\[[^\[\]]*\]\]", value)
        listed = ", ".join(f'"{link}"' for link in links)
        example = f": `{key}: [{listed}]`" if key and len(listed) <= _SHOWN else ""
        return "text stands after an unquoted link", f"Write a list of quoted links{example}."
    if opener not in ("[", "{", '"', "'"):
        return None
    closer = {"[": "]", "{": "}"}.get(opener, opener)
    if closer in value[1:]:
        return f"text stands after the closing `{closer}`", "Put the whole value in quotes."
    what = "quote" if closer == opener else "bracket"
    return f"the {what} that opens here is never closed", f"Close it with `{closer}`."


def _about_start(key: str, value: str) -> tuple[str, str] | None:
    if key[:1] in ("@", "`", "%"):
        return "a key cannot start with `@`, `%` or a backtick unless it is quoted", "Put the key in quotes."
    if value[:1] in _STARTS:
        return _STARTS[value[:1]], _quote(key, value)
    if key and (value == "-" or value.startswith("- ")):
        return "a list cannot start on the line of its key", "Start the list on the next line."
    return None


def _about_colon(key: str, value: str, problem: str) -> tuple[str, str] | None:
    if key and (_COLON.search(value) or value.endswith(":")):
        return "a colon followed by a space stands in an unquoted value", _quote(key, value)
    if "values are not allowed" in problem:
        return (
            "the line is indented as if it belonged to the value above it",
            "Align it with the keys above, or put the whole value above it in quotes.",
        )
    if "expected ':'" in problem:
        return "the line is no `key: value`", "Write `key: value`, or indent it below the key it belongs to."
    return None


def _quote(key: str, value: str) -> str:
    if '"' not in value and "\\" not in value:
        quoted = f'"{value}"'
    elif "'" not in value:
        quoted = f"'{value}'"
    else:
        return "Put the value in quotes and double the quotes within."
    if len(key) + len(quoted) > _SHOWN:
        return "Put the value in quotes."
    return f"Put the value in quotes: `{key}: {quoted}`." if key else f"Put the value in quotes: `{quoted}`."
