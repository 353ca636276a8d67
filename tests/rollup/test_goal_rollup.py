from __future__ import annotations

import os

from tests.rollup.written import assert_plain, written
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.graph import fold_path

GOAL = "---\ntype: goal\n---\n"


def rollups(vault: Vault) -> dict[str, str]:
    """Publish, and return the text of each rollup by its file name."""
    return {path[13:]: text for path, text in written(vault).items() if path.startswith("Gaps/Rollups/")}


def goal_of(text: str) -> str:
    """Return the goal that a rollup's frontmatter names."""
    return next(line for line in text.splitlines() if line.startswith("goal: ")).removeprefix("goal: ")


def test_each_goal_has_a_rollup_of_its_name(vault: Vault) -> None:
    """A goal's rollup is called after it, and a dropped goal has one too.

    == Goals/Tasks run.md
    ---
    type: goal
    ---
    == Goals/Gone.md
    ---
    type: goal
    status: dropped
    ---
    """
    assert set(rollups(vault)) == {"Tasks run rollup.md", "Gone rollup.md"}


def test_goals_of_one_name_have_a_rollup_each(vault: Vault) -> None:
    """Goals that share a name are told apart by their folders, whatever the letters' case or composition.

    == Kitchen.md
    ---
    type: goal
    ---
    == Home/KITCHEN.md
    ---
    type: goal
    ---
    == Work/Old/Kitchen.md
    ---
    type: goal
    ---
    """
    found = rollups(vault)

    assert {name: goal_of(text) for name, text in found.items()} == {
        "Kitchen (root) rollup.md": '"[[Kitchen]]"',
        "KITCHEN (Home) rollup.md": '"[[Home/KITCHEN|KITCHEN]]"',
        "Kitchen (Work-Old) rollup.md": '"[[Work/Old/Kitchen|Kitchen]]"',
    }


def test_names_that_become_one_are_still_told_apart(vault: Vault) -> None:
    """Goals whose names differ only in what no file name may hold, or far along, have a rollup each."""
    titles = ["why?", "why*", "why-", "Long " * 40 + "a", "Long " * 40 + "b", "Caf\u00e9", "Cafe\u0301"]
    files = {f"Goals/{title}.md": GOAL for title in titles}
    write_files(vault.root, {**files, "x/A.md": GOAL, "y/A.md": GOAL, "A (x).md": GOAL})

    found = rollups(vault)

    assert len({fold_path(name) for name in found}) == len(titles) + 3
    assert written(vault) == {}


def test_a_rollups_name_can_exist_everywhere(vault: Vault) -> None:
    """However long and odd the goal's path, its rollup's name is short enough, and free of what breaks."""
    longest = "日" * 80
    folder = "/".join(["Ordner " * 20] * 3)
    write_files(vault.root, {
        f"{folder}/{longest}.md": GOAL,
        f"{longest}.md": GOAL,
        "...dots....md".lstrip("."): GOAL,
        "a:b*c?d<e>f|g#h^i[j]k%l{m}n`o$p.md": GOAL,
        " x .md": GOAL,
        "R&amp;D.md": GOAL,
    })  # fmt: skip

    found = rollups(vault)

    assert len(found) == 6
    for name in found:
        assert len(os.fsencode(name)) < 250
        assert name == name.strip()
        assert not set(name) & set('\\/:*?"<>|#^[]%{}`$')


def test_a_rollup_tells_the_whole_chain(vault: Vault) -> None:
    """Intent, checks, specs, work, evidence and gaps of a goal stand in its rollup, each note as a link.

    == Goals/Tasks run Without Me.md
    ---
    type: goal
    status: active
    why: so that I can leave
    metric: hours saved
    parent: "[[Freedom]]"
    success_criteria: [the log grows]
    verify:
      - "ask: Do They run?"
      - "exists: Nothing.md"
      - "run: backup"
    evidence: "[[Log]]"
    verified: 2026-01-10T09:30
    ---
    - [x] set it up ✅ 2026-11-18
    - [ ] tidy
    == Goals/Freedom.md
    ---
    type: goal
    ---
    == Goals/Small.md
    ---
    type: goal
    parent: "[[Tasks run Without Me]]"
    ---
    == Spec.md
    ---
    type: spec
    status: accepted
    goal: "[[Tasks run Without Me]]"
    implemented_by: [src/x.py]
    ---
    == Build.md
    ---
    type: task
    implements: "[[Spec]]"
    ---
    == Plan.md
    ---
    type: project
    goal: "[[Tasks run Without Me]]"
    ---
    == Log.md
    Words.
    """
    text = rollups(vault)["Tasks run Without Me rollup.md"]

    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Intent", "## Checks", "## Specs", "## Work", "## Evidence", "## Gaps",
    ]  # fmt: skip
    for line in (
        "- goal [[Tasks run Without Me]], status active",
        "- why: so that I can leave",
        "- part of [[Freedom]]",
        "- subgoal [[Small]]: unmeasurable",
        "- subgoals verified: 0 of 1",
        "- metric: hours saved",
        "- criterion: the log grows",
        "- to answer: Do They run?",
        "- to run: backup",
        "- [[Spec]], accepted; implemented by src/x.py (absent), [[Build]] (not done)",
        "- project [[Plan]], open",
        "- done 2026-11-18: set it up (in [[Tasks run Without Me]])",
        "- open: tidy (in [[Tasks run Without Me]])",
        "- open: [[Build]]",
        "- [[Log]]",
    ):
        assert line in text.splitlines(), line
    assert "tasks_done: 1\ntasks_open: 2\n" in text


def test_a_sentence_keeps_its_capital_letters(vault: Vault) -> None:
    """The reason begins with a capital letter and is otherwise what it is: names in it are not made small.

    == Goals/A.md
    ---
    type: goal
    verify: "exists: Systems/DISPATCH.md"
    ---
    == Systems/DISPATCH.md
    Words.
    """
    reason = rollups(vault)["A rollup.md"].splitlines()[13]

    assert reason.startswith("> Every check passes: ")
    assert "Systems/DISPATCH.md" in reason


def test_the_rollup_in_a_goal_is_that_of_its_note(vault: Vault) -> None:
    """A goal whose owner typed the line gets its chain there; any other note gets the overview.

    == Goals/A.md
    ---
    type: goal
    ---
    Mine.

    <!-- vaultgoals:rollup -->

    - [ ] My own task
    == Home.md
    <!-- vaultgoals:rollup -->
    """
    notes = written(vault)

    assert "- goal [[A]], status none" in notes["Goals/A.md"]
    assert notes["Goals/A.md"].startswith("---\ntype: goal\n---\nMine.\n\n<!-- vaultgoals:rollup -->\n")
    assert notes["Goals/A.md"].endswith("\n\n- [ ] My own task\n")
    assert "## Work and outcome" in notes["Home.md"]
    assert_plain("Home.md", notes["Home.md"])


def test_what_stands_in_a_region_is_not_read_back(vault: Vault) -> None:
    """A region changes nothing about what is found: neither its links nor its words count as the user's.

    == .obsidian/daily-notes.json
    {}
    == Goals/A.md
    ---
    type: goal
    status: active
    success_criteria: so
    created: 2026-01-01
    ---
    - [x] begun ✅ 2026-01-02
    - [ ] go on

    <!-- vaultgoals:rollup -->
    == 2026-11-20.md
    <!-- vaultgoals:rollup -->
    """
    before = vault.examine().gaps
    assert "VG207" in {gap.code for gap in before}

    publish(vault.examine())

    assert [gap.id for gap in vault.examine().gaps] == [gap.id for gap in before]
