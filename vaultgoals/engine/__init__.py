"""The pipeline. `examine` reads and judges a vault, `publish` writes down what it found."""

from __future__ import annotations

from vaultgoals.engine.examine import Examination, examine
from vaultgoals.engine.former import Former
from vaultgoals.engine.library import Goal, LoadedVault, load, moment
from vaultgoals.engine.publish import Published, publish
from vaultgoals.engine.root import find_vault

__all__ = [
    "Examination",
    "Former",
    "Goal",
    "LoadedVault",
    "Published",
    "examine",
    "find_vault",
    "load",
    "moment",
    "publish",
]
