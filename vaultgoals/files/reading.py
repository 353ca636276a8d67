"""Reads the files of one vault: never waits, never leaves the vault, never guesses an encoding."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from vaultgoals.files.paths import inside, is_remote, listed_parts, named_parts
from vaultgoals.model import Presence, Problem, Trouble
from vaultgoals.profiles.sync import stub_name

LARGEST = 10_000_000
"""Bytes: a larger file is not read as text."""
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
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note as it stands on the disk."""

    path: str
    raw: bytes
    """Empty where it could not be read, or is too large to be."""
    text: str | None
    """Decoded letter by letter, a byte order mark and the line ends included; None where it is no UTF-8."""
    problem: Problem | None = None


class VaultFolder:
    """Reading access to the files below ``root``; made anew for each run, it remembers resolved folders.

    Implements `vaultgoals.observe.Look`. Nothing here raises.
    """

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._folders: dict[tuple[str, ...], str | None] = {}
        self._places: dict[str, str] = {}
        """By folder of a listed path: its resolved place, with a separator at the end."""

    def read_note(self, path: str) -> ReadNote | None:
        """Read the note at ``path`` (as `list_files` gives it); None where there is no such file any more.

        What cannot be read is told as the note's problem.
        """
        try:
            raw = self._raw(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except _TooLargeError as error:
            return ReadNote(path, b"", None, _too_large(error.size))
        except PermissionError:
            return ReadNote(path, b"", None, _unreadable("permission", "the file may not be read"))
        except OSError as error:
            problem = _unreadable("read-failed", f"the file cannot be read ({error.strerror})")
            return ReadNote(path, b"", None, problem)
        return None if raw is None else _decoded(path, raw)

    def presence(self, path: str) -> Presence:
        """Whether a file or folder is there and not empty; UNKNOWN outside the vault or where unreadable."""
        real = self._real(named_parts(path))
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
        note = self.read_note(path)
        return note.text if note is not None else None

    def digest(self, path: str) -> str:
        """The SHA-256 of a file's bytes, in hex; empty where it cannot be read."""
        real = self._real(named_parts(path))
        try:
            return "" if real is None else sha256(_read(real, LARGEST)).hexdigest()
        except (OSError, ValueError, _TooLargeError):
            return ""

    def modified(self, path: str) -> datetime | None:
        """The time of change (UTC); None where there is no such file in the vault."""
        real = self._real(named_parts(path))
        if real is None:
            return None
        try:
            stamp = os.lstat(real).st_mtime_ns
            return _EPOCH + timedelta(microseconds=stamp // 1000)
        except (OSError, ValueError, OverflowError):
            return None

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

    @staticmethod
    def _missing(real: str) -> Presence:
        """Return ABSENT, unless iCloud's stub says that the file is elsewhere."""
        place = Path(real)
        stub = place.with_name(stub_name(place.name))
        return Presence.UNKNOWN if os.path.lexists(stub) else Presence.ABSENT


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


def _decoded(path: str, raw: bytes) -> ReadNote:
    if wide := _wide_encoding(raw):
        problem = _unreadable("encoding-utf16", f"the file is {wide} and not UTF-8", "Save it as UTF-8.")
        return ReadNote(path, raw, None, problem)
    try:
        return ReadNote(path, raw, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return ReadNote(path, raw, None, _no_utf8(raw, error.start))


def _no_utf8(raw: bytes, offset: int) -> Problem:
    before = raw[:offset].decode("utf-8")
    ends = list(_LINE_END.finditer(before))
    column = len(before) - (ends[-1].end() if ends else 0) + 1
    message = f"the file is not valid UTF-8: byte 0x{raw[offset]:02x} at offset {offset}"
    return Problem("encoding", Trouble.UNREADABLE, message, len(ends) + 1, column, "Save it as UTF-8.")


def _wide_encoding(raw: bytes) -> str:
    """Name the encoding of text in units of two or four bytes, by its mark or by where its NULs stand."""
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    head = raw[:1024]
    if len(head) < 4 or b"\0" not in head:
        return ""
    shares = [head[start::2].count(0) / len(head[start::2]) for start in (0, 1)]
    # Latin text has nearly all NULs in one half. In a file that a crash filled with NULs both halves have.
    if max(shares) < 0.75 or min(shares) > 0.6:
        return ""
    return "UTF-32" if min(shares) > 0.3 else "UTF-16"


def _unreadable(name: str, message: str, fix: str = "") -> Problem:
    return Problem(name, Trouble.UNREADABLE, message, 1, fix=fix)


def _too_large(size: int) -> Problem:
    message = f"the file has {size:,} bytes, more than the {LARGEST:,} that are read"
    return Problem("note-too-large", Trouble.HINT, message, 1)
