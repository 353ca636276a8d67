"""What of a folder is to be looked into, in parts small enough to be shared out among processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from vaultgoals.files import Entry
from vaultgoals.frozen import frozen
from vaultgoals.model import Note
from vaultgoals.store import Fact, Held, joined

PLAIN = Fact()
"""Of a file of which nothing is known beside its note."""
LARGEST = 64
"""Notes in one part, where there are several."""

Found = tuple[bytes, Note | None, Fact]
"""Digest of the bytes (empty where there are none), the note, and what else is known."""
Known = Mapping[str, tuple[tuple[str, int, int, int, int] | None, Found]]
"""By path what is known of a file; without its entry where it must be looked into again."""


@frozen
class Part:
    """Some files of one folder, and what is known of the folder."""

    folder: str
    entries: Sequence[Entry]
    known: Known

    @classmethod
    def of(cls, folder: str, entries: Sequence[Entry], held: Held | None) -> Part:
        """Return a whole folder."""
        if held is None:
            return cls(folder, entries, {})
        again = frozenset(held.again)
        found = zip(held.digests, held.notes, strict=True)
        known = {
            entry[0]: (None if number in again else entry, (digest, note, held.odd.get(number, PLAIN)))
            for number, (entry, (digest, note)) in enumerate(zip(held.entries, found, strict=True))
        }
        return cls(folder, entries, known)

    @property
    def unknown(self) -> int:
        """How many files are to be read."""
        if not self.known:
            return len(self.entries)
        return sum(self.known.get(entry.path, (None,))[0] != entry for entry in self.entries)

    def pieces(self) -> Iterator[Part]:
        """Yield the same in parts of `LARGEST` files."""
        for start in range(0, len(self.entries), LARGEST):
            yield Part(self.folder, self.entries[start : start + LARGEST], self.known)


def put_together(
    parts: Iterable[Part], looked: Iterable[tuple[Held, bytes | None]]
) -> Iterator[tuple[str, Held, bytes | None]]:
    """Yield each folder with what is known of it now, and the same packed, where it is packed already."""
    for folder, pairs in groupby(zip(parts, looked, strict=True), key=lambda pair: pair[0].folder):
        found = [one for _, one in pairs]
        if len(found) == 1:
            yield folder, *found[0]
        else:
            yield folder, joined(held for held, _ in found), None
