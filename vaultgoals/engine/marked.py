"""The notes that carry a marker of ours, generated ones included: their bytes, and what was edited."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b

from vaultgoals.errors import NoteChangedError
from vaultgoals.files import VaultFolder
from vaultgoals.rollup.history import is_review_name, report_day

Edited = tuple[tuple[int, str], ...]
"""Line and name of each region that was changed by hand."""


class Marked(Mapping[str, bytes]):
    """Bytes by path, in path order, as they were when the vault was examined.

    Those of a note that was remembered are read when they are first asked for. If they have become others
    meanwhile, a user's note is left out, and a generated one raises `NoteChangedError`.
    """

    def __init__(self, folder: VaultFolder) -> None:
        self._folder = folder
        self._edited: dict[str, Edited | None] = {}
        self._digests: dict[str, bytes] = {}
        self._generated: set[str] = set()
        self._raw: dict[str, bytes] = {}
        self._every: dict[str, bytes] | None = None
        self._told: dict[str, bytes | None] = {}
        """What was asked for, by path."""

    def keep(self, path: str, raw: bytes) -> None:
        """Keep the bytes of a note that was read in this run."""
        self._raw[path] = raw

    def hand_over(self) -> dict[str, bytes]:
        """Return what was kept, and keep it no longer."""
        kept, self._raw = self._raw, {}
        return kept

    def add(self, path: str, digest: bytes, edited: Edited | None, *, generated: bool) -> None:
        """Take in a note; ``edited`` is None where nobody has looked at its regions."""
        self._digests[path] = digest
        self._edited[path] = edited
        if generated:
            self._generated.add(path)

    @property
    def paths(self) -> Collection[str]:
        """The paths alone; no bytes are read."""
        return self._edited.keys()

    def edited(self, output: str, current: Collection[str]) -> Iterator[tuple[str, int, str]]:
        """Yield path, line and name of each region changed by hand, of the notes that are still written to.

        Reports and reviews that are not among the ``current`` ones (paths) are history.
        """
        for path in current:
            if path in self._edited and self._edited[path] is None:
                text = self._folder.text(path)
                self._edited[path] = edited_regions(path, text, output, look_at=path) if text else ()
        for path, edited in sorted(self._edited.items()):
            yield from ((path, line, name) for line, name in edited or ())

    def without(self, paths: Collection[str]) -> dict[str, bytes]:
        """Return the bytes of all notes but those at ``paths``, which are not read."""
        found: dict[str, bytes] = {}
        for path in sorted(self._edited):
            if path not in paths and (raw := self._told_of(path)) is not None:
                found[path] = raw
        return found

    def digest(self, path: str) -> bytes:
        """Return the digest of a note as it was examined; empty where it is none of these."""
        return self._digests.get(path, b"")

    def recall(self, before: Marked) -> None:
        """Take those generated notes for read that the marked notes of an earlier run told with one digest.

        Of a user's note the bytes are read each time, as it is left out where it has just changed.
        """
        for path in self._generated & before._generated & before._told.keys():
            if before._digests[path] == self._digests[path]:
                self._told.setdefault(path, before._told[path])

    @property
    def _bytes(self) -> dict[str, bytes]:
        if self._every is None:
            self._every = self.without(())
        return self._every

    def _told_of(self, path: str) -> bytes | None:
        if path not in self._told:
            self._told[path] = self._raw_of(path)
        return self._told[path]

    def _raw_of(self, path: str) -> bytes | None:
        if path in self._raw:
            return self._raw[path]
        file = self._folder.read_note(path)
        if file is not None and digest_of(file.raw) == self._digests[path]:
            return file.raw
        if path in self._generated:
            raise NoteChangedError(path)
        return None

    def __getitem__(self, path: str) -> bytes:
        return self._bytes[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bytes)

    def __len__(self) -> int:
        return len(self._bytes)


def digest_of(raw: bytes) -> bytes:
    """Return 16 bytes by which the content of a file is known again."""
    return blake2b(raw, digest_size=16).digest()


def edited_regions(path: str, text: str, output: str, look_at: str = "") -> Edited | None:
    """Return the regions of a note that were changed by hand and are still written to.

    None for a report or review, unless it is the one to ``look_at``: many, and only the current one counts.
    In a user's note whose opt-in line is gone a region is the user's.
    """
    from vaultgoals.rollup.splice import Refusal, find, opts_in

    ours = path.startswith(f"{output}/")
    if ours and path != look_at and _is_history(path.removeprefix(f"{output}/")):
        return None
    if not ours and not opts_in(text):
        return ()
    found = find(text)
    return (
        () if isinstance(found, Refusal) else tuple((one.begin_line, one.name) for one in found if one.edited)
    )


def _is_history(name: str) -> bool:
    return bool(report_day(name)) or is_review_name(name)
