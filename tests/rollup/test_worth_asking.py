"""The questions that a review asks arise from what stands in the vault, and from nothing else."""

from __future__ import annotations

from tests.rollup.reviews import review_of
from tests.vaults import Vault, write_files
from vaultgoals.rollup.worth_asking import EXISTS, TRIGGERED, WORKED


def asked(vault: Vault, text: str) -> list[str]:
    """Return the notes of which one question is asked."""
    return [one.path for one in review_of(vault).questions if one.text == text]


def test_done_work_is_asked_about_where_nobody_could_tell_whether_it_worked(vault: Vault) -> None:
    """A task of the week whose goal has no criterion, check or metric gives rise to a question, once a goal.

    == A bare.md
    ---
    type: goal
    why: x
    ---
    - [x] one ✅ 2026-11-17
    - [x] two ✅ 2026-11-18
    == B metric.md
    ---
    type: goal
    why: x
    metric: hours
    ---
    - [x] one ✅ 2026-11-17
    == C check.md
    ---
    type: goal
    why: x
    verify: "ask: Is it so?"
    ---
    - [x] one ✅ 2026-11-17
    == D criterion.md
    ---
    type: goal
    why: x
    success_criteria: it is so
    ---
    - [x] one ✅ 2026-11-17
    == E before.md
    ---
    type: goal
    why: x
    ---
    - [x] one ✅ 2026-11-15
    == F dropped.md
    ---
    type: goal
    status: dropped
    ---
    - [x] one ✅ 2026-11-17
    """
    (one,) = (one for one in review_of(vault).questions if one.text == WORKED)

    assert (one.path, [task.title for task in one.tasks]) == ("A bare.md", ["one", "two"])


def test_a_spec_that_nobody_asked_for_is_asked_about(vault: Vault) -> None:
    """Asked for is a spec that serves a goal, that a goal or its work is built from, or that work is for.

    == Goal.md
    ---
    type: goal
    why: x
    implements: "[[C built from]]"
    ---
    == Project.md
    ---
    type: project
    goal: "[[Goal]]"
    ---
    == A orphan.md
    ---
    type: spec
    status: accepted
    ---
    == B serves.md
    ---
    type: spec
    goal: "[[Goal]]"
    ---
    == C built from.md
    ---
    type: spec
    ---
    == D by a project.md
    ---
    type: spec
    project: "[[Project]]"
    ---
    == E worked on.md
    ---
    type: spec
    ---
    == Task.md
    ---
    type: task
    goal: "[[Goal]]"
    implements: "[[E worked on]]"
    ---
    == F named as a goal.md
    ---
    type: spec
    ---
    == Other task.md
    ---
    type: task
    why: x
    goal: "[[F named as a goal]]"
    ---
    == G broken.md
    ---
    type: spec
    goal: "[[Gaol]]"
    ---
    == H dropped.md
    ---
    type: spec
    status: dropped
    ---
    == I part of another.md
    ---
    type: spec
    implements: "[[B serves]]"
    ---
    == J aimless work.md
    ---
    type: spec
    ---
    == Aimless.md
    ---
    type: task
    why: x
    implements: "[[J aimless work]]"
    ---
    """
    assert asked(vault, EXISTS) == ["A orphan.md", "J aimless work.md"]


def test_goals_and_tickets_without_a_why_are_asked_about(vault: Vault) -> None:
    """A goal needs a reason of its own; a ticket has one if it serves a goal or says why.

    == A goal.md
    ---
    type: goal
    ---
    == B goal with why.md
    ---
    type: goal
    why: x
    ---
    == C ticket.md
    ---
    type: task
    ---
    == D ticket with why.md
    ---
    type: task
    why: x
    ---
    == E ticket of a goal.md
    ---
    type: task
    goal: "[[A goal]]"
    ---
    == F done ticket.md
    ---
    type: task
    status: done
    ---
    """
    assert asked(vault, TRIGGERED) == ["A goal.md", "C ticket.md"]


def test_what_a_vault_does_not_want_to_be_told_is_not_asked(vault: Vault) -> None:
    """A rule that is left out, or a gap that is waived, asks nothing either.

    == A goal.md
    ---
    type: goal
    ---
    == B waived.md
    ---
    type: goal
    waive: "VG206 until 2026-12-31: it says itself"
    ---
    """
    assert asked(vault, TRIGGERED) == ["A goal.md"]

    write_files(vault.root, {"vaultgoals.toml": '[rules]\nignore = ["goal-without-why"]\n'})
    assert asked(vault, TRIGGERED) == []
