"""One role filled in in the frontmatter of a note that is about to be made, from a template or from nothing.

Unlike `one_key`, which edits a note that somebody has, whole values may be replaced here: what stands in a
template is a blank to be filled in. Every line of it that is not filled in stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Values

from vaultgoals.frozen import frozen
from vaultgoals.model import Role, fold_key
from vaultgoals.parse.fences import BREAK, near_miss, split
from vaultgoals.parse.fields import KeyTable
from vaultgoals.parse.frontmatter import Property, read_frontmatter
from vaultgoals.parse.items import has_value
from vaultgoals.parse.one_key import Refused
from vaultgoals.parse.one_key_proof import file_lines
from vaultgoals.parse.one_key_value import written_text
from vaultgoals.parse.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFault, compose

_KEY_AND_COLON = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^:]*?)[ \t]*:(?=[ \t]|\Z)""")
_ONLY_A_COMMENT = re.compile(r"[ \t]+#.*")
_BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#.*)?")


@frozen
class Filled:
    """A text with one role filled in."""

    text: str
    key: str
    """The key under which the values stand, as the note spells it."""


def property_of(text: str, role: Role, table: KeyTable) -> Property | None:
    """Return the property of a note that means ``role``: one with a value first, then the best name."""
    found = [
        (not has_value(item.node), rank, item.key != role.value, item.line, item)
        for item in read_frontmatter(text).properties
        for meant, rank in table.get(fold_key(item.key), ())
        if meant is role
    ]
    return min(found, key=lambda one: one[:4])[-1] if found else None


def put_key(
    text: str, role: Role, key: str, values: Values[str], table: KeyTable, *, as_list: bool
) -> Filled | Refused:
    """Return ``text`` with a role filled in; raises nothing, whatever the text.

    Args:
        text: the whole note, with or without frontmatter.
        role: what the values mean. They go to the key that means it, and replace what stands there.
        key: how the key is written where there is none; it then stands behind all others.
        values: each as one line of YAML.
        table: what each key means.
        as_list: whether they are a list also where there is one alone. One goes into a list that is there.
    """
    standing = property_of(text, role, table)
    block = split(text).block
    first_break = BREAK.search(text)
    ending = first_break[0] if first_break else "\n"
    if block is None or first_break is None:
        if near_miss(text) is not None:
            return Refused("its frontmatter is not closed, or does not begin on the first line", 1)
        start = int(text.startswith("\ufeff"))
        new = _rendered(f"{written_text(key)}:", "", values, ending, as_list=as_list)
        return Filled(f"{text[:start]}---{ending}{new}---{ending}{text[start:]}", key)
    entries = _entries(block)
    if isinstance(entries, Refused):
        return entries
    lines = file_lines(text)
    fence = 1 + len(BREAK.findall(block))
    if standing is None:
        lines.insert(fence, _rendered(f"{written_text(key)}:", "", values, ending, as_list=as_list))
        return Filled("".join(lines), key)
    numbers = [*(name.line - 1 for name, _ in entries), fence]
    at = next(number for number, (name, _) in enumerate(entries) if name.line == standing.line)
    begin, end = numbers[at], _end(lines, numbers[at], numbers[at + 1])
    line = BREAK.sub("", lines[begin])
    head = _KEY_AND_COLON.match(line)
    if head is None or standing.key != entries[at][0].text:
        return Refused(f"the key `{standing.key}` is not written as `key: value`", standing.line)
    comment = line[head.end() :] if _ONLY_A_COMMENT.fullmatch(line, head.end()) else ""
    as_list = as_list or isinstance(standing.node, Sequence)
    lines[begin:end] = [_rendered(head[0], comment, values, ending, as_list=as_list)]
    return Filled("".join(lines), standing.key)


def _rendered(head: str, comment: str, values: Values[str], ending: str, *, as_list: bool) -> str:
    """Return key and values; a list in the form in which Obsidian itself writes one."""
    if len(values) == 1 and not as_list:
        return f"{head} {values[0]}{comment}{ending}"
    return f"{head}{comment}{ending}" + "".join(f"  - {value}{ending}" for value in values)


def _entries(block: str) -> tuple[tuple[Scalar, Node], ...] | Refused:
    """Return keys and values of a block whose keys stand each at the start of a line."""
    try:
        root = compose(block, first_line=2)
    except YamlFault as fault:
        return Refused(fault.message, fault.line)
    if root is None:
        return ()
    if not isinstance(root, Mapping):
        return Refused("its frontmatter is not a list of keys and values", root.line)
    in_braces = not root.entries or (root.line, root.column) != (
        root.entries[0][0].line,
        root.entries[0][0].column,
    )
    if in_braces or any(name.column != 1 for name, _ in root.entries):
        return Refused(
            "its frontmatter is written in braces, or its keys do not start their lines", root.line
        )
    return root.entries


def _end(lines: list[str], begin: int, end: int) -> int:
    """Return where the lines of an entry end: blank lines and comments behind it are not its own."""
    while end > begin + 1 and _BLANK_OR_COMMENT.fullmatch(BREAK.sub("", lines[end - 1])):
        end -= 1
    return end
