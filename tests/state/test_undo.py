from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.errors import StateFolderError
from vaultgoals.state import undo
from vaultgoals.state.entries import DamagedEntryError, Entries, Entry
from vaultgoals.state.folder import state_folder
from vaultgoals.state.undo import Replaced, Writing, digest

NOW = datetime(2026, 11, 21, 9, 14, 3, 250, tzinfo=UTC)
REWRITTEN = Replaced("Gaps/a.md", b"old", b"new", 0o640, -5, 1_700_000_000_123_456_789)
MADE = Replaced("Gaps/b.md", None, b"new")
REMOVED = Replaced("Gaps/c.md", b"gone", None, 0o600, 1, 2)


def at(when: datetime) -> Callable[[], datetime]:
    """Return a clock that stands still."""
    return lambda: when


def folder(root: Path) -> Path:
    """Return where the zip files are."""
    return state_folder(root) / "undo"


def names(root: Path) -> list[str]:
    """Return the names of everything that is kept, hidden files too."""
    return sorted(path.name for path in folder(root).iterdir())


def entries(root: Path) -> list[Entry]:
    """Return every entry that can be read, newest first."""
    return [entry for entry, _ in Entries(root).newest_first()]


def test_what_is_replaced_is_kept_and_read_again(tmp_path: Path) -> None:
    """Bytes, mode and times to the nanosecond come back as they were; what was new or removed is known."""
    Writing(tmp_path, "report", clock=at(NOW)).keep([REWRITTEN, MADE, REMOVED])

    (entry,) = entries(tmp_path)
    assert (entry.id, entry.command, entry.when) == ("20261121T091403.000250Z-report", "report", NOW)
    a, b, c = entry.parts[0]
    assert (a.bytes_before(), b.bytes_before(), c.bytes_before()) == (b"old", None, b"gone")
    assert (a.after, b.after, c.after) == (digest(b"new"), digest(b"new"), None)
    assert (a.mode, a.atime_ns, a.mtime_ns) == (0o640, -5, 1_700_000_000_123_456_789)


@given(raw=st.binary(max_size=500), path=st.text(min_size=1))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, raw: bytes, path: str) -> None:
    """Whatever a note holds and whatever it is called, both are read as they were kept."""
    root = tmp_path_factory.mktemp("vault")
    Writing(root, "verify").keep([Replaced(path, raw, b"x")])

    (entry,) = entries(root)
    assert [(file.path, file.bytes_before()) for file in entry.parts[0]] == [(path, raw)]


def test_any_zip_tool_can_open_it(tmp_path: Path) -> None:
    """A part is a plain zip file: what was where stands in entry.json, the bytes in numbered members."""
    Writing(tmp_path, "report", clock=at(NOW)).keep([MADE, REWRITTEN])

    with ZipFile(folder(tmp_path) / "20261121T091403.000250Z-report-1.zip") as parts:
        told = json.loads(parts.read("entry.json"))
        assert parts.testzip() is None
        assert parts.read("1") == b"old"
        assert parts.namelist() == ["1", "entry.json"]
    assert told["vault"] == str(tmp_path)
    assert [(file["path"], file["member"]) for file in told["files"]] == [
        ("Gaps/b.md", None),
        ("Gaps/a.md", "1"),
    ]


