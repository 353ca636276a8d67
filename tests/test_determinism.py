"""Same vault, same day, same bytes, on any machine; and what only looks, writes nothing. Real processes."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.requirements import REQUIRE_ALL, needs
from tests.terminal import ROOT, Terminal

DAY = "--as-of 2026-11-21"
CHECK = f"vaultgoals check . {DAY} --format json"
REPORT = f"vaultgoals report . {DAY}"


def lay_out(terminal: Terminal, *, reverse: bool = False) -> None:
    """Put the example vault and some names from other languages into the terminal's vault."""
    source = ROOT / "examples" / "vault"
    files = [path for path in source.rglob("*") if path.is_file() and "Gaps" not in path.parts]
    for path in sorted(files, reverse=reverse):
        target = terminal.vault / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name in sorted(("İstanbul", "ısı", "Ärger – groß", "日本語 🎯", "zebra"), reverse=reverse):
        goal = terminal.vault / "Goals" / f"{name}.md"
        goal.write_text(f"---\ntype: goal\nstatus: active\nwhy: {name}\n---\n- [x] {name} ✅ 2026-11-20\n")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file's bytes by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    """Return what `check` prints and what `report` writes in the usual surroundings."""
    terminal = Terminal(tmp_path_factory.mktemp("usual"), 60)
    lay_out(terminal)
    return outcome(terminal)


def outcome(terminal: Terminal, setting: str = "") -> tuple[str, dict[str, bytes]]:
    """Return what `check` prints, twice the same, and what `report` then writes."""
    code, printed, errors = terminal.run(f"export PATH {setting}; {CHECK}")
    assert (code, errors) == (1, "")
    assert terminal.run(f"export PATH {setting}; {CHECK}")[1] == printed
    assert terminal.run(f"export PATH {setting}; {REPORT}")[0] == 0
    return printed, files_of(terminal.vault / "Gaps")


@pytest.mark.parametrize(
    "setting",
    [
        "PYTHONHASHSEED=1",
        "PYTHONHASHSEED=4294967295 TZ=Pacific/Kiritimati",
        "TZ=America/Los_Angeles LC_ALL=C",
        "LC_ALL=tr_TR.UTF-8",
    ],
)
def test_surroundings_change_nothing(
    setting: str, usual: tuple[str, dict[str, bytes]], tmp_path: Path
) -> None:
    """Hash seed, time zone, locale, place, order of creation and times of change change no byte."""
    if "tr_TR" in setting:
        needs_locale("tr_TR")
    terminal = Terminal(tmp_path, 60)
    lay_out(terminal, reverse=True)
    for path in terminal.vault.rglob("*.md"):
        os.utime(path, ns=(0, 0))

    printed, written = outcome(terminal, setting)

    assert printed == usual[0]
    assert written == usual[1]


def needs_locale(name: str) -> None:
    """Skip, or fail where all must run, on a machine without that locale."""
    installed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    if name not in installed:
        skip(f"needs the locale {name}, which is not installed")


def skip(reason: str) -> None:
    """Skip the test and say why, or fail it where all must run."""
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(f"{reason}, and {REQUIRE_ALL} is set", pytrace=False)
    pytest.skip(reason)


