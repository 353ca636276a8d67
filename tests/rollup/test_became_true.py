"""What became true: by the dates of evidence, and by the reports where no date can tell."""

from __future__ import annotations

import pytest

from tests.rollup.reviews import became, between, report, review_of
from tests.vaults import Vault, write_files
from vaultgoals.model.period import Period

ASKED = 'type: goal\nverify: "ask: Is it so?"\n'
LOG = "Gaps/Evidence/2026-11.md"


def goal(vault: Vault, front: str = ASKED, body: str = "") -> None:
    """Write the one goal of a vault."""
    write_files(vault.root, {"A.md": f"---\n{front}---\n{body}"})


def log(vault: Vault, *lines: str) -> None:
    """Write the evidence log: day and result of each look at the goal."""
    records = [f"- {line.split()[0]} · [[A]] · {line.split()[1]} · ask: Is it so?\n" for line in lines]
    write_files(vault.root, {LOG: "".join(records)})


def week(text: str) -> Period:
    """Return a week by its name."""
    found = Period.week(text)
    assert found is not None
    return found


def test_a_goal_that_a_report_shows_as_unverified_is_newly_verified(vault: Vault) -> None:
    """Unverified in the report before, verified now, by evidence of this week: counted once, with its day."""
    goal(vault)
    report(vault, "2026-11-14")
    log(vault, "2026-11-18 pass")

    assert became(review_of(vault)) == ["+ A.md 2026-11-18"]

    report(vault, "2026-11-21")
    assert became(review_of(vault)) == ["+ A.md 2026-11-18"]
    assert became(review_of(vault, as_of="2026-11-28")) == []


def test_evidence_that_no_report_has_seen_counts_by_its_date(vault: Vault) -> None:
    """Where no report stands at all, the date of the evidence tells the week; and no other week counts it."""
    goal(vault)
    log(vault, "2026-11-11 pass")

    assert became(review_of(vault)) == []
    assert became(review_of(vault, week("2026-W46"))) == ["+ A.md 2026-11-11"]
    assert became(review_of(vault, week("2026-W45"))) == []


def test_evidence_after_the_last_report_of_a_week_belongs_to_that_week(vault: Vault) -> None:
    """A look on Sunday, reported on Monday, was last week's, whatever the reports say."""
    goal(vault)
    report(vault, "2026-11-14")
    log(vault, "2026-11-15 pass")
    report(vault, "2026-11-16")

    assert became(review_of(vault)) == []
    assert became(review_of(vault, week("2026-W46"))) == ["+ A.md 2026-11-15"]


def test_a_date_under_verified_counts_as_a_line_of_the_log_does(vault: Vault) -> None:
    """The day in the goal's own note tells when it came to hold, and not a day sooner."""
    goal(vault, "type: goal\nsuccess_criteria: it is so\nverified: 2026-11-16\n")

    assert became(review_of(vault)) == ["+ A.md 2026-11-16"]
    assert became(review_of(vault, week("2026-W46"))) == []


def test_a_second_yes_to_what_holds_is_nothing_new(vault: Vault) -> None:
    """Looking again at what is true does not make it newly true, with a report before or without."""
    goal(vault)
    log(vault, "2026-11-05 pass", "2026-11-18 pass")
    assert became(review_of(vault)) == []

    report(vault, "2026-11-14")
    assert became(review_of(vault)) == []


def test_a_yes_after_the_evidence_ran_out_is_new(vault: Vault) -> None:
    """What had run out, and was shown again, became true again."""
    goal(vault, f"{ASKED}review_interval: 5d\n")
    log(vault, "2026-11-05 pass", "2026-11-18 pass")

    assert became(review_of(vault)) == ["+ A.md 2026-11-18"]


