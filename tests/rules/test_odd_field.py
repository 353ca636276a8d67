from __future__ import annotations

from tests.vaults import Vault


def test_values_read_by_guess_are_told_at_their_lines(vault: Vault) -> None:
    """An unquoted link, a second colon, a date that is none and two keys for one thing are each told.

    == Goal.md
    ---
    type: goal
    ---
    == Task.md
    ---
    type: task
    Status:: waiting
    goal: [[Goal]]
    due: before christmas
    scheduled: 2026-12-01
    start: 2026-11-01
    start_date: 2026-11-02
    ---
    """
    gaps = vault.gaps("VG105")

    assert vault.told("VG105") == ["Task.md:3", "Task.md:4", "Task.md:5", "Task.md:8"]
    assert all(gap.message and gap.fix.endswith(".") for gap in gaps)
    assert gaps[1].object == "unquoted-link: goal: [[Goal]]"
    assert "before christmas" in gaps[2].message
    assert len({gap.id for gap in gaps}) == 4


def test_a_guessed_value_still_counts(vault: Vault) -> None:
    """What was read by guess is used: the task serves its goal, and waits.

    == Goal.md
    ---
    type: goal
    ---
    == Task.md
    ---
    type: task
    Status:: waiting
    goal: [[Goal]]
    ---
    """
    (task,) = vault.examination.judged.vault.tasks

    assert len(vault.told("VG105")) == 2
    assert task.goals == ("Goal.md",)
    assert task.state.value == "waiting"


def test_an_unknown_status_is_told_once_in_a_vault(vault: Vault) -> None:
    """An unknown status is told at the first note that has it, whatever its case, and lists the others.

    == A.md
    ---
    type: task
    status: Simmering
    ---
    == B.md
    ---
    type: goal
    status: simmering
    ---
    == C.md
    ---
    type: spec
    status: imlpemented
    ---
    == D.md
    ---
    type: task
    state: 🍲 simmering
    ---
    """
    first, second = vault.gaps("VG105")

    assert vault.told("VG105") == ["A.md:3", "C.md:3"]
    assert (
        first.message == "the status `Simmering` is not known and counts as open, here and in 2 other notes"
    )
    assert first.object == "status: simmering"
    assert [(place.path, place.line) for place in first.related] == [("B.md", 3), ("D.md", 3)]
    assert second.message == "the status `imlpemented` is not known and counts as open"
    assert second.fix == "Write `implemented`, or add it to `[statuses]` in `vaultgoals.toml`."


def test_a_status_that_the_vault_has_for_its_own_is_known(vault: Vault) -> None:
    """A status under [statuses] in the configuration is not odd.

    == vaultgoals.toml
    [statuses]
    waiting = ["simmering"]
    == A.md
    ---
    type: task
    status: Simmering
    ---
    """
    assert vault.told("VG105") == []


def test_a_check_that_is_not_understood_is_told_with_its_column(vault: Vault) -> None:
    """A check that begins as one and does not go on so is told with the column where it goes wrong.

    == Goal.md
    ---
    type: goal
    verify:
      - "ask: Is it so?"
      - "exists:"
    ---
    """
    (gap,) = vault.gaps("VG105")

    assert vault.told("VG105") == ["Goal.md:5"]
    assert gap.message.startswith("the check `exists:` is not understood: at column 8, expected ")
    assert gap.object == "misread-check: exists:"


def test_the_name_of_a_note_in_plain_text_is_told_and_counts(vault: Vault) -> None:
    """A goal named in plain text is taken for a link, and told at its line.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Task.md
    ---
    type: task
    goal: Ship
    ---
    """
    (gap,) = vault.gaps("VG105")

    assert vault.told("VG105") == ["Task.md:3"]
    assert gap.message == "`goal: Ship` is plain text and was read as a link to [[Ship]]"
    assert gap.fix == 'Write it as a link: `"[[Ship]]"`.'
    assert vault.examination.judged.vault.goals_of["Task.md"] == ("Goals/Ship.md",)


def test_plain_text_that_names_no_note_is_not_odd(vault: Vault) -> None:
    """A remark is a remark, and a status, kind and tags that are everyday writing are read as they are.

    == Task.md
    ---
    type: task
    categories: [home]
    tags: [task, home]
    status: 🟢 In Progress
    goal: a quiet life
    due: 2026-12-01
    ---
    """
    assert vault.told("VG105") == []


