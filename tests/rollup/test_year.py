"""The reports of a year, read back, beside the truth of that year."""

from __future__ import annotations

from tests.history import History


def test_the_reports_of_a_year_say_what_was_so(year: History) -> None:
    """Day for day the reports state the numbers of the year, and each goal as it was, wherever it is now."""
    read = year.vault.examine().account.timeline
    now = {title: goal.path for title, goal in year.days[-1].goals.items()}

    assert [day.day for day in read.days] == [truth.day for truth in year.days]
    for day, truth in zip(read.days, year.days, strict=True):
        goals = read.goals_of(day)
        assert {
            title: (line.outcome, line.work, line.done, line.open, line.value)
            for title in truth.goals
            for line in [goals[now[title]]]
        } == {
            title: (goal.outcome, goal.work, goal.done, goal.open, goal.value)
            for title, goal in truth.goals.items()
        }, day.day
        assert day.by_code == truth.gaps, day.day
        assert (day.gaps, day.verified, day.live) == (sum(truth.gaps.values()), truth.verified, truth.live)
        assert (day.goals, day.specs, day.tasks) == (len(truth.goals), truth.specs, truth.tasks)
