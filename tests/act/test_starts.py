"""How a command is started: only if it is approved, as the program that was looked at, without input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from vaultgoals.act.approvals import approve
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.act.run import Ran, run
from vaultgoals.model import Command, RecordResult


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Return an empty vault."""
    made = tmp_path.resolve() / "vault"
    made.mkdir()
    return made


def ran(vault: Path, *arguments: str) -> Ran:
    """Approve a command and run it."""
    command = Command("it", arguments, limit=5)
    approve(vault, fingerprint(vault, command), "2026-11-21")
    return run(vault, command)


def test_what_is_not_approved_is_not_run_and_that_is_told(vault: Path) -> None:
    """With the reason for which it is not, as `vaultgoals trust` gives it."""
    told = run(vault, Command("it", ("touch", "x")))
    assert told == Ran(None, "not run: it has not been approved on this machine")

    assert ran(vault, "true").result is RecordResult.PASS
    told = run(vault, Command("it", ("true",), limit=7))
    assert told.clause.startswith("not run: it is not what was approved on 2026-11-21: its limit changed")
    assert list(vault.iterdir()) == []


def test_a_program_runs_from_the_place_that_was_looked_at(vault: Path) -> None:
    """A script that is called by a link is given the path behind it: nobody can turn the link meanwhile."""
    script = vault.parent / "script"
    script.write_text('#!/bin/sh\necho "$0 $*"\n', encoding="utf-8")
    script.chmod(0o755)
    (vault.parent / "link").symlink_to("script")

    assert ran(vault, str(vault.parent / "link"), "a b").output.decode() == f"{script} a b\n"


def test_a_program_goes_by_the_name_it_was_called_by(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs of many names look at it; ``~`` in it is the user's home."""
    (vault.parent / "other name").symlink_to("/bin/sh")
    monkeypatch.setenv("HOME", str(vault.parent))

    told = ran(vault, "~/other name", "-c", "echo $0")
    assert told.output.decode() == f"{vault.parent}/other name\n"


@pytest.fixture
def input_waiting() -> Iterator[None]:
    """Give this process an input in which something stands."""
    reading, writing = os.pipe()
    os.write(writing, b"secret\n")
    os.close(writing)
    before = os.dup(0)
    os.dup2(reading, 0)
    yield
    os.dup2(before, 0)
    os.close(before)
    os.close(reading)


@pytest.mark.usefixtures("input_waiting")
def test_what_is_typed_reaches_no_command(vault: Path) -> None:
    """A command reads nothing of what stands in the input of vaultgoals itself."""
    assert ran(vault, "cat").output == b""
    assert os.read(0, 100) == b"secret\n"


def test_a_command_that_closes_its_output_goes_on(vault: Path) -> None:
    """It is waited for, and what it did before is kept."""
    told = ran(vault, "sh", "-c", "echo one; exec >&- 2>&-; sleep 0.3; exit 4")

    assert (told.clause, told.output) == ("exit code 4", b"one\n")
    assert told.seconds >= 0.3
