"""A review on demand: which period is meant, and when its note is written."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rollup.reviews import WEEK, report
from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.engine.review import asked_period, review, write_review
from vaultgoals.engine.undo import plan_undo, undo
from vaultgoals.errors import BadPeriodError, NotOursError, ShrunkVaultError
from vaultgoals.model.period import Period

MONTH = "Gaps/Outcome review 2026-10.md"
NOW = date(2026, 11, 21)
OCTOBER = asked_period(NOW, None, "2026-10", None, None)
NOVEMBER = asked_period(NOW, None, "2026-11", None, None)

GOAL = '---\ntype: goal\nverify: "ask: Is it so?"\n---\n- [x] one ✅ 2026-10-05\n- [x] two ✅ 2026-11-18\n'


@pytest.fixture
def goal(vault: Vault) -> Vault:
    """Return a vault with a goal and two done tasks, one in October and one in this week."""
    write_files(vault.root, {"Goal.md": GOAL})
    return vault


def test_the_week_of_the_day_is_meant_where_none_is_named() -> None:
    """Without a name it is this week; from a day alone it is up to today, or that day."""
    assert asked_period(NOW, None, None, None, None).name == "2026-W47"
    assert asked_period(NOW, "2026-W46", None, None, None).name == "2026-W46"
    assert asked_period(NOW, None, "2026-10", None, None).name == "2026-10"
    assert asked_period(NOW, None, None, date(2026, 11, 1), None).name == "2026-11-01 to 2026-11-21"
    assert asked_period(NOW, None, None, date(2026, 10, 1), NOW).name == "2026-10-01 to 2026-11-21"


@pytest.mark.parametrize(
    ("week", "month", "first", "last", "complaint"),
    [
        ("2026-W60", None, None, None, "no week"),
        ("", None, None, None, "no week"),
        (None, "2026-13", None, None, "no month"),
        (None, None, date(2026, 11, 20), date(2026, 11, 10), "--from 2026-11-20 is after --to 2026-11-10"),
        (None, None, None, date(2026, 11, 10), "--from"),
        ("2026-W46", "2026-11", None, None, "one period"),
        ("2026-W46", None, date(2026, 11, 1), None, "one period"),
    ],
)
def test_what_is_no_period_is_refused(
    week: str | None, month: str | None, first: date | None, last: date | None, complaint: str
) -> None:
    """What cannot be meant is refused with what to write instead."""
    with pytest.raises(BadPeriodError, match=complaint):
        asked_period(NOW, week, month, first, last)


def test_a_period_that_lies_ahead_is_refused(goal: Vault) -> None:
    """Of days that are still to come nothing can be said."""
    with pytest.raises(BadPeriodError, match="begins on 2026-11-23, after 2026-11-21"):
        review(goal.examine(), Period.week_of(date(2026, 11, 25)))


def test_the_review_on_demand_is_the_one_that_a_report_writes(goal: Vault) -> None:
    """For the week of the day both give the same bytes, so that neither takes back what the other wrote."""
    week = Period.week_of(NOW)
    assert write_review(goal.examine(), week).written == (WEEK,)
    text = goal.read(WEEK)

    report(goal, TODAY)

    assert goal.read(WEEK) == text
    assert write_review(goal.examine(), week).written == ()


def test_a_period_that_is_over_is_written_once(goal: Vault) -> None:
    """The note of a month that is over is written where there is none, and then left as it is."""
    assert write_review(goal.examine(), OCTOBER).written == (MONTH,)
    text = goal.read(MONTH)
    write_files(goal.root, {"Goal.md": GOAL.replace("2026-11-18", "2026-10-18")})

    again = write_review(goal.examine(), OCTOBER)

    assert (again.written, goal.read(MONTH)) == ((), text)
    assert "2026-10 is over" in again.notices[0].message


def test_a_period_that_lasts_is_written_anew(goal: Vault) -> None:
    """The month's note follows the month, though no report writes it, and an older day leaves it alone."""
    path = "Gaps/Outcome review 2026-11.md"
    write_review(goal.examine("2026-11-12"), NOVEMBER)
    assert "Shipped: 0 tasks" in goal.read(path)
    assert write_review(goal.examine(), NOVEMBER).written == (path,)
    assert "Shipped: 1 task," in goal.read(path)

    older = write_review(goal.examine("2026-11-15"), NOVEMBER)

    assert older.written == ()
    assert "it speaks of 2026-11-21, which is later" in older.notices[0].message
    publish(goal.examine())
    assert write_review(goal.examine(), NOVEMBER).written == ()


def test_a_dry_run_writes_nothing(goal: Vault) -> None:
    """A dry run gives the text and leaves the vault as it is."""
    before = goal.snapshot()
    planned = write_review(goal.examine(), OCTOBER, dry_run=True)

    assert [text.path for text in planned.texts] == [MONTH]
    assert goal.snapshot() == before


def test_it_can_be_undone(goal: Vault) -> None:
    """A review that was written on demand is taken back like any other writing."""
    before = goal.snapshot()
    write_review(goal.examine(), OCTOBER)
    plan = plan_undo(goal.root)
    assert plan is not None
    undo(goal.root, plan)

    assert goal.snapshot() == before


def test_a_note_of_the_users_is_never_replaced(goal: Vault) -> None:
    """Where a note of that name stands that vaultgoals did not write, nothing is written."""
    write_files(goal.root, {MONTH: "Mine.\n"})

    with pytest.raises(NotOursError):
        write_review(goal.examine(), OCTOBER)
    assert goal.read(MONTH) == "Mine.\n"


def test_a_region_changed_by_hand_is_left(goal: Vault) -> None:
    """What somebody wrote into the region is theirs."""
    path = "Gaps/Outcome review 2026-11.md"
    write_review(goal.examine(), NOVEMBER)
    write_files(goal.root, {path: goal.read(path).replace("two", "twice")})

    again = write_review(goal.examine("2026-11-22"), NOVEMBER)

    assert [(one.name, one.path) for one in again.notices] == [("not-overwritten", path)]
    assert "twice" in goal.read(path)


def test_nothing_is_written_of_a_vault_that_is_half_gone(goal: Vault) -> None:
    """Where most goals have vanished since the last report, a review would tell of what is left as of all."""
    write_files(goal.root, {f"More/{number}.md": GOAL for number in range(9)})
    report(goal, "2026-11-20")
    for number in range(9):
        (goal.root / f"More/{number}.md").unlink()

    with pytest.raises(ShrunkVaultError):
        write_review(goal.examine(), NOVEMBER)


def test_a_warm_run_says_what_a_cold_one_says(goal: Vault) -> None:
    """Notes that are remembered from the run before give the same review."""
    write_files(goal.root, {"Gaps/Evidence/2026-11.md": "- 2026-11-19 · [[Goal]] · pass · ask: Is it so?\n"})
    report(goal, "2026-11-14")
    first = review(goal.examine(), NOVEMBER).regions

    assert review(goal.examine(), NOVEMBER).regions == first
    assert "newly verified: [[Goal]] on 2026-11-19" in first[0][1]
