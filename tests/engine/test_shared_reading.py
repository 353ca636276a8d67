from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files.disk import run_python
from tests.store.laws import VAULT
from tests.terminal import Terminal
from tests.vaults import write_files

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="processes are forked on other systems"
)

BOTH_WAYS = """
import os, random, shutil, sqlite3, sys
from marshal import loads
from pathlib import Path
from tests.store.laws import DAY, VAULT, picture, tick
from tests.vaults import write_files
from vaultgoals.engine import examine, intake, processes
from vaultgoals.store import Memo

root = Path("vault").resolve()
chance = random.Random(7)
cache = Path(os.environ["XDG_CACHE_HOME"])

def memo():
    found = sorted(cache.rglob("*.sqlite"))
    connection = sqlite3.connect(found[0])
    rows = connection.execute("SELECT folder, content FROM folders ORDER BY folder").fetchall()
    connection.close()
    return [(folder, repr(loads(content[4:]))) for folder, content in rows]

def run(many, used=None):
    steps = []
    intake.MANY = many
    found = examine(root, as_of=DAY, memo=used, progress=lambda read, every: steps.append((read, every)))
    assert steps == sorted(steps) and steps[-1][0] == steps[-1][1], steps[-1]
    assert not os.path.exists("/proc/self/task") or len(os.listdir("/proc/self/task")) == 1
    return picture(found)

def forget():
    shutil.rmtree(cache, ignore_errors=True)

def hold_both():
    '''Read in one process and in three, from nothing and from the memo of before: all must be the same.'''
    tick(root)
    before = Path("before")
    shutil.rmtree(before, ignore_errors=True)
    if cache.exists():
        shutil.copytree(cache, before)
    alone, remembered = run(10**9), memo()
    forget()
    if before.exists():
        shutil.copytree(before, cache)
    assert run(1) == alone and memo() == remembered
    forget()
    assert run(1) == alone and sorted(memo()) == sorted(remembered)
    assert run(1, Memo()) == run(10**9, Memo()) == alone

processes.processes = lambda: 3
intake.TICK = 0
"""
"""Compares a run in one process with one in three, which are begun for a single note."""


def test_read_by_three_processes_a_vault_is_the_same(tmp_path: Path) -> None:
    """Gaps, notices, marked bytes and memo are those of one process, after whatever edits between."""
    program = """
def scramble(text):
    for _ in range(chance.choice((0, 1, 3))):
        at = chance.randrange(len(text) + 1)
        more = chance.choice(("---\\n", "[[", "- [ ] ", "\\r", ": ", "\\ud7ff", "::"))
        text = text[:at] + more + text[at + chance.randrange(3):]
    return text

texts = list(VAULT.values())
for round in range(4):
    for number in range(40):
        folder = chance.choice(("Flat", "Flat", "Goals", f"Sub {number % 7}", "Templates", "Gaps"))
        write_files(root, {f"{folder}/{chance.randrange(200)}.md": scramble(chance.choice(texts))})
    write_files(root, {f"Flat/flat {number}.md": scramble(chance.choice(texts)) for number in range(150)})
    write_files(root, VAULT)
    (root / "Goals/bad.md").write_bytes(b"\\xff")
    hold_both()
print("the same")
"""
    assert run_python(BOTH_WAYS + program, tmp_path) == "the same\n"


@pytest.mark.parametrize("fate", ["os.kill(os.getpid(), 9)", "signal.pause()", "raise MemoryError"])
def test_a_note_on_which_only_a_child_fails_is_read_all_the_same(tmp_path: Path, fate: str) -> None:
    """A note that kills, stops or breaks the child that reads it is read by the process that started it."""
    program = f"""
import signal
here, read = os.getpid(), intake.Intake._read
def fail(self, path, before):
    if path == "Tasks/Shoes.md" and os.getpid() != here:
        {fate}
    return read(self, path, before)
write_files(root, VAULT)
intake.Intake._read = fail
hold_both()
print("the same")
"""
    assert run_python(BOTH_WAYS + program, tmp_path) == "the same\n"


def test_what_is_damaged_on_its_way_is_read_here(tmp_path: Path) -> None:
    """An answer of a child that proves to be damaged is thrown away, and its part read once more."""
    program = """
here, pack = os.getpid(), intake.pack
def damage(held, key, folder):
    blob = pack(held, key, folder)
    return blob if os.getpid() == here else blob[:-1]
write_files(root, VAULT)
intake.pack = damage
hold_both()
print("the same")
"""
    assert run_python(BOTH_WAYS + program, tmp_path) == "the same\n"


def test_a_large_vault_is_shared_and_a_small_one_is_not(tmp_path: Path) -> None:
    """Children are started for as many unknown notes as `MANY` says, and for none that are remembered."""
    program = """
forks = []
real = os.fork
os.fork = lambda: forks.append(1) or real()
write_files(root, {f"{number}.md": "" for number in range(200)})
tick(root)
counts = []
for many in (201, 200, 200):
    if len(counts) < 2:
        forget()
    run(many)
    counts.append(len(forks))
print(counts)
"""
    assert run_python(BOTH_WAYS + program, tmp_path) == "[0, 2, 2]\n"


def test_an_interrupted_check_leaves_no_process(tmp_path: Path) -> None:
    """Ctrl+C while notes are read ends the command as it ends any other, and its children with it."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, VAULT)
    program = """
import os, signal, sys, time
from pathlib import Path
from vaultgoals.engine import intake, processes
from vaultgoals.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests in the background ignores it
def stop(self, path, before):
    Path(os.environ["MARKS"], str(os.getpid())).touch()
    while True:
        time.sleep(0.05)  # and not signal.pause, which a signal just before it does not end
intake.MANY, intake.Intake._read = 1, stop
processes.processes = lambda: 3
sys.exit(main())
"""
    marks = tmp_path / "marks"
    marks.mkdir()
    started = subprocess.Popen(
        [sys.executable, "-P", "-c", program, "check", str(terminal.vault)],
        env={**terminal.environment(), "MARKS": str(marks)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(list(marks.iterdir())) < 3:
        assert started.poll() is None, started.communicate()
    os.killpg(started.pid, signal.SIGINT)
    assert started.communicate(timeout=60) == ("", "\n")
    assert started.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.killpg(started.pid, 0)


def test_a_check_by_several_processes_writes_nothing_into_the_vault(tmp_path: Path) -> None:
    """With children reading, the system is asked for no change to anything in the vault, as without."""
    from tests.requirements import needs
    from tests.test_determinism import changes

    needs("strace")
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, VAULT)
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\n"
        "from vaultgoals.__main__ import main\n"
        "from vaultgoals.engine import intake, processes\n"
        "intake.MANY, processes.processes = 1, lambda: 3\n"
        "sys.exit(main())\n"
    )
    line = f"{sys.executable} {program} check '{{vault}}' --as-of 2026-11-21"
    assert changes(terminal, line) == []
    log = (tmp_path / "strace.log").read_text(errors="replace")
    assert len({call.split()[0] for call in log.splitlines()}) == 3
