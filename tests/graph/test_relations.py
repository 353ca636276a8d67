from __future__ import annotations

from tests.graph.linked import only, relations
from tests.vaults import Vault
from vaultgoals.model import LinkState, Role


def test_a_link_to_a_fitting_note_is_resolved(vault: Vault) -> None:
    """A task's goal that is there, and is a goal, stands.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[ship]]"
    ---
    """
    found = only(vault)

    assert (found.state, found.target, found.guessed) == (LinkState.RESOLVED, "Goals/Ship.md", False)
    assert found.stands


def test_a_link_to_one_of_two_equals_is_ambiguous(vault: Vault) -> None:
    """Of two goals of equal rank the first in path order is taken, and both are told.

    == B/Ship.md
    ---
    type: goal
    ---
    == A/Ship.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[Ship]]"
    ---
    """
    found = only(vault)

    assert (found.state, found.target) == (LinkState.AMBIGUOUS, "A/Ship.md")
    assert found.candidates == ("A/Ship.md", "B/Ship.md")
    assert found.stands


def test_a_link_to_nothing_is_missing(vault: Vault) -> None:
    """A goal that does not exist is missing; what it may have meant is told, ready to be written.

    == Goals/Photos can be found.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[Photos could be found]]"
    ---
    """
    found = only(vault)

    assert (found.state, found.target) == (LinkState.MISSING, None)
    assert found.suggestion == "[[Photos can be found]]"
    assert not found.stands


def test_a_link_to_a_note_of_another_kind_is_of_the_wrong_kind(vault: Vault) -> None:
    """A task is no goal, a goal is no spec, and a plain note is neither.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Plain.md
    Words.
    == Tasks/Other.md
    ---
    type: task
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: ["[[Other]]", "[[Plain]]"]
    implements: "[[Ship]]"
    ---
    """
    found = relations(vault)

    assert [item.state for item in found] == [LinkState.WRONG_KIND] * 3
    assert [item.target for item in found] == ["Tasks/Other.md", "Plain.md", "Goals/Ship.md"]
    assert not any(item.stands for item in found)


def test_one_may_wait_for_any_note(vault: Vault) -> None:
    """What one waits for may be a goal, a task or a plain note.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Plain.md
    Words.
    == Tasks/Work.md
    ---
    type: task
    blocked_by: ["[[Ship]]", "[[Plain]]"]
    ---
    """
    found = relations(vault)

    assert [(item.role, item.state) for item in found] == [(Role.BLOCKED_BY, LinkState.RESOLVED)] * 2


def test_a_file_that_is_no_note_is_of_the_wrong_kind(vault: Vault) -> None:
    """A picture or a canvas can be no goal.

    == plan.canvas
    {}
    == Tasks/Work.md
    ---
    type: task
    goal: "[[plan.canvas]]"
    ---
    """
    found = only(vault)

    assert (found.state, found.target) == (LinkState.WRONG_KIND, "plan.canvas")


def test_of_a_file_that_is_waited_for_nothing_is_said(vault: Vault) -> None:
    """Work may wait for a contract that is to be signed: that is no note, and no fault.

    == contract.pdf
    (a contract)
    == Tasks/Work.md
    ---
    type: task
    blocked_by: "[[contract.pdf]]"
    ---
    """
    assert only(vault).state is LinkState.UNKNOWN
    assert vault.gaps("VG104") == ()


def test_of_an_unreadable_target_nothing_is_said(vault: Vault) -> None:
    """A note whose frontmatter cannot be read may be a goal: the link is neither right nor wrong.

    == Goals/Ship.md
    ---
    type: @goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[Ship]]"
    ---
    """
    found = only(vault)

    assert (found.state, found.target, found.stands) == (LinkState.UNKNOWN, "Goals/Ship.md", False)