def test_it_is_for_the_user_alone(tmp_path: Path) -> None:
    """Nobody else may read what is kept, whatever the umask says."""
    before = os.umask(0)
    try:
        Writing(tmp_path, "report").keep([REWRITTEN])
    finally:
        os.umask(before)

    (file,) = folder(tmp_path).iterdir()
    modes = [path.stat().st_mode & 0o777 for path in (file, file.parent, file.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_the_parts_of_a_command_are_one_entry(tmp_path: Path) -> None:
    """What a command keeps bit by bit is one entry, its parts in order also beyond the ninth."""
    writing = Writing(tmp_path, "verify", takes_back="x")
    for number in range(12):
        writing.keep([Replaced("a.md", b"%d" % number, b"%d" % (number + 1))])

    (entry,) = entries(tmp_path)
    assert (entry.id, entry.takes_back, entry.paths) == (writing.id, "x", ("a.md",))
    assert [part[0].bytes_before() for part in entry.parts] == [b"%d" % number for number in range(12)]


def test_nothing_to_keep_leaves_nothing(tmp_path: Path) -> None:
    """A command that replaces nothing makes neither an entry nor a folder."""
    Writing(tmp_path, "report").keep([])
    assert not state_folder(tmp_path).exists()


_KEEP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from vaultgoals.state.undo import Replaced, Writing
sys.stdin.read()
for number in range(40):
    writing = Writing(Path(sys.argv[1]), "report", clock=lambda: datetime(2026, 11, 21, tzinfo=UTC))
    for part in range(2):
        writing.keep([Replaced("a.md", f"{sys.argv[2]} {number} {part}".encode(), b"x")])
"""


def test_processes_that_keep_at_once_do_not_meet(tmp_path: Path) -> None:
    """Three processes whose clocks agree to the microsecond lose nothing of each other's, nor mix it."""
    paths = os.pathsep.join(sys.path)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _KEEP, str(tmp_path), str(number)],
            stdin=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        for number in range(3)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.close()
    assert [process.wait() for process in started] == [0, 0, 0]

    found = entries(tmp_path)
    kept = [tuple((part[0].bytes_before() or b"").decode() for part in entry.parts) for entry in found]
    assert sorted(kept) == sorted(
        (f"{process} {number} 0", f"{process} {number} 1") for process in range(3) for number in range(40)
    )


def test_what_is_older_than_thirty_days_goes(tmp_path: Path) -> None:
    """Each new entry drops those of more than thirty days, with all their parts; a younger one stays."""
    old = Writing(tmp_path, "report", clock=at(NOW - timedelta(days=30, seconds=1)))
    old.keep([REWRITTEN])
    old.keep([REWRITTEN])
    assert entries(tmp_path)[0].id == old.id  # an entry never drops what it has just kept itself
    young = Writing(tmp_path, "verify", clock=at(NOW - timedelta(days=29, hours=23)))
    young.keep([REWRITTEN])
    new = Writing(tmp_path, "report", clock=at(NOW))
    new.keep([REWRITTEN])

    assert [entry.id for entry in entries(tmp_path)] == [new.id, young.id]
    assert len(names(tmp_path)) == 2


def test_what_a_killed_run_left_goes_after_a_day(tmp_path: Path) -> None:
    """The half-written file of a run that was killed is no entry, and goes with the first one a day later."""
    Writing(tmp_path, "report", clock=at(NOW)).keep([REWRITTEN])
    half = folder(tmp_path) / ".20261121T091404.000000Z-report-1.zip.tmp"
    half.write_bytes(b"PK")
    Writing(tmp_path, "report", clock=at(NOW + timedelta(hours=23))).keep([REWRITTEN])
    assert half.exists()
    assert len(entries(tmp_path)) == 2
    Writing(tmp_path, "report", clock=at(NOW + timedelta(hours=25))).keep([REWRITTEN])
    assert not half.exists()


@pytest.mark.parametrize(
    ("room", "left"),
    [
        (6, ["verify", "report", "watch", "verify", "watch", "report"]),
        (5, ["verify", "report", "verify", "watch", "report"]),
        (4, ["report", "verify", "watch", "report"]),
        (0, ["watch", "report"]),
    ],
)
def test_a_full_folder_drops_what_watch_kept_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, left: list[str]
) -> None:
    """Beyond its size it loses what `watch` kept, oldest first, then the rest, and never the newest few."""
    assert (undo.LARGEST, undo.ALWAYS_KEPT) == (500_000_000, 10)
    for number, command in enumerate(["verify", "watch", "report", "watch", "verify", "watch"]):
        Writing(tmp_path, command, clock=at(NOW + timedelta(hours=number))).keep([REWRITTEN])
    largest = max(path.stat().st_size for path in folder(tmp_path).iterdir())
    monkeypatch.setattr(undo, "LARGEST", largest * room)
    monkeypatch.setattr(undo, "ALWAYS_KEPT", 2)
    Writing(tmp_path, "report", clock=at(NOW + timedelta(days=1))).keep([REWRITTEN])

    assert [entry.command for entry in reversed(entries(tmp_path))] == left


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])


def _garble(file: Path) -> None:
    file.write_bytes(b"\xff" * 300)


