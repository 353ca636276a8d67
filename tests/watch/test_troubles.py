from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, ONE_GAP, Watching, files_of, is_up_to_date, write


def test_a_broken_configuration_is_told_and_recovered_from(watching: Watching) -> None:
    """A mistake in vaultgoals.toml is told in one line; put right, it holds from the next run on."""
    config = watching.vault / "vaultgoals.toml"
    write(config, "output = 3\n")
    assert watching.line() == "1 change: vaultgoals.toml: output must be a text in quotes, not 3"

    write(config, 'output = "Review"\n')
    assert watching.line().startswith("1 change: wrote 3 notes; ")
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
    assert watching.line().startswith("the folder is back: wrote 3 notes; ")
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
    assert watching.line().startswith("the folder was replaced: wrote 3 notes; ")

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


def test_a_second_watch_does_not_begin(watching: Watching, terminal: Terminal) -> None:
    """A vault is watched by one process; a second one says so and ends, and the first goes on."""
    code, printed, errors = terminal.run("vaultgoals watch .")

    assert (code, printed) == (2, "")
    assert errors == (
        f"vaultgoals: this vault is being watched already (process {watching.process.pid}); "
        "one watch keeps it up to date\n"
    )
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert watching.shows(ONE_GAP)


def test_other_commands_work_beside_a_watch(watching: Watching, terminal: Terminal) -> None:
    """`check`, `show` and `report` need not wait for a watch that waits."""
    for line in ("check .", "show Dispatch --vault .", "report ."):
        code, _, errors = terminal.run(f"vaultgoals {line}")
        assert (code, errors) == (0, "")
    assert watching.process.poll() is None


def test_a_report_and_a_watch_at_once(watching: Watching, terminal: Terminal) -> None:
    """Reports made while the watch makes its own never fail, and leave what one alone would write."""
    for number in range(10):
        write(watching.vault / "Specs" / f"Budget {number}.md", ACCEPTED)
        code, _, errors = terminal.run("sleep 0.25; vaultgoals report .")
        assert (code, errors) == (0, "")

    assert watching.shows("gaps_VG203: 10\n")
    assert is_up_to_date(watching.vault)


def test_a_writer_that_takes_long_is_waited_for(watching: Watching) -> None:
    """While another process writes to the vault the watch does not, and says whom it waits for."""
    with _writing(watching) as other:
        write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
        assert watching.line().startswith(f"1 change: `vaultgoals verify` (process {other.pid}) is writing")
        assert ONE_GAP not in watching.report()

    assert watching.line().startswith("once more: wrote 2 notes; ")


def test_a_state_folder_that_can_be_written_again(watching: Watching) -> None:
    """What could not be kept for undo, on a full disk say, is written soon after it can be, unasked."""
    state = Path(watching.environment["XDG_STATE_HOME"]) / "vaultgoals"
    (undo,) = state.glob("vaults/*/undo")
    undo.rename(undo.with_name("away"))
    undo.write_text("no folder")
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert watching.line().startswith(f"1 change: {undo} cannot be written (")

    undo.unlink()

    assert watching.line().startswith("once more: wrote 2 notes; ")


