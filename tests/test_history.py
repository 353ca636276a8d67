"""What the reports of several days say of each other: new, since, closed, and what is left alone."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.engine import Published, publish

GOAL, SPEC, DAILY = "Goals/Tasks run without me.md", "Specs/Auto-dispatch.md", "Daily/2026-11-20.md"
UNVERIFIED = "---\ntype: goal\nwhy: I am the bottleneck\nmetric: tasks started by hand\n---\n"
VERIFIED = UNVERIFIED.replace("metric", 'verified: 2026-11-01\nevidence: "[[2026-11-20]]"\nmetric')
TASK = '---\ntype: task\nstatus: done\ncompleted: 2026-11-18\ngoal: "[[Tasks run without me]]"\n---\n'
ACCEPTED = "---\ntype: spec\nstatus: accepted\n---\n"

FIRST, SECOND, THIRD = "2026-11-19", "2026-11-20", "2026-11-21"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return a vault with one gap: the work for a goal is done, and nobody has looked."""
    vault = Vault(tmp_path)
    write(vault, {GOAL: UNVERIFIED, "Tasks/Write the script.md": TASK, DAILY: "Nobody asked me.\n"})
    return vault


def write(vault: Vault, files: dict[str, str]) -> None:
    """Write files into the vault."""
    write_files(vault.root, files)


def move(vault: Vault, old: str, new: str) -> None:
    """Give a file of the vault another place."""
    (vault.root / new).parent.mkdir(parents=True, exist_ok=True)
    (vault.root / old).rename(vault.root / new)


def report(vault: Vault, day: str, *select: str) -> str:
    """Write the report of a day and return its text."""
    publish(vault.examine(day, select=select))
    return read(vault, day)


def read(vault: Vault, day: str) -> str:
    """Return the text of the report of a day."""
    return vault.read(f"Gaps/Gap report {day}.md")


def standing(text: str) -> dict[str, str]:
    """Return code and first day of each gap in a report, those that were not looked at included."""
    return dict(re.findall(r"<!-- gap [0-9a-f]{8} (VG\d{3}) since (\S+) at \S+ -->", text))


def new(text: str) -> list[str]:
    """Return the codes of the gaps that a report calls new."""
    return re.findall(r"since \S+ · new · (VG\d{3})$", text, re.MULTILINE)


