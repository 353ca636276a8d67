"""What vaultgoals runs on, and what it keeps outside the vault."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_cache_dir

from vaultgoals import __version__
from vaultgoals.engine.doctor.items import Item, size
from vaultgoals.state.folder import state_folder

_WATCHES = Path("/proc/sys/fs/inotify/max_user_watches")
_UNDO = "undo"
"""The folder of undo entries below the state folder: zip files named by entry and part."""


def program() -> Iterator[Item]:
    """Yield what runs."""
    yield Item("vaultgoals", f"{__version__}, {Path(__file__).parent.parent.parent}")
    yield Item("python", f"{platform.python_version()}, {sys.executable}")
    yield Item("system", f"{platform.system()} {platform.release()}")


def kept(root: Path) -> Iterator[Item]:
    """Yield what is kept outside the vault, and how much of it."""
    state = state_folder(root)
    undo = len({file.name.rpartition("-")[0] for file in (state / _UNDO).glob("*.zip")})
    entries = f", {undo} entr{'y' if undo == 1 else 'ies'} to undo" if undo else ""
    yield Item("state", f"{state}, {_size(state)}{entries}")
    cache = Path(user_cache_dir("vaultgoals", appauthor=False))
    yield Item("cache", f"{cache}, {_size(cache)}")


def watches(root: Path, allowed: Path = _WATCHES) -> Iterator[Item]:
    """Yield whether Linux lets a user watch as many folders as the vault has (inotify(7)).

    Beyond that the rest of the vault goes unwatched, and nobody says so.
    """
    try:
        limit = int(allowed.read_text(encoding="ascii"))
    except (OSError, ValueError):  # not Linux, or nothing to be known
        return
    number = sum(1 for _ in os.walk(root))
    text = f"{number} folders to watch, {limit} allowed to all programs of a user"
    short = number > limit
    yield Item(
        "inotify",
        text,
        f"raise it: sudo sysctl fs.inotify.max_user_watches={limit * 2 + number}" if short else "",
    )


def _size(folder: Path) -> str:
    if not folder.is_dir():
        return "nothing yet"
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).lstat().st_size
            except OSError:  # pruned while we look
                continue
    return size(total)
