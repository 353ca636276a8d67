"""Where the state of a vault is kept.

``$XDG_STATE_HOME/vaultgoals`` or its like of the operating system, by platformdirs; below it one folder
a vault, named by a hash of the vault's real path: a copy of a vault has a state of its own.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_dir

from vaultgoals.errors import StateFolderError

_DIGITS = 16


def state_folder(root: Path) -> Path:
    """Return the folder in which the state of the vault at ``root`` is kept; it need not exist yet.

    Raises:
        StateFolderError: this user has no home folder, and no other place is named.
    """
    real = os.path.realpath(root)
    name = sha256(os.fsencode(real)).hexdigest()[:_DIGITS]
    try:
        place = user_state_dir("vaultgoals", appauthor=False)
    except RuntimeError as error:
        raise StateFolderError("the state folder", "you have no home folder") from error
    return Path(place) / "vaults" / name


def make_state_folder(root: Path, *below: str) -> Path:
    """Return a folder below `state_folder`, made where it is missing, for the user alone (mode 700).

    Raises:
        StateFolderError: it cannot be made.
    """
    folder = state_folder(root).joinpath(*below)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StateFolderError(str(folder), error.strerror or type(error).__name__) from error
    return folder
