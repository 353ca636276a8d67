"""What was shipped: what carries a date of the period, and what the reports show beside it."""

from __future__ import annotations

import pytest

from tests.rollup.reviews import between, report, review_of, shipped
from tests.vaults import Vault, write_files


def test_a_task_counts_on_its_day_alone(vault: Vault) -> None:
    """Done tasks with a date from Monday to the day of the run count, notes and lines alike; no others.

    == Goal.md
    ---
    type: goal
    ---
    - [x] on Sunday before ✅ 2026-11-15
    - [x] on Monday ✅ 2026-11-16
    - [x] today ✅ 2026-11-21
    - [x] tomorrow ✅ 2026-11-22
    - [x] without a date
    - [-] dropped ❌ 2026-11-18
    - [ ] open 📅 2026-11-18
    == Task.md
    ---
    type: task
    status: done
    completed: 2026-11-18T23:30
    goal: "[[Goal]]"
    ---
    - [x] a step of it ✅ 2026-11-17
    == Open.md
    ---
    type: task
    status: todo
    completed: 2026-11-18
    ---
    == Daily.md
    - [x] milk ✅ 2026-11-18
    - [x] call [[Goal]] ✅ 2026-11-19
    """
    assert shipped(review_of(vault)) == [
        "2026-11-16 on Monday",
        "2026-11-18 Task",
        "2026-11-19 call [[Goal]]",
        "2026-11-21 today",
    ]
    assert len(shipped(review_of(vault, as_of="2026-11-22"))) == 5


@pytest.mark.parametrize(("first", "number"), [("2026-10-01", 2), ("2026-10-02", 1), ("2026-10-31", 1)])
def test_any_period_counts_its_own_days(vault: Vault, first: str, number: int) -> None:
    """Both ends of a period belong to it.

    == Goal.md
    ---
    type: goal
    ---
    - [x] first ✅ 2026-10-01
    - [x] last ✅ 2026-10-31
    - [x] after ✅ 2026-11-01
    """
    assert len(shipped(review_of(vault, between(first, "2026-10-31")))) == number


def test_tasks_that_serve_nothing_are_told_apart(vault: Vault) -> None:
    """Served nothing has what names no goal and no spec; a broken link or a built spec is something else.

    == Goal.md
    ---
    type: goal
    ---
    == Spec.md
    ---
    type: spec
    ---
    == Project.md
    ---
    type: project
    ---
    == A aimless.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    ---
    == B map.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    up: "[[Some map]]"
    ---
    == Some map.md
    A map.
    == C in a project.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    project: "[[Project]]"
    ---
    == D broken.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    goal: "[[Gaol]]"
    ---
    == E builds.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    implements: "[[Spec]]"
    ---
    == F serves.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    goal: "[[Goal]]"
    ---
    == G by a line.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    ---
    - [x] a step for [[Goal]]
    """
    review = review_of(vault)

    assert len(review.shipped.tasks) == 7
    assert [one.task.path for one in review.shipped.aimless] == [
        "A aimless.md",
        "B map.md",
        "C in a project.md",
    ]


SPEC = "---\ntype: spec\nstatus: accepted\n{}---\n"
TASK = '---\ntype: task\nstatus: done\n{}implements: "[[Spec]]"\n---\n'


def test_a_spec_is_implemented_when_the_first_of_what_builds_it_is_done(vault: Vault) -> None:
    """A spec counts on the day of its first done task, and not again on that of a second one."""
    write_files(vault.root, {"Spec.md": SPEC.format(""), "One.md": TASK.format("completed: 2026-11-18\n")})
    assert shipped(review_of(vault))[-1:] == ["2026-11-18 Spec.md"]

    write_files(vault.root, {"Before.md": TASK.format("completed: 2026-11-02\n")})
    assert shipped(review_of(vault)) == ["2026-11-18 One"]
    assert shipped(review_of(vault, between("2026-11-01", "2026-11-08"))) == [
        "2026-11-02 Before",
        "2026-11-02 Spec.md",
    ]


