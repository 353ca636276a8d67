"""P2: the n-th system call of a command fails, or is its last, for every n at which something changes."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.kills import Point, files, points
from tests.terminal import Terminal
from tests.torture.rows import Row, not_run, scaled, several
from tests.vaults import write_files

FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EACCES", "error=EINTR")
_COMPLETED = FAULTS[:2]
"""After these the command is run again. An answer of `verify` that was written already would be a second."""
_HOW = "every changing system call of {} is failed in turn ({})"
_NAMES = "SIGKILL, ENOSPC, EIO, EACCES, EINTR"
_DAY = "--as-of 2026-11-21"
_GOAL = '---\r\ntype: goal\r\nverified: 2026-10-01 # so\r\nverify: "ask: Is it so?"\r\n---\r\n- [x] d\r\n'
_VAULT = {
    "Goals/Ship.md": f"{_GOAL}\r\n<!-- vaultgoals:rollup -->\r\n\r\nMine, no line end",
    "Plain.md": "Mine.",
    "Seen.md": "It ran.\n",
}
_MORE_WORK = "---\ntype: task\nstatus: done\ngoal: '[[Ship]]'\n---\n"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line that changes files, and what is done before it, so that it replaces some."""

    name: str
    line: str
    before: tuple[str, ...]
    work: bool = False
    """Whether more work is done before: then a report has something new to say."""


COMMANDS = (
    Command("report", f"vaultgoals report . {_DAY}", (f"vaultgoals report . {_DAY}",), work=True),
    Command(
        "verify",
        f"vaultgoals verify Ship --vault . --answer yes --evidence '[[Seen]]' --by ana {_DAY}",
        ("vaultgoals verify Ship --vault . --answer no --as-of 2026-11-03",),
    ),
    Command("undo", "vaultgoals undo --vault .", (f"vaultgoals report . {_DAY}",)),
)


def faults(folder: Path, scale: float) -> list[Row]:
    """Fail `report`, `verify` and `undo` at each call; each file must be old or new, and never between."""
    if not shutil.which("strace"):
        return [not_run("P2", _HOW.format("report, verify, undo", _NAMES), "0 torn", "needs strace")]
    return [_row(folder / command.name, command, scale) for command in COMMANDS]


def _row(folder: Path, command: Command, scale: float) -> Row:
    hands = os.cpu_count() or 1
    grounds = [Ground(folder / str(number), command) for number in range(hands)]
    at = grounds[0].learn()
    for ground in grounds[1:]:
        ground.after = grounds[0].after
    tries = [(point, fault) for point in at for fault in FAULTS]
    every = max(1, len(tries) // scaled(len(tries), scale, 5))
    tries = tries[::every]
    with ThreadPoolExecutor(hands) as pool:
        shares = [tries[number::hands] for number in range(hands)]
        came = sum(pool.map(Ground.torn_in, grounds, shares), Counter[str]())
    figures = {name: came[name] for name in ("torn", "tracebacks", "not completed by a second run")}
    return Row(
        "P2",
        _HOW.format(f"`{command.name}`", _NAMES) + f": {len(tries):,} points",
        several(figures | {"not reached": came["not reached"]}),
        "0 of each, 2 % not reached",
        not sum(figures.values()) and came["not reached"] * 50 <= came["tried"] == len(tries),
    )


class Ground:
    """A vault in which one command is tried again and again."""

    def __init__(self, folder: Path, command: Command) -> None:
        folder.mkdir(parents=True)
        self._terminal = Terminal(folder, 60)
        self._command = command
        write_files(self._terminal.vault, _VAULT)
        for line in command.before:
            assert self._terminal.run(line)[0] == 0
        if command.work:
            write_files(self._terminal.vault, {"Tasks/More.md": _MORE_WORK})
        self._home = folder / "home"
        for place, name in ((self._terminal.vault, "vault before"), (self._home, "home before")):
            shutil.copytree(place, folder / name)
        self._before = dict(files(self._terminal.vault))
        self.after: dict[str, bytes] = {}

    def learn(self) -> list[Point]:
        """Run the command as it should go; return its calls, and remember what it makes of the files."""
        self._terminal.run(self._command.line)  # a first run also writes what Python compiles
        self._lay_out()
        at = points(self._terminal, self._command.line, "/.local/state/")
        self.after = dict(files(self._terminal.vault))
        assert self.after != self._before
        return at

    def torn_in(self, tries: Iterable[tuple[Point, str]]) -> Counter[str]:
        """Fail the command in each of these ways; return what was seen, by name."""
        came: Counter[str] = Counter()
        for point, fault in tries:
            came["tried"] += 1
            came.update(self._try(point, fault))
        return came

    def _try(self, point: Point, fault: str) -> list[str]:
        self._lay_out()
        inject = f"inject={point.name}:{fault}:when={point.number}"
        code, _, errors = self._terminal.run(
            f"strace -f -qq -o /dev/null -e trace={point.name} -e {inject} {self._command.line}"
        )
        left = dict(files(self._terminal.vault))
        seen = [] if self._each_is_old_or_new(left) else ["torn"]
        if "Traceback" in errors:
            seen.append("tracebacks")
        if code == 0 and "SIGKILL" in fault:
            seen.append("not reached")
        if fault in _COMPLETED and self._command.name != "verify":
            self._terminal.run(self._command.line)
            if dict(files(self._terminal.vault)) != self.after:
                seen.append("not completed by a second run")
        return seen

    def _each_is_old_or_new(self, left: dict[str, bytes]) -> bool:
        paths = {*left, *self._before, *self.after}
        return all(left.get(path) in (self._before.get(path), self.after.get(path)) for path in paths)

    def _lay_out(self) -> None:
        folder = self._terminal.vault.parent
        for place, name in ((self._terminal.vault, "vault before"), (self._home, "home before")):
            shutil.rmtree(place)
            shutil.copytree(folder / name, place)
