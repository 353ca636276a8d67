from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.files.disk import DROP_RIGHTS, run_python, write_files
from vaultgoals.errors import VaultMissingError
from vaultgoals.files import list_files
from vaultgoals.profiles.sync import conflict_of, original_of


def names(root: Path) -> list[str]:
    """Return the paths listed."""
    return [entry.path for entry in list_files(root).files]


def told(root: Path) -> list[tuple[str, str]]:
    """Return path and name of each notice."""
    return [(notice.path, notice.name) for notice in list_files(root).notices]


def test_lists_every_file_in_path_order_with_size_and_time(tmp_path: Path) -> None:
    """Files of all folders are listed by code point of their path, with their size and time of change."""
    write_files(tmp_path, {"b.md": "two", "a/z.md": "", "a.md": "x", "a/B.png": "p", "Z.md": ""})
    os.utime(tmp_path / "b.md", ns=(1, 1_700_000_000_123_456_789))
    assert names(tmp_path) == ["Z.md", "a.md", "a/B.png", "a/z.md", "b.md"]
    last = list_files(tmp_path).files[-1]
    assert (last.size, last.mtime_ns) == (3, 1_700_000_000_123_456_789)


def test_passes_over_what_is_no_content(tmp_path: Path) -> None:
    """Dot files and folders, node_modules and Logseq's backups are neither listed nor told."""
    hidden = (".obsidian/app.json", ".a.md", "x/.git/y.md", "x/node_modules/r.md", "logseq/bak/p/q.md")
    write_files(tmp_path, {**dict.fromkeys(hidden, "x"), "logseq/config.edn": "", "bak/n.md": ""})
    assert names(tmp_path) == ["bak/n.md", "logseq/config.edn"]
    assert told(tmp_path) == []


def test_what_is_no_listed_file_is_known(tmp_path: Path) -> None:
    """Folders, links, pipes, conflict copies and stubs are known by their paths; the hidden ones are not."""
    copy = "x/a (conflicted copy 2026-11-21 101010).png"
    write_files(tmp_path, {"a.md": "", "x/y/b.png": "", copy: "", "x/.c.png.icloud": "", ".git/d.md": ""})
    (tmp_path / "link.png").symlink_to("x/y/b.png")
    os.mkfifo(tmp_path / "pipe")
    bad = os.fsdecode(b"bad\x80.png")
    (tmp_path / bad).touch()
    assert list_files(tmp_path).others == {"x", "x/y", copy, "x/.c.png.icloud", "link.png", "pipe", bad}
    assert names(tmp_path) == ["a.md", "x/y/b.png"]


def test_a_link_to_a_file_of_the_vault_is_listed_once(tmp_path: Path) -> None:
    """A symbolic link to a listed file is passed over in silence: the file stands under its own name."""
    write_files(tmp_path, {"a/real.md": "x"})
    (tmp_path / "link.md").symlink_to("a/real.md")
    assert names(tmp_path) == ["a/real.md"]
    assert told(tmp_path) == []


def test_a_link_to_a_hidden_file_is_told(tmp_path: Path) -> None:
    """A note that is a link into a folder that is not read does not vanish without a word."""
    write_files(tmp_path, {".hidden/real.md": "x"})
    (tmp_path / "link.md").symlink_to(".hidden/real.md")
    assert names(tmp_path) == []
    assert told(tmp_path) == [("link.md", "hidden-target")]


def test_links_that_leave_lead_nowhere_or_loop_are_told(tmp_path: Path) -> None:
    """No link is followed out of the vault, into a folder or round in circles; each is told by its cause."""
    root = tmp_path / "vault"
    write_files(tmp_path, {"secret.md": "s", "vault/deep/n.md": "x"})
    (root / "out.md").symlink_to("../secret.md")
    (root / "gone.md").symlink_to("nowhere.md")
    (root / "loop.md").symlink_to("loop.md")
    (root / "deep" / "up").symlink_to("..")
    (root / "away").symlink_to(tmp_path)
    assert names(root) == ["deep/n.md"]
    assert told(root) == [
        ("away", "symlinked-folder"),
        ("deep/up", "symlinked-folder"),
        ("gone.md", "broken-symlink"),
        ("loop.md", "broken-symlink"),
        ("out.md", "outside-vault"),
    ]


