from __future__ import annotations

from tests.vaults import Vault


def test_evidence_older_than_the_interval_is_told_with_both_days(vault: Vault) -> None:
    """A goal whose interval has passed since it was verified is told with both days and its done tasks.

    == Goals/Spanish.md
    ---
    type: goal
    status: achieved
    verify: "ask: Can I read the front page?"
    verified: 2026-05-10
    review_interval: 90d
    ---
    - [x] Finish the course ✅ 2026-04-30
    """
    (gap,) = vault.gaps("VG401")

    assert vault.told("VG401") == ["Goals/Spanish.md:1"]
    assert gap.message == (
        "verified on 2026-05-10, which held until 2026-08-08; 1 task done, the last on 2026-04-30"
    )
    assert gap.fix.startswith("Look again")
    assert (gap.object, gap.goal) == ("", "Goals/Spanish.md")
    assert [(place.path, place.line) for place in gap.related] == [("Goals/Spanish.md", 8)]


def test_stale_evidence_is_told_by_no_other_rule(vault: Vault) -> None:
    """A stale goal that is claimed done and has done tasks is VG401 alone.

    == Goals/Spanish.md
    ---
    type: goal
    status: achieved
    why: Half of my family writes in it
    verified: 2026-05-10
    review_interval: 90d
    ---
    - [x] Finish the course
    """
    assert [gap.code for gap in vault.examination.gaps] == ["VG401"]


def test_the_last_day_of_the_interval_still_holds(vault: Vault) -> None:
    """Evidence holds through the last day of its interval, and is stale on the next.

    == Goals/Spanish.md
    ---
    type: goal
    verified: 2026-10-22
    review_interval: 30
    ---
    """
    assert vault.told("VG401", "2026-11-21") == []
    assert vault.told("VG401", "2026-11-22") == ["Goals/Spanish.md:1"]


def test_the_last_day_of_verified_until_still_holds(vault: Vault) -> None:
    """Evidence holds through the day that `verified_until` names, and is stale on the next.

    == Goals/Licence.md
    ---
    type: goal
    verified: 2024-03-01
    verified_until: 2026-11-21
    ---
    """
    assert vault.told("VG401", "2026-11-21") == []
    assert vault.told("VG401", "2026-11-22") == ["Goals/Licence.md:1"]


def test_evidence_without_an_interval_never_expires(vault: Vault) -> None:
    """A goal verified ten years ago that names no interval is no gap.

    == Goals/Thesis.md
    ---
    type: goal
    verified: 2016-05-10
    ---
    """
    assert vault.told("VG401") == []


def test_a_goal_without_evidence_and_a_dropped_one_are_not_stale(vault: Vault) -> None:
    """What was never verified cannot run out, and dropped goals are passed over.

    == Goals/Dropped.md
    ---
    type: goal
    status: dropped
    verified: 2016-05-10
    review_interval: 30d
    ---
    == Goals/Never.md
    ---
    type: goal
    verified: false
    review_interval: 30d
    ---
    """
    assert vault.told("VG401") == []


def test_a_goal_whose_checks_all_pass_now_is_not_stale(vault: Vault) -> None:
    """Where observations alone decide and all pass today, an old look at the goal cannot run out.

    == Goals/Report.md
    ---
    type: goal
    verify: "exists: Annual report.md"
    verified: 2026-01-05
    review_interval: 30d
    ---
    == Annual report.md
    Written.
    """
    assert vault.told("VG401") == []
