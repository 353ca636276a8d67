from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, ONE_GAP, Watching, write


def test_a_broken_configuration_is_told_and_recovered_from(watching: Watching) -> None:
    """A mistake in vaultgoals.toml is told in one line; put right, it holds from the next run on."""
    config = watching.vault / "vaultgoals.toml"
    write(config, "output = 3\n")
    assert watching.line() == "1 change: vaultgoals.toml: output must be a text in quotes, not 3"

    write(config, 'output = "Review"\n')
    assert watching.line().startswith("1 change: wrote 2 notes; ")
    assert watching.shows("gaps: 0\n", "Review")

    # the new folder's changes are now our own
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert watching.line().startswith("1 change: wrote 2 notes; ")
    assert watching.shows(ONE_GAP, "Review")


def test_a_wrong_configuration_at_the_start_ends_the_command(terminal: Terminal) -> None:
    """A watch that could never report does not begin."""
    write(terminal.vault / "vaultgoals.toml", "output = 3\n")

    code, printed, errors = terminal.run("vaultgoals watch")

    assert (code, printed) == (2, "")
    assert errors == "vaultgoals: vaultgoals.toml: output must be a text in quotes, not 3\n"


@pytest.mark.parametrize(
    ("place", "why"),
    [("nowhere", "No such file or directory"), ("file.md", "not a folder")],
)
def test_no_folder_at_the_start_ends_the_command(terminal: Terminal, place: str, why: str) -> None:
    """What is no folder is told in one sentence."""
    write(terminal.vault / "file.md", "")

    code, printed, errors = terminal.run(f"vaultgoals watch {place}")

    assert (code, printed) == (2, "")
    assert errors == f"vaultgoals: $PWD/{place}: the folder cannot be watched ({why})\n"


def test_a_report_in_use_is_tried_again(watching: Watching) -> None:
    """While another program is writing to a generated note it is left alone; soon after, it is renewed."""
    if sys.platform != "linux":
        pytest.skip("only Linux tells that a file is held open")
    with (watching.vault / "Gaps" / "Dashboard.md").open("r+b"):
        write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
        assert watching.line() == (
            "1 change: Gaps/Dashboard.md changed while it was being rewritten; left as it is, run again"
        )

    assert watching.shows(ONE_GAP)


def test_a_note_in_the_way_is_told(watching: Watching) -> None:
    """A user's own note where the dashboard would stand is left and told, and the watch goes on."""
    dashboard = watching.vault / "Gaps" / "Dashboard.md"
    write(dashboard, "Mine.\n")

    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert "1 change: Gaps/Dashboard.md was not written by vaultgoals" in watching.line()
    assert dashboard.read_text() == "Mine.\n"

    dashboard.unlink()
    write(watching.vault / "Specs" / "Dispatch.md", f"{ACCEPTED}More.\n")
    assert watching.line().startswith("1 change: wrote 2 notes; ")


def test_what_is_left_as_it_is_is_told_once(watching: Watching) -> None:
    """A region changed by hand is told after the first change, not after every one."""
    report = next((watching.vault / "Gaps").glob("Gap report *.md"))
    report.write_text(report.read_text().replace("No gap", "No gap at all"))

    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert watching.line().startswith("1 change: wrote ")
    assert watching.line().endswith("(not-overwritten)")
    write(watching.vault / "Specs" / "Dispatch.md", DRAFT)
    assert watching.line().startswith("1 change: wrote ")
    assert watching.end()[1] == ["stopped"]


def test_a_vault_that_goes_and_comes_back(watching: Watching, tmp_path: Path) -> None:
    """A deleted vault is told once; one that takes its place is reported on and watched."""
    shutil.rmtree(watching.vault)
    assert watching.line() == (
        f"the folder can no longer be watched: {watching.vault}: there is no such folder"
    )

    write(tmp_path / "new" / "Dispatch.md", ACCEPTED)
    (tmp_path / "new").rename(watching.vault)
    assert watching.line().startswith("the folder is back: wrote 2 notes; ")
    assert ONE_GAP in watching.report()

    write(watching.vault / "Dispatch.md", DRAFT)
    assert watching.shows("gaps: 0\n")


def test_a_vault_that_is_replaced(watching: Watching, tmp_path: Path) -> None:
    """A folder that takes the vault's place within a moment is reported on and watched."""
    shutil.copytree(watching.vault, tmp_path / "new")
    shutil.rmtree(watching.vault)
    (tmp_path / "new").rename(watching.vault)
    assert watching.line() == "the folder was replaced: nothing to write"

    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)

    assert watching.shows(ONE_GAP)


def test_a_vault_that_is_made_anew(watching: Watching, tmp_path: Path) -> None:
    """A vault that takes a deleted one's place, and its number on the disk with it, is watched."""
    number = watching.vault.stat().st_ino
    shutil.rmtree(watching.vault)
    new = _folder_with(number, tmp_path)
    write(new / "Dispatch.md", DRAFT)
    new.rename(watching.vault)
    assert watching.line().startswith("the folder was replaced: wrote 2 notes; ")

    write(watching.vault / "Dispatch.md", ACCEPTED)

    assert watching.shows(ONE_GAP)


def _folder_with(number: int, place: Path) -> Path:
    """Return a new folder with an inode number that has become free, if the file system gives it again."""
    for count in range(100):
        folder = place / f"new {count}"
        folder.mkdir()
        if folder.stat().st_ino == number:
            break
    return folder
