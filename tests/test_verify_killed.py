"""`vaultgoals verify` is ended at each of its system calls: log and note are old or new, never between."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.kills import files, killed, points
from tests.requirements import needs
from tests.terminal import Terminal
from tests.vaults import write_files

EACH = 1 if os.environ.get("VAULTGOALS_STORM") else 3
"""Every how many system calls it is ended; `make torture` fails each of them in more ways than this."""
GOAL = "Goals/Ship.md"
LOG = "Gaps/Evidence/2026-11.md"
LINE = (
    'vaultgoals verify Ship --vault . --answer yes --evidence "[[Seen]]" --by ana --stamp --as-of 2026-11-21'
)
FILES = {
    GOAL: "---\r\ntype: goal\r\nverified: 2026-10-01 # so\r\nverify: 'ask: Is it so?'\r\n---\r\nBody  \r\n",
    "Seen.md": "It ran.\n",
    "Plain.md": "Mine.",
}


def lay_out(terminal: Terminal, contents: dict[str, bytes]) -> None:
    """Make the vault anew."""
    shutil.rmtree(terminal.vault)
    terminal.vault.mkdir()
    for path, raw in contents.items():
        place = terminal.vault / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault whose log has one older line."""
    needs("strace")
    made = Terminal(tmp_path, 60)
    write_files(made.vault, FILES)
    assert made.run("vaultgoals verify Ship --vault . --answer no --as-of 2026-11-03")[0] == 0
    return made


def test_a_killed_verify_leaves_log_and_note_old_or_new(terminal: Terminal) -> None:
    """Whenever it is ended, each file is what it was or what it should be, the log before the note.

    Nothing else changes, an answer that stands in the log is found by the next run, and a second attempt
    brings both to their end.
    """
    before = dict(files(terminal.vault))
    assert LOG in before
    at = points(terminal, LINE, "/.local/state/")
    after = dict(files(terminal.vault))
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {GOAL, LOG}
    assert len(at) > 20
    seen = set()

    for point in at[::EACH]:
        lay_out(terminal, before)
        assert killed(terminal, LINE, point), point
        left = dict(files(terminal.vault))
        assert set(left) == set(before), point
        assert all(left[path] in (before[path], after[path]) for path in left), point
        new = frozenset(path for path in changed if left[path] == after[path])
        assert GOAL not in new or LOG in new, point
        seen.add(new)

    assert seen == {frozenset(), frozenset({LOG}), frozenset({LOG, GOAL})}
    assert terminal.run(LINE)[0] == 0
    assert (terminal.vault / GOAL).read_bytes() == after[GOAL]
