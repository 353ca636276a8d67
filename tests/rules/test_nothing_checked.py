from __future__ import annotations

from tests.vaults import Vault


def test_a_vault_without_goals_is_told_once_about_no_note(vault: Vault) -> None:
    """Where there is no goal, task, spec or project, that is told about the vault as a whole.

    == Reading list.md
    - [ ] The patient gardener
    == Ideas.md
    ---
    type: idea
    tags: [plan]
    ---
    Something #goal in the body.
    """
    (gap,) = vault.gaps("VG903")

    assert vault.told("VG903") == [":0"]
    assert gap.message == "no goal, task or spec was found in 2 notes"
    assert "`type: goal`" in gap.fix
    assert gap.goal is None


def test_an_empty_folder_is_no_pass(vault: Vault) -> None:
    """A vault without any note is told too."""
    (gap,) = vault.gaps("VG903")

    assert gap.message == "no goal, task or spec was found in 0 notes"


def test_a_vault_of_unreadable_notes_is_no_pass(vault: Vault) -> None:
    """Where nothing could be read nothing was checked, and the message counts what could not be read.

    == Goals/Ship.md
    ---
    type: goal
    title: Notes: on money
    ---
    == Plain.md
    Text.
    """
    (gap,) = vault.gaps("VG903")

    assert gap.message == "no goal, task or spec was found in 2 notes, 1 of them unreadable"
    assert vault.told("VG902") == ["Goals/Ship.md:3"]


def test_it_is_said_whichever_rules_were_asked(vault: Vault) -> None:
    """Asking for another rule alone does not turn an empty vault into a pass.

    == Plain.md
    Text.
    """
    assert [gap.code for gap in vault.examine(select=("VG203",)).gaps] == ["VG903"]


def test_one_goal_is_enough(vault: Vault) -> None:
    """A single goal, dropped though it is, was checked.

    == Goals/Ship.md
    ---
    type: goal
    status: dropped
    ---
    """
    assert vault.told("VG903") == []


def test_one_project_is_enough(vault: Vault) -> None:
    """A single project was checked.

    == Ship.md
    ---
    tags: project
    ---
    """
    assert vault.told("VG903") == []


def test_notes_that_are_left_alone_do_not_count(vault: Vault) -> None:
    """A goal with `vaultgoals_ignore` is not looked at, and so nothing was.

    == Goals/Ship.md
    ---
    type: goal
    vaultgoals_ignore: true
    ---
    """
    assert vault.told("VG903") == [":0"]
