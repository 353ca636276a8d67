from __future__ import annotations

from tests.vaults import Vault, write_files
from vaultgoals.outcome.ground import criteria_hash

LINE = "- 2026-11-10 · [[Goal]] · pass · ask: Is it so? · [[Letter]] · criteria {}\n"


def test_the_hash_of_now_is_no_change(vault: Vault) -> None:
    """A record made on the ground of today is not suspect; a new criterion makes it so, a journal does not.

    == Goal.md
    ---
    type: goal
    why: x
    verify: "ask: Is it so?"
    ---
    ## Success criteria
    - [ ] It is used
    == Letter.md
    I saw it.
    """
    ground = criteria_hash(vault.examination.judged.vault.notes["Goal.md"])
    write_files(vault.root, {"Gaps/Evidence/2026-11.md": LINE.format(ground)})
    text = vault.read("Goal.md")
    assert vault.told("VG402") == []

    write_files(vault.root, {"Goal.md": text.replace("- [ ]", "- [x]") + "\n## Journal\nLong talk today.\n"})
    assert vault.told("VG402") == []

    write_files(vault.root, {"Goal.md": text + "- [ ] It is paid for\n"})
    assert vault.told("VG402") == ["Goal.md:1"]


def test_a_date_in_the_frontmatter_has_no_ground(vault: Vault) -> None:
    """Only the log knows what was asked then: `verified` alone is never suspect.

    == Goal.md
    ---
    type: goal
    success_criteria: It is used
    verified: 2026-01-08
    evidence: "[[Letter]]"
    ---
    == Letter.md
    I saw it.
    """
    assert vault.told("VG402") == []


def test_done_tasks_are_named(vault: Vault) -> None:
    """Where work is done for a suspect goal the gap says how much, and VG301 is silent.

    == Goal.md
    ---
    type: goal
    verify: "ask: Is it so?"
    ---
    - [x] Built it ✅ 2026-11-09
    == Letter.md
    I saw it.
    == Gaps/Evidence/2026-11.md
    - 2026-11-10 · [[Goal]] · pass · ask: Is it so? · [[Letter]] · criteria 00000000
    """
    assert vault.gaps("VG402")[0].message.endswith("; 1 task done, the last on 2026-11-09")
    assert vault.told("VG301") == []
