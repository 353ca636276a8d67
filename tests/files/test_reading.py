from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.files.disk import DROP_RIGHTS, run_python, write_files
from vaultgoals.files import ReadNote, VaultFolder
from vaultgoals.files.decoding import LARGEST
from vaultgoals.model import Presence, Problem, Trouble
from vaultgoals.observe import Look


def note_of(root: Path, raw: bytes) -> ReadNote:
    """Return a note of these bytes as it is read."""
    (root / "n.md").write_bytes(raw)
    note = VaultFolder(root).read_note("n.md")
    assert note is not None
    return note


def problem_of(root: Path, raw: bytes) -> Problem:
    """Return what hinders a note of these bytes from being read."""
    note = note_of(root, raw)
    assert note.text is None
    assert note.problem is not None
    return note.problem


def test_it_is_what_observations_look_through(tmp_path: Path) -> None:
    """A vault folder answers what an observation may ask."""
    look: Look = VaultFolder(tmp_path)
    assert look.presence("nothing.md") is Presence.ABSENT


@pytest.mark.parametrize(
    "raw", [b"", b"\xef\xbb\xbf---\r\na: 1\r\n", b"a\rb\n\nc", "é\u2028x".encode(), b"a\0b", b"\0" * 64]
)
def test_text_is_the_bytes_letter_by_letter(tmp_path: Path, raw: bytes) -> None:
    """Byte order mark, line ends and NULs stay in the text: it encodes to the very bytes of the file."""
    note = note_of(tmp_path, raw)
    assert note.raw == raw
    assert note.text is not None
    assert note.text.encode() == raw
    assert note.problem is None


@pytest.mark.parametrize(
    ("raw", "line", "column", "offset"),
    [(b"\xff", 1, 1, 0), (b"ab\xc3", 1, 3, 2),
     ("é\nhé".encode() + b"\xe9x", 2, 3, 6), (b"a\r\nb\rcd\x80", 3, 3, 7)],
)  # fmt: skip
def test_a_byte_that_is_no_utf8_is_told_with_its_place(
    tmp_path: Path, raw: bytes, line: int, column: int, offset: int
) -> None:
    """A note in another encoding is unreadable, and the first wrong byte is named by line and column."""
    problem = problem_of(tmp_path, raw)
    assert (problem.name, problem.trouble) == ("encoding", Trouble.UNREADABLE)
    assert (problem.line, problem.column) == (line, column)
    assert f"offset {offset}" in problem.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_named(tmp_path: Path, encoding: str) -> None:
    """UTF-16 and UTF-32 are told as what they are, with a byte order mark or without."""
    problem = problem_of(tmp_path, "---\ntype: goal\n---\n# A goal\n".encode(encoding))
    assert (problem.name, problem.trouble) == ("encoding-utf16", Trouble.UNREADABLE)
    assert encoding[:6].upper() in problem.message


def test_a_note_of_the_largest_size_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    """Above the limit nothing is read, and that is a hint; at the limit the note is read."""
    assert note_of(tmp_path, b"x" * LARGEST).problem is None
    large = note_of(tmp_path, b"x" * (LARGEST + 1))
    assert (large.raw, large.text) == (b"", None)
    assert large.problem is not None
    assert (large.problem.name, large.problem.trouble) == ("note-too-large", Trouble.HINT)


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    """A pipe named as a note is told at once; nobody waits for a writer."""
    os.mkfifo(tmp_path / "x.md")
    folder = VaultFolder(tmp_path)
    note = folder.read_note("x.md")
    assert note is not None
    assert note.problem is not None
    assert note.problem.name == "read-failed"
    assert folder.presence("x.md") is Presence.UNKNOWN
    assert folder.text("x.md") is None


def test_a_note_that_vanished_is_none(tmp_path: Path) -> None:
    """A note that was listed and is gone is None and no problem."""
    folder = VaultFolder(tmp_path)
    assert folder.read_note("gone.md") is None
    assert folder.read_note("gone/too.md") is None
    assert folder.text("gone.md") is None
    assert folder.modified("gone.md") is None


def test_presence_tells_empty_from_full(tmp_path: Path) -> None:
    """A file of white space and a folder of nothing are empty; a letter, or a file within, fills them."""
    write_files(tmp_path, {
        "full.md": " x ", "zero.md": "", "blank.md": " \n\t\u00a0", "mark.md": "\ufeff \n",
        "long.md": " " * 4097,
        "kept/.gitkeep": "", "dir/a.md": "", ".github/workflows/ci.yml": "on: push",
    })  # fmt: skip
    (tmp_path / "bare").mkdir()
    (tmp_path / "latin.txt").write_bytes(b"\xe9")
    folder = VaultFolder(tmp_path)
    empty = ("zero.md", "blank.md", "mark.md", "bare", "kept", "kept/")
    full = ("full.md", "./full.md", "long.md", "dir", "latin.txt", ".github/workflows/ci.yml", ".github")
    assert {path: folder.presence(path) for path in empty} == dict.fromkeys(empty, Presence.EMPTY)
    assert {path: folder.presence(path) for path in full} == dict.fromkeys(full, Presence.PRESENT)
    assert folder.presence("full.md/below") is Presence.ABSENT
    assert folder.presence("x" * 300) is Presence.UNKNOWN


