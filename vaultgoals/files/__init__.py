"""The only reader and writer of vault files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from vaultgoals.files.decoding import ReadNote
from vaultgoals.files.listing import Entry, Listing, list_files
from vaultgoals.files.quiet import quiet_in
from vaultgoals.files.reading import VaultFolder

if TYPE_CHECKING:
    from vaultgoals.files.guard import Edit, EditKind
    from vaultgoals.files.restoring import Restored, Return, restore, standing
    from vaultgoals.files.writing import apply, place_page

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
    "place_page",
    "quiet_in",
    "restore",
    "standing",
]

_OF_WRITING = {
    "Edit": "guard",
    "EditKind": "guard",
    "Restored": "restoring",
    "Return": "restoring",
    "apply": "writing",
    "place_page": "writing",
    "restore": "restoring",
    "standing": "restoring",
}


def __getattr__(name: str) -> object:
    """Import what writes when it is first asked for: most commands only read."""
    if name not in _OF_WRITING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"vaultgoals.files.{_OF_WRITING[name]}"), name)
