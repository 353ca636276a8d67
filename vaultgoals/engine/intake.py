"""Reading every note that is in scope, or remembering it, and telling of those that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cached_property
from marshal import dumps, loads

from vaultgoals.config import Config
from vaultgoals.engine.marked import Marked, digest_of, edited_regions
from vaultgoals.engine.parts import PLAIN, Found, Part, put_together
from vaultgoals.engine.reading_key import reading_key
from vaultgoals.files import Entry, Listing, ReadNote, VaultFolder
from vaultgoals.model import Note, Notice, Trouble
from vaultgoals.parse.scope import Scope
from vaultgoals.profiles.obsidian import ObsidianSettings
from vaultgoals.store import Fact, Held, Memo, pack, unpack

Progress = Callable[[int, int], None]
"""Called with how many notes have been read, and of how many."""

_MARKER = "vaultgoals:"
_OURS = "ours"
"""The outcome of a note that vaultgoals wrote: no note of the vault, and nothing to tell of."""
TICK = 2_000_000_000
"""Nanoseconds within which two changes of a file may bear one time (a FAT disk counts in two seconds)."""
MANY = 1500
"""Notes to read that are worth a second process."""


class Intake:
    """Reads every note that is in scope and has changed since it was last read."""

    def __init__(self, folder: VaultFolder, config: Config, settings: ObsidianSettings, scope: Scope) -> None:
        self._folder = folder
        self._config = config
        self._settings = settings
        self._scope = scope
        self._count = _Count(_in_silence, 0)
        self.marked = Marked(folder)
        self.notices: list[Notice] = []

    def read(self, listing: Listing, memo: Memo, progress: Progress) -> list[Note]:
        """Return the notes of a listing, in path order.

        What is remembered of a file is taken where its path, size, times and inode are as they were, and
        it had been let alone for a while when it was read. Of one that had just been changed the bytes
        are compared: it may have changed once more without its times telling. (Git calls such an entry
        racily clean; see its Documentation/technical/racy-git.)
        """
        key = reading_key(self._config, self._settings)
        memo = memo if key else Memo()
        memo.load(key)
        folders = _by_folder(listing.files)
        self._count = _Count(progress, sum(map(len, folders.values())))
        known = {name: memo.held(name) for name in folders}
        stale = [name for name, entries in folders.items() if not _is_current(known[name], entries)]
        self._count.add(self._count.every - sum(len(folders[name]) for name in stale))
        parts = [Part.of(name, folders[name], known[name]) for name in stale]
        for name, held, packed in self._looked(parts, key, listing.begun_ns):
            known[name] = held
            memo.hold(name, held, packed)
        notes: list[Note] = []
        for held in filter(None, known.values()):
            notes.extend(filter(None, held.notes))
            if held.odd:
                self._tell(held)
        memo.save(folders)
        self.notices.sort(key=lambda notice: notice.path)
        notes.sort(key=lambda note: note.path)
        return notes

    def alone(self, path: str) -> Note | None:
        """Return what one note says now; None where it gives none, or where more is known of it than that."""
        _, note, fact = self._read(path, None)
        return note if fact is PLAIN else None

    def _looked(
        self, folders: Sequence[Part], key: bytes, begun: int
    ) -> Iterable[tuple[str, Held, bytes | None]]:
        """Look into folders; where that is much, in several processes."""
        if sum(part.unknown for part in folders) < MANY:
            return ((part.folder, self._look(part, begun), None) for part in folders)
        from vaultgoals.engine.processes import processes, shared_out

        _ = self._parse  # imported once, and not in each process
        parts = [piece for part in folders for piece in part.pieces()]
        looked: list[tuple[Held, bytes | None] | None] = [None] * len(parts)

        def work(number: int) -> bytes:
            self._count = _Count(_in_silence, 0)  # one process tells how far the reading is
            held = self._look(parts[number], begun)
            return dumps((pack(held, key, parts[number].folder), self.marked.hand_over()))

        with closing(shared_out(len(parts), work, processes() - 1)) as results:
            for number, message in results:
                taken = self._taken(parts[number], key, message) if message is not None else None
                looked[number] = taken or (self._look(parts[number], begun), None)
        return put_together(parts, filter(None, looked))

    def _taken(self, part: Part, key: bytes, message: bytes) -> tuple[Held, bytes] | None:
        """Return what another process has found, packed and unpacked; None where that makes no sense."""
        packed, kept = loads(message)  # noqa: S302 - from a process of our own: texts and bytes
        held = unpack(packed, key, part.folder)
        if held is None:
            return None
        for path, raw in kept.items():
            self.marked.keep(path, raw)
        self._count.add(len(part.entries))
        return held, packed

    def _look(self, part: Part, begun: int) -> Held:
        """Read what is new or changed in a part of a folder; keep the rest."""
        looked: list[Found] = []
        again = []
        for number, entry in enumerate(part.entries):
            before, found = part.known.get(entry.path, (None, None))
            if found is None or before != entry:
                found = self._read(entry.path, found)
                is_settled = max(entry.mtime_ns, entry.ctime_ns) < begun - TICK
                if not is_settled or not (found[0] or found[2].outcome):
                    again.append(number)
            looked.append(found)
            self._count.add(1)
        odd = {number: found[2] for number, found in enumerate(looked) if found[2] is not PLAIN}
        return Held(
            tuple(part.entries),
            [digest for digest, _, _ in looked],
            [note for _, note, _ in looked],
            odd,
            tuple(again),
        )

    def _read(self, path: str, before: Found | None) -> Found:
        """Read one file; where its bytes are as they were, what they say is too."""
        reason = self._scope.leaves_out(path)
        if reason not in ("", "generated"):
            return b"", None, Fact(reason)
        file = self._folder.read_note(path)
        if file is None:  # it vanished since it was listed
            return b"", None, PLAIN
        digest = digest_of(file.raw) if file.raw or file.text is not None else b""
        if file.text is not None and (reason or _MARKER in file.text):
            self.marked.keep(path, file.raw)
        if before is not None and digest and digest == before[0]:
            return before
        if reason:
            return digest, None, self._generated(path, file)
        note = self._parsed(path, file)
        if file.text is None or _MARKER not in file.text:
            return digest, note, PLAIN
        return digest, note, Fact(marked=True, edited=edited_regions(path, file.text, self._scope.output))

    def _generated(self, path: str, file: ReadNote) -> Fact:
        """Return what is known of a note in the folder of generated ones."""
        from vaultgoals.rollup.generated import is_generated

        is_log = path.startswith(self._scope.evidence)  # people write there too
        if file.text is None:
            return Fact(_OURS if is_log else "in-output")
        outcome = _OURS if is_log or is_generated(file.text) else "in-output"
        return Fact(outcome, marked=True, edited=edited_regions(path, file.text, self._scope.output))

    def _parsed(self, path: str, file: ReadNote) -> Note:
        if file.text is None:
            return Note(path, problems=(file.problem,) if file.problem else ())
        return self._parse(path, file.text)

    @cached_property
    def _parse(self) -> Callable[[str, str], Note]:
        """What reads a text; it is imported only where there is something to read."""
        from vaultgoals.parse.dialect import Dialect
        from vaultgoals.parse.note import read_note

        dialect = Dialect.of(self._config, self._settings)
        return lambda path, text: read_note(path, text, dialect)

    def _tell(self, held: Held) -> None:
        for number, fact in held.odd.items():
            path = held.entries[number][0]
            if fact.outcome in _LEFT_OUT:
                self.notices.append(Notice(path, fact.outcome, _LEFT_OUT[fact.outcome]))
            if fact.marked:
                generated = bool(fact.outcome)
                self.marked.add(path, held.digests[number], fact.edited, generated=generated)


def _in_silence(_read: int, _every: int) -> None:
    pass


class _Count:
    """Tells how far the reading is."""

    def __init__(self, progress: Progress, every: int) -> None:
        self._progress = progress
        self.every = every
        self._done = 0

    def add(self, number: int) -> None:
        self._done += number
        self._progress(self._done, self.every)


def _is_current(held: Held | None, entries: Sequence[Entry]) -> bool:
    return held is not None and not held.again and held.entries == tuple(entries)


def _by_folder(files: Iterable[Entry]) -> dict[str, list[Entry]]:
    folders: dict[str, list[Entry]] = {}
    for entry in files:
        folder, _, name = entry.path.rpartition("/")
        if name[-3:].lower() == ".md":
            folders.setdefault(folder, []).append(entry)
    return folders


_LEFT_OUT = {
    "template": "a template; not read",
    "ignored": "left out by the vault's settings",
    "drawing": "a drawing; not read",
    "in-output": "not written by vaultgoals, but in the folder of what is; not read",
}


def hints(notes: Iterable[Note]) -> Iterable[Notice]:
    """Tell of oddities that are no gaps: hints, and guesses in plain notes."""
    for note in notes:
        for problem in note.problems:
            if problem.trouble is Trouble.HINT:
                yield Notice(note.path, problem.name, problem.message, problem.line)