def _retell(**changes: object) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with ZipFile(file) as parts:
            told = json.loads(parts.read("entry.json"))
        with ZipFile(file, "w") as parts:
            parts.writestr("0", b"old")
            parts.writestr("entry.json", json.dumps({**told, **changes}))

    return change


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _nested(file: Path) -> None:
    with ZipFile(file, "w") as parts:
        parts.writestr("entry.json", "[" * 100_000)


BAD = {"path": "a.md", "before": "x", "after": None, "mode": 0, "atime_ns": 0, "mtime_ns": 0, "member": "0"}


@pytest.mark.parametrize(
    "spoil",
    [
        _truncate,
        _garble,
        _pipe,
        _folder,
        _nested,
        lambda file: file.write_bytes(b""),
        _retell(version=2),
        _retell(vault="/elsewhere"),
        _retell(files=None),
        _retell(files=[1]),
        _retell(files=[{"path": "a.md"}]),
        _retell(files=[BAD]),
        _retell(files=[{**BAD, "before": None}]),
        _retell(files=[{**BAD, "before": "0" * 64, "mode": "755"}]),
        _retell(files=[{**BAD, "before": "0" * 64, "mtime_ns": 1 << 70}]),
        _retell(takes_back=3),
    ],
)
def test_what_is_damaged_or_foreign_is_told_and_passed_over(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    """A spoilt file hides no other, is told by its name, and nothing waits or crashes."""
    Writing(tmp_path, "report", clock=at(NOW)).keep([REWRITTEN])
    Writing(tmp_path, "verify", clock=at(NOW + timedelta(hours=1))).keep([REWRITTEN])
    spoilt = folder(tmp_path) / names(tmp_path)[1]
    spoil(spoilt)

    found = Entries(tmp_path)
    assert [entry.command for entry, _ in found.newest_first()] == ["report"]
    assert found.damaged == [spoilt.name]


def test_other_files_are_nothing_to_it(tmp_path: Path) -> None:
    """Files of other names are neither read nor told nor removed."""
    Writing(tmp_path, "report").keep([REWRITTEN])
    for name in ("notes.txt", "20261399T091403.000250Z-report-1.zip", "x-report-1.zip", ".x.tmp"):
        (folder(tmp_path) / name).write_bytes(b"?")
    Writing(tmp_path, "report").keep([REWRITTEN])

    found = Entries(tmp_path)
    assert len(list(found.newest_first())) == 2
    assert found.damaged == []
    assert len(names(tmp_path)) == 6


def test_bytes_that_are_not_those_that_were_kept_are_refused(tmp_path: Path) -> None:
    """A member that does not hash to what the entry says is never handed out."""
    Writing(tmp_path, "report").keep([REWRITTEN])
    file = folder(tmp_path) / names(tmp_path)[0]
    with ZipFile(file) as parts:
        told = parts.read("entry.json")
    with ZipFile(file, "w") as parts:
        parts.writestr("0", b"OLD")
        parts.writestr("entry.json", told)

    (entry,) = entries(tmp_path)
    with pytest.raises(DamagedEntryError):
        entry.parts[0][0].bytes_before()


def test_an_undo_that_is_taken_back_takes_nothing_back(tmp_path: Path) -> None:
    """Taken back is what a later undo names, unless that undo is itself taken back."""
    made: list[str] = []
    for number, back in enumerate([None, None, 0, 2, 0]):
        takes_back = "" if back is None else made[back]
        writing = Writing(
            tmp_path, "undo" if takes_back else "report", takes_back=takes_back,
            clock=at(NOW + timedelta(hours=number)),
        )  # fmt: skip
        writing.keep([REWRITTEN])
        made.append(writing.id)
        if number == 3:
            taken = {entry.id: gone for entry, gone in Entries(tmp_path).newest_first()}
            assert [taken[name] for name in made] == [False, False, True, False]
    taken = {entry.id: gone for entry, gone in Entries(tmp_path).newest_first()}
    assert [taken[name] for name in made] == [True, False, True, False, False]


def test_a_state_folder_that_cannot_be_made_is_one_error(own_state: Path, tmp_path: Path) -> None:
    """Where nothing can be kept that is said, with the place and what would help."""
    (own_state / "vaultgoals").write_text("a file in the way")
    with pytest.raises(StateFolderError, match="XDG_STATE_HOME"):
        Writing(tmp_path, "report").keep([REWRITTEN])
