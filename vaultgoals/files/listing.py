"""Which files a vault holds, and which of them were left out and why."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from time import time_ns
from typing import NamedTuple

from vaultgoals.errors import VaultMissingError
from vaultgoals.files.paths import inside, is_remote, printable, shown
from vaultgoals.frozen import frozen
from vaultgoals.model import Notice
from vaultgoals.profiles.sync import conflict_of, original_of, stub_of


class Entry(NamedTuple):
    """One regular file."""

    path: str
    """Vault-relative, with ``/``."""
    size: int
    mtime_ns: int
    ctime_ns: int
    """When its inode changed last; on Windows, when it was made."""
    inode: int


@frozen
class Listing:
    """All files of a vault in path order, and what was left out, in path order too."""

    files: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    begun_ns: int = 0
    """When the listing was begun, in nanoseconds since the epoch."""
    others: frozenset[str] = frozenset()
    """Paths of what stands there and is none of the files: folders, links, copies made in a conflict, stubs.
    Of what is passed over only iCloud's stubs are among them."""


def list_files(root: Path) -> Listing:
    """List the regular files below ``root``; symbolic links are never followed.

    Dot files and folders, ``node_modules`` and Logseq's backups (``logseq/bak``) are passed over. A note
    that cannot or must not be read is left out and told. Files that vanish meanwhile are no fault.

    Raises:
        VaultMissingError: ``root`` is missing, is no folder or cannot be listed.
    """
    begun_ns = time_ns()
    walk = _Walk(os.path.realpath(root))
    try:
        top = _entries(walk.root)
    except OSError as error:
        raise VaultMissingError(str(root), _root_trouble(root, error)) from error
    walk.take_all(top, "")
    while walk.folders:
        walk.enter(walk.folders.pop())
    walk.settle_links()
    return Listing(
        tuple(sorted(walk.files)),
        tuple(sorted(walk.notices, key=lambda notice: (notice.path, notice.name))),
        begun_ns,
        frozenset(walk.others),
    )


def _root_trouble(root: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such folder"
    if isinstance(error, NotADirectoryError) or root.is_file():
        return "not a folder"
    return f"the folder cannot be read ({error.strerror})"


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _passed_over(name: str, path: str) -> bool:
    return name.startswith(".") or name == "node_modules" or f"/{path}".endswith("/logseq/bak")


def _is_note(name: str) -> bool:
    return name.casefold().endswith(".md")


@dataclass(slots=True)
class _Walk:
    """What one walk has found so far."""

    root: str
    files: list[Entry] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    """Still to be entered."""
    others: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Symbolic links to files of the vault, and what they lead to."""

    def tell(self, path: str, name: str, message: str) -> None:
        self.notices.append(Notice(shown(path), name, message))

    def enter(self, folder: str) -> None:
        try:
            entries = _entries(f"{self.root.rstrip(os.sep)}{os.sep}{folder}")
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self.tell(folder, "unreadable-folder", f"the folder cannot be read ({error.strerror}); left out")
            return
        self.take_all(entries, folder + "/")

    def take_all(self, entries: list[os.DirEntry[str]], prefix: str) -> None:
        for entry in entries:
            try:
                self.take(entry, prefix + entry.name)
            except FileNotFoundError:
                continue
            except OSError as error:
                self.tell(prefix + entry.name, "read-failed", f"unreadable ({error.strerror}); left out")
                self.others.append(prefix + entry.name)

    def take(self, entry: os.DirEntry[str], path: str) -> None:
        name = entry.name
        if (
            name.isprintable()
            and name.rfind(".") > 0
            and name[0] != "."
            and entry.is_file(follow_symlinks=False)
        ):
            self.take_file(entry, path)  # what nearly every entry is; none of the other cases can be
        elif _passed_over(entry.name, path):
            self.take_stub(entry.name, path)
        elif not printable(entry.name):
            self.others.append(path)
            self.tell(path, "bad-name", "the name is not valid UTF-8 or holds control characters; left out")
        elif entry.is_symlink():
            self.others.append(path)
            self.take_link(entry, path)
        elif entry.is_dir(follow_symlinks=False):
            self.others.append(path)
            self.folders.append(path)
        else:
            self.take_file(entry, path)

    def take_stub(self, name: str, path: str) -> None:
        original = stub_of(name)
        if original is None:
            return
        self.others.append(path)
        if _is_note(original):
            place = path[: len(path) - len(name)] + original
            self.tell(place, "not-local", "in iCloud, not on this machine; not read and not taken to be gone")

    def take_file(self, entry: os.DirEntry[str], path: str) -> None:
        info = entry.stat(follow_symlinks=False)
        tool = conflict_of(entry.name)
        is_note = _is_note(entry.name)
        if S_ISREG(info.st_mode) and tool is None and not (is_note and is_remote(info)):
            times = info.st_mtime_ns, info.st_ctime_ns
            self.files.append(Entry(path, info.st_size, *times, info.st_ino))
            return
        self.others.append(path)
        if not S_ISREG(info.st_mode):
            if is_note:
                self.tell(path, "not-a-file", "a pipe, socket or device and no regular file; left out")
        elif tool is not None:
            original = original_of(entry.name)
            self.tell(path, "conflict-copy", f"a conflict copy of {original!r} made by {tool}; left out")
        else:
            self.tell(path, "not-local", "not on this machine; not read and not taken to be gone")

    def take_link(self, entry: os.DirEntry[str], path: str) -> None:
        try:
            info = entry.stat()
        except OSError as error:
            self.tell(path, "broken-symlink", f"a symbolic link that leads nowhere ({error.strerror})")
            return
        real = os.path.realpath(entry.path)
        if S_ISDIR(info.st_mode):
            self.tell(path, "symlinked-folder", "a symbolic link to a folder; not followed")
        elif not inside(real, self.root):
            self.tell(path, "outside-vault", "a symbolic link that leads out of the vault; not followed")
        else:
            self.links.append((path, os.path.relpath(real, self.root).replace(os.sep, "/")))

    def settle_links(self) -> None:
        """Tell the links whose file is not listed under its own name: else it would vanish unsaid."""
        listed = {entry.path for entry in self.files}
        for path, target in self._unlisted(listed):
            self.tell(path, "hidden-target", f"a symbolic link to {shown(target)!r}, which is not read")

    def _unlisted(self, listed: set[str]) -> Iterator[tuple[str, str]]:
        return ((path, target) for path, target in self.links if _is_note(path) and target not in listed)
