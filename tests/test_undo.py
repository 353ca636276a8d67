"""`vaultgoals undo` on real vaults: what a command replaced is as it was, and nothing else is touched."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.disk import run_python
from tests.terminal import Terminal
from tests.vaults import write_files
from vaultgoals.engine.undo import kept_writings, plan_undo, undo
from vaultgoals.errors import NoteChangedError
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.state.entries import Entries
from vaultgoals.state.undo import Writing

GOAL = '---\ntype: goal\nstatus: active\nverified:\nverify: "ask: Is it so?"\n---\n- [x] work ✅ 2026-11-18\n'
REGION = "---\ntype: goal\n---\nMy words.\n\n<!-- vaultgoals:rollup -->\n\nMore of mine, no newline"
DAY = "--as-of 2026-11-21"
LOG = "Gaps/Evidence/2026-11.md"
REPORT = "Gaps/Gap report 2026-11-21.md"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with two goals, one of which has a place for its rollup."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, {"A.md": GOAL, "Mine.md": REGION, "vaultgoals.toml": "", "x.png": "?"})
    (terminal.vault / "Mine.md").chmod(0o640)
    for number, path in enumerate(sorted(terminal.vault.iterdir())):
        os.utime(path, ns=(1_600_000_000_000_000_001, 1_500_000_000_000_000_002 + number))
    return terminal


def state_of(root: Path) -> dict[str, tuple[object, ...]]:
    """Return bytes, mode, time of change and attributes of all files, and the folders."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(root.rglob("*")):
        info = path.stat()
        name = path.relative_to(root).as_posix()
        found[name] = (info.st_mode,) if path.is_dir() else (
            path.read_bytes(), info.st_mode, info.st_mtime_ns, attributes(path)
        )  # fmt: skip
    return found


def attributes(path: Path) -> tuple[tuple[str, bytes], ...]:
    """Return the extended attributes of a file, where the system has them."""
    if sys.platform != "linux":
        return ()
    return tuple((name, os.getxattr(path, name)) for name in sorted(os.listxattr(path)))


def label(path: Path) -> None:
    """Give a file an extended attribute, where the file system takes one."""
    if sys.platform == "linux":
        try:
            os.setxattr(path, "user.label", b"red")
        except OSError:
            return


def run(terminal: Terminal, line: str, code: int = 0) -> str:
    """Run a command that is to end with a code; return what it printed."""
    ended, printed, errors = terminal.run(f"vaultgoals {line}")
    assert (ended, errors) == (code, ""), printed + errors
    return printed


def again(printed: str) -> str:
    """Return the id that an undo names to be taken back with."""
    match = re.search(r"^to have it again: vaultgoals undo (\S+)$", printed, re.MULTILINE)
    assert match is not None, printed
    return match[1]


def test_a_first_report_is_taken_back_as_if_it_had_never_been(terminal: Terminal) -> None:
    """Report and undo leave bytes, modes, times, attributes and folders as they were.

    An undo of that undo brings the report back in the same way.
    """
    label(terminal.vault / "Mine.md")
    before = state_of(terminal.vault)
    run(terminal, f"report . {DAY}")
    reported = state_of(terminal.vault)
    assert b"vaultgoals:begin" in (terminal.vault / "Mine.md").read_bytes()

    name = again(run(terminal, "undo"))
    assert state_of(terminal.vault) == before

    again(run(terminal, f"undo {name}"))
    assert state_of(terminal.vault) == reported
    run(terminal, "undo")
    assert state_of(terminal.vault) == before


def test_each_undo_goes_one_writing_further_back(terminal: Terminal) -> None:
    """Three writings are taken back one after the other, and then there is nothing more."""
    states = [state_of(terminal.vault)]
    for command in ("report .", "verify A --answer yes --vault .", "report ."):
        run(terminal, f"{command} {DAY}")
        states.append(state_of(terminal.vault))
    assert states[1] != states[2] != states[3]

    for state in reversed(states[:-1]):
        run(terminal, "undo")
        assert state_of(terminal.vault) == state
    assert run(terminal, "undo").startswith("nothing to take back: ")
    assert state_of(terminal.vault) == states[0]


def test_a_verification_is_taken_back_as_one(terminal: Terminal) -> None:
    """The log's line and the date in the goal's own note go and come together."""
    run(terminal, f"report . {DAY}")
    run(terminal, f"verify A --answer no --vault . {DAY}")
    before = state_of(terminal.vault)
    run(terminal, f"verify A --answer yes --vault . {DAY}")
    assert "verified: 2026-11-21" in (terminal.vault / "A.md").read_text()
    answered = state_of(terminal.vault)

    printed = run(terminal, "undo")
    assert state_of(terminal.vault) == before
    assert printed.startswith(f"restored A.md\nrestored {LOG}\ntook back the verify of ")
    run(terminal, f"undo {again(printed)}")
    assert state_of(terminal.vault) == answered


