from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from tests.terminal import ROOT
from tests.vaults import write_files
from vaultgoals.errors import AlreadyWatchedError, StateFolderError, WriterBusyError
from vaultgoals.state.folder import state_folder
from vaultgoals.state.lock import WRITER, sole_writer
from vaultgoals.state.watcher import WatcherStatus, note_watcher, sole_watcher, watcher_status

_HOLD = """
import sys
from pathlib import Path
from vaultgoals.state.lock import sole_writer
from vaultgoals.state.watcher import sole_watcher
root = Path(sys.argv[1])
with (sole_writer(root, "verify") if sys.argv[2] == "writer" else sole_watcher(root)):
    print("held", flush=True)
    sys.stdin.read()
"""
AT_ONCE = 0.0
SOON = 10.0


@contextmanager
def _held(vault: Path, what: str) -> Iterator[Popen[bytes]]:
    """Another process that holds a lock of the vault until its standard input ends."""
    with Popen([sys.executable, "-c", _HOLD, str(vault), what], stdin=PIPE, stdout=PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            yield process
        finally:
            process.kill()


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    """While one process writes another one does not, and its error names the command and the process."""
    with (
        _held(tmp_path, "writer") as other,
        pytest.raises(WriterBusyError) as caught,
        sole_writer(tmp_path, "report", wait=AT_ONCE),
    ):
        pytest.fail("two writers at once")

    assert f"`vaultgoals verify` (process {other.pid}) is writing to this vault" in str(caught.value)


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    """A writer that comes while another one writes goes on when that one has ended."""
    with _held(tmp_path, "writer") as other:
        assert other.stdin is not None
        other.stdin.close()
        with sole_writer(tmp_path, "report", wait=SOON):
            assert other.wait(SOON) == 0


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    """A process that is killed while it writes keeps nobody out, whatever its file still says."""
    with _held(tmp_path, "writer") as other:
        other.send_signal(signal.SIGKILL)
        other.wait()

    assert str(other.pid) in (state_folder(tmp_path) / WRITER).read_text()
    with sole_writer(tmp_path, "report", wait=AT_ONCE):
        pass


def test_a_writer_may_write_within_its_own_sole_writer(tmp_path: Path) -> None:
    """A command that writes in several steps holds the lock from the first to the last."""
    with sole_writer(tmp_path, "verify"):
        with sole_writer(tmp_path, "report", wait=AT_ONCE):
            pass
        with _asking(tmp_path) as answer:
            assert answer == "busy"
    with _asking(tmp_path) as answer:
        assert answer == "free"


@contextmanager
def _asking(vault: Path) -> Iterator[str]:
    """What another process finds: ``busy`` or ``free``."""
    ask = (
        "import sys\nfrom pathlib import Path\nfrom vaultgoals.errors import WriterBusyError\n"
        "from vaultgoals.state.lock import sole_writer\n"
        "try:\n    with sole_writer(Path(sys.argv[1]), 'x', wait=0): print('free')\n"
        "except WriterBusyError: print('busy')\n"
    )
    with Popen([sys.executable, "-c", ask, str(vault)], stdout=PIPE) as process:
        yield process.communicate(timeout=SOON)[0].decode().strip()


def test_vaults_are_locked_one_by_one(tmp_path: Path) -> None:
    """A writer of one vault keeps nobody from another one."""
    with _held(tmp_path / "a", "writer"), sole_writer(tmp_path / "b", "report", wait=AT_ONCE):
        pass


def test_a_removed_lock_file_locks_nobody_out(tmp_path: Path) -> None:
    """Where the lock's file is removed while it is held, the next writer makes one that counts."""
    with _held(tmp_path, "writer"):
        (state_folder(tmp_path) / WRITER).unlink()
        with sole_writer(tmp_path, "report", wait=AT_ONCE), _asking(tmp_path) as answer:
            assert answer == "busy"


def test_no_lock_where_there_is_no_state_folder(tmp_path: Path, own_state: Path) -> None:
    """Where nothing can be kept outside the vault nothing is written, and the error says what to set."""
    (own_state / "vaultgoals").write_text("no folder")

    with pytest.raises(StateFolderError, match="XDG_STATE_HOME"), sole_writer(tmp_path, "report"):
        pytest.fail("written without a lock")


def test_a_watch_is_known_to_run_as_long_as_it_does(tmp_path: Path) -> None:
    """Whether a watch runs is told by its lock: true while it lives, false however it has ended."""
    assert watcher_status(tmp_path) is None

    with _held(tmp_path, "watcher") as other:
        note_watcher(tmp_path, WatcherStatus(other.pid, "2026-11-21T09:00:00+00:00", mode="polling"))
        status = watcher_status(tmp_path)
        assert status is not None
        assert (status.running, status.pid, status.mode) == (True, other.pid, "polling")
        with pytest.raises(AlreadyWatchedError, match=f"process {other.pid}"), sole_watcher(tmp_path):
            pytest.fail("two watches at once")
        other.send_signal(signal.SIGKILL)
        other.wait()

    ended = watcher_status(tmp_path)
    assert ended is not None
    assert (ended.running, ended.pid) == (False, other.pid)


def test_a_damaged_note_of_the_watch_is_no_error(tmp_path: Path) -> None:
    """A file that cannot be read tells of no watch; of one that runs its lock still tells."""
    with sole_watcher(tmp_path):
        (state_folder(tmp_path) / "watcher.json").write_text("{")
        status = watcher_status(tmp_path)
        assert status is not None
        assert (status.running, status.pid) == (True, os.getpid())

    assert watcher_status(tmp_path) is None


def test_a_user_without_a_home_is_told(tmp_path: Path) -> None:
    """Where no folder for the state can be named, `report` says so in one sentence, and writes nothing."""
    if sys.platform != "linux":
        pytest.skip("other systems always name a folder")
    write_files(tmp_path / "vault", {"Goals/A.md": "---\ntype: goal\n---\n"})
    program = (
        "import pwd, sys\nfrom vaultgoals.cli import main\n"
        "pwd.getpwuid = {}.__getitem__  # as of a user that no table knows\n"
        "sys.argv = ['vaultgoals', 'report', 'vault']\nsys.exit(main())\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, check=False
    )

    assert done.returncode == 2
    assert b"set XDG_STATE_HOME" in done.stderr
    assert b"a fault in vaultgoals" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    assert not (tmp_path / "vault" / "Gaps").exists()