def test_one_of_two_questions_is_not_enough(vault: Vault) -> None:
    """A goal holds when everything that it asks has its yes, on the day of the last one."""
    goal(vault, 'type: goal\nverify: ["ask: Is it so?", "ask: And that?"]\n')
    log(vault, "2026-11-17 pass")
    assert became(review_of(vault)) == []

    write_files(vault.root, {LOG: vault.read(LOG) + "- 2026-11-19 · [[A]] · pass · ask: And that?\n"})
    assert became(review_of(vault)) == ["+ A.md 2026-11-19"]


def test_a_yes_dates_nothing_where_a_check_has_its_say_too(vault: Vault) -> None:
    """A goal that asks and observes holds since both do; of the check no day is known."""
    goal(vault, 'type: goal\nverify: ["ask: Is it so?", "count: notes in Logs >= 1"]\n')
    write_files(vault.root, {"Logs/keep.txt": "x"})
    report(vault, "2026-11-14")
    log(vault, "2026-11-17 pass")
    assert became(review_of(vault)) == []

    write_files(vault.root, {"Logs/one.md": "x"})
    assert became(review_of(vault))[0] == "+ A.md ?"


FRESH = 'type: goal\nverify: "count: notes in Logs >= 1"\n'


def test_what_only_checks_see_is_told_by_the_reports(vault: Vault) -> None:
    """A check leaves no date: it is new if the report before says no; where it says nothing, nobody knows."""
    goal(vault, FRESH)
    write_files(vault.root, {"Logs/one.md": "x"})
    assert became(review_of(vault)) == []

    (vault.root / "Logs/one.md").unlink()
    report(vault, "2026-11-14")
    write_files(vault.root, {"Logs/one.md": "x"})
    assert became(review_of(vault)) == ["+ A.md ?", "~ A.md 0 1"]


def test_a_goal_of_which_the_report_before_knows_nothing_is_not_new_by_its_checks(vault: Vault) -> None:
    """A goal may have been renamed: what was not listed did not become true for that."""
    goal(vault, FRESH)
    write_files(vault.root, {"Logs/one.md": "x"})
    report(vault, "2026-11-14")
    (vault.root / "A.md").rename(vault.root / "B.md")

    assert became(review_of(vault)) == []


def test_a_goal_that_moved_to_another_folder_is_the_same(vault: Vault) -> None:
    """Moving a note makes nothing true and nothing false."""
    goal(vault, FRESH)
    write_files(vault.root, {"Logs/one.md": "x", "Old/x.md": "x"})
    report(vault, "2026-11-14")
    (vault.root / "A.md").rename(vault.root / "Old/A.md")

    assert became(review_of(vault)) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("2026-11-05 pass", "2026-11-18 fail"), ["- A.md verified failing"]),
        (("2026-11-05 pass", "2026-11-17 fail", "2026-11-18 pass"), []),
        (("2026-11-05 pass",), []),
    ],
)
def test_a_goal_that_held_in_the_report_before_and_does_not_now_fell_back(
    vault: Vault, lines: tuple[str, ...], told: list[str]
) -> None:
    """What counts is the end of the period against the report before; a dip in between is no change."""
    goal(vault, body="- [x] done ✅ 2026-11-01\n")
    write_files(vault.root, {"Seen.md": "x"})
    write_files(vault.root, {LOG: "- 2026-11-05 · [[A]] · pass · ask: Is it so? · [[Seen]]\n"})
    report(vault, "2026-11-14")
    log(vault, *lines)

    assert became(review_of(vault)) == told


def test_running_out_is_falling_back(vault: Vault) -> None:
    """Stale evidence is told with what the goal was before, by the report or, without one, by its dates."""
    goal(vault, f"{ASKED}review_interval: 10d\n")
    log(vault, "2026-11-08 pass")
    assert became(review_of(vault)) == ["- A.md ? stale"]

    report(vault, "2026-11-14")
    assert became(review_of(vault)) == ["- A.md attested stale"]
    assert became(review_of(vault, as_of="2026-11-18")) == []


