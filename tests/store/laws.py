"""What the law of the memo is held against: all that a run gives, and ways to make a run trust its memo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vaultgoals.engine import Examination, examine, intake, publish
from vaultgoals.errors import NotOursError, ShrunkVaultError
from vaultgoals.model import Stamp
from vaultgoals.store import Memo

DAY = Stamp.parse("2026-11-21")

VAULT = {
    "Goals/Walk.md": "---\ntype: goal\nstatus: done\nverify:\n  - ask: Do we?\n---\n- [x] bought shoes\n",
    "Goals/Sing.md": "---\ntype: goal\nstatus: active\n---\n<!-- vaultgoals:rollup -->\n",
    "Tasks/Shoes.md": '---\ntype: task\nstatus: done\ngoal: "[[Walk]]"\n---\n',
    "Tasks/Choir.md": '---\ntype: task\nstatus: waiting\ngoal: "[[Sing]]"\n---\n',
    "Specs/Route.md": "---\ntype: spec\nstatus: accepted\nimplemented_by: maps/route.gpx\n---\n",
    "Daily/2026-11-20.md": "---\nweight: 71.5\n---\n- [ ] call [[Walk]] 📅 2026-12-01\n",
    "Notes/Plain.md": "nothing to see\n",
    "Notes/Odd.md": "---\ntype: task\ngoal: [[Walk]]\nstatus: simmering\n---\n",
    "Notes/Broken.md": "---\ntype: goal\n  @: [\n---\n",
    "Templates/Goal.md": "---\ntype: goal\n---\n",
    "Gaps/Mine.md": "not by vaultgoals\n",
    "Note.md": "---\naliases: [Other]\nwaive: 'VG203 until 2026-12-31: later'\n---\n",
}
"""A vault with something of everything."""


def picture(found: Examination) -> dict[str, Any]:
    """Return all that a run gives: gaps, states, notices, and what would be written."""
    return {
        "account": found.account,
        "notices": found.notices,
        "waived": found.waived,
        "marked": dict(found.marked),
        "reports": found.reports,
        "planned": _planned(found),
    }


def _planned(found: Examination) -> object:
    try:
        return publish(found, dry_run=True)
    except (NotOursError, ShrunkVaultError) as error:
        return str(error)


def remembering(root: Path, memo: Memo | None = None) -> dict[str, Any]:
    """Return what a run gives that uses the memo on disk, or the one given."""
    return picture(examine(root, as_of=DAY, memo=memo))


def forgetting(root: Path) -> dict[str, Any]:
    """Return what a run gives that has never read the vault before."""
    return picture(examine(root, as_of=DAY, memo=Memo()))


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust what was read of a file that changed a moment ago: else no test would be quick and test much."""
    monkeypatch.setattr(intake, "TICK", 0)


def tick(folder: Path) -> None:
    """Return when the file system's clock has gone on: what is written next has another time."""
    probe = folder.parent / "probe"
    probe.touch()
    before = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == before:
        probe.write_text("x")
