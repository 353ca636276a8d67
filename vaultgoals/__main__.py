"""``python -m vaultgoals`` and the ``vaultgoals`` command."""

from __future__ import annotations

import atexit
import gc
import os
import sys

__all__ = ["main"]


def main() -> int:
    """Run the command line as the whole work of this process, and return its exit code.

    A command makes a million values and no cycles among them: looking for some while the program is loaded,
    and after a vault was examined, costs 10 to 20 ms at 1,000 notes and 30 to 50 at 10,000. (``watch`` sets
    the collector going again.) Taking all of them apart at the end would cost as much once more.
    """
    gc.disable()
    from vaultgoals.cli import main as run

    code = run()
    _leave(code)
    return code


def _leave(code: int) -> None:
    """End the process at once, if nothing but what lies in memory would be lost by it.

    Where a module has registered something to do at the end, or the output cannot be written, Python ends
    the process in its usual way.
    """
    if atexit._ncallbacks():
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # our caller has closed it
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
