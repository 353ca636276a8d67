"""The example vault: it fires every rule, and what stands in its Gaps/ is what a report writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.vaults import Vault
from vaultgoals.engine import publish
from vaultgoals.model import Outcome
from vaultgoals.rules import RULES

EXAMPLE = Path(__file__).parent.parent / "examples" / "vault"
ELSEWHERE = {"VG303", "VG903", "VG904"}
"""Off unless selected, about a vault with nothing in it, about a region changed by hand."""


@pytest.fixture
def example(tmp_path: Path) -> Vault:
    """Return a copy of the example vault."""
    shutil.copytree(EXAMPLE, tmp_path / "vault")
    return Vault(tmp_path / "vault")


def test_every_rule_fires_in_the_example(example: Vault) -> None:
    """A newcomer meets each rule at least once."""
    told = {gap.code for gap in example.examination.gaps}

    assert {rule.code for rule in RULES} - ELSEWHERE == told


def test_the_example_shows_every_outcome(example: Vault) -> None:
    """Each outcome state stands in the example's dashboard."""
    shown = {state.outcome for state in example.examination.judged.goals.values()}

    assert set(Outcome) == shown


def test_the_committed_report_is_what_the_command_writes(example: Vault) -> None:
    """Reports as of the example's days, written anew, are the committed Gaps/ byte for byte."""
    days = example.examination.reports
    committed = {path: raw for path, raw in example.snapshot().items() if path.startswith("Gaps/")}
    for path in (path for path in committed if not path.startswith("Gaps/Evidence/")):
        (example.root / path).unlink()

    for day in days:
        publish(example.examine(day))

    written = {path: raw for path, raw in example.snapshot().items() if path.startswith("Gaps/")}
    assert len(days) > 1
    assert committed == written, "run: make example"


def test_plain_notes_of_the_example_give_rise_to_nothing(example: Vault) -> None:
    """No gap is told of a note that is no goal, task, spec or project, but the one that cannot be read."""
    notes = example.examination.judged.vault.notes
    plain = [gap.path for gap in example.examination.gaps if notes[gap.path].kind is None]

    assert plain == ["Money/Notes on money.md"]
