"""A look at every file that matters: what a watch knows for certain, whatever events it was sent.

A file is taken for unchanged while time of change, time of the change of its entry (ctime, which no program
sets), size and number stay the same. Of a file that was written in the very moment of a look that says
nothing, as two writes may then carry one time; it counts as changed at the next look (git knows the same
of its index, "racy-git").
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from stat import S_ISDIR

from vaultgoals.frozen import frozen
from vaultgoals.watch.matters import Matters

_SECOND = 1_000_000_000
_MOMENT = 50_000_000
"""Nanoseconds: file systems of today tell times at least twenty milliseconds apart."""
_FOLDER = (0, 0, 0, 0)


@frozen
class Sweep:
    """What one look has found."""

    stamps: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By path. Of a folder that it is there."""
    folders: tuple[str, ...] = ("",)
    """The folders that were looked into, the vault's own (an empty path) first."""

    def changed_since(self, before: Sweep) -> frozenset[str]:
        """Return the paths that have come, gone or changed."""
        old, new = before.stamps, self.stamps
        return frozenset(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))

    def renewed(self, root: Path, places: Iterable[str]) -> Sweep:
        """Return the same with only the files at these paths looked at once more."""
        now = time.time_ns()
        stamps = dict(self.stamps)
        for place in places:
            try:
                info = root.joinpath(place).lstat()
            except OSError:
                stamps.pop(place, None)
                continue
            stamps[place] = _FOLDER if S_ISDIR(info.st_mode) else _stamp(info, now)
        return Sweep(stamps, self.folders)

    def surely_differs_from(self, before: Sweep) -> bool:
        """Whether anything has changed that was not merely written in the moment of one of the two looks."""
        old, new = before.stamps, self.stamps
        return any(old.get(path, ())[:4] != new.get(path, ())[:4] for path in self.changed_since(before))


def sweep(root: Path, matters: Matters) -> Sweep:
    """Look at every file below ``root`` that matters; links are not followed, nothing is opened.

    Raises:
        OSError: the vault's folder cannot be listed. Other folders that cannot are passed over.
    """
    now = time.time_ns()
    stamps: dict[str, tuple[int, ...]] = {}
    folders: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            found = list(_entries(root, folder))
        except OSError:
            if not folder:
                raise
            continue
        folders.append(folder)
        for place, entry in found:
            with suppress(OSError):  # it has gone meanwhile
                if entry.is_dir(follow_symlinks=False):
                    if matters.path(place):
                        stamps[place] = _FOLDER
                    if matters.enters(place):
                        waiting.append(place)
                elif matters.path(place):
                    stamps[place] = _stamp(entry.stat(follow_symlinks=False), now)
    for place in matters.settings:
        with suppress(OSError):
            stamps[place] = _stamp(root.joinpath(place).stat(), now)
    return Sweep(stamps, tuple(folders))


def _entries(root: Path, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    prefix = f"{folder}/" if folder else ""
    with os.scandir(root / folder) as entries:
        for entry in entries:
            yield prefix + entry.name, entry


def _stamp(info: os.stat_result, now: int) -> tuple[int, ...]:
    stamp = (info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino)
    latest = max(info.st_mtime_ns, info.st_ctime_ns)
    # Whole (even) seconds are all that FAT and some network drives tell.
    moment = 2 * _SECOND if latest % _SECOND == 0 else _MOMENT
    return (*stamp, now) if abs(now - latest) <= moment else stamp
