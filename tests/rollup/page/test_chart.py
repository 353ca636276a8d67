from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from vaultgoals.rollup.page.chart import draw
from vaultgoals.rollup.page.values import Line, Trend

FIRST = date(2026, 1, 1)


def trend(*rows: tuple[int | None, ...]) -> Trend:
    """Return a trend over as many days as a row has numbers."""
    days = tuple(FIRST + timedelta(days=7 * at) for at in range(len(rows[0])))
    lines = tuple(Line(f"line {number}", row) for number, row in enumerate(rows, 1))
    return Trend("A <title> & more", "told “so”", days, lines, tuple(range(len(days))), "")


def svg(*rows: tuple[int | None, ...]) -> ET.Element:
    """Return the picture of such a trend."""
    return ET.fromstring(draw(trend(*rows), "x"))  # noqa: S314 - our own


def labels(picture: ET.Element, axis: str) -> list[str]:
    """Return what is written along an axis."""
    (found,) = [group for group in picture.iter("g") if group.get("class") == f"axis {axis}"]
    return [text.text or "" for text in found.iter("text")]


def test_a_picture_has_a_name_and_a_description() -> None:
    """Who does not see it is read both, and they hold what they are to hold."""
    picture = svg((1, 2))

    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "x-title x-desc"
    assert [(one.get("id"), one.text) for one in picture[:2]] == [
        ("x-title", "A <title> & more"),
        ("x-desc", "told “so”"),
    ]


def test_a_picture_has_no_looks_of_its_own() -> None:
    """Colours and letters are the page's: no fill, font or style, no script, no id but those two."""
    for picture in (svg((1, 2)), svg((1,) * 50, (2,) * 50)):
        names = {name for one in picture.iter() for name in one.attrib}

        assert not names & {"fill", "stroke", "style", "font-family", "font-size", "stroke-width"}
        assert {one.tag for one in picture.iter()} <= {
            "svg",
            "title",
            "desc",
            "g",
            "line",
            "text",
            "path",
            "circle",
        }
        assert len([one for one in picture.iter() if one.get("id")]) == 2


@pytest.mark.parametrize(
    ("top", "heights"),
    [
        (0, ["1", "0"]),
        (1, ["1", "0"]),
        (4, ["1", "2", "3", "4", "0"]),
        (5, ["2", "4", "6", "0"]),
        (37, ["10", "20", "30", "40", "0"]),
        (40, ["10", "20", "30", "40", "0"]),
        (41, ["20", "40", "60", "0"]),
        (1234, ["500", "1000", "1500", "0"]),
    ],
)
def test_heights_are_round_and_hold_the_highest(top: int, heights: list[str]) -> None:
    """The scale begins at nothing and ends at a round number that is high enough."""
    assert labels(svg((0, top)), "left") == heights


def test_days_are_written_where_there_is_room() -> None:
    """The first, the last, and one between; of two days just these."""
    assert labels(svg((1, 2)), "bottom") == ["2026-01-01", "2026-01-08"]
    assert labels(svg((1,) * 53), "bottom") == ["2026-01-01", "2026-07-02", "2026-12-31"]


def test_a_day_that_says_nothing_breaks_the_line() -> None:
    """Nothing is drawn between the days around it, and a day that stands alone is a dot."""
    picture = svg((1, 2, None, 3, None, 1))
    paths = [one.get("d", "") for one in picture.iter("path")]

    assert [path.count("L") for path in paths if path] == [1, 0, 0]
    assert len(list(picture.iter("circle"))) == 4


def test_each_line_has_a_class_of_its_own() -> None:
    """The page tells two lines apart by more than colour."""
    groups = [one.get("class") for one in svg((1, 2), (2, 1)).iter("g") if "series" in one.get("class", "")]

    assert groups == ["series line-1", "series line-2"] * 2
