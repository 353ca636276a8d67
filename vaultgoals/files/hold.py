"""Holds a folder while a file in it is written: nobody can put another folder, or a link, in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unicodedata import normalize

from vaultgoals.files.replace import DisplacedError

_OPEN = Path("/proc/self/fd")
"""Linux: each handle of the process as a link that leads to the very folder, wherever that is by now."""


@contextmanager
def hold(place: Path) -> Iterator[Path]:
    """Yield the way to ``place`` through its folder held open; its path must be free of links.

    Between the look at a path and the write to it somebody may put a link in a folder's place. On systems
    without ``/proc/self/fd`` (``proc(5)``) the path itself is given, and that moment stays.

    Raises:
        DisplacedError: by now that path leads elsewhere.
        OSError: there is no such folder, or it cannot be opened.
    """
    if not hasattr(os, "O_PATH") or not _OPEN.is_dir():
        yield place
        return
    handle = os.open(place.parent, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        through = _OPEN / str(handle)
        if _folded(os.readlink(through)) != _folded(str(place.parent)):  # noqa: PTH115 - as it was opened
            raise DisplacedError
        yield through / place.name
    finally:
        os.close(handle)


def _folded(path: str) -> str:
    """Return a path as file systems compare names that know neither case nor forms of Unicode."""
    return normalize("NFC", path).casefold()


def make_folder(root: Path, folder: Path) -> None:
    """Make ``folder``, which lies below ``root``, and those on the way to it; no link is followed.

    Raises:
        OSError: something else stands there, a link too, or it cannot be made.
    """
    if not {os.mkdir, os.open} <= os.supports_dir_fd or not hasattr(os, "O_NOFOLLOW"):
        folder.mkdir(parents=True, exist_ok=True)
        return
    flags = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(root, flags)
    try:
        for part in folder.relative_to(root).parts:
            with suppress(FileExistsError):
                os.mkdir(part, dir_fd=handle)
            inner = os.open(part, flags, dir_fd=handle)
            os.close(handle)
            handle = inner
    finally:
        os.close(handle)
