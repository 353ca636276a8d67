from __future__ import annotations

from tests.vaults import Vault


def test_a_name_that_two_notes_carry_is_told_with_both(vault: Vault) -> None:
    """A link that could mean either of two notes is told at its line, with both and the one taken.

    == Home/Kitchen.md
    ---
    type: goal
    ---
    == Work/Kitchen.md
    Coffee.
    == Tasks/Worktop.md
    ---
    type: task
    goal: "[[Kitchen]]"
    ---
    """
    (gap,) = vault.gaps("VG102")

    assert vault.told("VG102") == ["Tasks/Worktop.md:3"]
    assert gap.message == (
        "`goal: [[Kitchen]]` could mean Home/Kitchen.md and Work/Kitchen.md; Home/Kitchen.md was taken"
    )
    assert gap.fix == "Write the path of the one that is meant, such as `[[Home/Kitchen|Kitchen]]`."
    assert gap.object == "goal: Kitchen"
    assert [place.path for place in gap.related] == ["Home/Kitchen.md", "Work/Kitchen.md"]


def test_the_link_that_is_proposed_is_not_ambiguous(vault: Vault) -> None:
    """What is proposed as the fix settles the matter.

    == Home/Kitchen.md
    ---
    type: goal
    ---
    == Work/Kitchen.md
    ---
    type: goal
    ---
    == Tasks/Worktop.md
    ---
    type: task
    goal: "[[Work/Kitchen|Kitchen]]"
    ---
    """
    assert vault.told("VG102") == []
    assert vault.examination.judged.vault.goals_of["Tasks/Worktop.md"] == ("Work/Kitchen.md",)


def test_a_note_in_the_same_folder_or_nearer_the_root_is_meant(vault: Vault) -> None:
    """Where the folder of the note or a shorter path decides, nothing is ambiguous.

    == Goal.md
    ---
    type: goal
    ---
    == Archive/Old/Goal.md
    Old.
    == Tasks/Kitchen.md
    ---
    type: project
    ---
    == Other/Kitchen.md
    Coffee.
    == Tasks/Worktop.md
    ---
    type: task
    goal: ["[[Goal]]", "[[Kitchen]]"]
    ---
    """
    assert vault.told("VG102") == []


def test_what_work_waits_for_is_judged_and_other_notes_are_not(vault: Vault) -> None:
    """A task that waits for one of two notes is told; a plain note and a dropped task are not.

    == Goal.md
    ---
    type: goal
    ---
    == A/Lease.md
    One.
    == B/Lease.md
    Two.
    == Tasks/Sign.md
    ---
    type: task
    blocked_by: "[[Lease]]"
    ---
    == Tasks/Dropped.md
    ---
    type: task
    status: dropped
    blocked_by: "[[Lease]]"
    ---
    == Diary.md
    ---
    blocked_by: "[[Lease]]"
    ---
    """
    assert vault.told("VG102") == ["Tasks/Sign.md:3"]


def test_a_wrong_kind_of_that_name_is_one_gap(vault: Vault) -> None:
    """Where the note that is taken is of the wrong kind, VG104 says so and not this rule too.

    == A/Kitchen.md
    Coffee.
    == B/Kitchen.md
    ---
    type: goal
    ---
    == Tasks/Worktop.md
    ---
    type: task
    goal: "[[Kitchen]]"
    ---
    """
    assert vault.told("VG102") == []
    assert vault.told("VG104") == ["Tasks/Worktop.md:3"]
