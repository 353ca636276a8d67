from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.disk import DROP_RIGHTS, run_python, write_files
from vaultgoals.errors import ForbiddenPathError, NoteChangedError, NotOursError, WriteFailedError
from vaultgoals.files import Edit, EditKind, apply, replace
from vaultgoals.files.guard import is_ours
from vaultgoals.files.writing import sweep

OURS = b"---\ntype: gap-report\ngenerated_by: vaultgoals\n---\n"

only_with_exchange = pytest.mark.skipif(
    sys.platform != "linux",
    reason="elsewhere there is only a last look before the replace",
)


def generated(path: str, before: bytes | None, after: bytes) -> Edit:
    """Return an edit of a note of ours."""
    return Edit(path, before, after, EditKind.GENERATED)


def region(path: str, before: bytes | None, after: bytes) -> Edit:
    """Return an edit of a user's note."""
    return Edit(path, before, after, EditKind.REGION)


def write(root: Path, *edits: Edit) -> tuple[str, ...]:
    """Apply edits with the usual output folder."""
    return apply(root, edits, "Gaps")


def contents(root: Path) -> dict[str, bytes]:
    """Return every file below ``root``, hidden ones too: also proves that no temporary file is left."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(params=["exchange", "replace"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run each test with the system's exchange of two files, and as on a system that has none."""
    if request.param == "replace":
        monkeypatch.setattr(replace, "_renamer", lambda: None)
    return str(request.param)


def test_writes_new_notes_and_rewrites_its_own(tmp_path: Path) -> None:
    """New notes appear with their folders, known ones are rewritten; the paths written are returned."""
    write_files(tmp_path, {"Gaps/Dashboard.md": OURS.decode(), "n.md": "user"})
    edits = (
        generated("Gaps/Dashboard.md", OURS, OURS + b"new"),
        generated("Gaps/Rollups/Deep/a.md", None, OURS),
        region("n.md", b"user", b"user+"),
        region("new.md", None, b"goal"),
    )
    assert write(tmp_path, *edits) == ("Gaps/Dashboard.md", "Gaps/Rollups/Deep/a.md", "n.md", "new.md")
    assert contents(tmp_path) == {edit.path: edit.after for edit in edits}


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    """An edit that changes nothing touches no file, not even its time of change."""
    write_files(tmp_path, {"n.md": "user"})
    os.utime(tmp_path / "n.md", ns=(5, 5))
    node = (tmp_path / "n.md").stat().st_ino
    assert write(tmp_path, region("n.md", b"user", b"user"), generated("Gaps/a.md", OURS, OURS)) == ()
    info = (tmp_path / "n.md").stat()
    assert (info.st_mtime_ns, info.st_ino) == (5, node)
    assert contents(tmp_path) == {"n.md": b"user"}


@given(before=st.none() | st.binary(max_size=200), after=st.binary(max_size=200))
def test_what_is_written_is_exactly_what_was_asked_for(
    tmp_path_factory: pytest.TempPathFactory, before: bytes | None, after: bytes
) -> None:
    """For any bytes before and after, the note holds exactly the bytes after, and nothing else is left."""
    root = tmp_path_factory.mktemp("vault")
    if before is not None:
        (root / "n.md").write_bytes(before)
    assert write(root, region("n.md", before, after)) == (("n.md",) if before != after else ())
    assert contents(root) == {"n.md": after}


@pytest.mark.parametrize("now", [b"the user's newer text", b""])
def test_a_save_between_reading_and_writing_wins(tmp_path: Path, now: bytes) -> None:
    """A note that is no longer what was read keeps its owner's bytes, and no other edit is written either."""
    (tmp_path / "n.md").write_bytes(now)
    with pytest.raises(NoteChangedError, match=r"n\.md"):
        write(tmp_path, generated("Gaps/a.md", None, OURS), region("n.md", b"what was read", b"ours"))
    assert contents(tmp_path) == {"n.md": now}


def test_a_note_that_was_deleted_is_not_brought_back(tmp_path: Path) -> None:
    """A note that its owner deleted meanwhile stays deleted."""
    with pytest.raises(NoteChangedError):
        write(tmp_path, region("n.md", b"what was read", b"ours"))
    assert contents(tmp_path) == {}


def test_a_file_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """A new note is never written over a file that nobody knew of, be it one of ours."""
    write_files(tmp_path, {"new.md": "user", "Gaps/a.md": OURS.decode()})
    before = contents(tmp_path)
    with pytest.raises(NoteChangedError):
        write(tmp_path, region("new.md", None, b"ours"))
    with pytest.raises(NoteChangedError):
        write(tmp_path, generated("Gaps/a.md", None, OURS + b"x"))
    assert contents(tmp_path) == before