def test_a_note_that_was_changed_since_is_left_and_told(terminal: Terminal) -> None:
    """What the user has saved since stays, or stays deleted; everything else goes back."""
    before = state_of(terminal.vault)
    run(terminal, f"report . {DAY}")
    with (terminal.vault / "Mine.md").open("a") as note:
        note.write("\nmy newer words\n")
    (terminal.vault / REPORT).write_text("---\ngenerated_by: vaultgoals\n---\nmine now\n")
    mine = state_of(terminal.vault)

    printed = run(terminal, "undo")
    after = state_of(terminal.vault)
    assert after == {**before, **{path: mine[path] for path in ("Gaps", "Mine.md", REPORT)}}
    assert f"{REPORT}: changed since; left as it is (changed-since)" in printed
    assert "Mine.md: changed since; left as it is (changed-since)" in printed
    assert "; 2 notes left as they are" in printed


def test_where_all_was_changed_since_that_is_an_error(terminal: Terminal) -> None:
    """Where nothing can go back nothing is done, which is exit code 2, and no new writing is kept."""
    run(terminal, f"verify A --answer no --vault . {DAY}")
    with (terminal.vault / LOG).open("a") as log:
        log.write("my own line\n")
    before = state_of(terminal.vault)

    printed = run(terminal, "undo", 2)
    assert state_of(terminal.vault) == before
    assert f"{LOG}: changed since; left as it is" in printed
    assert run(terminal, "undo --list").count("Z-") == 1


def test_a_dry_run_shows_the_diff_and_changes_nothing(terminal: Terminal) -> None:
    """What would go back is shown as a diff, and neither vault nor list is another afterwards."""
    run(terminal, f"report . {DAY}")
    before = state_of(terminal.vault), run(terminal, "undo --list")

    printed = run(terminal, "undo --dry-run")
    assert "--- Mine.md\n+++ Mine.md\n" in printed
    assert f"--- {REPORT}\n+++ /dev/null\n" in printed
    assert "\n-<!-- vaultgoals:begin" in printed
    assert "would be taken back; nothing was" in printed
    assert (state_of(terminal.vault), run(terminal, "undo --list")) == before