def test_a_spec_without_any_date_is_implemented_when_its_gap_closes(vault: Vault) -> None:
    """Where no date tells it, a gap in the report before that is none now does; without one nothing does.

    == Spec.md
    ---
    type: spec
    status: accepted
    ---
    """
    report(vault, "2026-11-14")
    assert shipped(review_of(vault)) == []

    write_files(vault.root, {"Spec.md": SPEC.format("implemented_by: build.sh\n"), "build.sh": "make\n"})
    assert shipped(review_of(vault)) == ["? Spec.md"]

    report(vault, "2026-11-21")
    assert shipped(review_of(vault)) == ["? Spec.md"]
    assert shipped(review_of(vault, as_of="2026-11-23")) == []
    assert shipped(review_of(vault, between("2026-11-16", "2026-11-22"), "2026-11-23")) == ["? Spec.md"]


def test_a_spec_set_back_to_draft_is_not_implemented(vault: Vault) -> None:
    """A gap can close without anything being built.

    == Spec.md
    ---
    type: spec
    status: accepted
    ---
    """
    report(vault, "2026-11-14")
    write_files(vault.root, {"Spec.md": "---\ntype: spec\nstatus: draft\n---\n"})

    assert shipped(review_of(vault)) == []


def test_the_date_of_a_spec_counts_where_what_implements_it_has_none(vault: Vault) -> None:
    """`completed` on a spec that is done and built says when.

    == Spec.md
    ---
    type: spec
    status: done
    completed: 2026-11-19
    implemented_by: build.sh
    ---
    == build.sh
    make
    """
    assert shipped(review_of(vault)) == ["2026-11-19 Spec.md"]


def test_a_spec_that_is_done_and_built_by_nothing_was_not_implemented(vault: Vault) -> None:
    """A date alone builds nothing.

    == Spec.md
    ---
    type: spec
    status: done
    completed: 2026-11-19
    ---
    """
    assert shipped(review_of(vault)) == []


GOAL = "---\ntype: goal\n---\n"


def test_work_without_a_date_is_seen_by_the_count_of_the_report_before(vault: Vault) -> None:
    """Boxes that were ticked without a date are told as so many more; what is dated is not told twice."""
    write_files(vault.root, {"Goal.md": f"{GOAL}- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n"})
    report(vault, "2026-11-14")
    write_files(vault.root, {"Goal.md": f"{GOAL}- [x] a\n- [x] b\n- [x] c\n- [x] d ✅ 2026-11-18\n"})
    review = review_of(vault)

    assert shipped(review) == ["2026-11-18 d"]
    assert [(one.goal, one.number) for one in review.shipped.undated] == [("Goal.md", 2)]


def test_a_date_explains_only_the_time_between_the_two_reports(vault: Vault) -> None:
    """What is dated is no undated work, and what was dated later does not explain an earlier count."""
    write_files(vault.root, {"Goal.md": f"{GOAL}- [ ] a\n- [ ] b\n"})
    report(vault, "2026-11-07")
    write_files(vault.root, {"Goal.md": f"{GOAL}- [x] a\n- [ ] b\n"})
    report(vault, "2026-11-14")
    write_files(vault.root, {"Goal.md": f"{GOAL}- [x] a\n- [x] b ✅ 2026-11-18\n"})

    assert review_of(vault).shipped.undated == ()
    past = review_of(vault, between("2026-11-09", "2026-11-15"))
    assert [(one.goal, one.number) for one in past.shipped.undated] == [("Goal.md", 1)]


def test_a_box_that_got_only_its_date_is_no_new_work(vault: Vault) -> None:
    """Where the count has not grown nothing is told, and a falling count is none of our business."""
    write_files(vault.root, {"Goal.md": f"{GOAL}- [x] a\n- [x] b\n"})
    report(vault, "2026-11-14")
    write_files(vault.root, {"Goal.md": f"{GOAL}- [x] a\n"})

    assert review_of(vault).shipped.undated == ()
