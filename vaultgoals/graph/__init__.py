"""Notes to a linked vault: names to paths, relations, who serves whom."""

from __future__ import annotations

from vaultgoals.graph.link import link
from vaultgoals.graph.loops import loops
from vaultgoals.graph.names import Names, fold_path

__all__ = ["Names", "fold_path", "link", "loops"]
