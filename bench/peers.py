"""Programs that do part of what a check does, or all of it in the usual way; each is timed beside it."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec

from bench.vaults import Vaults

SAMPLED_FROM = 50_000
"""Notes from which on the slow peers see a tenth of them, and their time is multiplied."""

SLOWEST_UNTIL = 1_000
"""Notes up to which obsidiantools is run, which takes minutes for ten times as many."""

_STAT = """
import os, sys
folders = [sys.argv[1]]
found = []
while folders:
    with os.scandir(folders.pop()) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.name.endswith(".md"):
                info = entry.stat(follow_symlinks=False)
                found.append((entry.path, info.st_mtime_ns, info.st_size))
"""
_READ = """
import os, sys
folders = [sys.argv[1]]
while folders:
    with os.scandir(folders.pop()) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.name.endswith(".md"):
                handle = os.open(entry.path, os.O_RDONLY)
                while os.read(handle, 1 << 20):
                    pass
                os.close(handle)
"""
_PATHS = """
import sys
from pathlib import Path
import frontmatter
given = Path(sys.argv[1])
paths = given.rglob("*.md") if given.is_dir() else map(Path, given.read_text().split("\\n"))
"""
_FRONTMATTER = f"""{_PATHS}
for path in paths:
    frontmatter.load(path)
"""
_FULL = f"""{_PATHS}
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark")
for path in paths:
    parser.parse(frontmatter.load(path).content)
"""
_OBSIDIANTOOLS = """
import sys
from pathlib import Path
import obsidiantools.api as otools
otools.Vault(Path(sys.argv[1])).connect().gather()
"""


def python(code: str, *arguments: object) -> list[str]:
    """Return the command that runs a few lines of Python."""
    return [sys.executable, "-c", code, *map(str, arguments)]


def peers(vaults: Vaults) -> dict[str, list[str]]:
    """Return the command of each peer that is installed, on the vault in which nothing changes."""
    slow = vaults.sample if vaults.notes >= SAMPLED_FROM else vaults.pristine
    commands = {
        "pass": python("pass"),
        "stat": python(_STAT, vaults.pristine),
        "read": python(_READ, vaults.pristine),
        "frontmatter": python(_FRONTMATTER, slow),
        "full": python(_FULL, slow),
        "ripgrep": ["rg", "--no-config", "--no-ignore", "--count", "^goal:", str(vaults.pristine)],
        "obsidiantools": python(_OBSIDIANTOOLS, vaults.pristine),
    }
    absent = set(missing())
    if vaults.notes > SLOWEST_UNTIL:
        absent.add("obsidiantools")
    return {name: command for name, command in commands.items() if name not in absent}


def factor(name: str, notes: int) -> int:
    """Return by how much the time of a peer, beyond an empty Python's, is multiplied."""
    return 10 if name in ("frontmatter", "full") and notes >= SAMPLED_FROM else 1


def missing() -> dict[str, str]:
    """Return the peers that are not installed, with what to do about it."""
    absent: dict[str, str] = {}
    if shutil.which("rg") is None:
        absent["ripgrep"] = "no `rg` on the PATH; install ripgrep to compare with it"
    if find_spec("obsidiantools") is None:
        absent["obsidiantools"] = "not installed here; `pip install obsidiantools` to compare with it"
    return absent
