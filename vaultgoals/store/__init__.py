"""What was read of each note, remembered between runs. Safe to delete at any time.

One SQLite file a vault in the user's cache folder; in it one blob for each folder of the vault. A blob
carries the proof of its own content (a checksum over key, folder and content), and what it says of a note
is used only while the note's file has the same size, times and inode. So it does not matter how old a blob
is, which process wrote it, or what became of the others: with the memo, without it, or with half of it, the
same notes come out. Nothing here raises for want of a memo; what fails is passed over.

A blob is made by `marshal` from tuples, texts and numbers: reading it runs no code. A file that others
could have written to is not read at all.
"""

from __future__ import annotations

from vaultgoals.store.disk import Disk
from vaultgoals.store.held import Fact, Held, joined, pack, unpack
from vaultgoals.store.memo import Memo

__all__ = ["Disk", "Fact", "Held", "Memo", "joined", "pack", "unpack"]
