"""The trends of the dashboard: figures of the dated reports, and nothing where there are none."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pytest

from tests.history import History
from tests.rollup.written import charts
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.rollup.day import Day
from vaultgoals.rollup.sampling import MOST, sampled

DASHBOARD = "Gaps/Dashboard.md"
GOAL = "---\ntype: goal\nwhy: I want it\nmetric: seen by eye\n---\n"
TASK = '---\ntype: task\nstatus: {}\ngoal: "[[Ship]]"\n---\n'


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one."""
    return re.split(r"^#+ .*$", text.split(f"# {heading}\n")[1], flags=re.MULTILINE)[0]


def rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, its header left out."""
    lines = [line for line in section(text, heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def numbers(text: str, heading: str, what: str) -> list[int]:
    """Return the ``bar`` or ``line`` of the chart under a heading."""
    found = re.search(rf"^    {what} (\[.*\])$", section(text, heading), re.MULTILINE)
    assert found is not None
    return list(json.loads(found[1]))


def series(first: str, steps: list[int]) -> list[Day]:
    """Return days, each so many days after the one before."""
    day, found = date.fromisoformat(first), []
    for step in [0, *steps]:
        day += timedelta(step)
        found.append(Day(day.isoformat()))
    return found


def test_a_year_is_shown_by_the_last_report_of_each_month(year: History) -> None:
    """Goals verified, gaps and their kinds stand in chart and table as they were on those days."""
    text = year.vault.read(DASHBOARD)
    months = {truth.day[:7]: truth for truth in year.days}
    gaps = [sum(truth.gaps.values()) for truth in months.values()]
    not_verified = [
        sum(number for code, number in truth.gaps.items() if code in ("VG301", "VG304"))
        for truth in months.values()
    ]

    assert len(months) == 13
    assert numbers(text, "Goals verified", "bar") == [truth.verified for truth in months.values()]
    assert numbers(text, "Goals verified", "line") == [truth.live for truth in months.values()]
    assert [row[:3] for row in rows(text, "Goals verified")] == [
        [truth.day, str(truth.verified), str(truth.live)] for truth in months.values()
    ]
    assert numbers(text, "Gaps", "bar") == gaps
    assert numbers(text, "Gaps", "line") == not_verified
    assert [(row[0], row[1], row[4], row[5]) for row in rows(text, "Gaps")] == [
        (truth.day, str(number), str(bare), str(truth.gaps.get("VG203", 0)))
        for truth, number, bare in zip(months.values(), gaps, not_verified, strict=True)
    ]
    assert "One point a month: the last report of each." in section(text, "Goals verified")


def test_the_time_from_done_to_verified_is_that_between_two_reports(year: History) -> None:
    """A goal's days run from the first report with all its work done to the first that finds it verified."""
    text = year.vault.read(DASHBOARD)
    expected, over = {}, []
    for title, last in year.days[-1].goals.items():
        lived_through = [(truth.day, truth.goals[title]) for truth in year.days if title in truth.goals]
        done = next((day for day, goal in lived_through if goal.work == "done"), "")
        held = next((day for day, goal in lived_through if done <= day and goal.outcome == "verified"), "")
        if not done or last.outcome == "dropped" or not (held or last.work == "done"):
            continue
        days = (date.fromisoformat(held or year.days[-1].day) - date.fromisoformat(done)).days
        expected[f"[[{title}]]"] = [done, held or "not yet", str(days)]
        over += [days] if held else []
    table = rows(text, "From the last task done to verified")
    shown = {row[1]: row[2:5] for row in table}

    assert len(expected) > 6
    assert shown == expected
    assert numbers(text, "From the last task done to verified", "bar") == [int(row[4]) for row in table]
    assert [row[0] for row in table] == [str(at) for at in range(1, len(table) + 1)]
    assert f"it took {median(over):g} days (median)" in text


def test_one_report_is_no_trend(vault: Vault) -> None:
    """On the first day nothing is said of time.

    == Ship.md
    ---
    type: goal
    ---
    """
    publish(vault.examine("2026-11-20"))
    text = vault.read(DASHBOARD)

    assert "Trends" not in text
    assert charts(text) == []


def test_the_second_report_makes_the_trend_and_a_second_writing_changes_nothing(vault: Vault) -> None:
    """Two dated reports are enough; run again, the day writes nothing.

    == Ship.md
    ---
    type: goal
    verified: 2026-11-20
    ---
    """
    publish(vault.examine("2026-11-18"))
    publish(vault.examine("2026-11-21"))
    before = vault.snapshot()
    again = publish(vault.examine("2026-11-21"))

    assert numbers(vault.read(DASHBOARD), "Goals verified", "bar") == [0, 1]
    assert again.written == ()
    assert vault.snapshot() == before


