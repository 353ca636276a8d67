from __future__ import annotations

from tests.vaults import Vault


def test_evidence_that_does_not_exist_is_told_at_its_line(vault: Vault) -> None:
    """Evidence of a goal, task, spec or project that is not there is told where it is named.

    == Goal.md
    ---
    type: goal
    verified: 2026-11-02
    evidence:
      - https://example.org/statement
      - "[[Card statement]]"
    ---
    == Project.md
    ---
    type: project
    evidence: Photos/shelf.jpg
    ---
    == Spec.md
    ---
    type: spec
    proof: "[[Minutes]]"
    ---
    == Task.md
    ---
    type: task
    evidence: "[the log](Logs/run.md)"
    ---
    """
    gaps = vault.gaps("VG205")

    assert vault.told("VG205") == ["Goal.md:6", "Project.md:3", "Spec.md:3", "Task.md:3"]
    assert gaps[0].message == "`evidence: [[Card statement]]` does not exist"
    assert gaps[0].fix == "Correct the name, bring the file back, or take it out."
    assert (gaps[0].object, gaps[0].goal) == ("evidence: Card statement", "Goal.md")
    assert gaps[2].object == "evidence: Minutes"
    assert gaps[2].message == "`proof: [[Minutes]]` does not exist"
    assert gaps[3].goal is None


def test_an_empty_file_is_no_evidence(vault: Vault) -> None:
    """Evidence in which nothing stands is told as empty.

    == 2026-11-20.md
    == Goal.md
    ---
    type: goal
    verified: 2026-11-20
    evidence: "[[2026-11-20]]"
    ---
    """
    assert [gap.message for gap in vault.gaps("VG205")] == ["`evidence: [[2026-11-20]]` is an empty file"]


def test_what_is_there_is_not_told(vault: Vault) -> None:
    """Notes, files and places in source code that exist are no gap, nor are remarks and the web.

    == Logs/2026-11-20.md
    All well.
    == src/dispatch.py
    def main(): ...
    == Goal.md
    ---
    type: goal
    implemented_by: [src/dispatch.py, "src/dispatch.py:1", src/dispatch.py::main]
    verified: 2026-11-20
    verified_by: ana
    evidence: ["[[2026-11-20]]", I looked at it, https://example.org/1]
    ---
    """
    assert vault.told("VG205") == []


def test_an_implementation_of_a_goal_or_of_a_spec_that_claims_less_is_told(vault: Vault) -> None:
    """A goal's implementation that is absent is told, and one of two of an accepted spec.

    == src/dispatch.py
    def main(): ...
    == Goal.md
    ---
    type: goal
    implemented_by: src/backup.py
    ---
    == Spec.md
    ---
    type: spec
    status: accepted
    implemented_by:
      - src/dispatch.py
      - src/timer.py
    ---
    """
    assert vault.told("VG205") == ["Goal.md:3", "Spec.md:6"]


def test_a_spec_without_any_implementation_is_one_gap(vault: Vault) -> None:
    """A spec none of whose implementations exists is VG203; only its evidence is told here.

    == Spec.md
    ---
    type: spec
    status: accepted
    implemented_by: src/dispatch.py
    evidence: "[[Minutes]]"
    ---
    """
    assert vault.told("VG203") == ["Spec.md:1"]
    assert vault.told("VG205") == ["Spec.md:5"]


def test_by_whom_it_was_verified_is_told_only_as_a_link(vault: Vault) -> None:
    """A link under verified_by that leads nowhere is told; a person's empty note and plain text are not.

    == People/Oda.md
    == A.md
    ---
    type: goal
    verified: 2026-11-20
    verified_by: "[[Nobody]]"
    ---
    == B.md
    ---
    type: goal
    verified: 2026-11-20
    verified_by: ["[[Oda]]", ana/oda]
    ---
    """
    assert vault.told("VG205") == ["A.md:4"]


def test_of_what_lies_outside_the_vault_nothing_is_said(vault: Vault) -> None:
    """A path that leaves the vault may exist or not; nobody looks.

    == Goal.md
    ---
    type: goal
    implemented_by: [../code/main.py, ~/bin/backup.sh, /usr/local/bin/backup]
    ---
    """
    assert vault.told("VG205") == []


def test_dropped_notes_are_left_alone(vault: Vault) -> None:
    """What a dropped note names need not exist.

    == Goal.md
    ---
    type: goal
    status: dropped
    evidence: "[[Gone]]"
    ---
    == Spec.md
    ---
    type: spec
    status: superseded
    implemented_by: src/gone.py
    ---
    """
    assert vault.told("VG205") == []


def test_what_a_draft_names_is_a_plan(vault: Vault) -> None:
    """A spec that nobody has accepted yet may name what will implement it one day.

    == Draft.md
    ---
    type: spec
    status: draft
    implemented_by: [src/soon.py, Notes.md]
    ---
    == Accepted.md
    ---
    type: spec
    status: accepted
    implemented_by: [src/soon.py, Notes.md]
    ---
    == Notes.md
    Begun.
    """
    assert vault.told("VG205") == ["Accepted.md:4"]


def test_what_was_read_is_no_missing_evidence(vault: Vault) -> None:
    """Under `references` stand books and papers too: what is not in the vault is not told.

    == Goal.md
    ---
    type: goal
    references:
      - "[[Atomic Habits]]"
      - notes/reading.md
    ---
    == Spec.md
    ---
    type: spec
    status: accepted
    references: ["[[@smith2020]]", "Smith 2020"]
    ---
    == Built.md
    ---
    type: spec
    status: accepted
    references: src/dispatch.py
    ---
    == src/dispatch.py
    print(1)
    """
    (gap,) = vault.gaps("VG203")

    assert vault.told("VG205") == []
    assert (gap.path, gap.message) == ("Spec.md", "accepted; nothing implements it")


def test_lists_patterns_and_places_in_a_file_are_looked_up_as_meant(vault: Vault) -> None:
    """Two files on one line are two; a pattern is there if a file matches; a place in a file is that file.

    == Goal.md
    ---
    type: goal
    verified: 2026-11-02
    evidence: shots/a.txt, shots/b.txt
    implemented_by:
      - "src/**"
      - "tests/*.py"
      - src/net.py:connect()
      - "Manual.md#usage"
      - src/net.py (the client)
      - "#142"
    ---
    == shots/a.txt
    a
    == src/net.py
    x
    == Manual.md
    x
    """
    told = {gap.line: gap.message for gap in vault.gaps("VG205")}

    assert told == {
        4: "`evidence: shots/b.txt` does not exist",
        7: "`implemented_by: tests/*.py` does not exist",
    }
