"""Brings the names in a folder through to the disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def settle_folder(folder: Path) -> None:
    """Bring a folder's names through to the disk, where the system can (``fsync(2)``, "Notes")."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
