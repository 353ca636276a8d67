"""The outcome state of a goal, decided from real notes and files."""

from __future__ import annotations

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.model import Outcome, Source, Work

GOAL = "Goals/Ship.md"


def states(vault: Vault) -> dict[str, Outcome]:
    """Return the outcome of each goal by its title."""
    goals = vault.examination.judged.goals
    return {path.removeprefix("Goals/").removesuffix(".md"): state.outcome for path, state in goals.items()}


def test_the_first_state_that_holds_is_the_state(vault: Vault) -> None:
    """Each goal is in one state, and the graver reason wins over those that hold beside it.

    == Goals/1 dropped though failing.md
    ---
    type: goal
    status: dropped
    verified: 2026-01-01
    verify: "exists: Nothing.md"
    ---
    - [x] Work
    == Goals/2 failing though unverified.md
    ---
    type: goal
    verify: ["exists: Nothing.md", "ask: Is it so?"]
    ---
    - [x] Work
    == Goals/3 failing though stale.md
    ---
    type: goal
    verified: 2026-01-01
    review_interval: 30d
    verify: "exists: Nothing.md"
    ---
    == Goals/4 unmeasurable.md
    ---
    type: goal
    ---
    == Goals/5 unverified though stale.md
    ---
    type: goal
    verified: 2026-01-01
    review_interval: 30d
    verify: ["fresh: Never/*.md within 1d", "ask: Is it so?"]
    ---
    == Goals/6 stale though attested.md
    ---
    type: goal
    verified: 2026-01-01
    review_interval: 30d
    ---
    == Goals/7 attested.md
    ---
    type: goal
    verified: 2026-11-01
    ---
    == Goals/8 verified.md
    ---
    type: goal
    verified: 2026-11-01
    evidence: "[[Letter]]"
    ---
    == Letter.md
    I saw it.
    """
    assert states(vault) == {
        "1 dropped though failing": Outcome.DROPPED,
        "2 failing though unverified": Outcome.FAILING,
        "3 failing though stale": Outcome.FAILING,
        "4 unmeasurable": Outcome.UNMEASURABLE,
        "5 unverified though stale": Outcome.UNVERIFIED,
        "6 stale though attested": Outcome.STALE,
        "7 attested": Outcome.ATTESTED,
        "8 verified": Outcome.VERIFIED,
    }


def test_every_goal_has_a_reason_and_a_next_step_unless_it_holds(vault: Vault) -> None:
    """Each state says why in one sentence, and each that is neither reached nor dropped says what next.

    == Goals/Dropped.md
    ---
    type: goal
    status: abandoned
    ---
    == Goals/Failing.md
    ---
    type: goal
    status: done
    verify: "exists: Nothing.md"
    ---
    == Goals/Metric.md
    ---
    type: goal
    metric: Weight under 80
    ---
    == Goals/Question.md
    ---
    type: goal
    verify: "ask: Is it so?"
    ---
    == Goals/Stale.md
    ---
    type: goal
    verified: 2026-01-01
    review_interval: 30d
    ---
    == Goals/Unmeasurable.md
    ---
    type: goal
    ---
    == Goals/Verified.md
    ---
    type: goal
    verify: "exists: Letter.md"
    ---
    == Letter.md
    I saw it.
    """
    found = {path.partition("/")[2]: state for path, state in vault.examination.judged.goals.items()}

    assert all(state.reason and not state.reason.endswith(".") for state in found.values())
    assert found["Dropped.md"].reason == "its status is abandoned"
    assert found["Failing.md"].reason == "`exists: Nothing.md` fails: Nothing.md is not there"
    assert "“Is it so?”" in found["Question.md"].next_step
    assert "Weight under 80" in found["Metric.md"].next_step
    assert "success_criteria" in found["Unmeasurable.md"].next_step
    assert [name for name, state in found.items() if not state.next_step] == ["Dropped.md", "Verified.md"]


def test_a_goal_is_unmeasurable_only_where_no_evidence_stands(vault: Vault) -> None:
    """A goal without criterion, check or metric is unmeasurable, unless somebody vouches for it.

    == Goals/Criterion.md
    ---
    type: goal
    success_criteria: It is used
    ---
    == Goals/Metric.md
    ---
    type: goal
    metric: Users
    ---
    == Goals/Nothing.md
    ---
    type: goal
    verified: 2027-06-01
    ---
    == Goals/Question.md
    ---
    type: goal
    verify: Is it used?
    ---
    == Goals/Vouched for.md
    ---
    type: goal
    verified: 2026-11-01
    ---
    """
    assert states(vault) == {
        "Criterion": Outcome.UNVERIFIED,
        "Metric": Outcome.UNVERIFIED,
        "Nothing": Outcome.UNMEASURABLE,
        "Question": Outcome.UNVERIFIED,
        "Vouched for": Outcome.ATTESTED,
    }


