"""Periods are those of the calendar: ISO weeks, months, and days from one to another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.model.period import Period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026W47", "2026-11-16", "2026-11-22"),
        ("2026-w01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
    ],
)
def test_a_week_begins_on_monday_and_belongs_to_the_year_of_its_thursday(
    text: str, first: str, last: str
) -> None:
    """Weeks are numbered as ISO 8601 does."""
    week = Period.week(text)

    assert week is not None
    assert (week.first.isoformat(), week.last.isoformat()) == (first, last)
    assert week.name == f"2026-W{text[-2:]}"


@pytest.mark.parametrize(
    "text", ["2026-W60", "2026-W00", "2025-W53", "2026-47", "W47", "", "2026-W4", "٢٠٢٦-W47"]
)
def test_what_is_no_week_is_none(text: str) -> None:
    """A number that the year has no week of is no week; 2025 has 52."""
    assert Period.week(text) is None


@pytest.mark.parametrize(
    ("text", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-11", 30), ("2026-12", 31)]
)
def test_a_month_has_all_its_days(text: str, last: int) -> None:
    """A month goes from its first day to its last, leap years known."""
    month = Period.month(text)

    assert month is not None
    assert (month.first.day, month.last.day, month.name) == (1, last, text)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026", "2026-1", "0000-01", "2026-11-01", ""])
def test_what_is_no_month_is_none(text: str) -> None:
    """Only a year and a month from 01 to 12 make one."""
    assert Period.month(text) is None


@given(st.dates())
def test_every_day_lies_in_its_week_and_the_week_is_read_back(day: date) -> None:
    """The week of any day holds it, has seven days but at the calendar's end, and reads back."""
    week = Period.week_of(day)

    assert week.first <= day <= week.last
    assert week.last - week.first == timedelta(days=6) or week.last == date.max
    assert Period.week(week.name) == week
    assert week.day_before == week.first - timedelta(days=1) if week.first > date.min else week.first
