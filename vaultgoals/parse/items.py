"""From a YAML node to the texts, dates and numbers that a field holds."""

from __future__ import annotations

from dataclasses import dataclass

from vaultgoals.model import Reference, Stamp, title_of
from vaultgoals.parse.references import WIKILINK, references, wiki_target
from vaultgoals.parse.yaml_values import Mapping, Node, Scalar, Sequence, is_null, resolve, resolve_number


@dataclass(slots=True)
class Item:
    """One text under a key."""

    text: str
    line: int
    unquoted_link: bool = False
    """Whether it was written ``[[X]]`` without quotes, which YAML takes for a list in a list."""


def items(node: Node) -> list[Item]:
    """Return the texts under a node: a scalar is one, a list is each of its own; empty values are none.

    A mapping of one entry is the text ``key: value``, for YAML makes that of an unquoted line such as
    ``- ask: Is it true?``. A larger one is its entries joined.
    """
    if isinstance(node, Scalar):
        text = "" if is_null(node) else node.text.strip()
        return [Item(text, node.line)] if text else []
    if isinstance(node, Mapping):
        entries = [
            f"{key.text}: {' '.join(item.text for item in items(value))}" for key, value in node.entries
        ]
        return [Item(", ".join(entries).strip(), node.line)] if entries else []
    if _is_unquoted_link(node):
        inner = ", ".join(item.text for item in items(node.items[0]))
        return [Item(f"[[{inner}]]", node.line, unquoted_link=True)]
    found: list[Item] = []
    for child in node.items:
        if not isinstance(child, Scalar):
            found += items(child)
        elif not is_null(child) and (text := child.text.strip()):
            found.append(Item(text, child.line))
    return found


def _is_unquoted_link(node: Sequence) -> bool:
    if len(node.items) != 1 or not isinstance(node.items[0], Sequence):
        return False
    inner = node.items[0].items
    return bool(inner) and all(isinstance(child, Scalar) for child in inner)


def has_value(node: Node) -> bool:
    """Whether anything but nothing is written under a node."""
    if isinstance(node, Scalar):
        return not is_null(node) and bool(node.text.strip())
    if isinstance(node, Mapping):
        return bool(node.entries)
    return _is_unquoted_link(node) or any(map(has_value, node.items))


def node_text(node: Node) -> str:
    """Return everything under a node as one text, list items joined by ``; ``."""
    return "; ".join([item.text for item in items(node)])


def node_references(key: str, node: Node) -> tuple[Reference, ...]:
    """Return the links, paths, URLs and texts under a node."""
    return tuple([ref for item in items(node) for ref in references(key, item.text, item.line)])


def node_bool(node: Node) -> bool | None:
    """Return the truth value of a plain ``true`` or ``false``; None for anything else."""
    value = resolve(node) if isinstance(node, Scalar) else None
    return value if isinstance(value, bool) else None


def node_number(node: Node) -> float | None:
    """Return the number that a scalar holds, quoted or not; None for anything else."""
    if not isinstance(node, Scalar):
        return None
    return number(node.text)


def number(text: str) -> float | None:
    """Return the finite number that a text is by YAML 1.2's core schema, else None."""
    value = resolve_number(text.strip())
    if value is None:
        return None
    try:
        result = float(value)
    except OverflowError:
        return None
    # Infinity and not-a-number are no measurements. A zero has no sign: else two that are equal would be
    # told as 0 and -0.
    return result + 0.0 if result - result == 0 else None


def node_stamps(node: Node) -> tuple[Stamp, ...]:
    """Return the dates under a node, in the order written; items that are no dates are left out."""
    if isinstance(node, Scalar):  # nearly every node there is
        found = _stamp(node.text.strip())
        return () if found is None else (found,)
    if isinstance(node, Sequence) and not any(map(_may_be_date, node.items)):
        return ()
    return tuple(stamp for item in items(node) if (stamp := _stamp(item.text)) is not None)


def _may_be_date(node: Node) -> bool:
    return not isinstance(node, Scalar) or "-" in node.text


def _stamp(text: str) -> Stamp | None:
    """Read a date, also as the link to a daily note: ``[[Daily/2026-11-21|today]]``."""
    if "-" not in text:
        return None
    link = WIKILINK.fullmatch(text)
    return Stamp.parse(title_of(wiki_target(link[1])) if link else text)