def test_nothing_of_the_machine_is_written(
    usual: tuple[str, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No line end but LF, no absolute path, host or time of day stands in what is printed and written."""
    texts = [usual[0], *(raw.decode() for raw in usual[1].values())]
    assert len(texts) > 20
    for text in texts:
        assert "\r" not in text
        assert text.endswith("\n")
        assert str(tmp_path_factory.getbasetemp()) not in text
        assert socket.gethostname() not in text
        assert not re.search(r"\b\d{1,2}:\d{2}\b", text)


def test_line_ends_of_notes_change_no_gap(usual: tuple[str, dict[str, bytes]], tmp_path: Path) -> None:
    """A vault with the line ends of Windows has the same gaps on the same lines, and LF in its reports."""
    terminal = Terminal(tmp_path, 60)
    lay_out(terminal)
    for path in terminal.vault.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    printed, written = outcome(terminal)

    assert printed == usual[0]
    assert written == usual[1]


def states(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return time of change and bytes of each file, and the time of each folder, by path."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in (folder, *folder.rglob("*"))
    }


def test_a_second_report_touches_nothing(tmp_path: Path) -> None:
    """The second report of a day changes no byte and no time of change, of no file and of no folder."""
    terminal = Terminal(tmp_path, 60)
    lay_out(terminal)
    assert terminal.run(REPORT)[0] == 0
    before = states(terminal.vault)

    code, printed, _ = terminal.run(REPORT)

    assert code == 0
    assert printed.startswith("nothing to write")
    assert states(terminal.vault) == before


LOOKS = (
    "vaultgoals check '{vault}' --verbose --format json",
    "vaultgoals show 'Tasks run without me' --vault '{vault}'",
    "vaultgoals report '{vault}' --dry-run",
)
CHANGES = (
    "?open,openat,?openat2,?creat,?rename,?renameat,renameat2,?unlink,unlinkat,?mkdir,mkdirat,?rmdir,?link,"
    "linkat,?symlink,symlinkat,truncate,?ftruncate,fallocate,?chmod,fchmod,fchmodat,?fchmodat2,?chown,?lchown,"
    "fchown,fchownat,?utime,?utimes,?futimesat,utimensat,setxattr,lsetxattr,fsetxattr,removexattr,?mknod,mknodat"
)
OPENED = re.compile(r"\bopen(?:at2?)?\(")
HELD = "/proc/self/fd/"
"""How what is written goes through a folder that is held open: such a call does not name the vault."""
FOR_WRITING = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)")


def changes(terminal: Terminal, command: str) -> list[str]:
    """Return the system calls of a command by which something in the vault could have been changed."""
    log = terminal.vault.parent / "strace.log"
    line = command.format(vault=terminal.vault)
    code, _, errors = terminal.run(f"cd / && strace -f -qq -y -s 4096 -e trace={CHANGES} -o '{log}' {line}")
    if "ptrace" in errors.lower():
        skip(f"needs strace to be allowed: {errors.strip()}")
    assert code in (0, 1), errors
    calls = log.read_text(errors="replace").splitlines()
    assert calls, "strace has seen nothing"
    return [
        call
        for call in calls
        if (str(terminal.vault) in call or HELD in call)
        and (not OPENED.search(call) or FOR_WRITING.search(call))
        if " resumed>"
        not in call  # the end of a call whose beginning stands above, with all that it asks for
    ]


@pytest.mark.parametrize("command", LOOKS)
def test_what_only_looks_writes_nothing(command: str, tmp_path: Path) -> None:
    """`check`, `show` and a dry run ask the system for no change to anything in the vault."""
    needs("strace")
    terminal = Terminal(tmp_path, 60)
    lay_out(terminal)

    assert changes(terminal, command) == []


def test_writing_is_seen_where_there_is_any(tmp_path: Path) -> None:
    """The watch above is no blind one: the same look at `report` sees its writing."""
    needs("strace")
    terminal = Terminal(tmp_path, 60)
    lay_out(terminal)

    seen = "\n".join(changes(terminal, "vaultgoals report '{vault}'"))

    assert "mkdir" in seen
    assert "O_WRONLY" in seen
    assert "rename" in seen


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Return a vault, with the reports of the day in it, that nobody may write to."""
    terminal = Terminal(tmp_path, 60)
    lay_out(terminal)
    assert terminal.run(REPORT)[0] == 0
    for path in (terminal.vault, *terminal.vault.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield terminal.vault
    for path in (terminal.vault, *(path for path in terminal.vault.rglob("*") if path.is_dir())):
        path.chmod(0o755)


# Root may write everywhere: PR_CAPBSET_DROP (24) keeps CAP_DAC_OVERRIDE (1) from what is started next.
WITHOUT_RIGHTS = """
import ctypes, os, sys
if os.geteuid() == 0:
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def without_rights(vault: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run vaultgoals so that the rights of files hold for it, also where the tests are run by root."""
    if started("/bin/sh", "-c", f"test ! -w '{vault}'").returncode:
        skip("needs a user who may not write to a folder without the right to write")
    return started(sys.executable, "-P", "-m", "vaultgoals", *words)


def started(*line: str) -> subprocess.CompletedProcess[str]:
    """Start a program without root's right to write everywhere."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_RIGHTS, *line],
        cwd="/",
        env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_vault_that_may_not_be_written_to_is_checked_like_any_other(read_only: Path) -> None:
    """`check` and `show` do all their work in a read-only vault; so does a report with nothing to write."""
    checked = without_rights(read_only, "check", str(read_only), "--as-of", "2026-11-21", "--format", "json")
    shown = without_rights(read_only, "show", "Tasks run without me", "--vault", str(read_only))
    again = without_rights(read_only, "report", str(read_only), "--as-of", "2026-11-21")

    assert (checked.returncode, checked.stderr) == (1, "")
    assert json.loads(checked.stdout)["summary"]["goals"] > 19
    assert (shown.returncode, shown.stderr) == (0, "")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("nothing to write")


def test_a_report_that_cannot_be_written_is_one_sentence(read_only: Path) -> None:
    """Where a report is due in a read-only vault, that is said in one line; nothing is half written."""
    before = states(read_only)

    done = without_rights(read_only, "report", str(read_only), "--as-of", "2026-11-22")

    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(r"vaultgoals: Gaps/\S.* could not be written \(.*\); it is unchanged\n", done.stderr)
    assert states(read_only) == before
