"""Charts as Mermaid source that Obsidian, GitHub and VS Code draw (Mermaid 10.9 and newer).

Only what all of them know is used: `xychart-beta` (later also called `xychart`), `pie`, `quadrantChart`
and `flowchart` with quoted labels (https://mermaid.js.org/intro/syntax-reference.html). Beside each chart
stands a table or a list: a chart is a picture, and Obsidian's graph sees no link in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from json import dumps
from unicodedata import category

from vaultgoals.rollup.escape import clean

_PLAIN = frozenset(" ,")
_OF_EMOJI = ("So", "Sk", "Cf")
"""Pictures, skin tones, joiners."""
# Mermaid stands these in for `&#`, `&` and `;` while it draws, and puts them back wherever it meets them.
_STAND_INS = str.maketrans({"ﬂ": "fl", "¶": " "})
_BLUE, _ORANGE = "#4c78a8", "#e8833a"
"""Seen on white and on black, and by those who cannot tell red from green."""
_OVER_TIME = {
    "xyChart": {"height": 340, "xAxis": {"labelFontSize": 12}},
    "themeVariables": {"xyChart": {"plotColorPalette": f"{_BLUE}, {_ORANGE}"}},
}
_ROOM = 65
"""Letters that fit below a chart, the gaps between the words included."""
_BLANKS = (32, 160, *range(8192, 8204), 8239, 8287, 12288)
"""Spaces of all kinds: no two points may have one name, and most names of many are left away."""
_LEAST_HEIGHT = 8
"""A lower axis would be divided into halves, and there is no half goal."""


def label(text: str, *, limit: int) -> str:
    """Return ``text`` in one line for the inside of a quoted label of any chart: it reads there as it is.

    Letters and digits stay; all else is written as a numeric entity
    (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters), so that no text closes
    its quotes, the chart or the fence around it, nor means anything to Mermaid or Markdown. A joined `fl`
    and a pilcrow, with which Mermaid hides entities, are written in another way.
    """
    line = clean(clean(text).translate(_STAND_INS), limit=limit)
    return "".join(one if _stays(one) else f"#{ord(one)};" for one in line)


def reads_as(text: str, *, limit: int) -> bool:
    """Whether the label of ``text`` reads exactly as ``text`` does."""
    return clean(text, limit=limit) == text and text.translate(_STAND_INS) == text


def _stays(one: str) -> bool:
    kind = category(one)
    return one in _PLAIN or kind[0] in "LMN" or (kind in _OF_EMOJI and not one.isascii())


def fenced(lines: Iterable[str]) -> str:
    """Return a chart's lines as a block of Markdown."""
    return "\n".join(("```mermaid", *lines, "```"))


def configured(settings: Mapping[str, object]) -> str:
    """Return the first line of a chart that is to be drawn with other settings than the app's own."""
    return f"%%{{init: {dumps(settings)}}}%%"


def bars_and_line(
    title: str,
    axis: str,
    labels: Sequence[str],
    bars: Sequence[int],
    line: Sequence[int] = (),
) -> str:
    """Return a chart over time: blue bars, and an orange line where there is a second row of numbers.

    Args:
        title: what the chart shows.
        axis: what is counted.
        labels: days or periods, no two alike. All these words are ours.
        bars: a number for each label.
        line: another one for each, or none at all.
    """
    most = max((*bars, *line, _LEAST_HEIGHT))
    lines = [
        configured(_OVER_TIME),
        "xychart-beta",
        f'    title "{title}"',
        f"    x-axis {dumps(_thinned(labels))}",
        f'    y-axis "{axis}" 0 --> {most}',
        f"    bar {list(bars)}",
    ]
    if line:
        lines.append(f"    line {list(line)}")
    return fenced(lines)


def _thinned(labels: Sequence[str]) -> list[str]:
    """Return the labels with blanks in place of those that would run into each other; the newest stays."""
    every = -(-sum(map(len, labels)) // _ROOM)
    blanks = iter(_BLANKS)
    last = len(labels) - 1
    return [one if (last - at) % every == 0 else f"#{next(blanks)};" for at, one in enumerate(labels)]
