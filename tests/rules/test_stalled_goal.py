from __future__ import annotations

from datetime import date

import pytest

from tests.vaults import Vault
from vaultgoals.rules.stalled_goal import last_moves


def test_a_goal_in_which_nothing_has_moved_is_told_with_what_was_looked_at(vault: Vault) -> None:
    """An active goal whose newest date is too long ago is told, with that date and what was counted.

    == Goals/Consensus.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    ---
    - [ ] Read the paper ➕ 2026-09-02
    - [-] Build a toy ❌ 2026-09-03
    == Goals/Elections.md
    ---
    type: goal
    parent: "[[Consensus]]"
    ---
    == Project.md
    ---
    type: project
    goal: "[[Elections]]"
    updated: 2026-08-30
    ---
    == Spec.md
    ---
    type: spec
    goal: "[[Consensus]]"
    ---
    == Task.md
    ---
    type: task
    project: "[[Project]]"
    due: 2026-12-01
    ---
    """
    (gap,) = vault.gaps("VG207")

    assert vault.told("VG207") == ["Goals/Consensus.md:1"]
    assert gap.message == (
        "its status is active, and nothing in it or its 1 subgoal, 1 project, 3 tasks and 1 spec has moved "
        "since 2026-09-03 (checked: dates in frontmatter, task dates, daily notes)"
    )
    assert gap.fix == (
        "Take up “Read the paper” and write down when, or set the status of the goal to waiting."
    )
    assert [(place.path, place.line) for place in gap.related] == [("Goals/Consensus.md", 6), ("Task.md", 1)]
    assert (gap.object, gap.goal) == ("", "Goals/Consensus.md")


