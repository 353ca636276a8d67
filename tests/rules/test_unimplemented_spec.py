from __future__ import annotations

from tests.vaults import Vault


def test_an_accepted_spec_that_nothing_implements_is_told(vault: Vault) -> None:
    """An accepted spec without any implementation is told, with its status as written.

    == Specs/Dispatch.md
    ---
    type: spec
    status: Approved
    ---
    180 lines of description.
    """
    (gap,) = vault.gaps("VG203")

    assert vault.told("VG203") == ["Specs/Dispatch.md:1"]
    assert gap.message == "Approved; nothing implements it"
    assert gap.fix == "Link what implements it under `implemented_by`, or set its status back to draft."
    assert (gap.object, gap.related) == ("", ())


def test_a_spec_that_is_called_done_is_told_with_its_day(vault: Vault) -> None:
    """A done spec without an implementation is told as an accepted one is.

    == Spec.md
    ---
    type: spec
    status: implemented
    completed: 2026-10-03
    ---
    """
    assert [gap.message for gap in vault.gaps("VG203")] == ["implemented 2026-10-03; nothing implements it"]


def test_a_spec_that_is_not_accepted_claims_nothing(vault: Vault) -> None:
    """A draft, a spec without a status, one that waits and a dropped one need no implementation.

    == vaultgoals.toml
    [statuses]
    dropped = ["active"]
    == A.md
    ---
    type: spec
    status: draft
    ---
    == B.md
    ---
    type: spec
    ---
    == C.md
    ---
    type: spec
    status: on hold
    ---
    == D.md
    ---
    type: spec
    status: superseded
    ---
    == E.md
    ---
    type: spec
    status: active
    ---
    """
    assert vault.told("VG203") == []


def test_anything_that_exists_implements_a_spec(vault: Vault) -> None:
    """A place in a file, a note, a web address, a path out of the vault, or a done task is enough.

    == Scripts/dispatch.py
    def main(): ...
    == Budget.md
    Rent 900.
    == A.md
    ---
    type: spec
    status: accepted
    implemented_by: Scripts/dispatch.py:1
    ---
    == B.md
    ---
    type: spec
    status: accepted
    implementation: "[[Budget]]"
    ---
    == C.md
    ---
    type: spec
    status: accepted
    implemented_by: https://example.org/commit/1
    ---
    == F.md
    ---
    type: spec
    status: accepted
    implemented_by: ../code/main.py
    ---
    == D.md
    ---
    type: spec
    status: accepted
    ---
    == Task.md
    ---
    type: task
    status: done
    implements: "[[D]]"
    ---
    == E.md
    ---
    type: spec
    status: accepted
    ---
    == Routine.md
    ---
    spec: "[[E]]"
    ---
    """
    assert vault.told("VG203") == []


def test_one_of_several_is_enough(vault: Vault) -> None:
    """Where one named implementation exists the spec is implemented; the missing one is VG205.

    == Scripts/import.sh
    echo
    == Spec.md
    ---
    type: spec
    status: accepted
    implemented_by:
      - Scripts/import.sh
      - "[[Naming table]]"
    ---
    """
    assert vault.told("VG203") == []
    assert vault.told("VG205") == ["Spec.md:6"]


def test_named_implementations_that_do_not_exist_are_one_gap(vault: Vault) -> None:
    """Where all that is named is absent or empty, this rule says so and names it, and VG205 does not.

    == Empty.md
    == Spec.md
    ---
    type: spec
    status: accepted
    implemented_by:
      - Scripts/import.sh
      - "[[Naming table]]"
      - "[[Empty]]"
    ---
    """
    (gap,) = vault.gaps("VG203")
    claim, reasons = gap.message.split(": ")

    assert claim == "accepted; nothing implements it"
    assert reasons == "Scripts/import.sh and [[Naming table]] do not exist, [[Empty]] is empty"
    assert gap.fix == "Make Scripts/import.sh, or correct its name under `implemented_by`."
    assert vault.told("VG205") == []


