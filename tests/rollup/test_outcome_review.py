"""The note of a review: what it looks like, what its properties say, and when it is written again."""

from __future__ import annotations

import re

import pytest

from tests.rollup.reviews import WEEK, report, review_of
from tests.rollup.written import assert_links_lead_home, assert_plain, hostile_vault, written
from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine import publish

ILLUSION = {
    "Goals/Sleep well.md": (
        '---\ntype: goal\nwhy: x\nverify: "ask: Do I sleep?"\n---\n'
        "- [x] curtains ✅ 2026-11-17\n- [x] no phone ✅ 2026-11-18\n- [ ] a new bed\n"
    ),
    "Goals/Weigh less.md": '---\ntype: goal\nwhy: x\nverify: "metric: last(weight) <= 80 in Daily"\n---\n',
    "Daily/2026-11-10.md": "---\nweight: 82\n---\n",
}
"""Two tasks done in the week, and nothing that became true."""


@pytest.fixture
def illusion(vault: Vault) -> Vault:
    """Return a vault of which the week before has a report."""
    write_files(vault.root, ILLUSION)
    report(vault, "2026-11-14")
    return vault


def properties(text: str) -> dict[str, str]:
    """Return the frontmatter of a note."""
    front = text.split("---\n")[1]
    return dict(line.split(": ", 1) for line in front.splitlines())


def body(text: str) -> list[str]:
    """Return the lines of the region of a note that say something."""
    inside = text.split("-->", 1)[1].rsplit("<!--", 1)[0]
    return [line for line in inside.split("\n") if line]


def test_a_report_writes_the_review_of_its_week(illusion: Vault) -> None:
    """One glance shows the work, and that nothing became true; every line names where it is from."""
    report(illusion, TODAY)

    against = "Goals and metrics are compared with [[Gap report 2026-11-14]]."
    assert body(illusion.read(WEEK)) == [
        "> [!summary] Shipped: 2 tasks, 0 specs. Became true: 0 goals.",
        f"> 2026-W47, 2026-11-16 to 2026-11-22, as of 2026-11-21. {against}",
        "> [!example]+ Did we ship something? 2 tasks, 0 specs",
        "> - 2026-11-17 · curtains · for [[Sleep well]] (unverified)",
        "> - 2026-11-18 · no phone · for [[Sleep well]] (unverified)",
        "> [!danger]+ Did we make a difference? 0 goals newly verified",
        "> Nothing that notes or reports tell of.",
        "> [!warning]- Goals for which no task was done (1)",
        "> - [[Weigh less]] (unverified)",
    ]


@pytest.mark.parametrize(
    "raw", [b"", b"my own words\n", b"\xff\xfe", b"---\nx: [\n---\n<!-- vaultgoals:x -->\n"]
)
def test_a_report_before_that_is_no_report_is_not_spoken_of(raw: bytes, illusion: Vault) -> None:
    """Emptied, written by hand or unreadable: the review is written, and compares with nothing."""
    illusion.root.joinpath("Gaps/Gap report 2026-11-14.md").write_bytes(raw)
    report(illusion, TODAY)
    text = illusion.root.joinpath(WEEK).read_text("utf-8")

    assert "of metrics nothing can be told" in text
    assert "Gap report 2026-11-14" not in text


def test_its_properties_are_plain_numbers(illusion: Vault) -> None:
    """Dataview and Bases find one number a key; the text below says the same."""
    write_files(
        illusion.root,
        {
            "Daily/2026-11-18.md": "---\nweight: 79.5\n---\n",
            "Aimless.md": "---\ntype: task\nstatus: done\ncompleted: 2026-11-19\n---\n",
            "Spec.md": "---\ntype: spec\nstatus: accepted\n---\n",
            "Build.md": '---\ntype: task\nstatus: done\ncompleted: 2026-11-20\nimplements: "[[Spec]]"\n---\n',
        },
    )
    report(illusion, TODAY)
    text = illusion.read(WEEK)

    assert properties(text) == {
        "type": "outcome-review",
        "date": "2026-11-21",
        "from": "2026-11-16",
        "to": "2026-11-22",
        "tasks_done": "4",
        "specs_implemented": "1",
        "goals_newly_verified": "1",
        "metrics_moved": "1",
        "goals_fallen_back": "0",
        "tasks_serving_nothing": "1",
        "goals_without_work": "0",
        "questions": "1",
        "generated_by": "vaultgoals",
        "vaultgoals_ignore": "true",
    }
    assert "> - metric of [[Weigh less]]: 82 → 79.5 (-2.5)" in body(text)
    assert "> - 2026-11-20 · spec [[Spec]] · implemented by [[Build]]" in body(text)
    assert "> [!question]- Work that served nothing (1)" in body(text)
    assert "> - [[Spec]] · Should it exist? · it serves no goal, and neither does any work on it" in body(
        text
    )


