"""Samples in, figures out: the median of paired ratios, with the least and the greatest of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from bench.process import Sample
from bench.rows import ROWS, Kind, Row
from bench.watching import Waits

Samples = Mapping[int, Mapping[str, Sequence[Sample]]]
"""For each size, for each work, one sample a round."""

_FLOOR = 30_000_000
"""Bytes that an interpreter with the libraries in use may need whatever the vault."""


class Figure(NamedTuple):
    """What came out for one row at one size."""

    value: float
    least: float
    most: float


Figures = dict[str, dict[int, Figure]]
"""For each row's key, for each size; what was not measured is absent."""


def figures(samples: Samples, waits: Mapping[int, Waits]) -> Figures:
    """Compute every row at every size for which there is something to compute it from."""
    found: Figures = {}
    for row in ROWS:
        for size in samples:
            values = _values(row, size, samples, waits)
            if values:
                figure = Figure(median(values), min(values), max(values))
                found.setdefault(row.key, {})[size] = figure
    return found


def _values(row: Row, size: int, samples: Samples, waits: Mapping[int, Waits]) -> list[float]:
    here = samples[size]
    if row.kind in (Kind.DELAY, Kind.LONG_DELAY):
        return _delays(row, waits[size]) if size in waits else []
    if row.kind is Kind.PASSED:
        return _passed(waits[size]) if size in waits else []
    if row.kind is Kind.MEMORY:
        return [max(0, sample.peak - _FLOOR) / 1000 / size for sample in here.get(row.ours, ())]
    if row.kind is Kind.GROWTH:
        return _paired(here.get(row.ours, ()), samples.get(size // 10, {}).get(row.ours, ()))
    return _paired(here.get(row.ours, ()), here.get(row.against, ()))


def _paired(ours: Sequence[Sample], theirs: Sequence[Sample]) -> list[float]:
    """Return one ratio a round: both were then measured on a machine of the same mood."""
    return [a.seconds / b.seconds for a, b in zip(ours, theirs, strict=False)]


def _passed(waits: Waits) -> list[float]:
    return [busy / empty for busy, empty in zip(waits.passed, waits.empty, strict=False)]


def _delays(row: Row, waits: Waits) -> list[float]:
    """Return one ratio a save, or the one that nineteen of twenty do not exceed."""
    paired = sorted(wait / empty for wait, empty in zip(waits.beyond, waits.empty, strict=True))
    return paired if row.kind is Kind.DELAY else [paired[-(-len(paired) * 95 // 100) - 1]]
