"""What is told of a command that is no longer what was approved: each difference, before and after."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Any

import pytest

from tests.act.commands import Commands
from vaultgoals.act.changes import SHORT, Change, changes, quoted, within
from vaultgoals.act.fingerprint import BoundFile, Fingerprint, fingerprint

BEFORE = Fingerprint(
    vault="/home/me/vault",
    inode=1,
    name="check",
    arguments=("sh", "check.sh"),
    folder="/home/me/vault/Scripts",
    limit=2,
    environment=(),
    program="/bin/sh",
    files=(),
)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ({"version": 9}, Change("the way vaultgoals looks at commands", "1", "9")),
        ({"vault": "/home/me/v"}, Change("the vault's place", '"/home/me/vault"', '"/home/me/v"')),
        ({"inode": 2}, Change("the vault's folder itself", "inode 1", "inode 2")),
        ({"name": "other"}, Change("its name", '"check"', '"other"')),
        ({"arguments": ("sh", "-c", "a b")}, Change("its arguments", '"sh" "check.sh"', '"sh" "-c" "a b"')),
        ({"folder": "/x"}, Change("its folder", '"/home/me/vault/Scripts"', '"/x"')),
        ({"limit": 60}, Change("its limit", "2 s", "60 s")),
        ({"environment": ("A", "B")}, Change("its environment", "none", "A, B")),
        ({"program": "/bin/bash"}, Change("its program", '"/bin/sh"', '"/bin/bash"')),
    ],
)
def test_each_part_is_told_by_what_it_was_and_what_it_is(after: dict[str, Any], told: Change) -> None:
    """In words, with both texts as they can be read in one way only; the other way round too."""
    now = replace(BEFORE, **after)

    assert changes(BEFORE, now) == (told,)
    assert changes(now, BEFORE) == (Change(told.what, told.after, told.before),)
    assert changes(now, now) == ()


def test_every_difference_is_told(commands: Commands) -> None:
    """One digest is another because of something, and that is said; of two things both are."""
    seen = [fingerprint(commands.root, one) for one in commands.commands.values()]

    for one in seen:
        for other in seen:
            assert bool(changes(one, other)) == (one.digest != other.digest)
    both = changes(BEFORE, replace(BEFORE, limit=3, program="/bin/bash"))
    assert [change.what for change in both] == ["its limit", "its program"]


def test_the_text_of_a_file_is_told_by_the_beginning_of_its_digest(commands: Commands) -> None:
    """What changed, what is gone and what is new, each by its path in the vault, in path order."""
    check = commands.commands["check"]
    first = fingerprint(commands.root, check)
    digests = {file.path: file.sha256[:SHORT] for file in first.files}
    script, data = (str(commands.root / "Scripts" / name) for name in ("check.sh", "data.sh"))
    assert set(digests) == {script, data}
    (commands.root / "Scripts/data.sh").unlink()
    shutil.copy(commands.root / "Other/data.sh", commands.root / "Scripts/two")
    commands.write("vault/Scripts/check.sh", "true\n")
    now = fingerprint(commands.root, check)
    fresh = {file.path: file.sha256[:SHORT] for file in now.files}

    assert changes(first, now) == (
        Change("the text of Scripts/check.sh", digests[script], fresh[script]),
        Change("the text of Scripts/data.sh", digests[data], "not there"),
        Change("the text of Scripts/two", "not there", fresh[str(commands.root / "Scripts/two")]),
    )
    assert all(len(digest) == SHORT == 12 for digest in (*digests.values(), *fresh.values()))


def test_that_another_argument_names_a_file_is_a_change() -> None:
    """The same arguments may name the same files in another way, as a name becomes a link; it is told."""
    file = BoundFile(1, "/home/me/vault/a", "0" * 64)
    one = replace(BEFORE, files=(file,))
    two = replace(BEFORE, files=(file, replace(file, argument=2)))

    assert changes(one, two) == (Change("which argument names a file", "1", "2"),)
    assert changes(two, one) == (Change("which argument names a file", "2", "1"),)
    assert changes(one, replace(one, files=(replace(file, argument=2),))) == (
        Change("which argument names a file", "1", "1"),
    )
    # Other arguments name other files, and other texts are another change: it is told by those alone.
    other = replace(two, arguments=("sh", "a", "a"))
    assert [change.what for change in changes(one, other)] == ["its arguments"]
    text = replace(two, files=tuple(replace(each, sha256="1" * 64) for each in two.files))
    assert [change.what for change in changes(one, text)] == ["the text of a"]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/home/me/vault/Scripts/x.sh", "Scripts/x.sh"),
        ("/home/me/vault", "/home/me/vault"),
        ("/home/me/vaults/x.sh", "/home/me/vaults/x.sh"),
        ("/home/me/x.sh", "/home/me/x.sh"),
    ],
)
def test_a_path_is_shown_from_the_vault_on_or_whole(path: str, shown: str) -> None:
    """What only begins like the vault's folder is not in it."""
    assert within(path, "/home/me/vault") == within(path, "/home/me/vault/") == shown
    assert within("/etc/x", "/") == "etc/x"


def test_no_sign_looks_like_another() -> None:
    """All but ASCII is shown by its number: a Cyrillic letter is none of ours, whatever it looks like."""
    assert quoted("а\u202e b\n") == '"\\u0430\\u202e b\\n"'
    assert quoted('one "two"') == '"one \\"two\\""'
