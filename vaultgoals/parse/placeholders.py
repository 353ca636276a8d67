"""The placeholders of a template filled in: ``{{title}}``, ``{{date}}`` and ``{{time}}``, also with a format.

Source: Obsidian's help, Templates. In frontmatter a value is written so that YAML reads it as what is meant,
whatever the title holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from vaultgoals.frozen import frozen
from vaultgoals.parse.fences import split
from vaultgoals.parse.one_key_proof import file_lines
from vaultgoals.parse.one_key_value import quoted, written
from vaultgoals.parse.yaml_nodes import Mapping, Node, Scalar, YamlFault, compose
from vaultgoals.profiles.moment_format import moment_text

_PLACEHOLDER = re.compile(r"\{\{[ \t]*(title|date|time)[ \t]*(?::([^{}\r\n]*))?\}\}", re.IGNORECASE)
_IN_QUOTES = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")


@frozen
class Filling:
    """What the placeholders of a template stand for."""

    title: str
    when: datetime
    date_format: str
    time_format: str

    def filled(self, text: str) -> str:
        """Return a text with its placeholders filled in, each once; an unknown format stays as it stands."""
        return _PLACEHOLDER.sub(self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        name, form = found[1].casefold(), found[2]
        if name == "title":
            return found[0] if form is not None else self.title
        usual = self.date_format if name == "date" else self.time_format
        text = moment_text((form or "").strip() or usual, self.when)
        return found[0] if text is None else text


def fill_template(text: str, filling: Filling) -> str:
    """Return the text of a template with its placeholders filled in; raises nothing, whatever the text."""
    done = []
    at = 0
    for start, end, new in sorted(_values(text, filling)):
        done += [filling.filled(text[at:start]), new]
        at = end
    return "".join((*done, filling.filled(text[at:])))


def _values(text: str, filling: Filling) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and new text of each value of the frontmatter that holds a placeholder."""
    block = split(text).block
    try:
        root = compose(block, first_line=2) if block else None
    except YamlFault:
        return
    lines = file_lines(text)
    for scalar in _scalars(root):
        if not _PLACEHOLDER.search(scalar.text):
            continue
        start = sum(map(len, lines[: scalar.line - 1])) + scalar.column - 1
        in_quotes = None if scalar.plain else _IN_QUOTES.match(text, start)
        if in_quotes:
            yield start, in_quotes.end(), quoted(filling.filled(scalar.text))
        elif scalar.plain and text.startswith(scalar.text, start):
            yield start, start + len(scalar.text), written(filling.filled(scalar.text))


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if node is None:
        return
    if isinstance(node, Scalar):
        yield node
        return
    inner = [value for _, value in node.entries] if isinstance(node, Mapping) else node.items
    for child in inner:
        yield from _scalars(child)