def test_not_yet_is_no_failure(vault: Vault) -> None:
    """A check that does not pass on a goal without done task, claim or evidence leaves it unverified.

    == Goals/Ship.md
    ---
    type: goal
    status: active
    verify: "exists: Report.md"
    ---
    - [ ] Write it
    """
    state = vault.goal(GOAL)

    assert state.outcome is Outcome.UNVERIFIED
    assert state.failing == ()
    assert state.reason == "not yet: Report.md is not there"


@pytest.mark.parametrize(
    "claim",
    [
        "---\ntype: goal\nstatus: done\nverify: 'exists: Report.md'\n---\n",
        "---\ntype: goal\nverified: 2026-10-01\nverify: 'exists: Report.md'\n---\n",
        "---\ntype: goal\nverify: 'exists: Report.md'\n---\n- [x] Write it\n",
    ],
    ids=["claimed done", "verified before", "a task is done"],
)
def test_what_was_claimed_can_fail(vault: Vault, claim: str) -> None:
    """The same check fails the goal once it is claimed done, was verified before, or has a done task."""
    write_files(vault.root, {GOAL: claim})

    state = vault.goal(GOAL)

    assert state.outcome is Outcome.FAILING
    assert [item.check.text for item in state.failing] == ["exists: Report.md"]


def test_a_date_in_the_future_makes_nothing_fail(vault: Vault) -> None:
    """A goal whose only evidence lies in the future was never verified before.

    == Goals/Ship.md
    ---
    type: goal
    verified: 2027-10-01
    verify: "exists: Report.md"
    ---
    """
    assert vault.goal(GOAL).outcome is Outcome.UNVERIFIED


def test_a_fresh_check_that_never_matched_is_no_failure(vault: Vault) -> None:
    """A `fresh:` that nothing has ever matched leaves the goal unverified, whatever was done or claimed.

    == Goals/Ship.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    verify: "fresh: Logs/*.md within 2d"
    ---
    - [x] Write the script
    """
    state = vault.goal(GOAL)

    assert state.outcome is Outcome.UNVERIFIED
    assert (state.failing, state.late) == ((), ())


def test_a_late_heartbeat_fails_the_goal_whatever_the_tasks(vault: Vault) -> None:
    """A `fresh:` that has matched and is late fails a goal that has no task and no claim.

    == Goals/Ship.md
    ---
    type: goal
    verify:
      - "fresh: Logs/*.md within 2d"
      - "exists: Report.md"
    ---
    == Logs/2026-03-04.md
    It ran.
    """
    state = vault.goal(GOAL)

    assert state.outcome is Outcome.FAILING
    assert [item.check.text for item in state.late] == ["fresh: Logs/*.md within 2d"]
    assert state.failing == ()  # nothing was claimed, so the other check is merely not there yet


def test_a_late_heartbeat_is_not_among_the_failing_checks(vault: Vault) -> None:
    """On a goal that is claimed done, late heartbeats and failing checks are kept apart.

    == Goals/Ship.md
    ---
    type: goal
    status: done
    verify:
      - "fresh: Logs/*.md within 2d"
      - "exists: Report.md"
    ---
    == Logs/2026-03-04.md
    It ran.
    """
    state = vault.goal(GOAL)

    assert [item.check.text for item in state.late] == ["fresh: Logs/*.md within 2d"]
    assert [item.check.text for item in state.failing] == ["exists: Report.md"]


def test_the_next_step_asks_for_a_criterion_that_is_not_ticked_yet(vault: Vault) -> None:
    """Of criteria that are ticked in part, the first unticked one is to be looked at next.

    == Goals/Ship.md
    ---
    type: goal
    ---
    ## Success criteria
    - [x] It is online
    - [ ] Somebody uses it
    """
    assert "“Somebody uses it”" in vault.goal(GOAL).next_step


