"""Reads what `vaultgoals.state.undo` keeps. What is damaged or foreign is told and passed over."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from stat import S_ISREG
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class

from vaultgoals.frozen import frozen
from vaultgoals.state.folder import state_folder
from vaultgoals.state.undo import FOLDER, VERSION, Part, digest, parts_in

_LARGEST_MEMBER = 200_000_000
"""Bytes: what claims to be larger is not unpacked."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAMAGE = (
    BadZipFile,
    ZlibError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    RuntimeError,  # encrypted, or nested without end
    NotImplementedError,  # packed in a way that nobody here knows
    MemoryError,
)


@frozen
class KeptFile:
    """One file of one part: what stood there before, and what after."""

    path: str
    """Vault-relative as it was written; to be checked like any path before it is used."""
    before: str | None
    """SHA-256 in hex; None where the file was new."""
    after: str | None
    """None where the file was removed."""
    mode: int
    atime_ns: int
    mtime_ns: int
    place: Path
    """The zip file that holds the bytes before ..."""
    member: str | None
    """... and their name in it."""

    def bytes_before(self) -> bytes | None:
        """Return what stood there before; None where the file was new.

        Raises:
            DamagedEntryError: it cannot be read, or is not what was kept.
        """
        if self.before is None or self.member is None:
            return None
        try:
            info = self.place.lstat()
            raw = _members(self.place, info.st_ino, info.st_mtime_ns).get(self.member)
        except _DAMAGE as error:
            raise DamagedEntryError from error
        if digest(raw) != self.before:
            raise DamagedEntryError
        return raw


class DamagedEntryError(Exception):
    """What was kept can no longer be read as it was."""


@frozen
class Entry:
    """What one run of one command replaced."""

    id: str
    when: datetime
    command: str
    takes_back: str
    """The id of the entry that this one undoes; empty for all but an undo."""
    parts: tuple[tuple[KeptFile, ...], ...]
    """In the order in which they were kept."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path once, in path order."""
        return tuple(sorted({file.path for part in self.parts for file in part}))


class Entries:
    """What is kept of the vault at ``root``, as it stands at this moment.

    Raises (from every method):
        OSError: the folder is there and cannot be listed.
    """

    def __init__(self, root: Path) -> None:
        self._vault = os.path.realpath(root)
        self._folder = state_folder(root) / FOLDER
        self._read: dict[str, Entry | None] = {}
        self.damaged: list[str] = []
        """Names of files that were passed over so far."""

    @cached_property
    def _parts(self) -> dict[str, list[Part]]:
        return parts_in(self._folder)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, the newest first."""
        return tuple(self._parts)

    def read(self, name: str) -> Entry | None:
        """Return an entry by its id; None where nothing of it can be read."""
        if name not in self._read:
            self._read[name] = self._entry(self._parts[name])
        return self._read[name]

    def newest_first(self) -> Iterator[tuple[Entry, bool]]:
        """Yield each entry and whether it is taken back: by an undo that is not itself taken back."""
        taken: set[str] = set()
        for name in self.ids:
            entry = self.read(name)
            if entry is None:
                continue
            yield entry, entry.id in taken
            if entry.takes_back and entry.id not in taken:
                taken.add(entry.takes_back)

    def _entry(self, parts: list[Part]) -> Entry | None:
        files = []
        takes_back = ""
        for part in parts:
            try:
                takes_back, kept = _read(part.file, self._vault)
            except FileNotFoundError:  # it went in this moment, being too old
                continue
            except _DAMAGE:
                self.damaged.append(part.file.name)
                continue
            files.append(kept)
        first = parts[0]
        return Entry(first.entry, first.when, first.command, takes_back, tuple(files)) if files else None


def _read(file: Path, vault: str) -> tuple[str, tuple[KeptFile, ...]]:
    if not S_ISREG(file.lstat().st_mode):
        raise ValueError("no regular file")
    with ZipFile(file) as parts:
        entry = json.loads(_member(parts, "entry.json"))
    if entry["version"] != VERSION or entry["vault"] != vault:
        raise ValueError("of another version, or of another vault")
    return _text(entry["takes_back"]), tuple(_kept(file, one) for one in entry["files"])


def _kept(place: Path, one: dict[str, object]) -> KeptFile:
    before, after = (_digest(one[key]) for key in ("before", "after"))
    mode, atime_ns, mtime_ns = (_number(one[key]) for key in ("mode", "atime_ns", "mtime_ns"))
    member = None if one["member"] is None else _text(one["member"])
    if (before is None) != (member is None):
        raise ValueError("bytes without a digest, or a digest without bytes")
    return KeptFile(_text(one["path"]), before, after, mode & 0o7777, atime_ns, mtime_ns, place, member)


@lru_cache(maxsize=2)
def _members(place: Path, _node: int, _mtime_ns: int) -> dict[str, bytes]:
    """Return what a zip file holds and can be read: opened once, as its directory may be long."""
    found = {}
    with ZipFile(place) as parts:
        for name in parts.namelist():
            with suppress(*_DAMAGE):
                found[name] = _member(parts, name)
    return found


def _member(parts: ZipFile, name: str) -> bytes:
    if parts.getinfo(name).file_size > _LARGEST_MEMBER:
        raise ValueError("larger than anything that is kept")
    return parts.read(name)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not -(1 << 63) <= value < 1 << 63:
        raise TypeError("no number that a file can have")
    return value


def _digest(value: object) -> str | None:
    if value is None:
        return None
    if not _DIGEST.fullmatch(_text(value)):
        raise ValueError("no SHA-256")
    return _text(value)
