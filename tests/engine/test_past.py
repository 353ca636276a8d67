"""Past reports are read by what writes, once, and again where somebody has changed one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine import Former, publish

DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return a vault with three past reports."""
    vault = Vault(tmp_path / "vault")
    write_files(vault.root, {"Ship.md": "---\ntype: goal\n---\n"})
    for day in DAYS:
        publish(vault.examine(day))
    return vault


def test_a_check_reads_no_past_report(vault: Vault) -> None:
    """What only looks does not even load what would read them."""
    code = (
        "import sys\nfrom vaultgoals import load\n"
        f"load({str(vault.root)!r}, as_of='{TODAY}').gaps\n"
        "print([name for name in sys.modules if name.startswith('vaultgoals.rollup.') and name.endswith(\n"
        "    ('.day', '.timeline', '.trends', '.pictures'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=dict(os.environ), capture_output=True, encoding="utf-8", check=True
    )

    assert done.stdout == "[]\n"


def test_one_process_reads_a_past_report_once(vault: Vault) -> None:
    """A second run of a watch knows what the first has read; only a report that changed is read anew."""
    former = Former()
    first = former.joined(vault.examine())
    before = first.account.past()
    changed = vault.root / "Gaps" / f"Gap report {DAYS[1]}.md"
    changed.write_text(changed.read_text().replace("goals: 1", "goals: 7"))
    second = former.joined(vault.examine())
    after = second.account.past()

    assert [day.day for day in after] == list(DAYS)
    assert (after[0] is before[0], after[1] is before[1], after[2] is before[2]) == (True, False, True)
    assert (before[1].goals, after[1].goals) == (1, 7)


def test_a_report_that_vanished_is_left_out(vault: Vault) -> None:
    """Between the look at the folder and the reading a report may go."""
    found = vault.examine()
    (vault.root / "Gaps" / f"Gap report {DAYS[0]}.md").unlink()

    assert [day.day for day in found.account.past()] == list(DAYS[1:])


def test_reports_of_that_day_and_later_are_no_past(vault: Vault) -> None:
    """A run as of an earlier day knows only what was written about days before it."""
    assert [day.day for day in vault.examine(DAYS[1]).account.past()] == [DAYS[0]]
