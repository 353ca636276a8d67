from __future__ import annotations

import re

import pytest
import yaml

from tests.rollup.written import assert_links_lead_home, assert_plain, hostile_vault, wikilinks, written
from tests.vaults import Vault, write_files
from vaultgoals.engine import examine, publish
from vaultgoals.model import Stamp
from vaultgoals.rollup.report import SECTIONS
from vaultgoals.rules import RULES

REPORT = "Gaps/Gap report 2026-11-21.md"
STYLES = (
    "{}",
    '{"newLinkFormat": "relative"}',
    '{"newLinkFormat": "absolute"}',
    '{"useMarkdownLinks": true}',
    '{"useMarkdownLinks": true, "newLinkFormat": "relative"}',
)
each_style = pytest.mark.parametrize("style", STYLES)


def front(text: str) -> dict[str, object]:
    """Return the frontmatter of a note, as YAML 1.1 reads it."""
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


@each_style
def test_no_title_and_no_text_starts_anything_in_a_written_note(vault: Vault, style: str) -> None:
    """Whatever notes are called and say, what is written of them is text: in every note, in every style."""
    write_files(vault.root, {".obsidian/app.json": style, "Own.md": "<!-- vaultgoals:rollup -->\n"})

    notes = written(hostile_vault(vault))

    assert {REPORT, "Gaps/Dashboard.md", "Own.md"} < set(notes)
    for path, text in notes.items():
        assert_plain(path, text)


@each_style
def test_every_link_leads_to_the_note_that_is_meant(vault: Vault, style: str) -> None:
    """Each link in each written note resolves to exactly one note, of the title that is shown."""
    write_files(vault.root, {".obsidian/app.json": style, "Own.md": "<!-- vaultgoals:rollup -->\n"})

    for path, text in written(hostile_vault(vault)).items():
        assert_links_lead_home(path, text, vault)


@each_style
def test_writing_twice_is_writing_once(vault: Vault, style: str) -> None:
    """The second report of a day finds every note of a hostile vault as it should be."""
    write_files(vault.root, {".obsidian/app.json": style, "Own.md": "<!-- vaultgoals:rollup -->\n"})
    written(hostile_vault(vault))
    before = vault.snapshot()

    assert written(vault) == {}
    assert vault.snapshot() == before


def test_notes_named_like_generated_ones_are_linked_by_path_from_the_first(vault: Vault) -> None:
    """A user's own Dashboard is linked by its path already in the run that makes ours.

    == Goals/Dashboard.md
    ---
    type: goal
    ---
    == Goals/Ship rollup.md
    ---
    type: goal
    ---
    == Goals/Ship.md
    ---
    type: goal
    ---
    == Old/Gap report 2026-11-21.md
    Not ours.
    """
    notes = written(vault)

    assert ("Goals/Dashboard", "Dashboard") in set(wikilinks(notes[REPORT]))
    assert ("Goals/Ship rollup", "Ship rollup") in set(wikilinks(notes[REPORT]))
    assert ("Gaps/Gap report 2026-11-21", "Gap report 2026-11-21") in set(
        wikilinks(notes["Gaps/Dashboard.md"])
    )
    assert written(vault) == {}


GOALS = """
== Goals/Ship.md
---
type: goal
status: active
why: a reason
verify: ask: Is it shipped?
---
- [x] wrote it ✅ 2026-11-18
== Goals/Rest.md
---
type: goal
why: sleep
verified: 2026-11-20
evidence: "[[Log]]"
---
== Goals/Gone.md
---
type: goal
status: dropped
---
== Specs/Plan.md
---
type: spec
status: accepted
goal: "[[Ship]]"
---
== Log.md
Words.
"""


@pytest.fixture
def goals(vault: Vault) -> Vault:
    """Return a vault with one goal done and not verified, one verified, one dropped, and a spec."""
    blocks = re.split(r"^== (.+)\n", GOALS, flags=re.MULTILINE)[1:]
    files = dict(zip(blocks[::2], blocks[1::2], strict=True))
    files["Goals/Ship.md"] = files["Goals/Ship.md"].replace("ask: Is it shipped?", '"ask: Is it shipped?"')
    write_files(vault.root, files)
    return vault


