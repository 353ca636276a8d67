"""Draws a trend as SVG for the inside of a page: bare shapes with classes, which the page's style colours.

leather draws; its colours, fonts and background are taken out again, since a page has a light and a dark
side and allows no style that it does not name (https://leather.readthedocs.io).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import leather
from leather.scales import Linear, Scale

from vaultgoals.rollup.page.values import Line, Trend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 440, 270
"""Units of the picture; about as many pixels where it is shown."""
_LEGEND = 18
"""Units that leather leaves for a legend of several lines; the page has its own, in larger letters."""
_MARGIN = 14
"""Units of its margin, above and below, that are not needed."""
_ROUND = 1
"""Decimals of a coordinate."""
_MOST_DATES = 3
_MOST_DOTS = 40
_LOOKS = frozenset(("fill", "stroke", "stroke-width", "font-family", "font-size"))


class _Days(Scale):  # type: ignore[misc] # leather has no types
    """The days from the first to the last, evenly."""

    def __init__(self, days: Sequence[date]) -> None:
        self._first, self._last = days[0], days[-1]

    def contains(self, value: date) -> bool:
        return self._first <= value <= self._last

    def project(self, value: date, start: float, end: float) -> float:
        return start + (end - start) * (value - self._first).days / (self._last - self._first).days

    def ticks(self) -> list[date]:
        return [self._first, self._last]


def draw(trend: Trend, name: str) -> str:
    """Return the picture of a trend as one ``svg`` element.

    It is named by its own ``title`` and described by its ``desc``, whose ids begin with ``name``.
    """
    chart = leather.Chart()
    for line in trend.lines:
        chart.add_line(_points(trend, line), name=" ")
    if len(trend.days) <= _MOST_DOTS:  # also what stands alone between days that say nothing is seen then
        for line in trend.lines:
            chart.add_dots(_points(trend, line), name=" ", radius=2.5)
    top = max((value for line in trend.lines for value in line.values if value is not None), default=0)
    heights = _heights(top)
    chart.set_x_scale(_Days(trend.days))
    chart.set_x_axis(leather.Axis(ticks=_dates(trend.days), tick_formatter=lambda day, *_: day.isoformat()))
    chart.set_y_scale(Linear(0, heights[-1]))
    chart.set_y_axis(leather.Axis(ticks=heights, tick_formatter=lambda height, *_: f"{height:g}"))
    drawn = chart.to_svg_group(WIDTH, HEIGHT if _has_legend(trend) else HEIGHT - _LEGEND)
    return _picture(drawn, trend, name)


def _has_legend(trend: Trend) -> bool:
    return len(trend.lines) > 1 or len(trend.days) <= _MOST_DOTS


def _points(trend: Trend, line: Line) -> list[tuple[date, int | None]]:
    return list(zip(trend.days, line.values, strict=True))


def _heights(top: int) -> list[int]:
    """Return about four round heights from 0 to at least ``top``."""
    step = next(size for size in _steps() if size * 4 >= top)
    return [step * count for count in range(max(1, -(-top // step)) + 1)]


def _steps() -> Iterator[int]:
    size = 1
    while True:
        yield from (size, size * 2, size * 5)
        size *= 10


def _dates(days: Sequence[date]) -> list[date]:
    """Return the days that are written below: the first, the last, and what lies evenly between."""
    whole = (days[-1] - days[0]).days
    number = min(_MOST_DATES, len(days), whole + 1)
    places = [date.fromordinal(days[0].toordinal() + whole * at // (number - 1)) for at in range(number)]
    return sorted(set(places))


def _picture(drawn: ET.Element, trend: Trend, name: str) -> str:
    for background in drawn.findall("rect"):
        drawn.remove(background)
    for legend in drawn.findall("g/g[1]"):
        legend.clear()
    for number, series in enumerate(group for group in drawn.iter("g") if _is_series(group)):
        series.set("class", f"series line-{number % len(trend.lines) + 1}")
    for axis in drawn.iter("g"):
        if axis.get("class") == "axis bottom":  # at the edges a date in the middle would be cut
            dates = list(axis.iter("text"))
            dates[0].set("text-anchor", "start")
            dates[-1].set("text-anchor", "end")
    for element in drawn.iter():
        _strip(element)
    above = _MARGIN + (_LEGEND if _has_legend(trend) else 0)
    box = f"0 {above} {WIDTH} {HEIGHT - _LEGEND - 2 * _MARGIN}"
    named = {"class": "chart", "viewBox": box, "role": "img"}
    svg = ET.Element("svg", {**named, "aria-labelledby": f"{name}-title {name}-desc"})
    for tag, text in (("title", trend.title), ("desc", trend.told)):
        ET.SubElement(svg, tag, {"id": f"{name}-{tag}"}).text = text
    svg.append(drawn)
    return ET.tostring(svg, encoding="unicode")


def _is_series(group: ET.Element) -> bool:
    return group.get("class", "").startswith("series")


def _strip(element: ET.Element) -> None:
    for name in _LOOKS.intersection(element.keys()):
        del element.attrib[name]
    for name, value in element.items():
        if name == "d":
            element.set(name, " ".join(map(_rounded, value.split())))
        elif name in {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy"}:
            element.set(name, _rounded(value))


def _rounded(word: str) -> str:
    try:
        return f"{round(float(word), _ROUND):g}"
    except ValueError:  # a command of a path
        return word