def test_of_a_target_that_is_left_alone_nothing_is_said(vault: Vault) -> None:
    """A note that asks to be left alone, a template, and an excluded note are there, and no more is known.

    == .obsidian/app.json
    {"userIgnoreFilters": ["Old/"]}
    == .obsidian/templates.json
    {"folder": "Templates"}
    == Private.md
    ---
    type: goal
    vaultgoals_ignore: true
    ---
    == Old/Dream.md
    ---
    type: goal
    ---
    == Templates/Goal.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: ["[[Private]]", "[[Dream]]", "[[Templates/Goal]]"]
    ---
    """
    found = relations(vault)

    assert [item.state for item in found] == [LinkState.UNKNOWN] * 3
    assert vault.told("VG101") == vault.told("VG104") == []


def test_a_url_is_external(vault: Vault) -> None:
    """An address elsewhere is taken as it stands.

    == Tasks/Work.md
    ---
    type: task
    implements: https://example.org/spec
    ---
    """
    found = only(vault)

    assert (found.state, found.target) == (LinkState.EXTERNAL, None)


def test_plain_text_that_names_a_goal_is_read_as_the_link(vault: Vault) -> None:
    """A goal's name without brackets stands, and is marked as guessed.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: Ship
    ---
    """
    found = only(vault)

    assert (found.state, found.target, found.guessed) == (LinkState.RESOLVED, "Goals/Ship.md", True)


def test_plain_text_that_names_nothing_fitting_is_a_remark(vault: Vault) -> None:
    """Words that name no note, or one of another kind, are words: no link and no gap.

    == Plain.md
    Words.
    == Tasks/Work.md
    ---
    type: task
    goal: [be happier, Plain]
    blocked_by: an answer from Tamsin
    ---
    """
    found = relations(vault)

    assert [(item.state, item.target) for item in found] == [(LinkState.REMARK, None)] * 3
    assert [item.suggestion for item in found] == [""] * 3


def test_structure_keys_pass_over_what_is_no_goal_or_project(vault: Vault) -> None:
    """Under up, parent and project people keep maps of content: no relation, no gap; a goal there stands.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Map.md
    Words.
    == Tasks/Work.md
    ---
    type: task
    up: "[[Map]]"
    Parent: "[[Nowhere]]"
    projects: ["[[Ship]]"]
    ---
    """
    found = {item.reference.key: item for item in relations(vault)}

    assert found["up"].state is found["Parent"].state is LinkState.REMARK
    assert (found["projects"].state, found["projects"].target) == (LinkState.RESOLVED, "Goals/Ship.md")
    assert vault.told("VG101") == vault.told("VG104") == []


def test_a_link_inside_the_own_folder_or_by_markdown_resolves_alike(vault: Vault) -> None:
    """A Markdown link, percent-encoded or relative, names the same goal as a wikilink.

    == Goals/Ship it.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: ["[a](Ship%20it.md)", "[b](../Goals/Ship%20it.md)", "[[../Goals/Ship it]]", "[[Ship it#Why|so]]"]
    ---
    """
    assert [item.target for item in relations(vault)] == ["Goals/Ship it.md"] * 4


def test_work_that_comes_back_says_so(vault: Vault) -> None:
    """A task note and a checklist line carry whether they repeat.

    == Goals/Ship.md
    ---
    type: goal
    ---
    - [ ] Sweep 🔁 every week
    - [ ] Buy a tray
    == Tasks/Rake.md
    ---
    type: task
    goal: "[[Ship]]"
    recurrence: "DTSTART:20261101;FREQ=DAILY"
    ---
    == Tasks/Weed.md
    ---
    type: task
    goal: "[[Ship]]"
    ---
    """
    tasks = vault.examination.judged.vault.tasks

    assert {(task.path, task.line): task.repeats for task in tasks} == {
        ("Goals/Ship.md", 4): True,
        ("Goals/Ship.md", 5): False,
        ("Tasks/Rake.md", 1): True,
        ("Tasks/Weed.md", 1): False,
    }
