"""The figures as text: the table of ratios, the times behind them, and the place of the table in its page."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.figures import Figure, Figures, Samples
from bench.peers import SAMPLED_FROM
from bench.process import Sample
from bench.rows import ROWS, Row

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def ratio_table(figures: Figures, sizes: Sequence[int]) -> str:
    """Return all rows that have a figure, one column a size; over budget is bold."""
    head = ["work", *(f"{size:,} notes" for size in sizes), "budget"]
    lines = [_line(head), _line(["---", *("---:" for _ in head[1:])])]
    for row in ROWS:
        found = figures.get(row.key, {})
        if found:
            lines.append(
                _line([row.label, *(_cell(row, found.get(size), size) for size in sizes), _budget(row)])
            )
    return "\n".join([*lines, "", _remarks(sizes)])


def _remarks(sizes: Sequence[int]) -> str:
    said = f"Python {sys.version_info.major}.{sys.version_info.minor} on {platform.system()}. "
    said += "The median of one ratio a round (the least and the greatest); **bold** is above the budget."
    if max(sizes, default=0) >= SAMPLED_FROM:
        said += (
            f" From {SAMPLED_FROM:,} notes on, the two peers with python-frontmatter read every tenth note, "
            "and the time that they need for it is multiplied by ten."
        )
    return said


def time_table(samples: Samples) -> str:
    """Return milliseconds and memory of every work: they hold for this machine and this hour."""
    names = dict.fromkeys(name for works in samples.values() for name in works)
    head = "ms: median (least-greatest); peak MB above an empty Python's"
    lines = [_line([head, *(f"{size:,} notes" for size in samples)])]
    lines.append(_line(["---", *("---:" for _ in samples)]))
    for name in names:
        cells = [_spent(works.get(name, ()), works.get("pass", ())) for works in samples.values()]
        lines.append(_line([name, *cells]))
    return "\n".join(lines)


def _spent(found: Sequence[Sample], empty: Sequence[Sample]) -> str:
    if not found:
        return ""
    times = [sample.seconds * 1000 for sample in found]
    floor = median(sample.peak for sample in empty) if empty else 0
    above = (median(sample.peak for sample in found) - floor) / 1e6
    return f"{median(times):.0f} ({min(times):.0f}-{max(times):.0f}); {above:.1f}"


class NoPlaceError(Exception):
    """A page has no markers between which the table could stand."""


def put(page: Path, table: str | None) -> None:
    """Write the table between the two markers of a page, and nothing else of it.

    Args:
        page: a Markdown file.
        table: what to write; None looks only whether it could be written.

    Raises:
        NoPlaceError: the markers are not there.
    """
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        message = f"{page} has no place for the table: {BEGIN} and {END}"
        raise NoPlaceError(message)
    if table is not None:
        page.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8", newline="\n")


def number(value: float) -> str:
    """Return a figure with two or three digits that count."""
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 or value == 0 else f"{value:.4f}"


def _cell(row: Row, figure: Figure | None, size: int) -> str:
    if figure is None:
        return ""
    budget = row.budget_at(size)
    value = number(figure.value)
    if budget is not None and figure.value > budget:
        value = f"**{value}**"
    if figure.least == figure.most:
        return value
    return f"{value} ({number(figure.least)}-{number(figure.most)})"


def _budget(row: Row) -> str:
    if row.budget is None:
        return ""
    return f"≤ {row.budget:g}" + (
        f" at {' and '.join(f'{size:,}' for size in row.sizes)}" if row.sizes else ""
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
