"""Puts one file in another's place so that nobody's bytes are lost: the system calls of writing.

The way: write a temporary file beside the target, exchange the two in one step, look at what came out, and
exchange back if it is not what was read before. Linux: ``renameat2(2)``; whether an editor still holds
the old file open is asked by a lease, ``fcntl(2)``. macOS: ``renamex_np(2)``. Elsewhere, and on file systems
that have neither, a last look and ``os.replace``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from vaultgoals.frozen import frozen

if sys.platform != "win32":
    import fcntl

_AT_FDCWD = -100
_NOREPLACE = 1
_EXCHANGE = 2
_AS_MACOS_HAS_IT = {_NOREPLACE: 4, _EXCHANGE: 2}
"""``RENAME_EXCL`` and ``RENAME_SWAP`` of its ``sys/stdio.h``."""
_NOT_THERE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP)
_TURNS = 16
"""How often a file is exchanged back before it is left beside the target instead."""
_PATIENCE = 2.0
"""Seconds that an editor may hold a displaced file open before that file is left beside the target."""
_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_numbers = count()


@frozen
class Marks:
    """What a file carries beside its bytes."""

    mode: int
    """The rights alone."""
    atime_ns: int
    mtime_ns: int


class DisplacedError(Exception):
    """The target was not what it was taken for; it is again what somebody else made of it."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; a symbolic link is refused, a pipe not waited for. Raises `OSError`."""
    with os.fdopen(os.open(path, _READ_FLAGS), "rb") as file:
        return file.read()


def read_marks(path: Path) -> Marks:
    """Return the marks of a file; raises `OSError`."""
    info = path.lstat()
    return Marks(info.st_mode & 0o7777, info.st_atime_ns, info.st_mtime_ns)


def write_temporary(folder: Path, data: bytes, like: Path | None, marks: Marks | None = None) -> Path:
    """Write ``data`` to a new file in ``folder``, through to the disk, and return its path.

    Its name is free of the target's, which may already be as long as names can be. Mode, owner and extended
    attributes are those of ``like`` as far as they can be set; ``marks`` go before them. On `OSError` no
    file is left.
    """
    path, handle = _new_temporary(folder, 0o666 if like is None else 0o600)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            _write_all(handle, data)
            if like is not None:
                _copy_metadata(like, handle, path)
            if marks is not None:
                _set_marks(path, marks)
            os.fsync(file.fileno())
    except BaseException:
        remove(path)
        raise
    return path


def _new_temporary(folder: Path, mode: int) -> tuple[Path, int]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    for number in _numbers:
        path = folder / f".vaultgoals-{os.getpid()}-{number}.tmp"
        with suppress(FileExistsError):
            return path, os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), mode)
    raise AssertionError  # the numbers do not end


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _copy_metadata(source: Path, handle: int, temporary: Path) -> None:
    """Take over the owner first: a change of owner takes rights away that the mode then sets again."""
    info = source.lstat()
    if hasattr(os, "fchown"):
        with suppress(OSError):
            os.fchown(handle, info.st_uid, info.st_gid)
    with suppress(OSError):
        temporary.chmod(info.st_mode & 0o7777)
    if sys.platform != "linux":
        return
    with suppress(OSError):
        for name in os.listxattr(source, follow_symlinks=False):
            with suppress(OSError):
                os.setxattr(handle, name, os.getxattr(source, name, follow_symlinks=False))


def _set_marks(path: Path, marks: Marks) -> None:
    with suppress(OSError):
        path.chmod(marks.mode)
    with suppress(OSError, OverflowError):
        os.utime(path, ns=(marks.atime_ns, marks.mtime_ns))


def remove(path: Path) -> None:
    """Remove a temporary file; one that cannot be removed is swept another day."""
    with suppress(OSError):
        path.unlink()


def exchange(target: Path, before: bytes | None, after: bytes, marks: Marks | None = None) -> None:
    """Bring ``target`` from ``before`` (None: there is no such file) to ``after``, in one step.

    Mode, owner and extended attributes stay; ``marks`` go before them.

    Raises:
        DisplacedError, FileExistsError: it was not what it was taken for; it is as its owner made it.
        OSError: it could not be done; it is as it was.
    """
    temporary = write_temporary(target.parent, after, target if before is not None else None, marks)
    try:
        if before is None:
            place_new(temporary, target, after)
        else:
            place_over(temporary, target, before, after)
    except OSError:
        # Only what is surely our own text may go: after an exchange the user's may stand there.
        with suppress(OSError):
            if read_bytes(temporary) == after:
                remove(temporary)
        raise


