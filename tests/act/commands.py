"""A vault with approved commands, each of which leaves a mark outside the vault when it runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.vaults import write_files
from vaultgoals.act.approvals import RECORD, approve
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.act.run import Ran, run
from vaultgoals.config import parse_config
from vaultgoals.model import Command
from vaultgoals.state.folder import state_folder

CONFIG = """\
[commands]
other = ["sh", "-c", "echo other >> {mark}"]
tool = ["{bin}/link", "x"]
linked = ["sh", "Scripts/link.sh"]
words = ["sh", "-c", ". Scripts/words.sh; true"]
glued = ["sh", "-c", "{marking}", "name", "-oScripts/glued.sh"]
below = ["sh", "Doors/inner/script.sh"]

[commands.check]
run = ["sh", "check.sh", "--opt=data.sh", "one", "two", "caf\\u00e9"]
folder = "Scripts"
limit = 2
environment = ["EDITOR"]
"""


class Commands:
    """A vault, its configuration as it stands on disk, and what its commands leave behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.root = self.folder / "vault"
        self.mark = self.folder / "mark"
        self.bin = self.folder / "bin"
        self.marking = f"echo ran >> {self.mark}"
        self.folder.joinpath("vault").mkdir()
        text = f"{self.marking}\n"
        write_files(
            self.folder,
            {
                "vault/vaultgoals.toml": CONFIG.format(mark=self.mark, bin=self.bin, marking=self.marking),
                "vault/Scripts/check.sh": text,
                "vault/Scripts/data.sh": "1\n",
                "vault/Scripts/words.sh": text,
                "vault/Scripts/glued.sh": "1\n",
                "vault/Other/check.sh": text,
                "vault/Other/data.sh": "1\n",
                "outside/linked.sh": text,
                "outside/another.sh": text,
                "inner/script.sh": text,
                "inner2/script.sh": f"{text}# other\n",
                "bin/tool": f"#!/bin/sh\n{text}",
                "bin/tool2": f"#!/bin/sh\n{text}",
            },
        )
        for tool in ("tool", "tool2"):
            (self.bin / tool).chmod(0o755)
        (self.bin / "link").symlink_to("tool")
        (self.root / "Scripts/link.sh").symlink_to(self.folder / "outside/linked.sh")
        (self.root / "Doors").mkdir()
        (self.root / "Doors/inner").symlink_to(self.folder / "inner")

    @property
    def commands(self) -> dict[str, Command]:
        """The commands as the configuration on disk defines them."""
        text = (self.root / "vaultgoals.toml").read_text(encoding="utf-8")
        return dict(parse_config(text).commands)

    def approve(self) -> None:
        """Approve every command as it stands."""
        for command in self.commands.values():
            approve(self.root, fingerprint(self.root, command), "2026-11-20")

    def run(self, *names: str) -> dict[str, Ran]:
        """Run the commands of these names, or all."""
        return {
            name: run(self.root, one) for name, one in self.commands.items() if not names or name in names
        }

    def ran(self) -> bool:
        """Whether a command has left its mark since this was last asked."""
        there = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return there

    def configure(self, old: str, new: str) -> None:
        """Replace a text that stands in the configuration once."""
        config = self.root / "vaultgoals.toml"
        text = config.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text)
        config.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file, with the length and the time of change that it had if the length is the same."""
        file = self.folder / path
        before = file.stat()
        file.write_text(text, encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    @property
    def record(self) -> Path:
        """The record of what is approved."""
        return state_folder(self.root) / RECORD

    def copy_record(self, to: Path) -> None:
        """Put a copy of the record into another state folder."""
        text = self.record.read_bytes()
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        (to / RECORD).write_bytes(text)
        (to / RECORD).chmod(0o600)

    def move_vault(self, name: str) -> Path:
        """Rename the vault's folder; what is below it stays as it is."""
        return self.root.rename(self.folder / name)

    def copy_vault(self, source: Path, name: str) -> Path:
        """Copy a vault with its links and times."""
        return Path(shutil.copytree(source, self.folder / name, symlinks=True))