def test_a_name_taken_at_the_last_moment_is_left_alone(tmp_path: Path) -> None:
    """Also the last step of writing a new note refuses a name that is taken by then."""
    (tmp_path / "n.md").write_bytes(b"user")
    temporary = replace.write_temporary(tmp_path, b"ours", None)
    with pytest.raises(FileExistsError):
        replace.place_new(temporary, tmp_path / "n.md", b"ours")
    assert (tmp_path / "n.md").read_bytes() == b"user"


def test_the_last_step_looks_again(tmp_path: Path) -> None:
    """Also the last step of a rewrite refuses a note that has changed, and removes its temporary file."""
    (tmp_path / "n.md").write_bytes(b"user")
    temporary = replace.write_temporary(tmp_path, b"ours", None)
    with pytest.raises(replace.DisplacedError):
        replace.place_over(temporary, tmp_path / "n.md", b"read", b"ours")
    assert contents(tmp_path) == {"n.md": b"user"}


@only_with_exchange
@pytest.mark.parametrize("way", ["exchange"], indirect=True)
def test_an_editor_that_holds_the_note_open_loses_nothing(tmp_path: Path) -> None:
    """While an editor holds a note open for writing, it is left alone: what is written then stands."""
    note = tmp_path / "n.md"
    note.write_bytes(b"read")
    with note.open("r+b", buffering=0) as editor:
        with pytest.raises(NoteChangedError):
            write(tmp_path, region("n.md", b"read", b"ours"))
        editor.write(b"user's save")
    assert contents(tmp_path) == {"n.md": b"user's save"}


def save_in_place(path: Path, text: bytes) -> None:
    """Empty the file, then fill it."""
    path.write_bytes(text)


def save_slowly(path: Path, text: bytes) -> None:
    """Write over the file in two pieces."""
    with path.open("r+b", buffering=0) as file:
        file.write(text[:5])
        file.truncate()
        file.write(text[5:])


def save_by_rename(path: Path, text: bytes) -> None:
    """Write another file and give it the name."""
    other = path.with_name("n.md~")
    other.write_bytes(text)
    other.replace(path)


@only_with_exchange
@pytest.mark.parametrize("way", ["exchange"], indirect=True)
@pytest.mark.parametrize("save", [save_in_place, save_slowly, save_by_rename])
def test_no_save_is_lost_in_a_race(tmp_path: Path, save: Callable[[Path, bytes], None]) -> None:
    """Whenever an editor saves while a note is rewritten, its text stands in the end."""
    chance = Random(20261121)  # noqa: S311 - no secret
    note = tmp_path / "n.md"
    for number in range(200):
        note.write_bytes(b"read")
        text = b"user's save %d" % number
        editor = threading.Thread(target=_save_soon, args=(save, note, text, chance.randrange(400)))
        editor.start()
        try:
            write(tmp_path, region("n.md", b"read", b"ours"))
        except NoteChangedError:
            pass
        finally:
            editor.join()
        assert contents(tmp_path) == {"n.md": text}


def _save_soon(save: Callable[[Path, bytes], None], note: Path, text: bytes, turns: int) -> None:
    for _ in range(turns):
        os.stat(note.parent)  # noqa: PTH116 - lets the other thread run
    save(note, text)


