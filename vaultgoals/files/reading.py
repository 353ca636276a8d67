"""Reads the files of one vault: never waits, never leaves the vault, never guesses an encoding."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from unicodedata import normalize

from vaultgoals.files.decoding import LARGEST, ReadNote, decoded, too_large, unreadable
from vaultgoals.files.paths import inside, is_remote, listed_parts, named_parts
from vaultgoals.model import Presence
from vaultgoals.profiles.sync import stub_name

_BLANK_AT_MOST = 4096
"""Bytes: a file up to this size is looked into, whether it holds more than white space."""
_FILLERS = frozenset({".DS_Store", ".gitkeep", ".keep", "desktop.ini", "Thumbs.db"})
"""What systems and git put into a folder that is otherwise empty."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe named x.md would block for ever
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_REFUSES_LINKS = hasattr(os, "O_NOFOLLOW")
_LINK_REFUSED = (errno.ELOOP, errno.EMLINK)  # the second is FreeBSD's


class VaultFolder:
    """Reading access to the files below ``root``; made anew for each run, it remembers resolved folders.

    Implements `vaultgoals.observe.Look`. Nothing here raises.
    """

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._folders: dict[tuple[str, ...], str | None] = {}
        self._places: dict[str, str] = {}
        """By folder of a listed path: its resolved place, with a separator at the end."""
        self._looked_at: set[str] = set()
        self._folded: set[str] = set()
        """What was looked at, as far as somebody has asked: see `has_looked_at`."""

    def read_note(self, path: str) -> ReadNote | None:
        """Read the note at ``path`` (as `list_files` gives it); None where there is no such file any more.

        What cannot be read is told as the note's problem.
        """
        try:
            raw = self._raw(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except _TooLargeError as error:
            return ReadNote(path, b"", None, too_large(error.size))
        except PermissionError:
            return ReadNote(path, b"", None, unreadable("permission", "the file may not be read"))
        except OSError as error:
            problem = unreadable("read-failed", f"the file cannot be read ({error.strerror})")
            return ReadNote(path, b"", None, problem)
        return None if raw is None else decoded(path, raw)

    def presence(self, path: str) -> Presence:
        """Whether a file or folder is there and not empty; UNKNOWN outside the vault or where unreadable."""
        real = self._looked(path)
        if real is None:
            return Presence.UNKNOWN
        try:
            return _presence(real)
        except (FileNotFoundError, NotADirectoryError):
            return self._missing(real)
        except (OSError, ValueError):
            return Presence.UNKNOWN

    def text(self, path: str) -> str | None:
        """The file's text; None where it is missing, unreadable, no UTF-8, too large or outside the vault."""
        if named_parts(path) is None:
            return None
        self._looked(path)
        note = self.read_note(path)
        return note.text if note is not None else None

    def digest(self, path: str) -> str:
        """The SHA-256 of a file's bytes, in hex; empty where it cannot be read."""
        real = self._looked(path)
        try:
            return "" if real is None else sha256(_read(real, LARGEST)).hexdigest()
        except (OSError, ValueError, _TooLargeError):
            return ""

    def modified(self, path: str) -> datetime | None:
        """The time of change (UTC); None where there is no such file in the vault."""
        real = self._looked(path)
        if real is None:
            return None
        try:
            stamp = os.lstat(real).st_mtime_ns
            return _EPOCH + timedelta(microseconds=stamp // 1000)
        except (OSError, ValueError, OverflowError):
            return None

    def is_file(self, path: str) -> bool | None:
        """Whether a file stands at a listed path whose content is here and its own; None: nothing does.

        Of a file with two names (a hard link) a change is told by one of them alone.
        """
        real = self._real(listed_parts(path))
        try:
            info = None if real is None else os.lstat(os.path.join(self._root, path))  # noqa: PTH118
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError):
            return False
        return info is not None and S_ISREG(info.st_mode) and info.st_nlink < 2 and not is_remote(info)

    def has_looked_at(self, path: str) -> bool:
        """Whether anything but `read_note` has asked for a file or folder, also through a symbolic link.

        Neither case nor Unicode form count, as there are systems for which they do not.
        """
        self._folded.update(map(_folded, self._looked_at))
        self._looked_at.clear()
        return _folded(os.path.join(self._root, path)) in self._folded  # noqa: PTH118

    def _looked(self, path: str) -> str | None:
        """Return the place of a path that a note names, as `_real` does, and take note of it."""
        parts = named_parts(path)
        real = self._real(parts)
        if parts is not None:
            self._looked_at |= {os.path.join(self._root, *parts), real or ""}  # noqa: PTH118
        return real

    def _raw(self, path: str) -> bytes | None:
        """Return the bytes of a listed file; None where it is outside the vault. Raises as `_read` does.

        Where the system itself refuses to open a symbolic link, nobody has to look for one beforehand:
        that, and to resolve a folder once for all its notes, saves two fifths of the time.
        """
        folder, _, name = path.rpartition("/")
        place = self._places.get(folder)
        if place is not None and name not in ("", ".", "..") and "\0" not in name:
            try:
                return _read(place + name, LARGEST)
            except OSError as error:
                if error.errno not in _LINK_REFUSED:
                    raise
        real = self._real(listed_parts(path))
        if real is None:
            return None
        if _REFUSES_LINKS and real == os.path.join(self._root, path):  # noqa: PTH118 - the hot loop
            self._places[folder] = real[: len(real) - len(name)]
        return _read(real, LARGEST)

    def _real(self, parts: tuple[str, ...] | None) -> str | None:
        """Return the place with every symbolic link resolved, or None where it is outside the vault."""
        if parts is None:
            return None
        folder = self._folder(parts[:-1])
        if folder is None or not parts:
            return folder
        place = f"{folder.rstrip(os.sep)}{os.sep}{parts[-1]}"
        try:
            if not os.path.islink(place):  # noqa: PTH114 - the hot loop
                return place
            real = os.path.realpath(place)
        except (OSError, ValueError):
            return None
        return real if inside(real, self._root) else None

    def _folder(self, parts: tuple[str, ...]) -> str | None:
        if parts not in self._folders:
            try:
                real = os.path.realpath(Path(self._root, *parts))
            except (OSError, ValueError):
                real = ""
            self._folders[parts] = real if inside(real, self._root) else None
        return self._folders[parts]

    def _missing(self, real: str) -> Presence:
        """Return ABSENT, unless iCloud's stub says that the file is elsewhere."""
        place = Path(real)
        stub = place.with_name(stub_name(place.name))
        self._looked_at.add(str(stub))
        return Presence.UNKNOWN if os.path.lexists(stub) else Presence.ABSENT


def _folded(place: str) -> str:
    return normalize("NFC", place.casefold())


class _TooLargeError(Exception):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size


def _read(real: str, most: int) -> bytes:
    """Return the bytes of a regular file; `OSError` for anything else, `_TooLargeError` above ``most``."""
    handle = os.open(real, _OPEN_FLAGS)
    try:
        info = os.fstat(handle)
        if S_ISDIR(info.st_mode):
            raise IsADirectoryError(21, "Is a directory")
        if not S_ISREG(info.st_mode):
            raise OSError(22, "not a regular file")
        if is_remote(info):
            raise OSError(11, "not on this machine")
        if info.st_size > most:
            raise _TooLargeError(info.st_size)
        raw = _all(handle, info.st_size, most)
    finally:
        os.close(handle)
    if len(raw) > most:
        raise _TooLargeError(len(raw))
    return raw


def _all(handle: int, size: int, most: int) -> bytes:
    """Read to the end, or just beyond ``most`` where the file is growing; ``size`` is what it should have.

    One byte more than that is asked for: where it does not come, the end was reached, and no second call
    is needed to see it (a third of the time of reading a vault).
    """
    chunk = os.read(handle, size + 1)
    if len(chunk) == size:
        return chunk
    chunks = [chunk]
    left = most + 1 - len(chunk)
    while left > 0 and (chunk := os.read(handle, min(left, 1 << 20))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _presence(real: str) -> Presence:
    info = os.lstat(real)
    if S_ISDIR(info.st_mode):
        with os.scandir(real) as entries:
            full = any(entry.name not in _FILLERS for entry in entries)
        return Presence.PRESENT if full else Presence.EMPTY
    if not S_ISREG(info.st_mode):
        return Presence.UNKNOWN
    if info.st_size == 0:
        return Presence.EMPTY
    if info.st_size > _BLANK_AT_MOST or is_remote(info):
        return Presence.PRESENT
    return Presence.PRESENT if _has_text(_read(real, LARGEST)) else Presence.EMPTY


def _has_text(raw: bytes) -> bool:
    try:
        return bool(raw.decode("utf-8-sig").strip())
    except UnicodeDecodeError:
        return True
