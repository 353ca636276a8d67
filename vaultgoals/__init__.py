"""Goals, tasks and specs in a Markdown vault: what is done, and what is done and still not true.

from vaultgoals import load

vault = load("path/to/vault")
for gap in vault.gaps:
    print(gap.code, gap.path, gap.message)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultgoals.engine import Goal, LoadedVault, Published, load
    from vaultgoals.errors import VaultGoalsError
    from vaultgoals.model import Gap, Outcome, Severity, State, Work

__version__ = "0.1.0"

__all__ = [
    "Gap",
    "Goal",
    "LoadedVault",
    "Outcome",
    "Published",
    "Severity",
    "State",
    "VaultGoalsError",
    "Work",
    "__version__",
    "load",
]

_HOMES = {
    "load": "vaultgoals.engine",
    "Goal": "vaultgoals.engine",
    "LoadedVault": "vaultgoals.engine",
    "Published": "vaultgoals.engine",
    "VaultGoalsError": "vaultgoals.errors",
    "Gap": "vaultgoals.model",
    "Outcome": "vaultgoals.model",
    "Severity": "vaultgoals.model",
    "State": "vaultgoals.model",
    "Work": "vaultgoals.model",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: `vaultgoals --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vaultgoals' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