def test_the_list_says_what_there_is(terminal: Terminal) -> None:
    """Newest first: id, day and time, command, number of notes, whether it is taken back, and the notes."""
    run(terminal, f"verify A --answer no --vault . {DAY}")
    run(terminal, f"report . {DAY}")
    run(terminal, "undo")

    lines = [line for line in run(terminal, "undo --list").splitlines() if not line.startswith(" ")]
    told = [
        re.sub(r"\d{8}T\d{6}\.\d{6}Z|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "T", line).split() for line in lines
    ]
    assert told == [
        ["T-undo", "T", "undo", "6", "notes"],
        ["T-report", "T", "report", "6", "notes", "taken", "back"],
        ["T-verify", "T", "verify", "1", "note"],
    ]
    assert f"\n    {LOG}\n" in run(terminal, "undo --list")
    assert "    Mine.md\n" not in run(terminal, "undo --list")
    assert "    Mine.md\n" in run(terminal, "undo --list --verbose")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ("20200101", "no writing '20200101' is kept; `vaultgoals undo --list` shows them all"),
        ("20", "2 writings begin with '20'; `vaultgoals undo --list` shows them all"),
        ("''", "ENTRY is empty"),
        ("x --list", "--list goes alone"),
        ("--vault gone", "gone: there is no such folder"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(terminal: Terminal, arguments: str, error: str) -> None:
    """An id of none or of several, and options that contradict each other, change nothing."""
    run(terminal, f"report . {DAY}")
    run(terminal, f"verify A --answer no --vault . {DAY}")
    before = state_of(terminal.vault)

    code, printed, errors = terminal.run(f"vaultgoals undo {arguments}")
    assert (code, printed, errors.count("\n")) == (2, "", 1)
    assert errors.lower().startswith(f"vaultgoals: {error}".lower())
    assert state_of(terminal.vault) == before


def test_the_beginning_of_an_id_is_enough(terminal: Terminal) -> None:
    """An id may be shortened as long as it names one writing."""
    before = state_of(terminal.vault)
    run(terminal, f"report . {DAY}")
    name = run(terminal, "undo --list").split()[0]
    run(terminal, f"undo {name[:-8]}")
    assert state_of(terminal.vault) == before


def test_a_spoilt_entry_is_told_and_the_others_are_there(terminal: Terminal) -> None:
    """A damaged file in the folder of kept writings is named, and undo takes the next one."""
    before = state_of(terminal.vault)
    run(terminal, f"report . {DAY}")
    kept = next((terminal.vault.parent / "home").rglob("*.zip"))
    spoilt = kept.with_name("20991231T000000.000000Z-report-1.zip")
    spoilt.write_bytes(b"PK\x03\x04 no zip")

    assert f"{spoilt.name}: damaged, or" in run(terminal, "undo --list")
    assert f"{spoilt.name}: damaged, or" in run(terminal, "undo")
    assert state_of(terminal.vault) == before


def test_a_configuration_that_is_broken_keeps_nothing_back(terminal: Terminal) -> None:
    """Undo needs no readable configuration."""
    run(terminal, f"report . {DAY}")
    (terminal.vault / "vaultgoals.toml").write_text("output = [")
    run(terminal, "undo")
    assert not list(terminal.vault.rglob("Gap report*"))
    assert (terminal.vault / "Mine.md").read_text() == REGION


_KILLED = """
import os, signal
from pathlib import Path
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.state.undo import Writing

class Killed(Writing):
    def keep(self, replaced):
        super().keep(replaced)
        if os.fork() == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        os.wait()
        raise SystemExit(0)

apply(Path("."), [Edit("n.md", b"old", b"new", EditKind.REGION)], "Gaps", Killed(Path("."), "report"))
"""


def test_a_run_that_was_killed_before_it_wrote_left_nothing_to_take_back(tmp_path: Path) -> None:
    """Kept and never written: all stands as it was, and undo finds that there is nothing to do for it."""
    (tmp_path / "n.md").write_bytes(b"old")
    run_python(_KILLED, tmp_path)

    plan = plan_undo(tmp_path)
    assert plan is not None
    assert (plan.kept.paths, plan.returns, plan.notices) == (("n.md",), (), ())


_KILLED_UNDO = """
import os
from pathlib import Path
from vaultgoals.engine import undo
from vaultgoals.files import restoring

put_back = restoring._put_back
def once(guard, one):
    put_back(guard, one)
    os._exit(0)
restoring._put_back = once
undo.undo(Path("."), undo.plan_undo(Path(".")))
"""


def test_an_undo_that_was_killed_half_way_is_gone_on_with(tmp_path: Path) -> None:
    """The next undo takes back the rest of the same writing, and not the one before it; then that one."""
    write_files(tmp_path, {"a.md": "0", "b.md": "0"})
    for number in (b"0", b"1"):
        after = b"%d" % (int(number) + 1)
        edits = [Edit(path, number, after, EditKind.REGION) for path in ("a.md", "b.md")]
        apply(tmp_path, edits, "Gaps", Writing(tmp_path, "report"))
    run_python(_KILLED_UNDO, tmp_path)
    stands = {"a.md": b"1", "b.md": b"2"}

    for after in (b"1", b"0"):
        assert texts(tmp_path) == stands
        plan = plan_undo(tmp_path)
        assert plan is not None
        undo(tmp_path, plan)
        stands = {"a.md": after, "b.md": after}
    assert texts(tmp_path) == stands
    assert plan_undo(tmp_path) is None


def write(root: Path, writing: Writing, before: bytes, after: bytes) -> None:
    """Rewrite the one note of a vault."""
    apply(root, [Edit("n.md", before, after, EditKind.REGION)], "Gaps", writing)


def taken_back(root: Path) -> bytes:
    """Take the last writing back and return the note."""
    plan = plan_undo(root)
    assert plan is not None
    undo(root, plan)
    return (root / "n.md").read_bytes()


def test_parts_go_back_to_the_first(tmp_path: Path) -> None:
    """A note that one command wrote three times goes back to what it was before the first time."""
    (tmp_path / "n.md").write_bytes(b"0")
    writing = Writing(tmp_path, "verify")
    for number in range(3):
        write(tmp_path, writing, b"%d" % number, b"%d" % (number + 1))
    assert taken_back(tmp_path) == b"0"


def test_a_save_between_two_parts_is_what_is_gone_back_to(tmp_path: Path) -> None:
    """Where the user saved between two writes of one command, undo brings back the user's text."""
    (tmp_path / "n.md").write_bytes(b"0")
    writing = Writing(tmp_path, "verify")
    write(tmp_path, writing, b"0", b"1")
    (tmp_path / "n.md").write_bytes(b"1 and mine")
    write(tmp_path, writing, b"1 and mine", b"2")
    assert taken_back(tmp_path) == b"1 and mine"


def test_a_part_that_was_kept_and_not_written_is_passed_over(tmp_path: Path) -> None:
    """Where the last write never came to be, what the one before it wrote is taken back."""
    (tmp_path / "n.md").write_bytes(b"0")
    writing = Writing(tmp_path, "verify")
    write(tmp_path, writing, b"0", b"1")
    run_python(_KILLED.replace('b"old"', 'b"1"'), tmp_path)
    parts = sorted((path for path in Path(os.environ["XDG_STATE_HOME"]).rglob("*.zip")), reverse=True)
    parts[0].rename(parts[1].with_name(f"{writing.id}-2.zip"))
    assert taken_back(tmp_path) == b"0"


PATHS = ("Gaps/a.md", "b.md", "c.md")
TEXTS = st.sampled_from([b"---\ngenerated_by: vaultgoals\n---\n" + bytes([65 + n]) for n in range(4)])
STEPS = st.one_of(
    st.tuples(st.just("write"), st.lists(st.tuples(st.sampled_from(PATHS), TEXTS), min_size=1, max_size=3)),
    st.tuples(st.just("save"), st.tuples(st.sampled_from(PATHS), TEXTS)),
    st.tuples(st.just("delete"), st.sampled_from(PATHS)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
)


@settings(max_examples=60)
@given(steps=st.lists(STEPS, max_size=8))
def test_no_byte_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object]]
) -> None:
    """Whatever is written, saved, deleted and taken back in any order, what was replaced is kept.

    Every byte that a writing or an undo replaced is in the vault or among what is kept; an undo right after
    a writing leaves all as it was, and its own undo as it was written.
    """
    root = tmp_path_factory.mktemp("vault")
    replaced: set[bytes] = set()
    for number, (kind, what) in enumerate(steps):
        before = texts(root)
        step(root, kind, what, number)
        if kind in ("write", "undo"):
            replaced |= {raw for path, raw in before.items() if texts(root).get(path) != raw}
        if kind == "write":
            marks = state_of(root)
            plan = plan_undo(root)
            if plan is not None and texts(root) != before:
                done = undo(root, plan)
                assert texts(root) == before
                redo = plan_undo(root, done.id)
                assert redo is not None
                undo(root, redo)
                assert state_of(root) == marks
    assert replaced <= kept_bytes(root) | set(texts(root).values())