def test_an_ambiguous_name_in_plain_text_is_one_gap(vault: Vault) -> None:
    """Of a plain text that two notes answer to, VG102 speaks alone.

    == A/Ship.md
    ---
    type: goal
    ---
    == B/Ship.md
    ---
    type: goal
    ---
    == Tasks/Task.md
    ---
    type: task
    goal: Ship
    ---
    """
    assert vault.told("VG102") == ["Tasks/Task.md:3"]
    assert vault.told("VG105") == []


def test_other_notes_may_write_as_they_like(vault: Vault) -> None:
    """In a note that is no goal, task, spec or project nothing is odd.

    == Goal.md
    ---
    type: goal
    ---
    == Film.md
    ---
    status: on the shelf
    goal: Goal
    up: [[Goal]]
    due: someday
    rating:: 4
    ---
    """
    assert vault.told("VG105") == []


def test_what_could_not_be_read_at_all_is_not_called_odd(vault: Vault) -> None:
    """Broken frontmatter is VG902 alone, and a second block of it is a hint and no gap.

    == vaultgoals.toml
    [folders]
    Goals = "goal"
    == Goals/Broken.md
    ---
    title: a: b
    ---
    == Goals/Twice.md
    ---
    type: goal
    ---
    ---
    why: The back
    ---
    """
    assert vault.told("VG105") == []
    assert vault.told("VG902") == ["Goals/Broken.md:2"]


def test_an_unknown_status_is_never_corrected_into_a_claim(vault: Vault) -> None:
    """What is proposed for an unknown word does not end the work, unless it is plainly a slip of the pen.

    == A.md
    ---
    type: task
    status: bone
    ---
    == B.md
    ---
    type: task
    status: compleet
    ---
    """
    fixes = {gap.path: gap.fix for gap in vault.gaps("VG105")}

    assert "`done`, or" not in fixes["A.md"].replace("`active` or `done`", "")
    assert "`complete`" in fixes["B.md"]


def test_values_that_say_what_is_meant_are_not_odd(vault: Vault) -> None:
    """Rough dates, times, a status with its day or what it waits for, an interval in a word: all can be read.

    == A.md
    ---
    type: task
    status: Done, 2026-11-02
    due: 2026-Q4
    start: 09:00
    ---
    == B.md
    ---
    type: task
    status: waiting for Ana
    deadline: April 2027
    scheduled: TBD
    ---
    == C.md
    ---
    type: goal
    verified: 2026-11-02 by Ana
    review_interval: monthly
    verification: manual
    ---
    """
    assert vault.told("VG105") == []
    assert str(vault.examination.judged.vault.notes["C.md"].verified) == "2026-11-02"


def test_a_known_status_is_proposed_as_people_write_it(vault: Vault) -> None:
    """A slip in two words is put right in two words.

    == A.md
    ---
    type: task
    status: en progress
    ---
    """
    (gap,) = vault.gaps("VG105")

    assert gap.fix == "Write `in progress`, or add it to `[statuses]` in `vaultgoals.toml`."


def test_a_key_that_means_another_thing_is_not_beside(vault: Vault) -> None:
    """What could not be read for the other key is told by none: a place, a remark, a book, a manner.

    == Spec.md
    ---
    type: spec
    status: draft
    implemented_by: src/a.py
    references: ["[[Paper]]", Smith 2020]
    verify: "exists: src/a.py"
    verification: manual
    ---
    == Project.md
    ---
    type: project
    status: active
    state: California
    goal: "[[Goal]]"
    goals: finish by summer
    due: 2026-12-01
    deadline: soft
    ---
    == Goal.md
    ---
    type: goal
    status: active
    state: done
    goal: "[[A]]"
    goals: "[[B]]"
    ---
    == A.md
    ---
    type: goal
    ---
    == B.md
    ---
    type: goal
    ---
    """
    assert vault.told("VG105") == ["Goal.md:4", "Goal.md:6"]


def test_a_placeholder_is_told_once(vault: Vault) -> None:
    """What a template left to be filled in is one gap: it is no link that is broken and no unknown status.

    == Goal form.md
    ---
    type: task
    status: {{VALUE:status}}
    goal: "[[{{VALUE:goal}}]]"
    due: "{{VDATE:due}}"
    ---
    """
    assert vault.told("VG105") == ["Goal form.md:3"]
    assert vault.told("VG101") == []


def test_what_is_no_guess_of_a_task_hides_none_behind_it(vault: Vault) -> None:
    """What is a link, and what a note without a kind names, is passed over; a task after them is told.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == Post/Stamps.md
    ---
    type: task
    goal: "[[Ship]]"
    ---
    == Recipe.md
    ---
    goal: Ship
    ---
    == Tasks/Work.md
    ---
    type: task
    goal: Ship
    ---
    """
    assert vault.told("VG105") == ["Tasks/Work.md:3"]
