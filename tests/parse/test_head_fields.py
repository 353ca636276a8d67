from __future__ import annotations

import pytest

from vaultgoals.model import Note, State
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note


def note(body: str, front: str = "type: goal") -> Note:
    """Read a note of which the frontmatter says what it is."""
    return read_note("Note.md", f"---\n{front}\n---\n{body}\n", Dialect())


@pytest.mark.parametrize(
    "body",
    [
        "goal:: [[Ship]]",
        "**Goal**:: [[Ship]]",
        "# Title\n\nstatus:: open\ngoal:: [[Ship]]\n",
        "- status:: open\n- goal:: [[Ship]]",
        "Some words.\n\ngoal:: [[Ship]]\n\n## Log\ngoal:: [[Other]]",
        "goals:: [[Ship]]",
        "up:: [[Ship]]",
        "project:: [[Ship]]",
    ],
)
def test_a_field_at_the_head_is_a_property(body: str) -> None:
    """A Dataview field on a line of its own above the first section says what the property would say."""
    assert [one.target for one in note(body, "type: task").serves] == ["Ship"]


@pytest.mark.parametrize(
    "body",
    [
        "## Log\ngoal:: [[Ship]]",
        "> goal:: [[Ship]]",
        "- Chapter\n  - goal:: [[Ship]]",
        "- [ ] goal:: [[Ship]]",
        "It serves (goal:: [[Ship]]) by and by.",
        "```\ngoal:: [[Ship]]\n```",
        "`goal:: [[Ship]]`",
        "goal::",
        "tags:: goal",
    ],
)
def test_a_field_of_a_part_is_none_of_the_note(body: str) -> None:
    """What stands in a section, a quote, a task, a sentence or code speaks of that alone."""
    assert note(body, "type: task").serves == ()


def test_the_frontmatter_comes_first() -> None:
    """A field says nothing where the frontmatter speaks of the same, under whatever name."""
    found = note(
        "status:: done\nwhy:: two\ngoal:: [[Two]]",
        'type: task\nstate: open\nintent: one\ngoals: "[[One]]"',
    )

    assert (found.state, found.why, [one.target for one in found.serves]) == (State.OPEN, "one", ["One"])
    assert found.problems == ()


def test_a_day_of_being_done_is_not_outdone_by_a_field() -> None:
    """`done: 2026-11-01` is a status, beside which no field speaks of one."""
    assert note("status:: open", "type: task\ndone: 2026-11-01").state is State.DONE


def test_what_a_note_is_stands_in_its_frontmatter() -> None:
    """A field makes no goal of a note, nor gives it a waiver, an alias or a date."""
    found = note("type:: goal\nwaive:: VG206 until 2026-12-31: so\nalias:: Other\ndate:: 2026-11-01", "a: b")

    assert (found.kind, found.waivers, found.aliases, found.date) == (None, (), (), None)


def test_a_goal_that_says_it_all_in_fields() -> None:
    """Reason, criterion, state, dates and evidence are read from fields, each at its line."""
    found = note(
        "status:: active\nwhy:: Independence\nsuccess_criteria:: 500 a month\n"
        "verified:: 2026-11-01\nevidence:: [[Statement]]\ndue:: [[2026-12-31]]"
    )

    assert (found.status, found.state, found.why) == ("active", State.ACTIVE, "Independence")
    assert [(one.text, one.line) for one in found.criteria] == [("500 a month", 6)]
    assert (str(found.verified), str(found.due)) == ("2026-11-01", "2026-12-31")
    assert [(one.target, one.line) for one in found.evidence] == [("Statement", 8)]


def test_a_key_that_stands_twice_is_a_list() -> None:
    """Two fields of one name name both, as Dataview has it."""
    assert [one.target for one in note("goal:: [[A]]\ngoal:: [[B]], [[C]]").serves] == ["A", "B", "C"]
