"""What is read back of dated reports: their numbers, and the history of each goal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.model import Outcome, Work
from vaultgoals.rollup.day import Day, GoalLine, read_day
from vaultgoals.rollup.timeline import Timeline

GOAL = "---\ntype: goal\nwhy: I want it\nmetric: seen by eye\n---\n"
VERIFIED = GOAL.replace("metric", "verified: 2026-11-01\nmetric")
TASK = '---\ntype: task\nstatus: done\ngoal: "[[Garden/Peace]]"\n---\n'
DAYS = ("2026-11-19", "2026-11-20", "2026-11-21")
STYLES = {
    "short": {},
    "path": {"newLinkFormat": "absolute"},
    "relative": {"newLinkFormat": "relative"},
    "markdown": {"useMarkdownLinks": True},
    "relative markdown": {"newLinkFormat": "relative", "useMarkdownLinks": True},
}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return a vault with goals of all kinds of names: two share one, one can stand in no link."""
    vault = Vault(tmp_path)
    write_files(
        tmp_path,
        {
            "Goals/Tasks run without me.md": GOAL,
            "Garden/Peace.md": GOAL,
            "World/Peace.md": VERIFIED,
            "Goals/100% #1 [sic] & more.md": VERIFIED,
            "Top.md": GOAL,
            "Tasks/Dig.md": TASK,
        },
    )
    return vault


def style(vault: Vault, name: str) -> None:
    """Set how the vault writes links."""
    write_files(vault.root, {".obsidian/app.json": json.dumps(STYLES[name])})


def move(vault: Vault, old: str, new: str) -> None:
    """Give a note another place."""
    (vault.root / new).parent.mkdir(parents=True, exist_ok=True)
    (vault.root / old).rename(vault.root / new)


def report(vault: Vault, day: str) -> None:
    """Write the report of a day."""
    publish(vault.examine(day))


def timeline(vault: Vault, as_of: str = DAYS[-1], edit: tuple[str, str] = ("", "")) -> Timeline:
    """Read all reports of the vault back, each with a text replaced in it."""
    found = [
        read_day(path.stem[-10:], path.read_bytes().decode().replace(*edit) if edit[0] else path.read_text())
        for path in (vault.root / "Gaps").glob("Gap report *.md")
    ]
    return Timeline(found, as_of, vault.examine(as_of).judged.vault, "Gaps")


def outcomes(line: Timeline, path: str) -> list[tuple[str, str]]:
    """Return day and outcome of each line of a goal's history."""
    return [(day.day, entry.outcome.value) for day, entry in line.of_goal(path)]


@pytest.mark.parametrize("name", STYLES)
def test_each_goal_is_found_again_however_links_are_written(vault: Vault, name: str) -> None:
    """In every style of links each goal of a report has its own history, two of one title as well."""
    style(vault, name)
    report(vault, DAYS[0])
    line = timeline(vault)

    assert {goal.path: outcomes(line, goal.path) for goal in vault.examination.judged.vault.goals} == {
        "Garden/Peace.md": [(DAYS[0], "unverified")],
        "Goals/100% #1 [sic] & more.md": [(DAYS[0], "attested")],
        "Goals/Tasks run without me.md": [(DAYS[0], "unverified")],
        "Top.md": [(DAYS[0], "unverified")],
        "World/Peace.md": [(DAYS[0], "attested")],
    }


@pytest.mark.parametrize("name", STYLES)
def test_a_goal_that_moved_keeps_its_history(vault: Vault, name: str) -> None:
    """A goal whose title no other goal has is found again at its new place."""
    style(vault, name)
    report(vault, DAYS[0])
    move(vault, "Goals/Tasks run without me.md", "Archive/2026/Tasks run without me.md")
    report(vault, DAYS[1])

    moved = outcomes(timeline(vault), "Archive/2026/Tasks run without me.md")

    assert moved == [(DAYS[0], "unverified"), (DAYS[1], "unverified")]


def test_of_two_goals_of_one_title_that_moved_nobody_knows_which_is_which(vault: Vault) -> None:
    """Where both twins have left their places neither is given the other's history."""
    report(vault, DAYS[0])
    move(vault, "Garden/Peace.md", "A/Peace.md")
    move(vault, "World/Peace.md", "B/Peace.md")
    line = timeline(vault)

    assert outcomes(line, "A/Peace.md") == outcomes(line, "B/Peace.md") == []