def test_pipes_and_sockets_named_as_notes_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named as a note and is no regular file is left out and told; another pipe is passed over."""
    monkeypatch.chdir(tmp_path)  # the address of a socket is short
    os.mkfifo("pipe.md")
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
        assert names(tmp_path) == []
        assert told(tmp_path) == [("pipe.md", "not-a-file"), ("socket.md", "not-a-file")]


def test_names_that_cannot_be_shown_are_told_escaped(tmp_path: Path) -> None:
    """A name that is not UTF-8 or holds a control character is left out and told in printable letters."""
    for name in (b"caf\xe9.md", b"two\nlines.md", b"esc\x1b[31m.md"):
        (tmp_path / os.fsdecode(name)).touch()
    bad = tmp_path / os.fsdecode(b"dir\xff")
    bad.mkdir()
    (bad / "inner.md").touch()
    assert names(tmp_path) == []
    assert told(tmp_path) == [
        ("caf\\xe9.md", "bad-name"),
        ("dir\\xff", "bad-name"),
        ("esc\\x1b[31m.md", "bad-name"),
        ("two\\nlines.md", "bad-name"),
    ]


def test_unusual_but_sound_names_are_listed(tmp_path: Path) -> None:
    """Emoji with joiners, both Unicode forms of one letter, and names of 255 bytes are files like any."""
    expected = sorted(["👩\u200d💻 work.md", "é.md", "e\u0301.md", "n" * 252 + ".md", "Q: a?.md", "~x/a.md"])
    write_files(tmp_path, dict.fromkeys(expected, "x"))
    assert names(tmp_path) == expected
    assert told(tmp_path) == []


def test_a_note_that_is_only_in_icloud_is_told(tmp_path: Path) -> None:
    """The stub of a note that is not on this machine is told under the note's own name."""
    write_files(tmp_path, {"Goals/.Ship it.md.icloud": "stub", ".photo.png.icloud": "stub"})
    assert names(tmp_path) == []
    assert told(tmp_path) == [("Goals/Ship it.md", "not-local")]


@pytest.mark.parametrize(
    ("name", "tool", "original"),
    [
        ("Goal.sync-conflict-20261121-101112-ABCDE2F.md", "Syncthing", "Goal.md"),
        ("Goal (Ana's conflicted copy 2026-11-21).md", "Dropbox", "Goal.md"),
        ("Goal (Ana’s MacBook (2)'s conflicted copy 2026-11-21).md", "Dropbox", "Goal.md"),
        ("Goal (Case Conflict 1).md", "Dropbox", "Goal.md"),
        ("Goal (Conflicted copy Pixel 7 202611211012).md", "Obsidian Sync", "Goal.md"),
        ("Goal (conflicted copy 2026-11-21 101112).md", "Nextcloud", "Goal.md"),
        ("Goal.Conflict.md", "Resilio Sync", "Goal.md"),
    ],
)
def test_conflict_copies_are_left_out_and_told(tmp_path: Path, name: str, tool: str, original: str) -> None:
    """A sync program's conflict copy is no note of its own: left out, and told with the tool's name."""
    write_files(tmp_path, {name: "x", original: "x"})
    assert conflict_of(name) == tool
    assert original_of(name) == original
    assert names(tmp_path) == [original]
    notice = list_files(tmp_path).notices[0]
    assert (notice.path, notice.name) == (name, "conflict-copy")
    assert tool in notice.message
    assert original in notice.message


@pytest.mark.parametrize(
    "name",
    ["Conflict.md", "Conflicted copy.md", "Goal (1).md", "Goal-laptop.md", "sync-conflict.md",
     "How to solve a conflict.md", "Notes (conflicted copy).md", "conflict.md", ".Conflict.md"],
)  # fmt: skip
def test_names_that_people_give_are_no_conflict_copies(name: str) -> None:
    """A note is never left out for a name that its owner may well have given."""
    assert conflict_of(name) is None
    assert original_of(name) == name


@pytest.mark.parametrize(("place", "reason"), [("missing", "no such folder"), ("file.md", "not a folder")])
def test_a_root_that_is_no_folder_is_an_error(tmp_path: Path, place: str, reason: str) -> None:
    """A vault that is not there is an error and never an empty vault."""
    write_files(tmp_path, {"file.md": "x"})
    with pytest.raises(VaultMissingError, match=reason):
        list_files(tmp_path / place)


def test_a_root_may_be_a_link(tmp_path: Path) -> None:
    """The vault's own folder may be named through a symbolic link."""
    write_files(tmp_path, {"real/a.md": "x"})
    (tmp_path / "vault").symlink_to("real")
    assert names(tmp_path / "vault") == ["a.md"]


_LIST = f"""
from pathlib import Path
from vaultgoals.errors import VaultMissingError
from vaultgoals.files import list_files
{DROP_RIGHTS}
listing = list_files(Path("."))
print([entry.path for entry in listing.files], [(n.path, n.name) for n in listing.notices])
try:
    list_files(Path("closed"))
except VaultMissingError as error:
    print(error)
"""


def test_a_closed_folder_is_told_and_the_rest_is_read(shared_path: Path) -> None:
    """A folder that may not be read is left out and told; as a vault of its own it is an error."""
    write_files(shared_path, {"closed/n.md": "x", "open.md": "x"})
    (shared_path / "closed").chmod(0)
    printed = run_python(_LIST, shared_path)
    (shared_path / "closed").chmod(0o755)
    assert printed.splitlines() == [
        "['open.md'] [('closed', 'unreadable-folder')]",
        "closed: the folder cannot be read (Permission denied)",
    ]
