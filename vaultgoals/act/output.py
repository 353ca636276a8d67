"""What a command prints: its beginning and its end, in memory alone."""

from __future__ import annotations

import os
from collections import deque

KEPT = 64 * 1024
"""Bytes kept of what a command prints: half from its beginning, half from its end."""

_HALF = KEPT // 2
_CHUNK = 64 * 1024
_LAST_CHUNKS = 64


class Output:
    """Takes any amount of bytes and holds little more than `KEPT`."""

    def __init__(self) -> None:
        self._first = b""
        self._last: deque[bytes] = deque()
        self._held = 0
        self._left_out = 0

    def take(self, pipe: int) -> bool:
        """Read one chunk from a pipe that does not block; return False where its end was reached."""
        try:
            chunk = os.read(pipe, _CHUNK)
        except BlockingIOError:
            return True
        self._add(chunk)
        return bool(chunk)

    def drain(self, pipe: int) -> None:
        """Read what stands in the pipe now; what somebody still holds open is not waited for."""
        os.set_blocking(pipe, False)
        for _ in range(_LAST_CHUNKS):
            try:
                chunk = os.read(pipe, _CHUNK)
            except BlockingIOError:
                return
            if not chunk:
                return
            self._add(chunk)

    def kept(self) -> bytes:
        """Return the output, with a line in place of what was left out of its middle."""
        last = b"".join(self._last)
        too_many = max(0, len(last) - _HALF)
        left_out = self._left_out + too_many
        mark = f"\n[{left_out} bytes left out]\n".encode() if left_out else b""
        return self._first + mark + last[too_many:]

    def _add(self, chunk: bytes) -> None:
        room = _HALF - len(self._first)
        self._first += chunk[:room]
        rest = chunk[room:]
        if not rest:
            return
        self._last.append(rest)
        self._held += len(rest)
        while self._held - len(self._last[0]) >= _HALF:
            gone = len(self._last.popleft())
            self._held -= gone
            self._left_out += gone
