"""What an observation may ask of the vault's files; `vaultgoals.files` answers it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from vaultgoals.model import Presence


class Look(Protocol):
    """Reading access to one vault. Paths are vault-relative with ``/``; nothing here raises."""

    def presence(self, path: str) -> Presence:
        """Whether a file (or a folder) is there and not empty; also in folders that hold no notes.

        A file of white space only is empty. UNKNOWN for a path that leaves the vault.
        """

    def text(self, path: str) -> str | None:
        """The file's text, or None where it cannot be read as UTF-8 or is too large."""

    def modified(self, path: str) -> datetime | None:
        """The time of change, aware (UTC), or None where there is no such file."""
