"""`vaultgoals doctor`: what runs, what cannot be read, what is in force, and the one thing to do about it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.vaults import Vault, write_files
from vaultgoals.engine.doctor import Item, diagnose
from vaultgoals.engine.doctor.items import size
from vaultgoals.engine.doctor.machine import kept, watches
from vaultgoals.engine.doctor.reading import commands
from vaultgoals.model import Permission, Standing
from vaultgoals.state.folder import make_state_folder
from vaultgoals.state.watcher import WatcherStatus, note_watcher, sole_watcher

GOAL = "---\ntype: goal\nwhy: x\nmetric: y\n---\n"
DOCTOR = "vaultgoals doctor . --as-of 2026-11-21"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with one goal."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, {"Goals/A.md": GOAL})
    return terminal


def items(vault: Vault) -> dict[str, Item]:
    """Return what the doctor says of a vault, by the name of the item."""
    return {item.name: item for section in diagnose(vault.root).sections for item in section.items}


def test_a_vault_in_order_is_well(terminal: Terminal) -> None:
    """Exit code 0 and a last line that says so; nothing is written but the memo."""
    before = Vault(terminal.vault).snapshot()

    code, printed, errors = terminal.run(DOCTOR)

    assert (code, errors) == (0, "")
    assert printed.endswith("\nAll is well.\n")
    assert Vault(terminal.vault).snapshot() == before
    assert [path.name for path in (terminal.vault.parent / "home").iterdir()] == [".cache"]


def test_reports_that_have_stopped_are_wrong(terminal: Terminal) -> None:
    """A newest report older than yesterday's is told with its day and age, and with what writes the next."""
    terminal.run("vaultgoals report . --as-of 2026-11-12")

    code, printed, _ = terminal.run(DOCTOR)

    assert code == 1
    assert (
        "\n! last-report: 2026-11-12, 9 days ago\n    Next: write one with `vaultgoals report`; " in printed
    )
    assert printed.endswith("\n1 thing to look at, marked with !\n")
    assert terminal.run("vaultgoals doctor . --as-of 2026-11-13")[0] == 0


def test_what_is_not_read_is_grouped_and_counted(vault: Vault) -> None:
    """Each reason has one line, with a count and the first examples; what needs an action says which.

    == Goals/A.md
    ---
    type: goal
    ---
    == Goals/Broken.md
    ---
    type: goal
    title: a: b
    ---
    == Goals/A.sync-conflict-20261101-101112-ABCDEFG.md
    x
    == Goals/B.sync-conflict-20261101-101112-ABCDEFG.md
    x
    == Goals/C.sync-conflict-20261101-101112-ABCDEFG.md
    x
    == Goals/D.sync-conflict-20261101-101112-ABCDEFG.md
    x
    == Goals/.Far away.md.icloud
    x
    == Templates/Goal.md
    x
    == vaultgoals.toml
    templates = ["Templates"]
    """
    found = items(vault)

    assert found["unreadable-note"].text.startswith("1: Goals/Broken.md:3 (")
    assert found["unreadable-note"].wrong
    copies = found["conflict-copy"]
    assert (
        copies.text
        == "4: "
        + ", ".join(f"Goals/{name}.sync-conflict-20261101-101112-ABCDEFG.md" for name in "ABC")
        + " and 1 more"
    )
    assert "delete the copy" in copies.next_step
    assert found["not-local"].text.startswith("1: Goals/Far away.md (")
    assert found["not-local"].wrong
    assert found["template"].text == "1: Templates/Goal.md (a template; not read)"
    assert not found["template"].wrong


def test_a_vault_without_goals_is_not_well(vault: Vault) -> None:
    """Where nothing is checked that is said, with what to do.

    == Note.md
    x
    """
    assert items(vault)["read"].wrong


def test_the_settings_found_are_told(vault: Vault) -> None:
    """What Obsidian's settings and the configuration change is told, with what it means here.

    == Goals/A.md
    ---
    type: goal
    ---
    == Archive/Old.md
    x
    == Templates/Goal.md
    x
    == .obsidian/app.json
    {"userIgnoreFilters": ["Archive/"], "newLinkFormat": "absolute", "useMarkdownLinks": true}
    == .obsidian/templates.json
    {"folder": "Templates"}
    == .obsidian/daily-notes.json
    {"folder": "Daily", "format": "do MMMM"}
    == .obsidian/plugins/obsidian-tasks-plugin/data.json
    {"globalFilter": "#task", "statusSettings": {"customStatuses": [
    {"symbol": "h", "type": "ON_HOLD"}, {"symbol": "!", "type": "TODO"}]}}
    == logseq/config.edn
    {}
    == vaultgoals.toml
    stalled_after = "10d"
    output = "Reports"
    [statuses]
    waiting = ["parked", "later"]
    [rules]
    ignore = ["VG206"]
    """
    told = {name: item.text for name, item in items(vault).items()}

    assert told["templates"] == "Templates: 1 note not read"
    assert told["excluded"] == "Archive/: 1 note not read"
    assert told["tasks-filter"] == "#task: a checklist line without it is no task"
    assert told["tasks-statuses"] == "[h] waiting"
    assert told["daily-notes"].startswith("Daily/do MMMM: not understood")
    assert told["links"] == "written as Markdown links, absolute"
    assert told["logseq"].startswith("logseq found")
    assert "foam" not in told
    assert told["stalled_after"] == "10d"
    assert told["output"] == "Reports"
    assert told["statuses"] == "parked = waiting, later = waiting"
    assert told["rules.ignore"] == "VG206"
    assert "timezone" not in told


