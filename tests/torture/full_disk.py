"""P2: a disk that is really full, a file that may not grow, a drive that is read-only.

Run as a program of its own in a mount namespace: ``python -m tests.torture.full_disk FOLDER`` fills the
small disk that is mounted at FOLDER, tries every writer, and prints what stands in each note afterwards.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.torture.others import Writer, others, told
from tests.torture.rows import Row, not_run
from vaultgoals.errors import WriteFailedError
from vaultgoals.files import Edit, EditKind, apply

_HOW = "a disk of 1 MB that is full, a limit on the size of files, a drive that is read-only"
_TARGET = "0 notes harmed, 0 files left, each told as an error"
_OLD = "---\nkey: old\n---\n" + "old line\n" * 500
_NEW = "---\nkey: new\n---\n" + "new line\n" * 9000
_SCRIPT = 'mount -t tmpfs -o size=1m none "$1" && exec "$2" -m tests.torture.full_disk "$1"'


def full_disk(folder: Path, scale: float) -> list[Row]:
    """Let every writer rewrite a note where the system has no room for it, or lets nobody write."""
    assert scale > 0
    inside = ("unshare", "--user", "--map-root-user", "--mount")
    if not shutil.which("unshare") or subprocess.run([*inside, "true"], check=False).returncode:
        return [not_run("P2", _HOW, _TARGET, "needs Linux with user namespaces, or root")]
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    ran = subprocess.run(
        [*inside, "sh", "-c", _SCRIPT, "sh", str(folder), sys.executable],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        check=True,
    )
    left: dict[str, dict[str, str]] = json.loads(ran.stdout)
    ours = left.pop("vaultgoals")
    figures = {
        name: ", ".join(f"{case}: {what}" for case, what in cases.items()) for name, cases in left.items()
    }
    kept = sum(what == "as it was, told" for what in ours.values())
    return [
        Row(
            "P2",
            _HOW,
            f"{kept} of {len(ours)} notes as they were",
            _TARGET,
            kept == len(ours) == 3,
            told(figures),
        )
    ]


def _each_writer(folder: Path) -> dict[str, dict[str, str]]:
    """Return, by writer and by trouble, what became of a note."""
    writers: dict[str, Writer | None] = {"vaultgoals": None, **{one.name: one for one in others()}}
    for name, writer in writers.items():  # all that is needed is loaded before there is trouble
        note = folder / "n.md"
        note.write_text(_OLD, encoding="utf-8")
        assert _tried(note, writer, 1 << 20) == "written", name
        note.unlink()
    return {name: _troubled(folder, writer) for name, writer in writers.items()}


def _troubled(folder: Path, writer: Writer | None) -> dict[str, str]:
    note, filler = folder / "n.md", folder / "filler"
    came = {}
    note.write_text(_OLD, encoding="utf-8")
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    came["full disk"] = _tried(note, writer, 1 << 30)
    filler.unlink()
    note.write_text(_OLD, encoding="utf-8")
    came["file limit"] = _tried(note, writer, 20_000)
    note.write_text(_OLD, encoding="utf-8")
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    came["read-only"] = _tried(note, writer, 1 << 30)
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
    return came


def _tried(note: Path, writer: Writer | None, largest: int) -> str:
    """Say what a note holds after a rewrite, and whether the writer told of an error."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, most[1]))
    before = writer.settled(_OLD) if writer else _OLD
    try:
        _put(note, writer)()
        told_of = ""
    except (OSError, WriteFailedError):
        told_of = ", told"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    found = note.read_text(encoding="utf-8")
    beside = ", files left" if list(note.parent.glob(".*")) else ""
    if found in (_OLD, before):
        return f"as it was{told_of}{beside}"
    if "new line\n" * 9000 in found or found == (writer.settled(_NEW) if writer else _NEW):
        return f"written{told_of}{beside}"
    return "torn" if found else "empty"


def _put(note: Path, writer: Writer | None) -> Callable[[], object]:
    if writer is not None:
        return lambda: writer.put(note, _NEW)
    edit = Edit(note.name, _OLD.encode(), _NEW.encode(), EditKind.REGION)
    return lambda: apply(note.parent, [edit], "Gaps")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_each_writer(Path(sys.argv[1]))))