def test_what_cannot_be_told_is_neither_pass_nor_fail(vault: Vault) -> None:
    """An undated heartbeat, a misread check and a place outside the vault leave a claimed goal unverified.

    == Goals/Misread.md
    ---
    type: goal
    status: done
    verify: ["exists: Letter.md", "fresh: Logs/*.md"]
    ---
    == Goals/Outside.md
    ---
    type: goal
    status: done
    verify: ["exists: Letter.md", "exists: ../../elsewhere.md"]
    ---
    == Goals/Undated.md
    ---
    type: goal
    status: done
    verify: ["exists: Letter.md", "fresh: Logs/*.md within 2d"]
    ---
    == Letter.md
    I saw it.
    == Logs/One.md
    It ran.
    """
    assert set(states(vault).values()) == {Outcome.UNVERIFIED}
    assert "`fresh: Logs/*.md`" in vault.goal("Goals/Misread.md").reason
    assert not vault.goal("Goals/Undated.md").reason.startswith("not yet")


def test_passing_observations_verify_a_goal_that_has_no_question(vault: Vault) -> None:
    """Where every check reads files and passes, the goal is verified as of now, without anybody's word.

    == Goals/Ship.md
    ---
    type: goal
    verify: ["exists: Report.md", "count: notes in Reports >= 1"]
    ---
    == Reports/Report.md
    Written.
    """
    state = vault.goal(GOAL)

    assert state.outcome is Outcome.VERIFIED
    assert state.evidence is not None
    assert state.evidence.source is Source.CHECKS
    assert [item.result.value for item in state.observations] == ["pass", "pass"]


def test_every_check_has_to_pass(vault: Vault) -> None:
    """One check that does not pass keeps a goal from being verified, also beside a fresh `verified`.

    == Goals/Not there.md
    ---
    type: goal
    verify: ["exists: Letter.md", "exists: Report.md"]
    ---
    == Goals/Not yet.md
    ---
    type: goal
    verified: 2026-11-20
    evidence: "[[Letter]]"
    verify: ["exists: Letter.md", "metric: last(weight) <= 80 in Daily"]
    ---
    == Letter.md
    I saw it.
    """
    assert set(states(vault).values()) == {Outcome.UNVERIFIED}


def test_a_question_needs_an_answer_beside_passing_checks(vault: Vault) -> None:
    """A goal with a question is verified when its checks pass and a dated `verified` answers it.

    == Goals/Answered.md
    ---
    type: goal
    verified: 2026-11-20
    verify: ["exists: Letter.md", "ask: Is it used?"]
    ---
    == Goals/Asked.md
    ---
    type: goal
    verify: ["exists: Letter.md", "ask: Is it used?"]
    ---
    == Letter.md
    I saw it.
    """
    assert states(vault) == {"Answered": Outcome.VERIFIED, "Asked": Outcome.UNVERIFIED}
    assert "“Is it used?”" in vault.goal("Goals/Asked.md").next_step


def test_a_command_that_was_not_run_has_not_passed(vault: Vault) -> None:
    """Reading a vault runs no command, so a `run:` check leaves the goal unverified and says so.

    == Goals/Alone.md
    ---
    type: goal
    verify: "run: backup-timer"
    ---
    == Goals/Beside.md
    ---
    type: goal
    status: done
    verified: 2026-11-20
    verify: ["exists: Letter.md", "run: backup-timer"]
    ---
    == Letter.md
    I saw it.
    """
    assert set(states(vault).values()) == {Outcome.UNVERIFIED}
    assert vault.goal("Goals/Beside.md").reason == "`run: backup-timer` has not been run"
    assert vault.goal("Goals/Beside.md").failing == ()


def test_undated_and_empty_claims_are_no_evidence(vault: Vault) -> None:
    """`verified: true`, `verified: false`, an empty value and evidence without a date verify nothing.

    == Goals/Empty.md
    ---
    type: goal
    success_criteria: It is used
    verified:
    ---
    == Goals/False.md
    ---
    type: goal
    success_criteria: It is used
    verified: false
    ---
    == Goals/Linked.md
    ---
    type: goal
    success_criteria: It is used
    evidence: "[[Letter]]"
    ---
    == Goals/True.md
    ---
    type: goal
    success_criteria: It is used
    verified: true
    evidence: "[[Letter]]"
    ---
    == Letter.md
    I saw it.
    """
    goals = vault.examination.judged.goals

    assert set(states(vault).values()) == {Outcome.UNVERIFIED}
    assert all(state.evidence is None for state in goals.values())
    assert "without a date" in goals["Goals/True.md"].reason
    assert "no date says when" in goals["Goals/Linked.md"].reason
    assert goals["Goals/False.md"].reason == "no evidence yet"


