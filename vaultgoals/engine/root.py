"""Where the vault is when nobody says."""

from __future__ import annotations

from pathlib import Path

from vaultgoals.config import CONFIG_NAME
from vaultgoals.errors import NoVaultError

_SIGNS = (CONFIG_NAME, ".obsidian", "logseq", ".foam", ".git")


def find_vault(start: Path) -> Path:
    """Return the nearest folder from ``start`` upward that looks like a vault; else raise `NoVaultError`."""
    for folder in (start, *start.parents):
        if any((folder / sign).exists() for sign in _SIGNS):
            return folder
    raise NoVaultError(str(start))
