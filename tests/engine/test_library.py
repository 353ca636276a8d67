from __future__ import annotations

from pathlib import Path

import pytest

import vaultgoals
from tests.vaults import Vault
from vaultgoals.errors import BadDateError, ConfigError, VaultMissingError


def test_a_vault_is_loaded_with_its_goals_and_gaps(vault: Vault) -> None:
    """Goals come in path order with what they claim and what is shown; gaps with rule, place and next action.

    == Goals/B.md
    ---
    type: goal
    status: doing
    verify: ["ask: Is it so?"]
    ---
    - [x] one
    - [ ] two
    == Goals/A.md
    ---
    type: goal
    status: dropped
    ---
    """
    loaded = vaultgoals.load(str(vault.root), as_of="2026-11-21")

    assert [goal.path for goal in loaded.goals] == ["Goals/A.md", "Goals/B.md"]
    goal = loaded.goals[1]
    assert (goal.title, goal.status, goal.outcome) == (
        "B",
        vaultgoals.State.ACTIVE,
        vaultgoals.Outcome.UNVERIFIED,
    )
    assert (goal.work, goal.tasks_done, goal.tasks_open) == (vaultgoals.Work.OPEN, 1, 1)
    assert goal.reason
    assert goal.next_step
    gap = next(gap for gap in loaded.gaps if gap.code == "VG301")
    assert (gap.path, gap.goal, gap.severity) == ("Goals/B.md", "Goals/B.md", vaultgoals.Severity.ERROR)


def test_a_report_is_written_only_when_asked_for(vault: Vault) -> None:
    """Loading writes nothing; a dry run says what would be written; writing writes it.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    before = vault.snapshot()
    loaded = vaultgoals.load(vault.root, as_of="2026-11-21")
    planned = loaded.write_report(dry_run=True)
    assert vault.snapshot() == before

    published = loaded.write_report()

    assert planned.written == ()
    assert [text.path for text in planned.texts] == [text.path for text in published.texts]
    assert set(published.written) == set(vault.snapshot()) - set(before)


@pytest.mark.parametrize("as_of", ["", "today", "2026-02-30", "21.11.2026"])
def test_a_day_that_is_none_is_refused(vault: Vault, as_of: str) -> None:
    """A date that is none is told as such, before anything is read."""
    with pytest.raises(BadDateError):
        vaultgoals.load(vault.root, as_of=as_of)


def test_every_failure_is_one_kind_of_error(vault: Vault, tmp_path: Path) -> None:
    """A folder that is missing, a file, and a configuration that is wrong raise what callers can catch.

    == vaultgoals.toml
    output = ".."
    """
    with pytest.raises(VaultMissingError) as missing:
        vaultgoals.load(tmp_path / "nowhere")
    with pytest.raises(VaultMissingError):
        vaultgoals.load(vault.root / "vaultgoals.toml")
    with pytest.raises(ConfigError):
        vaultgoals.load(vault.root)

    assert isinstance(missing.value, vaultgoals.VaultGoalsError)


def test_the_package_offers_what_it_names() -> None:
    """Every public name is there when it is asked for, and no other is."""
    for name in vaultgoals.__all__:
        assert getattr(vaultgoals, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'save'"):
        _ = vaultgoals.save
