from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vaultgoals.model import Note, Observation, Problem, Result, Stamp, State, TaskLine, Trouble
from vaultgoals.observe import Context, observe
from vaultgoals.parse.check_lines import parse_check

Observed = Callable[..., Observation]


def note(name: str, date: str | None = None, *tasks: TaskLine) -> Note:
    """Return a note with checklist lines."""
    return Note(path=f"Workouts/{name}.md", date=Stamp.parse(date) if date else None, tasks=tasks)


def task(state: State, done: str | None = None) -> TaskLine:
    """Return a checklist line."""
    return TaskLine(line=1, text="x", state=state, done=Stamp.parse(done) if done else None)


RUNS = (note("a", "2026-11-14"), note("b", "2026-11-13"), note("deep/c", "2026-11-21"))


@pytest.mark.parametrize(
    ("line", "result", "value"),
    [
        ("notes in Workouts >= 3", Result.PASS, 3),
        ("notes in Workouts > 3", Result.FAIL, 3),
        ("notes in Workouts/*.md = 2", Result.PASS, 2),
        ("notes in Workouts within 7d >= 2", Result.PASS, 2),
        ("notes in Workouts within 7d >= 3", Result.FAIL, 2),
        ("notes in Workouts within 6d <= 1", Result.PASS, 1),
        ("notes in workouts/ within 8d = 3", Result.PASS, 3),
        ("notes in [[a]] = 1", Result.PASS, 1),
        ("notes in Workouts/x*.md <= 0", Result.PASS, 0),
    ],
)
def test_notes_are_counted_by_place_and_window(
    observed: Observed, line: str, result: Result, value: float
) -> None:
    """Every note below a folder counts, in a window by its date, the window's last day included."""
    seen = observed(f"count: {line}", *RUNS)
    assert (seen.result, seen.value) == (result, value)


def test_a_failure_says_what_was_counted_and_what_it_should_be(observed: Observed) -> None:
    """The count, the window and the limit stand in the clause."""
    seen = observed("count: notes in Workouts within 1d >= 3", *RUNS)
    assert seen.measured == (
        "1 note in Workouts dated no more than 1d before 2026-11-21, and it should be >= 3"
    )
    assert seen.newest == Stamp.parse("2026-11-21")


@pytest.mark.parametrize(("what", "value"), [("tasks", 5), ("open tasks", 2), ("done tasks", 2)])
def test_checklist_lines_are_counted_by_state(observed: Observed, what: str, value: int) -> None:
    """An open task is any that may still be done; a dropped one is neither open nor done."""
    states = [State.OPEN, State.WAITING, State.DONE, State.DONE, State.DROPPED]
    seen = observed(f"count: {what} in [[a]] = {value}", note("a", None, *map(task, states)))
    assert (seen.result, seen.value) == (Result.PASS, value)


def test_done_tasks_are_dated_by_their_done_date_and_else_by_their_note(observed: Observed) -> None:
    """In a window a done task counts on the day it was done, an open one on the day of its note."""
    tasks = [task(State.DONE, "2026-11-20"), task(State.DONE), task(State.OPEN, "2026-11-20")]
    old = note("a", "2026-01-01", *tasks)
    assert observed("count: done tasks in Workouts within 7d = 1", old).result is Result.PASS
    assert observed("count: tasks in Workouts within 7d = 1", old).result is Result.PASS
    assert observed("count: open tasks in Workouts within 7d = 0", old).result is Result.PASS


@pytest.mark.parametrize(
    ("limit", "result"),
    [
        (">= 1", Result.PASS),
        (">= 2", Result.UNKNOWN),
        (">= 3", Result.UNKNOWN),
        (">= 4", Result.FAIL),
        ("<= 0", Result.FAIL),
        ("<= 3", Result.PASS),
        ("<= 2", Result.UNKNOWN),
        ("= 2", Result.UNKNOWN),
        ("= 4", Result.FAIL),
        ("!= 2", Result.UNKNOWN),
        ("!= 4", Result.PASS),
        ("> 2.5", Result.UNKNOWN),
        ("= 2.5", Result.FAIL),
    ],
)
def test_undated_notes_are_unknown_only_where_they_would_decide(
    observed: Observed, limit: str, result: Result
) -> None:
    """With one note in the window and two undated, a verdict stands if it is the same for 1, 2 and 3."""
    notes = [note("a", "2026-11-20"), note("b"), note("c"), note("d", "2020-01-01")]
    seen = observed(f"count: notes in Workouts within 7d {limit}", *notes)
    assert seen.result is result
    assert ("2 more without a date may change that" in seen.measured) is (result is Result.UNKNOWN)


