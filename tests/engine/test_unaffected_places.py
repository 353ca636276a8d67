"""What is no listed file is noticed too when it goes: folders, links, stubs; and a file of two names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.published import published, put
from tests.vaults import write_files
from vaultgoals.engine import examine, publish
from vaultgoals.engine.unaffected import Latest, unaffected
from vaultgoals.store import Memo


def goal(check: str) -> str:
    """Return a goal with one check."""
    return f"---\ntype: goal\nverify:\n  - '{check}'\n---\n"


def _link(at: Path, target: str) -> None:
    at.parent.mkdir(exist_ok=True)
    at.symlink_to(target)


def _chain(root: Path) -> None:
    _link(root / "b.png", "c.png")
    _link(root / "a.png", "b.png")


NO_UTF8 = os.fsdecode(b"bad\x80.md")
GONE: dict[str, tuple[dict[str, str], Callable[[Path], object], str]] = {
    "a folder of links, one of which a check names": (
        {"Goal.md": goal("exists: pics/a.png"), "c.png": "pixels"},
        lambda root: _link(root / "pics" / "a.png", "../c.png"),
        "pics",
    ),
    "the folder above one that a check names": (
        {"Goal.md": goal("exists: pics/sub/")},
        lambda root: (root / "pics" / "sub").mkdir(parents=True),
        "pics",
    ),
    "a link that another link leads to": (
        {"Goal.md": goal("exists: a.png"), "c.png": "pixels"},
        _chain,
        "b.png",
    ),
    "the stub of a note that is in the cloud": (
        {"Goal.md": "---\ntype: goal\nevidence: '[[Far]]'\n---\n", "Notes/.Far.md.icloud": "stub"},
        lambda _root: None,
        "Notes/.Far.md.icloud",
    ),
    "the folder of such a stub": (
        {"Goal.md": "---\ntype: goal\nevidence: '[[Far]]'\n---\n", "Notes/.Far.md.icloud": "stub"},
        lambda _root: None,
        "Notes",
    ),
    "the stub of a picture that a check names": (
        {"Goal.md": goal("exists: Notes/a.png"), "Notes/.a.png.icloud": "stub"},
        lambda _root: None,
        "Notes/.a.png.icloud",
    ),
    "the folder of a conflict copy": (
        {"Notes/Goal.sync-conflict-20261121-101010-ABCDEF2.md": "mine"},
        lambda _root: None,
        "Notes",
    ),
    "a note whose name is no UTF-8": ({}, lambda root: put(root, NO_UTF8, "mine"), NO_UTF8),
    "the folder above the generated notes": (
        {"vaultgoals.toml": 'output = "Out/Gaps"\n'},
        lambda _root: None,
        "Out",
    ),
}


@pytest.mark.parametrize(("files", "prepare", "path"), GONE.values(), ids=GONE)
def test_what_was_no_listed_file_is_noticed_when_it_goes(
    tmp_path: Path, files: dict[str, str], prepare: Callable[[Path], object], path: str
) -> None:
    """Nobody may have looked at it, and a report may hang on it nevertheless."""
    root = tmp_path / "vault"
    write_files(root, {"Goals/Other.md": "---\ntype: goal\n---\n", **files})
    prepare(root)
    found = published(root)
    (root / path).rename(tmp_path / "gone")
    assert not unaffected(found, [path])


def test_a_name_in_another_form_is_noticed_when_it_goes(tmp_path: Path) -> None:
    """A system may list a name in one form of Unicode, and tell of it in the other."""
    listed, told = "Cafe\u0301.md", "Caf\u00e9.md"
    write_files(tmp_path, {"Goal.md": goal("exists: x"), listed: "", "Re\u0301sume\u0301/x.txt": ""})
    found = published(tmp_path)
    assert not unaffected(found, [told])
    assert not unaffected(found, ["R\u00e9sum\u00e9"])
    assert unaffected(found, ["Th\u00e9.md"])


def test_a_file_that_is_asked_for_by_another_spelling_has_an_effect(tmp_path: Path) -> None:
    """On many systems the settings are read from a file that is called otherwise, to the case of a letter."""
    write_files(tmp_path, {"Goal.md": goal("exists: x"), "VaultGoals.toml": "", "real/A.txt": "a"})
    write_files(tmp_path, {"Other.md": goal("exists: here/a.txt")})
    (tmp_path / "here").symlink_to("real")
    found = published(tmp_path)
    assert not unaffected(found, ["VaultGoals.toml"])
    assert not unaffected(found, ["real/A.txt"])


def test_a_file_of_two_names_has_an_effect(tmp_path: Path) -> None:
    """Of a change to a file with two names (hard links) the system tells by one name; a check may use any."""
    write_files(tmp_path, {"Goal.md": goal('contains: "steps" in b.txt'), "b.txt": "steps"})
    (tmp_path / "a.md").hardlink_to(tmp_path / "b.txt")
    found = published(tmp_path)
    put(tmp_path, "a.md", "no more\n")
    assert publish(examine(tmp_path, memo=Memo()), dry_run=True).texts
    assert not unaffected(found, ["a.md"])


def test_a_generated_note_that_was_touched_has_an_effect(tmp_path: Path) -> None:
    """No event is told of what lies in the folder of generated notes: it is looked at with each save."""
    for name in ("Dashboard.md", "Rollups/Goal rollup.md", "Gap report 2026-01-01.md"):
        root = tmp_path / name.replace("/", " ")
        write_files(root, {"Goal.md": goal("exists: x"), "Plain.md": ""})
        latest = Latest(published(root))
        put(root, "Plain.md", "more words\n")
        assert latest.outlasts(["Plain.md"])
        put(root, f"Gaps/{name}", "mine\n")
        assert not latest.outlasts(["Plain.md"])
        shutil.rmtree(root / "Gaps")
        assert not latest.outlasts(["Plain.md"])


@pytest.mark.parametrize(
    ("before", "after", "passed"),
    [
        ("verified: 2026-11-20T12:00+01:00", "verified: 2026-11-20T11:00Z", False),
        ("verified: 2026-11-20T12:00+00:00", "verified: 2026-11-20T12:00Z", True),
        ("weight: 0.0", "weight: -0.0", True),
        ("weight: 80", "weight: 80.0", True),
        ("weight: 80", 'weight: "80"', True),
    ],
)
def test_what_is_equal_is_told_alike(tmp_path: Path, before: str, after: str, passed: bool) -> None:
    """A note that is taken for equal to what it was is told in the same words, zones of times included."""
    text = goal("metric: last(weight) <= 1 in Goals").replace("type", "date: 2026-11-20\n{}\ntype")
    write_files(tmp_path, {"Goals/Goal.md": text.format(before)})
    found = published(tmp_path)
    put(tmp_path, "Goals/Goal.md", text.format(after))
    assert unaffected(found, ["Goals/Goal.md"]) == passed
    assert bool(publish(examine(tmp_path, memo=Memo()), dry_run=True).texts) != passed
