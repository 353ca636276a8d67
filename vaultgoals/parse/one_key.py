"""One frontmatter key of a user's note set, by an edit of one line and of nothing else.

YAML is never written anew: no tool that loads and dumps leaves a note as its user wrote it. The text is
spliced where the value stands, and the result is returned only if it was read again and nothing but that
value is another (the way of pretty-yaml and of pre-commit's ``autoupdate``). At the least doubt the
answer is a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vaultgoals.frozen import frozen
from vaultgoals.model import fold_key
from vaultgoals.parse.fences import BREAK, near_miss, split
from vaultgoals.parse.frontmatter import read_frontmatter
from vaultgoals.parse.one_key_proof import file_lines, only_this_changed
from vaultgoals.parse.one_key_value import YAML_1_1_WORDS, reads_as, written
from vaultgoals.parse.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFault, compose, resolve
from vaultgoals.parse.yaml_veil import refuse_control_characters

__all__ = ["Refused", "set_key"]

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_COLON = re.compile(r"[ \t]*:(?=[ \t]|\Z)")
_COMMENT = re.compile(r"[ \t]#")
_BEHIND_QUOTES = re.compile(r"[ \t]*(?:[ \t]#.*)?\Z")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |\Z)")
_CONFLICT_MIDDLE = "======="
_MEANT_AS_PROPERTIES = re.compile(r"[\s\ufeff\u200b\u2060]*(?:---|\+\+\+|[^\s:][^:\r\n]*::[ \t])")
"""Fences that are none, TOML's, and Logseq's page properties, which count only at the very start."""

_NEAR_MISSES = {
    "unclosed-frontmatter": "its frontmatter is never closed",
    "blank-line-before-frontmatter": "a blank line stands before its frontmatter",
    "long-fence": "its frontmatter stands between more than three dashes",
}
_STARTS = {
    "&": "has an anchor",
    "*": "is an alias",
    "!": "has a tag",
    "|": "is a block of text",
    ">": "is a block of text",
}


@frozen
class Refused:
    """Why a note is left as it is."""

    reason: str
    """Part of a sentence, fit to be shown to a user."""
    line: int
    """Line of the file; 0 if it is about no line."""


@frozen
class _Edit:
    """What to put in place of ``text[start:end]``."""

    start: int
    end: int
    new: str
    name: str
    """The key as the note spells it."""
    line: int


def set_key(text: str, key: str, value: str, *, spellings: Iterable[str] = ()) -> str | Refused:
    """Return the ``text`` of a note with one frontmatter key set; raises nothing, whatever the text.

    Args:
        text: the whole note, its own line ends and byte order mark included.
        key: how the key is written where the note has none yet.
        value: what it says. ``true``, ``false``, integers, ISO dates and words stand plain, all else in
            double quotes on one line.
        spellings: other names of the key. The note's own key, compared as `fold_key` does, is kept.

    Where the key already reads as ``value`` the text is returned as it is. A note without frontmatter
    gets a block of its own; every other byte stays the same.
    """
    refused = _refuse_request(key, value) or _refuse_note(text)
    if refused is not None:
        return refused
    found = _edit(text, key, value, frozenset(map(fold_key, (key, *spellings))))
    if found is None or isinstance(found, Refused):
        return found or text
    after = text[: found.start] + found.new + text[found.end :]
    if not only_this_changed(text, after, found.name, reads_as(value)):
        return Refused("the edit could not be proved harmless", found.line)
    return after


def _refuse_request(key: str, value: str) -> Refused | None:
    if _KEY.fullmatch(key) is None or key.casefold() in YAML_1_1_WORDS:
        return Refused(f"{key!r} cannot stand as a key without quotes", 0)
    try:
        refuse_control_characters(value, 0)
    except YamlFault:
        return Refused("the value holds a control character or half of one", 0)
    return None


def _refuse_note(text: str) -> Refused | None:
    """Return what about the whole note forbids to write to it."""
    try:
        refuse_control_characters(text, 1)
    except YamlFault as fault:
        return Refused("it holds a control character or half of one", fault.line)
    above = ""
    for number, line in enumerate(BREAK.split(text), 1):
        # Below a line of text the middle marker is how many people underline a heading.
        middle = line.rstrip() == _CONFLICT_MIDDLE and not above.strip()
        if middle or _CONFLICT.match(line):
            return Refused("it holds a merge conflict", number)
        above = line
    return None


def _edit(text: str, key: str, value: str, names: frozenset[str]) -> _Edit | Refused | None:
    """Return the edit that sets the key, or None where the key already reads so."""
    block = split(text).block
    first_break = BREAK.search(text)
    ending = first_break[0] if first_break else "\n"
    if block is None or first_break is None:
        start = int(text.startswith("\ufeff"))
        new = f"---{ending}{key}: {written(value)}{ending}---{ending}"
        return _refuse_start(text) or _Edit(start, start, new, key, 1)
    entries = _entries(text, block)
    if isinstance(entries, Refused):
        return entries
    ours = [entry for entry in entries if fold_key(entry[0].text) in names]
    if not ours:
        fence = first_break.end() + len(block)
        line = 2 + len(BREAK.findall(block))
        return _Edit(fence, fence, f"{key}: {written(value)}{ending}", key, line)
    if len(ours) > 1:
        first, second = ours[0][0], ours[1][0]
        reason = (
            f"`{first.text}` in line {first.line} and `{second.text}` in line {second.line} mean the same"
        )
        return Refused(reason, second.line)
    return _replacement(text, *ours[0], value)


def _refuse_start(text: str) -> Refused | None:
    """Return why no block can be put before a note that has none."""
    miss = near_miss(text)
    if miss is not None:
        return Refused(_NEAR_MISSES[miss.reason], miss.line)
    if meant := _MEANT_AS_PROPERTIES.match(text):
        line = 1 + len(BREAK.findall(meant[0]))
        return Refused("its first line may be meant as properties, and is no frontmatter", line)
    return None


def _entries(text: str, block: str) -> tuple[tuple[Scalar, Node], ...] | Refused:
    """Return keys and values of a block that is safe to edit line by line."""
    try:
        root = compose(block, first_line=2)
    except YamlFault as fault:
        return Refused(fault.message, fault.line)
    if root is not None and not isinstance(root, Mapping):
        return Refused("its frontmatter is not a list of keys and values", root.line)
    entries = root.entries if root else ()
    for key, node in entries:
        if fold_key(key.text) == "generatedby" and isinstance(node, Scalar) and node.text == "vaultgoals":
            return Refused("vaultgoals wrote this note and will write it again", key.line)
    for problem in read_frontmatter(text).problems:
        if problem.name == "second-frontmatter":
            return Refused("a second frontmatter block follows the first", problem.line)
    # A mapping in braces starts before its first key; so does one with a tag, an anchor or a `?`.
    if root is not None and (not entries or _place(root) != _place(entries[0][0])):
        reason = "its frontmatter is written in braces, or starts with a tag, an anchor or a `?`"
        return Refused(reason, root.line)
    for key, _ in entries:
        if key.column != 1:
            return Refused("its keys do not stand at the start of their lines", key.line)
    return entries


def _place(node: Node) -> tuple[int, int]:
    return node.line, node.column


def _replacement(text: str, key: Scalar, node: Node, value: str) -> _Edit | Refused | None:
    """Return the edit of the one line on which ``key`` and its value stand."""
    what = f"the value of `{key.text}`"
    lines = file_lines(text)
    line = BREAK.sub("", lines[key.line - 1])
    colon = _COLON.match(line, _key_end(line, key))
    if key.text.endswith(":") or colon is None:
        return Refused(f"the key `{key.text}` is not written as `key: value`", key.line)
    if not isinstance(node, Scalar):
        kind = "a list" if isinstance(node, Sequence) else "a mapping"
        return Refused(f"{what} is {kind}", node.line)
    rest = line[colon.end() :]
    at = len(line) - len(rest.lstrip(" \t"))
    if line[at : at + 1] in _STARTS:
        return Refused(f"{what} {_STARTS[line[at]]}", key.line)
    token = _token(line, at)
    if not _is_all_of(node, token):
        return Refused(f"{what} is not written on one line", key.line)
    if token and node.text == value and resolve(node) == resolve(reads_as(value)):
        return None
    start = sum(map(len, lines[: key.line - 1]))
    if not token:
        return _Edit(start + colon.end(), start + colon.end(), f" {written(value)}", key.text, key.line)
    return _Edit(start + at, start + at + len(token), written(value), key.text, key.line)


def _key_end(line: str, key: Scalar) -> int:
    """Return where a key ends that starts its line; the line's end where it has a tag or an anchor."""
    if key.plain and line.startswith(key.text):
        return len(key.text)
    quoted = _QUOTED.match(line)
    return quoted.end() if quoted and not key.plain else len(line)


def _token(line: str, at: int) -> str:
    """Return the value that starts at ``at``, as written: without spaces and the comment behind it."""
    comment = _COMMENT.search(line, max(at - 1, 0))
    if line[at : at + 1] not in ("'", '"'):
        return line[at : comment.start() if comment else None].rstrip(" \t")
    quoted = _QUOTED.match(line, at)
    return quoted[0] if quoted and _BEHIND_QUOTES.match(line, quoted.end()) else line[at:]


def _is_all_of(node: Scalar, token: str) -> bool:
    """Whether ``token`` is the whole of a value, so that none of it stands on another line."""
    if not token:
        return node.plain and not node.text
    if node.plain:
        return node.text == token
    return _QUOTED.fullmatch(token) is not None
