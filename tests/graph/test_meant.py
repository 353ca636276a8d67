"""What a name may have meant that is no plain link: a release, a number, an alias, a link turned round."""

from __future__ import annotations

from tests.graph.linked import only, relations
from tests.vaults import Vault
from vaultgoals.model import LinkState


def test_an_alias_is_a_suggestion_and_never_a_target(vault: Vault) -> None:
    """A link to another note's alias stays missing, in any case; the link that works is told.

    == Goals/Tasks run without me.md
    ---
    type: goal
    aliases: [Autopilot]
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[autopilot]]"
    ---
    """
    found = only(vault)

    assert found.state is LinkState.MISSING
    assert found.suggestion == "[[Tasks run without me|autopilot]]"
    assert vault.examination.judged.vault.tasks[0].goals == ()


def test_an_alias_of_two_notes_suggests_neither(vault: Vault) -> None:
    """Where two notes carry the alias nobody can say which was meant.

    == Goals/One.md
    ---
    type: goal
    aliases: [Autopilot]
    ---
    == Goals/Two.md
    ---
    type: goal
    aliases: Autopilot
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[Autopilot]]"
    ---
    """
    assert only(vault).suggestion == ""


def test_a_note_that_is_called_like_a_release_is_that_note(vault: Vault) -> None:
    """A release, an issue or a commit is a place in the world, but where a note of the vault has the name.

    == Goals/v1.0.md
    ---
    type: goal
    ---
    == A.md
    ---
    type: task
    goal: v1.0
    ---
    == B.md
    ---
    type: task
    goal: v2.0
    ---
    """
    linked = vault.examination.judged.vault

    assert (linked.goals_of["A.md"], linked.goals_of["B.md"]) == (("Goals/v1.0.md",), ())


def test_a_number_suggests_the_note_that_begins_with_it(vault: Vault) -> None:
    """Tools of Zettelkasten follow a number to its note: here the whole name is what may have been meant.

    == 202611031300 Write the thesis.md
    ---
    type: goal
    ---
    == 2026110413001 Other.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[202611031300]]"
    blocked_by: "[[20261103]]"
    ---
    """
    first, second = relations(vault)

    assert first.suggestion == "[[202611031300 Write the thesis]]"
    assert second.suggestion == ""


def test_a_link_the_other_way_round_is_turned_in_the_suggestion(vault: Vault) -> None:
    """Wikis and Dendron put the shown text first; Obsidian does not, and what was meant can be told.

    == goal.health.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: ["[[Health|goal.health]]", "[[Health|]]", "[[Health|my health]]"]
    ---
    """
    assert [one.suggestion for one in relations(vault)] == ["[[goal.health|Health]]", "", ""]


def test_a_note_that_names_itself_in_plain_text_says_what_it_is_called(vault: Vault) -> None:
    """A number or name of its own under `spec`, `goal` or `project` is no relation, no guess and no loop.

    == G-1.md
    ---
    type: goal
    goal: G-1
    ---
    == S-102.md
    ---
    type: spec
    spec: S-102
    ---
    == Ledger.md
    ---
    type: project
    project: Ledger
    goal: "[[G-1]]"
    ---
    """
    assert [gap.code for gap in vault.examination.gaps if gap.code.startswith("VG1")] == []
    assert vault.examination.judged.vault.goals_of["Ledger.md"] == ("G-1.md",)


def test_a_release_that_is_a_note_is_a_guess(vault: Vault) -> None:
    """What looks like a place in the world and names a note is read as the link, and marked as guessed.

    == Goals/v1.0.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: v1.0
    ---
    """
    found = only(vault)

    assert (found.state, found.target, found.guessed) == (LinkState.RESOLVED, "Goals/v1.0.md", True)


def test_what_a_template_leaves_to_be_filled_in_names_nothing_yet(vault: Vault) -> None:
    """A link to `{{project}}` is a remark, without a note that it may have meant.

    == Goals/project.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[{{project}}]]"
    ---
    """
    found = only(vault)

    assert (found.state, found.suggestion) == (LinkState.REMARK, "")


def test_a_turned_link_is_looked_up_from_where_it_stands(vault: Vault) -> None:
    """The note behind the bar may lie in another folder; spaces around the bar count for nothing.

    == Goals/Health.md
    ---
    type: goal
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: ["[[My body|../Goals/Health]]", "[[ My body | Health ]]", "[[My body|of mine|Health]]"]
    ---
    """
    assert [one.suggestion for one in relations(vault)] == [
        "[[../Goals/Health|My body]]",
        "[[Health|My body]]",
        "",
    ]


def test_a_note_named_in_plain_text_by_another_is_no_name_of_its_own(vault: Vault) -> None:
    """Only plain text names the note that it stands in; a link to itself is a link.

    == Goals/G-1.md
    ---
    type: goal
    goal: "[[G-1]]"
    ---
    """
    found = only(vault, "Goals/G-1.md")

    assert (found.state, found.target) == (LinkState.RESOLVED, "Goals/G-1.md")
