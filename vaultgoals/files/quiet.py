"""Whether anybody may still be typing in a note."""

from __future__ import annotations

import time
from pathlib import Path


def quiet_in(root: Path, path: str, quiet: float) -> float:
    """Return in how many seconds the note at ``path`` will have been left alone for ``quiet`` seconds.

    0 where it has been already, or is not there. A time of change that lies in the future (a copy from a
    machine whose clock is wrong) says nothing; the time at which the file system took note of it does then.
    """
    try:
        info = root.joinpath(*path.split("/")).stat()
    except OSError:
        return 0.0
    now = time.time()
    stamp = info.st_mtime if info.st_mtime <= now else info.st_ctime
    return max(0.0, quiet - (now - stamp)) if stamp <= now else 0.0
