"""One writer at a time, and one watcher: kernel locks on files in the state folder.

The lock is the operating system's (``flock(2)``, or ``LockFile`` on Windows by way of ``msvcrt``), so that
it is free by itself when a process dies, however it dies. The file says who holds it; what it says counts
only while the lock is held, and the file is never removed. Commands that only read take no lock.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock

from vaultgoals.errors import StateFolderError, WriterBusyError
from vaultgoals.frozen import frozen
from vaultgoals.state.folder import make_state_folder, state_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT = 5.0
"""Seconds that a writer waits for the one before."""
WRITER = "writer.lock"
"""Held while a vault is written to."""
WATCHER = "watcher.lock"
"""Held as long as a watch of the vault runs."""

_PAUSE = 0.02
_FLAGS = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_FAR = 1 << 30
"""Windows locks bytes, and nobody else may read them then: one far behind what the file says is taken."""


@frozen
class Holder:
    """Who holds a lock, by its own word."""

    pid: int
    """0 where the file does not say."""
    command: str
    """``report``, ``watch`` ...; empty where the file does not say."""


class Lock:
    """The lock on one file; taken by `take`, given back by `release` or by the end of the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1

    def take(self, command: str, wait: float) -> bool:
        """Take the lock, within ``wait`` seconds; return whether it is held now.

        Raises:
            StateFolderError: the file cannot be opened, or its file system knows no locks.
        """
        end = time.monotonic() + wait
        while not self._taken():
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)
        self._say(json.dumps({"pid": os.getpid(), "command": command}))
        return True

    def release(self) -> None:
        """Give the lock back."""
        if self._handle < 0:
            return
        self._say("")
        os.close(self._handle)  # which gives the lock back
        self._handle = -1

    def holder(self) -> Holder:
        """Return who holds the lock, as its file says; it may have been given back meanwhile."""
        try:
            told = json.loads(self._path.read_bytes()[:4096])
            return Holder(int(told["pid"]), str(told["command"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Holder(0, "")

    def held(self) -> bool:
        """Whether any process holds the lock. Nothing is made or written for the question."""
        try:
            handle = os.open(self._path, _FLAGS)
        except OSError:
            return False
        try:
            return not _locked(handle, shared=True)
        except OSError:
            return False
        finally:
            os.close(handle)

    def _taken(self) -> bool:
        try:
            handle = os.open(self._path, _FLAGS | os.O_CREAT, 0o600)
            try:
                # A file that was removed meanwhile, with the whole state folder say, locks nobody out.
                if _locked(handle) and os.path.samestat(os.fstat(handle), self._path.stat()):
                    self._handle, handle = handle, -1
                    return True
            finally:
                if handle >= 0:
                    os.close(handle)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StateFolderError(str(self._path), error.strerror or type(error).__name__) from error
        return False

    def _say(self, text: str) -> None:
        with suppress(OSError):  # a full disk: the lock holds all the same
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, text.encode())


def _locked(handle: int, *, shared: bool = False) -> bool:
    """Lock an open file at once, or return False where another process holds it. Raises `OSError`."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_NB | (fcntl.LOCK_SH if shared else fcntl.LOCK_EX))
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


_threads = RLock()
"""Threads of one process write one after the other; the same thread may write within its own writing."""
_held: dict[Path, Lock] = {}


@contextmanager
def sole_writer(root: Path, command: str, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the writer's lock of the vault at ``root``: no other process of vaultgoals writes meanwhile.

    It may be entered again within itself. It keeps out neither editors nor sync programs; against
    them `vaultgoals.files.apply` compares before it writes.

    Args:
        root: the vault.
        command: who writes, as others are told it: ``report``.
        wait: seconds to wait for a writer that was there before.

    Raises:
        WriterBusyError: another process still writes.
        StateFolderError: the state folder cannot be written to.
    """
    path = make_state_folder(root) / WRITER
    with _threads:
        if path in _held:
            yield
            return
        lock = Lock(path)
        if not lock.take(command, wait):
            holder = lock.holder()
            raise WriterBusyError(holder.command, holder.pid, wait)
        _held[path] = lock
        try:
            yield
        finally:
            del _held[path]
            lock.release()


def watcher_lock(root: Path) -> Lock:
    """Return the lock that a watch of the vault at ``root`` holds; it need not exist yet."""
    return Lock(state_folder(root) / WATCHER)