def section(text: str, title: str) -> str:
    """Return the callout of that title, or an empty string where there is none."""
    found = re.search(rf"^> \[!\w+\]-? {title}.*?(?=^$)", text, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def properties(text: str) -> dict[str, str]:
    """Return the frontmatter of a generated note."""
    return dict(re.findall(r"^(\w+): (.*)$", text.split("---\n")[1], re.MULTILINE))


def test_a_gap_keeps_the_day_on_which_it_was_first_told(vault: Vault) -> None:
    """A gap that stays keeps its first day; one that was not in the report before is new."""
    first = report(vault, FIRST)
    write(vault, {SPEC: ACCEPTED})
    second = report(vault, SECOND)

    assert standing(first) == {"VG301": FIRST}
    assert new(first) == [], "there was no report with which to compare"
    assert standing(second) == {"VG203": SECOND, "VG301": FIRST}
    assert new(second) == ["VG203"]
    assert properties(second)["gaps_new"] == "1"
    assert properties(second)["oldest_gap"] == FIRST


def test_a_gap_that_is_no_more_is_said_to_be_closed_once(vault: Vault) -> None:
    """The next report names what was closed and since when it stood; the one after it does not."""
    report(vault, FIRST)
    write(vault, {GOAL: VERIFIED})
    second = report(vault, SECOND)
    third = report(vault, THIRD)

    assert "[[Tasks run without me]] · VG301 · stood since 2026-11-19\n" in section(second, "Closed")
    assert (properties(second)["gaps_closed"], properties(third)["gaps_closed"]) == ("1", "0")
    assert section(third, "Closed") == ""
    assert "0 new, 1 closed since [[Gap report 2026-11-19]]" in second


def test_a_gap_that_comes_back_begins_anew(vault: Vault) -> None:
    """`since` is the first day of an unbroken row of reports: a gap that was closed in between is new."""
    report(vault, FIRST)
    write(vault, {GOAL: VERIFIED})
    report(vault, SECOND)
    write(vault, {GOAL: UNVERIFIED})
    third = report(vault, THIRD)

    assert standing(third) == {"VG301": THIRD}
    assert new(third) == ["VG301"]


def test_the_report_before_may_be_any_number_of_days_old(vault: Vault) -> None:
    """A report is compared with the newest one dated before it, however long ago that is."""
    report(vault, "2026-03-01")
    third = report(vault, THIRD)

    assert standing(third) == {"VG301": "2026-03-01"}
    assert "closed since [[Gap report 2026-03-01]]" in third


def test_another_done_task_does_not_make_a_new_gap(vault: Vault) -> None:
    """The gap of an unverified goal stays the same gap when more of its work is done."""
    report(vault, FIRST)
    write(vault, {"Tasks/Buy the machine.md": TASK.replace("11-18", "11-20")})
    second = report(vault, SECOND)

    assert "2 tasks done, the last on 2026-11-20" in second
    assert standing(second) == {"VG301": FIRST}
    assert new(second) == []


def test_a_gap_whose_rule_was_not_asked_is_kept(vault: Vault) -> None:
    """Nothing is closed by not looking: the gap is listed as not looked at, and keeps its day afterwards."""
    report(vault, FIRST)
    second = report(vault, SECOND, "VG203")
    third = report(vault, THIRD)

    assert "[[Tasks run without me]] · VG301 · since 2026-11-19" in section(second, "Not looked at")
    assert (properties(second)["gaps"], properties(second)["gaps_closed"]) == ("0", "0")
    assert "No gap" not in second
    assert standing(third) == {"VG301": FIRST}
    assert new(third) == []


def test_a_gap_of_a_note_that_cannot_be_read_is_kept(vault: Vault) -> None:
    """A note that has become unreadable closes none of its gaps; they keep their day when it is mended."""
    report(vault, FIRST)
    write(vault, {GOAL: "---\ntype: goal\ntitle: a: b\n---\n"})
    second = report(vault, SECOND)
    write(vault, {GOAL: UNVERIFIED})
    third = report(vault, THIRD)

    assert "VG301 · since 2026-11-19" in section(second, "Not looked at")
    assert new(second) == ["VG902"]
    assert properties(second)["gaps_closed"] == "0"
    assert standing(third) == {"VG301": FIRST}
    assert "VG902 · stood since 2026-11-20" in section(third, "Closed")


@pytest.mark.parametrize("setting", ['ignore = ["Goals"]', 'templates = ["Goals"]'])
def test_a_gap_of_a_note_that_is_left_out_is_kept(vault: Vault, setting: str) -> None:
    """A note that the settings leave out is not read, and so nothing is said to be closed in it."""
    write(vault, {SPEC: ACCEPTED})
    report(vault, FIRST)
    write(vault, {"vaultgoals.toml": setting})
    second = report(vault, SECOND)

    assert "VG301 · since 2026-11-19" in section(second, "Not looked at")
    assert section(second, "Closed") == ""


def test_a_gap_of_a_note_that_is_in_the_cloud_only_is_kept(vault: Vault) -> None:
    """A note that iCloud has moved off this machine is not gone, and none of its gaps is closed."""
    write(vault, {SPEC: ACCEPTED})
    report(vault, FIRST)
    move(vault, GOAL, "Goals/.Tasks run without me.md.icloud")
    second = report(vault, SECOND)
    move(vault, "Goals/.Tasks run without me.md.icloud", GOAL)
    third = report(vault, THIRD)

    assert "VG301 · since 2026-11-19" in section(second, "Not looked at")
    assert section(second, "Closed") == ""
    assert standing(third)["VG301"] == FIRST


def test_a_waived_gap_is_said_to_be_waived(vault: Vault) -> None:
    """A gap that the user accepts for a time is not called closed without saying why."""
    report(vault, FIRST)
    waiver = 'waive: "VG301 until 2026-12-31: we look at Christmas"\n'
    write(vault, {GOAL: UNVERIFIED.replace("metric", f"{waiver}metric")})
    second = report(vault, SECOND)

    assert "VG301 · waived · stood since 2026-11-19" in section(second, "Closed")
    assert "1 waived" in section(second, "0 of 1 goals verified")


def test_a_gap_of_a_deleted_note_says_so(vault: Vault) -> None:
    """The gap of a note that is no more is closed because the note is gone, and that is said."""
    write(vault, {SPEC: ACCEPTED})
    report(vault, FIRST)
    (vault.root / SPEC).unlink()
    second = report(vault, SECOND)

    assert "Specs/Auto-dispatch.md · VG203 · the note is gone · stood since 2026-11-19" in second


def test_a_note_that_was_moved_keeps_its_gaps(vault: Vault) -> None:
    """A note of the same name at another place has moved: its gaps keep their day, none is new or closed."""
    report(vault, FIRST)
    move(vault, GOAL, "Archive/2026/Tasks run without me.md")
    second = report(vault, SECOND)
    third = report(vault, THIRD)

    assert standing(second) == standing(third) == {"VG301": FIRST}
    assert (new(second), section(second, "Closed"), section(third, "Closed")) == ([], "", "")


def test_a_note_that_was_copied_has_not_moved(vault: Vault) -> None:
    """While the old note stands where it stood, one of the same name elsewhere has gaps of its own."""
    write(vault, {SPEC: ACCEPTED})
    report(vault, FIRST)
    write(vault, {"Old/Auto-dispatch.md": ACCEPTED})
    second = report(vault, SECOND)

    assert new(second) == ["VG203"]
    assert second.count("VG203 since 2026-11-19 at Specs/Auto-dispatch.md") == 1


def test_a_note_that_is_only_left_out_has_not_moved(vault: Vault) -> None:
    """A note that stands where it stood, but is not read any more, keeps its gaps beside its namesake's."""
    write(vault, {SPEC: ACCEPTED})
    report(vault, FIRST)
    write(vault, {"Old/Auto-dispatch.md": ACCEPTED, "vaultgoals.toml": 'ignore = ["Specs"]'})
    second = report(vault, SECOND)

    assert new(second) == ["VG203"]
    assert "VG203 · since 2026-11-19" in section(second, "Not looked at")


def test_a_note_that_was_renamed_is_another_note(vault: Vault) -> None:
    """Under another name nobody can know that it is the same note: one gap is gone, another is new."""
    write(vault, {SPEC: ACCEPTED})
    report(vault, FIRST)
    move(vault, SPEC, "Specs/Dispatch.md")
    second = report(vault, SECOND)

    assert new(second) == ["VG203"]
    assert "Specs/Auto-dispatch.md · VG203 · the note is gone" in second


@pytest.mark.parametrize("name", ["50% -- done", "Ärger – 1%2F2", "日本語 🎯", "a --- b"])
def test_any_name_is_known_again(vault: Vault, name: str) -> None:
    """A gap's day is kept through the hidden comment, whatever stands in the note's name."""
    write(vault, {f"Specs/{name}.md": ACCEPTED})
    report(vault, FIRST)
    second = report(vault, SECOND)

    assert standing(second) == {"VG203": FIRST, "VG301": FIRST}
    assert new(second) == []


def test_a_report_is_rewritten_while_its_day_lasts(vault: Vault) -> None:
    """What happens on a day stands in that day's report; it is still compared with the day before."""
    report(vault, FIRST)
    report(vault, SECOND)
    write(vault, {SPEC: ACCEPTED})
    again = report(vault, SECOND)

    assert standing(again) == {"VG203": SECOND, "VG301": FIRST}
    assert new(again) == ["VG203"]


def test_the_report_of_a_past_day_is_history(vault: Vault) -> None:
    """Once a later report exists, a run for an earlier day changes nothing at all, and says why."""
    report(vault, FIRST)
    report(vault, SECOND)
    write(vault, {GOAL: VERIFIED})
    before = vault.snapshot()

    published = publish(vault.examine(FIRST))

    assert vault.snapshot() == before
    assert published.written == ()
    assert told(published) == {
        f"Gaps/Gap report {FIRST}.md": "day-is-over",
        "Gaps/Outcome review 2026-W47.md": "newer",
        "Gaps/Dashboard.md": "newer",
    }


def test_a_report_for_an_earlier_day_leaves_the_newest_state_alone(vault: Vault) -> None:
    """A report may be written for a day that has none; dashboard and rollups keep speaking of the newest."""
    write(vault, {"Home.md": "<!-- vaultgoals:rollup -->\n"})
    report(vault, SECOND)
    write(vault, {GOAL: VERIFIED})
    before = vault.snapshot()

    published = publish(vault.examine(FIRST))

    after = vault.snapshot()
    assert set(after) - set(before) == {f"Gaps/Gap report {FIRST}.md"} == set(published.written)
    assert {path: after[path] for path in before} == before
    assert told(published) == {"Gaps/Outcome review 2026-W47.md": "newer", "Gaps/Dashboard.md": "newer"}


def told(published: Published) -> dict[str, str]:
    """Return name by path of what a writing left as it is."""
    return {notice.path: notice.name for notice in published.notices}


def test_what_a_user_adds_to_a_generated_note_stays(vault: Vault) -> None:
    """Properties and text that a user adds outside the region are theirs, day after day."""
    for path in ("Gaps/Dashboard.md", "Gaps/Rollups/Tasks run without me rollup.md"):
        report(vault, FIRST)
        own = "cssclasses:\n  - wide\naliases: [Now]\n---\n\nMy words above.\n\n<!-- vaultgoals:begin"
        text = vault.read(path).replace("---\n<!-- vaultgoals:begin", own) + "\nMy words below."
        write(vault, {path: text})

    report(vault, SECOND)
    write(vault, {GOAL: VERIFIED})
    report(vault, THIRD)

    for path, says in (
        ("Gaps/Dashboard.md", "1 of 1 goals verified"),
        ("Gaps/Rollups/Tasks run without me rollup.md", "outcome: verified"),
    ):
        text = vault.read(path)
        assert says in text
        assert "\ncssclasses:\n  - wide\naliases: [Now]\n---\n\nMy words above.\n\n<!-- vault" in text
        assert text.endswith(" -->\n\nMy words below.")
        assert text.count("\ntype: ") == text.count("\ngenerated_by: ") == 1


def test_generated_notes_with_the_line_ends_of_windows_are_kept_up_to_date(vault: Vault) -> None:
    """Where git checks notes out with CRLF, reports go on: nothing is refused, and the history is read."""
    write(vault, {f"Goals/{number}.md": UNVERIFIED for number in range(5)})
    report(vault, FIRST)
    for path in (vault.root / "Gaps").rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    write(vault, {SPEC: ACCEPTED})

    published = publish(vault.examine(SECOND))
    again = publish(vault.examine(SECOND))

    assert published.notices == ()
    assert standing(read(vault, SECOND)) == {"VG203": SECOND, "VG301": FIRST}
    dashboard = vault.read("Gaps/Dashboard.md")
    assert "date: 2026-11-20\r\n" in dashboard
    assert dashboard.count("\n") == dashboard.count("\r\n")
    assert again.written == ()


def test_the_counts_of_a_report_are_those_of_its_gaps(tmp_path: Path) -> None:
    """The properties that a query can sum up agree with the gaps listed below them, in each report."""
    shutil.copytree(Path(__file__).parent.parent / "examples" / "vault", tmp_path / "vault")
    vault = Vault(tmp_path / "vault")
    shutil.rmtree(vault.root / "Gaps", ignore_errors=True)
    report(vault, SECOND)
    write(vault, {"Specs/Another.md": ACCEPTED})
    (vault.root / "Tasks/Sort the cable drawer.md").unlink()
    text = report(vault, THIRD)

    said = properties(text)
    listed = re.findall(r"<!-- gap [0-9a-f]{8} (VG\d{3}) since (\S+) at \S+ -->", text)
    found = vault.examine(THIRD)
    shared = [gap for gap in found.gaps if not gap.local]
    assert len(listed) == len(shared) == int(said["gaps"]) > 30
    by_code = {key.removeprefix("gaps_"): int(number) for key, number in said.items() if "_VG" in key}
    assert by_code == Counter(code for code, _ in listed)
    assert said["oldest_gap"] == min(since for _, since in listed) == SECOND
    assert int(said["gaps_new"]) == len(new(text)) > 0
    assert int(said["gaps_closed"]) == section(text, "Closed").count("stood since") > 0
    table = text.split("vaultgoals:begin goals")[1]
    assert int(said["goals"]) == table.count("\n| ") - 2
    outcomes = Counter(row.split(" | ")[1] for row in table.splitlines()[4:] if row.startswith("| "))
    assert int(said["goals_verified"]) == outcomes["verified"] + outcomes["attested"]
    titles = re.findall(r"^> \[!\w+\]- (?!Closed|Not looked).* \((\d+)\)$", text, re.MULTILINE)
    assert sum(map(int, titles)) == int(said["gaps"])


def test_the_rollup_of_a_goal_that_is_gone_says_so(tmp_path: Path) -> None:
    """A rollup is never removed, but it does not go on showing the state of a goal that was deleted."""
    vault = Vault(tmp_path)
    write_files(tmp_path, {"G.md": "---\ntype: goal\n---\n", "H.md": "---\ntype: goal\n---\n"})
    publish(vault.examine("2026-11-20"))
    (tmp_path / "H.md").unlink()

    publish(vault.examine("2026-11-21"))

    assert "outcome: gone" in vault.read("Gaps/Rollups/H rollup.md")
    assert publish(vault.examine("2026-11-21")).written == ()


def test_while_a_note_cannot_be_read_no_goal_counts_as_gone(tmp_path: Path) -> None:
    """The goal may be the very note that cannot be read just now."""
    vault = Vault(tmp_path)
    write_files(tmp_path, {"G.md": "---\ntype: goal\n---\n", "H.md": "---\ntype: goal\n---\n"})
    publish(vault.examine("2026-11-20"))
    write_files(tmp_path, {"H.md": "---\ntype: goal\ntitle: a: b\n---\n"})

    publish(vault.examine("2026-11-21"))

    assert "outcome: unmeasurable" in vault.read("Gaps/Rollups/H rollup.md")
