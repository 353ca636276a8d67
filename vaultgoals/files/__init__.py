"""The only reader and writer of vault files."""

from __future__ import annotations

from vaultgoals.files.guard import Edit, EditKind
from vaultgoals.files.listing import Entry, Listing, list_files
from vaultgoals.files.quiet import quiet_in
from vaultgoals.files.reading import ReadNote, VaultFolder
from vaultgoals.files.restore import Restored, Return, restore, standing
from vaultgoals.files.writing import apply

__all__ = [
    "Edit",
    "EditKind",
    "Entry",
    "Listing",
    "ReadNote",
    "Restored",
    "Return",
    "VaultFolder",
    "apply",
    "list_files",
    "quiet_in",
    "restore",
    "standing",
]
