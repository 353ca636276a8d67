"""P7: nothing is written outside the places that vaultgoals may write to."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from unicodedata import normalize

from tests.torture.rows import Row, scaled
from vaultgoals.config import parse_config
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import Edit, EditKind, apply

_OURS = b"---\ngenerated_by: vaultgoals\n---\n"
_PIECES = (
    *("..", ".", "", "Gaps", "gaps", "GAPS", "Notes", "~", "~root", ".obsidian", ".git", ".Trash", "$HOME"),
    *("%2e%2e", "\\", "..\\", "C:", "C:\\", "con", "nul.md", "aux ", "a.", "a ", " ", "\0", "\n", "\x1b[2J"),
    *("away", "AWAY", "hidden", "inner", "loop", "file.md", "Größe", normalize("NFD", "Größe"), "\u202e"),
    *("x" * 255, "x" * 300, "/", "//", "/etc", "/tmp", "..%2f", "．．", "‥", "\ud83d", "*", "?"),
    *("<", ":", "|"),
)  # fmt: skip


def escapes(folder: Path, scale: float) -> list[Row]:
    """Try hostile output folders, and swap folders for links at every step of a write."""
    tried = _settings(folder / "settings", scaled(10_000, scale, 300))
    swapped = _swaps(folder / "swaps", every=1 if scale >= 0.5 else 4)
    return [
        Row(
            "P7",
            f"{tried.total():,} hostile `output` settings, in a vault with links out of it",
            f"{tried['escaped']} escapes; {tried['refused']:,} refused, {tried['written']:,} written inside",
            "0 escapes",
            tried["escaped"] == 0 and tried["written"] > 0 and tried["refused"] > 0,
        ),
        Row(
            "P7",
            "the output folder, or one below it, is swapped for a link out of the vault at each of "
            f"{swapped.total():,} steps of a write",
            f"{swapped['escaped']} escapes; {swapped['refused']:,} refused, "
            f"{swapped['written']:,} written before the swap",
            "0 escapes",
            swapped["escaped"] == 0,
        ),
    ]


def _settings(folder: Path, number: int) -> Counter[str]:
    chance = Random(1)
    root = _vault(folder)
    held = _outside(folder)
    came: Counter[str] = Counter()
    for _ in range(number):
        output = "/".join(chance.choice(_PIECES) for _ in range(chance.randrange(1, 4)))
        outcome = _set(root, output)
        came[outcome if _outside(folder) == held else "escaped"] += 1
        if outcome == "written":
            shutil.rmtree(folder)
            root = _vault(folder)
    return came


def _set(root: Path, output: str) -> str:
    """Write a generated note as a configuration with that setting would have it."""
    try:
        said = parse_config(f"output = {json.dumps(output)}\n").output
        apply(root, [Edit(f"{said}/Dashboard.md", None, _OURS, EditKind.GENERATED)], said)
    except VaultGoalsError:
        return "refused"
    return "written"


def _vault(folder: Path) -> Path:
    root = folder / "vault"
    for path in ("out", "vault/.obsidian", "vault/.git", "vault/Notes"):
        (folder / path).mkdir(parents=True, exist_ok=True)
    (root / "file.md").write_bytes(b"mine")
    links: dict[str, str | Path] = {
        "away": folder / "out",
        "hidden": ".obsidian",
        "loop": "loop",
        "inner": "Notes",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    return root


def _outside(folder: Path) -> list[str]:
    """Return every file that is not in a place where a generated note may be."""
    found = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    hidden = [path for path in found if "/." in path]
    return sorted(
        {*hidden, *(path for path in found if not path.startswith("vault/") or path.count("/") == 1)}
    )


def _swaps(folder: Path, every: int) -> Counter[str]:
    came: Counter[str] = Counter()
    for place, made, before in _SWAPPED:
        step, outcome = 1, ""
        while outcome != "through":
            outcome = _swapped(_laid_out(folder / f"{came.total()}", before, made=made), place, before, step)
            if outcome != "through":
                came[outcome] += 1
            step += every
    return came


_SWAPPED = (
    ("Gaps", True, None),
    ("Gaps", True, _OURS),
    ("Gaps/Rollups", True, None),
    ("Gaps/Rollups", True, _OURS),
    ("Gaps", False, None),
)
"""What is swapped, whether the folder of the note is there before, and what the note holds before."""


def _laid_out(folder: Path, before: bytes | None, *, made: bool) -> Path:
    """Lay out a vault, and outside of it what a link would lead to."""
    for home in (folder / "vault/Gaps", folder / "out"):
        (home / "Rollups" if made else home).mkdir(parents=True)
        if before is not None:
            (home / "Rollups/n.md").write_bytes(before)
    return folder


def _swapped(folder: Path, place: str, before: bytes | None, step: int) -> str:
    """Swap a folder for a link at a step of a write; tell what came of it."""
    root, out = folder / "vault", folder / "out"
    held = {path: path.read_bytes() if path.is_file() else b"" for path in out.rglob("*")}
    target = out if place == "Gaps" else out / "Rollups"

    def swap() -> None:
        (root / place).rename(folder / "real")
        (root / place).symlink_to(target)

    edit = Edit("Gaps/Rollups/n.md", before, _OURS + b"new", EditKind.GENERATED)
    hit, written = _at_step(step, swap, lambda: apply(root, [edit], "Gaps"))
    now = {path: path.read_bytes() if path.is_file() else b"" for path in out.rglob("*")}
    shutil.rmtree(folder)
    if not hit:
        return "through"
    return "escaped" if now != held else "written" if written else "refused"


def _at_step(step: int, act: Callable[[], None], run: Callable[[], object]) -> tuple[bool, bool]:
    """Run something, and do ``act`` before its ``step``-th system call; return whether it came to both."""
    seen = 0

    def watch(_frame: object, event: str, called: object) -> None:
        nonlocal seen
        if event != "c_call" or getattr(called, "__module__", "") not in ("posix", "_ctypes", "fcntl"):
            return
        if getattr(called, "__name__", "") in ("fspath", "fsencode", "getpid"):
            return
        seen += 1
        if seen == step:
            sys.setprofile(None)
            act()

    done = False
    sys.setprofile(watch)
    with suppress(VaultGoalsError):
        run()
        done = True
    sys.setprofile(None)
    return seen >= step, done