def test_a_vault_that_cannot_be_listed_for_a_moment(watching: Watching) -> None:
    """A folder that is there and gives no answer is asked again, and reported on when it gives one."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("root may list every folder")
    watching.vault.chmod(0o300)
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    assert "the folder cannot be read" in watching.line()

    watching.vault.chmod(0o700)

    assert watching.shows(ONE_GAP)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_log_on_a_full_disk_ends_no_watch(terminal: Terminal, form: str) -> None:
    """A watch whose log cannot be written keeps the report up to date all the same, and ends as ever."""
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    write(terminal.vault / "Specs" / "Dispatch.md", DRAFT)
    watching = Watching(
        terminal, "--log-format", form, started=False, inside=("sh", "-c", 'exec "$@" > /dev/full', "-")
    )
    try:
        assert watching.shows("gaps: 0\n")
        write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)

        assert watching.shows(ONE_GAP)
        assert watching.end() == (0, [], "")
    finally:
        watching.close()


@contextmanager
def _writing(watching: Watching) -> Iterator[Popen[bytes]]:
    """Another process that holds the writer's lock of the vault."""
    hold = (
        "import sys\nfrom pathlib import Path\nfrom vaultgoals.state.lock import sole_writer\n"
        "with sole_writer(Path(sys.argv[1]), 'verify'):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", hold, str(watching.vault)]
    with Popen(command, stdin=PIPE, stdout=PIPE, env=watching.environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_vault_that_is_half_there_is_not_reported_on(watching: Watching, tmp_path: Path) -> None:
    """When many goals and specs go at once nothing is written until they are back; that is told once."""
    for number in range(20):
        write(watching.vault / "Plans" / f"Plan {number}.md", ACCEPTED)
    assert watching.shows("specs: 21\n")
    watching.line()
    before = files_of(watching.vault / "Gaps")

    (watching.vault / "Plans").rename(tmp_path / "Plans")
    told = watching.line()
    assert "21 goals and specs stood in Gap report" in told
    assert told.endswith(
        "add --accept-loss to `vaultgoals report`; the watch goes on by itself when they are back"
    )
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)
    write(watching.vault / "vaultgoals.toml", "output = 3\n")
    assert watching.line().endswith("output must be a text in quotes, not 3")
    assert files_of(watching.vault / "Gaps") == before

    (watching.vault / "vaultgoals.toml").unlink()
    (tmp_path / "Plans").rename(watching.vault / "Plans")
    assert watching.shows("gaps_VG203: 21\n")


def test_a_loss_can_be_accepted_beside_a_watch(watching: Watching, terminal: Terminal) -> None:
    """`vaultgoals report --accept-loss` is the user's word, and the watch goes on from there by itself."""
    for number in range(20):
        write(watching.vault / "Plans" / f"Plan {number}.md", ACCEPTED)
    assert watching.shows("specs: 21\n")
    watching.line()
    shutil.rmtree(watching.vault / "Plans")
    assert "21 goals and specs stood in" in watching.line()

    assert terminal.run("vaultgoals report . --accept-loss")[0] == 0
    write(watching.vault / "Specs" / "Dispatch.md", ACCEPTED)

    assert watching.shows(ONE_GAP)


def test_a_loss_can_be_accepted_at_the_start(terminal: Terminal) -> None:
    """With --accept-loss the first report is written whatever is gone, and the next ones are not."""
    for number in range(40):
        write(terminal.vault / "Plans" / f"Plan {number}.md", ACCEPTED)
    assert terminal.run("vaultgoals report .")[0] == 0
    for number in range(20):
        (terminal.vault / "Plans" / f"Plan {number}.md").unlink()

    watching = Watching(terminal, "--accept-loss", started=False)
    try:
        watching.line()
        assert watching.line().startswith("start: wrote 3 notes; ")
        for number in range(20, 30):
            (terminal.vault / "Plans" / f"Plan {number}.md").unlink()
        assert "20 goals and specs stood in" in watching.line()
    finally:
        watching.close()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("--poll .", "'.' is no number of seconds; name the vault before --poll"),
        (". --poll often", "'often' is no number of seconds"),
        (". --poll 0", "0 s is not between 0.5 s and an hour"),
        (". --poll nan", "nan s is not between 0.5 s and an hour"),
    ],
)
def test_a_wrong_pace_is_told(terminal: Terminal, arguments: str, why: str) -> None:
    """What is no number of seconds is told in one sentence."""
    code, printed, errors = terminal.run(f"vaultgoals watch {arguments}")

    assert (code, printed) == (2, "")
    assert f"invalid value for '--poll': {why}" in errors
