"""What is known of the notes of one folder, and how it is packed into a blob."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from marshal import dumps, loads
from typing import NamedTuple
from zlib import crc32

from vaultgoals.frozen import frozen
from vaultgoals.model import Note
from vaultgoals.store.remembered import row_of, thaw
from vaultgoals.store.rows import Frozen

Entry = tuple[str, int, int, int, int]
"""Path, size, time of change and time of change of the inode (both in ns), inode."""

_SUM = 4
"""Bytes of the checksum at the head of a blob."""


class Fact(NamedTuple):
    """What is known of a file beside its note."""

    outcome: str = ""
    """Why it gives no note: the name of the notice, or of nothing to tell; empty where it gives one."""
    marked: bool = False
    """Whether a marker of ours stands in it."""
    edited: tuple[tuple[int, str], ...] | None = None
    """Line and name of each of its regions that was changed by hand; None where nobody looked."""


@frozen
class Held:
    """What is known of the notes of one folder. The sequences are parallel."""

    entries: Sequence[Entry]
    """As they were listed, in path order."""
    digests: Sequence[bytes]
    """Of their bytes; empty where they were not read."""
    notes: Sequence[Note | None]
    odd: Mapping[int, Fact]
    """By position: those of which something is known beside the note."""
    again: tuple[int, ...] = ()
    """Which of them are to be looked into again, whatever their times say: the file changed just before it
    was read, or could not be read."""


def joined(parts: Iterable[Held]) -> Held:
    """Return what is known of a folder from what is known of its parts, in path order."""
    entries: list[Entry] = []
    digests: list[bytes] = []
    notes: list[Note | None] = []
    odd: dict[int, Fact] = {}
    again: list[int] = []
    for part in parts:
        before = len(entries)
        entries += part.entries
        digests += part.digests
        notes += part.notes
        odd |= {before + number: fact for number, fact in part.odd.items()}
        again += [before + number for number in part.again]
    return Held(tuple(entries), digests, notes, odd, tuple(again))


def pack(held: Held, key: bytes, folder: str) -> bytes:
    """Return what is known of ``folder`` as a blob that `unpack` reads under the same key."""
    rows = tuple([None if note is None else row_of(note) for note in held.notes])
    odd = tuple([(number, tuple(fact)) for number, fact in held.odd.items()])
    entries = tuple(map(tuple, held.entries))
    known: Frozen = (entries, tuple(held.digests), rows, odd, held.again)
    content = dumps(known)
    return _sum(key, folder, content) + content


def unpack(blob: bytes, key: bytes, folder: str) -> Held | None:
    """Return what a blob says; None where it is damaged, or is another folder's."""
    try:
        return _unpacked(blob, key, folder)
    except (ValueError, TypeError, LookupError, AttributeError, EOFError, OverflowError):
        return None


def _unpacked(blob: bytes, key: bytes, folder: str) -> Held:
    content = blob[_SUM:]
    if blob[:_SUM] != _sum(key, folder, content):
        raise ValueError(folder)
    entries, digests, rows, odd, again = loads(content)  # noqa: S302 - tuples, texts and numbers, no code
    facts = {number: Fact(*fact) for number, fact in odd}
    return Held(entries, digests, thaw([entry[0] for entry in entries], rows), facts, again)


def _sum(key: bytes, folder: str, content: bytes) -> bytes:
    head = key + folder.encode("utf-8", "surrogatepass") + b"\0"
    return crc32(content, crc32(head)).to_bytes(_SUM, "little")
