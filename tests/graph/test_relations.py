from __future__ import annotations

from tests.vaults import Vault
from vaultgoals.model import LinkState, Relation, Role


def relations(vault: Vault, source: str = "Tasks/Work.md") -> list[Relation]:
    """Return the relations of one note, in the order written."""
    found = vault.examination.judged.vault.relations
    return [relation for relation in found if relation.source == source]


def only(vault: Vault, source: str = "Tasks/Work.md") -> Relation:
    """Return the one relation of a note."""
    (relation,) = relations(vault, source)
    return relation


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


def test_a_list_of_goals_that_name_their_goal_back_is_a_list_of_parts(vault: Vault) -> None:
    """A year that lists its quarters, which name the year, is no loop: the quarters serve it.

    == Year.md
    ---
    type: goal
    goals: ["[[Q1]]", "[[Q2]]"]
    ---
    == Q1.md
    ---
    type: goal
    goal: "[[Year]]"
    ---
    == Q2.md
    ---
    type: goal
    parent: "[[Year]]"
    ---
    """
    linked = vault.examination.judged.vault

    assert linked.subgoals_of == {"Year.md": ("Q1.md", "Q2.md")}
    assert vault.told("VG103") == []


def test_goals_that_name_each_other_as_what_they_serve_are_a_loop_still(vault: Vault) -> None:
    """Where neither is a list of parts, or both are, nobody can tell which is for which.

    == A.md
    ---
    type: goal
    goal: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    up: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    goals: "[[D]]"
    ---
    == D.md
    ---
    type: goal
    goals: "[[C]]"
    ---
    == E.md
    ---
    type: goal
    goals: "[[E]]"
    ---
    """
    assert vault.told("VG103") == ["A.md:3", "C.md:3", "E.md:3"]


def test_goals_that_are_related_to_each_other_serve_neither(vault: Vault) -> None:
    """To be related is mutual: only where one side alone says so, it is what it serves.

    == A.md
    ---
    type: goal
    related_goals: ["[[B]]", "[[C]]"]
    ---
    == B.md
    ---
    type: goal
    related_goals: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    ---
    """
    assert vault.told("VG103") == []
    assert vault.examination.judged.vault.subgoals_of == {"C.md": ("A.md",)}


def test_a_goal_that_names_its_projects_does_not_serve_them(vault: Vault) -> None:
    """A project works for the goals that it names; one that names it back is no part of the others.

    == Sell.md
    ---
    type: goal
    ---
    == Ship.md
    ---
    type: goal
    projects: ["[[Release]]"]
    ---
    - [x] Write the notes
    == Release.md
    ---
    type: project
    goals: ["[[Ship]]", "[[Sell]]"]
    ---
    - [x] Build it
    """
    linked = vault.examination.judged.vault

    assert linked.subgoals_of == {}
    assert [task.title for task in linked.tasks_of["Sell.md"]] == ["Build it"]


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


def test_a_goal_that_waits_for_another_is_no_part_of_it(vault: Vault) -> None:
    """What is named back counts only as what is served, and what is waited for stays waited for.

    == A.md
    ---
    type: goal
    goals: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    blocked_by: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    goals: "[[P]]"
    blocked_by: "[[P]]"
    ---
    == P.md
    ---
    type: project
    goal: "[[C]]"
    ---
    """
    linked = vault.examination.judged.vault

    assert linked.subgoals_of == {"B.md": ("A.md",)}
    assert [(one.role, one.state, one.target) for one in relations(vault, "C.md")] == [
        (Role.SERVES, LinkState.REMARK, None),
        (Role.BLOCKED_BY, LinkState.RESOLVED, "P.md"),
    ]


def test_a_task_in_a_list_of_goals_is_of_the_wrong_kind_still(vault: Vault) -> None:
    """A task that serves the goal is no part of it to be listed among goals: that is told.

    == Ship.md
    ---
    type: goal
    goals: "[[Work]]"
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: "[[Ship]]"
    ---
    """
    found = only(vault, "Ship.md")

    assert (found.state, found.target) == (LinkState.WRONG_KIND, "Tasks/Work.md")


def test_a_goal_that_is_related_to_itself_is_a_loop(vault: Vault) -> None:
    """Nothing is its own neighbour.

    == A.md
    ---
    type: goal
    related_goals: "[[A]]"
    ---
    """
    assert vault.told("VG103") == ["A.md:3"]


def test_a_list_of_parts_is_known_however_its_key_is_spelt(vault: Vault) -> None:
    """Spaces, dashes and capitals make no other key, neither here nor there.

    == A.md
    ---
    type: goal
    Related Goals: "[[B]]"
    ---
    == B.md
    ---
    type: goal
    related-goals: "[[A]]"
    ---
    == C.md
    ---
    type: goal
    GOALS: "[[D]]"
    ---
    == D.md
    ---
    type: goal
    goal: "[[C]]"
    ---
    """
    assert vault.examination.judged.vault.subgoals_of == {"C.md": ("D.md",)}


def test_a_part_named_in_two_places_keeps_no_rivals(vault: Vault) -> None:
    """A link to a part is a remark: it leads nowhere, and of which of two equals was meant nothing is said.

    == A/Quarter.md
    ---
    type: goal
    goal: "[[Year]]"
    ---
    == B/Quarter.md
    ---
    type: goal
    ---
    == Year.md
    ---
    type: goal
    goals: "[[Quarter]]"
    ---
    """
    found = only(vault, "Year.md")

    assert (found.state, found.target, found.candidates) == (LinkState.REMARK, None, ())
    assert (found.role, found.reference.text) == (Role.SERVES, "[[Quarter]]")
    assert vault.told("VG102") == []


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
