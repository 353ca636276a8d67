from __future__ import annotations

from tests.vaults import Vault


def test_a_waiver_that_matches_nothing_is_told_at_its_line(vault: Vault) -> None:
    """A waiver of a gap that is not there is told, quoting the waiver.

    == Specs/Budget spec.md
    ---
    type: spec
    status: draft
    waive:
      - "VG203 until 2026-12-31: the vendor ships it in January"
    ---
    """
    (gap,) = vault.gaps("VG901")

    assert vault.told("VG901") == ["Specs/Budget spec.md:5"]
    assert gap.message == (
        "the waiver `VG203 until 2026-12-31: the vendor ships it in January` "
        "matches no gap of this note on 2026-11-21"
    )
    assert gap.object == "VG203 until 2026-12-31: the vendor ships it in January"
    assert gap.fix == "Take it out."


def test_a_waiver_that_is_needed_is_not_told(vault: Vault) -> None:
    """A waiver that takes back a gap does its work.

    == Specs/Budget spec.md
    ---
    type: spec
    status: accepted
    waive: "VG203 until 2026-12-31: the vendor ships it in January"
    ---
    """
    assert vault.told("VG901") == []


def test_a_waiver_is_past_its_end_on_the_day_after_it(vault: Vault) -> None:
    """A waiver holds through its last day; after it, it is told and the gap is back.

    == Specs/Budget spec.md
    ---
    type: spec
    status: accepted
    waive: "VG203 until 2026-11-21: next week"
    ---
    """
    assert vault.told("VG901", "2026-11-21") == []
    (gap,) = vault.gaps("VG901", "2026-11-22")
    assert gap.message == "the waiver `VG203 until 2026-11-21: next week` ended on 2026-11-21"
    assert vault.told("VG203", "2026-11-22") == ["Specs/Budget spec.md:1"]


def test_a_waiver_past_its_end_is_told_also_where_the_gap_is_gone(vault: Vault) -> None:
    """A waiver past its end is one gap, whether or not there is still something to waive.

    == Specs/Budget spec.md
    ---
    type: spec
    status: draft
    waive: "VG203 until 2026-10-31: next week"
    ---
    """
    assert [gap.code for gap in vault.examination.gaps] == ["VG901"]


def test_a_waiver_without_an_end_waives_nothing_and_says_so(vault: Vault) -> None:
    """A waiver needs an end date: without one the gap stays, and the waiver is told.

    == Specs/Budget spec.md
    ---
    type: spec
    status: accepted
    waive:
      - "VG203: the vendor ships it in January"
      - "VG203 until the vendor ships it"
    ---
    """
    assert vault.told("VG203") == ["Specs/Budget spec.md:1"]
    assert vault.told("VG901") == ["Specs/Budget spec.md:5", "Specs/Budget spec.md:6"]
    assert {gap.message.partition("` ")[2] for gap in vault.gaps("VG901")} == {
        "has no end date and waives nothing"
    }


def test_a_waiver_of_a_rule_that_is_switched_off_is_not_told(vault: Vault) -> None:
    """Whether a rule that did not run would have found something is not known.

    == Goals/Ship.md
    ---
    type: goal
    why: It helps
    waive:
      - "VG201 until 2026-12-31: reason"
      - "unverified-outcome until 2026-12-31: reason"
    ---
    == vaultgoals.toml
    [rules]
    ignore = ["unplanned-goal", "VG3"]
    """
    assert vault.told("VG901") == []


def test_a_waiver_past_its_end_is_told_also_where_its_rule_is_switched_off(vault: Vault) -> None:
    """That a waiver is over is known whatever rules were asked.

    == Goals/Ship.md
    ---
    type: goal
    why: It helps
    waive: "VG201 until 2026-10-31: reason"
    ---
    == vaultgoals.toml
    [rules]
    ignore = ["VG201"]
    """
    assert vault.told("VG901") == ["Goals/Ship.md:4"]


def test_a_waiver_of_an_unknown_rule_is_told(vault: Vault) -> None:
    """A waiver with a slip in the rule's name can never match.

    == Specs/Budget spec.md
    ---
    type: spec
    status: draft
    waive: "unimplemented-specs until 2026-12-31: reason"
    ---
    """
    assert vault.told("VG901") == ["Specs/Budget spec.md:4"]


def test_a_plain_note_may_use_the_word_for_something_else(vault: Vault) -> None:
    """`waive` in a note of no kind of ours is taken for a waiver only where it has an end date.

    == Contracts/Fees.md
    ---
    waive: late fee
    ---
    == Contracts/Forgotten type.md
    ---
    waive: "VG203 until 2026-12-31: reason"
    ---
    """
    assert vault.told("VG901") == ["Contracts/Forgotten type.md:2"]


def test_the_same_waiver_twice_is_told_once(vault: Vault) -> None:
    """A line that is written twice is one gap.

    == Specs/Budget spec.md
    ---
    type: spec
    waive:
      - "VG203 until 2026-12-31: reason"
      - "VG203 until 2026-12-31: reason"
    ---
    """
    assert vault.told("VG901") == ["Specs/Budget spec.md:4"]
