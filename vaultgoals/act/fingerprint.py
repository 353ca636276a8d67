"""What an approval is bound to: all that decides what a command does when it starts.

A digest like direnv's (https://direnv.net, a hash over path and content), over more: where the vault
is, the whole definition, the program that it leads to, and the content of each file of the vault among
the arguments. Any other byte is another digest, and needs another approval.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from hashlib import file_digest, sha256
from pathlib import Path
from shlex import shlex

from vaultgoals.act.program import found_program
from vaultgoals.act.refused import RefusedError, is_inside
from vaultgoals.frozen import frozen
from vaultgoals.model import Command
from vaultgoals.state.folder import state_folder

VERSION = 1
"""Of what goes into a digest: another one voids every approval."""

CONFIG = "vaultgoals.toml"
_AROUND_WORDS = "\"'();&|<>`"
_BETWEEN_WORDS = re.compile(r"""[\s"'();&|<>`${}=,:@\\]+""")
"""What ends a word in a shell, or stands before or behind a file in an argument (``@data``, ``a:b``)."""


@frozen
class BoundFile:
    """A file of the vault that an argument names, as it is now."""

    argument: int
    """Which argument, where the program is number 0."""
    path: str
    """Its real path, all symlinks followed."""
    sha256: str


@frozen
class Fingerprint:
    """A command as it would run now. Paths are real ones: absolute, all symlinks followed."""

    vault: str
    inode: int
    """Of the vault's root, so that another vault moved to its path is another vault. The number of
    its device is left out: it can be another after each start of the system (btrfs, network, LVM)."""
    name: str
    arguments: tuple[str, ...]
    folder: str
    limit: int
    environment: tuple[str, ...]
    program: str
    files: tuple[BoundFile, ...]
    version: int = VERSION

    @property
    def digest(self) -> str:
        """``sha256:`` and 64 hex digits over all of it, written as JSON in one fixed way."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return f"sha256:{sha256(text.encode('ascii')).hexdigest()}"


def fingerprint(root: Path, command: Command) -> Fingerprint:
    """Return what an approval of ``command`` is bound to, as everything stands now.

    Raises:
        RefusedError: it cannot be approved as it stands, whoever wants it.
    """
    vault = os.path.realpath(root)
    inode = _own(vault, "the vault's folder").st_ino
    if os.path.lexists(config := os.path.join(vault, CONFIG)):
        _own(config, CONFIG)
    if is_inside(os.path.realpath(state_folder(root)), vault):
        raise RefusedError(
            "the folder in which approvals are kept lies in the vault, where they could be forged"
        )
    if "PATH" in command.environment:
        raise RefusedError("its environment names PATH, which is the same for every command")
    folder = _folder(vault, command.folder)
    return Fingerprint(
        vault=vault,
        inode=inode,
        name=command.name,
        arguments=command.arguments,
        folder=folder,
        limit=command.limit,
        environment=command.environment,
        program=found_program(command.arguments[0], vault),
        files=tuple(_files(vault, folder, command.arguments)),
    )


def _own(path: str, what: str) -> os.stat_result:
    """Return the status of a file that only this user may change.

    Others who can write there choose what runs: as git's ``safe.directory`` has it (CVE-2022-24765), and
    for root as well. Folders above, such as /tmp, do not matter: who owns the vault's folder is asked here.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        raise RefusedError(f"{what} cannot be read ({error.strerror})") from error
    if os.name != "nt":
        if status.st_uid != os.geteuid():
            raise RefusedError(f"{what} belongs to another user")
        if status.st_mode & stat.S_IWOTH:
            raise RefusedError(f"{what} can be written to by every user of this machine")
    return status


def _folder(vault: str, folder: str) -> str:
    path = os.path.join(vault, folder)
    if not os.path.isdir(path):
        raise RefusedError(f"its folder {folder!r} is not there")
    real = os.path.realpath(path)
    if not is_inside(real, vault):
        raise RefusedError(f"its folder {folder!r} leads out of the vault")
    return real


def _files(vault: str, folder: str, arguments: tuple[str, ...]) -> Iterator[BoundFile]:
    """Yield each file of the vault that an argument names, once an argument; the program is none of them."""
    for number, argument in enumerate(arguments[1:], start=1):
        seen: set[str] = set()
        for path in named_paths(vault, folder, argument):
            real = os.path.realpath(path)
            if real not in seen and os.path.exists(real) and not os.path.isdir(real):
                seen.add(real)
                yield BoundFile(number, real, _content(path, real))


def named_paths(vault: str, folder: str, argument: str) -> Iterator[str]:
    """Yield every path in the vault that ``argument`` could mean and where something stands."""
    for part in dict.fromkeys(_parts(argument)):
        for start in dict.fromkeys((folder, vault)):
            path = os.path.join(start, os.path.expanduser(part))
            if os.path.lexists(path) and any(is_inside(name, vault) for name in _names(path)):
                yield path


def _parts(argument: str) -> Iterator[str]:
    """Yield an argument, what an option is given (``--x=FILE``, ``-xFILE``), and each word (``sh -c``).

    A word too many does no harm unless it names a file; one too few lets that file change unseen.
    """
    words = [word.strip(_AROUND_WORDS) for word in argument.split()]
    for text in (argument, *words, *_BETWEEN_WORDS.split(argument), *_shell_words(argument)):
        glued = [text[2:]] if text.startswith("-") else []
        yield from filter(None, (text, text.partition("=")[2], *glued))


def _shell_words(text: str) -> Iterator[str]:
    """Yield the words that a shell makes of a text, unquoted, and those that another makes of each of them.

    Where a quote is never closed the words before it are known; behind a ``#`` it may be an apostrophe.
    """
    for comments in ("", "#"):
        words = shlex(text, posix=True, punctuation_chars=True)
        words.whitespace_split = True
        words.commenters = comments
        with suppress(ValueError):
            for word in words:
                yield word
                if word != text:
                    yield from _shell_words(word)


def _names(path: str) -> tuple[str, ...]:
    """Return a path as written, where it leads, and the folder in which it stands, be it a symlink."""
    return (os.path.normpath(path), os.path.realpath(path), os.path.realpath(os.path.dirname(path)))


def _content(path: str, real: str) -> str:
    try:
        if not stat.S_ISREG(os.stat(real).st_mode):  # a pipe gives other bytes each time
            raise RefusedError(f"{path} is no ordinary file")
        with open(real, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RefusedError(f"{path} cannot be read ({error.strerror})") from error