def test_without_a_report_nothing_is_said_of_a_change_that_has_no_date(vault: Vault) -> None:
    """Evidence that rests on criteria that were changed is suspect; since when, nobody can tell."""
    goal(vault)
    write_files(vault.root, {LOG: "- 2026-11-05 · [[A]] · pass · ask: Is it so? · criteria 00000000\n"})

    assert became(review_of(vault)) == []


def test_what_came_to_hold_and_fell_in_one_week_is_told_as_fallen(vault: Vault) -> None:
    """At the end it does not hold, so it is no gain; that it did for a day is told."""
    goal(vault)
    report(vault, "2026-11-14")
    log(vault, "2026-11-17 pass", "2026-11-19 fail")

    assert became(review_of(vault)) == ["- A.md 2026-11-17 failing"]


def test_a_dropped_goal_has_not_fallen_back(vault: Vault) -> None:
    """Dropping a goal is a decision."""
    goal(vault, f"{ASKED}verified: 2026-11-05\n")
    report(vault, "2026-11-14")
    goal(vault, f"{ASKED}verified: 2026-11-05\nstatus: dropped\n")

    assert became(review_of(vault)) == []


def test_a_metric_moves_from_the_report_before_to_the_end(vault: Vault) -> None:
    """The number of the report before and that of now, where both are known and differ.

    == A.md
    ---
    type: goal
    verify: "metric: last(weight) <= 80 in Daily"
    ---
    == Daily/2026-11-10.md
    ---
    weight: 82.55
    ---
    """
    assert became(review_of(vault)) == []
    report(vault, "2026-11-14")
    assert became(review_of(vault)) == []

    write_files(vault.root, {"Daily/2026-11-18.md": "---\nweight: 81.1\n---\n"})
    assert became(review_of(vault)) == ["~ A.md 82.55 81.1"]

    report(vault, "2026-11-21")
    write_files(vault.root, {"Daily/2026-11-24.md": "---\nweight: 79\n---\n"})
    assert became(review_of(vault, as_of="2026-11-24")) == ["+ A.md ?", "~ A.md 81.1 79"]
    assert became(review_of(vault, week("2026-W47"), "2026-11-24")) == ["~ A.md 82.55 81.1"]


def test_of_a_past_period_only_reports_and_dates_are_told(vault: Vault) -> None:
    """A change after the last report of a past week, without a date, is not told of that week.

    == A.md
    ---
    type: goal
    verify: "count: notes in Logs >= 1"
    ---
    == Note.md
    x
    """
    report(vault, "2026-11-07")
    report(vault, "2026-11-14")
    write_files(vault.root, {"Logs/one.md": "x"})

    assert became(review_of(vault, week("2026-W46"))) == []
    assert became(review_of(vault, week("2026-W47"))) == ["+ A.md ?"]


def test_reports_after_the_day_that_is_spoken_of_are_not_looked_at(vault: Vault) -> None:
    """Speaking of an older day, the reports of later ones say nothing.

    == A.md
    ---
    type: goal
    verify: "count: notes in Logs >= 1"
    ---
    == Logs/one.md
    x
    """
    report(vault, "2026-11-21")
    (vault.root / "Logs/one.md").unlink()

    assert became(review_of(vault, as_of="2026-11-18")) == []
    assert became(review_of(vault, as_of="2026-11-24")) == ["~ A.md 1 0", "- A.md verified unverified"]


def test_any_period_compares_its_end_with_the_report_before_it(vault: Vault) -> None:
    """A period of a fortnight sees the change that each of its weeks may not.

    == A.md
    ---
    type: goal
    verify: "count: notes in Logs >= 0"
    ---
    """
    for number, day in enumerate(("2026-11-01", "2026-11-06", "2026-11-13", "2026-11-20"), 1):
        write_files(vault.root, {f"Logs/{number}.md": "x"})
        report(vault, day)

    assert became(review_of(vault, between("2026-11-02", "2026-11-15"))) == ["~ A.md 1 3"]
    assert became(review_of(vault, between("2026-11-07", "2026-11-12"))) == []
