from __future__ import annotations

from tests.vaults import Vault
from vaultgoals.model import Outcome


def test_a_goal_that_nobody_could_measure_is_told(vault: Vault) -> None:
    """A goal without criterion, check, metric and evidence is told, open work or not.

    == Goals/Be a mentor.md
    ---
    type: goal
    status: active
    why: Somebody did it for me
    ---
    - [ ] Ask what they need
    """
    (gap,) = vault.gaps("VG202")

    assert vault.told("VG202") == ["Goals/Be a mentor.md:1"]
    assert gap.message == "no criterion, check or metric says how anybody would know that it is reached"
    assert "`success_criteria`" in gap.fix
    assert gap.goal == "Goals/Be a mentor.md"
    assert gap.object == ""


def test_any_measure_is_enough(vault: Vault) -> None:
    """A criterion in frontmatter or under a heading, a check, a metric or evidence makes it measurable.

    == A.md
    ---
    type: goal
    acceptance: Both come back
    ---
    == B.md
    ---
    type: goal
    ---
    ## Definition of done
    - [ ] Both come back
    == C.md
    ---
    type: goal
    verify: Do they come back?
    ---
    == D.md
    ---
    type: goal
    kpi: mentees who come back
    ---
    == E.md
    ---
    type: goal
    verified: 2026-11-01
    ---
    """
    assert vault.told("VG202") == []


def test_where_work_is_done_the_unverified_outcome_says_it(vault: Vault) -> None:
    """An unmeasurable goal with a done task is VG301 alone.

    == Goal.md
    ---
    type: goal
    ---
    - [x] Ask what they need
    """
    assert vault.told("VG202") == []
    assert vault.told("VG301") == ["Goal.md:1"]


def test_where_the_goal_is_claimed_done_the_unproven_goal_says_it(vault: Vault) -> None:
    """An unmeasurable goal whose own status is done is VG305 alone.

    == Goal.md
    ---
    type: goal
    status: achieved
    ---
    """
    assert vault.told("VG202") == []
    assert vault.told("VG305") == ["Goal.md:1"]


def test_dropped_and_unreadable_goals_are_left_alone(vault: Vault) -> None:
    """Nothing is asked of a dropped goal, nor of one of which the properties could not be read.

    == vaultgoals.toml
    [folders]
    Goals = "goal"
    == Goals/Dropped.md
    ---
    status: dropped
    ---
    == Goals/Broken.md
    ---
    title: a: b
    success_criteria: All is well
    ---
    """
    assert vault.told("VG202") == []


def test_criteria_in_prose_and_in_fields_are_criteria(vault: Vault) -> None:
    """Whoever has written by what it would be known, as a list or a sentence, is not told that nobody did.

    == List.md
    ---
    type: goal
    ---
    ## Success criteria
    - Rent paid on the first
    - No reminder letters
    == Sentence.md
    ---
    tags: [goal]
    ---
    **Definition of done:** the kitchen is clean on five evenings of seven
    == Field.md
    ---
    tags: goal
    ---
    success_criteria:: 500 a month for three months
    == Empty.md
    ---
    type: goal
    ---
    ## Success criteria
    What would be different?
    """
    assert vault.told("VG202") == ["Empty.md:1"]
    assert vault.goal("List.md").outcome is Outcome.UNVERIFIED