def test_the_numbers_of_the_frontmatter_are_those_of_the_text(goals: Vault) -> None:
    """What the properties count is what the report lists: gaps in all and by rule, goals, specs, tasks."""
    text = written(goals)[REPORT]
    numbers = front(text)
    listed = re.findall(r"· (VG\d{3})$", text, re.MULTILINE)

    assert numbers["gaps"] == len(listed) == len(re.findall("<!-- gap ", text)) > 0
    by_rule = {key: value for key, value in numbers.items() if key.startswith("gaps_VG")}
    assert by_rule == {f"gaps_{code}": listed.count(code) for code in set(listed)}
    assert (numbers["goals"], numbers["specs"], numbers["tasks"]) == (3, 1, 1)
    assert "5 notes, of them 3 goals and 1 spec; 1 task that is a note or serves a goal" in text
    assert numbers["goals_verified"] == 1
    assert "> [!summary] 1 of 2 goals verified · " in text
    sections = re.findall(r"^> \[!\w+\]- .* \((\d+)\)$", text, re.MULTILINE)
    assert sum(map(int, sections)) == numbers["gaps"]


def test_the_state_table_holds_every_goal_once(goals: Vault) -> None:
    """The last region lists each goal with outcome, work and counts, in path order, dropped ones too."""
    text = written(goals)[REPORT]
    region = text.split("<!-- vaultgoals:begin goals")[1]

    assert re.findall(r"^\| \[\[(\w+)\]\] \| (.*) \|$", region, re.MULTILINE) == [
        ("Gone", "dropped | none | 0 | 0 | "),
        ("Rest", "verified | none | 0 | 0 | "),
        ("Ship", "unverified | done | 1 | 0 | "),
    ]


def test_a_report_looks_as_it_is_promised_to(goals: Vault) -> None:
    """Frontmatter, the mark, and each gap with its day, its rule, its next action and its identity."""
    text = written(goals)[REPORT]

    assert list(front(text))[:5] == ["type", "date", "gaps", "gaps_new", "gaps_closed"]
    assert "generated_by: vaultgoals\nvaultgoals_ignore: true\n---\n<!-- vaultgoals:begin gaps sha=" in text
    gap = re.search(
        r"^> - \[\[Ship\]\] · .* · since 2026-11-21 · VG301\n"
        r">   Next: .* <!-- gap [0-9a-f]{8} VG301 since 2026-11-21 at Goals/Ship\.md -->$",
        text,
        re.MULTILINE,
    )
    assert gap is not None


def test_a_written_note_is_of_no_machine_and_no_hour(goals: Vault) -> None:
    """No path of the disk, no time of day of the run and no name by date alone stands in what is written."""
    as_of = Stamp.parse("2026-11-21T09:17")

    publish(examine(goals.root, as_of=as_of))

    mine = {path: raw.decode() for path, raw in goals.snapshot().items() if path.startswith("Gaps/")}
    assert mine
    for path, text in mine.items():
        assert str(goals.root) not in text
        assert "09:17" not in text
        assert not re.fullmatch(r"[\d-]+\.md", path.rpartition("/")[2])


def test_the_next_day_says_what_is_new_and_what_is_closed(goals: Vault) -> None:
    """A day later gaps keep their day, what is gone is closed, what came is new, since which report."""
    publish(goals.examine())
    (goals.root / "Specs/Plan.md").unlink()
    write_files(goals.root, {"Goals/New.md": "---\ntype: goal\nwhy: x\n---\n"})

    publish(goals.examine("2026-11-22"))

    text = goals.read("Gaps/Gap report 2026-11-22.md")
    assert re.search(r"1 new, 1 closed since \[\[Gap report 2026-11-21\]\]", text)
    assert re.search(r"^> - \[\[Ship\]\] · .* · since 2026-11-21 · VG301$", text, re.MULTILINE)
    assert re.search(r"^> - \[\[New\]\] · .* · since 2026-11-22 · new · VG202$", text, re.MULTILINE)
    assert "> - Specs/Plan.md · VG203 · the note is gone · stood since 2026-11-21" in text
    assert (front(text)["gaps_new"], front(text)["gaps_closed"]) == (1, 1)


def test_a_vault_without_gaps_says_so_and_what_was_read(vault: Vault) -> None:
    """No gap is told as such, with what was read, so that it can be judged.

    == Goals/Rest.md
    ---
    type: goal
    why: sleep
    verified: 2026-11-20
    evidence: "[[Log]]"
    success_criteria: rested
    ---
    == Log.md
    Words.
    """
    text = written(vault)[REPORT]

    assert "> [!success] No gap: what is claimed is shown." in text
    assert (
        "Read as of 2026-11-21: 2 notes, of them 1 goal and 0 specs; 0 tasks that are notes or serve a goal."
        in text
    )
    assert "oldest_gap" not in text


def test_every_rule_has_one_section() -> None:
    """No rule's gaps are listed in two sections, and each rule that exists is named by one."""
    named = [code for section in SECTIONS for code in section.codes]

    assert len(named) == len(set(named))
    assert {rule.code for rule in RULES} <= set(named)
