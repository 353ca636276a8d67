from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.watch.watching import write
from vaultgoals.config import Config
from vaultgoals.watch.matters import Matters
from vaultgoals.watch.sweep import Sweep, sweep

MATTERS = Matters(Config())


@pytest.mark.parametrize(
    ("place", "matters"),
    [
        ("Note.md", True),
        ("Photos/cat.png", True),  # a link may lead to it
        ("vaultgoals.toml", True),
        (".obsidian/app.json", True),
        (".obsidian/workspace.json", False),
        (".git/index", False),
        ("Specs/.Note.md.swp", False),
        ("Specs/.Note.md.icloud", True),  # the note is in the cloud from now on
        ("node_modules/a.md", False),
        ("logseq/bak/a.md", False),
        ("Gaps/Dashboard.md", False),
        ("Gaps", False),
        ("Gaps/Evidence/2026-11.md", True),  # people write there too
        ("Gaps of mine.md", True),
    ],
)
def test_what_matters(tmp_path: Path, place: str, matters: bool) -> None:
    """A look and an event agree on which files are a reason to run."""
    before = sweep(tmp_path, MATTERS)
    write(tmp_path / place, "x") if "." in place else (tmp_path / place).mkdir()

    assert MATTERS.path(place) is matters
    assert (place in sweep(tmp_path, MATTERS).changed_since(before)) is matters


def _old(place: Path, text: str) -> None:
    """Write a file, and wait until a look is sure of it."""
    write(place, text)
    _wait(place)


def _wait(place: Path) -> None:
    while place.stat().st_ctime_ns + 100_000_000 > time.time_ns():
        time.sleep(0.01)


def _changed(root: Path, before: Sweep) -> set[str]:
    return set(sweep(root, MATTERS).changed_since(before))


def test_what_stays_is_no_change(tmp_path: Path) -> None:
    """A second look finds nothing where nothing has happened."""
    _old(tmp_path / "a" / "Note.md", "x")

    assert _changed(tmp_path, sweep(tmp_path, MATTERS)) == set()


def test_a_change_that_hides_is_found(tmp_path: Path) -> None:
    """A note of the same size and the same time of change as before, as some tools leave it, is found."""
    note = tmp_path / "Note.md"
    _old(note, "one")
    stamp = note.stat().st_mtime_ns
    before = sweep(tmp_path, MATTERS)

    note.write_text("two")
    os.utime(note, ns=(stamp, stamp))
    _wait(note)

    assert _changed(tmp_path, before) == {"Note.md"}


def test_a_change_in_the_moment_of_a_look_is_found(tmp_path: Path) -> None:
    """A note that was written in the very moment of a look counts as changed at the next one, and then not.

    Two writes of one moment may carry the same time.
    """
    note = tmp_path / "Note.md"
    write(note, "one")
    before = sweep(tmp_path, MATTERS)
    assert time.time_ns() - note.stat().st_ctime_ns < 50_000_000, "this machine was too slow for the test"

    assert _changed(tmp_path, before) == {"Note.md"}
    assert not sweep(tmp_path, MATTERS).surely_differs_from(before)
    _old(note, "two")
    assert sweep(tmp_path, MATTERS).surely_differs_from(before)
    assert _changed(tmp_path, sweep(tmp_path, MATTERS)) == set()


def test_a_link_that_leads_in_a_circle_is_not_followed(tmp_path: Path) -> None:
    """A link to a folder is a file like any other; a look comes to an end, and finds a note once."""
    (tmp_path / "loop").symlink_to(tmp_path)
    _old(tmp_path / "Note.md", "x")
    before = sweep(tmp_path, MATTERS)

    _old(tmp_path / "Note.md", "y")

    assert _changed(tmp_path, before) == {"Note.md"}


def test_no_vault_is_no_empty_vault(tmp_path: Path) -> None:
    """Where the vault's own folder is not there a look fails, and does not find everything gone."""
    with pytest.raises(OSError, match="nowhere"):
        sweep(tmp_path / "nowhere", MATTERS)