def test_without_a_window_undated_notes_count(observed: Observed) -> None:
    """A date is only asked for where a window is set."""
    assert observed("count: notes in Workouts = 2", note("a"), note("b")).result is Result.PASS


def test_a_note_dated_in_the_future_is_left_out_and_said(observed: Observed) -> None:
    """A planned workout is not one done, however near it is; tomorrow's is no fault of a clock."""
    notes = [note("a", "2026-11-22"), note("b", "2026-11-23")]
    seen = observed("count: notes in Workouts within 7d >= 2", *notes)
    assert (seen.result, seen.value) == (Result.FAIL, 1)
    assert "1 dated in the future, left out" in seen.measured


@pytest.mark.parametrize("what", ["notes", "open tasks"])
def test_a_place_that_is_not_there_is_not_yet(observed: Observed, what: str) -> None:
    """A folder that does not exist passes nothing, also not `<= 0`: its name may be misspelt."""
    for place in ("Wrokouts", "Wrokouts/*.md"):
        seen = observed(f"count: {what} in {place} <= 0", *RUNS)
        assert (seen.result, seen.measured) == (Result.OPEN, f"nothing is in {place} yet")


def test_an_empty_folder_counts_nothing(context: Callable[..., Context], tmp_path: Path) -> None:
    """A folder that is there and empty holds 0, which is a count like any other."""
    made = context(*RUNS)
    (tmp_path / "Inbox").mkdir()
    for limit, result in (("<= 0", Result.PASS), (">= 1", Result.FAIL)):
        seen = observe(parse_check(f"count: notes in Inbox {limit}", 1), made)
        assert seen is not None
        assert (seen.result, seen.value) == (result, 0)


def test_a_folder_that_is_not_read_is_unknown(context: Callable[..., Context], tmp_path: Path) -> None:
    """Of notes that vaultgoals leaves alone nothing is counted, and no 0 is claimed."""
    made = context(*RUNS)
    (tmp_path / ".archive").mkdir()
    (tmp_path / ".archive/a.md").write_text("x")
    seen = observe(parse_check("count: notes in .archive <= 0", 1), made)
    assert seen is not None
    assert seen.result is Result.UNKNOWN


@pytest.mark.parametrize("place", ["[[Nobody]]", "[[plan.pdf]]", "~/Workouts"])
def test_a_place_that_cannot_be_told_is_unknown(observed: Observed, place: str) -> None:
    """A link to no note, to a file that is none, and a path out of the vault give no count."""
    seen = observed(f"count: open tasks in {place} <= 0", *RUNS, files={"plan.pdf": "x"})
    assert seen.result is Result.UNKNOWN


@pytest.mark.parametrize(
    ("limit", "result"), [("<= 0", Result.UNKNOWN), (">= 1", Result.UNKNOWN), (">= 0", Result.PASS)]
)
def test_tasks_that_could_not_be_read_are_not_taken_for_none(
    observed: Observed, limit: str, result: Result
) -> None:
    """An unreadable note may hold any number of tasks: only what holds for all of them is said."""
    broken = Note(path="Workouts/x.md", problems=(Problem("encoding", Trouble.UNREADABLE, "no UTF-8", 1),))
    assert observed(f"count: open tasks in Workouts {limit}", broken).result is result


def test_tasks_that_were_read_stand_though_the_frontmatter_is_broken(observed: Observed) -> None:
    """A note whose body was read is counted by it."""
    problems = (Problem("yaml", Trouble.UNREADABLE, "broken", 1),)
    half = Note(path="Workouts/x.md", problems=problems, tasks=(task(State.DONE),))
    assert observed("count: open tasks in Workouts <= 0", half).result is Result.PASS


def test_the_own_note_is_not_among_the_notes_it_counts(observed: Observed) -> None:
    """A goal that stands in the folder it counts is no workout; its own tasks are tasks of the folder."""
    goal = note("Goal", "2026-11-20", task(State.OPEN))
    rest = {"source": goal.path}
    assert observed("count: notes in Workouts >= 1", goal, **rest).result is Result.FAIL
    assert observed("count: open tasks in Workouts <= 0", goal, **rest).result is Result.FAIL
    assert observed("count: notes in [[Goal]] = 1", goal, **rest).result is Result.PASS


def test_generated_notes_are_not_counted(observed: Observed) -> None:
    """A report is no note of the vault's owner."""
    report = Note(path="Gaps/Gap report 2026-11-21.md", tasks=(task(State.OPEN),))
    assert observed("count: notes in ** = 3", *RUNS, report).result is Result.PASS
    assert observed("count: open tasks in ** = 0", *RUNS, report).result is Result.PASS
