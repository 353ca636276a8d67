from __future__ import annotations

import os
from pathlib import Path

import pytest

from vaultgoals.engine import find_vault
from vaultgoals.errors import NoVaultError


@pytest.mark.parametrize("sign", ["vaultgoals.toml", ".obsidian", "logseq", ".foam", ".git"])
def test_the_nearest_folder_upward_with_a_sign_is_the_vault(tmp_path: Path, sign: str) -> None:
    """From deep inside, the first folder that holds one of the signs is taken, not one above it."""
    inner = tmp_path / "Outer/Vault/Notes/Deep"
    inner.mkdir(parents=True)
    (tmp_path / "Outer/.git").mkdir()
    (tmp_path / "Outer/Vault" / sign).mkdir()

    assert find_vault(inner) == tmp_path / "Outer/Vault"
    assert find_vault(tmp_path / "Outer/Vault") == tmp_path / "Outer/Vault"
    assert find_vault(tmp_path / "Outer") == tmp_path / "Outer"


def test_a_relative_folder_is_looked_at_upward_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder given relative to where one stands, or with dots, finds the same vault."""
    (tmp_path / "Vault/.obsidian").mkdir(parents=True)
    (tmp_path / "Vault/Notes").mkdir()
    monkeypatch.chdir(tmp_path / "Vault/Notes")

    assert find_vault(Path()) == tmp_path / "Vault"
    assert find_vault(Path("..")) == tmp_path / "Vault"
    assert find_vault(Path("../../Vault/Notes/../Notes")) == tmp_path / "Vault"


def test_a_folder_on_the_way_out_and_back_is_not_upward(tmp_path: Path) -> None:
    """A folder that a path only passes through is not asked."""
    (tmp_path / "Vault/.obsidian").mkdir(parents=True)
    (tmp_path / "Other/.obsidian").mkdir(parents=True)

    assert find_vault(tmp_path / "Other/../Vault") == tmp_path / "Vault"


def test_where_nothing_looks_like_a_vault_that_is_said(tmp_path: Path) -> None:
    """Without a sign all the way up there is no guess, and the folder is named."""
    if any(os.path.lexists(folder / ".git") for folder in (tmp_path, *tmp_path.parents)):
        pytest.skip("the folder for temporary files lies in a repository")

    with pytest.raises(NoVaultError, match=str(tmp_path)):
        find_vault(tmp_path)
