"""Reading every note that is in scope, and telling of those that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vaultgoals.files import Listing, VaultFolder
from vaultgoals.model import Note, Notice, Trouble
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note
from vaultgoals.parse.scope import Scope
from vaultgoals.rollup.generated import is_generated

Progress = Callable[[int, int], None]
"""Called with how many notes have been read, and of how many."""

_MARKER = "vaultgoals:"


class Intake:
    """Reads every note that is in scope; remembers those that carry a marker of ours."""

    def __init__(self, folder: VaultFolder, dialect: Dialect, scope: Scope) -> None:
        self._folder = folder
        self._dialect = dialect
        self._scope = scope
        self.marked: dict[str, bytes] = {}
        self.notices: list[Notice] = []

    def read(self, listing: Listing, progress: Progress) -> list[Note]:
        """Return the notes of a listing."""
        paths = [entry.path for entry in listing.files if entry.path.lower().endswith(".md")]
        notes = []
        for number, path in enumerate(paths, start=1):
            reason = self._scope.leaves_out(path)
            if reason not in ("", "generated"):
                self.notices.append(Notice(path, reason, _LEFT_OUT[reason]))
                continue
            note = self._read(path, generated=bool(reason))
            if note is not None:
                notes.append(note)
            progress(number, len(paths))
        return notes

    def _read(self, path: str, *, generated: bool) -> Note | None:
        found = self._folder.read_note(path)
        if found is None:  # it vanished since it was listed
            return None
        if found.text is not None and (generated or _MARKER in found.text):
            self.marked[path] = found.raw
        if generated:
            is_log = path.startswith(self._scope.evidence)  # people write there too
            if not is_log and (found.text is None or not is_generated(found.text)):
                self.notices.append(Notice(path, "in-output", _LEFT_OUT["in-output"]))
            return None
        if found.text is None:
            return Note(path, problems=(found.problem,) if found.problem else ())
        return read_note(path, found.text, self._dialect)


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