STALLED = """---
type: goal
status: active
created: 2026-08-02
---
- [ ] Read the paper
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Note.md", "---\ntype: task\ngoal: '[[Goal]]'\nupdated: 2026-11-01\n---\n"),
        ("Note.md", "---\ntype: task\ngoal: '[[Goal]]'\nstatus: done\ncompleted: 2026-11-01\n---\n"),
        ("Note.md", "---\ntype: task\ngoal: '[[Goal]]'\n---\n- [x] a step ✅ 2026-11-01\n"),
        ("Note.md", "---\ntype: spec\ngoal: '[[Goal]]'\ncreated: 2026-11-01\n---\n"),
        ("Note.md", "---\ntype: project\ngoal: '[[Goal]]'\nlog: [2026-11-01]\n---\n"),
        ("Note.md", "---\ntype: goal\ngoal: '[[Goal]]'\nverified: 2026-11-01\n---\n"),
        ("Note.md", "---\ntype: goal\ngoal: '[[Goal]]'\n---\n- [ ] a first step ➕ 2026-11-01\n"),
        ("Meeting.md", "- [x] asked Tamsin [goal:: [[Goal]]] [completion:: 2026-11-01]\n"),
        ("Meeting.md", "- [ ] ask Tamsin [goal:: [[Goal]]] 🛫 2026-11-01\n"),
        ("Meeting.md", "- [-] ask Tamsin [goal:: [[Goal]]] ❌ 2026-11-01\n"),
        ("Daily/2026-11-01.md", "Thought about [[Goal]].\n"),
        ("Daily/2026-11-01.md", "- [ ] more of [[Goal|it]]\n"),
        ("Daily/2026-11-01.md", "- [ ] more of it [goal:: Goal]\n"),
    ],
)
def test_one_recent_date_anywhere_is_movement(vault: Vault, path: str, text: str) -> None:
    """A recent date in any note or line below the goal, or a recent daily note that links it, is movement."""
    for name, content in (("Goal.md", STALLED), (path, text)):
        target = vault.root / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(content, encoding="utf-8")

    assert vault.told("VG207") == []
    assert vault.told("VG207", "2027-01-10")[:1] == ["Goal.md:1"]


def test_a_daily_note_that_links_a_task_of_the_goal_is_movement(vault: Vault) -> None:
    """A daily note need not name the goal itself.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    ---
    == Task.md
    ---
    type: task
    goal: "[[Goal]]"
    ---
    == 2026-11-01.md
    Sat down with [[Task]].
    == 2026-11-19.md
    Talked about [[something else]].
    """
    assert vault.told("VG207") == []
    assert "since 2026-11-01 " in vault.gaps("VG207", "2026-12-24")[0].message


def test_a_date_in_the_name_of_another_note_is_no_movement(vault: Vault) -> None:
    """Only daily notes are dated by their names: a meeting's name says nothing of the goals in it.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    ---
    == Work/2026-11-10 Platform meeting.md
    - [ ] Ask about [[Goal]]
    """
    assert vault.told("VG207") == ["Goal.md:1"]


def test_what_a_check_found_is_movement(vault: Vault) -> None:
    """A note that a check of the goal looks at moves the goal by its date.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    success_criteria: It runs without me
    verify: ["fresh: Logs/*.md within 40d", "ask: Does it run without me?"]
    ---
    - [ ] Look
    == Logs/2026-11-01 run.md
    Done.
    """
    assert vault.told("VG207") == []
    assert vault.told("VG207", "2026-12-02") == ["Goal.md:1"]


def test_dates_to_come_move_nothing(vault: Vault) -> None:
    """What is due or planned, and a date that lies in the future, is no movement.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    due: 2026-11-20
    verified: 2027-11-14
    ---
    - [ ] Read the paper 📅 2026-11-20 ⏳ 2026-11-19 🛫 2026-12-24
    """
    assert vault.told("VG207") == ["Goal.md:1"]
    assert "since 2026-08-02 " in vault.gaps("VG207")[0].message


def test_thirty_days_are_not_yet_too_long(vault: Vault) -> None:
    """The day that ends the span still belongs to it.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-10-22
    ---
    - [ ] Read the paper
    """
    assert vault.told("VG207", "2026-11-21") == []
    assert vault.told("VG207", "2026-11-22") == ["Goal.md:1"]


def test_the_span_is_the_vaults_own(vault: Vault) -> None:
    """The configuration says how long a goal may rest.

    == vaultgoals.toml
    stalled_after = "6mo"
    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    ---
    - [ ] Read the paper
    """
    assert vault.told("VG207") == []
    assert vault.told("VG207", "2027-02-03") == ["Goal.md:1"]


def test_without_a_written_date_nothing_is_said(vault: Vault) -> None:
    """Where no date stands anywhere there is nothing to measure; when the file was changed is not asked.

    == Goal.md
    ---
    type: goal
    status: active
    ---
    - [ ] Read the paper
    """
    assert vault.told("VG207", "2036-01-01") == []


def test_only_a_goal_that_claims_to_move_and_is_not_reached_can_stall(vault: Vault) -> None:
    """A goal without an active status, or one that is verified, may rest.

    == A.md
    ---
    type: goal
    created: 2026-08-02
    ---
    == B.md
    ---
    type: goal
    status: waiting
    created: 2026-08-02
    ---
    == C.md
    ---
    type: goal
    status: active
    success_criteria: we talk each week
    verified: 2026-08-02
    ---
    """
    assert vault.told("VG207") == []


def test_goals_in_a_loop_are_looked_at_once(vault: Vault) -> None:
    """Goals that serve each other stall together, and the counting ends.

    == A.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    goal: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    status: active
    created: 2026-08-03
    goal: "[[A]]"
    ---
    """
    gaps = vault.gaps("VG207")

    assert vault.told("VG207") == ["A.md:1", "B.md:1"]
    assert all("nothing in it or its 1 subgoal has moved since 2026-08-03 " in gap.message for gap in gaps)


def test_a_goal_that_nothing_serves_is_told_once(vault: Vault) -> None:
    """An active goal without any work is unplanned; that it does not move follows from it.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-01-02
    ---
    """
    assert vault.told("VG201") == ["Goal.md:1"]
    assert vault.told("VG207") == []


def test_a_dated_note_that_serves_the_goal_is_movement(vault: Vault) -> None:
    """A dated note that names the goal or its project under `goal` or `project` is movement.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-01-01
    ---
    == Project.md
    ---
    type: project
    goal: "[[Goal]]"
    ---
    == Meetings/Kickoff.md
    ---
    date: 2026-11-19
    project: "[[Project]]"
    ---
    """
    assert vault.told("VG207") == []
    assert vault.told("VG207", "2027-01-01") == ["Goal.md:1"]


def test_a_look_at_a_goal_is_movement(vault: Vault) -> None:
    """A line of the evidence log, even one that says not yet, shows that somebody took up the goal.

    == Goal.md
    ---
    type: goal
    status: active
    created: 2026-01-02
    verify: "ask: Is it so?"
    ---
    - [ ] Read the paper
    == Gaps/Evidence/2026-11.md
    - 2026-11-10 · [[Goal]] · open · ask: Is it so?
    """
    assert vault.told("VG207") == []
    assert vault.told("VG207", "2026-12-20") == ["Goal.md:1"]


def test_a_goal_that_was_reached_once_is_not_stalled(vault: Vault) -> None:
    """Where the evidence has run out there is nothing to move, only something to look at: VG401 says so.

    == Goal.md
    ---
    type: goal
    status: active
    verified: 2026-01-02
    review_interval: 30d
    metric: hours
    ---
    - [x] Built it
    """
    assert vault.told("VG401") == ["Goal.md:1"]
    assert vault.told("VG207") == []


def test_the_day_that_a_linter_writes_is_movement(vault: Vault) -> None:
    """The day of the last change is written, if not as ISO has it.

    == Linted.md
    ---
    type: goal
    status: active
    start: 2026-01-05
    date modified: Thursday, November 19th 2026, 9:00:00 am
    ---
    - [ ] One step
    == Stalled.md
    ---
    type: goal
    status: active
    start: 2026-01-05
    date modified: Monday, January 5th 2026, 9:00:00 am
    ---
    - [ ] One step
    """
    assert vault.told("VG207") == ["Stalled.md:1"]


def test_the_newest_movement_of_a_goal_that_stalls_is_known(vault: Vault) -> None:
    """Whoever goes through the goals one by one is told when each of those last moved, and of no other.

    == Quiet.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    ---
    - [ ] Ask again ➕ 2026-08-20
    == Busy.md
    ---
    type: goal
    status: active
    created: 2026-08-02
    ---
    - [x] Ask ✅ 2026-11-20
    """
    assert last_moves(vault.examination.judged) == {"Quiet.md": date(2026, 8, 20)}
