"""The memo of one vault: what is known of its folders, in this process and on disk."""

from __future__ import annotations

from collections.abc import Iterable

from vaultgoals.store.disk import Disk
from vaultgoals.store.held import Held, pack, unpack


class Memo:
    """What is known of the notes of one vault. Nothing here raises."""

    def __init__(self, disk: Disk | None = None) -> None:
        """Args: where it lies between runs; without, it is one of this process alone."""
        self._disk = disk
        self._key = b""
        self._blobs: dict[str, bytes] = {}
        """As they came from disk, until they are asked for."""
        self._held: dict[str, Held] = {}
        self._changed: set[str] = set()
        self._packed: dict[str, bytes] = {}
        """Of those that changed: what another process has packed already."""

    @property
    def key(self) -> bytes:
        """Under which it was loaded."""
        return self._key

    def load(self, key: bytes) -> None:
        """Forget what was read under another key, and take from disk what was read under this one."""
        if key == self._key:
            return
        self._key = key
        self._held.clear()
        self._changed.clear()
        self._packed.clear()
        self._blobs = self._disk.load(key) if self._disk is not None else {}

    def held(self, folder: str) -> Held | None:
        """Return what is known of the notes of a folder."""
        blob = self._blobs.pop(folder, None)
        if blob is not None:
            held = unpack(blob, self._key, folder)
            if held is None:  # damaged: the folder is read, and the blob written anew
                self._changed.add(folder)
            else:
                self._held[folder] = held
        return self._held.get(folder)

    def hold(self, folder: str, held: Held, packed: bytes | None = None) -> None:
        """Remember what is known of the notes of a folder; ``packed`` is the same as `pack` gives it."""
        self._held[folder] = held
        self._changed.add(folder)
        if packed is not None:
            self._packed[folder] = packed
        else:
            self._packed.pop(folder, None)

    def save(self, folders: Iterable[str]) -> None:
        """Write to disk what has changed, and forget all folders but these."""
        gone = (self._held.keys() | self._blobs.keys()) - set(folders)
        for folder in gone:
            self._held.pop(folder, None)
            self._blobs.pop(folder, None)
        changed = sorted(self._changed & self._held.keys())
        if self._disk is not None and (changed or gone):
            blobs = {folder: self._blob(folder) for folder in changed}
            self._disk.save(self._key, blobs, gone)
        self._changed.clear()
        self._packed.clear()

    def _blob(self, folder: str) -> bytes:
        return self._packed.get(folder) or pack(self._held[folder], self._key, folder)