@pytest.mark.parametrize(
    "path",
    ["../secret.md", "a/../../secret.md", "/etc/passwd", "~/x.md", "~ana/x.md", "~", "C:/x.md", "C:\\x.md",
     "a\\b.md", "out.md", "away/secret.md", "n\0.md"],
)  # fmt: skip
def test_nothing_is_said_of_what_lies_outside(tmp_path: Path, path: str) -> None:
    """A path that leaves the vault, by letters or by links, is unknown, and nothing of it is read."""
    root = tmp_path / "vault"
    write_files(tmp_path, {"secret.md": "s", "vault/a/n.md": "x"})
    (root / "out.md").symlink_to("../secret.md")
    (root / "away").symlink_to(tmp_path)
    folder = VaultFolder(root)
    assert folder.presence(path) is Presence.UNKNOWN
    assert folder.text(path) is None
    assert folder.modified(path) is None
    assert folder.read_note(path) is None


def test_links_within_the_vault_are_followed(tmp_path: Path) -> None:
    """A link that stays in the vault is read as what it leads to."""
    write_files(tmp_path, {"a/n.md": "text"})
    (tmp_path / "link.md").symlink_to("a/n.md")
    (tmp_path / "b").symlink_to("a")
    folder = VaultFolder(tmp_path)
    assert folder.text("link.md") == folder.text("b/n.md") == "text"
    assert folder.presence("b/n.md") is Presence.PRESENT


def test_a_link_is_looked_at_whatever_was_read_beside_it(tmp_path: Path) -> None:
    """After other notes of a folder were read, a link out of the vault is still not followed."""
    root = tmp_path / "vault"
    write_files(tmp_path, {"secret.md": "s", "vault/a/n.md": "x", "vault/m.md": "y"})
    for place in (root, root / "a"):
        (place / "out.md").symlink_to(tmp_path / "secret.md")
        (place / "in.md").symlink_to(root / "m.md")
    folder = VaultFolder(root)
    assert [folder.text(path) for path in ("m.md", "a/n.md")] == ["y", "x"]
    assert [folder.text(path) for path in ("out.md", "a/out.md", "a/../../secret.md")] == [None, None, None]
    assert [folder.text(path) for path in ("in.md", "a/in.md")] == ["y", "y"]


def test_a_name_that_only_looks_like_a_way_out_is_read_where_it_was_listed(tmp_path: Path) -> None:
    """A listed note is read whatever its name: only what a note names may mean a home folder."""
    write_files(tmp_path, {"~x/a.md": "x", "Q: why?.md": "x"})
    folder = VaultFolder(tmp_path)
    for path in ("~x/a.md", "Q: why?.md"):
        note = folder.read_note(path)
        assert note is not None
        assert note.text == "x"


def test_a_file_that_is_only_in_icloud_is_not_absent(tmp_path: Path) -> None:
    """Where a stub says that the file is elsewhere, nothing is said of it."""
    write_files(tmp_path, {"a/.Plan.md.icloud": "stub"})
    assert VaultFolder(tmp_path).presence("a/Plan.md") is Presence.UNKNOWN
    assert VaultFolder(tmp_path).presence("a/Other.md") is Presence.ABSENT


def test_the_time_of_change_is_aware(tmp_path: Path) -> None:
    """The time of change is an instant in UTC, to the microsecond."""
    write_files(tmp_path, {"n.md": "x"})
    os.utime(tmp_path / "n.md", ns=(0, 1_700_000_000_123_456_000))
    expected = datetime(2023, 11, 14, 22, 13, 20, 123456, tzinfo=UTC)
    assert VaultFolder(tmp_path).modified("n.md") == expected


_READ = f"""
from pathlib import Path
from vaultgoals.files import VaultFolder
{DROP_RIGHTS}
folder = VaultFolder(Path("."))
note = folder.read_note("n.md")
print(note.problem.name, note.problem.trouble, note.text, folder.presence("n.md"), folder.presence("d/x.md"))
"""


def test_a_note_that_may_not_be_read_is_unknown_and_not_gone(shared_path: Path) -> None:
    """A note without the right to read it is a problem; of what a closed folder holds nothing is said."""
    write_files(shared_path, {"n.md": "x", "d/x.md": "x"})
    (shared_path / "n.md").chmod(0)
    (shared_path / "d").chmod(0)
    printed = run_python(_READ, shared_path)
    (shared_path / "d").chmod(0o755)
    assert printed == "permission unreadable None unknown unknown\n"
