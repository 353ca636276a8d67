from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.vaults import write_files
from vaultgoals.act.approvals import approve
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.act.output import KEPT
from vaultgoals.act.run import GRACE, Ran, run
from vaultgoals.model import Command, RecordResult

SOON = 8.0
"""Seconds within which what should be gone is gone, on a machine that is busy."""


class Place:
    """A vault without configuration, in which commands are approved and run at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.root = self.folder / "vault"
        self.root.mkdir()

    def run(self, *arguments: str, limit: int = 2, environment: tuple[str, ...] = ()) -> Ran:
        """Approve a command and run it."""
        command = Command("it", arguments, limit=limit, environment=environment)
        approve(self.root, fingerprint(self.root, command), "2026-11-21")
        return run(self.root, command)

    def sh(self, text: str, limit: int = 2) -> Ran:
        """Approve a text for the shell and run it."""
        return self.run("sh", "-c", text, limit=limit)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a vault to run commands in."""
    return Place(tmp_path)


def wait_for(holds: Callable[[], bool]) -> bool:
    """Wait until something holds; return False where it did not soon."""
    end = monotonic() + SOON
    while not holds():
        if monotonic() > end:
            return False
        sleep(0.01)
    return True


def is_gone(pid: int) -> bool:
    """Whether a process has ended, be it that nobody has asked for its exit code yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state in "ZX"


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")


@pytest.mark.parametrize(
    ("text", "result", "clause"),
    [
        ("exit 0", RecordResult.PASS, "exit code 0"),
        ("exit 3", RecordResult.FAIL, "exit code 3"),
        ("kill -SEGV $$", RecordResult.FAIL, "ended by signal SIGSEGV"),
        ("kill -KILL $$", RecordResult.FAIL, "ended by signal SIGKILL"),
        pytest.param(
            "kill -40 $$",
            RecordResult.FAIL,
            "ended by signal 40",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="others have no signal without a name"),
        ),
        ("exec >&- 2>&-; exit 4", RecordResult.FAIL, "exit code 4"),
    ],
)
def test_how_it_ended_is_said(place: Place, text: str, result: RecordResult, clause: str) -> None:
    """Exit code 0 is a pass; any other, and death by a signal, is a failure that is named."""
    ran = place.sh(text)

    assert (ran.result, ran.clause) == (result, clause)
    assert 0 < ran.seconds < SOON


def test_what_cannot_be_started_is_neither_pass_nor_fail(place: Place) -> None:
    """A program that the system will not start, and one that is missing, say so and give no result."""
    broken = place.folder / "broken"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o755)
    ran = place.run(str(broken))
    assert ran.result is None
    assert ran.clause == "could not be started: Exec format error"

    ran = run(place.root, Command("it", ("no-such-program",)))
    assert ran.result is None
    assert ran.clause.startswith("not run: its program 'no-such-program' is in none of /usr/local/sbin:")

    broken.unlink()
    assert "is not there" in run(place.root, Command("it", (str(broken),))).clause


def test_a_command_that_hangs_is_ended_at_its_limit(place: Place) -> None:
    """At the limit it is a failure, and the run is over at once."""
    ran = place.run("sleep", "60", limit=1)

    assert (ran.result, ran.clause) == (RecordResult.FAIL, "did not end within 1 s and was ended")
    assert 1 <= ran.seconds < 1 + GRACE + SOON


def test_it_may_clean_up_and_may_not_stay(place: Place) -> None:
    """At the limit a command gets a moment to clean up; one that ignores it is ended all the same."""
    ran = place.sh("trap 'sleep 0.2; echo cleaned; exit' TERM; sleep 60 & wait", limit=1)
    assert ran.output == b"cleaned\n"
    assert ran.seconds < 1 + GRACE

    ran = place.sh("trap '' TERM; echo $$; for _ in 1 2 3 4 5 6 7 8 9; do sleep 2; done", limit=1)
    assert ran.clause.startswith("did not end within 1 s")
    assert is_gone(int(ran.output))


@needs_proc
@pytest.mark.parametrize("end", ["sleep 60", "exit 0", "ulimit -t 20; while :; do :; done"])
def test_nothing_that_it_started_is_left(place: Place, end: str) -> None:
    """Children and their children are gone when the run is over, whether it ended in time or not."""
    ran = place.sh(f"sh -c 'sleep 77 & echo $!; sleep 78 & echo $!; wait' & echo $!; sleep 0.2; {end}", 1)

    pids = [int(line) for line in ran.output.split()]
    assert len(pids) == 3
    assert wait_for(lambda: all(is_gone(pid) for pid in pids))


@needs_proc
def test_a_child_that_leaves_the_group_is_not_waited_for(place: Place) -> None:
    """A child in a session of its own may live on with the output open; the run is over without it."""
    ran = place.sh("setsid sh -c 'echo $$; sleep 30' & sleep 0.3; echo done", limit=5)
    pid = int(ran.output.split()[0])
    try:
        assert ran.result is RecordResult.PASS
        assert ran.seconds < 5
        assert not is_gone(pid)
    finally:
        os.kill(pid, signal.SIGKILL)


def test_a_flood_takes_little_memory(place: Place) -> None:
    """Of endless output 64 KiB are kept, its beginning and its end, and memory does not grow with it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ran = place.run("yes", limit=1)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    assert ran.clause.startswith("did not end within 1 s")
    assert ran.seconds < 1 + GRACE + SOON
    assert KEPT <= len(ran.output) < KEPT + 100
    assert grown < (16 << 20 if sys.platform == "darwin" else 16 << 10)  # bytes there, KiB elsewhere

    ran = place.sh("echo first; seq 1 200000; echo last")
    assert ran.output.startswith(b"first\n1\n2\n")
    assert ran.output.endswith(b"\n200000\nlast\n")
    assert b" bytes left out]\n" in ran.output


