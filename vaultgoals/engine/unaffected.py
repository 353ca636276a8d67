"""Whether a change is one that no report says anything of, such as a sentence more in a plain note.

Most saves are of that kind, and they come every two seconds while somebody types. What such a save cannot
change need not be linked, judged and written once more. At the least doubt the answer is no: then a run
finds out.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from vaultgoals.engine.examine import Examination
from vaultgoals.engine.intake import Intake
from vaultgoals.engine.setup import today_in
from vaultgoals.errors import VaultMissingError
from vaultgoals.files import Entry, VaultFolder, list_files
from vaultgoals.graph import fold_path

_FEW = 50
"""Files that are worth looking at one by one."""


def unaffected(examination: Examination, changed: Collection[str]) -> bool:
    """Whether a run now would find what an earlier one has found, but for its own reports.

    So it is where every file that changed stands where it stood, under this name alone, says as a note what
    it said, and was not looked at by any check, artifact, hash or setting; and where what came has gone
    again. Nothing is said of the folder of generated notes, of which no event is told: see `Latest`.

    Args:
        examination: the earlier run. What it found was written, or there was nothing to write.
        changed: the vault-relative paths of all that may have changed since that run began.
    """
    judged = examination.judged
    if len(changed) > _FEW or judged.commands:  # a command's approval may depend on any file
        return False
    if today_in(examination.config) != judged.as_of.day:
        return False
    return all(map(_Look(examination).passes, changed))


class Latest:
    """The latest run, whose findings stand in the vault."""

    def __init__(self, found: Examination) -> None:
        """Take what lies in the folder of generated notes now for what the run has written."""
        self.found = found
        self._generated = _generated(found)

    def outlasts(self, changed: Collection[str]) -> bool:
        """Whether a run now would find the same, and nothing to write.

        Args:
            changed: as for `unaffected`. Generated notes that were edited, deleted or brought by a sync
                program are found here.
        """
        return unaffected(self.found, changed) and self._generated == _generated(self.found)


def _generated(found: Examination) -> tuple[Entry, ...]:
    try:
        return list_files(found.root / found.config.output).files
    except VaultMissingError:
        return ()


class _Look:
    """One look at files that changed since a run."""

    def __init__(self, examination: Examination) -> None:
        self._vault = examination.judged.vault
        self._output = f"{examination.config.output}/"
        self._told = {notice.path for notice in examination.notices}
        self._marked = examination.marked.paths
        self._basis = examination.basis
        self._folder = VaultFolder(examination.root)
        self._intake = Intake(self._folder, examination.config, self._basis.settings, self._basis.scope)

    def passes(self, path: str) -> bool:
        """Whether no run would notice what has become of the file at ``path``."""
        if f"{path}/".startswith(self._output) or path in self._marked:
            return False
        if any(self._basis.folder.has_looked_at(place) for place in (path, *_folders(path))):
            return False
        is_file = self._folder.is_file(path)
        if path not in self._vault.files:
            return is_file is None and not self._stood(path)
        if not is_file:
            return False
        if self._basis.scope.leaves_out(path) or not path.lower().endswith(".md"):
            return True  # a template, or a picture: nobody reads it
        return path not in self._told and self._says_the_same(path)

    def _stood(self, path: str) -> bool:
        """Whether the run has met anything there. macOS may tell of a name in another form than it lists."""
        return fold_path(path) in self._basis.others or bool(self._vault.find(f"./{path}", ""))

    def _says_the_same(self, path: str) -> bool:
        before = self._vault.notes.get(path)
        return before is not None and self._intake.alone(path) == before


def _folders(path: str) -> list[str]:
    return [str(folder) for folder in PurePosixPath(path).parents if folder.name]
