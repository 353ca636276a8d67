"""What may be written: an edit, and the one way from its path to a place on the disk."""

from __future__ import annotations

import os
import re
from enum import Enum, auto
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from vaultgoals.errors import (
    ForbiddenPathError,
    NoteChangedError,
    NoteExistsError,
    NotOursError,
    WriteFailedError,
)
from vaultgoals.files.paths import NOTE, PAGE, inside, refusal, shown
from vaultgoals.files.replace import read_bytes
from vaultgoals.frozen import frozen
from vaultgoals.graph.names import fold_path

_HEAD = 4096
"""Bytes in which a generated note says that it is one."""
_PAGE = re.compile(
    rb"""\A<!doctype html>\s.{0,500}?<meta name="generator" content="vaultgoals">""",
    re.IGNORECASE | re.DOTALL,
)
_OURS = re.compile(rb"""generated_by[ \t]*:[ \t]+(["']?)vaultgoals\1[ \t]*(?:[ \t]#.*)?""")


class EditKind(Enum):
    """What an edit may touch."""

    GENERATED = auto()
    """A note of vaultgoals' own, in the output folder."""
    REGION = auto()
    """A user's note, at the user's own word."""
    CREATED = auto()
    """A new note of the user's own, at the user's own word: it replaces nothing."""
    EXPORTED = auto()
    """A page for people, where the user asks for it: it replaces only an earlier one."""


_ENDINGS = {EditKind.EXPORTED: PAGE}


def kind_of(path: str) -> EditKind:
    """Return as what a file may be put back that was written at the user's own word."""
    return EditKind.EXPORTED if path.casefold().endswith(PAGE) else EditKind.REGION


@frozen
class Edit:
    """A file as it was read, and as it should be."""

    path: str
    before: bytes | None
    """None where there must be no such file."""
    after: bytes
    kind: EditKind


@frozen
class Guard:
    """The one way from an edit to a place on the disk."""

    root: Path
    """Resolved."""
    output: str

    def place(self, edit: Edit) -> Path:
        """Return the real place of an edit, or raise what `apply` says."""
        try:
            return self._checked(edit)
        except OSError as error:
            raise failed(edit.path, error) from error

    def read(self, path: str, kind: EditKind | None = None) -> bytes | None:
        """Return what stands at a path to which a region or page could be written; None for nothing.

        Args:
            path: vault-relative.
            kind: what would be written; by the ending of its name if None.

        Raises:
            ForbiddenPathError: nothing may be written there.
            WriteFailedError: it cannot be read.
        """
        edit = Edit(path, None, b"", kind or kind_of(path))
        try:
            target = self._allowed(edit)
            self._check_file(edit, target, target.lstat())
            return read_bytes(target)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise failed(path, error) from error

    def _checked(self, edit: Edit) -> Path:
        target = self._allowed(edit)
        if edit.kind is EditKind.CREATED:
            _check_new(edit, target)
        try:
            info = target.lstat()
        except (FileNotFoundError, NotADirectoryError):
            info = None
        if info is not None:
            self._check_file(edit, target, info)
        if (info is None) != (edit.before is None):
            raise NoteChangedError(shown(edit.path))
        self._check_rights(edit, target.parent)
        return target

    def _allowed(self, edit: Edit) -> Path:
        if why := refusal(edit.path, _ENDINGS.get(edit.kind, NOTE)):
            raise ForbiddenPathError(shown(edit.path), why)
        lexical = self.root.joinpath(*edit.path.split("/"))
        parent = Path(os.path.realpath(lexical.parent))
        self._check_inside(edit.path, parent, self.root, "it lies outside the vault")
        if edit.kind is EditKind.GENERATED:
            folder = self.output.rstrip("/")
            if folder and (refusal(f"{folder}/x.md") or not edit.path.startswith(folder + "/")):
                raise ForbiddenPathError(shown(edit.path), f"it lies outside {shown(folder)!r}")
            home = Path(os.path.realpath(self.root / folder))
            self._check_inside(edit.path, parent, home, f"it lies outside {folder!r}")
        elif edit.kind is EditKind.CREATED and inside(str(parent), os.path.realpath(self.root / self.output)):
            raise ForbiddenPathError(shown(edit.path), "that folder holds what vaultgoals writes by itself")
        return parent / lexical.name

    def _check_inside(self, path: str, parent: Path, home: Path, why: str) -> None:
        if not inside(str(parent), str(home)) or not inside(str(home), str(self.root)):
            raise ForbiddenPathError(shown(path), why)
        if any(part.startswith(".") for part in parent.relative_to(self.root).parts):
            raise ForbiddenPathError(shown(path), "it lies in a hidden folder")

    def _check_file(self, edit: Edit, target: Path, info: os.stat_result) -> None:
        if not S_ISREG(info.st_mode):
            kind = "a symbolic link" if S_ISLNK(info.st_mode) else "no regular file"
            raise ForbiddenPathError(shown(edit.path), f"it is {kind}")
        if edit.kind is EditKind.REGION and info.st_nlink > 1:
            why = "it has more than one name (hard links), and a write would part them"
            raise ForbiddenPathError(shown(edit.path), why)
        now = read_bytes(target)
        if edit.kind is EditKind.GENERATED and not is_ours(now):
            raise NotOursError(shown(edit.path))
        if edit.kind is EditKind.EXPORTED and not is_page(now):
            why = "it is no page that `vaultgoals export html` made; move it, or name another file"
            raise ForbiddenPathError(shown(edit.path), why)
        if edit.before is not None and now != edit.before:
            raise NoteChangedError(shown(edit.path))

    def _check_rights(self, edit: Edit, folder: Path) -> None:
        """Refuse a folder that cannot be written to before any other edit is written."""
        while not folder.exists() and folder != self.root:
            folder = folder.parent
        if not folder.is_dir():
            raise ForbiddenPathError(shown(edit.path), f"{folder.name!r} is no folder")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise WriteFailedError(shown(edit.path), "the folder may not be written to")


def _check_new(edit: Edit, target: Path) -> None:
    """Refuse a name that is taken, also where another system alone would take the two for one."""
    if edit.before is not None:
        raise NoteExistsError(shown(edit.path), shown(edit.path))
    folder = edit.path.rpartition("/")[0]
    wanted = fold_path(target.name)
    try:
        names = sorted(entry.name for entry in target.parent.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    taken = next((name for name in names if fold_path(name) == wanted), None)
    if taken is not None:
        raise NoteExistsError(shown(edit.path), shown(f"{folder}/{taken}" if folder else taken))


def is_ours(raw: bytes) -> bool:
    """Whether a note's frontmatter has the line ``generated_by: vaultgoals`` in its first 4 KB."""
    lines = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").splitlines()
    if not lines or lines[0].rstrip() != b"---":
        return False
    marked = False
    for line in lines[1:]:
        if line.rstrip() == b"---":
            return marked
        marked = marked or _OURS.fullmatch(line) is not None
    return marked and len(raw) > _HEAD  # the block goes on beyond what is looked at


def is_page(raw: bytes) -> bool:
    """Whether a file is a page that `vaultgoals export html` wrote."""
    return _PAGE.match(raw[:_HEAD].removeprefix(b"\xef\xbb\xbf")) is not None


def failed(path: str, error: OSError) -> WriteFailedError:
    """Return the error that says why the system refused to write ``path``."""
    return WriteFailedError(shown(path), error.strerror or type(error).__name__)
