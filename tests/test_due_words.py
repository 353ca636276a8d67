"""What the list of goals that are due for a look says of each: what was measured, and one next step."""

from __future__ import annotations

import pytest

from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine.questions import due_for_a_look
from vaultgoals.outcome.due import Cause, Due


def looks(vault: Vault, as_of: str = TODAY) -> list[Due]:
    """Return what is due."""
    return list(due_for_a_look(vault.examine(as_of)))


def told(vault: Vault, as_of: str = TODAY) -> list[tuple[str, Cause, str, str]]:
    """Return path, cause, since and until of each."""
    return [(one.path, one.cause, one.since, one.until) for one in looks(vault, as_of)]


def test_what_does_not_hold_is_told_as_its_own_page_tells_it(vault: Vault) -> None:
    """The list and `vaultgoals show` give one reason and one next step, not two.

    == A late.md
    ---
    type: goal
    verify: "fresh: Log *.md within 2d"
    ---
    == Log 2026-11-10.md
    x
    == B stale.md
    ---
    type: goal
    success_criteria: it is so
    verified: 2026-09-01
    review_interval: 30d
    ---
    == C denied.md
    ---
    type: goal
    verify: "ask: Is it so?"
    ---
    == D failing.md
    ---
    type: goal
    status: done
    verify: "exists: [[Nowhere]]"
    ---
    == E suspect.md
    ---
    type: goal
    success_criteria: it is so
    ---
    == Gaps/Evidence/2026-11.md
    - 2026-11-11 · [[C denied]] · fail · ask: Is it so?
    - 2026-11-02 · [[E suspect]] · pass · [[B stale]] · criteria 00000000
    """
    said = {one.path: (one.reason, one.next_step) for one in looks(vault)}

    assert len(said) == 5
    assert said == {path: (vault.goal(path).reason, vault.goal(path).next_step) for path in said}
    assert said["B stale.md"] == (
        "verified on 2026-09-01, which held until 2026-10-01",
        'Look again whether it is still true, and record it with `vaultgoals verify "B stale"`.',
    )


def test_what_will_run_out_is_told_with_what_keeps_it_going(vault: Vault) -> None:
    """Evidence needs another look, a heartbeat its next beat, and a number its next number.

    == A word.md
    ---
    type: goal
    success_criteria: it is so
    verified: 2026-10-24
    review_interval: 30d
    ---
    == B beat.md
    ---
    type: goal
    verify: "fresh: Log *.md within 8d"
    ---
    == Log 2026-11-14.md
    x
    == C number.md
    ---
    type: goal
    verify: "metric: last(weight) <= 80 in Days within 9d"
    ---
    == Days/2026-11-13.md
    weight:: 79
    """
    assert [(one.path, one.until, one.reason, one.next_step) for one in looks(vault)] == [
        (
            "B beat.md",
            "2026-11-22",
            "`fresh: Log *.md within 8d` has seen nothing newer than 2026-11-14",
            "See to it that the next one is there in time.",
        ),
        (
            "C number.md",
            "2026-11-22",
            "`metric: last(weight) <= 80 in Days within 9d` has seen nothing newer than 2026-11-13",
            "See to it that the next number is written in time.",
        ),
        (
            "A word.md",
            "2026-11-23",
            "the evidence of 2026-10-24 holds for 30d",
            'Look again whether it is still true, and record it with `vaultgoals verify "A word"`.',
        ),
    ]


def test_a_stall_is_told_as_its_gap_is(vault: Vault) -> None:
    """The list says what the report says.

    == A.md
    ---
    type: goal
    status: active
    success_criteria: it is so
    created: 2026-09-01
    ---
    - [ ] open
    """
    (one,) = looks(vault)
    (gap,) = vault.gaps("VG207")

    assert (one.reason, one.next_step) == (gap.message, gap.fix)


def test_of_a_claim_without_a_date_no_day_is_told(vault: Vault) -> None:
    """That something is done, and not since when.

    == A.md
    ---
    type: goal
    status: done
    success_criteria: it is so
    ---
    """
    assert told(vault) == [("A.md", Cause.UNVERIFIED, "", "")]


def test_ticks_that_rest_on_other_criteria_are_due_without_a_date(vault: Vault) -> None:
    """A command passed for criteria that are others now; ticks carry no date, and none is told.

    == A.md
    ---
    type: goal
    evidence: "[[Seen]]"
    verify: ["ask: Is it so?", "run: check"]
    ---
    ## Success criteria
    - [x] one
    == Seen.md
    x
    == Gaps/Evidence/2026-11.md
    - 2026-11-05 · [[A]] · pass · run: check · criteria 00000000
    """
    (one,) = looks(vault)

    assert (one.cause, one.since) == (Cause.SUSPECT, "")
    assert one.reason == "verified; since then its criteria or checks changed"


@pytest.mark.parametrize(("as_of", "is_due"), [("2026-11-20", False), ("2026-11-21", True)])
def test_ticks_that_end_on_a_day_are_due_a_week_before(vault: Vault, as_of: str, is_due: bool) -> None:
    """No date says when the boxes were ticked, so the whole week counts.

    == A.md
    ---
    type: goal
    evidence: "[[Seen]]"
    verified_until: 2026-11-28
    ---
    ## Success criteria
    - [x] one
    == Seen.md
    x
    """
    assert told(vault, as_of) == ([("A.md", Cause.ENDING, "", "2026-11-28")] if is_due else [])


def test_evidence_of_what_does_not_hold_is_not_said_to_run_out(vault: Vault) -> None:
    """A goal with a check that nobody can read has nothing yet that could end.

    == A.md
    ---
    type: goal
    verified: 2026-10-24
    review_interval: 30d
    verify: ["ask: Is it so?", "cuont: notes in Log >= 1"]
    ---
    """
    assert told(vault) == []

    write_files(vault.root, {"A.md": vault.read("A.md").replace(', "cuont: notes in Log >= 1"', "")})
    assert told(vault) == [("A.md", Cause.ENDING, "", "2026-11-23")]


def test_where_a_run_knows_the_time_minutes_are_told(vault: Vault) -> None:
    """What ends within the day is due on that day, until the minute, and late from that minute on.

    == A.md
    ---
    type: goal
    verify: "fresh: Logs/*.md within 4h"
    ---
    == Logs/One.md
    ---
    date: 2026-11-21T09:00
    ---
    """
    assert told(vault, "2026-11-21T10:00") == [("A.md", Cause.ENDING, "", until("2026-11-21T13:00", vault))]
    assert told(vault, "2026-11-21T14:00") == [("A.md", Cause.LATE, until("2026-11-21T13:00", vault), "")]
    assert told(vault, "2026-11-23") == [("A.md", Cause.LATE, "2026-11-23", "")]


def until(minute: str, vault: Vault) -> str:
    """Return a minute with the zone of the machine, as it is told."""
    moment = vault.examine(minute).judged.as_of.moment
    assert moment is not None
    return moment.isoformat(timespec="minutes")


def test_a_goal_that_is_claimed_is_told_with_the_word_of_its_claim(vault: Vault) -> None:
    """The status stands as it is written; where a day alone says so, the name of that day stands for it.

    == Day.md
    ---
    type: goal
    completed: 2026-11-09
    success_criteria: it is so
    ---
    == Word.md
    ---
    type: goal
    status: Shipped
    success_criteria: it is so
    ---
    """
    claims = {one.path: one.reason.partition(";")[0] for one in looks(vault)}

    assert claims == {"Day.md": "its status is completed", "Word.md": "its status is Shipped"}
