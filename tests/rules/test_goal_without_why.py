from __future__ import annotations

from tests.vaults import Vault


def test_a_goal_without_a_reason_is_told(vault: Vault) -> None:
    """A goal that does not say why is told, also where the reason is left empty.

    == A.md
    ---
    type: goal
    why:
    ---
    == B.md
    ---
    type: goal
    status: done
    ---
    ## Why

    ## Plan
    Some text.
    """
    gaps = vault.gaps("VG206")

    assert vault.told("VG206") == ["A.md:1", "B.md:1"]
    assert gaps[0].message == "it does not say why it exists"
    assert gaps[0].goal == "A.md"


def test_a_reason_under_any_of_its_names_is_one(vault: Vault) -> None:
    """A reason may stand under why, intent, problem or purpose, or below a heading of that name.

    == A.md
    ---
    type: goal
    why: The back
    ---
    == B.md
    ---
    type: goal
    Intent: The back
    ---
    == C.md
    ---
    type: goal
    problem: The back
    ---
    == D.md
    ---
    type: goal
    purpose: The back
    ---
    == E.md
    ---
    type: goal
    ---
    ## Why
    The back.
    """
    assert vault.told("VG206") == []


def test_a_dropped_goal_need_not_say_why(vault: Vault) -> None:
    """A dropped goal is left alone.

    == A.md
    ---
    type: goal
    status: abandoned
    ---
    """
    assert vault.told("VG206") == []


def test_only_goals_are_asked_why(vault: Vault) -> None:
    """Tasks, specs, projects and other notes need no reason of their own.

    == Task.md
    ---
    type: task
    ---
    == Spec.md
    ---
    type: spec
    ---
    == Project.md
    ---
    type: project
    ---
    == Note.md
    Text.
    """
    assert vault.told("VG206") == []


def test_a_goal_that_could_not_be_read_is_not_asked(vault: Vault) -> None:
    """Where the frontmatter is broken, the reason may stand in it.

    == vaultgoals.toml
    [folders]
    Goals = "goal"
    == Goals/Broken.md
    ---
    title: a: b
    why: The back
    ---
    """
    assert vault.told("VG206") == []
    assert len(vault.told("VG902")) == 1


def test_a_reason_under_its_own_words_is_a_reason(vault: Vault) -> None:
    """However the question is put, an answer to why is one: a heading, a word and a colon, a field.

    == Heading.md
    ---
    type: goal
    ---
    ## Why this matters
    It pays the rent.
    == Word.md
    ---
    type: goal
    ---
    **Why:** I promised.
    == Field.md
    ---
    type: goal
    ---
    why:: Independence
    == Unanswered.md
    ---
    type: goal
    ---
    ## Why this matters
    ## Plan
    I will see.
    """
    assert vault.told("VG206") == ["Unanswered.md:1"]
