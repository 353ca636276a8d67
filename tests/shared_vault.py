"""One real vault into which several write, and what each of them last put there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from tests.vaults import write_files
from vaultgoals.engine import Examination, examine, publish
from vaultgoals.errors import VaultGoalsError
from vaultgoals.model import Stamp
from vaultgoals.rollup.splice import OPT_IN
from vaultgoals.state.folder import state_folder
from vaultgoals.state.undo import FOLDER, Writing

GOALS = ("A.md", "B.md", "Sub/C.md")
FIRST = {
    "A.md": '---\ntype: goal\nstatus: active\nverified:\nverify:\n  - "ask: Is it so?"\n---\n- [x] work\n',
    "B.md": f"---\r\ntype: goal\r\n---\r\nMine.\r\n\r\n{OPT_IN}\r\n\r\nMore of mine, no newline",
    "Sub/C.md": f"\ufeff---\ntype: goal\nverified: 2026-10-01 # by hand\n---\n{OPT_IN}\nText\n",
    "Sub/Task.md": '---\ntype: task\nstatus: done\ngoal: "[[A]]"\n---\n',
    "Spec.md": "---\ntype: spec\nstatus: accepted\n---\nHow it is done.\n",
    "Gaps/Mine.md": "A note of the user's own, among ours.\n",
}
NOTES = tuple(FIRST)
LINES = (
    *("A line.", "- [ ] open", "- [x] done ✅ 2026-11-20", "é\u2028🎯", OPT_IN, "", "```", "%% a %%"),
    *("<<<<<<< ours", "<!-- vaultgoals:end rollup -->", "[[B]]", "---", "  indented  "),
)
_REGION = re.compile(r"<!-- vaultgoals:begin (\S+) .*?<!-- vaultgoals:end \1 -->[ \t]*", re.DOTALL)
_STAMP = re.compile(r"^verified:.*$", re.MULTILINE)


def users_words(raw: bytes) -> list[str]:
    """Return the lines of a note that are its user's: no region, no date of a verification, no empty line."""
    text = raw.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    return [line for line in _STAMP.sub("", _REGION.sub("", text)).split("\n") if line]


class SharedVault:
    """A vault, and what everybody but us last put into each file of it."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="everybody-")
        self.root = Path(self._folder.name).resolve() / "vault"
        write_files(self.root, FIRST)
        (self.root / "vaultgoals.toml").write_text("")
        self.theirs = self.files()
        """What user or sync program last put into each file that is there."""
        self.all_theirs = set(self.theirs.values())
        self.day = 21
        self._kept: dict[str, set[bytes]] = {}

    def examine(self) -> Examination:
        """Read the vault as of the day."""
        return examine(self.root, as_of=self.as_of())

    def as_of(self) -> Stamp:
        """Return the day that it is."""
        stamp = Stamp.parse(f"2026-11-{self.day}")
        assert stamp is not None
        return stamp

    def publish(self, found: Examination, *, force: bool, quiet: float = 0.0) -> None:
        """Write, which may be refused."""
        writing = Writing(self.root, "watch" if quiet else "report")
        self.trying(lambda: publish(found, force=force, accept_loss=True, quiet=quiet, writing=writing))

    @staticmethod
    def trying(deed: Callable[[], object]) -> None:
        """Do what may be refused: a refusal is no fault."""
        try:
            deed()
        except VaultGoalsError:
            return

    def save(self, path: str, raw: bytes, way: str) -> None:
        """Put bytes into a file, in place or by a file that takes its name."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if way == "over":
            beside = place.with_name(f".{place.name}.saving")
            beside.write_bytes(raw)
            beside.replace(place)
        else:
            place.write_bytes(raw)
        self.theirs[path] = raw
        self.all_theirs.add(raw)

    @staticmethod
    def with_line(raw: bytes, line: str, *, at_end: bool) -> bytes:
        """Return a note with a line more, below its frontmatter or at its end."""
        ending = b"\r\n" if b"\r\n" in raw else b"\n"
        if at_end:
            return raw + ending + line.encode() + ending
        head, fence, rest = raw.partition(ending + b"---" + ending)
        return head + fence + line.encode() + ending + rest

    def now(self, path: str) -> bytes:
        """Return what stands in a note, or what one begins with that is not there."""
        place = self.root / path
        return place.read_bytes() if place.exists() else FIRST.get(path, "").encode()

    def files(self) -> dict[str, bytes]:
        """Return the bytes of every file."""
        return files_of(self.root)

    def close(self) -> None:
        """Remove the vault and the state that we keep of it."""
        shutil.rmtree(state_folder(self.root), ignore_errors=True)
        self._folder.cleanup()

    def kept_bytes(self) -> set[bytes]:
        """Return every text that we keep for `undo`."""
        for file in (state_folder(self.root) / FOLDER).glob("*.zip"):
            if file.name not in self._kept:
                with ZipFile(file) as parts:
                    self._kept[file.name] = {parts.read(name) for name in parts.namelist()}
        return set().union(*self._kept.values())


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {
        place.relative_to(folder).as_posix(): place.read_bytes()
        for place in sorted(folder.rglob("*"))
        if place.is_file() and place.name != "vaultgoals.toml"
    }
