from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from random import Random

import pytest

from tests.files.disk import DROP_RIGHTS, run_python, write_files
from vaultgoals.errors import ForbiddenPathError, StateFolderError
from vaultgoals.files import Edit, EditKind, Return, apply, replace, restore, standing
from vaultgoals.files.replace import Marks
from vaultgoals.state.entries import Entries
from vaultgoals.state.undo import Replaced, Writing

OURS = b"---\ntype: gap-report\ngenerated_by: vaultgoals\n---\n"
MARKS = Marks(0o640, 1_600_000_000_000_000_001, 1_500_000_000_000_000_002)

only_with_exchange = pytest.mark.skipif(
    sys.platform != "linux",
    reason="elsewhere there is only a last look before the replace",
)


@pytest.fixture(params=["exchange", "replace"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run each test with the system's exchange of two files, and as on a system that has none."""
    if request.param == "replace":
        monkeypatch.setattr(replace, "_renamer", lambda: None)
    return str(request.param)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty vault."""
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


def put_back(root: Path, *returns: Return) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Restore, and return the paths that are as they were and why others are not."""
    done = restore(root, returns, "Gaps", Writing(root, "undo", takes_back="x"))
    return done.paths, [(notice.path, notice.message) for notice in done.notices]


def changed(path: str, now: bytes | None, then: bytes | None) -> Return:
    """Return how a file goes back."""
    return Return(path, now, then, None if then is None else MARKS)


def contents(root: Path) -> dict[str, bytes]:
    """Return every file below ``root``, hidden ones too: also proves that no temporary file is left."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def kept(root: Path) -> set[bytes | None]:
    """Return all bytes that are kept to be brought back."""
    found = Entries(root)
    files = (file for entry, _ in found.newest_first() for part in entry.parts for file in part)
    return {file.bytes_before() for file in files}


def test_a_file_is_as_it_was(root: Path) -> None:
    """Bytes, mode and both times are those of before; what stood there until now is kept."""
    write_files(root, {"n.md": "new"})
    assert put_back(root, changed("n.md", b"new", b"old")) == (("n.md",), [])

    info = (root / "n.md").stat()
    assert (info.st_mode & 0o7777, info.st_atime_ns, info.st_mtime_ns) == (
        MARKS.mode,
        MARKS.atime_ns,
        MARKS.mtime_ns,
    )
    assert contents(root) == {"n.md": b"old"}
    assert kept(root) == {b"new"}


def test_a_file_that_was_removed_comes_again_with_its_folders(root: Path) -> None:
    """A file whose folder went with it is there again, bytes, mode and times."""
    assert put_back(root, changed("Gaps/Rollups/a.md", None, OURS)) == (("Gaps/Rollups/a.md",), [])
    info = (root / "Gaps/Rollups/a.md").stat()
    assert (info.st_mode & 0o7777, info.st_mtime_ns) == (MARKS.mode, MARKS.mtime_ns)
    assert contents(root) == {"Gaps/Rollups/a.md": OURS}


def test_a_file_that_was_made_goes_with_the_folders_it_leaves_empty(root: Path) -> None:
    """Empty folders go up to the output folder; one that holds anything else, and any elsewhere, stays."""
    write_files(root, {"Gaps/Rollups/Deep/a.md": "x", "Gaps/b.md": "x", "Gaps/Mine/c.md": "x"})
    write_files(root, {"Gaps/Mine/image.png": "y", "Notes/d.md": "x"})
    made = ("Gaps/Rollups/Deep/a.md", "Gaps/b.md", "Gaps/Mine/c.md", "Notes/d.md")
    assert put_back(root, *(changed(path, b"x", None) for path in made)) == (made, [])

    assert contents(root) == {"Gaps/Mine/image.png": b"y"}
    assert sorted(path.name for path in root.rglob("*") if path.is_dir()) == ["Gaps", "Mine", "Notes"]

    (root / "Gaps/Mine/image.png").unlink()
    write_files(root, {"Gaps/b.md": "x"})
    put_back(root, changed("Gaps/b.md", b"x", None))
    assert (root / "Gaps/Mine").is_dir()  # a user's own empty folder is no leftover


@pytest.mark.parametrize("then", [b"old", None])
@pytest.mark.parametrize("now", [b"the user's newer text", b"", None])
def test_a_file_that_is_something_else_by_now_is_left(
    root: Path, now: bytes | None, then: bytes | None
) -> None:
    """What its owner has saved since, or deleted, stays so; the other files go back all the same."""
    write_files(root, {"other.md": "new", **({} if now is None else {"n.md": now.decode()})})
    paths, left = put_back(root, changed("n.md", b"ours", then), changed("other.md", b"new", b"old"))

    assert paths == ("other.md",)
    assert [path for path, _ in left] == ["n.md"]
    assert contents(root) == {"other.md": b"old", **({} if now is None else {"n.md": now})}


def test_a_file_in_the_place_of_a_removed_one_is_left(root: Path) -> None:
    """Where somebody made a file of that name since, it stays."""
    write_files(root, {"n.md": "user"})
    assert put_back(root, changed("n.md", None, b"old"))[0] == ()
    assert contents(root) == {"n.md": b"user"}


@only_with_exchange
@pytest.mark.parametrize("way", ["exchange"], indirect=True)
@pytest.mark.parametrize("then", [b"old", None])
def test_an_editor_that_holds_the_note_open_loses_nothing(root: Path, then: bytes | None) -> None:
    """A note that an editor holds open for writing is neither restored nor removed: what it writes stands."""
    note = root / "n.md"
    note.write_bytes(b"ours")
    with note.open("r+b", buffering=0) as editor:
        assert put_back(root, changed("n.md", b"ours", then))[0] == ()
        editor.write(b"user's save")
    assert contents(root) == {"n.md": b"user's save"}


def _save_in_place(note: Path, text: bytes) -> None:
    note.write_bytes(text)


def _save_by_rename(note: Path, text: bytes) -> None:
    other = note.with_name("n.md~")
    other.write_bytes(text)
    other.replace(note)


@only_with_exchange
@pytest.mark.parametrize("way", ["exchange"], indirect=True)
@pytest.mark.parametrize("save", [_save_in_place, _save_by_rename])
@pytest.mark.parametrize("then", [b"old", None])
def test_no_save_is_lost_in_a_race(root: Path, save: object, then: bytes | None) -> None:
    """Whenever an editor saves while a note is restored or removed, its text stands in the end."""
    assert callable(save)
    chance = Random(20261121)  # noqa: S311 - no secret
    note = root / "n.md"
    for number in range(100):
        note.write_bytes(b"ours")
        text = b"user's save %d" % number
        turns = chance.randrange(1500)

        def save_soon(text: bytes = text, turns: int = turns) -> None:
            for _ in range(turns):
                os.stat(root)  # noqa: PTH116 - lets the other thread run
            save(note, text)

        editor = threading.Thread(target=save_soon)
        editor.start()
        put_back(root, changed("n.md", b"ours", then))
        editor.join()
        assert contents(root) == {"n.md": text}


@pytest.mark.parametrize(
    "path",
    ["../out.md", "/etc/x.md", "a/../../out.md", "~/x.md", ".obsidian/x.md", "x.txt", "", "a\0b.md",
     "C:/x.md", "link.md", "away/n.md", "secret/n.md", "folder.md", "twin.md"],
)  # fmt: skip
def test_only_notes_of_the_vault_are_restored(root: Path, path: str) -> None:
    """Whatever an entry says, nothing outside the vault, hidden, linked or with two names is touched."""
    write_files(root, {"n.md": "ours", ".obsidian/n.md": "ours", "folder.md/n.md": "ours"})
    write_files(root.parent, {"out/n.md": "ours", "out.md": "ours"})
    (root / "link.md").symlink_to("n.md")
    (root / "away").symlink_to(root.parent / "out")
    (root / "secret").symlink_to(".obsidian")
    (root / "twin.md").hardlink_to(root / "n.md")
    before = contents(root.parent)
    for one in (changed(path, b"ours", b"old"), changed(path, b"ours", None), changed(path, None, b"old")):
        assert put_back(root, one)[0] == ()
        assert contents(root.parent) == before
    with pytest.raises(ForbiddenPathError):
        standing(root, path)


def test_what_stands_is_read_where_it_may_be_restored(root: Path) -> None:
    """A note's bytes are given, and None where there is none, be its folder gone or a file."""
    write_files(root, {"n.md": "x"})
    assert [standing(root, path) for path in ("n.md", "gone.md", "gone/n.md", "n.md/n.md")] == [
        b"x",
        None,
        None,
        None,
    ]


def test_without_a_place_to_keep_it_nothing_is_changed(root: Path, own_state: Path) -> None:
    """Where what stands now cannot be kept, it is not replaced either."""
    write_files(root, {"n.md": "new"})
    (own_state / "vaultgoals").write_text("in the way")
    with pytest.raises(StateFolderError):
        put_back(root, changed("n.md", b"new", b"old"), changed("gone.md", None, b"old"))
    assert contents(root) == {"n.md": b"new"}


class DyingWriting(Writing):
    """Keeps, and then lets the world look before anything is written."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, "report")
        self.seen: dict[str, bytes] = {}
        self._vault = root

    def keep(self, replaced: object) -> None:
        """Keep, and note what the vault holds by then."""
        assert isinstance(replaced, list)
        super().keep(replaced)
        self.seen = contents(self._vault)


def test_all_is_kept_before_the_first_byte_is_written(root: Path) -> None:
    """When an apply has kept what it will replace, every file of it, none of them is touched yet."""
    write_files(root, {"a.md": "old a", "b.md": "old b"})
    writing = DyingWriting(root)
    edits = [Edit("a.md", b"old a", b"x", EditKind.REGION), Edit("b.md", b"old b", b"x", EditKind.REGION)]
    apply(root, edits, "Gaps", writing)

    assert writing.seen == {"a.md": b"old a", "b.md": b"old b"}
    assert kept(root) == {b"old a", b"old b"}
    assert contents(root) == {"a.md": b"x", "b.md": b"x"}


def test_an_apply_that_cannot_keep_writes_only_what_is_all_new(root: Path, own_state: Path) -> None:
    """Without a state folder nothing that is there is replaced, not even beside a new file; new ones are."""
    (own_state / "vaultgoals").write_text("in the way")
    write_files(root, {"a.md": "old"})
    new = Edit("Gaps/b.md", None, OURS, EditKind.GENERATED)
    with pytest.raises(StateFolderError):
        apply(root, [new, Edit("a.md", b"old", b"x", EditKind.REGION)], "Gaps", Writing(root, "report"))
    assert contents(root) == {"a.md": b"old"}
    assert apply(root, [new], "Gaps", Writing(root, "report")) == ("Gaps/b.md",)


_CLOSED = f"""
import os, sys
from pathlib import Path
from vaultgoals.errors import StateFolderError
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.state.undo import Writing
{DROP_RIGHTS}
os.environ["XDG_STATE_HOME"] = str(Path("state").absolute())
try:
    apply(Path("vault"), [Edit("n.md", b"old", b"new", EditKind.REGION)], "Gaps", Writing(Path("vault"), "x"))
except StateFolderError as error:
    print(error)
"""


def test_a_state_folder_that_may_not_be_written_to_stops_a_write(shared_path: Path) -> None:
    """Where the state folder may not be written to, the note is what it was, and the error says so."""
    write_files(shared_path, {"vault/n.md": "old", "state/x": ""})
    (shared_path / "vault").chmod(0o777)
    (shared_path / "vault/n.md").chmod(0o666)
    (shared_path / "state").chmod(0o555)
    assert "cannot be written (Permission denied), so nothing was changed" in run_python(_CLOSED, shared_path)
    assert (shared_path / "vault/n.md").read_bytes() == b"old"


_FULL = """
import os, resource
from pathlib import Path
from vaultgoals.errors import StateFolderError
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.state.folder import state_folder
from vaultgoals.state.undo import Writing
resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
try:
    before = Path("n.md").read_bytes()
    apply(Path("."), [Edit("n.md", before, b"new", EditKind.REGION)], "Gaps", Writing(Path("."), "report"))
except StateFolderError as error:
    print(str(error).partition(" cannot")[2])
print(os.listdir(state_folder(Path(".")) / "undo"))
"""


def test_a_full_disk_stops_a_write_and_leaves_no_half_part(root: Path) -> None:
    """Where what would be replaced does not fit, nothing is written and no half zip file is left."""
    old = Random(1).randbytes(5000)  # noqa: S311 - bytes that no packing makes small
    (root / "n.md").write_bytes(old)
    told = run_python(_FULL, root).splitlines()
    assert told[0].startswith(" be written (File too large), so nothing was changed")
    assert told[1:] == ["[]"]
    assert contents(root) == {"n.md": old}


_AT_EVERY_STEP = """
import os, shutil, signal, sys, traceback
from pathlib import Path
from vaultgoals.files import Return, replace, restore
from vaultgoals.files.replace import Marks
from vaultgoals.state.folder import state_folder
from vaultgoals.state.undo import Writing

root = Path.cwd()
if WAY == "replace":
    replace._renamer = lambda: None
notes = {"Gaps/n.md": (b"new" * 999, b"old" * 999), "Gaps/m/m.md": (b"new", None), "g/k.md": (None, b"old")}

def run(step):
    seen = 0
    def watch(frame, event, called):
        nonlocal seen
        system = event == "c_call" and called.__module__ in ("posix", "_ctypes", "fcntl")
        seen += system and called.__name__ not in ("fspath", "getpid", "fsencode", "lstat", "access")
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)
    returns = [
        Return(path, now, then, then and Marks(0o600, 1, 2)) for path, (now, then) in notes.items()
    ]
    class Kept(Writing):
        def keep(self, replaced):
            super().keep(replaced)
            sys.setprofile(watch)  # from here on: before, the vault is not touched
    restore(root, returns, "Gaps", Kept(root, "undo", takes_back="x"))
    sys.setprofile(None)
    return 0 if seen < step else 1

def hit(step):
    shutil.rmtree(state_folder(root), ignore_errors=True)  # else each step would have more to look through
    for path, (now, then) in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).unlink(missing_ok=True)
        if now is not None:
            (root / path).write_bytes(now)
    child = os.fork()
    if child == 0:
        try:
            code = run(step)
        except BaseException:
            traceback.print_exc()
            code = 2
        os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for path, states in notes.items():
        stands = (root / path).read_bytes() if (root / path).exists() else None
        assert stands in states, (step, path)
        assert code == -9 or stands == states[1], (step, path)
    return code

step = 1
while (code := hit(step)) == -9:
    step += 1
print(code, step > 30)
"""


def test_killed_at_any_step_each_note_is_as_it_was_or_as_it_shall_be(root: Path, way: str) -> None:
    """A restoring that is killed at any system call leaves each note wholly of now or of then."""
    assert run_python(_AT_EVERY_STEP.replace("WAY", repr(way)), root).splitlines() == ["0 True"]


def test_an_entry_need_not_be_the_vaults_own_words(root: Path) -> None:
    """A path that nobody could have written is a path that is not restored, and nothing else."""
    Writing(root, "report").keep([Replaced("../../x.md", b"old", b"new")])
    (entry, _), *_ = Entries(root).newest_first()
    with pytest.raises(ForbiddenPathError):
        standing(root, entry.paths[0])
