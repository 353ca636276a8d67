"""The example vault: it fires every rule, and what stands in its Gaps/ is what a report writes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from docs.renew_example import EARLIER, renew
from tests.vaults import Vault
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
    committed = {path: raw for path, raw in example.snapshot().items() if path.startswith("Gaps/")}

    renew(example.root)

    written = {path: raw for path, raw in example.snapshot().items() if path.startswith("Gaps/")}
    assert len(example.examination.reports) == len(EARLIER) + 1
    assert committed == written, "run: make example"


@pytest.mark.parametrize("day", EARLIER)
def test_an_earlier_report_tells_of_nothing_later(day: str) -> None:
    """It was written of the vault as it stood: no later day is in it but as a plan, name or pattern."""
    dates = re.findall(r"\d{4}-\d{2}-\d{2}", (EXAMPLE / f"Gaps/Gap report {day}.md").read_text())

    later = {date for date in dates if date > day}
    plans, named, pattern = {"2027-01-31", "2027-11-14"}, {"2026-11-10"}, {"2026-11-21"}
    assert later <= plans | named | pattern


def test_plain_notes_of_the_example_give_rise_to_nothing(example: Vault) -> None:
    """No gap is told of a note that is no goal, task, spec or project, but the one that cannot be read."""
    notes = example.examination.judged.vault.notes
    plain = [gap.path for gap in example.examination.gaps if notes[gap.path].kind is None]

    assert plain == ["Money/Notes on money.md"]