def place_new(temporary: Path, target: Path, after: bytes) -> None:
    """Give ``temporary``, which holds ``after``, the name ``target``.

    Raises:
        FileExistsError: that name is taken.
        DisplacedError: on a file system that can only take a name first and fill it then: somebody else did.
    """
    if _rename(temporary, target, _NOREPLACE):
        return
    if os.name == "nt":
        temporary.rename(target)  # which refuses a taken name there
        return
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # on a file system without hard links: take the name first, then fill it
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        place_over(temporary, target, b"", after)
        return
    remove(temporary)


def place_over(temporary: Path, target: Path, before: bytes, after: bytes) -> None:
    """Put ``temporary``, which holds ``after``, in the place of ``target``, which holds ``before``.

    Raises:
        DisplacedError: ``target`` held something else, or an editor was about to write to it; it is left as
            its owner made it.
        OSError: it could not be done; ``target`` is as it was.
    """
    if _held_bytes(target) != before:
        remove(temporary)
        raise DisplacedError
    if not _rename(temporary, target, _EXCHANGE):
        temporary.replace(target)
        return
    if _held_open(temporary) or _held_bytes(temporary) != before:
        if _give_back(temporary, target, after):
            remove(temporary)
        raise DisplacedError
    remove(temporary)


def take_away(target: Path, before: bytes) -> None:
    """Remove ``target``, which holds ``before``: move it aside, look at what came, and put back a stranger's.

    Raises:
        DisplacedError: it held something else, or an editor was about to write to it; it is as its owner
            made it.
        OSError: it could not be done.
    """
    if _held_bytes(target) != before or _held_open(target):
        raise DisplacedError
    aside, handle = _new_temporary(target.parent, 0o600)
    os.close(handle)
    try:
        target.replace(aside)
    except OSError:
        remove(aside)
        raise
    held = _held_bytes(aside)
    if held != before or _held_open(aside):
        with suppress(FileExistsError):  # its owner has saved anew: that stands, and this one lies beside it
            place_new(aside, target, held or b"")
        raise DisplacedError
    remove(aside)


def _give_back(temporary: Path, target: Path, placed: bytes | None) -> bool:
    """Exchange until what comes out is what was put in: only then is the newest save in its place.

    Somebody may save again between two exchanges. Returns whether ``temporary`` may be removed.
    """
    for _ in range(_TURNS):
        displaced = _held_bytes(temporary)
        if not _rename(temporary, target, _EXCHANGE):
            return False
        if not _let_go(temporary):
            return False
        if _held_bytes(temporary) == placed:
            return True
        placed = displaced
    return False


def _held_bytes(path: Path) -> bytes | None:
    """Return what a file holds; None where it cannot be read: a link, say, that took its place."""
    try:
        return read_bytes(path)
    except OSError:
        return None


def _let_go(path: Path) -> bool:
    """Wait until nobody holds ``path`` open for writing; False where that takes too long."""
    end = time.monotonic() + _PATIENCE
    while _held_open(path):
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True


def _held_open(path: Path) -> bool:
    """Whether any program holds ``path`` open for writing, as far as the system tells.

    A read lease is granted only where nobody does (``fcntl(2)``, "Leases"); it is given up at once.
    """
    if sys.platform != "linux":
        return False
    try:
        handle = os.open(path, _READ_FLAGS)
    except OSError:
        return False
    try:
        # A lease that is broken sends a signal, and the usual one would end the program.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False


@cache
def _renamer() -> Callable[[bytes, bytes, int], int] | None:
    """Return what renames with flags (0: done, else see ``errno``); None where no such call is there."""
    try:
        system: Any = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            of_macos = system.renamex_np
            of_macos.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
            of_macos.restype = ctypes.c_int
            return lambda old, new, flags: int(of_macos(old, new, _AS_MACOS_HAS_IT[flags]))
        call = system.renameat2
    except (OSError, TypeError, AttributeError):
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    call.restype = ctypes.c_int
    return lambda old, new, flags: int(call(_AT_FDCWD, old, _AT_FDCWD, new, flags))


def _rename(old: Path, new: Path, flags: int) -> bool:
    """Rename with flags; False where system or file system have no such thing. Raises `OSError`."""
    rename = _renamer()
    if rename is None:
        return False
    if rename(os.fsencode(old), os.fsencode(new), flags) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_THERE:
        return False
    raise OSError(number, os.strerror(number), str(new))
