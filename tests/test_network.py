"""Nothing that vaultgoals does reaches for a network: every command, under strace."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.requirements import needs
from tests.terminal import Terminal
from tests.test_determinism import lay_out, skip
from tests.watch.watching import LIMIT, Watching
from vaultgoals.cli import COMMANDS

CALLS = {
    "check": ["check '{vault}'", "check '{vault}' --format json"],
    "report": ["report '{vault}'"],
    "verify": [
        "verify --vault '{vault}' --run --dry-run",
        "verify --vault '{vault}' 'Tasks run without me' --answer yes --evidence https://example.com/proof",
    ],
    "review": ["review '{vault}'", "review '{vault}' --due"],
    "show": ["show --vault '{vault}' 'Tasks run without me'"],
    "rule": ["rule", "rule VG301"],
    "new": ["new goal 'See the network' --why x --know y --vault '{vault}'"],
    "export": ["export html '{vault}' --output '{vault}.html'"],
    "undo": ["undo --vault '{vault}' --list", "undo --vault '{vault}'"],
    "trust": ["trust --vault '{vault}' --list"],
    "untrust": ["untrust --vault '{vault}' --all"],
    "doctor": ["doctor '{vault}'"],
    "service": ["service install '{vault}' --dry-run", "service status '{vault}'"],
}
"""What is called, by command; the watch has a test of its own."""
WATCHED = "strace -f -qq -y -e trace=%network,?io_uring_setup -o '{log}'"
"""Every way to a socket; whatever goes through an io_uring is not seen, so that there may be none."""
_NETWORK = re.compile(r"AF_(?!UNIX\b|NETLINK\b|LOCAL\b)\w+|io_uring_setup")


def reached(log: Path) -> list[str]:
    """Return the calls that asked for another machine, or for a way round the watch."""
    return [line for line in log.read_text(errors="replace").splitlines() if _NETWORK.search(line)]


def strace_runs(terminal: Terminal, line: str) -> tuple[int, str, Path]:
    """Run a command line under strace; return its code, what it said, and the log."""
    needs("strace")
    log = terminal.vault.parent / "network.log"
    code, printed, errors = terminal.run(f"cd / && {WATCHED.format(log=log)} {line}")
    if "ptrace" in errors.lower():
        skip(f"needs strace to be allowed: {errors.strip()}")
    return code, printed + errors, log


def test_every_command_is_looked_at() -> None:
    """A new command is looked at too: it stands in the table above, or this test fails."""
    assert sorted([*CALLS, "watch"]) == sorted(COMMANDS)


@pytest.mark.parametrize("command", CALLS)
def test_no_command_reaches_for_a_network(command: str, tmp_path: Path) -> None:
    """No command opens a way to another machine, though the notes are full of addresses."""
    terminal = Terminal(tmp_path, 60)
    lay_out(terminal)
    (terminal.vault / "Goals" / "Addresses.md").write_text(
        "---\ntype: goal\nstatus: done\nverify:\n  - exists https://example.com/there\n"
        "implemented_by: https://example.com/\nevidence: ftp://example.com/x\nverified: 2026-11-20\n---\n"
        "![](https://example.com/picture.png)\n"
    )
    for arguments in CALLS[command]:
        code, said, log = strace_runs(terminal, f"vaultgoals {arguments.format(vault=terminal.vault)}")
        assert code in (0, 1), said
        assert reached(log) == [], arguments


def test_a_watch_reaches_for_no_network(tmp_path: Path) -> None:
    """Nor does the watch, from its start to its end."""
    needs("strace")
    terminal = Terminal(tmp_path, LIMIT)
    lay_out(terminal)
    log = tmp_path / "network.log"
    strace = shlex.split(WATCHED.format(log=log))
    watching = Watching(terminal, inside=(strace[0], "-D", *strace[1:]))
    try:
        code, lines, errors = watching.end()
    finally:
        watching.close()

    assert (code, lines[-1], errors) == (0, "stopped", "")
    assert reached(log) == []


def test_reaching_for_a_network_would_be_seen(tmp_path: Path) -> None:
    """The look above is no blind one: it sees a program that connects, or only asks for a name."""
    terminal = Terminal(tmp_path, 60)
    for program in ("s.socket(s.AF_INET6, s.SOCK_DGRAM)", "s.create_connection(('127.0.0.1', 9))"):
        line = f"{shlex.quote(sys.executable)} -c {shlex.quote(f'import socket as s; {program}')}"
        _, _, log = strace_runs(terminal, line)
        assert reached(log), program
