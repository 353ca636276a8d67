from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest
from tzlocal import get_localzone

from tests.vaults import Vault, write_files
from vaultgoals.engine import examine
from vaultgoals.errors import ConfigError, UnknownRuleError
from vaultgoals.model import Stamp


def told(vault: Vault) -> set[tuple[str, str]]:
    """Return path and name of each notice."""
    return {(notice.path, notice.name) for notice in vault.examination.notices}


def kinds(vault: Vault) -> dict[str, str]:
    """Return the kind of each note that has one, by path."""
    notes = vault.examination.judged.vault.notes.values()
    return {note.path: note.kind.value for note in notes if note.kind}


def test_every_note_that_is_left_out_is_told(vault: Vault) -> None:
    """Templates, excluded notes, drawings, copies and strangers in the output folder are told, not read.

    == vaultgoals.toml
    ignore = ["Private", "One note.md"]
    templates = ["Forms"]
    == .obsidian/app.json
    {"userIgnoreFilters": ["Archive/", "/draft-[0-9]+/", "/(a+)+/"]}
    == .obsidian/templates.json
    {"folder": "Templates"}
    == Private/A.md
    x
    == One note.md
    x
    == Forms/A.md
    x
    == Templates/A.md
    x
    == Archive/A.md
    x
    == Notes/draft-12.md
    x
    == Sketch.excalidraw.md
    x
    == Note.sync-conflict-20261101-101112-ABCDEFG.md
    x
    == Gaps/Mine.md
    ---
    type: goal
    ---
    == Private notes.md
    x
    == Goal.md
    ---
    type: goal
    ---
    """
    assert told(vault) == {
        ("Private/A.md", "ignored"),
        ("One note.md", "ignored"),
        ("Forms/A.md", "template"),
        ("Templates/A.md", "template"),
        ("Archive/A.md", "ignored"),
        ("Notes/draft-12.md", "ignored"),
        ("Sketch.excalidraw.md", "drawing"),
        ("Note.sync-conflict-20261101-101112-ABCDEFG.md", "conflict-copy"),
        ("Gaps/Mine.md", "in-output"),
        (".obsidian/app.json", "filter-not-understood"),
    }
    assert set(vault.examination.judged.vault.notes) == {"Private notes.md", "Goal.md"}


def test_generated_notes_are_neither_read_nor_told(vault: Vault) -> None:
    """What vaultgoals wrote is no note of the vault, and nothing to tell of.

    == Gaps/Dashboard.md
    ---
    type: goal
    generated_by: vaultgoals
    ---
    == Goal.md
    ---
    type: goal
    ---
    """
    assert told(vault) == set()
    assert kinds(vault) == {"Goal.md": "goal"}


def test_the_settings_folder_can_be_another(vault: Vault) -> None:
    """Obsidian's settings are read from the folder that the configuration names, and not from the usual one.

    == vaultgoals.toml
    settings_folder = ".obsidian-laptop"
    == .obsidian/templates.json
    {"folder": "A"}
    == .obsidian-laptop/templates.json
    {"folder": "B"}
    == A/T.md
    x
    == B/T.md
    x
    """
    assert told(vault) == {("B/T.md", "template")}


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe{\x00}\x00", b'{"folder": "\xe9"}'])
def test_settings_that_cannot_be_read_are_told(vault: Vault, raw: bytes) -> None:
    """A settings file that is broken, or is no UTF-8, is told by its path; the run goes on without it.

    == .obsidian/templates.json
    placeholder
    == Goal.md
    ---
    type: goal
    ---
    """
    (vault.root / ".obsidian/templates.json").write_bytes(raw)

    assert told(vault) == {(".obsidian/templates.json", "settings-unreadable")}
    assert kinds(vault) == {"Goal.md": "goal"}


def test_settings_outside_the_vault_are_told_once(vault: Vault, tmp_path: Path) -> None:
    """A settings folder that is a link out of the vault is not followed, and that is said.

    == Goal.md
    ---
    type: goal
    ---
    """
    write_files(tmp_path / "shared", {"templates.json": '{"folder": "A"}'})
    (vault.root / ".obsidian").symlink_to(tmp_path / "shared")

    assert told(vault) == {(".obsidian", "settings-unreadable")}


def test_folder_rules_give_a_kind_to_notes_that_name_none(vault: Vault) -> None:
    """Below a folder of a rule a note is of its kind, the longest folder first, unless it says otherwise.

    == vaultgoals.toml
    [folders]
    Areas = "goal"
    "Areas/Work" = "project"
    == Areas/A.md
    x
    == Areas/Work/Deep/B.md
    x
    == Areas/C.md
    ---
    type: spec
    ---
    == Areas/D.md
    ---
    type: meeting
    ---
    == Areas 2/E.md
    x
    == Areas.md
    x
    """
    assert kinds(vault) == {"Areas/A.md": "goal", "Areas/Work/Deep/B.md": "project", "Areas/C.md": "spec"}


