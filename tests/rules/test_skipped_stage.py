from __future__ import annotations

from tests.vaults import Vault


def test_a_hole_in_the_course_is_told(vault: Vault) -> None:
    """A later stage that is reached tells of each earlier one that nothing shows; what is ahead is no hole.

    == Goal.md
    ---
    type: goal
    cycle: finance
    stages: ["identify gap", "measure result 2026-10-02"]
    ---
    == On the way.md
    ---
    type: goal
    cycle: finance
    stages: ["identify gap", "build tool"]
    ---
    """
    (gap,) = vault.gaps("VG502")

    assert (gap.path, gap.line) == ("Goal.md", 3)
    assert gap.message == (
        "“measure result” was reached (on 2026-10-02),"
        " and nothing shows “build tool” and “use tool” (finance)"
    )


def test_who_claims_to_be_done_is_told_once(vault: Vault) -> None:
    """One cause is one gap: where VG501 speaks, VG502 does not; a dropped note has no course.

    == Goal.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    cycle: finance
    stages: "measure result"
    ---
    == Dropped.md
    ---
    type: goal
    status: dropped
    cycle: finance
    stages: "measure result"
    ---
    """
    assert vault.told("VG501") == ["Goal.md:3"]
    assert vault.told("VG502") == []
