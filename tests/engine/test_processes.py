from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.files.disk import DROP_RIGHTS, run_python

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="processes are forked on other systems"
)

SHARED = """
import os, resource, signal, sys, threading
from contextlib import closing, suppress
from pathlib import Path
from vaultgoals.engine.processes import processes, shared_out

here, passed = os.getpid(), Path("passed")

def wait_for_end():
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)

def wait_for_child():
    while not passed.exists():
        pass

def work(unit):
    assert os.getpid() != here
    trouble(unit)
    return str(unit).encode() * 5000

def run(units, children, before):
    theirs, ours = [], []
    with closing(shared_out(units, work, children)) as results:
        for unit, message in results:
            if message is None:
                ours or before()
                ours.append(unit)
            else:
                assert message == str(unit).encode() * 5000
                theirs.append(unit)
    assert sorted(theirs + ours) == list(range(units)), (theirs, ours)
    with suppress(ChildProcessError):
        print("left behind", os.waitpid(-1, os.WNOHANG))
    return theirs
"""
"""What shares work out as the engine does; ``trouble`` is what happens in a child before a unit."""


def shared(program: str, folder: Path) -> str:
    """Return what a program prints that begins with `SHARED`; nothing may come twice, nor be an error."""
    return run_python(SHARED + program, folder)


def test_each_unit_is_done_once_by_one_or_another(tmp_path: Path) -> None:
    """Children begin at the front and this process at the back; what a child sends comes as it was sent."""
    program = """
def trouble(unit):
    if unit == 60:
        passed.touch()
theirs = run(90, 2, wait_for_child)
print(set(range(0, 60, 2)) <= set(theirs), run(0, 2, print), run(3, 0, lambda: None))
"""
    assert shared(program, tmp_path) == "True [] []\n"


@pytest.mark.parametrize(
    "fate",
    [
        "os.kill(os.getpid(), signal.SIGKILL)",
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "raise ValueError('of the child')",
        "raise SystemExit(3)",
        "sys.exit('of the child')",
        "os._exit(0)",
        "os.write(max(map(int, os.listdir('/proc/self/fd')[:-1])), b'half a message'); os._exit(0)",
    ],
)
def test_what_a_dead_child_did_not_do_is_done_here(tmp_path: Path, fate: str) -> None:
    """A child that is killed, crashes or raises midway costs nothing but time, and prints nothing."""
    program = f"""
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
def trouble(unit):
    if unit == 20:
        {fate}
print("printed once", end=" ")
print(run(50, 1, wait_for_end))
"""
    if "listdir" in fate and not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    assert shared(program, tmp_path) == f"printed once {list(range(20))}\n"


def test_a_child_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    """One that never answers, deaf to every polite signal, is passed by, ended and gone."""
    program = """
def trouble(unit):
    if unit == 20:
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 30))
        passed.touch()
        while True:
            signal.pause()
print(run(50, 1, wait_for_child))
"""
    assert shared(program, tmp_path) == f"{list(range(20))}\n"


def test_children_end_with_the_loop_that_asked_for_them(tmp_path: Path) -> None:
    """An error, or Ctrl+C, in the middle leaves no child, no zombie and no open file behind."""
    program = """
def trouble(unit):
    passed.touch()
    signal.pause()
def fail():
    wait_for_child()
    raise KeyboardInterrupt
files = os.listdir("/dev/fd")
with suppress(KeyboardInterrupt):
    run(50, 3, fail)
with suppress(ChildProcessError):
    print("left behind", os.waitpid(-1, 0))
print(os.listdir("/dev/fd") == files)
"""
    assert shared(program, tmp_path) == "True\n"


def test_without_a_process_to_be_had_all_is_done_here(tmp_path: Path) -> None:
    """Where the user may have no more processes, or open no more files, the work is done all the same."""
    program = f"""
def trouble(unit):
    pass
{DROP_RIGHTS}
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
try:
    os.fork() or os._exit(0)
except OSError:
    print("no fork")
print(run(50, 2, lambda: None))
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
print(run(50, 2, lambda: None))
"""
    tmp_path.chmod(0o777)
    printed = shared(program, tmp_path)
    if "no fork" not in printed:
        pytest.skip("needs a limit of processes that holds")
    assert printed == "no fork\n[]\n[]\n"


def test_an_orphan_ends(tmp_path: Path) -> None:
    """A child whose parent was killed writes to nobody and ends, be there other children or not."""
    program = """
def trouble(unit):
    Path(f"pid-{os.getpid()}").touch()
if os.fork() == 0:
    def die():
        while len(list(Path().glob("pid-*"))) < 3:
            pass
        os.kill(os.getpid(), signal.SIGKILL)
    run(9000, 3, die)
os.wait()
for path in Path().glob("pid-*"):
    with suppress(ProcessLookupError, FileNotFoundError):
        while True:
            state = Path(f"/proc/{path.name[4:]}/stat").read_text() if Path("/proc").exists() else ""
            if ") Z" in state:
                break
            os.kill(int(path.name[4:]), 0)
    print("gone")
"""
    assert shared(program, tmp_path) == "gone\n" * 3


def test_processes_are_shared_among_only_where_that_is_safe(tmp_path: Path) -> None:
    """As many as there are processors, four at most; one beside any thread, and one on one processor."""
    program = """
usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else range(os.cpu_count())
print(processes() == min(len(usable), 4))
event = threading.Event()
thread = threading.Thread(target=event.wait)
thread.start()
print(processes())
event.set()
thread.join()
import _thread
lock = _thread.allocate_lock()
lock.acquire()
_thread.start_new_thread(lock.acquire, ())  # one that Python's own list of threads does not know
print(processes() if os.path.exists("/proc/self/task") else 1)
lock.release()
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, usable[:1])
while len(os.listdir("/proc/self/task")) > 1 if os.path.exists("/proc/self/task") else False:
    pass
print(processes() if hasattr(os, "sched_setaffinity") else 1)
"""
    assert shared(program, tmp_path).split() == ["True", "1", "1", "1"]


def test_a_system_whose_libraries_do_not_survive_it_is_not_forked(tmp_path: Path) -> None:
    """On macOS, and where there is no fork at all, there is one process."""
    program = """
platform, sys.platform = sys.platform, "darwin"
print(processes())
sys.platform = platform
del os.fork
print(processes())
"""
    assert shared(program, tmp_path) == "1\n1\n"
