"""Which goals are due for a look: why, since or until when, and in which order."""

from __future__ import annotations

import pytest

from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine.questions import due, due_for_a_look
from vaultgoals.outcome.due import Cause, Due

HEAD = "type: goal\nsuccess_criteria: it is so\nverified: 2026-10-22\n"


def looks(vault: Vault, as_of: str = TODAY) -> list[Due]:
    """Return what is due."""
    return list(due_for_a_look(vault.examine(as_of)))


def told(vault: Vault, as_of: str = TODAY) -> list[tuple[str, Cause, str, str]]:
    """Return path, cause, since and until of each."""
    return [(one.path, one.cause, one.since, one.until) for one in looks(vault, as_of)]


def goal(vault: Vault, front: str) -> None:
    """Write the one goal of a vault."""
    write_files(vault.root, {"A.md": f"---\n{front}---\n"})


def test_each_cause_is_told_with_its_day(vault: Vault) -> None:
    """Each cause that there is comes with the first day since it was; the longest due goal comes first.

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
    == C done.md
    ---
    type: goal
    success_criteria: it is so
    ---
    - [x] second ✅ 2026-11-19
    - [x] first ✅ 2026-11-08
    == D claimed.md
    ---
    type: goal
    status: done
    completed: 2026-11-09
    ---
    == E denied.md
    ---
    type: goal
    verify: "ask: Is it so?"
    ---
    == Gaps/Evidence/2026-11.md
    - 2026-11-11 · [[E denied]] · fail · ask: Is it so?
    - 2026-11-02 · [[I suspect]] · pass · [[E denied]] · criteria 00000000
    == F failing.md
    ---
    type: goal
    status: done
    verify: "exists: [[Nowhere]]"
    ---
    == G stalled.md
    ---
    type: goal
    status: active
    success_criteria: it is so
    created: 2026-09-01
    ---
    - [ ] open
    == H near.md
    ---
    type: goal
    success_criteria: it is so
    verified: 2026-10-24
    review_interval: 30d
    ---
    == I suspect.md
    ---
    type: goal
    success_criteria: it is so
    ---
    == J holds.md
    ---
    type: goal
    success_criteria: it is so
    verified: 2026-11-14
    review_interval: 30d
    ---
    == K dropped.md
    ---
    type: goal
    status: dropped
    success_criteria: it is so
    ---
    - [x] first ✅ 2026-11-08
    == L not begun.md
    ---
    type: goal
    success_criteria: it is so
    ---
    """
    assert told(vault) == [
        ("B stale.md", Cause.STALE, "2026-10-02", ""),
        ("I suspect.md", Cause.SUSPECT, "", ""),
        ("C done.md", Cause.UNVERIFIED, "2026-11-08", ""),
        ("D claimed.md", Cause.UNVERIFIED, "2026-11-09", ""),
        ("E denied.md", Cause.DENIED, "2026-11-11", ""),
        ("A late.md", Cause.LATE, "2026-11-13", ""),
        ("F failing.md", Cause.FAILING, "", ""),
        ("H near.md", Cause.ENDING, "", "2026-11-23"),
        ("G stalled.md", Cause.STALLED, "2026-10-02", ""),
    ]


def test_what_was_claimed_or_seen_and_is_asked_stands_in_the_order_of_verify(vault: Vault) -> None:
    """Whoever goes through the list with `verify` meets the goals in the same order.

    == A.md
    ---
    type: goal
    success_criteria: it is so
    verified: 2026-10-01
    review_interval: 7d
    ---
    == B.md
    ---
    type: goal
    success_criteria: it is so
    ---
    - [x] done ✅ 2026-09-10
    == C.md
    ---
    type: goal
    success_criteria: it is so
    verified: 2026-09-01
    review_interval: 7d
    ---
    == D.md
    ---
    type: goal
    status: done
    success_criteria: it is so
    ---
    """
    asked = list(dict.fromkeys(act.goal for act in due(vault.examination)))

    assert [one.path for one in looks(vault)] == asked == ["C.md", "B.md", "A.md", "D.md"]


@pytest.mark.parametrize(
    ("interval", "last", "first_told"),
    [
        ("4d", "2026-10-26", "2026-10-25"),
        ("12d", "2026-11-03", "2026-10-31"),
        ("30d", "2026-11-21", "2026-11-14"),
        ("1y", "2027-10-22", "2027-10-15"),
        ("1d", "2026-10-23", "2026-10-23"),
    ],
)
def test_evidence_is_due_in_the_last_quarter_and_a_week_at_most(
    vault: Vault, interval: str, last: str, first_told: str
) -> None:
    """Evidence is due before it runs out, neither all the time nor too late for who looks once a week."""
    goal(vault, f"{HEAD}review_interval: {interval}\n")
    before = first_told[:-2] + f"{int(first_told[-2:]) - 1:02}"

    assert told(vault, before) == []
    assert told(vault, first_told) == told(vault, last) == [("A.md", Cause.ENDING, "", last)]


def test_an_end_that_is_a_date_is_due_a_week_before(vault: Vault) -> None:
    """`verified_until` names the last day itself."""
    goal(vault, f"{HEAD}verified_until: 2026-11-28\n")

    assert told(vault, "2026-11-20") == []
    assert told(vault, "2026-11-21") == [("A.md", Cause.ENDING, "", "2026-11-28")]


def test_a_heartbeat_near_its_end_is_due_though_nobody_has_verified_the_goal(vault: Vault) -> None:
    """What should go on is worth a look before it is late.

    == A.md
    ---
    type: goal
    verify:
      - "ask: Is it so?"
      - "fresh: Log *.md within 8d"
    ---
    == Log 2026-11-14.md
    x
    """
    assert told(vault, "2026-11-19") == []
    assert told(vault, "2026-11-20") == [("A.md", Cause.ENDING, "", "2026-11-22")]
    assert told(vault, "2026-11-23") == [("A.md", Cause.LATE, "2026-11-23", "")]


def test_a_waived_stall_is_not_due(vault: Vault) -> None:
    """What its owner has accepted for a time is not brought up.

    == A.md
    ---
    type: goal
    status: active
    success_criteria: it is so
    created: 2026-09-01
    waive: "VG207 until 2026-12-31: the season is over"
    ---
    - [ ] open
    """
    assert told(vault) == []
    assert told(vault, "2027-01-01") == [("A.md", Cause.STALLED, "2026-10-02", "")]


def test_a_goal_is_named_once_with_how_much_is_done(vault: Vault) -> None:
    """Of several causes the gravest is told; a claim is told with what it rests on.

    == A.md
    ---
    type: goal
    status: active
    success_criteria: it is so
    created: 2026-09-01
    ---
    - [x] one ✅ 2026-09-02
    - [x] two
    - [ ] three
    """
    (one,) = looks(vault)

    assert (one.cause, one.since) == (Cause.UNVERIFIED, "2026-09-02")
    assert one.reason == "2 tasks done; no evidence yet"
