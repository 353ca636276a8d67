"""Start one program, wait for it, and print its seconds, its peak memory in bytes and its exit code.

A program of its own, which imports next to nothing: on Linux the peak of a new process is never less than
what the process that started it held.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter


def main(command: list[str]) -> None:
    """Run a command whose output nobody reads; what it writes to standard error goes to ours."""
    silence = os.open(os.devnull, os.O_RDWR)
    files = [(os.POSIX_SPAWN_DUP2, silence, 0), (os.POSIX_SPAWN_DUP2, silence, 1)]
    started = perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
    _, status, usage = os.wait4(child, 0)
    seconds = perf_counter() - started
    unit = 1 if sys.platform == "darwin" else 1024
    sys.stdout.write(f"{seconds} {usage.ru_maxrss * unit} {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