_AT_EVERY_STEP = """
import errno, os, signal, sys, traceback
from vaultgoals.files import guard, paths, replace, writing
from pathlib import Path
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import Edit, EditKind, apply

root = Path.cwd()
note, old, new = root / "n.md", BEFORE, b"new" * 1000
ours = (guard.__file__, paths.__file__, replace.__file__, writing.__file__)
if WAY == "replace":
    replace._renamer = lambda: None
harmless = ("access", "fspath", "getpid", "strerror", "fsencode", "close", "unlink")

def write(step, act):
    seen = 0
    def watch(frame, event, called):
        nonlocal seen
        system = event in ("c_call", "c_return") and called.__module__ == "posix"
        if act is die:
            at = system or event in ("call", "return") and frame.f_code.co_filename in ours
        else:
            name = called.__name__ if system and event == "c_call" else "_"
            at = not name.startswith("_") and name not in harmless
        seen += at
        if at and seen == step:
            act()
    sys.setprofile(watch)
    try:
        apply(root, [Edit("n.md", old, new, EditKind.REGION)], "Gaps")
        return 0
    except VaultGoalsError:
        return 1
    finally:
        sys.setprofile(None)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def fail():
    raise OSError(errno.ENOSPC, "No space left on device")

def hit(step, act):
    for path in root.iterdir():
        path.unlink()
    if old is not None:
        note.write_bytes(old)
    child = os.fork()
    if child == 0:
        try:
            result = write(step, act)
        except BaseException as error:
            traceback.print_exc()
            result = 2
        os._exit(result)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def check(step, code, act):
    now = note.read_bytes() if note.exists() else None
    assert now in (old, new), (step, now)
    assert code in (0, 1, -9), (step, code)
    assert code != 0 or now == new, (step, code, now)
    if act is fail:
        assert code != 1 or now == old, (step, code, now)
        assert {path.name for path in root.iterdir()} == ({"n.md"} if now is not None else set()), step

for act in (die, fail):
    step, codes = 1, set()
    while True:
        code = hit(step, act)
        check(step, code, act)
        codes.add(code)
        step += 1
        if code == 0 and step > (100 if act is die else 60):
            break
    print(act.__name__, sorted(codes))
"""


@pytest.mark.parametrize("before", [b"old" * 1000, None])
def test_a_note_is_old_or_new_whatever_fails(tmp_path: Path, way: str, before: bytes | None) -> None:
    """Killed at any step, or refused by the system at any call, the note is wholly old or wholly new.

    Where the system refused, no temporary file is left, and the note is old if an error was told.
    """
    program = _AT_EVERY_STEP.replace("BEFORE", repr(before)).replace("WAY", repr(way))
    assert run_python(program, tmp_path).splitlines() == ["die [-9, 0]", "fail [0, 1]"]


_FULL = """
import resource
from pathlib import Path
from vaultgoals.errors import WriteFailedError
from vaultgoals.files import Edit, EditKind, apply
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
for path, before in (("n.md", b"old"), ("new.md", None)):
    try:
        apply(Path("."), [Edit(path, before, b"x" * 5000, EditKind.REGION)], "Gaps")
    except WriteFailedError as error:
        print(error)
"""


def test_a_file_that_cannot_grow_is_unchanged(tmp_path: Path) -> None:
    """Where the disk takes only a part of a note, the note is what it was and nothing is left beside it."""
    (tmp_path / "n.md").write_bytes(b"old")
    assert run_python(_FULL, tmp_path).splitlines() == [
        "n.md could not be written (File too large); it is unchanged",
        "new.md could not be written (File too large); it is unchanged",
    ]
    assert contents(tmp_path) == {"n.md": b"old"}


_CLOSED = f"""
from pathlib import Path
from vaultgoals.errors import WriteFailedError
from vaultgoals.files import Edit, EditKind, apply
{DROP_RIGHTS}
try:
    apply(Path("."), [
        Edit("open/n.md", b"old", b"new", EditKind.REGION),
        Edit("closed/n.md", b"old", b"new", EditKind.REGION),
    ], "Gaps")
except WriteFailedError as error:
    print(error)
"""


def test_a_closed_folder_stops_everything_before_anything_is_written(shared_path: Path) -> None:
    """Where one folder may not be written to, no edit of any other is written."""
    write_files(shared_path, {"open/n.md": "old", "closed/n.md": "old"})
    (shared_path / "open").chmod(0o777)
    (shared_path / "open/n.md").chmod(0o666)
    (shared_path / "closed").chmod(0o555)
    assert run_python(_CLOSED, shared_path).startswith("closed/n.md could not be written")
    assert contents(shared_path) == {"open/n.md": b"old", "closed/n.md": b"old"}


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_mode_and_attributes_are_kept(tmp_path: Path, mode: int) -> None:
    """A rewritten note keeps its mode and, where the file system has them, its extended attributes."""
    note = tmp_path / "n.md"
    note.write_bytes(b"old")
    note.chmod(mode)
    marked = _mark(note)
    write(tmp_path, region("n.md", b"old", b"new"))
    assert note.stat().st_mode & 0o7777 == mode
    assert not marked or os.getxattr(note, "user.label") == b"red"


def _mark(note: Path) -> bool:
    try:
        os.setxattr(note, "user.label", b"red")
    except OSError:
        return False
    return True


def test_a_new_note_has_the_usual_mode(tmp_path: Path) -> None:
    """A new note may be read by whom the user's umask says, as any file the user makes."""
    (tmp_path / "usual.md").write_bytes(b"x")
    write(tmp_path, region("n.md", None, b"new"))
    assert (tmp_path / "n.md").stat().st_mode == (tmp_path / "usual.md").stat().st_mode


