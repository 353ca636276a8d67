"""Keeps what a command is about to replace, so that `vaultgoals undo` can bring it back.

One zip file a part, in ``undo/`` below the state folder: ``entry.json`` says what was where, the members
``0``, ``1`` ... hold the replaced bytes. Any tool can open it. The parts of one command form one entry.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vaultgoals.errors import StateFolderError
from vaultgoals.frozen import frozen
from vaultgoals.state.folder import make_state_folder
from vaultgoals.state.settle import settle_folder

FOLDER = "undo"
VERSION = 1
KEPT_FOR = timedelta(days=30)
LARGEST = 500_000_000
"""Bytes that the folder may hold before entries go ahead of their time."""
ALWAYS_KEPT = 10
"""So many of the newest entries stay, however large they are."""
_KILLED_AFTER = timedelta(days=1)
"""After so long a temporary file is taken to be left over from a run that was killed."""
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_PART = re.compile(
    r"(?P<id>(?P<stamp>\d{8}T\d{6}\.\d{6}Z)-(?P<command>[a-z][a-z-]*))-(?P<part>\d+)\.zip", re.ASCII
)


@frozen
class Replaced:
    """A file that is about to be replaced, made or removed."""

    path: str
    """Vault-relative, with ``/``."""
    before: bytes | None
    """None where there is no such file yet."""
    after: bytes | None
    """None where it is being removed."""
    mode: int = 0
    """Of the file before, as the two times are; 0 where there is none."""
    atime_ns: int = 0
    mtime_ns: int = 0


@frozen
class Part:
    """The file of one part of an entry, as its name tells it."""

    file: Path
    entry: str
    """The id of the entry that it belongs to: the time and the command."""
    when: datetime
    command: str
    number: int


def _now() -> datetime:
    return datetime.now(UTC)


class Writing:
    """One run of one writing command on the vault at ``root``; what it replaces becomes one entry.

    ``takes_back`` is the id of the entry that it undoes, if it undoes one.
    """

    def __init__(
        self, root: Path, command: str, *, takes_back: str = "", clock: Callable[[], datetime] = _now
    ) -> None:
        self._root = root
        self.command = command
        self._takes_back = takes_back
        self._clock = clock
        self._parts = 0
        self.id = ""
        """Of the entry; empty until something was kept."""

    def keep(self, replaced: Sequence[Replaced]) -> None:
        """Store what is about to be replaced, through to the disk; then drop what is older than 30 days.

        Raises:
            StateFolderError: it cannot be stored. Nothing may be replaced then.
        """
        if not replaced:
            return
        make_state_folder(self._root)  # for itself, as a folder made on the way would not be the user's alone
        folder = make_state_folder(self._root, FOLDER)
        try:
            file = self._store(folder, replaced)
        except OSError as error:
            raise StateFolderError(str(folder), error.strerror or type(error).__name__) from error
        self._parts += 1
        settle_folder(folder)
        settle_folder(folder.parent)
        _prune(folder, self._clock(), file)

    def _store(self, folder: Path, replaced: Sequence[Replaced]) -> Path:
        when = self._clock()
        for later in count():
            name = f"{self.id or self._new_id(when, later)}-{self._parts + 1}.zip"
            temporary = folder / f".{name}.tmp"
            # Whoever has the temporary file has the name, if it is still free then: two processes never meet.
            try:
                handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
            except FileExistsError:
                if self.id:
                    raise
                continue
            try:
                taken = os.path.lexists(folder / name)
                if not taken:
                    self._fill(handle, when, replaced)
                    temporary.rename(folder / name)
                    self.id = name.rpartition("-")[0]
                    return folder / name
            finally:
                os.close(handle)
                with suppress(OSError):
                    temporary.unlink()
            if self.id:
                raise FileExistsError(17, "File exists")
        raise AssertionError  # the numbers do not end

    def _new_id(self, when: datetime, later: int) -> str:
        stamp = when.astimezone(UTC) + timedelta(microseconds=later)
        return f"{stamp.strftime(_STAMP)}-{self.command}"

    def _fill(self, handle: int, when: datetime, replaced: Iterable[Replaced]) -> None:
        with os.fdopen(os.dup(handle), "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as parts:
                files = []
                for number, one in enumerate(replaced):
                    if one.before is not None:
                        _add(parts, str(number), one.before)
                    files.append(_described(one, number))
                _add(parts, "entry.json", self._entry(when, files).encode("ascii"))
            file.flush()
            os.fsync(handle)

    def _entry(self, when: datetime, files: list[dict[str, object]]) -> str:
        entry = {
            "version": VERSION,
            "vault": os.path.realpath(self._root),
            "command": self.command,
            "time": when.astimezone(UTC).isoformat(),
            "takes_back": self._takes_back,
            "files": files,
        }
        return json.dumps(entry, indent=1)  # escaped, as a folder's name may be no UTF-8


_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _add(parts: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    parts.writestr(info, data)


def _described(one: Replaced, number: int) -> dict[str, object]:
    return {
        "path": one.path,
        "before": digest(one.before),
        "after": digest(one.after),
        "mode": one.mode,
        "atime_ns": one.atime_ns,
        "mtime_ns": one.mtime_ns,
        "member": None if one.before is None else str(number),
    }


def digest(raw: bytes | None) -> str | None:
    """Return the SHA-256 of bytes in hex; None for a file that is not there."""
    return None if raw is None else sha256(raw).hexdigest()


def parts_in(folder: Path) -> dict[str, list[Part]]:
    """Return the parts below ``folder`` by the id of their entry, newest entry first, parts in order.

    Raises:
        OSError: the folder is there and cannot be listed.
    """
    try:
        names = [file.name for file in folder.iterdir()]
    except FileNotFoundError:
        return {}
    entries: dict[str, list[Part]] = defaultdict(list)
    for part in filter(None, (_named(folder / name, name) for name in names)):
        entries[part.entry].append(part)
    return {
        entry: sorted(entries[entry], key=lambda part: part.number)
        for entry in sorted(entries, reverse=True)
    }  # fmt: skip


def _named(file: Path, name: str) -> Part | None:
    match = _PART.fullmatch(name)
    if match is None:
        return None
    try:
        when = datetime.fromisoformat(match["stamp"])
    except ValueError:
        return None
    return Part(file, match["id"], when, match["command"], int(match["part"]))


def _prune(folder: Path, now: datetime, own: Path) -> None:
    """Drop what is too old, then what is too much: what `watch` wrote first, as it writes most."""
    with suppress(OSError):
        _drop_killed(folder, now)
        entries = list(parts_in(folder).values())
        old = [parts for parts in entries if now - parts[0].when > KEPT_FOR]
        _drop([part for parts in old for part in parts if part.file != own])
        held = [parts for parts in entries if parts not in old]
        size = sum(_size(part) for parts in held for part in parts)
        spare = sorted(held[ALWAYS_KEPT:], key=lambda parts: (parts[0].command != "watch", parts[0].when))
        for parts in spare:
            if size <= LARGEST:
                break
            size -= sum(_size(part) for part in parts)
            _drop(part for part in parts if part.file != own)


def _drop_killed(folder: Path, now: datetime) -> None:
    for file in list(folder.iterdir()):
        hidden = file.name.startswith(".") and file.suffix == ".tmp"
        part = _named(file, file.name[1 : -len(".tmp")]) if hidden else None
        if part is not None and now - part.when > _KILLED_AFTER:
            _drop([part])


def _drop(parts: Iterable[Part]) -> None:
    for part in parts:
        with suppress(OSError):
            part.file.unlink()


def _size(part: Part) -> int:
    try:
        return part.file.lstat().st_size
    except OSError:
        return 0
