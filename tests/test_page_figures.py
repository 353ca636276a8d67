from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.history import History, TrueDay
from tests.pages import opened, write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def told(lived: History, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the last day of a year."""
    return write_page(lived.root, tmp_path_factory.mktemp("year") / "page.html", lived.days[-1].day)


def rows_of(page: Page, table: str) -> list[list[str]]:
    """Return the cells of each row in the body of a table, as they are read, without their labels."""
    rows: list[list[str]] = page.eval_on_selector_all(
        f"{table} tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    return rows


def test_the_summary_is_true(browser: Browser, lived: History, told: Path) -> None:
    """Goals verified and gaps are those of the year's last day, whoever counts them."""
    truth = lived.days[-1]
    with opened(browser, told) as page:
        figures = page.locator(".figures").inner_text()

        assert page.locator(".lead").inner_text() == (
            f"{truth.verified} of {truth.live} goals verified as of {truth.day}"
        )
        assert f"{truth.verified} / {truth.live}\ngoals verified" in figures
        assert f"{sum(truth.gaps.values())}\ngaps" in figures
        assert f"{truth.specs}\nspecs" in figures
        assert page.locator(".gap").count() == sum(truth.gaps.values())


def test_every_goal_stands_as_it_is(browser: Browser, lived: History, told: Path) -> None:
    """Each goal's row tells its outcome and work, and each goal stands in its cell of the two by two."""
    truth = lived.days[-1]
    live = {title: goal for title, goal in truth.goals.items() if goal.outcome != "dropped"}
    with opened(browser, told) as page:
        rows = {row[0].splitlines()[0]: row for row in rows_of(page, ".goals")}

        assert rows.keys() == live.keys()
        for title, goal in live.items():
            assert rows[title][0].splitlines()[-1] == goal.path
            assert rows[title][1] == goal.outcome
            work = f"{goal.done} of {goal.done + goal.open} done" if goal.done + goal.open else "no tasks"
            assert rows[title][2].splitlines()[0] == work

        page.evaluate("document.querySelectorAll('.square details').forEach(one => { one.open = true })")
        cells = {row[0]: row[1:] for row in rows_of(page, ".square")}
        for name, work in (("Work done", "done"), ("Work open", "open"), ("No work", "none")):
            for at, holds in enumerate((False, True)):
                expected = {
                    title
                    for title, goal in live.items()
                    if goal.work == work and (goal.outcome == "verified") is holds
                }
                lines = cells[name][at].splitlines()
                assert {line for line in lines if line in live} == expected
                assert int(lines[0].split()[0]) == len(expected)


def test_each_filter_counts_right(browser: Browser, lived: History, told: Path) -> None:
    """What a rule of the list shows are as many gaps as the rule has."""
    truth = lived.days[-1]
    with opened(browser, told) as page:
        shown = Counter[str]()
        for value in page.locator("#by-rule option").evaluate_all("all => all.map(one => one.value)")[1:]:
            page.select_option("#by-rule", value)
            shown[value] = page.locator(".gap:visible").count()

        assert shown == truth.gaps


def test_the_trends_are_those_of_the_year(browser: Browser, lived: History, told: Path) -> None:
    """The table behind each chart states the truth of its days, the last day among them."""
    days = {day.day: day for day in lived.days}
    with opened(browser, told) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        gaps, goals = (rows_of(page, f"figure:nth-child({number})") for number in (1, 2))

        assert gaps[-1][0] == goals[-1][0] == lived.days[-1].day
        assert len(gaps) > 10
        assert [row[1:] for row in gaps] == [
            [str(all_gaps(days[row[0]])), str(illusions(days[row[0]]))] for row in gaps
        ]
        assert [row[1:] for row in goals] == [
            [str(days[row[0]].live), str(days[row[0]].verified)] for row in goals
        ]


def test_the_waits_are_those_of_the_year(browser: Browser, lived: History, told: Path) -> None:
    """From the first report in which all tasks of a goal were done to the first since in which it held."""
    expected = {}
    for title, last in lived.days[-1].goals.items():
        days = [(day.day, day.goals[title]) for day in lived.days if title in day.goals]
        done = next((day for day, goal in days if goal.work == "done"), "")
        held = next((day for day, goal in days if day >= done and goal.outcome == "verified"), "")
        if last.outcome != "dropped" and done and (held or last.work == "done"):
            expected[title] = [done, held or "not yet"]

    with opened(browser, told) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        rows = rows_of(page, ".waiting")

        assert len(expected) > 3
        assert {row[0]: row[1:3] for row in rows} == expected
        waiting = [row[2] == "not yet" for row in rows]
        assert waiting == sorted(waiting, reverse=True)


def all_gaps(day: TrueDay) -> int:
    """Return how many gaps there were."""
    return sum(day.gaps.values())


def illusions(day: TrueDay) -> int:
    """Return how many of them were about what is done and not verified."""
    return sum(day.gaps.get(code, 0) for code in ("VG301", "VG304", "VG305", "VG401", "VG402", "VG403"))


def test_a_line_ends_where_it_should(browser: Browser, lived: History, told: Path) -> None:
    """The drawn line has a point for each report, and its height is the number."""
    verified = [day.verified for day in lived.days]
    with opened(browser, told) as page:
        path = page.locator("figure:nth-child(2) .line-2 path").get_attribute("d")
        assert path is not None
        heights = [float(word) for word in path.split()[2::3]]

        assert len(heights) == len(verified)
        low, high = heights[verified.index(min(verified))], heights[verified.index(max(verified))]
        span = max(verified) - min(verified)
        for height, number in zip(heights, verified, strict=True):
            expected = low + (high - low) * (number - min(verified)) / span
            assert height == pytest.approx(expected, abs=0.2)
