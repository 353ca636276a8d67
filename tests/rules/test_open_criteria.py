from __future__ import annotations

from tests.vaults import Vault


def test_a_done_task_with_an_unticked_criterion_is_told_at_the_criterion(vault: Vault) -> None:
    """A task that is done while a criterion is unticked is told, at the first unticked one.

    == Tasks/Publish.md
    ---
    type: task
    status: done
    ---
    ## Acceptance criteria
    - [x] It is online
    - [ ] Sent to three people
    - [ ] Printed
    """
    (gap,) = vault.gaps("VG302")

    assert vault.told("VG302") == ["Tasks/Publish.md:7"]
    assert gap.message == "its status is done; 2 of 3 criteria unticked, first “Sent to three people”"
    assert "“Sent to three people”" in gap.fix
    assert [place.line for place in gap.related] == [7, 8]
    assert gap.object == ""
    assert gap.goal is None


def test_each_of_the_four_kinds_is_judged_and_no_other_note(vault: Vault) -> None:
    """Goals, tasks, specs and projects are judged; a plain note with the same text is not.

    == A goal.md
    ---
    type: goal
    status: achieved
    success_criteria: ["[ ] Somebody writes back"]
    ---
    == A note.md
    ---
    status: done
    ---
    ## Acceptance criteria
    - [ ] One
    == A project.md
    ---
    type: project
    done: true
    ---
    ## Definition of done
    - [ ] One
    == A spec.md
    ---
    type: spec
    status: implemented
    ---
    ## Verification
    - [ ] One
    == A task.md
    ---
    type: task
    status: done
    ---
    ## Success criteria
    - [ ] One
    """
    gaps = vault.gaps("VG302")

    assert vault.told("VG302") == ["A goal.md:4", "A project.md:6", "A spec.md:6", "A task.md:6"]
    assert [gap.goal for gap in gaps] == ["A goal.md", None, None, None]
    assert gaps[0].message.startswith("its status is achieved; 1 of 1 criterion unticked")


def test_all_ticked_or_cancelled_criteria_are_no_gap(vault: Vault) -> None:
    """A ticked criterion is met, and a cancelled one (`[-]`) is not unticked.

    == Tasks/Publish.md
    ---
    type: task
    status: done
    ---
    ## Acceptance criteria
    - [x] It is online
    - [-] Translated
    """
    assert vault.told("VG302") == []


def test_cancelled_criteria_are_not_counted(vault: Vault) -> None:
    """A cancelled criterion is no part of the count.

    == Tasks/Publish.md
    ---
    type: task
    status: done
    ---
    ## Acceptance criteria
    - [-] Translated
    - [x] It is online
    - [ ] Sent
    """
    assert "1 of 2 criteria unticked" in vault.gaps("VG302")[0].message


def test_criteria_without_a_checkbox_are_not_unticked(vault: Vault) -> None:
    """A criterion that is a mere sentence cannot be ticked, and is no gap.

    == Goals/Ship.md
    ---
    type: goal
    status: done
    success_criteria:
      - Somebody uses it
      - Nobody asks how
    ---
    ## Success criteria
    - It is found without help
    """
    assert vault.told("VG302") == []


def test_a_note_that_is_not_done_may_have_unticked_criteria(vault: Vault) -> None:
    """Unticked criteria of an active, a waiting or a dropped note are no gap.

    == Tasks/Active.md
    ---
    type: task
    status: doing
    ---
    ## Acceptance criteria
    - [ ] One
    == Tasks/Dropped.md
    ---
    type: task
    status: wontfix
    ---
    ## Acceptance criteria
    - [ ] One
    == Tasks/Waiting.md
    ---
    type: task
    status: on hold
    ---
    ## Acceptance criteria
    - [ ] One
    """
    assert vault.told("VG302") == []


def test_checkboxes_outside_the_criteria_are_work_and_no_criteria(vault: Vault) -> None:
    """An unticked step of a done task, and one inside code under a criteria heading, is no criterion.

    == Tasks/Publish.md
    ---
    type: task
    status: done
    ---
    - [ ] A step
    ## Acceptance criteria
    - [x] It is online
    ```
    - [ ] An example
    ```
    ## Later
    - [ ] Another step
    """
    assert vault.told("VG302") == []
