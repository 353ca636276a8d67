"""Frontmatter as we read it, compared with what Obsidian shows.

The judge is npm's `yaml`, whose errors Obsidian's API names (`YAMLParseError`). Where the two differ on a
value, or one of them reads nothing, the tables below say why; what they do not explain is a defect.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from tests.parse.npm_yaml import Answer, ask_npm
from tests.parse.yaml_shapes import block
from vaultgoals.parse.fences import BREAK, split
from vaultgoals.parse.plain_yaml import plain_entries
from vaultgoals.parse.yaml_nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlFault,
    compose,
    resolve,
)

Explained = tuple[str, Callable[[str, Any, Any], bool], str]
"""A name, whether it explains a block with what we and npm read in it, and the reason."""


def _has(pattern: str) -> Callable[[str, Any, Any], bool]:
    found = re.compile(pattern, re.MULTILINE)
    return lambda text, _ours, _theirs: found.search(text) is not None


def _without_last_blanks(value: Any) -> Any:  # noqa: ANN401 - a tree of plain values
    match value:
        case str():
            return value.rstrip(" \t\n")
        case list():
            return [_without_last_blanks(one) for one in value]
        case dict():
            return {key: _without_last_blanks(one) for key, one in value.items()}
    return value


def _blank_lines(value: Any) -> Any:  # noqa: ANN401 - a tree of plain values
    match value:
        case str():
            return re.sub(r"\s+", " ", value)
        case list():
            return [_blank_lines(one) for one in value]
        case dict():
            return {key: _blank_lines(one) for key, one in value.items()}
    return value


DIFFERENT: tuple[Explained, ...] = (
    (
        "placeholder",
        _has(r"\{\{"),
        "a mapping in a mapping to YAML, and text when the template is used: read as text, and told",
    ),
    (
        "byte order mark",
        _has(r"^\ufeff"),
        "a mark at the start of a line is a character of the key to us; npm drops it",
    ),
    (
        "blank end of an indented block",
        lambda text, ours, theirs: (
            re.search(r"[|>][+-]?[1-9]", text) is not None
            and alike(_without_last_blanks(ours), _without_last_blanks(theirs))
        ),
        "behind `|2` YAML 1.2 keeps blank lines wider than the indent; npm drops them at the end",
    ),
    (
        "anchor with a colon",
        _has(r"(?:\A|[\s\[{,])&[\w-]*[^\w\s-]"),
        "in YAML 1.2 an anchor's name may hold `:`, for libyaml it ends there",
    ),
    (
        "question mark in brackets",
        _has(r"[\[,{]\s*\?\S"),
        "in `[?x]` libyaml sees a key, and YAML 1.2 a word that begins so",
    ),
    (
        "escaped line end",
        lambda text, ours, theirs: (
            re.search(r"\\\r?\n\s*\n", text) is not None and alike(_blank_lines(ours), _blank_lines(theirs))
        ),
        "YAML 1.2 keeps each empty line below a `\\` at the end of a line in quotes, npm all but one",
    ),
)
"""Where values may differ."""

_FLOW = r"[\[{]"

WE_REFUSE: tuple[Explained, ...] = (
    ("placeholder", _has(r"\{\{"), "two properties of a template may have the same placeholder for a name"),
    (
        "yaml-tag",
        _has(r"(?:^|[\s\[{,:-])!"),
        "no tag but those of the core schema is read: a tag asks for a program's types",
    ),
    ("yaml-alias", _has(r"\*"), "an alias that stands for nothing, or libyaml's idea of its name"),
    ("anchor", _has(r"&"), "libyaml takes only letters, digits, `-` and `_` in an anchor's name"),
    (
        "yaml-complex-key",
        _has(r"\]\s*:|\}\s*:|^\s*\?|[\[,{]\s*\?"),
        "a list or mapping as a key is no property in Obsidian either: it shows its text",
    ),
    (
        "empty key",
        _has(r"(?:^|[\s\[{,\]}\"'])[:?](?=[\s,\]}]|\Z)|^(?:~|null|Null|''|\"\")\s*:"),
        "a key that is not there at all; libyaml does not read it everywhere",
    ),
    (
        "control character",
        _has("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]|\\\\ud[89a-f]|\ufeff"),
        "characters that YAML forbids, and halves of characters, are told and not shown",
    ),
    (
        "flow",
        _has(
            rf"{_FLOW}:|{_FLOW}[\s\S]*(?:[,\[{{\s]:|:[\[{{\"'\s]|[,\[{{]\s*[-?](?=\s*[,\]}}])|[^\s,]:[^\s]|\?)"
        ),
        "in brackets YAML 1.2 lets `:` and `?` begin words and touch what follows; libyaml does not",
    ),
    (
        "several documents",
        _has(r"^(?:\.\.\.|%)"),
        "the markers of YAML streams have no place between fences",
    ),
    ("tabs", _has(r"\t"), "a tab that indents, or stands at the start of a block of text"),
    (
        "no mapping",
        _has(r"\A\s*(?:--- +)?[|>]"),
        "a block of text for the whole frontmatter: there is no property in it",
    ),
    ("key over lines", _has(r"^\s*:"), "a key whose colon stands on a later line"),
)
"""Where we may refuse what npm reads."""

NPM_REFUSES: tuple[Explained, ...] = (
    ("placeholder", _has(r"\{\{"), "text to us, see above"),
    (
        "comment without a blank",
        _has(r"[\"'\]}|>+\-0-9]#|\\#"),
        "`'b'#c`: libyaml ends the value at the closing quote, bracket or header and sees a comment",
    ),
    (
        "one name for npm",
        _has(r"^\s*(?:\? )?(?:1\.?0*|0*10|[-+]?0+|0x\w+|0o\w+|[-+.\deE]+|\"1\"|'1')\s*:?"),
        "`1` and `1.0` are one number and two names",
    ),
    (
        "flow over lines",
        _has(rf"{_FLOW}[^\]}}]*\n"),
        "a list in brackets that goes on at the left edge is plain enough to be read",
    ),
    ("dash in brackets", _has(r"[\[{,:]\s*-\s*[,\]}\s]"), "`[-]` is a list with a dash to libyaml"),
    (
        "comment below blank lines",
        _has(r"[|>].*\n(?:[ \r]*\n)+\s*#"),
        "a `#` further left than the blank lines of an empty block of text is a comment to libyaml",
    ),
    ("header on a line of its own", _has(r"^\s*[|>]"), "libyaml reads an empty key below it"),
    ("quotes at the left edge", _has(r"['\"]"), "the lines of a quoted text need no indent to us"),
    ("anchor", _has(r"&"), "see above"),
    ("byte order mark", _has(r"^\ufeff"), "see above"),
)
"""Where we may read what npm refuses: more of a note is read than Obsidian shows, and nothing else."""

TABLES = {"values differ": DIFFERENT, "we refuse": WE_REFUSE, "npm refuses": NPM_REFUSES}


def _js_name(key: Scalar) -> str:
    """Return the name under which JavaScript keeps a key: `010:` is the number ten there, then "10"."""
    value = resolve(key)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, int | float):
        return value
    number = float(value)
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() and abs(number) < 1e21 else _exponent(repr(number))


def _exponent(digits: str) -> str:
    return re.sub(r"e([-+])0*", r"e\1", digits)


def _values(node: Node | None) -> Any:  # noqa: ANN401 - a tree of plain values
    """Return a node as plain values; all numbers are floats, as in JavaScript."""
    match node:
        case None:
            return None
        case Scalar():
            value = resolve(node)
            return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        case Sequence():
            return [_values(item) for item in node.items]
        case Mapping():
            return {_js_name(key): _values(value) for key, value in node.entries}


def _ours(text: str) -> tuple[Any, str]:
    """Return what we read between the fences, and the name of the fault where that is nothing."""
    plain_text = BREAK.sub("\n", text)
    plain = plain_entries(plain_text, 2)
    if plain:
        entries = [(Scalar(key, 1, 1, plain=True), node) for key, (_, node) in plain.items()]
        return _values(Mapping(tuple(entries), 1, 1)), ""
    try:
        return _values(compose(plain_text, first_line=2)), ""
    except YamlFault as fault:
        return None, fault.name


def alike(one: Any, other: Any) -> bool:  # noqa: ANN401 - trees of plain values
    """Whether two trees hold the same values of the same types, whatever the order of the names."""
    match one, other:
        case (dict(), dict()):
            return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
        case (list(), list()):
            return len(one) == len(other) and all(map(alike, one, other))
        case (float(), float()):
            return one == other or (math.isnan(one) and math.isnan(other))
    return type(one) is type(other) and bool(one == other)


def _verdict(text: str, answer: Answer) -> str:
    """Return how the two readers compare on a block, as a class and the entry that explains it."""
    ours, fault = _ours(text)
    if fault and answer.refused:
        return "both refuse"
    if not fault and not answer.refused and alike(ours, answer.value):
        return "same values"
    kind = "we refuse" if fault else "npm refuses" if answer.refused else "values differ"
    found = next((name for name, explains, _ in TABLES[kind] if explains(text, ours, answer.value)), "")
    return f"{kind}: {found}" if found else f"UNEXPLAINED {kind}: {fault or answer.refused}"


def compared(texts: list[str]) -> tuple[Counter[str], list[str]]:
    """Return how often each verdict was given, and what nothing explains."""
    counts: Counter[str] = Counter()
    unexplained = []
    for text, answer in zip(texts, ask_npm(texts), strict=True):
        verdict = _verdict(text, answer)
        counts[verdict] += 1
        if verdict.startswith("UNEXPLAINED"):
            unexplained.append(f"{verdict}\n{text!r}\nours {_ours(text)[0]!r}\nnpm  {answer.value!r}")
    return counts, unexplained


def blocks(number: int, seed: int) -> list[str]:
    """Return blocks as they stand between the fences of generated notes."""
    random = Random(seed)  # noqa: S311 - the same notes at each run
    notes = (f"---\n{block(random)}---\nbody\n" for _ in range(number))
    return [parts.block for parts in map(split, notes) if parts.block is not None]