def test_a_name_of_full_length_can_be_written(tmp_path: Path) -> None:
    """A note whose name has as many bytes as a name can have is rewritten like any other."""
    path = "n" * 252 + ".md"
    (tmp_path / path).write_bytes(b"old")
    assert write(tmp_path, region(path, b"old", b"new")) == (path,)
    assert contents(tmp_path) == {path: b"new"}


@pytest.mark.parametrize(
    "raw",
    [b"", b"user", b"# generated_by: vaultgoals\n", b"---\na: 1\n---\ngenerated_by: vaultgoals\n",
     b"---\ngenerated_by: vaultgoals\n", b"---\ngenerated_by: vaultgoals-fork\n---\n", b"\n" + OURS,
     b"---\nx:\n  generated_by: vaultgoals\n---\n",
     b"---\n#" + b"x" * 5000 + b"\ngenerated_by: vaultgoals\n---\n"],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, raw: bytes) -> None:
    """A user's file in the place of a generated note stays, whatever else it says."""
    write_files(tmp_path, {"Gaps/a.md": ""})
    (tmp_path / "Gaps/a.md").write_bytes(raw)
    for before in (raw, None, OURS):
        with pytest.raises(NotOursError, match=r"Gaps/a\.md"):
            write(tmp_path, generated("Gaps/a.md", before, OURS + b"new"))
    assert contents(tmp_path) == {"Gaps/a.md": raw}


@pytest.mark.parametrize(
    "raw",
    [OURS, OURS.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + OURS, OURS.replace(b"vaultgoals", b'"vaultgoals"'),
     b"---\ngenerated_by: vaultgoals\nlong: " + b"x" * 5000 + b"\n---\n"],
)  # fmt: skip
def test_ours_is_known_however_it_was_saved(raw: bytes) -> None:
    """Line ends, a byte order mark and quotes that another program put in do not make a note a stranger."""
    assert is_ours(raw)


BAD_PATHS = [
    "", ".", "..", "../x.md", "a/../../x.md", "a/../x.md", "./x.md", "a//x.md", "/x.md", "/etc/x.md",
    "~/x.md", "~ana/x.md", "C:/x.md", "C:\\x.md", "c:x.md", "a\\x.md", "..\\x.md", ".obsidian/x.md",
    ".git/x.md", ".x.md", "a/.trash/x.md", "x.txt", "x", "x.md/", "x.md ", "x.md.", "a./x.md", "a /x.md",
    "con.md", "a/AUX.md", "Nul.x.md", "com1.md", "LPT9/x.md", "COM¹.md", "a\nb.md", "a\x00.md",
    "a\x1b[2J.md", "a\x7f.md", "a\udcff.md",
]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
@pytest.mark.parametrize("kind", EditKind)
def test_paths_that_lead_elsewhere_are_refused(tmp_path: Path, path: str, kind: EditKind) -> None:
    """No path out of the vault, into a hidden folder or to a name that some system cannot hold is written."""
    root = tmp_path / "vault"
    (root / "a").mkdir(parents=True)
    for place in (path, f"Gaps/{path}"):
        if place.startswith(("Gaps/~", "Gaps/C:/", "Gaps/c:")):
            continue  # ordinary names below a folder
        with pytest.raises(ForbiddenPathError) as caught:
            apply(root, [Edit(place, None, OURS, kind)], "Gaps")
        assert str(caught.value).isprintable()
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("path", ["x.md", "GapsX/x.md", "Gaps.md", "Notes/Gaps/x.md"])
def test_generated_notes_stay_in_their_folder(tmp_path: Path, path: str) -> None:
    """A generated note is written below the output folder and nowhere else."""
    with pytest.raises(ForbiddenPathError):
        write(tmp_path, generated(path, None, OURS))
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("output", ["..", "/tmp", ".obsidian", "a/../..", "~"])  # noqa: S108 - refused
def test_an_output_folder_outside_is_refused(tmp_path: Path, output: str) -> None:
    """An output folder that leaves the vault or is hidden takes no note."""
    root = tmp_path / "vault"
    root.mkdir()
    with pytest.raises(ForbiddenPathError):
        apply(root, [generated(f"{output}/x.md", None, OURS)], output)
    assert contents(tmp_path) == {}


