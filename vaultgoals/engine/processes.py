"""Work shared out among processes: children from the front of their shares, this process from the back.

This process never waits for a child. It takes what has come, and otherwise does one unit more of what is
still to come, until nothing is. So a child that is slow, hangs, or dies costs time and no result, and the
whole never takes longer than it would alone, but for the forking.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import suppress
from time import monotonic, sleep

MOST = 4
"""Processes: more of them gain little where the disk, or this process, is what they wait for."""
_HEAD = 8
"""Bytes before each message: the number of its unit and its length."""
_CHUNK = 1 << 20
_PATIENCE = 1.0
"""Seconds for a killed child to be gone: in vain only where it waits for a disk that does not answer."""
_HELD_BACK = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def processes() -> int:
    """Return into how many processes work can be shared out here, this one included.

    One where the system cannot fork (Windows), where its own libraries do not survive it (macOS), and where
    a thread runs: a fork copies the locks that it holds at that moment, and nobody will ever release them.
    That is so in a watcher, whose observer runs in threads.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or not _is_alone():
        return 1
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return min(len(usable), MOST)


def _is_alone() -> bool:
    """Whether this is the only thread, those of libraries written in C included where the system tells."""
    if threading.active_count() != 1 or threading.current_thread() is not threading.main_thread():
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        return True


def shared_out(
    units: int, work: Callable[[int], bytes], children: int
) -> Generator[tuple[int, bytes | None], None, None]:
    """Yield the number of each unit once, with what a child made of it, or None where this process is to.

    Close the generator (`contextlib.closing`) to be rid of the children at once, whatever happens.

    Args:
        units: how many there are; they are numbered from 0.
        work: what a child does with a number. It may raise, and end its process in any way.
        children: how many to start; with fewer, or none, where the system gives no more.
    """
    started: list[_Child] = []
    try:
        _start(started, units, work, children)
        yield from _gathered(units, started)
    finally:
        for child in started:
            child.end()


def _start(started: list[_Child], units: int, work: Callable[[int], bytes], children: int) -> None:
    """Start children, as many as the system gives."""
    # A signal before a child is set up would be answered as it is answered here; one before it is among
    # the started would leave it behind.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        for number in range(children):
            started.append(
                _Child(range(number, units, children), work, [one.pipe for one in started], before)
            )
    except OSError:  # no process, or no pipe, to be had
        pass
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _gathered(units: int, started: list[_Child]) -> Iterator[tuple[int, bytes | None]]:
    missing = set(range(units))
    left = [list(child.share) for child in started]
    taken = {unit for share in left for unit in share}
    left.append([unit for unit in reversed(range(units)) if unit not in taken])
    while missing:
        for child in started:
            for unit, message in child.messages():
                if unit in missing:
                    missing.remove(unit)
                    yield unit, message
        for share in left:
            while share and share[-1] not in missing:
                share.pop()
        longest = max(left, key=len)
        if longest:
            missing.remove(longest[-1])
            yield longest.pop(), None


class _Child:
    """A process that does its share, and sends what it makes of each unit."""

    def __init__(
        self, share: range, work: Callable[[int], bytes], others: list[int], mask: Collection[int]
    ) -> None:
        """Fork.

        Args:
            share: its units.
            work: what it does with each.
            others: the pipes of the children before. Held open here too, these would not notice the end of
                the process that reads them.
            mask: the signals that it is to hold back.

        Raises:
            OSError: there is no process or no pipe to be had.
        """
        self.share = share
        self._came = bytearray()
        self.pipe, writing = os.pipe()
        try:
            self._pid = os.fork()
            if self._pid == 0:
                _do(share, work, writing, [self.pipe, *others], mask)
        except OSError:
            os.close(self.pipe)
            raise
        finally:
            os.close(writing)
        os.set_blocking(self.pipe, False)
        _widen(self.pipe)

    def messages(self) -> Iterator[tuple[int, bytes]]:
        """Yield number and content of each message that has come whole."""
        came = self._came
        with suppress(BlockingIOError):
            while chunk := os.read(self.pipe, _CHUNK):
                came += chunk
        at = 0
        while len(came) >= at + _HEAD:
            start = at + _HEAD
            end = start + int.from_bytes(came[at + 4 : start], "little")
            if len(came) < end:
                break
            yield int.from_bytes(came[at : at + 4], "little"), bytes(came[start:end])
            at = end
        del came[:at]

    def end(self) -> None:
        """Kill the process, which has nothing to lose, and wait until it is gone."""
        os.close(self.pipe)
        with suppress(OSError):
            os.kill(self._pid, signal.SIGKILL)
        until = monotonic() + _PATIENCE
        with suppress(ChildProcessError):  # somebody else has waited for it
            while os.waitpid(self._pid, os.WNOHANG)[0] == 0 and monotonic() < until:
                sleep(0.0005)


def _widen(pipe: int) -> None:
    """Let more fit into a pipe where that can be had, so that a child need not wait for its reader."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _CHUNK)


def _do(
    share: range, work: Callable[[int], bytes], pipe: int, foreign: list[int], mask: Collection[int]
) -> None:
    """Be the child: do the share and end, without a word and without anything that ends a Python program.

    What waits in the buffers of standard output is the other process's to print, and so is every error:
    that process does again what failed here.
    """
    try:
        for number in _HELD_BACK:  # Ctrl+C reaches both; only one of them has something to say
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for other in foreign:
            os.close(other)
        for unit in share:
            content = work(unit)
            _send(pipe, unit.to_bytes(4, "little") + len(content).to_bytes(4, "little") + content)
    finally:
        os._exit(0)


def _send(pipe: int, message: bytes) -> None:
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(pipe, rest) :]
