"""From an examination to a page of HTML: its text, and its place."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from vaultgoals.engine.examine import Examination
from vaultgoals.engine.publish import refuse_half
from vaultgoals.errors import ForbiddenPathError
from vaultgoals.files.paths import inside, shown
from vaultgoals.frozen import frozen

if TYPE_CHECKING:
    from vaultgoals.state.undo import Writing


def html(examination: Examination) -> str:
    """Return the page of an examination as the text of one file; the dated reports are read for it."""
    from vaultgoals.rollup.page.content import page
    from vaultgoals.rollup.page.render import PARTS, render

    place = files("vaultgoals.rollup.page")
    parts = {name: place.joinpath(name).read_text(encoding="utf-8") for name in PARTS}
    return render(page(examination.account), parts)


@frozen
class Place:
    """Where a page goes."""

    named: str
    """As the user named it, fit to be shown."""
    folder: Path
    """The vault where it lies in it, else its own folder; resolved."""
    path: str
    """From that folder on, with ``/``."""
    in_vault: bool
    standing: bytes | None
    """The page that stands there; None where nothing does."""


def place_of(examination: Examination, file: Path) -> Place:
    """Return the place that a user names for a page.

    Raises:
        ForbiddenPathError: it is a folder, lies in none, or holds what is no page of ours.
        WriteFailedError: what stands there cannot be read.
    """
    from vaultgoals.files.guard import EditKind, Guard

    named = shown(str(file))
    if file.is_dir():
        raise ForbiddenPathError(named, "it is a folder; name a file in it")
    parent = Path(os.path.realpath(file.parent))
    if not parent.is_dir():
        raise ForbiddenPathError(named, "its folder is not there; make it first")
    root = Path(os.path.realpath(examination.root))
    in_vault = inside(str(parent), str(root))
    folder = root if in_vault else parent
    path = (parent / file.name).relative_to(folder).as_posix()
    standing = Guard(folder, "").read(path, EditKind.EXPORTED)
    return Place(named, folder, path, in_vault, standing)


def write_page(
    examination: Examination, place: Place, text: str, writing: Writing, *, accept_loss: bool = False
) -> bool:
    """Write a page; return whether anything was to be written.

    What is written into the vault, `vaultgoals undo` takes back.

    Args:
        examination: the run that the page is of.
        place: where it goes, as `place_of` says.
        text: the page.
        writing: keeps what is replaced in the vault.
        accept_loss: write although far fewer goals and specs are read than the last report counted.

    Raises:
        ShrunkVaultError, StateFolderError, WriterBusyError: as `vaultgoals.engine.publish` says.
        ForbiddenPathError, NoteChangedError, WriteFailedError: nothing was written.
    """
    from vaultgoals.files import Edit, EditKind, apply, place_page
    from vaultgoals.state.lock import sole_writer

    if not accept_loss:
        refuse_half(examination)
    edit = Edit(place.path, place.standing, text.encode(), EditKind.EXPORTED)
    if edit.before == edit.after:
        return False
    if not place.in_vault:
        place_page(place.folder, edit)
        return True
    with sole_writer(examination.root, writing.command):
        apply(examination.root, [edit], examination.config.output, writing)
    return True
