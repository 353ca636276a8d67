from __future__ import annotations

from tests.vaults import Vault


def test_it_is_off_unless_selected(vault: Vault) -> None:
    """A goal that rests on a word alone is told only where somebody asks for it.

    == Goal.md
    ---
    type: goal
    why: x
    success_criteria: y
    verified: 2026-11-08
    ---
    """
    assert vault.told("VG303") == []
    assert [gap.code for gap in vault.examine(select=("VG303",)).gaps] == ["VG303"]


def test_a_link_or_a_check_is_more_than_a_word(vault: Vault) -> None:
    """Evidence that is linked, or a check that passes, takes the gap away.

    == Linked.md
    ---
    type: goal
    success_criteria: y
    verified: 2026-11-08
    evidence: "[[Letter]]"
    ---
    == Checked.md
    ---
    type: goal
    verify: ["ask: Is it so?", "exists: Letter.md"]
    verified: 2026-11-08
    ---
    == Letter.md
    I saw it.
    """
    assert vault.examine(select=("VG303",)).gaps == ()
