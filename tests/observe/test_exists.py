from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vaultgoals.model import Ask, Note, Observation, Problem, Result, Run, Trouble
from vaultgoals.observe import Context, observe, observe_note
from vaultgoals.parse.check_lines import parse_check

Observed = Callable[..., Observation]


@pytest.mark.parametrize(
    "target",
    [
        "[[Budget 2026]]",
        "[[budget 2026#Plan|the plan]]",
        "Finance/Budget 2026.md",
        "finance/Budget 2026",
        '"Finance/Budget 2026.md"',
        "../Finance/Budget 2026.md",
        "Finance/",
        "src/run.py",
    ],
)
def test_what_is_there_passes(observed: Observed, target: str) -> None:
    """A note, a file or a folder that holds something exists, by link or by path."""
    seen = observed(f"exists: {target}", Note(path="Finance/Budget 2026.md"), files={"src/run.py": "x"})
    assert seen.result is Result.PASS
    assert seen.measured.endswith(" is there")


def test_the_own_folder_comes_before_others(observed: Observed) -> None:
    """A name that stands twice means the file beside the note."""
    notes = [Note(path="A/Plan.md"), Note(path="Goals/Plan.md")]
    assert observed("exists: [[Plan]]", *notes).measured == "Goals/Plan.md is there"


def test_a_file_in_a_folder_without_notes_is_found(context: Callable[..., Context], tmp_path: Path) -> None:
    """A path also reaches folders that are never listed, from the root and from the note's own folder."""
    made = context(Note(path="Goals/Goal.md"))
    for place in (".github/ci.yml", "Goals/.github/own.yml"):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text("on: push")
    for path in (".github/ci.yml", ".github/own.yml", "./.github/own.yml"):
        seen = observe(parse_check(f"exists: {path}", 1), made)
        assert seen is not None
        assert seen.result is Result.PASS, path


@pytest.mark.parametrize(
    "target",
    ["[[Budget 2027]]", "src/gone.py", "./Budget 2026.md", "../Budget 2026.md", "Finance", "Budget/"],
)
def test_what_is_absent_fails_and_is_named(observed: Observed, target: str) -> None:
    """An absent file fails, also where a relative path misses a note that stands elsewhere."""
    notes = [Note(path="Money/Budget 2026.md"), Note(path="Money/Budget.md")]
    seen = observed(f"exists: {target}", *notes)
    assert (seen.result, seen.measured) == (Result.FAIL, f"{target} is not there")


def test_a_link_does_not_mean_a_folder(observed: Observed) -> None:
    """`[[Finance]]` names a note: a folder of that name is none."""
    assert observed("exists: [[Finance]]", Note(path="Finance/Budget.md")).result is Result.FAIL


def test_what_is_empty_fails_and_says_so(observed: Observed) -> None:
    """A file of white space is not what was meant to exist."""
    seen = observed("exists: src/run.py", files={"src/run.py": " \n\n"})
    assert (seen.result, seen.measured) == (Result.FAIL, "src/run.py is empty")


@pytest.mark.parametrize(
    "target", ["/etc/hosts", "~/plan.md", "../../plan.md", "C:\\plan.md", "https://example.org/x"]
)
def test_outside_the_vault_is_unknown(observed: Observed, target: str) -> None:
    """Nothing outside the vault is looked at, and nothing is said of it."""
    assert observed(f"exists: {target}", Note(path="Goals/Goal.md")).result is Result.UNKNOWN


def test_a_note_that_cannot_be_read_is_there(observed: Observed) -> None:
    """An unreadable note exists: it is told elsewhere that it cannot be read."""
    broken = Note(path="A/Plan.md", problems=(Problem("yaml", Trouble.UNREADABLE, "broken", 1),))
    assert observed("exists: [[Plan]]", broken, files={"A/Plan.md": ""}).result is Result.PASS


def test_acts_are_not_observed(context: Callable[..., Context]) -> None:
    """A question and a command give no observation: they are never performed while reading."""
    made = context()
    assert observe(Ask(text="Well?", line=1, question="Well?"), made) is None
    assert observe(Run(text="run: x", line=1, command="x"), made) is None


def test_a_line_that_is_no_check_is_unknown(observed: Observed) -> None:
    """A misread line neither passes nor fails, and says what was expected."""
    seen = observed("fresh: Logs/*.md within soon")
    assert seen.result is Result.UNKNOWN
    assert "expected a duration such as 7d" in seen.measured


def test_the_checks_of_a_note_are_observed_in_the_order_written(context: Callable[..., Context]) -> None:
    """The observations of a note follow its lines, seen from the note itself, acts left out."""
    lines = ["exists: ./b.txt", "Is it true?", "exists: ./a.txt"]
    goal = Note(path="Work/Goal.md", checks=tuple(parse_check(text, 1) for text in lines))
    made = context(goal, files={"Work/a.txt": "x"}, source="Elsewhere/x.md")
    assert [(seen.check.text, seen.result) for seen in observe_note(goal, made)] == [
        ("exists: ./b.txt", Result.FAIL),
        ("exists: ./a.txt", Result.PASS),
    ]
