"""The YAML that most notes have, read by the line: some four times as fast as through libyaml.

Keys and values on one line, lists of such values in either form, quotes without escapes. libyaml is the
judge: what is taken here is only what it gives the same nodes for, and one line in doubt leaves the whole
block to it. A property test holds the two together.
"""

from __future__ import annotations

import re

from vaultgoals.parse.yaml_values import NULLS, Node, Scalar, Sequence

LARGEST = 8192
"""Characters; with so few no limit of `yaml_nodes` can be passed."""

_LONGEST_KEY = 200  # libyaml takes none of more than 1,024

# Text that begins with no indicator, and holds no `: ` and no ` #`: https://yaml.org/spec/1.2.2/#733-plain-style
_PLAIN = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=\d))[^:#]*(?:(?::(?=\S)|(?<=\S)#)[^:#]*)*"
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_ENTRY = re.compile(rf"([A-Za-z_][\w-]*(?: [\w-]+)*):(?:( +)({_QUOTED}|{_PLAIN}|\[.*\]))? *", re.ASCII)
_ITEM = re.compile(rf"( *)(- +)({_QUOTED}|{_PLAIN}) *")
_IN_FLOW = re.compile(rf" *({_QUOTED}|[\w./][\w./ -]*) *([,\]])")  # no doubt about commas and colons


def plain_entries(block: str, first_line: int) -> dict[str, tuple[int, Node]] | None:
    """Return line and value of each entry of a block by its key, or None where only a YAML parser can tell.

    ``first_line`` is the line of the file on which ``block`` starts; its lines end with LF.
    """
    if len(block) > LARGEST or "{{" in block or not block.replace("\n", "").isprintable():
        return None
    entries: dict[str, tuple[int, Node]] = {}
    lines = block.removesuffix("\n").split("\n") if block else []
    at = 0
    while at < len(lines):
        entry = _ENTRY.fullmatch(lines[at])
        if entry is None:
            return None
        key, blanks, value = entry.groups()
        if key in entries or key in NULLS or len(key) > _LONGEST_KEY:
            return None
        line = first_line + at
        at += 1
        node: Node | None
        if value:
            node = _value(value, line, len(key) + len(blanks) + 2)
        elif at < len(lines) and lines[at].startswith(("-", " ")):
            node, at = _block_list(lines, at, first_line)
        else:
            node = Scalar("", line, len(key) + 2, plain=True)
        if node is None:
            return None
        entries[key] = (line, node)
    return entries


def _block_list(lines: list[str], at: int, first_line: int) -> tuple[Sequence | None, int]:
    """Return the list whose first item stands in line ``at``, and the number of the line behind it."""
    items: list[Node] = []
    indent = ""
    start = at
    while at < len(lines) and lines[at].startswith(("-", " ")):
        item = _ITEM.fullmatch(lines[at])
        if item is None or (items and item[1] != indent):
            return None, at
        indent = item[1]
        items.append(_scalar(item[3], first_line + at, item.start(3) + 1))
        at += 1
    return Sequence(tuple(items), first_line + start, len(indent) + 1), at


def _value(text: str, line: int, column: int) -> Node | None:
    """Return the value that stands on the line of its key."""
    if text[0] != "[":
        return _scalar(text, line, column)
    inside = text.rstrip(" ")
    if not inside[1:-1].strip(" "):
        return Sequence((), line, column) if inside.endswith("]") else None
    items: list[Node] = []
    at = 1
    while item := _IN_FLOW.match(inside, at):
        items.append(_scalar(item[1], line, column + item.start(1)))
        at = item.end()
        if item[2] == "]":
            return Sequence(tuple(items), line, column) if at == len(inside) else None
    return None


def _scalar(text: str, line: int, column: int) -> Scalar:
    if text[0] in "\"'":
        return Scalar(text[1:-1], line, column, plain=False)
    return Scalar(text.rstrip(" "), line, column, plain=True)
