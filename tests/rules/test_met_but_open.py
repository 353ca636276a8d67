from __future__ import annotations

from tests.vaults import Vault


def test_open_work_for_a_verified_goal_is_told_at_the_goal(vault: Vault) -> None:
    """A verified goal that open tasks still serve is told, naming the tasks.

    == Goals/Sleep.md
    ---
    type: goal
    verified: 2026-11-15
    ---
    - [ ] Buy earplugs
    - [x] Move the desk
    == Tasks/Order curtains.md
    ---
    type: task
    status: waiting
    goal: "[[Sleep]]"
    ---
    """
    (gap,) = vault.gaps("VG306")

    assert vault.told("VG306") == ["Goals/Sleep.md:1"]
    assert gap.message.startswith("verified on 2026-11-15")
    assert "; 2 tasks still open: " in gap.message
    assert "[[Order curtains]]" in gap.message
    assert "“Buy earplugs”" in gap.message
    assert "Move the desk" not in gap.message
    assert gap.fix == "Drop them, or move them to a goal of their own."
    assert (gap.object, gap.goal) == ("", "Goals/Sleep.md")
    assert {(place.path, place.line) for place in gap.related} == {
        ("Goals/Sleep.md", 5),
        ("Tasks/Order curtains.md", 1),
    }


def test_the_first_three_of_many_tasks_are_named(vault: Vault) -> None:
    """Of many open tasks three are named and the others counted; all are listed.

    == Goals/Sleep.md
    ---
    type: goal
    verified: 2026-11-15
    ---
    - [ ] One
    - [ ] Two
    - [ ] Three
    - [ ] Four
    - [ ] Five
    """
    (gap,) = vault.gaps("VG306")

    assert gap.message.endswith("; 5 tasks still open: “One”, “Two”, “Three” and 2 more")
    assert [place.line for place in gap.related] == [5, 6, 7, 8, 9]


def test_the_measurement_that_verifies_the_goal_is_told(vault: Vault) -> None:
    """A goal that its checks verify is told with what was measured.

    == Goals/Report.md
    ---
    type: goal
    verify: "exists: Report.md"
    ---
    - [ ] Write the report
    == Out/Report.md
    Written.
    """
    (gap,) = vault.gaps("VG306")

    assert "Report.md is there" in gap.message
    assert gap.fix == "Drop it, or move it to a goal of its own."


def test_done_and_dropped_work_for_a_verified_goal_is_no_gap(vault: Vault) -> None:
    """A verified goal whose tasks are all done or dropped, or that has none, is no gap.

    == Goals/Alone.md
    ---
    type: goal
    verified: 2026-11-15
    ---
    == Goals/Sleep.md
    ---
    type: goal
    verified: 2026-11-15
    ---
    - [x] Move the desk
    - [-] Buy earplugs
    """
    assert vault.told("VG306") == []


def test_open_work_for_a_goal_that_does_not_hold_is_no_gap(vault: Vault) -> None:
    """Where the evidence is missing, has run out or fails, open work is what one expects.

    == Goals/Failing.md
    ---
    type: goal
    verified: 2026-11-15
    verify: "exists: Letter.md"
    ---
    - [ ] Work
    == Goals/None.md
    ---
    type: goal
    ---
    - [ ] Work
    == Goals/Stale.md
    ---
    type: goal
    verified: 2026-01-15
    review_interval: 30d
    ---
    - [ ] Work
    == Goals/Undated.md
    ---
    type: goal
    verified: true
    ---
    - [ ] Work
    """
    assert vault.told("VG306") == []


def test_open_work_of_a_subgoal_is_no_work_of_its_parent(vault: Vault) -> None:
    """A verified parent goal is not told for the open tasks of its subgoal.

    == Goals/Fit.md
    ---
    type: goal
    verified: 2026-11-15
    ---
    == Goals/Run.md
    ---
    type: goal
    goal: "[[Fit]]"
    ---
    - [ ] Buy shoes
    """
    assert vault.told("VG306") == []


def test_work_that_comes_back_is_what_keeps_a_goal_true(vault: Vault) -> None:
    """A task that repeats is always open: it is no work that is left over, and shall not be dropped.

    == Inbox zero.md
    ---
    type: goal
    verified: 2026-11-18
    ---
    - [ ] Weekly sweep 🔁 every week 📅 2026-11-27
    - [ ] Monthly sweep [repeat:: every month]
    == Sweep.md
    ---
    type: task
    goal: "[[Inbox zero]]"
    recurrence: "DTSTART:20261101;FREQ=DAILY"
    ---
    == Tidy desk.md
    ---
    type: goal
    verified: 2026-11-18
    ---
    - [ ] Sweep 🔁 every week
    - [ ] Buy a tray
    """
    (gap,) = vault.gaps("VG306")

    assert (gap.path, [place.line for place in gap.related]) == ("Tidy desk.md", [6])
