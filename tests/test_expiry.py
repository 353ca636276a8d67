"""When a goal's state will next expire, as `vaultgoals show` says it."""

from __future__ import annotations

from tests.vaults import Vault
from vaultgoals.model import Outcome


def expiries(vault: Vault) -> dict[str, str]:
    """Return what is said of each goal, by its title."""
    goals = vault.examination.judged.goals
    return {path.removeprefix("Goals/").removesuffix(".md"): state.expiry for path, state in goals.items()}


def test_what_a_person_said_lasts_as_long_as_the_goal_allows(vault: Vault) -> None:
    """A review interval counts from the evidence, `verified_until` is the last day; without both it stays.

    == Goals/Interval.md
    ---
    type: goal
    verified: 2026-11-01
    review_interval: 30d
    ---
    == Goals/Until.md
    ---
    type: goal
    verified: 2026-11-01
    verified_until: 2026-12-24
    review_interval: 7d
    ---
    == Goals/Neither.md
    ---
    type: goal
    verified: 2026-11-01
    ---
    == Goals/Over.md
    ---
    type: goal
    verified: 2026-09-01
    review_interval: 30d
    ---
    == Goals/Open.md
    ---
    type: goal
    metric: hours
    ---
    """
    assert expiries(vault) == {
        "Interval": "after 2026-12-01: the evidence of 2026-11-01 holds for 30d",
        "Until": "after 2026-12-24: that is what `verified_until` says",
        "Neither": "never by itself: the note has neither `review_interval` nor `verified_until`",
        "Over": "it did on 2026-10-01, the last day on which the evidence held",
        "Open": "",
    }


def test_a_check_with_a_window_lasts_as_long_as_what_it_saw(vault: Vault) -> None:
    """The first check whose window closes is named, before a person's word that lasts longer.

    == Goals/Logs.md
    ---
    type: goal
    verified: 2026-11-20
    review_interval: 30d
    verify: ["ask: So?", "fresh: Logs/*.md within 3d"]
    ---
    == Goals/Weight.md
    ---
    type: goal
    verify: ["fresh: Logs/*.md within 1w", "metric: last(weight) <= 80 in Logs within 2d"]
    ---
    == Goals/File.md
    ---
    type: goal
    verify: "exists: Logs/2026-11-20.md"
    ---
    == Logs/2026-11-20.md
    weight:: 79
    """
    assert expiries(vault) == {
        "Logs": "after 2026-11-23: `fresh: Logs/*.md within 3d` has seen nothing newer than 2026-11-20",
        "Weight": "after 2026-11-22: `metric: last(weight) <= 80 in Logs within 2d` has seen nothing newer"
        " than 2026-11-20",
        "File": "no day is set: it holds as long as its checks pass",
    }


def test_no_day_is_named_where_an_older_date_may_decide(vault: Vault) -> None:
    """A number or a note that leaves the window before the newest does may end it: so no day is promised.

    == Goals/Most.md
    ---
    type: goal
    verify: "metric: max(weight) >= 80 in Logs within 7d"
    ---
    == Goals/Often.md
    ---
    type: goal
    verified: 2026-11-20
    evidence: "[[Most]]"
    verify: ["ask: So?", "count: notes in Logs within 7d >= 2"]
    ---
    == Goals/Reviewed.md
    ---
    type: goal
    verified: 2026-11-20
    evidence: "[[Most]]"
    review_interval: 30d
    verify: ["ask: So?", "count: notes in Logs within 7d >= 2"]
    ---
    == Goals/Least.md
    ---
    type: goal
    verify: "metric: min(weight) >= 60 in Logs within 7d"
    ---
    == Logs/2026-11-15.md
    weight:: 85
    == Logs/2026-11-20.md
    weight:: 70
    """
    count = "count: notes in Logs within 7d >= 2"
    moving = "passes, and time moves what that looks at"
    assert expiries(vault) == {
        "Most": "no day can be told: it holds as long as `metric: max(weight) >= 80 in Logs within 7d` "
        + moving,
        "Often": f"no day can be told: it holds as long as `{count}` {moving}",
        "Reviewed": "after 2026-12-20: the evidence of 2026-11-20 holds for 30d;"
        f" sooner if `{count}` no longer passes",
        "Least": "after 2026-11-27: `metric: min(weight) >= 60 in Logs within 7d` has seen nothing newer"
        " than 2026-11-20",
    }
    assert not vault.goal("Goals/Most.md", "2026-11-23").outcome.holds
    assert not vault.goal("Goals/Often.md", "2026-11-23").outcome.holds
    assert vault.goal("Goals/Least.md", "2026-11-27").outcome.holds
    assert not vault.goal("Goals/Least.md", "2026-11-28").outcome.holds


