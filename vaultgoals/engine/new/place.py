"""Where a new note goes: to the others of its kind, and never over one that is there."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from vaultgoals.engine.examine import Examination
from vaultgoals.engine.new.name import file_name
from vaultgoals.engine.setup import obsidian_settings
from vaultgoals.errors import ForbiddenPathError, NoteExistsError
from vaultgoals.files import Edit, EditKind, VaultFolder
from vaultgoals.files.guard import Guard
from vaultgoals.frozen import frozen
from vaultgoals.graph import Names
from vaultgoals.graph.names import fold_path
from vaultgoals.model import Kind, Stamp, folder_of, title_of
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.scope import Scope
from vaultgoals.profiles.obsidian import ObsidianSettings

_NOT_READ = {
    "template": "what lies in a folder of templates is not read",
    "ignored": "what lies there is not read (`ignore` in vaultgoals.toml, or Obsidian's excluded files)",
    "drawing": "its name is that of a drawing",
    "generated": "that folder holds what vaultgoals writes by itself",
}


@frozen
class Ground:
    """A vault as a new note finds it."""

    found: Examination
    settings: ObsidianSettings
    dialect: Dialect

    @classmethod
    def of(cls, found: Examination) -> Ground:
        """Return the ground of new notes in an examined vault."""
        settings, _ = obsidian_settings(VaultFolder(found.root), found.config)
        return cls(found, settings, Dialect.of(found.config, settings))


@frozen
class Place:
    """Where a new note will stand, under which name."""

    kind: Kind
    title: str
    """As its user wrote it, on one line."""
    path: str
    namesakes: tuple[str, ...]
    """Notes in other folders that have the same name."""


def place_for(ground: Ground, kind: Kind, title: str, folder: str | None = None) -> Place:
    """Return where a note of a kind and title goes.

    Args:
        ground: the vault.
        kind: of the note.
        title: of the note.
        folder: as the user asks for it; the one where most notes of the kind lie, else that of the
            configuration, else Obsidian's for new notes, else the root, if None.

    Raises:
        UnfitTitleError: no file can be named so.
        NoteExistsError: a note of that name is there, be it in another case or form.
        ForbiddenPathError, WriteFailedError: nothing can be written there, or it would not be read.
    """
    name = file_name(title)
    home = _usual_folder(ground, kind) if folder is None else _spelt(ground, folder)
    path = f"{home}/{name}.md" if home else f"{name}.md"
    _check_read(ground, path)
    _check_free(ground, path)
    found = ground.found
    guard = Guard(Path(os.path.realpath(found.root)), found.config.output)
    guard.place(Edit(path, None, b"", EditKind.CREATED))
    namesakes = Names(found.judged.vault.files).same_title(path)
    return Place(kind, " ".join(title.split()), path, namesakes)


def _usual_folder(ground: Ground, kind: Kind) -> str:
    folders = Counter(folder_of(note.path) for note in ground.found.judged.vault.of_kind(kind))
    if folders:
        return min(folders, key=lambda folder: (-folders[folder], folder))
    rules = sorted(folder for folder, meant in ground.found.config.folders.items() if meant is kind)
    return rules[0] if rules else ground.settings.new_notes


def _spelt(ground: Ground, folder: str) -> str:
    """Return a folder as the vault spells it: another case would make a second one on some systems."""
    if folder.startswith("/"):
        return folder
    known: dict[str, str] = {}
    for path in sorted(ground.found.judged.vault.files):
        while path := folder_of(path):
            known.setdefault(fold_path(path), path)
    spelt = ""
    for part in folder.removeprefix("./").rstrip("/").split("/"):
        longer = f"{spelt}/{part}" if spelt else part
        spelt = known.get(fold_path(longer), longer)
    return "" if spelt == "." else spelt


def _check_read(ground: Ground, path: str) -> None:
    """Refuse a place at which nobody would see the note as what it is."""
    scope, _ = Scope.of(ground.found.config, ground.settings)
    reason = scope.leaves_out(path)
    if reason:
        raise ForbiddenPathError(path, _NOT_READ[reason])
    daily = ground.dialect.daily
    if Stamp.parse(title_of(path)) is not None or (daily is not None and daily.fullmatch(path)):
        raise ForbiddenPathError(path, "that is the name of a daily note")


def _check_free(ground: Ground, path: str) -> None:
    """Refuse the name of a note that the vault has, be it in a cloud and not on this machine yet."""
    found = ground.found
    elsewhere = [notice.path for notice in found.notices if notice.name == "not-local"]
    wanted = fold_path(path)
    for taken in sorted((*found.judged.vault.files, *elsewhere)):
        if fold_path(taken) == wanted:
            raise NoteExistsError(path, taken)
