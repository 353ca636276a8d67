"""What the reading of a note depends on beside its path and bytes, as one key."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from importlib.machinery import PathFinder

import vaultgoals
from vaultgoals.config import Config
from vaultgoals.profiles.obsidian import ObsidianSettings

_FORMAT = 1
"""Of what the memo holds; the code that makes it is part of the key anyway."""
_LIBRARIES = ("frontmatter", "markdown_it", "yaml")


def reading_key(config: Config, settings: ObsidianSettings) -> bytes:
    """Return a key that is another where notes may be read in another way; empty where none can be told.

    It is made from the whole configuration and all of Obsidian's settings that are looked at, from the
    state of every source file of vaultgoals and of the libraries that read notes, and from the version of
    Python. So nobody has to remember to count a version up.
    """
    program = _program()
    if not program:
        return b""
    return sha256(f"{_FORMAT}\0{program}\0{config!r}\0{settings!r}".encode("utf-8", "surrogatepass")).digest()


@cache
def _program() -> str:
    """Return what is running, by the times and sizes of its files: they change when it is installed anew."""
    try:
        own = sorted(_sources(os.path.dirname(os.path.realpath(vaultgoals.__file__))))  # noqa: PTH120
        libraries = [_library(name) for name in _LIBRARIES]
    except (OSError, ValueError, AttributeError, TypeError, ImportError):
        return ""  # it lies in an archive, say
    return repr((vaultgoals.__version__, sys.version, sys.implementation.cache_tag, own, libraries))


def _sources(top: str) -> list[tuple[str, int, int, int]]:
    found = []
    folders = [top]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    info = entry.stat()
                    found.append((entry.path, info.st_size, info.st_mtime_ns, info.st_ctime_ns))
                elif "." not in entry.name and entry.name != "__pycache__":
                    folders.append(entry.path)
    if not found:
        raise ValueError(top)
    return found


def _library(name: str) -> tuple[str, int, int, int]:
    spec = PathFinder.find_spec(name)
    if spec is None or spec.origin is None:
        raise ImportError(name)
    info = os.stat(spec.origin)  # noqa: PTH116
    return spec.origin, info.st_size, info.st_mtime_ns, info.st_ctime_ns