def step(root: Path, kind: str, what: object, number: int) -> None:
    """Do one thing to a vault, as vaultgoals or as its user."""
    if kind == "write":
        wanted = dict(what)  # type: ignore[call-overload]
        now = texts(root)
        kinds = {True: EditKind.GENERATED, False: EditKind.REGION}
        edits = [Edit(path, now.get(path), raw, kinds["Gaps" in path]) for path, raw in wanted.items()]
        apply(root, edits, "Gaps", Writing(root, "report"))
    elif kind == "save":
        assert isinstance(what, tuple)
        write_files(root, {what[0]: what[1].decode() + str(number)})
    elif kind == "delete":
        (root / str(what)).unlink(missing_ok=True)
    else:
        assert isinstance(what, int)
        found, damaged = kept_writings(root)
        assert damaged == ()
        plan = plan_undo(root, found[what].id) if what < len(found) else plan_undo(root)
        if plan is not None:
            undo(root, plan)


def texts(root: Path) -> dict[str, bytes]:
    """Return every file's bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def kept_bytes(root: Path) -> set[bytes]:
    """Return all bytes that are kept."""
    files = (file for entry, _ in Entries(root).newest_first() for part in entry.parts for file in part)
    return {raw for file in files if (raw := file.bytes_before()) is not None}


def test_a_write_that_meets_a_save_leaves_the_save_to_its_owner(tmp_path: Path) -> None:
    """A write that was refused as the user saved in that moment is no writing that undo would act on."""

    class Slow(Writing):
        def keep(self, replaced: object) -> None:
            assert isinstance(replaced, list)
            super().keep(replaced)
            (tmp_path / "n.md").write_bytes(b"mine")

    (tmp_path / "n.md").write_bytes(b"0")
    with pytest.raises(NoteChangedError):
        write(tmp_path, Slow(tmp_path, "report"), b"0", b"1")
    plan = plan_undo(tmp_path)
    assert plan is not None
    assert plan.returns == ()
    assert [notice.name for notice in plan.notices] == ["changed-since"]


def test_what_a_watch_wrote_is_not_what_is_meant(terminal: Terminal) -> None:
    """`undo` takes back the command of the user's before the writing of a watch that came after it."""
    terminal.run(f"vaultgoals verify A --vault . --answer yes {DAY}")
    path = "Gaps/Note of a watch.md"
    edit = Edit(path, None, b"---\ngenerated_by: vaultgoals\n---\n", EditKind.GENERATED)
    with state_folder_of(terminal):
        apply(terminal.vault, [edit], "Gaps", Writing(terminal.vault, "watch"))

    assert "took back the verify" in terminal.run("vaultgoals undo --vault .")[1]
    assert (terminal.vault / path).exists()
    assert "took back the watch" in terminal.run("vaultgoals undo --vault .")[1]
    assert not (terminal.vault / path).exists()


@contextmanager
def state_folder_of(terminal: Terminal) -> Iterator[None]:
    """Let what this process keeps lie where the terminal's commands look for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", terminal.environment()["XDG_STATE_HOME"])
        yield
