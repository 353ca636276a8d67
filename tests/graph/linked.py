"""The relations of one note of a linked vault."""

from __future__ import annotations

from tests.vaults import Vault
from vaultgoals.model import Relation


def relations(vault: Vault, source: str = "Tasks/Work.md") -> list[Relation]:
    """Return the relations of one note, in the order written."""
    found = vault.examination.judged.vault.relations
    return [relation for relation in found if relation.source == source]


def only(vault: Vault, source: str = "Tasks/Work.md") -> Relation:
    """Return the one relation of a note."""
    (relation,) = relations(vault, source)
    return relation
