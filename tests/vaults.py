"""A test's docstring is its vault: ``== path`` starts a file, what follows up to the next is its text."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from vaultgoals.engine import Examination, examine
from vaultgoals.model import Gap, GoalState, Stamp

TODAY = "2026-11-21"
"""The day on which every vault of these tests is looked at, unless a test says otherwise."""

_HEADER = re.compile(r"^== (.+)$", re.MULTILINE)


def files_in(text: str) -> dict[str, str]:
    """Return path and text of each ``== path`` block; what stands before the first is prose."""
    parts = _HEADER.split(inspect.cleandoc(text))
    return {
        path.strip(): body.removeprefix("\n") for path, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def write_files(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder, as UTF-8 with the line ends they have."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


class Vault:
    """A folder of real files, and what vaultgoals says of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def examine(self, as_of: str = TODAY, *, select: tuple[str, ...] = ()) -> Examination:
        """Run the whole pipeline up to the gaps."""
        stamp = Stamp.parse(as_of)
        assert stamp is not None
        return examine(self.root, as_of=stamp, only=select)

    @property
    def examination(self) -> Examination:
        """The examination as of `TODAY`."""
        return self.examine()

    def gaps(self, code: str, as_of: str = TODAY) -> tuple[Gap, ...]:
        """Return the gaps of one rule."""
        return tuple(gap for gap in self.examine(as_of).gaps if gap.code == code)

    def told(self, code: str, as_of: str = TODAY) -> list[str]:
        """Return ``path:line`` of each gap of one rule."""
        return [f"{gap.path}:{gap.line}" for gap in self.gaps(code, as_of)]

    def goal(self, path: str, as_of: str = TODAY) -> GoalState:
        """Return the state of one goal."""
        return self.examine(as_of).judged.goals[path]

    def read(self, path: str) -> str:
        """Return the text of a file as it stands on disk."""
        return (self.root / path).read_bytes().decode()

    def snapshot(self) -> dict[str, bytes]:
        """Return every file's bytes by path."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }
