"""From the name of one file, as a check or an artifact gives it, to whether that file is there."""

from __future__ import annotations

from dataclasses import dataclass

from vaultgoals.graph.names import Names
from vaultgoals.model import Presence, Vault
from vaultgoals.observe.context import link_target, vault_path
from vaultgoals.observe.look import Look


@dataclass(frozen=True, slots=True)
class Located:
    """Where a named file is, and whether something stands in it."""

    presence: Presence
    path: str | None = None
    """Vault-relative; None where it is not there, or not in the vault."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Looks names up for one note."""

    vault: Vault
    names: Names
    look: Look
    source: str

    def target(self, text: str) -> Located:
        """Look up ``[[Note]]`` or a path, as a check line gives it."""
        linked = link_target(text)
        return self.path(text) if linked is None else self.link(linked)

    def link(self, target: str) -> Located:
        """Look up the target of a link: by the names of the vault, then as the path of a file."""
        found = self.names.find(target, self.source)
        if found:
            return self._at(found[0])
        # A link without an extension names a note, so that a folder of that name is not what it means.
        return self.path(target) if "." in target.rpartition("/")[2] else Located(Presence.ABSENT)

    def path(self, text: str) -> Located:
        """Look up a path: UNKNOWN where it leaves the vault; also found in folders that hold no notes."""
        path = vault_path(text, self.source)
        if path is None:
            return Located(Presence.UNKNOWN)
        is_folder = text.rstrip().endswith(("/", "\\"))
        found = () if is_folder or not path else self.names.find(self._exact(text, path), self.source)
        if found:
            return self._at(found[0])
        return self._at(path)

    def _exact(self, text: str, path: str) -> str:
        """Keep ``./`` and ``../``, which the names of the vault read as exact."""
        relative = text.strip().replace("\\", "/")
        return relative if relative.startswith(("./", "../")) else path

    def _at(self, path: str) -> Located:
        note = self.vault.notes.get(path)
        if note is not None and note.unreadable:
            return Located(Presence.PRESENT, path)
        presence = self.look.presence(path)
        known = presence in (Presence.PRESENT, Presence.EMPTY)
        return Located(presence, path if known else None)
