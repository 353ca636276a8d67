"""What the evidence log makes of a goal: answers, their age, their order, and the ground they stand on."""

from __future__ import annotations

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.engine.questions import acts
from vaultgoals.engine.verify import Answer, record
from vaultgoals.model import GoalState, Outcome, RecordResult

QUESTION = "ask: Do ten people use it?"
GOAL = f'---\ntype: goal\nwhy: x\nverify: "{QUESTION}"\n---\n'
LOG = "Gaps/Evidence/2026-11.md"


def judged(vault: Vault, goal: str, *lines: str, as_of: str = "2026-11-21") -> GoalState:
    """Return the state of a goal with this note and these lines in the log."""
    write_files(
        vault.root, {"Ship.md": goal, "Letter.md": "Twelve.\n", LOG: "".join(f"{line}\n" for line in lines)}
    )
    return vault.goal("Ship.md", as_of)


def test_an_answer_with_a_link_verifies(vault: Vault) -> None:
    """A question answered yes, with a link to what was seen, makes a goal verified on that day."""
    state = judged(vault, GOAL, f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · [[Letter]] · by ana")

    assert state.outcome is Outcome.VERIFIED
    assert state.reason == "verified on 2026-11-10 by [[Letter]]"


def test_a_bare_answer_attests(vault: Vault) -> None:
    """An answer without a link is the doer's word."""
    assert judged(vault, GOAL, f"- 2026-11-10 · [[Ship]] · pass · {QUESTION}").outcome is Outcome.ATTESTED


@pytest.mark.parametrize(
    ("result", "outcome"),
    [("fail", Outcome.FAILING), ("open", Outcome.UNVERIFIED), ("proposed", Outcome.UNVERIFIED)],
)
def test_other_answers(result: str, outcome: Outcome, vault: Vault) -> None:
    """A no makes it fail; not yet, and what an agent proposed, leave it unverified without a failure."""
    state = judged(vault, GOAL, f"- 2026-11-10 · [[Ship]] · {result} · {QUESTION} · by agent")

    assert state.outcome is outcome
    assert vault.told("VG304") == (["Ship.md:1"] if result == "fail" else [])


@pytest.mark.parametrize(
    ("result", "outcome"),
    [("pass", Outcome.VERIFIED), ("fail", Outcome.FAILING), ("open", Outcome.UNVERIFIED)],
)
def test_a_proposal_takes_nothing_back(result: str, outcome: Outcome, vault: Vault) -> None:
    """What an agent proposes later hides neither the yes nor the no of a person."""
    said = f"- 2026-11-10 · [[Ship]] · {result} · {QUESTION} · [[Letter]]\n"
    proposed = f"- 2026-11-12 · [[Ship]] · proposed · {QUESTION} · [[Letter]] · by bot"
    state = judged(vault, GOAL, said + proposed)

    assert state.outcome is outcome
    assert ("proposed as true by bot" in state.reason) is (result == "open")


def test_a_proposal_of_the_same_day_takes_no_date_back(vault: Vault) -> None:
    """The day under `verified` is the user's word, and stands beside a proposal of that day."""
    goal = GOAL.replace("why: x", "why: x\nverified: 2026-11-12")
    line = f"- 2026-11-12 · [[Ship]] · proposed · {QUESTION} · [[Letter]] · by bot"

    assert judged(vault, goal, line).outcome.holds


def test_the_latest_answer_counts(vault: Vault) -> None:
    """A later day counts before an earlier one, and on one day a later attempt."""
    first = f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · [[Letter]]"
    second = f"- 2026-11-10 (2) · [[Ship]] · fail · {QUESTION}"
    third = f"- 2026-11-12 · [[Ship]] · pass · {QUESTION} · [[Letter]]"

    assert judged(vault, GOAL, second, first).outcome is Outcome.FAILING
    assert judged(vault, GOAL, third, second, first).outcome is Outcome.VERIFIED


def test_a_date_in_the_frontmatter_is_an_answer_of_its_day(vault: Vault) -> None:
    """`verified` on a later day than a no in the log counts; on the same day the log does."""
    no = f"- 2026-11-10 · [[Ship]] · fail · {QUESTION}"
    later = GOAL.replace("why: x", 'why: x\nverified: 2026-11-11\nevidence: "[[Letter]]"')
    same = GOAL.replace("why: x", "why: x\nverified: 2026-11-10")

    assert judged(vault, later, no).outcome is Outcome.VERIFIED
    assert judged(vault, same, no).outcome is Outcome.FAILING


def test_every_question_needs_its_answer(vault: Vault) -> None:
    """Of two questions one answered is not enough; the next step names the other."""
    two = GOAL.replace(f'verify: "{QUESTION}"', f'verify: ["{QUESTION}", "ask: Do they pay?"]')
    state = judged(vault, two, f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · [[Letter]]")

    assert state.outcome is Outcome.UNVERIFIED
    assert "Do they pay?" in state.next_step


def test_a_statement_about_the_whole_goal_answers_every_question(vault: Vault) -> None:
    """A line without a check speaks of the goal."""
    assert judged(vault, GOAL, "- 2026-11-10 · [[Ship]] · pass · [[Letter]]").outcome is Outcome.VERIFIED


def test_answers_run_out(vault: Vault) -> None:
    """An answer holds for the goal's interval, to the end of its last day."""
    goal = GOAL.replace("why: x", "why: x\nreview_interval: 7d")
    line = f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · [[Letter]]"

    assert judged(vault, goal, line, as_of="2026-11-17").outcome is Outcome.VERIFIED
    assert judged(vault, goal, line, as_of="2026-11-18").outcome is Outcome.STALE


def test_what_a_command_gave_only_the_log_says(vault: Vault) -> None:
    """A `run:` check is passed by a record of that command, and not by a date in the frontmatter."""
    goal = GOAL.replace(QUESTION, "run: backup").replace("why: x", "why: x\nverified: 2026-11-20")

    assert judged(vault, goal).outcome is Outcome.UNVERIFIED
    assert judged(vault, goal, "- 2026-11-10 · [[Ship]] · pass · run: backup").outcome is Outcome.VERIFIED


def test_yes_and_no_on_one_day_count_for_nothing(vault: Vault) -> None:
    """Two equal attempts that disagree are told, and the goal is judged without them."""
    lines = (f"- 2026-11-10 · [[Ship]] · pass · {QUESTION}", f"- 2026-11-10 · [[Ship]] · fail · {QUESTION}")

    assert judged(vault, GOAL, *lines).outcome is Outcome.UNVERIFIED
    assert vault.told("VG404") == ["Ship.md:1"]
    assert "both yes and no" in vault.gaps("VG404")[0].message


def test_a_line_from_the_future_counts_for_nothing(vault: Vault) -> None:
    """A line of the log dated beyond tomorrow is told, and is no evidence."""
    state = judged(vault, GOAL, f"- 2027-05-01 · [[Ship]] · pass · {QUESTION} · [[Letter]]")

    assert state.outcome is Outcome.UNVERIFIED
    assert vault.told("VG404") == ["Ship.md:1"]


def test_changed_criteria_make_suspect_and_a_journal_does_not(vault: Vault) -> None:
    """The hash of the criteria and checks is the ground; ticks and other text are no part of it."""
    sound = judged(
        vault, GOAL, f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · [[Letter]] · criteria 00000000"
    )
    now = vault.examination.judged.goals["Ship.md"]
    assert sound.outcome is now.outcome is Outcome.SUSPECT
    assert sound.reason == "verified on 2026-11-10; since then its criteria or checks changed"
    assert vault.told("VG402") == ["Ship.md:1"]


def test_what_was_built_is_ground_too(vault: Vault) -> None:
    """A goal whose implementation is another file than then is suspect."""
    goal = GOAL.replace("why: x", "why: x\nimplemented_by: Letter.md")
    line = f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · [[Letter]] · built 00000000"

    assert judged(vault, goal, line).reason.endswith("since then what implements it changed")


def test_odd_lines_and_lines_about_nothing_are_told_and_kept(vault: Vault) -> None:
    """A line that cannot be read, and one about a goal that is gone, are told with their line; no gap."""
    judged(vault, GOAL, "- 2026-11-10 · [[Gone]] · pass", "- 2026-11-10 · [[Ship]] · perhaps")
    told = {(notice.name, notice.line) for notice in vault.examination.notices}

    assert told == {("orphan-evidence", 1), ("odd-evidence-line", 2)}


def test_a_report_leaves_the_log_as_it_is(vault: Vault) -> None:
    """Evidence is never rewritten."""
    from vaultgoals.engine import publish

    judged(vault, GOAL, f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · [[Letter]] · by ana")
    before = vault.read(LOG)
    publish(vault.examination)

    assert vault.read(LOG) == before
    assert "- 2026-11-10 pass · " in vault.read("Gaps/Rollups/Ship rollup.md")


def test_a_link_to_what_is_not_there_backs_nothing(vault: Vault) -> None:
    """An answer whose link names nothing here is the doer's word; a web address is taken to be there."""
    line = f"- 2026-11-10 · [[Ship]] · pass · {QUESTION} · "

    assert judged(vault, GOAL, f"{line}[[Nowhere]]").outcome is Outcome.ATTESTED
    assert judged(vault, GOAL, f"{line}<https://example.org/run>").outcome is Outcome.VERIFIED


def test_ticked_criteria_answer_a_question_beside_a_command_that_passed(vault: Vault) -> None:
    """Ticks with evidence stand for what people are asked; what a command gives only the log can say.

    == Seen.md
    It is so.
    == Goals/Ship.md
    ---
    type: goal
    evidence: "[[Seen]]"
    verify: ["ask: Is it so?", "run: backup"]
    ---
    ## Success criteria
    - [x] People use it
    """
    assert vault.goal("Goals/Ship.md").outcome is Outcome.UNVERIFIED

    write_files(vault.root, {LOG: "- 2026-11-20 · [[Ship]] · pass · run: backup\n"})

    assert vault.goal("Goals/Ship.md").outcome is Outcome.VERIFIED


def test_a_record_carries_a_hash_of_what_was_built_only_where_something_was(vault: Vault) -> None:
    """Of a goal that nothing implements a line says what was asked, and no more."""
    write_files(vault.root, {"Ship.md": GOAL})
    found = vault.examine()
    record(found, [Answer(act, RecordResult.PASS) for act in acts(found, "Ship.md")])
    assert " · criteria " in vault.read(LOG)
    assert "built" not in vault.read(LOG)


def test_a_task_note_is_no_ground(vault: Vault) -> None:
    """Another status word or a date in the note of the work that was done makes nothing suspect.

    == Goals/Ship.md
    ---
    type: goal
    verify: "ask: Is it so?"
    ---
    == Specs/Plan.md
    ---
    type: spec
    status: accepted
    goal: "[[Ship]]"
    implemented_by: [Code/it.py]
    ---
    == Tasks/Write it.md
    ---
    type: task
    status: done
    implements: "[[Plan]]"
    ---
    == Code/it.py
    print(1)
    """
    found = vault.examine()
    record(found, [Answer(act, RecordResult.PASS) for act in acts(found, "Goals/Ship.md")])
    task = vault.root / "Tasks/Write it.md"

    task.write_text(task.read_text().replace("status: done", "status: completed\nmodified: 2026-11-21"))
    assert vault.goal("Goals/Ship.md").outcome is Outcome.ATTESTED

    write_files(vault.root, {"Code/it.py": "print(2)\n"})
    assert vault.goal("Goals/Ship.md").outcome is Outcome.SUSPECT
