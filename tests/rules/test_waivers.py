"""What a line of `waive` does to the gaps of its note."""

from __future__ import annotations

from tests.vaults import Vault


def test_a_waived_gap_is_absent_and_counted(vault: Vault) -> None:
    """A gap that its note waives is not among the gaps, and is counted as waived.

    == Specs/Budget spec.md
    ---
    type: spec
    status: accepted
    waive: "VG203 until 2026-12-31: the vendor ships it in January"
    ---
    """
    examination = vault.examination

    assert [gap.code for gap in examination.gaps] == []
    assert len(examination.waived) == 1


def test_a_rule_may_be_named_by_code_or_name_in_any_case(vault: Vault) -> None:
    """A waiver names its rule by code or by name, whatever the case.

    == Specs/By code.md
    ---
    type: spec
    status: accepted
    waive: "vg203 until 2026-12-31: reason"
    ---
    == Specs/By name.md
    ---
    type: spec
    status: accepted
    waive: "Unimplemented-Spec until 2026-12-31"
    ---
    """
    assert vault.told("VG203") == []
    assert len(vault.examination.waived) == 2


def test_a_waiver_takes_back_the_gaps_of_its_own_note_alone(vault: Vault) -> None:
    """The same gap of another note stays.

    == Specs/Other spec.md
    ---
    type: spec
    status: accepted
    ---
    == Specs/Waived spec.md
    ---
    type: spec
    status: accepted
    waive: "VG203 until 2026-12-31: reason"
    ---
    """
    assert vault.told("VG203") == ["Specs/Other spec.md:1"]
    assert len(vault.examination.waived) == 1


def test_a_waiver_takes_back_the_gaps_of_its_own_rule_alone(vault: Vault) -> None:
    """Gaps of other rules about the same note stay.

    == Goals/Ship.md
    ---
    type: goal
    waive: "VG206 until 2026-12-31: still being discussed"
    ---
    """
    assert [gap.code for gap in vault.examination.gaps] == ["VG202"]
    assert len(vault.examination.waived) == 1


def test_one_waiver_takes_back_every_gap_of_its_rule(vault: Vault) -> None:
    """Two gaps of one rule at one note need one waiver.

    == Goals/Backups.md
    ---
    type: goal
    why: Photos
    verify:
      - "fresh: Logs/*.md within 2d"
      - "fresh: Logs/*.md within 3d"
    waive: "VG403 until 2026-12-31: the disk is in repair"
    ---
    == Logs/2026-03-04.md
    Copied.
    """
    assert [gap.code for gap in vault.examination.gaps] == []
    assert len(vault.examination.waived) == 2


def test_a_waiver_holds_through_its_last_day(vault: Vault) -> None:
    """On its last day a waiver holds; on the next the gap is back and nothing is waived.

    == Specs/Budget spec.md
    ---
    type: spec
    status: accepted
    waive: "VG203 until 2026-11-21: reason"
    ---
    """
    assert vault.told("VG203", "2026-11-21") == []
    assert vault.told("VG203", "2026-11-22") == ["Specs/Budget spec.md:1"]
    assert len(vault.examine("2026-11-22").waived) == 0


def test_a_waiver_without_an_end_takes_nothing_back(vault: Vault) -> None:
    """The end date is required: without it the gap stays.

    == Specs/Budget spec.md
    ---
    type: spec
    status: accepted
    waive: "VG203: reason"
    ---
    """
    assert vault.told("VG203") == ["Specs/Budget spec.md:1"]
    assert len(vault.examination.waived) == 0


def test_that_nothing_was_checked_and_that_a_waiver_is_idle_cannot_be_waived(vault: Vault) -> None:
    """VG901 and VG903 are told whatever a note waives.

    == Note.md
    ---
    waive:
      - "VG903 until 2026-12-31: reason"
      - "VG901 until 2026-12-31: reason"
    ---
    """
    assert vault.told("VG903") == [":0"]
    assert vault.told("VG901") == ["Note.md:3", "Note.md:4"]
    assert len(vault.examination.waived) == 0