def test_open_work_is_no_implementation_and_is_named(vault: Vault) -> None:
    """A spec that only open or dropped work implements is told, and the work is named.

    == Spec.md
    ---
    type: spec
    status: accepted
    ---
    == Tasks/Template.md
    ---
    type: task
    implements: "[[Spec]]"
    ---
    == Tasks/Sheet.md
    ---
    type: project
    status: cancelled
    implements: "[[Spec]]"
    ---
    """
    (gap,) = vault.gaps("VG203")

    assert gap.message == "accepted; nothing implements it: [[Template]] is still open, [[Sheet]] was dropped"
    assert gap.fix == "Finish [[Template]], or name under `implemented_by` what exists already."
    assert [place.path for place in gap.related] == ["Tasks/Sheet.md", "Tasks/Template.md"]


def test_a_task_counts_when_it_is_done_whichever_side_names_it(vault: Vault) -> None:
    """A spec that names an open task as its implementation has none; once the task is done, it has.

    == Open.md
    ---
    type: spec
    status: accepted
    implemented_by: "[[Build it]]"
    ---
    == Built.md
    ---
    type: spec
    status: accepted
    implemented_by: "[[Built it]]"
    ---
    == Build it.md
    ---
    type: task
    ---
    == Built it.md
    ---
    type: task
    status: done
    ---
    """
    assert vault.told("VG203") == ["Open.md:1"]
    assert vault.gaps("VG203")[0].message == "accepted; nothing implements it: [[Build it]] is still open"


def test_a_remark_is_no_implementation(vault: Vault) -> None:
    """Text that is neither link nor path implements nothing, and is quoted.

    == Spec.md
    ---
    type: spec
    status: accepted
    implemented_by: the script on the old laptop
    ---
    """
    (gap,) = vault.gaps("VG203")

    assert gap.message == (
        "accepted; nothing implements it: “the script on the old laptop” is neither a link nor a path"
    )
    assert gap.fix == "Write the link or path of what implements it under `implemented_by`."


def test_a_goal_that_is_built_from_a_spec_does_not_implement_it(vault: Vault) -> None:
    """A goal, or a spec that names itself, is no implementation.

    == Spec.md
    ---
    type: spec
    status: accepted
    implements: "[[Spec]]"
    ---
    == Goal.md
    ---
    type: goal
    implements: "[[Spec]]"
    ---
    """
    assert vault.told("VG203") == ["Spec.md:1"]


def test_another_description_is_no_implementation(vault: Vault) -> None:
    """A spec is not built by itself, by a rejected or a draft spec, nor by one that was never built.

    == S1.md
    ---
    type: spec
    status: accepted
    implemented_by: "[[S1]]"
    ---
    == S2.md
    ---
    type: spec
    status: accepted
    ---
    == S3.md
    ---
    type: spec
    status: rejected
    implements: "[[S2]]"
    ---
    == S4.md
    ---
    type: spec
    status: accepted
    ---
    == S5.md
    ---
    type: spec
    status: draft
    implements: "[[S4]]"
    ---
    == S6.md
    ---
    type: spec
    status: accepted
    implemented_by: "[[S5]]"
    ---
    """
    assert vault.told("VG203") == ["S1.md:1", "S2.md:1", "S4.md:1", "S6.md:1"]


def test_a_place_in_the_world_is_an_implementation(vault: Vault) -> None:
    """An issue, a pull request, a commit, a release and a name in a program are no mere remarks.

    == 1.md
    ---
    type: spec
    status: accepted
    implementation: "#142"
    ---
    == 2.md
    ---
    type: spec
    status: accepted
    implementation: PR 142 and PR 143
    ---
    == 3.md
    ---
    type: spec
    status: accepted
    implemented_by: 3f9a12c4
    ---
    == 4.md
    ---
    type: spec
    status: implemented
    implementation: v1.4.0
    ---
    == 5.md
    ---
    type: spec
    status: accepted
    implemented_by: crate::net::connect
    ---
    == 6.md
    ---
    type: spec
    status: accepted
    implementation: not started
    ---
    """
    assert vault.told("VG203") == ["6.md:1"]