def test_the_dashboard_speaks_of_no_later_report(vault: Vault) -> None:
    """A dashboard of a day knows the reports before it and its own, and is the same whatever came after.

    == Ship.md
    ---
    type: goal
    ---
    """
    for day in ("2026-11-18", "2026-11-19", "2026-11-20"):
        publish(vault.examine(day))
    then = vault.read(DASHBOARD)
    publish(vault.examine("2026-11-21"))
    (vault.root / DASHBOARD).unlink()
    publish(vault.examine("2026-11-20"))

    assert vault.read(DASHBOARD) == then


def test_the_tables_of_goals_stand_above_every_picture(year: History) -> None:
    """Whoever opens the dashboard finds the goals first, and no chart before the tables."""
    text = year.vault.read(DASHBOARD)
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)

    assert headings == ["Work and outcome", "Goals", "Gaps by rule", "Trends", "Pictures"]
    assert text.index("```mermaid") > text.index("## Trends")


def test_a_report_that_does_not_say_leaves_a_hole_and_no_zero(vault: Vault) -> None:
    """A day whose report lost its numbers is left out of the charts.

    == Ship.md
    ---
    type: goal
    ---
    """
    for day in ("2026-11-18", "2026-11-19"):
        publish(vault.examine(day))
    report = vault.root / "Gaps/Gap report 2026-11-18.md"
    report.write_text("---\ngenerated_by: vaultgoals\nvaultgoals_ignore: true\n---\nmine now\n")
    publish(vault.examine("2026-11-20"))

    assert [row[0] for row in rows(vault.read(DASHBOARD), "Goals verified")] == ["2026-11-19", "2026-11-20"]


def test_work_done_before_the_first_report_is_said_to_be_older(vault: Vault) -> None:
    """Nobody knows since when: the days are told as so many or more, and count for no median.

    == Ship.md
    ---
    type: goal
    ---
    """
    write_files(vault.root, {"A.md": TASK.format("done")})
    publish(vault.examine("2026-11-01"))
    publish(vault.examine("2026-11-21"))
    text = vault.read(DASHBOARD)

    assert rows(text, "From the last task done to verified") == [
        ["1", "[[Ship]]", "2026-11-01 or before", "not yet", "20 or more", "▰▰▰▰▰▰▰▰▰▰"]
    ]
    assert "Of 1 goal whose tasks were all done, 1 is still to be verified." in text
    assert "median" not in text


def test_a_goal_with_new_work_waits_for_its_work(vault: Vault) -> None:
    """A goal that was never verified and has an open task again is not among those that wait.

    == Ship.md
    ---
    type: goal
    ---
    """
    write_files(vault.root, {"A.md": TASK.format("done")})
    publish(vault.examine("2026-11-01"))
    write_files(vault.root, {"B.md": TASK.format("open")})
    publish(vault.examine("2026-11-21"))

    assert "From the last task done" not in vault.read(DASHBOARD)


def test_of_many_goals_that_wait_those_that_wait_longest_are_listed(tmp_path: Path) -> None:
    """A long list is cut, and says so."""
    vault = Vault(tmp_path)
    for number in range(20):
        task = TASK.replace("Ship", f"Goal {number}").format("done")
        write_files(tmp_path, {f"Goal {number}.md": GOAL, f"T{number}.md": task})
    publish(vault.examine("2026-11-01"))
    publish(vault.examine("2026-11-21"))
    text = vault.read(DASHBOARD)

    assert len(rows(text, "From the last task done to verified")) == 15
    assert "The 15 of them that wait longest are listed." in text


@pytest.mark.parametrize(
    ("steps", "told", "number"),
    [
        ([1] * 25, "", 26),
        ([1] * 26, "three days", 9),
        ([7] * 20, "", 21),
        ([1] * 100, "week", 15),
        ([3] * 59, "week", 26),
        ([4] * 89, "two weeks", 26),
        ([1] * 364, "month", 13),
        ([400, 1], "month", 2),
        ([400] * 6, "", 7),
        ([10] * 200, "quarter", 22),
        ([300] * 30, "year", 25),
    ],
)
def test_a_chart_has_at_most_26_points(steps: list[int], told: str, number: int) -> None:
    """Of many days it shows the last of each week, two weeks, month, quarter or year, by different labels."""
    days = series("2026-01-05", steps)
    found = sampled(days)

    assert (len(found.days), len(found.labels), len(set(found.labels))) == (number, number, number)
    assert number <= MOST
    assert told in found.told
    assert found.days[-1] == days[-1]
    assert bool(found.told) == (number < len(days))


@pytest.mark.parametrize("steps", [[1] * 40, [2] * 100, [5] * 300])
def test_one_more_day_moves_only_the_last_points(steps: list[int]) -> None:
    """Periods are those of the calendar: what is past is shown by the same day tomorrow."""
    days = series("2026-01-07", steps)
    before, after = sampled(days[:-1]), sampled(days)

    assert [one for one in before.days[:-1] if one not in after.days] == []


def test_no_day_is_no_sample() -> None:
    """Without days there are no points, and a single day is one."""
    assert sampled([]).days == ()
    assert sampled(series("2026-01-01", [])).labels == ("01-01",)