def test_evidence_from_the_future_counts_for_nothing(vault: Vault) -> None:
    """A date beyond the day after the run's is no evidence; tomorrow's is.

    == Goals/Ship.md
    ---
    type: goal
    success_criteria: It is used
    verified: 2026-11-22
    ---
    """
    assert vault.goal(GOAL, "2026-11-21").outcome is Outcome.ATTESTED
    early = vault.goal(GOAL, "2026-11-20")
    assert early.outcome is Outcome.UNVERIFIED
    assert early.evidence is None
    assert "2026-11-22, in the future" in early.reason


def test_an_interval_holds_through_its_last_day(vault: Vault) -> None:
    """Evidence of 22 October with 30 days holds on 21 November and is stale on the 22nd.

    == Goals/Ship.md
    ---
    type: goal
    verified: 2026-10-22
    review_interval: 30d
    ---
    """
    held = vault.goal(GOAL, "2026-11-21")
    stale = vault.goal(GOAL, "2026-11-22")

    assert (held.outcome, stale.outcome) == (Outcome.ATTESTED, Outcome.STALE)
    assert held.evidence is not None
    assert held.evidence.until == "2026-11-21"
    assert stale.reason == "verified on 2026-10-22, which held until 2026-11-21"


def test_an_interval_of_months_goes_by_the_calendar(vault: Vault) -> None:
    """A month after the 31st of October is the 30th of November.

    == Goals/Ship.md
    ---
    type: goal
    verified: 2026-10-31
    review_interval: 1mo
    ---
    """
    assert vault.goal(GOAL, "2026-11-30").outcome is Outcome.ATTESTED
    assert vault.goal(GOAL, "2026-12-01").outcome is Outcome.STALE


def test_an_interval_of_hours_runs_from_the_moment_or_from_the_end_of_the_day(vault: Vault) -> None:
    """Four hours after 09:00 are over at 13:01, but a day without a time lasts to its end.

    == Goals/By day.md
    ---
    type: goal
    verified: 2026-11-20
    review_interval: 4h
    ---
    == Goals/By hour.md
    ---
    type: goal
    verified: 2026-11-21T09:00
    review_interval: 4h
    ---
    """
    assert vault.goal("Goals/By hour.md", "2026-11-21T13:00").outcome is Outcome.ATTESTED
    assert vault.goal("Goals/By hour.md", "2026-11-21T13:01").outcome is Outcome.STALE
    assert vault.goal("Goals/By day.md", "2026-11-21T03:59").outcome is Outcome.ATTESTED
    assert vault.goal("Goals/By day.md", "2026-11-21T04:01").outcome is Outcome.STALE


def test_verified_until_names_the_last_day_and_wins_over_the_interval(vault: Vault) -> None:
    """Evidence holds through `verified_until`, whatever the interval says.

    == Goals/Ship.md
    ---
    type: goal
    verified: 2026-03-01
    verified_until: 2026-11-21
    review_interval: 30d
    ---
    """
    assert vault.goal(GOAL, "2026-11-21").outcome is Outcome.ATTESTED
    stale = vault.goal(GOAL, "2026-11-22")
    assert stale.outcome is Outcome.STALE
    assert stale.reason == "verified on 2026-03-01, which held until 2026-11-21"


def test_without_an_interval_evidence_never_expires(vault: Vault) -> None:
    """A goal that names no interval stays verified for good.

    == Goals/Ship.md
    ---
    type: goal
    verified: 2006-03-01
    ---
    """
    state = vault.goal(GOAL)

    assert state.outcome is Outcome.ATTESTED
    assert state.evidence is not None
    assert state.evidence.until == ""


def test_checks_that_pass_now_are_newer_than_any_word(vault: Vault) -> None:
    """Where observations alone decide, a `verified` that ran out does not make a passing goal stale.

    == Goals/Ship.md
    ---
    type: goal
    verified: 2026-01-05
    review_interval: 30d
    verify: "exists: Report.md"
    ---
    == Report.md
    Written.
    """
    assert vault.goal(GOAL).outcome is Outcome.VERIFIED


