"""Brings the names in a folder through to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def settle_folder(folder: Path) -> None:
    """Bring a folder's names through to the disk, where the system can (``fsync(2)``, "Notes")."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def settled_folders() -> Iterator[set[Path]]:
    """Give a set for the folders in which names change; settle each of them once, however this ends.

    Each file is old or new without that, and its bytes are on the disk before it gets its name; this makes
    its name last. Once a folder instead of once a file it takes a third of the time.
    """
    touched: set[Path] = set()
    try:
        yield touched
    finally:
        for folder in sorted(touched):
            settle_folder(folder)
