"""P12: values are read as Obsidian shows them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from tests.parse.npm_yaml import ask_npm
from tests.parse.same_as_obsidian import alike, blocks, compared
from tests.parse.yaml_constructs import CONSTRUCTS
from tests.requirements import node_finds
from tests.torture.rows import Row, not_run, scaled

_HOW = "every value of {} against npm `yaml`, the parser whose errors Obsidian shows"
_TARGET = "0 values that differ unexplained"


def values(folder: Path, scale: float) -> list[Row]:
    """Read generated frontmatter and every construct of YAML with both, and PyYAML's loader beside them."""
    assert folder.is_dir()
    if not node_finds("yaml"):
        return [not_run("P12", _HOW.format("generated frontmatter"), _TARGET, "needs Node with npm's `yaml`")]
    pieces = [piece for group in CONSTRUCTS.values() for piece in group]
    return [
        _row("{:,} generated frontmatters, sound and damaged", blocks(scaled(60_000, scale, 400), seed=12)),
        _row("{:,} constructs of YAML", pieces),
    ]


def _row(name: str, texts: list[str]) -> Row:
    counts, unexplained = compared(texts)
    kinds: Counter[str] = Counter()
    for verdict, number in counts.items():
        kinds[verdict.partition(":")[0]] += number
    same, both = counts["same values"], counts["both refuse"]
    differ, ours, npms = (kinds[kind] for kind in ("values differ", "we refuse", "npm refuses"))
    return Row(
        "P12",
        _HOW.format(name.format(len(texts))),
        f"{len(unexplained):,} differ unexplained; {same:,} the same, {both:,} refused by both; for reasons "
        f"listed in the test {differ:,} differ, {ours:,} only we refuse, {npms:,} only npm",
        _TARGET,
        not unexplained and same > len(texts) / 4,
        _pyyaml(texts),
    )


def _pyyaml(texts: list[str]) -> str:
    """Return what PyYAML's own loader, and with it python-frontmatter, makes of the same texts."""
    differ = refused = read = 0
    for text, answer in zip(texts, ask_npm(texts), strict=True):
        if answer.refused:
            continue
        read += 1
        try:
            found = yaml.load(text, Loader=yaml.CSafeLoader)
        except Exception:  # noqa: BLE001 - it also lets ValueError and others through
            refused += 1
            continue
        differ += not alike(_plain(found), answer.value)
    return f"PyYAML: {differ:,} of {read:,} that npm reads have other values, {refused:,} are refused"


def _plain(value: Any) -> Any:  # noqa: ANN401 - a tree of plain values
    match value:
        case bool() | str() | None:
            return value
        case int() | float():
            return float(value)
        case list():
            return [_plain(one) for one in value]
        case dict():
            return {key if isinstance(key, str) else str(key): _plain(one) for key, one in value.items()}
    return value