def test_an_answer_runs_out_although_the_checks_pass(vault: Vault) -> None:
    """A question answered too long ago has to be asked again, whatever the other checks show.

    == Goals/Ship.md
    ---
    type: goal
    verified: 2026-01-05
    review_interval: 30d
    verify: ["exists: Report.md", "ask: Is it used?"]
    ---
    == Report.md
    Written.
    """
    assert vault.goal(GOAL).outcome is Outcome.STALE


def test_ticked_criteria_verify_a_goal_only_with_evidence(vault: Vault) -> None:
    """An all-ticked list of criteria verifies with evidence that exists, and never alone or in part.

    == Goals/All with evidence.md
    ---
    type: goal
    evidence: "[[Letter]]"
    ---
    ## Success criteria
    - [x] It is used
    - [-] It is sold
    == Goals/All without.md
    ---
    type: goal
    ---
    ## Success criteria
    - [x] It is used
    == Goals/Broken evidence.md
    ---
    type: goal
    evidence: "[[Lost letter]]"
    ---
    ## Success criteria
    - [x] It is used
    == Goals/In part.md
    ---
    type: goal
    evidence: "[[Letter]]"
    ---
    ## Success criteria
    - [x] It is used
    - [ ] It is loved
    == Goals/Sentences.md
    ---
    type: goal
    evidence: "[[Letter]]"
    success_criteria: It is used
    ---
    == Letter.md
    I saw it.
    """
    assert states(vault) == {
        "All with evidence": Outcome.VERIFIED,
        "All without": Outcome.UNVERIFIED,
        "Broken evidence": Outcome.UNVERIFIED,
        "In part": Outcome.UNVERIFIED,
        "Sentences": Outcome.UNVERIFIED,
    }
    state = vault.goal("Goals/All with evidence.md")
    assert state.evidence is not None
    assert state.evidence.source is Source.CRITERIA


def test_ticked_criteria_run_out_with_verified_until(vault: Vault) -> None:
    """A list of criteria with evidence holds through the day that `verified_until` names.

    == Goals/Ship.md
    ---
    type: goal
    verified_until: 2026-11-21
    evidence: "[[Letter]]"
    ---
    ## Success criteria
    - [x] It is used
    == Letter.md
    I saw it.
    """
    assert vault.goal(GOAL, "2026-11-21").outcome is Outcome.VERIFIED
    assert vault.goal(GOAL, "2026-11-22").outcome is Outcome.STALE


def test_ticked_criteria_cannot_be_dated_and_so_satisfy_no_interval(vault: Vault) -> None:
    """A goal that must be looked at every so often is not verified by ticks that bear no date.

    == Goals/Ship.md
    ---
    type: goal
    review_interval: 30d
    evidence: "[[Letter]]"
    ---
    ## Success criteria
    - [x] It is used
    == Letter.md
    I saw it.
    """
    assert vault.goal(GOAL).outcome is Outcome.UNVERIFIED


def test_the_doers_word_alone_attests(vault: Vault) -> None:
    """A dated `verified` is attested alone or with a mere name, and verified with something that exists.

    == Goals/A check.md
    ---
    type: goal
    verified: 2026-11-01
    verify: ["exists: Letter.md", "ask: Is it used?"]
    ---
    == Goals/A link.md
    ---
    type: goal
    verified: 2026-11-01
    verified_by: "[[Letter]]"
    ---
    == Goals/A lost link.md
    ---
    type: goal
    verified: 2026-11-01
    evidence: "[[Lost letter]]"
    ---
    == Goals/A name.md
    ---
    type: goal
    verified: 2026-11-01
    verified_by: Ana
    ---
    == Goals/A page.md
    ---
    type: goal
    verified: 2026-11-01
    evidence: https://example.org/report
    ---
    == Goals/A word.md
    ---
    type: goal
    verified: 2026-11-01
    ---
    == Goals/An empty note.md
    ---
    type: goal
    verified: 2026-11-01
    evidence: "[[Empty]]"
    ---
    == Empty.md
    == Letter.md
    I saw it.
    """
    assert states(vault) == {
        "A check": Outcome.VERIFIED,
        "A link": Outcome.VERIFIED,
        "A lost link": Outcome.ATTESTED,
        "A name": Outcome.ATTESTED,
        "A page": Outcome.VERIFIED,
        "A word": Outcome.ATTESTED,
        "An empty note": Outcome.ATTESTED,
    }