def test_what_nobody_can_know_is_no_zero(vault: Vault) -> None:
    """Without a report from before, the numbers that need one are left out, and the note says so."""
    write_files(vault.root, ILLUSION)
    report(vault, TODAY)

    assert not {"metrics_moved", "goals_fallen_back"} & properties(vault.read(WEEK)).keys()
    assert "No report from before 2026-11-16 stands" in vault.read(WEEK)


@pytest.mark.parametrize(("day", "told"), [("2026-11-09", ""), ("2026-10-31", ", 16 days before it began, ")])
def test_a_report_from_long_before_is_told_as_such(vault: Vault, day: str, told: str) -> None:
    """What changed in the weeks between the report before and the period is counted, and said to be."""
    write_files(vault.root, ILLUSION)
    report(vault, day)
    report(vault, TODAY)

    assert f"compared with [[Gap report {day}]]{told or '.'}" in vault.read(WEEK)


def test_a_number_that_becomes_unknown_is_taken_out(illusion: Vault) -> None:
    """When the report from before is deleted, its numbers do not stay behind as if they were still known."""
    report(illusion, "2026-11-20")
    (illusion.root / "Gaps/Gap report 2026-11-14.md").unlink()
    report(illusion, TODAY)

    assert "goals_fallen_back" not in properties(illusion.read(WEEK))


def test_it_is_rewritten_while_the_week_lasts_and_never_after(illusion: Vault) -> None:
    """Each day of the week makes it new; the first report of the next week leaves it and begins its own."""
    report(illusion, "2026-11-16")
    assert "Shipped: 0 tasks" in illusion.read(WEEK)
    report(illusion, "2026-11-22")
    assert "Shipped: 2 tasks" in illusion.read(WEEK)

    before = illusion.read(WEEK)
    goal = (
        ILLUSION["Goals/Sleep well.md"]
        .replace("2026-11-17", "2026-11-16")
        .replace("bed", "bed ✅ 2026-11-19")
    )
    write_files(illusion.root, {"Goals/Sleep well.md": goal.replace("[ ]", "[x]")})
    report(illusion, "2026-11-23")
    report(illusion, "2026-11-22")
    assert illusion.read(WEEK) == before
    assert "2026-11-23" in illusion.read("Gaps/Outcome review 2026-W48.md")


def test_an_older_day_never_touches_what_speaks_of_a_later_one(illusion: Vault) -> None:
    """`--as-of` of an older day leaves the week's review alone, and tells so; that of a later week anyway."""
    report(illusion, TODAY)
    before = illusion.snapshot()
    write_files(
        illusion.root, {"Goals/Sleep well.md": ILLUSION["Goals/Sleep well.md"] + "- [x] x ✅ 2026-11-16\n"}
    )

    told = publish(illusion.examine("2026-11-18")).notices
    publish(illusion.examine("2026-11-12"))

    assert illusion.snapshot()[WEEK] == before[WEEK]
    assert ("newer", WEEK) in {(one.name, one.path) for one in told}


def test_a_second_report_of_the_day_changes_nothing(illusion: Vault) -> None:
    """What the first wrote is what the second would write, also where the report before is of this week."""
    for day in ("2026-11-18", TODAY):
        report(illusion, day)
        assert publish(illusion.examine(day)).written == ()


def test_text_changed_by_hand_is_told_while_the_week_lasts(illusion: Vault) -> None:
    """In the week's review it is VG904 and stays; in one of a week that is over it is the user's own."""
    report(illusion, TODAY)
    write_files(illusion.root, {WEEK: illusion.read(WEEK).replace("curtains", "thick curtains")})

    assert illusion.told("VG904")[0].startswith(WEEK)
    report(illusion, "2026-11-22")
    assert "thick curtains" in illusion.read(WEEK)
    assert illusion.told("VG904", "2026-11-23") == []


