"""Frontmatter through python-frontmatter, with a handler of ours.

The library's own handlers find fences where Obsidian sees none and type values by YAML 1.1, and the library
strips the text that it is given. So it is handed the block alone, and its values are nodes.
"""

from __future__ import annotations

import re
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from vaultgoals.parse.fences import split
from vaultgoals.parse.yaml_faults import NOT_MAPPING, PROSE
from vaultgoals.parse.yaml_nodes import Node, Scalar, Sequence, YamlFault, compose, key_text


def read_block(block: str, first_line: int) -> dict[str, tuple[int, Node]]:
    """Return line and value of each entry of a block, whose lines end with LF, by its key.

    ``first_line`` is the line of the file on which the block starts. Raises `YamlFault`.
    """
    metadata, _ = frontmatter.parse(f"---\n{block}---\n", handler=NodeHandler(first_line))
    return {key: value for key, value in metadata.items() if isinstance(value, tuple)}


class NodeHandler(BaseHandler):
    """python-frontmatter's reader with our fences and our YAML; its values are pairs of a line and a node."""

    FM_BOUNDARY = re.compile("---")  # the library wants one; `split` is what finds the fences
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, first_line: int = 2) -> None:
        """``first_line`` is the line of the file on which the block to be read starts."""
        super().__init__()
        self._first_line = first_line

    def detect(self, text: str) -> bool:
        """Whether ``text`` starts with a closed block of frontmatter."""
        return split(text).block is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return block and body; ValueError where there is no frontmatter, as the library expects."""
        parts = split(text)
        if parts.block is None:
            raise ValueError("no frontmatter")
        return parts.block, parts.body

    def load(self, fm: str) -> dict[str, Any]:
        """Return the block's properties by key; raises `YamlFault` where there is no mapping."""
        node = compose(fm, first_line=self._first_line)
        if node is None:
            return {}
        if isinstance(node, Scalar):
            raise YamlFault(PROSE, "the text between the rules is prose", node.line, node.column)
        if isinstance(node, Sequence):
            fix = "Write `key: value` lines between the fences."
            raise YamlFault(NOT_MAPPING, "the frontmatter is a list", node.line, node.column, fix)
        return {key_text(key): (key.line, value) for key, value in node.entries}
