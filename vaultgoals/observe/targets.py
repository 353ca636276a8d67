"""From the name of one file, as a check or an artifact gives it, to whether that file is there."""

from __future__ import annotations

from vaultgoals.frozen import frozen
from vaultgoals.graph.names import Names
from vaultgoals.model import Presence, Result, Vault, folder_of
from vaultgoals.observe.look import Look
from vaultgoals.observe.paths import link_target, vault_path


@frozen
class Located:
    """Where a named file is, and whether something stands in it."""

    presence: Presence
    path: str | None = None
    """Vault-relative; None where it is not there, or where nothing can be said of it."""


@frozen
class Locator:
    """Looks up the names that one note gives."""

    vault: Vault
    names: Names
    look: Look
    source: str
    """Path of that note: its own folder comes before others."""

    def target(self, text: str) -> Located:
        """Look up ``[[Note]]`` or a path, as a check line gives it."""
        linked = link_target(text)
        return self.path(text) if linked is None else self.link(linked)

    def link(self, target: str) -> Located:
        """Look up the target of a link: by the names of the vault, then as the path of a file."""
        found = self.names.find(target, self.source)
        if found:
            return self._at(found[0])
        # Without an extension a link names a note: a folder of that name is not what it means.
        names_a_file = "." in target.rpartition("/")[2] or target.endswith("/")
        return self.path(target) if names_a_file else Located(Presence.ABSENT)

    def path(self, text: str) -> Located:
        """Look up a path: by the names of the vault, then in folders that hold no notes.

        UNKNOWN where it leaves the vault: nothing outside is looked at.
        """
        text = text.strip().replace("\\", "/")
        path = vault_path(text, self.source)
        if path is None:
            return Located(Presence.UNKNOWN)
        relative = text.startswith(("./", "../"))
        if path and not text.endswith("/"):
            found = self.names.find(text if relative else path, self.source)
            if found:
                return self._at(found[0])
        there = self._at(path)
        if there.presence is Presence.ABSENT and not relative:
            return self._at(f"{folder_of(self.source)}/{path}".lstrip("/"))
        return there

    def _at(self, path: str) -> Located:
        note = self.vault.notes.get(path)
        if note is not None and note.unreadable:
            return Located(Presence.PRESENT, path)
        presence = self.look.presence(path)
        known = presence in (Presence.PRESENT, Presence.EMPTY)
        return Located(presence, path if known else None)


def unavailable(target: str, located: Located) -> tuple[Result, str]:
    """Return what a check says of a target that is empty, absent or out of sight."""
    if located.presence is Presence.EMPTY:
        return Result.FAIL, f"{located.path or target} is empty"
    if located.presence is Presence.ABSENT:
        return Result.FAIL, f"{target} is not there"
    return Result.UNKNOWN, f"{target} lies outside the vault or cannot be read"