def test_the_status_a_user_writes_is_no_evidence(vault: Vault) -> None:
    """A goal whose status is `verified` is claimed done, and its outcome is what the evidence says.

    == Goals/Ship.md
    ---
    type: goal
    status: verified
    success_criteria: It is used
    ---
    """
    assert vault.goal(GOAL).outcome is Outcome.UNVERIFIED


def test_a_parent_is_not_verified_by_its_children(vault: Vault) -> None:
    """A goal whose subgoals all hold is itself unverified; their share is shown, dropped ones left out.

    == Goals/Child 1.md
    ---
    type: goal
    goal: "[[Ship]]"
    verified: 2026-11-01
    ---
    == Goals/Child 2.md
    ---
    type: goal
    parent: "[[Ship]]"
    verified: 2026-11-01
    evidence: "[[Letter]]"
    ---
    == Goals/Child 3.md
    ---
    type: goal
    goal: "[[Ship]]"
    status: dropped
    ---
    == Goals/Ship.md
    ---
    type: goal
    success_criteria: Both at once
    ---
    == Letter.md
    I saw it.
    """
    state = vault.goal(GOAL)

    assert state.outcome is Outcome.UNVERIFIED
    assert state.children == (2, 2)


def test_a_child_that_does_not_hold_counts_among_the_children(vault: Vault) -> None:
    """Of two subgoals one holds, and the verified parent stays verified.

    == Goals/Child 1.md
    ---
    type: goal
    goal: "[[Ship]]"
    verified: 2026-11-01
    ---
    == Goals/Child 2.md
    ---
    type: goal
    goal: "[[Ship]]"
    ---
    == Goals/Ship.md
    ---
    type: goal
    verified: 2026-11-01
    ---
    """
    state = vault.goal(GOAL)

    assert state.outcome is Outcome.ATTESTED
    assert state.children == (1, 2)


def test_work_is_none_open_or_done(vault: Vault) -> None:
    """The work of a goal is open while a task is live, done when only done ones are left, else none.

    == Goals/Done.md
    ---
    type: goal
    ---
    - [x] One
    - [-] Two
    == Goals/Dropped only.md
    ---
    type: goal
    ---
    - [-] One
    == Goals/None.md
    ---
    type: goal
    ---
    == Goals/Open.md
    ---
    type: goal
    ---
    - [x] One
    - [/] Two
    - [ ] Three
    """
    goals = vault.examination.judged.goals

    assert {path: (state.work, state.tasks_done, state.tasks_open) for path, state in goals.items()} == {
        "Goals/Done.md": (Work.DONE, 1, 0),
        "Goals/Dropped only.md": (Work.NONE, 0, 0),
        "Goals/None.md": (Work.NONE, 0, 0),
        "Goals/Open.md": (Work.OPEN, 1, 2),
    }


def test_a_plain_statement_is_never_ticked_off(vault: Vault) -> None:
    """Criteria of which one is no checkbox are not all ticked; a cancelled checkbox is out of the count.

    == Goals/Stated.md
    ---
    type: goal
    success_criteria: ["Ten strangers paid", "[x] The page is online"]
    evidence: "[[Letter]]"
    ---
    == Goals/Cancelled.md
    ---
    type: goal
    evidence: "[[Letter]]"
    ---
    ## Success criteria
    - [x] The page is online
    - [-] It has a dark side
    == Letter.md
    I saw it.
    """
    assert states(vault) == {"Cancelled": Outcome.VERIFIED, "Stated": Outcome.UNVERIFIED}


def test_the_reason_names_what_is_there_before_what_is_lost(vault: Vault) -> None:
    """Where one of several things that a goal names as evidence is gone, its state rests on those that stand.

    == Goals/Ship.md
    ---
    type: goal
    evidence: ["[[Missing]]", Blank.txt]
    verified_by: "[[Report]]"
    verified: 2026-11-20
    ---
    == Goals/Sail.md
    ---
    type: goal
    success_criteria: it floats
    ---
    == Gaps/Evidence/2026-11.md
    - 2026-11-20 [[Sail]]: yes · [[Lost]] · [[Report]]
    == Report.md
    It works.
    == Blank.txt

    """
    states = vault.examination.judged.goals
    assert states[GOAL].reason == "verified on 2026-11-20 by [[Report]]"
    assert states["Goals/Sail.md"].reason == "verified on 2026-11-20 by [[Report]]"
