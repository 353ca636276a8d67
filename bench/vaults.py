"""Vaults on disk, made once and used again: ``build/bench/10000`` and what belongs to it.

Run as a program by the benchmark itself, so that what making a vault needs does not count as its memory:
``python -m bench.vaults FOLDER NOTES``.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import sleep, time

from bench.process import ROOT

_SOURCES = ("vaults.py", "notes.py", "prose.py")
_AGED = 3.0
"""Seconds: what was changed less than two before a scan may rightly be read again by the next one."""


@dataclass(frozen=True)
class Vaults:
    """Two vaults with the same notes, and room beside them."""

    notes: int
    folder: Path

    @property
    def pristine(self) -> Path:
        """Return the vault in which nothing ever changes."""
        return self.folder / "pristine"

    @property
    def used(self) -> Path:
        """Return the vault in which notes are saved and reports written."""
        return self.folder / "used"

    @property
    def sample(self) -> Path:
        """Return the file that names a tenth of the pristine vault's notes, evenly taken."""
        return self.folder / "sample.txt"

    @property
    def stamp(self) -> Path:
        """Return the file that says by which generator all this was made."""
        return self.folder / "stamp"

    def home(self, name: str) -> Path:
        """Return a folder for what a command remembers outside of the vault."""
        return self.folder / "homes" / name


def provide(build: Path, notes: int) -> Vaults:
    """Return the vaults of a size, made if they are not there or were made by another generator."""
    vaults = Vaults(notes, build / str(notes))
    if not vaults.stamp.exists() or vaults.stamp.read_text() != _source_hash():
        print(f"making a vault of {notes:,} notes in {vaults.folder}", file=sys.stderr)
        maker = [sys.executable, "-m", "bench.vaults", str(vaults.folder), str(notes)]
        subprocess.run(maker, cwd=ROOT, check=True)
    shutil.rmtree(vaults.folder / "homes", ignore_errors=True)
    sleep(max(0.0, _AGED - (time() - vaults.stamp.stat().st_mtime)))
    return vaults


def make_vault(root: Path, notes: int) -> list[Path]:
    """Write a vault of so many notes; return their paths."""
    from bench.notes import Plan

    plan = Plan(notes)
    paths, made = [], set()
    for note in plan.notes:
        if note.folder not in made:
            (root / note.folder).mkdir(parents=True, exist_ok=True)
            made.add(note.folder)
        paths.append(root / note.path)
        paths[-1].write_bytes(plan.text(note).encode())
    return paths


def _make(vaults: Vaults) -> None:
    shutil.rmtree(vaults.folder, ignore_errors=True)
    vaults.folder.mkdir(parents=True)
    paths = make_vault(vaults.pristine, vaults.notes)
    vaults.sample.write_text("\n".join(str(path) for path in paths[::10]))
    make_vault(vaults.used, vaults.notes)
    vaults.stamp.write_text(_source_hash())  # last: what was left half-made is made anew


def _source_hash() -> str:
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in _SOURCES)).hexdigest()


if __name__ == "__main__":
    _make(Vaults(int(sys.argv[2]), Path(sys.argv[1])))
