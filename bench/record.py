"""What was measured before, in ``bench/ratios.json``, and whether it has become worse since."""

from __future__ import annotations

import json
from pathlib import Path

from bench.figures import Figure, Figures
from bench.page import number
from bench.rows import ROWS

WORSE = 1.25
"""By so much a figure may differ from the recorded one without anybody having done anything."""
_LEAST = 0.01
"""A recorded figure below this counts as this: a quarter of nothing is nothing."""


def load(path: Path) -> Figures:
    """Return the recorded figures; none where there is no record."""
    if not path.exists():
        return {}
    recorded = json.loads(path.read_text(encoding="utf-8"))
    return {
        key: {int(size): Figure(*values) for size, values in sizes.items()} for key, sizes in recorded.items()
    }


def merged(recorded: Figures, measured: Figures) -> Figures:
    """Return what was measured, and from the record what was not, in the order of the rows."""
    both = {row.key: recorded.get(row.key, {}) | measured.get(row.key, {}) for row in ROWS}
    return {key: dict(sorted(sizes.items())) for key, sizes in both.items() if sizes}


def save(path: Path, figures: Figures) -> None:
    """Write a record."""
    plain = {
        key: {str(size): [float(number(value)) for value in figure] for size, figure in sizes.items()}
        for key, sizes in figures.items()
    }
    lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(sizes)}" for key, sizes in plain.items())
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8", newline="\n")


def complaints(measured: Figures, recorded: Figures) -> list[str]:
    """Return a sentence for each figure above its budget, or more than a quarter above the record."""
    found = []
    for row in ROWS:
        for size, figure in measured.get(row.key, {}).items():
            budget = row.budget_at(size)
            before = recorded.get(row.key, {}).get(size)
            what = f"{row.label}, {size:,} notes: {number(figure.value)}"
            if budget is not None and figure.value > budget:
                found.append(f"{what} is above the budget of {budget:g}")
            if before is not None and figure.value > max(before.value, _LEAST) * WORSE:
                found.append(f"{what} is more than a quarter above the recorded {number(before.value)}")
    return found