def test_a_note_of_the_same_name_that_came_later_takes_no_history(vault: Vault) -> None:
    """A link by title alone means the goal that had it, though a plain note shares the title now."""
    report(vault, DAYS[0])
    write_files(vault.root, {"Tasks run without me.md": "only a note\n"})

    assert len(timeline(vault).of_goal("Goals/Tasks run without me.md")) == 1


def test_a_goal_that_is_gone_is_passed_over(vault: Vault) -> None:
    """A line of a deleted goal belongs to no goal of now."""
    report(vault, DAYS[0])
    (vault.root / "Top.md").unlink()
    line = timeline(vault)

    assert "Top.md" not in line.goals_of(line.days[0])
    assert len(line.goals_of(line.days[0])) == 4


def test_days_ascend_and_end_with_the_day_that_is_spoken_of(vault: Vault) -> None:
    """Later reports are not looked at; the others stand in order of their days."""
    for day in DAYS:
        report(vault, day)
    line = timeline(vault, DAYS[1])
    before = line.before(DAYS[1])

    assert [one.day for one in line.days] == list(DAYS[:2])
    assert [one.day for one in line.between(DAYS[1], DAYS[2])] == [DAYS[1]]
    assert before is not None
    assert before.day == DAYS[0]
    assert line.before(DAYS[0]) is None


def test_the_numbers_of_a_report_are_read_back(vault: Vault) -> None:
    """All that the frontmatter and the table state is there."""
    report(vault, DAYS[0])
    day = timeline(vault).days[0]

    assert (day.goals, day.verified, day.tasks, day.specs, day.live) == (5, 2, 1, 0, 5)
    assert day.gaps == day.new == sum(day.by_code.values())
    assert (day.closed, day.oldest, day.age_of_oldest) == (0, DAYS[0], 0)
    assert day.outcomes == {Outcome.UNVERIFIED: 3, Outcome.ATTESTED: 2}
    assert day.lines[0] == GoalLine("Garden/Peace", "Peace", Outcome.UNVERIFIED, Work.DONE, 1, 0)


@pytest.mark.parametrize("edit", [("\n", "\r\n"), ("---\ntype", "---\nmine: |\n  gaps: x\ntype")])
def test_line_ends_and_properties_of_the_user_change_nothing(vault: Vault, edit: tuple[str, str]) -> None:
    """A report that git checked out with CRLF, or with a property more, says what it said."""
    report(vault, DAYS[0])
    plain, other = timeline(vault).days, timeline(vault, edit=edit).days

    assert plain == other


def test_an_old_report_without_some_numbers_is_no_report_of_zeros() -> None:
    """What is not stated is unknown; what is stated counts."""
    day = read_day("2026-01-02", "---\ntype: gap-report\ngaps: 3\n---\nNo table.\n")

    assert day == Day("2026-01-02", gaps=3)
    assert day.live is None
    assert day.age_of_oldest is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\n",
        "---\ngaps: many\noldest_gap: 2026-02-30\ngoals: -1\n---\n",
        "---\ngaps: 99999999999999999999\n---\n<!-- vaultgoals:begin goals\n|",
        "<!-- vaultgoals:begin goals -->\n\n| Goal | Outcome |\n| --- | --- |\n| [[A]] | splendid |\n",
        "<!-- vaultgoals:begin goals -->\n| Goal | Outcome | Work |\n|  | verified | done |\n",
    ],
)
def test_what_cannot_be_understood_is_passed_over(text: str) -> None:
    """No text makes the reading fail, or is taken for a number or a goal."""
    assert read_day("2026-01-02", text) == Day("2026-01-02")


def test_a_table_that_was_touched_says_what_is_left_of_it() -> None:
    """Columns are known by their names, padding is no text, and a row that makes no sense is left out."""
    day = read_day(
        "2026-01-02",
        "<!-- vaultgoals:begin goals sha=0 -->\n"
        "| Outcome      | Goal          | Work | Value |\n"
        "| ------------ | ------------- | ---- | ----: |\n"
        "| **verified** | [[A\\|B]]     | done | 7.25  |\n"
        "| unverified   | [[C           | open | x     |\n"
        "| nothing      | [[D]]         | open |       |\n",
    )

    assert day.lines == (
        GoalLine("A", "B", Outcome.VERIFIED, Work.DONE, 0, 0, 7.25),
        GoalLine("", "[[C", Outcome.UNVERIFIED, Work.OPEN, 0, 0),
    )