def test_text_and_properties_around_it_stay(illusion: Vault) -> None:
    """What a user adds to the note is kept when it is made new."""
    report(illusion, "2026-11-20")
    text = (
        illusion.read(WEEK).replace("type: outcome", "mood: good\ntype: outcome") + "\nWhat I think of it.\n"
    )
    write_files(illusion.root, {WEEK: text})
    report(illusion, TODAY)

    assert "mood: good\n" in illusion.read(WEEK)
    assert illusion.read(WEEK).endswith("\nWhat I think of it.\n")


def test_older_reviews_are_not_read_when_one_is_written(illusion: Vault) -> None:
    """Hundreds of them cost nothing: a review that is over is not among what a report looks at."""
    report(illusion, "2026-11-15")
    old = "Gaps/Outcome review 2026-W46.md"
    found = illusion.examine(TODAY)
    write_files(illusion.root, {old: "changed in the same moment"})

    assert old not in publish(found).written  # it would be refused, had it been read: the bytes are others


def test_hostile_titles_start_nothing_in_it(vault: Vault) -> None:
    """Titles of done tasks, of their goals and of specs are escaped, and every link leads to its note."""
    hostile_vault(vault)
    for path, raw in vault.snapshot().items():
        if path.startswith("Tasks/"):
            done = raw.decode().replace("status: done\n", "status: done\ncompleted: 2026-11-18\n")
            write_files(vault.root, {path: done})
        elif path.startswith("Specs/"):
            write_files(vault.root, {path: raw.decode() + "- [x] of a spec ✅ 2026-11-17\n"})
    text = written(vault)[WEEK]

    assert len(re.findall("^> - 2026-11-18 ", text, re.MULTILINE)) > 50
    assert_plain(WEEK, text)
    assert_links_lead_home(WEEK, text, vault)


def test_tasks_from_lines_with_hostile_text_start_nothing(vault: Vault) -> None:
    """The text of a checklist line is as foreign as a title."""
    lines = [
        "<% tp.x() %>",
        "$= dv.current()",
        "a #tag b",
        "key:: v w",
        "![[embed]]",
        "- [ ] task",
        "`= this`",
    ]
    body_ = "".join(f"- [x] {line} ✅ 2026-11-18\n" for line in lines)
    write_files(vault.root, {"Goal.md": f"---\ntype: goal\n---\n{body_}"})
    text = written(vault)[WEEK]

    assert len(review_of(vault).shipped.tasks) == len(lines)
    assert_plain(WEEK, text)


def test_many_questions_of_a_kind_are_cut_short(vault: Vault) -> None:
    """Five of a kind are asked, the rest counted: a list that nobody reads asks nothing."""
    write_files(vault.root, {f"Goal {number}.md": "---\ntype: goal\n---\n" for number in range(8)})
    report(vault, TODAY)
    lines = body(vault.read(WEEK))

    assert sum("What triggered it? ·" in line for line in lines) == 5
    assert "> - What triggered it? 3 more like these" in lines


def test_a_parent_counts_the_work_for_its_parts(vault: Vault) -> None:
    """A goal whose subgoal got work is not told as one that got none; nor is a waiting or claimed one.

    == Whole.md
    ---
    type: goal
    ---
    == Part.md
    ---
    type: goal
    goal: "[[Whole]]"
    ---
    - [x] done ✅ 2026-11-18
    - [ ] open
    == Other.md
    ---
    type: goal
    ---
    - [ ] open
    == Waiting.md
    ---
    type: goal
    status: waiting
    ---
    == Claimed.md
    ---
    type: goal
    status: done
    ---
    == All done.md
    ---
    type: goal
    ---
    - [x] done ✅ 2026-10-18
    == Holds.md
    ---
    type: goal
    verified: 2026-10-18
    ---
    - [ ] open
    """
    assert [goal.path for goal in review_of(vault).idle] == ["Other.md"]


def test_the_review_is_refused_where_a_note_of_the_users_stands(illusion: Vault) -> None:
    """A note of that name that vaultgoals did not write is left as it is."""
    write_files(illusion.root, {WEEK: "Mine.\n"})

    with pytest.raises(Exception, match="was not written by vaultgoals"):
        report(illusion, TODAY)
    assert illusion.read(WEEK) == "Mine.\n"


def test_the_day_is_that_of_the_vaults_zone(vault: Vault) -> None:
    """A moment with a zone lies on the day that it is in the vault's own zone.

    == vaultgoals.toml
    timezone = "Pacific/Auckland"
    == Task.md
    ---
    type: task
    status: done
    completed: 2026-11-15T20:00Z
    ---
    """
    assert [one.day.isoformat() for one in review_of(vault).shipped.tasks] == ["2026-11-16"]
