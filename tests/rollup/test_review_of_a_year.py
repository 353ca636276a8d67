"""Reviews of a year that was lived: every figure against what the year itself says happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.history import History, TrueDay
from tests.rollup.reviews import review_of
from vaultgoals.model.period import Period
from vaultgoals.rollup.outcome_review import Review

MONTHS = [f"2025-{number:02}" for number in (12,)] + [f"2026-{number:02}" for number in range(1, 12)]
HOLDS = frozenset({"verified", "attested"})


def month(name: str) -> Period:
    """Return a month by its name."""
    found = Period.month(name)
    assert found is not None
    return found


def ends(history: History, period: Period) -> tuple[TrueDay, TrueDay]:
    """Return the truth of the last report before a period, and of the last one in it."""
    before = [day for day in history.days if day.day < period.first.isoformat()][-1]
    end = [day for day in history.days if day.day <= period.last.isoformat()][-1]
    return before, end


def last_said(history: History, title: str, until: date) -> str:
    """Return what was last said of a goal up to a day: pass, fail, or nothing."""
    said = [
        event.what
        for event in history.events
        if event.title == title and event.what in ("pass", "fail") and event.day <= until.isoformat()
    ]
    return said[-1] if said else ""


def newly_true(history: History, period: Period) -> set[str]:
    """Return the goals that hold at the end of a period and did not before, by what the year made up itself.

    Of a goal of which somebody is asked, what was said on each day is known; one that is measured is known
    as far as there are reports.
    """
    before, end = ends(history, period)
    yesterday = period.first - timedelta(days=1)
    found = set()
    for title, goal in end.goals.items():
        if goal.outcome == "dropped":
            continue
        asked = any(event.title == title and event.what in ("pass", "fail") for event in history.events)
        if asked:
            held = last_said(history, title, yesterday) == "pass"
            holds = last_said(history, title, period.last) == "pass"
        else:
            held = before.goals[title].outcome in HOLDS if title in before.goals else True
            holds = goal.outcome in HOLDS
        if holds and not held:
            found.add(title)
    return found


def titles(paths: Iterator[str]) -> set[str]:
    """Return the titles of notes."""
    return {path.rpartition("/")[2].removesuffix(".md") for path in paths}


def told(history: History, period: Period) -> Review:
    """Return the review of a period as it is told on the last day of the year."""
    return review_of(history.vault, period)


@pytest.mark.parametrize("name", MONTHS)
def test_each_month_tells_the_goals_that_became_true_in_it(lived: History, name: str) -> None:
    """The goals newly verified in a month are those that the year says began to hold in it."""
    review = told(lived, month(name))

    assert titles(one.path for one in review.became.verified) == newly_true(lived, month(name))


def test_no_goal_becomes_true_twice_without_having_fallen(lived: History) -> None:
    """Month after month, each beginning is told once: as often as somebody's word turned to yes."""
    counts: dict[str, int] = {}
    for name in MONTHS:
        for title in titles(one.path for one in told(lived, month(name)).became.verified):
            counts[title] = counts.get(title, 0) + 1
    expected: dict[str, int] = {}
    for name in MONTHS:
        for title in newly_true(lived, month(name)):
            expected[title] = expected.get(title, 0) + 1

    assert counts == expected
    assert sum(counts.values()) > 8


@pytest.mark.parametrize("name", MONTHS)
def test_each_month_tells_which_goals_fell_back(lived: History, name: str) -> None:
    """Fallen back is what held in the report before and did not in the last one of the month."""
    before, end = ends(lived, month(name))
    fallen = {
        title
        for title, goal in before.goals.items()
        if goal.outcome in HOLDS and end.goals[title].outcome not in HOLDS | {"dropped"}
    }
    review = told(lived, month(name))

    assert fallen <= titles(one.path for one in review.became.fallen)
    for one in review.became.fallen:
        (title,) = titles(iter([one.path]))
        assert title in fallen or one.verified_on is not None


@pytest.mark.parametrize("name", MONTHS)
def test_each_month_tells_how_far_each_metric_moved(lived: History, name: str) -> None:
    """From the value in the report before to the value in the last one of the month."""
    before, end = ends(lived, month(name))
    moved = {
        title: (f"{goal.value:g}", f"{end.goals[title].value:g}")
        for title, goal in before.goals.items()
        if goal.value is not None
        and end.goals[title].value is not None
        and goal.value != end.goals[title].value
        and end.goals[title].outcome != "dropped"
    }
    review = told(lived, month(name))

    assert {
        one.path.rpartition("/")[2].removesuffix(".md"): (one.before, one.end) for one in review.became.moved
    } == moved


@pytest.mark.parametrize("name", MONTHS)
def test_each_month_tells_of_work_without_a_date(lived: History, name: str) -> None:
    """Tasks of the year carry no date: as many more are told as the year finished between the two reports."""
    before, end = ends(lived, month(name))
    more = {
        title: end.goals[title].done - goal.done
        for title, goal in before.goals.items()
        if end.goals[title].done > goal.done
    }
    review = told(lived, month(name))

    assert review.shipped.tasks == ()
    assert {
        one.goal.rpartition("/")[2].removesuffix(".md"): one.number for one in review.shipped.undated
    } == more


@pytest.mark.parametrize("name", MONTHS)
def test_each_month_tells_the_specs_that_were_built(lived: History, name: str) -> None:
    """Specs of the year are built without a date: the month is that in which the gap was there and went."""
    before, end = ends(lived, month(name))
    accepted = {event.title: event.day for event in lived.events if event.what == "accepted"}
    built = {
        event.title
        for event in lived.events
        if event.what == "built" and before.day < event.day <= end.day and accepted[event.title] <= before.day
    }
    review = told(lived, month(name))

    assert titles(one.path for one in review.shipped.specs) == built
