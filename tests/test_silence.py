"""A report that does not come is told: by the next `check`, and by the dashboard when it is next written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish

DASHBOARD = "Gaps/Dashboard.md"
GOAL = "---\ntype: goal\nwhy: x\nmetric: y\n---\n"
FIRST = "2026-11-12"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with one goal and the report of one day."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, {"Goals/A.md": GOAL})
    publish(Vault(terminal.vault).examine(FIRST))
    return terminal


def told_in(vault: Vault, day: str) -> list[str]:
    """Publish on a day and return what the dashboard then says of days without a report."""
    publish(vault.examine(day))
    return [line for line in vault.read(DASHBOARD).splitlines() if "No report" in line]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-12", []),
        ("2026-11-13", []),
        ("2026-11-14", ["> No report was written on 2026-11-13."]),
        ("2026-11-21", ["> No report was written from 2026-11-13 to 2026-11-20."]),
        ("2027-01-01", ["> No report was written from 2026-11-13 to 2026-12-31."]),
    ],
)
def test_the_dashboard_names_the_days_without_a_report(terminal: Terminal, day: str, told: list[str]) -> None:
    """The dashboard says between which days nothing was written; with no day between, it says nothing."""
    assert told_in(Vault(terminal.vault), day) == told


def test_the_line_stays_for_the_day_and_goes_with_it(terminal: Terminal) -> None:
    """A second writing on one day changes no byte, though that day's report then stands."""
    vault = Vault(terminal.vault)
    told = told_in(vault, "2026-11-21")
    first = vault.snapshot()

    again = publish(vault.examine("2026-11-21"))

    assert told
    assert again.written == ()
    assert vault.snapshot() == first
    assert told_in(vault, "2026-11-22") == []


def test_no_report_before_is_no_silence(vault: Vault) -> None:
    """The first report of a vault misses none, and `check` before it asks for none.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    assert vault.examine().silence is None
    assert told_in(vault, "2026-11-21") == []


def test_check_asks_whether_the_watcher_runs(terminal: Terminal) -> None:
    """`check` ends with one line on standard error; output and exit code are as without it."""
    line = "vaultgoals check . --as-of 2026-11-21"
    told = "the last report is of 2026-11-12, 9 days ago: is the watcher running? `vaultgoals doctor`\n"
    code, printed, errors = terminal.run(line)
    as_json = terminal.run(f"{line} --format json")
    (terminal.vault / f"Gaps/Gap report {FIRST}.md").unlink()
    without = terminal.run(line)

    assert errors == told
    assert as_json[2] == told
    assert json.loads(as_json[1])["as_of"] == "2026-11-21"
    assert (code, printed) == without[:2]
    assert without[2] == ""


@pytest.mark.parametrize("day", ["2026-11-11", "2026-11-12", "2026-11-13"])
def test_yesterdays_report_is_young_enough(terminal: Terminal, day: str) -> None:
    """With a report of the day before, of the day or of a later one there is nothing to ask."""
    assert terminal.run(f"vaultgoals check . --as-of {day}")[2] == ""


def test_a_file_named_after_no_day_is_no_report(terminal: Terminal) -> None:
    """`Gap report 2026-02-30.md`, which a user may have made, is nobody's report and stops nothing."""
    report = terminal.vault / f"Gaps/Gap report {FIRST}.md"
    report.rename(report.with_name("Gap report 2026-02-30.md"))

    assert Vault(terminal.vault).examine().reports == ()
    assert told_in(Vault(terminal.vault), "2026-11-21") == []


def test_a_full_disk_behind_standard_error_changes_no_exit_code(terminal: Terminal) -> None:
    """The line is dropped where nobody can read it."""
    line = "vaultgoals check . --as-of 2026-11-21"

    assert terminal.run(f"{line} 2> /dev/full")[0] == terminal.run(line)[0] == 0


def test_a_report_of_the_future_hides_no_silence(terminal: Terminal) -> None:
    """A report once made for a day to come, by `--as-of`, does not count as the newest one."""
    publish(Vault(terminal.vault).examine("2999-01-01"))

    errors = terminal.run("vaultgoals check .")[2]

    assert errors.startswith(f"the last report is of {FIRST}, ")
    assert f"last-report: {FIRST}, " in terminal.run("vaultgoals doctor .")[1]
    assert f"last report: {FIRST}\n" in terminal.run("vaultgoals service status . --platform linux")[1]


def test_looking_back_asks_for_no_watcher(terminal: Terminal) -> None:
    """`check` of a day in the past, with reports after it, does not ask whether the watcher runs now."""
    publish(Vault(terminal.vault).examine("2026-11-21"))

    assert terminal.run("vaultgoals check . --as-of 2026-11-18")[2] == ""
