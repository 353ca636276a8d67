"""Where the vault is when nobody says."""

from __future__ import annotations

import os
from pathlib import Path

from vaultgoals.config import CONFIG_NAME
from vaultgoals.errors import NoVaultError

_SIGNS = (CONFIG_NAME, ".obsidian", "logseq", ".foam", ".git")


def find_vault(start: Path) -> Path:
    """Return the nearest folder from ``start`` upward that looks like a vault; else raise `NoVaultError`."""
    here = Path(os.path.abspath(start))  # noqa: PTH100 - `resolve` would leave a linked folder upward
    for folder in (here, *here.parents):
        if any(os.path.exists(folder / sign) for sign in _SIGNS):  # noqa: PTH110 - never raises
            return folder
    raise NoVaultError(str(start))
