from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.requirements import needs
from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, ONE_GAP, Watching, write


def test_saved_in_place(watching: Watching) -> None:
    """A note that an editor overwrites where it stands is in today's report."""
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)

    assert watching.shows(ONE_GAP)


def test_saved_by_vim(watching: Watching, terminal: Terminal) -> None:
    """A note that vim saves in its usual manner, the old one moved aside first, is in today's report."""
    needs("vim")
    note = terminal.vault / "Specs" / "Dispatch.md"
    before = note.stat().st_ino

    code, _, errors = terminal.run(
        # below /tmp vim would make no backup, and save in place
        "vim -N -u NONE -i NONE -es -c 'set backupskip=' -c '%s/draft/accepted/' -c wq Specs/Dispatch.md"
    )

    assert (code, errors) == (0, "")
    assert watching.shows(ONE_GAP)
    assert note.stat().st_ino != before, "vim did not save in its usual manner"


@pytest.mark.parametrize("place", [".Dispatch.md.tmp", "Dispatch.md.tmp", "../../Dispatch.md"])
def test_replaced_by_a_finished_file(watching: Watching, place: str) -> None:
    """A note that another file is renamed over, from wherever it was written, is in today's report."""
    folder = watching.vault / "Specs"
    write(folder / place, ACCEPTED)

    (folder / place).replace(folder / "Dispatch.md")

    assert watching.shows(ONE_GAP)


@pytest.mark.parametrize(
    "half", ["", "\n", ACCEPTED[: ACCEPTED.index("status")], "How tasks are dispatched.\n"]
)
def test_saved_slowly(watching: Watching, half: str) -> None:
    """A note that is empty or half written for a moment is waited for; no report counts it as gone."""
    note = watching.vault / "Specs" / "Dispatch.md"
    before = watching.report()

    note.write_text(half)
    assert watching.line() == "1 change: waiting for Specs/Dispatch.md, half-written as it seems"
    assert watching.report() == before
    note.write_text(ACCEPTED)

    assert watching.shows(ONE_GAP)


def test_emptied_for_good(watching: Watching) -> None:
    """A note that stays empty is what its owner made of it: after some seconds it counts as it stands."""
    write(watching.vault / "Budget.md", ACCEPTED)
    assert watching.shows("specs: 2\n")

    write(watching.vault / "Budget.md", "")

    assert watching.shows("specs: 1\n")


def test_note_moved_in(watching: Watching, tmp_path: Path) -> None:
    """A note that is moved into the vault from elsewhere is in today's report."""
    write(tmp_path / "Budget.md", ACCEPTED)

    (tmp_path / "Budget.md").rename(watching.vault / "Budget.md")

    assert watching.shows("[[Budget]]")


def test_folder_moved_in(watching: Watching, tmp_path: Path) -> None:
    """The notes of a folder that is moved into the vault are in today's report, and their later changes."""
    write(tmp_path / "Money" / "2026" / "Budget.md", ACCEPTED)
    (tmp_path / "Money").rename(watching.vault / "Money")
    assert watching.shows("[[Budget]]")

    write(watching.vault / "Money" / "2026" / "Budget.md", DRAFT)

    assert watching.shows("gaps: 0\n")


def test_new_folders(watching: Watching) -> None:
    """A note that is written at once into folders just made is in today's report."""
    write(watching.vault / "Money" / "2026" / "November" / "Budget.md", ACCEPTED)

    assert watching.shows("[[Budget]]")


def test_deleted(watching: Watching) -> None:
    """A gap leaves today's report when its note is deleted."""
    write(watching.vault / "Budget.md", ACCEPTED)
    assert watching.shows("[[Budget]]")

    (watching.vault / "Budget.md").unlink()

    assert watching.shows("gaps: 0\n")


def test_folder_moved_out(watching: Watching, tmp_path: Path) -> None:
    """The gaps of a folder leave today's report when it is moved out of the vault."""
    write(watching.vault / "Money" / "Budget.md", ACCEPTED)
    assert watching.shows("[[Budget]]")

    shutil.move(watching.vault / "Money", tmp_path / "Money")

    assert watching.shows("gaps: 0\n")


def test_git_checkout(watching: Watching, terminal: Terminal) -> None:
    """All notes in which two branches differ, some hundreds, are in today's report after a checkout."""
    needs("git")
    (terminal.vault / ".gitignore").write_text("Gaps/\n")
    _commit(terminal, "main", DRAFT)
    _commit(terminal, "accepted", ACCEPTED)
    assert watching.shows("gaps_VG203: 300\n")

    code, _, _ = terminal.run("git checkout -q main")

    assert code == 0
    assert watching.shows("gaps: 0\n")


def _commit(terminal: Terminal, branch: str, text: str) -> None:
    for number in range(300):
        write(terminal.vault / "Plans" / f"Plan {number}.md", text)
    code, _, errors = terminal.run(
        f"git init -q && git checkout -q -b {branch} && git add . &&"
        " git -c user.name=ana -c user.email=ana@example.com commit -q -m notes"
    )
    assert (code, errors) == (0, "")