def test_links_are_never_written_through(tmp_path: Path) -> None:
    """Neither a link to a note nor a folder that leads out of its place takes a write."""
    root = tmp_path / "vault"
    write_files(tmp_path, {"out/n.md": "old", "vault/real.md": "old", "vault/Notes/n.md": OURS.decode()})
    write_files(root, {".obsidian/n.md": "old", "Gaps/a.md": OURS.decode()})
    (root / "link.md").symlink_to("real.md")
    (root / "away").symlink_to(tmp_path / "out")
    (root / "secret").symlink_to(".obsidian")
    (root / "Gaps/Rollups").symlink_to("../Notes")
    before = contents(tmp_path)
    for edit in (
        region("link.md", b"old", b"new"),
        region("away/n.md", b"old", b"new"),
        region("secret/n.md", b"old", b"new"),
        generated("Gaps/Rollups/n.md", OURS, b"new"),
        generated("Gaps/Rollups/x.md", None, b"new"),
    ):
        with pytest.raises(ForbiddenPathError):
            write(root, edit)
    assert contents(tmp_path) == before
    assert (root / "link.md").is_symlink()


def test_an_output_folder_that_is_a_link_out_of_the_vault_is_refused(tmp_path: Path) -> None:
    """An output folder that is a link out of the vault takes no note, and nothing in it is swept."""
    root = tmp_path / "vault"
    write_files(tmp_path, {"out/.vaultgoals-1-1.tmp": "x", "vault/n.md": "x"})
    os.utime(tmp_path / "out/.vaultgoals-1-1.tmp", (0, 0))
    (root / "Gaps").symlink_to(tmp_path / "out")
    before = contents(tmp_path)
    with pytest.raises(ForbiddenPathError):
        write(root, generated("Gaps/a.md", None, OURS))
    assert contents(tmp_path) == before


def test_a_note_with_two_names_is_refused(tmp_path: Path) -> None:
    """A hard-linked note is left alone: a rewrite would part its names."""
    write_files(tmp_path, {"n.md": "old"})
    (tmp_path / "twin.md").hardlink_to(tmp_path / "n.md")
    with pytest.raises(ForbiddenPathError, match="hard link"):
        write(tmp_path, region("n.md", b"old", b"new"))
    assert contents(tmp_path) == {"n.md": b"old", "twin.md": b"old"}


def test_pipes_folders_and_files_in_the_way_are_refused(tmp_path: Path) -> None:
    """A pipe is not waited for, and neither a folder nor a file in the place of a folder is touched."""
    write_files(tmp_path, {"Gaps/Rollups": "a file"})
    os.mkfifo(tmp_path / "Gaps/pipe.md")
    (tmp_path / "Gaps/folder.md").mkdir()
    for path in ("Gaps/pipe.md", "Gaps/folder.md", "Gaps/Rollups/a.md"):
        with pytest.raises(ForbiddenPathError):
            write(tmp_path, generated(path, None, OURS))
    assert contents(tmp_path) == {"Gaps/Rollups": b"a file"}


def test_one_bad_edit_stops_all(tmp_path: Path) -> None:
    """All edits are checked before the first is written, and two of one file are refused."""
    for bad in (generated("x.md", None, OURS), generated("Gaps/a.md", None, OURS + b"2")):
        with pytest.raises(ForbiddenPathError):
            write(tmp_path, generated("Gaps/a.md", None, OURS), bad)
        assert contents(tmp_path) == {}


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    """Folders are made for generated notes only; elsewhere a missing folder is an error."""
    with pytest.raises(WriteFailedError):
        write(tmp_path, region("gone/n.md", None, b"x"))
    assert contents(tmp_path) == {}


def test_only_our_own_old_leftovers_are_swept(tmp_path: Path) -> None:
    """What a killed run left is removed after an hour; a younger file, or another name, stays."""
    swept = "Gaps/Rollups/.vaultgoals-12-0.tmp"
    inner = ("vaultgoals-1-0.tmp", ".vaultgoals-1-0.tmp.md", ".vaultgoals-x-0.tmp", "n.md")
    others = (".vaultgoals-1-0.tmp", *(f"Gaps/{name}" for name in inner))
    write_files(tmp_path, dict.fromkeys((swept, *others), "x"))
    sweep(tmp_path, "Gaps", now=os.stat(tmp_path / swept).st_ctime + 3590)  # noqa: PTH116
    assert (tmp_path / swept).exists()
    sweep(tmp_path, "Gaps", now=os.stat(tmp_path / swept).st_ctime + 3610)  # noqa: PTH116
    assert set(contents(tmp_path)) == set(others)
