"""Which goals and specs stood in a vault when it was last written to from this machine.

The reports say how many there were; this says which, so that a note that cannot be read today is told
from one that is gone. It decides only whether anything is written, never what.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from vaultgoals.state.folder import make_state_folder, state_folder

_NAME = "known.json"


def known_notes(root: Path) -> frozenset[str]:
    """Return the paths of the goals and specs that were known last; none where that is not known."""
    try:
        told = json.loads((state_folder(root) / _NAME).read_bytes())
    except (OSError, ValueError):
        return frozenset()
    return (
        frozenset(path for path in told if isinstance(path, str)) if isinstance(told, list) else frozenset()
    )


def note_known(root: Path, paths: Iterable[str]) -> None:
    """Write down the paths of the goals and specs that are known now; what cannot be written is passed over.

    Raises:
        StateFolderError: the state folder cannot be made.
    """
    folder = make_state_folder(root)
    data = (json.dumps(sorted(paths), indent=0) + "\n").encode()
    temporary = folder / f".{_NAME}.{os.getpid()}"
    with suppress(OSError):
        if (folder / _NAME).exists() and (folder / _NAME).read_bytes() == data:
            return
        temporary.write_bytes(data)
        temporary.replace(folder / _NAME)
