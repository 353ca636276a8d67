from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.files.disk import DROP_RIGHTS, run_python, write_files
from vaultgoals.files.hold import hold, make_folder
from vaultgoals.files.replace import DisplacedError, exchange, take_away

pytestmark = pytest.mark.skipif(
    not hasattr(os, "O_PATH") or not Path("/proc/self/fd").is_dir(),
    reason="elsewhere than on Linux a folder cannot be held by its handle",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with two folders of the same names in it: one that is written to, one outside."""
    write_files(tmp_path, {"vault/Gaps/n.md": "old", "out/n.md": "old"})
    return tmp_path.resolve()


def swap(root: Path) -> None:
    """Put a link to the folder outside in the place of the one that is written to."""
    (root / "vault/Gaps").rename(root / "moved")
    (root / "vault/Gaps").symlink_to(root / "out")


@pytest.mark.parametrize("name", ["n.md", "new.md"])
def test_a_link_that_takes_a_folders_place_leads_no_write_out(root: Path, name: str) -> None:
    """What is written while the folder is swapped for a link comes into the folder that was held."""
    with hold(root / "vault/Gaps" / name) as held:
        swap(root)
        exchange(held, b"old" if name == "n.md" else None, b"new")

    assert [path.name for path in (root / "out").iterdir()] == ["n.md"]
    assert (root / "out/n.md").read_bytes() == b"old"
    assert (root / "moved" / name).read_bytes() == b"new"


def test_a_link_that_takes_a_folders_place_leads_no_removal_out(root: Path) -> None:
    """What is removed goes from the folder that was held."""
    with hold(root / "vault/Gaps/n.md") as held:
        swap(root)
        take_away(held, b"old")

    assert (root / "out/n.md").read_bytes() == b"old"
    assert not list((root / "moved").iterdir())


def test_a_link_that_stands_there_already_is_refused(root: Path) -> None:
    """Where a link came before the folder was held, be it further up, nothing is held at all."""
    swap(root)
    (root / "up").symlink_to("vault")
    for place in (root / "vault/Gaps/n.md", root / "up/n.md", root / "up/Gaps/n.md"):
        with pytest.raises((DisplacedError, NotADirectoryError)), hold(place):
            pytest.fail("held")


def test_folders_are_made_one_in_the_other_and_never_behind_a_link(root: Path) -> None:
    """A folder is made with those on the way to it; where a link stands on the way, nothing is made."""
    make_folder(root / "vault", root / "vault/Gaps/a/b")
    make_folder(root / "vault", root / "vault/Gaps/a/b")
    assert (root / "vault/Gaps/a/b").is_dir()

    swap(root)
    with pytest.raises(NotADirectoryError):
        make_folder(root / "vault", root / "vault/Gaps/c/d")
    assert [path.name for path in (root / "out").iterdir()] == ["n.md"]


_ENTERED = f"""
from pathlib import Path
from vaultgoals.files.hold import make_folder
{DROP_RIGHTS}
make_folder(Path("vault").absolute(), Path("vault/Gaps/a").absolute())
"""


def test_a_folder_that_may_only_be_entered_is_no_hindrance(shared_path: Path) -> None:
    """Of the folders on the way only the last has to be writable, and none readable."""
    write_files(shared_path, {"vault/Gaps/n.md": "old"})
    (shared_path / "vault/Gaps").chmod(0o333)
    (shared_path / "vault").chmod(0o311)
    run_python(_ENTERED, shared_path)
    assert (shared_path / "vault/Gaps/a").is_dir()
