"""Ctrl+C around the start of a command, and what a program has made of that key itself."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import pytest

from vaultgoals.act.approvals import approve
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.act.run import Ran, _Interruption, run
from vaultgoals.model import Command, RecordResult


@pytest.fixture(autouse=True)
def usual_handling() -> Iterator[None]:
    """Let Ctrl+C raise KeyboardInterrupt, as Python has it, and give back what there was."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def own_handling(_number: int, _frame: FrameType | None) -> None:
    """Do nothing, as a program may that ends in its own way."""


def ran(folder: Path, *arguments: str) -> Ran:
    """Approve a command and run it."""
    command = Command("it", arguments, limit=5)
    approve(folder, fingerprint(folder, command), "2026-11-21")
    return run(folder, command)


def broken(folder: Path) -> str:
    """Return a program that the system will not start."""
    file = folder.parent / f"{folder.name} broken"
    file.write_bytes(b"\x7fELF no program")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize("handling", [signal.default_int_handler, signal.SIG_IGN, own_handling])
def test_the_handling_is_afterwards_what_it_was(handling: signal.Handlers, tmp_path: Path) -> None:
    """Whatever the program has set, and whether or not the command could be started."""
    signal.signal(signal.SIGINT, handling)

    assert ran(tmp_path, "true").result is RecordResult.PASS
    assert signal.getsignal(signal.SIGINT) is handling
    assert ran(tmp_path, broken(tmp_path)).result is None
    assert signal.getsignal(signal.SIGINT) is handling


def press() -> None:
    """Press Ctrl+C."""
    signal.raise_signal(signal.SIGINT)


def interrupts(act: Callable[[], None]) -> bool:
    """Whether an act ends in KeyboardInterrupt, which would end the whole run of the tests."""
    try:
        act()
    except KeyboardInterrupt:
        return True
    return False


@pytest.mark.parametrize("handling", [signal.SIG_IGN, own_handling])
def test_a_program_that_takes_the_key_itself_gets_it(handling: signal.Handlers) -> None:
    """Nothing is held back, and nothing raised that the program did not ask for."""
    signal.signal(signal.SIGINT, handling)
    waiting = _Interruption()
    assert signal.getsignal(signal.SIGINT) is handling
    assert not interrupts(press)
    assert not interrupts(waiting.over)


def test_the_key_is_held_back_while_a_command_starts() -> None:
    """It comes as soon as the command could be ended, however often it was pressed, and then at once."""
    waiting = _Interruption()
    assert not interrupts(press)
    assert not interrupts(press)
    assert interrupts(waiting.over)
    assert interrupts(press)


def test_without_the_key_nothing_comes() -> None:
    """The end of the start is no interruption by itself."""
    assert not interrupts(_Interruption().over)


def test_a_command_runs_in_another_thread(tmp_path: Path) -> None:
    """There no key ever comes, and the handling of it cannot be set; it stays for the main thread."""
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(ran, tmp_path, "true").result().result is RecordResult.PASS
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
