"""What is measured: our commands in each of their states, and the peers, as programs with a preparation."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.notes import TODAY, Plan
from bench.peers import peers
from bench.process import Sample, run
from bench.vaults import Vaults

SLOW = frozenset({"frontmatter", "full", "obsidiantools"})
"""What gains nothing from a first run that does not count."""

_PROGRAM = [sys.executable, "-c", "import sys; from vaultgoals.__main__ import main; sys.exit(main())"]
"""What the installed `vaultgoals` does; ``-m`` would add the time of Python's own search for the module."""
_AS_OF = ("--as-of", TODAY.isoformat())


@dataclass(frozen=True)
class Work:
    """A program, and what is done before it, which is not timed."""

    name: str
    command: list[str]
    home: Path
    prepare: Callable[[], None] = lambda: None

    def sample(self) -> Sample:
        """Prepare, run and measure once."""
        self.prepare()
        return run(self.command, self.home)


def ours(*arguments: object) -> list[str]:
    """Return the command line of a vaultgoals command."""
    return [*_PROGRAM, *map(str, arguments)]


def works(vaults: Vaults) -> list[Work]:
    """Return all that is measured on one size of vault, each command of ours next to its peers.

    The first, uncounted run of `warm` and `changed` fills what they then find.
    """
    home, used = vaults.home, vaults.used
    check, report = ours("check", vaults.pristine, *_AS_OF), ours("report", used, *_AS_OF)
    other = {name: Work(name, command, home(name)) for name, command in peers(vaults).items()}

    def forget(name: str) -> Callable[[], None]:
        return lambda: shutil.rmtree(home(name), ignore_errors=True)

    def unreport() -> None:
        shutil.rmtree(used / "Gaps", ignore_errors=True)

    def first() -> None:
        unreport()
        forget("report")()

    save = _save_one(vaults)

    def change() -> None:
        unreport()
        save()

    own = {
        "help": Work("help", ours("--help"), home("start")),
        "version": Work("version", ours("--version"), home("start")),
        "cold": Work("cold", check, home("cold"), forget("cold")),
        "warm": Work("warm", check, home("warm")),
        "changed": Work("changed", ours("check", used, *_AS_OF), home("changed"), change),
        "report first": Work("report first", report, home("report"), first),
        "report second": Work("report second", report, home("report")),
    }
    both = own | other
    order = ["pass", "help", "version", "warm", "changed", "stat", "cold", "read", "ripgrep"]
    order += ["report first", "report second", "frontmatter", "full", "obsidiantools"]
    return [both[name] for name in order if name in both]


def _save_one(vaults: Vaults) -> Callable[[], None]:
    """Return what saves one task note of the used vault anew, another text at each call."""
    plan = Plan(vaults.notes)
    note = next(note for note in plan.notes if note.kind == "task")
    text, number = plan.text(note), count(1)

    def save() -> None:
        (vaults.used / note.path).write_text(f"{text}\nSeen {next(number)} times.\n", encoding="utf-8")

    return save
