"""Run one approved command, within a time limit, with all that it starts."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen, TimeoutExpired
from threading import current_thread, main_thread
from time import monotonic

from vaultgoals.act.approvals import approvals, compared
from vaultgoals.act.fingerprint import Fingerprint, fingerprint
from vaultgoals.act.output import Output
from vaultgoals.act.program import fixed_path
from vaultgoals.act.refused import RefusedError
from vaultgoals.frozen import frozen
from vaultgoals.model import Command, Permission, RecordResult

GRACE = 1.0
"""Seconds between the polite end (SIGTERM) and the certain one (SIGKILL): time to remove a lock file."""

_WINDOWS = os.name == "nt"
_STEP = 0.02
_REAPED_WITHIN = 5.0
_GIVEN = ("HOME", "LANG", "LC_ALL", "TZ", "USER", "LOGNAME")
_GIVEN_ON_WINDOWS = (
    "SYSTEMROOT",
    "COMSPEC",
    "PATHEXT",
    "TEMP",
    "TMP",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
)


@frozen
class Ran:
    """What running a command gave."""

    result: RecordResult | None
    """PASS for exit code 0, FAIL for any other end; None where it was not started."""
    clause: str
    """How it ended, without a full stop: ``exit code 3``."""
    seconds: float = 0.0
    output: bytes = b""
    """What it printed, its errors among it: at most 64 KiB, kept in memory alone. Empty on Windows."""


def run(root: Path, command: Command) -> Ran:
    """Run ``command`` in the vault at ``root`` if it stands approved at this moment, and wait for its end.

    It gets an argument list and no shell, no input, a session of its own and a small environment. What it
    leaves running in its process group is ended with it. On Windows only the program itself is ended, and
    its output is not kept.

    Raises:
        KeyboardInterrupt: as the user pressed it; everything started has been ended.
    """
    try:
        now = fingerprint(root, command)
    except RefusedError as refused:
        return Ran(None, f"not run: {refused}")
    stands = compared(approvals(root).get(command.name), now)
    if stands.permission is not Permission.APPROVED:
        return Ran(None, f"not run: {stands.reason}")
    started = monotonic()
    waiting = _Interruption()
    try:
        process = _start(now)
    except OSError as error:
        waiting.over()
        return Ran(None, f"could not be started: {error.strerror or type(error).__name__}")
    except BaseException:
        waiting.over()
        raise
    output = Output()
    try:
        waiting.over()
        in_time = _wait(process, output, started + now.limit)
        if not in_time:
            _signal(process, signal.SIGTERM)
            _wait(process, output, monotonic() + GRACE)
    finally:
        _end(process, output)
    seconds = monotonic() - started
    if not in_time:
        clause = f"did not end within {now.limit} s and was ended"
        return Ran(RecordResult.FAIL, clause, seconds, output.kept())
    result = RecordResult.PASS if process.returncode == 0 else RecordResult.FAIL
    return Ran(result, _ending(process.returncode), seconds, output.kept())


class _Interruption:
    """Holds a Ctrl+C back while a process is being started, when nobody could end that process yet."""

    def __init__(self) -> None:
        self._came = False
        usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        self._held = usual and current_thread() is main_thread()  # no other thread is ever interrupted
        if self._held:
            signal.signal(signal.SIGINT, self._keep)

    def _keep(self, _number: int, _frame: object) -> None:
        self._came = True

    def over(self) -> None:
        """Let what was held back come now, and all that follows at once."""
        if self._held:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._came:
            raise KeyboardInterrupt


def _start(now: Fingerprint) -> Popen[bytes]:
    """Start the program that was looked at, under the name by which it was called.

    Programs of many names (busybox, a Python of a virtual environment) go by that name.
    """
    return Popen(
        [os.path.expanduser(now.arguments[0]), *now.arguments[1:]],
        executable=now.program,
        cwd=now.folder,
        env=environment(now.environment, os.environ),
        stdin=DEVNULL,
        stdout=DEVNULL if _WINDOWS else PIPE,
        stderr=DEVNULL if _WINDOWS else STDOUT,
        bufsize=0,
        start_new_session=True,
    )


def environment(declared: tuple[str, ...], outer: Mapping[str, str]) -> dict[str, str]:
    """Return all that a command sees of the user's environment: little, and what it declares.

    PYTHONSAFEPATH keeps ``python3 script.py`` from importing modules that lie beside the script: a
    ``json.py`` in the vault would run with the approval of a script that nobody changed.
    """
    given = (*_GIVEN, *(_GIVEN_ON_WINDOWS if _WINDOWS else ()), *declared)
    passed = {name: outer[name] for name in given if name in outer}
    return {**passed, "PATH": fixed_path(), "PYTHONSAFEPATH": "1"}


def _wait(process: Popen[bytes], output: Output, until: float) -> bool:
    """Take output until the program ends, whoever still holds its pipe; return False at ``until``."""
    if _WINDOWS or process.stdout is None:
        with suppress(TimeoutExpired):
            process.wait(max(0.0, until - monotonic()))
        return process.returncode is not None
    pipe: int | None = process.stdout.fileno()
    os.set_blocking(process.stdout.fileno(), False)
    while not _has_ended(process):
        left = until - monotonic()
        if left <= 0:
            return False
        step = min(_STEP, left)
        if pipe is None:
            select.select([], [], [], step)
        elif select.select([pipe], [], [], step)[0] and not output.take(pipe):
            pipe = None  # it has closed its output and goes on
    return True


def _has_ended(process: Popen[bytes]) -> bool:
    """Whether the program has ended. Where it can, it is left unreaped: its number stays its group's."""
    if not hasattr(os, "waitid"):
        return process.poll() is not None
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end(process: Popen[bytes], output: Output) -> None:
    """End what is left of the group, take what was printed, and let go of the pipe."""
    _signal(process, signal.SIGTERM if _WINDOWS else signal.SIGKILL)
    if process.stdout is not None:
        with suppress(OSError):
            output.drain(process.stdout.fileno())
        process.stdout.close()
    with suppress(TimeoutExpired):  # a program that hangs in the system itself cannot be ended
        process.wait(_REAPED_WITHIN)


def _signal(process: Popen[bytes], number: signal.Signals) -> None:
    with suppress(OSError):  # nobody is left, or what is left belongs to another user
        if _WINDOWS:
            process.terminate()
        else:
            os.killpg(process.pid, number)


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return f"ended by signal {signal.Signals(-code).name}"
    return f"ended by signal {-code}"