@pytest.mark.parametrize(
    ("zone", "outcome"), [("America/Los_Angeles", "verified"), ("Pacific/Kiritimati", "stale")]
)
def test_the_time_zone_decides_what_day_a_moment_is(vault: Vault, zone: str, outcome: str) -> None:
    """One moment is the last day of a week's evidence in one zone, and the day after it in another.

    == Goals/A.md
    ---
    type: goal
    verified: 2026-11-14
    review_interval: 7d
    evidence: "[[B]]"
    ---
    == B.md
    x
    """
    write_files(vault.root, {"vaultgoals.toml": f'timezone = "{zone}"'})

    assert vault.goal("Goals/A.md", "2026-11-21T12:00Z").outcome == outcome
    assert (
        vault.examine("2026-11-21T12:00Z").account.day
        == {"verified": "2026-11-21", "stale": "2026-11-22"}[outcome]
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows names its zones in its own way")
@pytest.mark.parametrize("zone", ["Nowhere/Land", "CET-1CEST"])
def test_a_time_zone_that_no_table_holds_stops_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """Where the system names its zone in a way of its own, the day is that of its clock.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr("tzlocal.unix._cache_tz", None)
    with pytest.raises(ZoneInfoNotFoundError):
        get_localzone()

    found = examine(vault.root)

    assert abs(date.fromisoformat(found.account.day) - datetime.now(UTC).date()) <= timedelta(days=1)


def test_the_report_before_is_the_newest_before_the_day(vault: Vault) -> None:
    """Of several reports the newest that is older than the day is compared with: none of that day or later.

    == Goals/A.md
    ---
    type: goal
    ---
    == Gaps/Gap report 2026-11-01.md
    goals: 1
    == Gaps/Gap report 2026-11-19.md
    goals: 2
    == Gaps/Gap report 2026-11-21.md
    goals: 3
    == Gaps/Gap report 2026-12-01.md
    goals: 4
    == Gaps/Gap report soon.md
    goals: 5
    == Gaps/Old/Gap report 2026-11-20.md
    goals: 6
    """

    def before(day: str) -> str:
        previous = vault.examine(day).account.comparison.previous
        return previous.day if previous else ""

    assert before("2026-11-21") == "2026-11-19"
    assert before("2026-11-22") == "2026-11-21"
    assert before("2026-11-19") == "2026-11-01"
    assert before("2026-11-01") == ""


def test_a_configuration_with_a_byte_order_mark_is_read(vault: Vault) -> None:
    """A configuration saved by Notepad holds.

    == Goal.md
    ---
    type: goal
    ---
    """
    (vault.root / "vaultgoals.toml").write_bytes(b'\xef\xbb\xbfoutput = "Out"\r\n')

    assert vault.examination.config.output == "Out"


def test_a_configuration_that_cannot_be_read_stops_the_run(vault: Vault, tmp_path: Path) -> None:
    """A configuration that is there and unreadable is never passed over: what it leaves out would be read.

    == Goal.md
    ---
    type: goal
    ---
    """
    config = vault.root / "vaultgoals.toml"
    config.write_bytes('ignore = ["Tagebücher"]'.encode("latin-1"))
    with pytest.raises(ConfigError):
        vault.examine()

    config.unlink()
    write_files(tmp_path, {"dotfiles/vaultgoals.toml": 'output = "Out"'})
    config.symlink_to(tmp_path / "dotfiles/vaultgoals.toml")
    with pytest.raises(ConfigError):
        vault.examine()


def test_rules_can_be_chosen_and_set_aside(vault: Vault) -> None:
    """Only the rules that are asked for run, those set aside do not, and a name of none is refused.

    == vaultgoals.toml
    [rules]
    ignore = ["goal-without-why"]
    == Goal.md
    ---
    type: goal
    ---
    """

    def codes(only: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
        found = examine(vault.root, as_of=Stamp.parse("2026-11-21"), only=only, ignore=ignore)
        return [gap.code for gap in found.gaps]

    assert codes() == ["VG202"]
    assert codes(only=("VG1",)) == []
    assert codes(ignore=("unmeasurable-goal",)) == []
    with pytest.raises(UnknownRuleError):
        codes(only=("VG999",))


def test_progress_is_told_for_each_note(vault: Vault) -> None:
    """At the start and after each note that was read comes how many were, and the number of all.

    == A.md
    x
    == B.md
    x
    == C.txt
    x
    """
    seen: list[tuple[int, int]] = []

    examine(vault.root, progress=lambda read, every: seen.append((read, every)))

    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_hints_are_told_beside_the_gaps(vault: Vault) -> None:
    """An oddity of reading that is no gap is a notice, with the line where it stands.

    == Note.md
    ---
    - a
    ---
    == Goal.md
    ---
    type: goal
    ---
    """
    found = [(notice.path, notice.name, notice.line) for notice in vault.examination.notices]

    assert found == [("Note.md", "frontmatter-not-mapping", 2)]
    assert vault.told("VG902") == []


def test_a_note_that_the_cloud_holds_back_is_no_broken_link(tmp_path: Path) -> None:
    """A link to a note of which only the stub of a cloud is here leads somewhere."""
    write_files(tmp_path, {"Goals/.G.md.icloud": "", "T.md": '---\ntype: task\ngoal: "[[G]]"\n---\n'})

    assert Vault(tmp_path).told("VG101") == []


def test_an_unknown_rule_in_the_configuration_is_told_with_its_file(tmp_path: Path) -> None:
    """The sentence names vaultgoals.toml and the rule that was probably meant."""
    write_files(
        tmp_path, {"G.md": "---\ntype: goal\n---\n", "vaultgoals.toml": '[rules]\nignore = ["VG3O1"]\n'}
    )

    with pytest.raises(ConfigError, match=r"vaultgoals\.toml: \[rules\].*did you mean 'VG301'"):
        Vault(tmp_path).examine()