def test_a_run_that_speaks_of_a_day_names_a_day(vault: Vault) -> None:
    """A span of hours lasts to a day's end where the run knows no time, and to the minute where it does.

    == Goals/Logs.md
    ---
    type: goal
    verify: "fresh: Logs/*.md within 4h"
    ---
    == Logs/One.md
    ---
    date: 2026-11-21T09:00
    ---
    """
    assert vault.goal("Goals/Logs.md", "2026-11-21").expiry.startswith("after 2026-11-22: ")
    assert vault.goal("Goals/Logs.md", "2026-11-22").outcome.holds
    assert vault.goal("Goals/Logs.md", "2026-11-21T10:00").expiry.startswith("after 2026-11-21T13:00")


def test_a_goal_holds_on_the_day_named_and_not_on_the_next(vault: Vault) -> None:
    """The day that is told is the last one: on the next the state is another.

    == Goals/Logs.md
    ---
    type: goal
    verify: "fresh: Logs/*.md within 3d"
    ---
    == Goals/Word.md
    ---
    type: goal
    verified: 2026-11-20
    review_interval: 3d
    ---
    == Logs/2026-11-20.md
    It ran.
    """
    for goal in ("Goals/Logs.md", "Goals/Word.md"):
        assert vault.goal(goal).expiry.startswith("after 2026-11-23: ")
        assert vault.goal(goal, "2026-11-23").outcome.holds
        assert not vault.goal(goal, "2026-11-24").outcome.holds
    assert vault.goal("Goals/Word.md", "2026-11-24").outcome is Outcome.STALE


def test_a_look_after_verified_until_is_new_evidence(vault: Vault) -> None:
    """`verified_until` ends the evidence before it; who looked again later is believed, for the interval.

    == Goals/Old.md
    ---
    type: goal
    verified: 2026-10-01
    verified_until: 2026-11-01
    ---
    == Goals/Looked again.md
    ---
    type: goal
    verified: 2026-11-20
    verified_until: 2026-11-01
    ---
    == Goals/Looked again in the log.md
    ---
    type: goal
    verified: 2026-10-01
    verified_until: 2026-11-01
    review_interval: 30d
    ---
    == Gaps/Evidence/2026-11.md
    - 2026-11-20 · [[Looked again in the log]] · pass
    """
    assert vault.goal("Goals/Old.md").outcome is Outcome.STALE
    assert vault.goal("Goals/Looked again.md").outcome is Outcome.ATTESTED
    assert vault.goal("Goals/Looked again in the log.md").outcome is Outcome.ATTESTED
    assert expiries(vault)["Looked again"].startswith("never by itself")
    assert expiries(vault)["Looked again in the log"].startswith("after 2026-12-20: ")


def test_a_look_on_the_last_day_is_bound_by_it(vault: Vault) -> None:
    """Evidence of the very day under `verified_until` ends with that day.

    == Goals/Last.md
    ---
    type: goal
    verified: 2026-11-20
    verified_until: 2026-11-20
    ---
    """
    assert vault.goal("Goals/Last.md", "2026-11-20").outcome.holds
    assert vault.goal("Goals/Last.md", "2026-11-21").outcome is Outcome.STALE


def test_minutes_are_told_as_hours_are(vault: Vault) -> None:
    """Also what holds for minutes ends at a minute, where a run speaks of one.

    == Goals/Logs.md
    ---
    type: goal
    verify: "fresh: Logs/*.md within 90m"
    ---
    == Logs/Night.md
    ---
    date: 2026-11-21T09:00
    ---
    """
    assert vault.goal("Goals/Logs.md", "2026-11-21T10:00").expiry.startswith("after 2026-11-21T10:30")