def test_short_output_is_kept_whole_with_its_errors(place: Place) -> None:
    """Output and errors stand in the order in which they were printed."""
    assert place.sh("echo one; echo two >&2; echo three").output == b"one\ntwo\nthree\n"


def test_it_reads_nothing_and_sees_little(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no input; of the environment a few names are passed, and those that it declares."""
    monkeypatch.setenv("TOKEN", "t")
    monkeypatch.setenv("OTHER", "o")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("TEMP", "/what Windows alone needs")
    assert place.sh("cat; pwd").output.decode() == f"{place.root}\n"

    lines = place.run("env", environment=("TOKEN", "UNSET")).output.decode().split("\n")
    names = {line.partition("=")[0] for line in lines if line}
    assert "TOKEN=t" in lines
    assert "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin" in lines
    extra = {"HOME", "LANG", "LC_ALL", "TZ", "USER", "LOGNAME", "PWD", "SHLVL", "_", "LC_CTYPE"}
    assert names - extra == {"PATH", "TOKEN", "PYTHONSAFEPATH"}


def test_no_shell_reads_the_arguments(place: Place) -> None:
    """What a shell would act on reaches the program as it stands."""
    argument = "$(touch x); `touch x` > x * ~ $HOME"
    assert place.run("printf", "%s", argument).output.decode() == argument
    assert list(place.root.iterdir()) == []


def test_python_imports_nothing_that_lies_beside_a_script(place: Place) -> None:
    """A module that lies beside an approved script is not imported in the place of another."""
    write_files(place.root, {"look.py": "import json\nprint(json.__file__)\n", "json.py": "print('taken')\n"})

    ran = place.run(sys.executable, "look.py", limit=10)

    assert ran.result is RecordResult.PASS
    assert b"taken" not in ran.output


@pytest.fixture
def interrupted(place: Place) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that runs a command which would take a minute."""
    program = (
        "import sys; from pathlib import Path; from vaultgoals.act.approvals import approve\n"
        "from vaultgoals.act.fingerprint import fingerprint; from vaultgoals.act.run import run\n"
        "from vaultgoals.model import Command\n"
        f"root = Path({str(place.root)!r}); command = Command('it', ('sh', '-c', 'sleep 60 & "
        f"echo $! $$ > {place.folder}/pids; wait'), limit=60)\n"
        "approve(root, fingerprint(root, command), '2026-11-21')\n"
        "try: run(root, command)\n"
        "except KeyboardInterrupt: print('raised'); sys.exit(9)\n"
    )
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@needs_proc
def test_an_interruption_ends_all_of_it(place: Place, interrupted: subprocess.Popen[str]) -> None:
    """Ctrl-C ends the command with all that it started, and is raised on."""
    pids = place.folder / "pids"
    assert wait_for(lambda: pids.exists() and len(pids.read_text().split()) == 2)

    interrupted.send_signal(signal.SIGINT)
    shown, _ = interrupted.communicate(timeout=SOON)

    assert (interrupted.returncode, shown) == (9, "raised\n")
    assert wait_for(lambda: all(is_gone(int(pid)) for pid in pids.read_text().split()))


@needs_proc
def test_an_interruption_at_the_very_start_ends_it_too(place: Place) -> None:
    """Ctrl-C while a command is being started leaves nothing running, in any of thirty such moments."""
    program = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # the child is first, then\n"
        "from pathlib import Path; from vaultgoals.act.approvals import approve\n"
        "from vaultgoals.act.fingerprint import fingerprint; from vaultgoals.act.run import run\n"
        "from vaultgoals.model import Command\n"
        f"root = Path({str(place.root)!r}); command = Command('it', ('sh', '-c', "
        f"'echo $$ >> {place.folder}/pids; kill -INT $PPID; exec sleep 60'), limit=60)\n"
        "approve(root, fingerprint(root, command), '2026-11-21')\n"
        "for _ in range(30):\n"
        "    try: run(root, command)\n"
        "    except KeyboardInterrupt: print('raised')\n"
    )
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        shown = subprocess.run(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, timeout=60, check=True
        ).stdout
    finally:
        signal.signal(signal.SIGINT, before)

    assert shown == "raised\n" * 30
    pids = (place.folder / "pids").read_text().split()
    assert len(pids) == 30
    assert wait_for(lambda: all(is_gone(int(pid)) for pid in pids))
