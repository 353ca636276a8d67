"""The file in which a vault's memo lies: an SQLite database in the user's cache folder.

Every fault ends in less being remembered, and in nothing else: a file that is damaged is deleted, one that
is locked, full or read-only is left as it is. It holds what notes say, so it is for the user alone (folder
700, file 600), and one that another user could have written to is not opened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")

SWITCH = "VAULTGOALS_NO_MEMO"
"""Environment variable: set to anything, nothing is remembered between runs."""

_SCHEMA = """CREATE TABLE IF NOT EXISTS folders (
    key BLOB NOT NULL, folder BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY (key, folder))"""
_PATIENCE = 0.1
"""Seconds that another process is waited for."""
_DAMAGED = (1, 11, 26)
"""SQLite's codes ERROR (other tables than ours), CORRUPT and NOTADB."""
_DIGITS = 16


class Disk:
    """The database of one vault. Nothing here raises."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def of(cls, root: Path) -> Disk | None:
        """Return the place of the memo of the vault at ``root``; None where there is none to be had.

        That is so where `SWITCH` is set, and where the cache folder lies in the vault.
        """
        if os.environ.get(SWITCH):
            return None
        try:
            real = os.path.realpath(root)
            folder = os.path.realpath(_cache_folder())
        except (OSError, ValueError, RuntimeError):
            return None
        if f"{folder}{os.sep}".startswith(real.rstrip(os.sep) + os.sep):
            return None
        name = sha256(os.fsencode(real)).hexdigest()[:_DIGITS]
        return cls(Path(folder, f"{name}.sqlite"))

    def load(self, key: bytes) -> dict[str, bytes]:
        """Return every blob that was written under ``key``, by folder."""

        def read(database: Connection) -> dict[str, bytes]:
            query = "SELECT folder, content FROM folders WHERE key = ?"
            return {
                folder.decode("utf-8", "surrogatepass"): content
                for folder, content in database.execute(query, (key,))
                if isinstance(folder, bytes) and isinstance(content, bytes)
            }

        return (self._tried(read) if self._is_ours() else None) or {}

    def save(self, key: bytes, blobs: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Write blobs, take out the folders that are gone, and all that was written under other keys."""

        def write(database: Connection) -> None:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = OFF")  # what a crash leaves is proved blob by blob
            database.execute("BEGIN IMMEDIATE")
            database.execute(_SCHEMA)
            database.execute("DELETE FROM folders WHERE key != ?", (key,))
            lost = [(key, _raw(folder)) for folder in gone]
            database.executemany("DELETE FROM folders WHERE key = ? AND folder = ?", lost)
            rows = [(key, _raw(folder), content) for folder, content in blobs.items()]
            database.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?, ?)", rows)
            database.execute("COMMIT")

        if self._made():
            self._tried(write)

    def _tried(self, action: Callable[[Connection], T]) -> T | None:
        """Do something with the database; None where it cannot be done."""
        from sqlite3 import Error, connect

        database = None
        try:
            database = connect(self._path, timeout=_PATIENCE, isolation_level=None)
            return action(database)
        except (Error, OSError, UnicodeError, MemoryError) as error:
            code = getattr(error, "sqlite_errorcode", 0)
            if code & 0xFF in _DAMAGED or isinstance(error, UnicodeError):  # the low byte: without details
                self._delete()
            return None
        finally:
            if database is not None:
                with suppress(Error):
                    database.close()

    def _is_ours(self) -> bool:
        """Whether the file is there, and nobody but the user could have written to it."""
        try:
            info = os.lstat(self._path)
        except (OSError, ValueError):
            return False
        if not S_ISREG(info.st_mode):
            return False
        return os.name == "nt" or (info.st_uid == os.geteuid() and not info.st_mode & 0o022)

    def _made(self) -> bool:
        """Make folder and file for the user alone where they are missing; return whether they are there."""
        try:
            folder = self._path.parent
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name != "nt" and folder.stat().st_mode & 0o077:
                folder.chmod(0o700)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
            os.close(os.open(self._path, flags, 0o600))
        except (OSError, ValueError):
            return False
        return self._is_ours()

    def _delete(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{self._path}{ending}")  # noqa: PTH108


def _cache_folder() -> str:
    """Return what platformdirs gives; where that is plain, without importing it: 6 ms of a check."""
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        given, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
        if given.startswith("/") and given == given.strip():
            return os.path.join(given, "vaultgoals")  # noqa: PTH118
        if not given and home.startswith("/"):
            return f"{home.rstrip('/')}/.cache/vaultgoals"
    from platformdirs import user_cache_dir

    return user_cache_dir("vaultgoals", appauthor=False)


def _raw(folder: str) -> bytes:
    return folder.encode("utf-8", "surrogatepass")