def test_json_says_the_same(terminal: Terminal) -> None:
    """`--format json` holds each line of the text, and the same exit code."""
    terminal.run("vaultgoals report . --as-of 2026-11-12")
    code, printed, errors = terminal.run(f"{DOCTOR} --format json")
    table = json.loads(printed)
    text = terminal.run(DOCTOR)[1]

    assert (code, errors) == (1, "")
    assert table["version"] == 1
    assert table["healthy"] is False
    every = [item for section in table["sections"] for item in section["items"]]
    assert [item["name"] for item in every if item["wrong"]] == ["last-report"]
    assert all(f" {item['name']}: {item['text']}\n" in text for item in every)


def test_a_configuration_that_cannot_be_understood_is_no_diagnosis(terminal: Terminal) -> None:
    """Exit code 2, and the sentence that names the key."""
    (terminal.vault / "vaultgoals.toml").write_text("outpt = 'x'\n")

    code, printed, errors = terminal.run(DOCTOR)

    assert (code, printed) == (2, "")
    assert "did you mean 'output'" in errors


def test_a_watch_is_told_while_it_runs(vault: Vault) -> None:
    """The process and the last run of a watch, and what troubles it; afterwards that it runs no more.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    day = "2026-11-21T09:00:00+00:00"
    assert items(vault)["watch"] == Item("watch", "not running")
    with sole_watcher(vault.root):
        note_watcher(vault.root, WatcherStatus(4711, day, day, mode="polling"))
        assert items(vault)["watch"].text == f"running, process 4711, since {day}, last run {day}, by polling"
        assert not items(vault)["watch"].wrong
        note_watcher(vault.root, WatcherStatus(4711, day, day, trouble="the disk is full"))
        assert items(vault)["watch"].text.endswith(": the disk is full")
        assert items(vault)["watch"].wrong
    assert items(vault)["watch"] == Item("watch", f"not running, last run {day}")


def test_a_service_whose_watch_does_not_run_is_wrong(terminal: Terminal) -> None:
    """With a service installed and no watch running, something has stopped."""
    stub = terminal.vault.parent / "bin" / "systemctl"
    stub.write_text("#!/bin/sh\n")
    stub.chmod(0o755)
    assert terminal.run("vaultgoals service install . --yes --platform linux")[0] == 0

    code, printed, _ = terminal.run(DOCTOR)

    assert code == 1
    assert "\n! watch: not running\n    Next: start it again with `vaultgoals service install`" in printed
    assert "\n  service: installed, $HOME/.config/systemd/user/vaultgoals-vault-" in printed


@pytest.mark.parametrize(("permission", "step"), [
    (Permission.NEW, "look at it with `vaultgoals trust`"),
    (Permission.CHANGED, "look at it with `vaultgoals trust`"),
    (Permission.UNDEFINED, "define it in vaultgoals.toml: [commands.backup]"),
    (Permission.APPROVED, ""),
])  # fmt: skip
def test_a_command_that_may_not_run_is_told(permission: Permission, step: str, vault: Vault) -> None:
    """A command that a check names waits until it is approved, or defined.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    found = vault.examination
    judged = replace(found.judged, commands={"backup": Standing(permission, "so")})
    found = replace(found, account=replace(found.account, judged=judged))

    waiting = [item for item in commands(found) if item.name == "waiting"]

    assert [item.next_step for item in waiting] == ([step] if step else [])


@pytest.mark.parametrize(("limit", "wrong"), [("4\n", False), ("3\n", True)])
def test_more_folders_than_can_be_watched_are_told(limit: str, wrong: bool, tmp_path: Path) -> None:
    """The folders of the vault, hidden ones and the vault itself included, against what the system allows."""
    write_files(tmp_path / "vault", {"a/b/x.md": "", ".git/HEAD": ""})
    (tmp_path / "limit").write_text(limit)

    (item,) = watches(tmp_path / "vault", tmp_path / "limit")

    assert item.text.startswith("4 folders to watch")
    assert item.wrong is wrong
    assert list(watches(tmp_path, tmp_path / "nowhere")) == []


def test_what_is_kept_is_measured(tmp_path: Path) -> None:
    """The state folder is told with its size and the entries that can be undone: one entry may have parts."""
    assert next(kept(tmp_path)).text.endswith(", nothing yet")
    undo = make_state_folder(tmp_path, "undo")
    for name in (
        "20261121T090000.000000Z-report-0",
        "20261121T090000.000000Z-report-1",
        "20261121T100000Z-new-0",
    ):
        (undo / f"{name}.zip").write_bytes(b"x" * 500)

    assert next(kept(tmp_path)).text.endswith(", 1.5 kB, 2 entries to undo")


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (999_960, "1.0 MB"),
     (10**12, "1000.0 GB")],
)  # fmt: skip
def test_sizes_are_told_as_people_read_them(count: int, told: str) -> None:
    """Three digits and one behind the point, in steps of a thousand."""
    assert size(count) == told
