"""From the bytes of a note to its text: UTF-8 or nothing, and never by guess."""

from __future__ import annotations

import re

from vaultgoals.frozen import frozen
from vaultgoals.model import Problem, Trouble

LARGEST = 10_000_000
"""Bytes: a larger file is not read as text."""
_LINE_END = re.compile(r"\r\n|\n|\r")


@frozen
class ReadNote:
    """A note as it stands on the disk."""

    path: str
    raw: bytes
    """Empty where it could not be read, or is too large to be."""
    text: str | None
    """Decoded letter by letter, a byte order mark and the line ends included; None where it is no UTF-8."""
    problem: Problem | None = None


def decoded(path: str, raw: bytes) -> ReadNote:
    """Return a note with its text, or with the reason why its bytes are none."""
    if wide := _wide_encoding(raw):
        problem = unreadable("encoding-utf16", f"the file is {wide} and not UTF-8", "Save it as UTF-8.")
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


def unreadable(name: str, message: str, fix: str = "") -> Problem:
    """Return the problem of a file that could not be read."""
    return Problem(name, Trouble.UNREADABLE, message, 1, fix=fix)


def too_large(size: int) -> Problem:
    """Return the problem of a file of ``size`` bytes, more than are read."""
    message = f"the file has {size:,} bytes, more than the {LARGEST:,} that are read"
    return Problem("note-too-large", Trouble.HINT, message, 1)
