from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.act.commands import Commands
from vaultgoals.act.approvals import approvals, approve, compared, standing, withdraw
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.errors import StateFolderError
from vaultgoals.model import Command, Permission, Standing

APPROVED = Standing(Permission.APPROVED)
NEW = Standing(Permission.NEW, "it has not been approved on this machine")


def all_of(commands: Commands) -> set[str]:
    """Return the names of all commands of the vault."""
    return set(commands.commands)


def test_a_command_stands_as_it_was_approved(commands: Commands) -> None:
    """Approved as it reads; else new, changed since the day of its approval with what changed, or refused."""
    check = commands.commands["check"]
    assert standing(commands.root, check) == APPROVED
    assert standing(commands.root, replace(check, name="another")) == NEW
    changed = replace(check, limit=3, environment=("EDITOR", "PAGER"))
    told = standing(commands.root, changed)
    assert told.permission is Permission.CHANGED
    assert told.reason == ("it is not what was approved on 2026-11-20: its limit and its environment changed")
    refused = standing(commands.root, replace(check, arguments=("no-such-program",)))
    assert refused.permission is Permission.REFUSED
    assert "no-such-program" in refused.reason


def test_a_comparison_is_of_what_was_approved_with_what_would_run(commands: Commands) -> None:
    """Nothing approved is new, the same is approved, and anything else has changed."""
    here = approvals(commands.root)["check"]
    other = approvals(commands.root)["other"]
    assert compared(None, here.fingerprint) == NEW
    assert compared(here, here.fingerprint) == APPROVED
    assert compared(here, replace(other.fingerprint, name="check")).permission is Permission.CHANGED


def test_the_record_says_what_was_seen(commands: Commands) -> None:
    """Each command with its day, its digest and the whole that it stands for, by name, for the user alone."""
    table = json.loads(commands.record.read_text(encoding="ascii"))
    assert table["version"] == 1
    assert list(table["commands"]) == sorted(all_of(commands))
    for name, entry in table["commands"].items():
        seen = fingerprint(commands.root, commands.commands[name])
        assert (entry["day"], entry["digest"]) == ("2026-11-20", seen.digest)
        assert approvals(commands.root)[name].fingerprint == seen
    assert commands.record.stat().st_mode & 0o777 == 0o600
    assert commands.record.parent.stat().st_mode & 0o777 == 0o700
    assert list(commands.record.parent.iterdir()) == [commands.record]
    assert commands.record.read_text(encoding="ascii") == json.dumps(table, indent=2) + "\n"


def test_an_approval_is_of_one_vault(commands: Commands, tmp_path: Path) -> None:
    """The same command in another vault has never been approved."""
    other = tmp_path / "another vault"
    other.mkdir()
    command = Command("other", ("true",))
    approve(commands.root, fingerprint(commands.root, command), "2026-11-21")
    assert standing(commands.root, command) == APPROVED
    assert standing(other, command) == NEW
    assert approvals(other) == {}


def test_approving_one_keeps_the_others(commands: Commands) -> None:
    """A second approval takes the place of the first of that name, and of no other."""
    before = approvals(commands.root)
    seen = fingerprint(commands.root, commands.commands["other"])
    approve(commands.root, seen, "2026-11-25")
    after = approvals(commands.root)
    assert after["other"].day == "2026-11-25"
    assert {name: one for name, one in after.items() if name != "other"} == {
        name: one for name, one in before.items() if name != "other"
    }


def test_withdrawing_tells_what_was_there(commands: Commands) -> None:
    """Each name once, in the order asked for; of names that are not there nothing is told or written."""
    assert withdraw(commands.root, ["tool", "no such", "check", "tool"]) == ("tool", "check")
    assert set(approvals(commands.root)) == all_of(commands) - {"tool", "check"}
    written = commands.record.stat()
    assert withdraw(commands.root, ["tool", "no such"]) == ()
    assert commands.record.stat().st_ino == written.st_ino


Damage = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize(
    "damage",
    [
        lambda table: {**table, "version": 2},
        lambda table: {"commands": table["commands"]},
        lambda _table: {"version": 1},
        lambda table: {**table, "commands": list(table["commands"])},
        lambda table: {**table, "commands": None},
        lambda table: {**table, "commands": dict.fromkeys(table["commands"], "x")},
        lambda table: {**table, "commands": {name: {"day": "2026-11-20"} for name in table["commands"]}},
        lambda _table: [1],
        lambda _table: 1,
    ],
)
def test_a_damaged_record_approves_nothing(damage: Damage, commands: Commands) -> None:
    """Whatever stands in the place of what was written: nothing of it is believed, and nothing is raised."""
    table = json.loads(commands.record.read_text(encoding="ascii"))
    commands.record.write_text(json.dumps(damage(table)), encoding="ascii")
    assert approvals(commands.root) == {}
    assert standing(commands.root, commands.commands["check"]) == NEW


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b"x" * (4 << 20) + b"x"])
def test_what_is_no_record_approves_nothing(text: bytes, commands: Commands) -> None:
    """No JSON, no text, too deep or too long."""
    commands.record.write_bytes(text)
    assert approvals(commands.root) == {}


def test_a_record_is_read_up_to_four_mebibytes(commands: Commands) -> None:
    """One that has grown to just that is believed, and one that is a byte longer is not."""
    text = commands.record.read_text(encoding="ascii")
    commands.record.write_text(text.ljust(4 << 20), encoding="ascii")
    assert set(approvals(commands.root)) == all_of(commands)
    commands.record.write_text(text.ljust((4 << 20) + 1), encoding="ascii")
    assert approvals(commands.root) == {}


def test_an_entry_whose_digest_is_another_is_left_out(commands: Commands) -> None:
    """A record in which somebody changed what a command does, or its digest, keeps only the others."""
    table = json.loads(commands.record.read_text(encoding="ascii"))
    table["commands"]["check"]["fingerprint"]["limit"] = 99
    table["commands"]["other"]["digest"] = table["commands"]["tool"]["digest"]
    commands.record.write_text(json.dumps(table), encoding="ascii")
    assert set(approvals(commands.root)) == all_of(commands) - {"check", "other"}


@pytest.mark.parametrize("place", ["record", "folder"])
@pytest.mark.parametrize("mode", [0o020, 0o002])
def test_what_others_can_write_approves_nothing(place: str, mode: int, commands: Commands) -> None:
    """A record, or a folder, that the user's group or anybody may write to is not believed."""
    target = commands.record if place == "record" else commands.record.parent
    target.chmod(target.stat().st_mode | mode)
    assert approvals(commands.root) == {}
    target.chmod(target.stat().st_mode & ~mode)
    assert set(approvals(commands.root)) == all_of(commands)


def test_a_link_a_pipe_or_a_folder_is_no_record(commands: Commands, tmp_path: Path) -> None:
    """The record is a file of its own; what is no file is passed over, and does not make the reader wait."""
    real = commands.record.rename(tmp_path / "moved.json")
    commands.record.symlink_to(real)
    assert approvals(commands.root) == {}
    commands.record.unlink()
    os.mkfifo(commands.record, 0o600)
    assert approvals(commands.root) == {}
    commands.record.unlink()
    commands.record.mkdir(mode=0o700)
    assert approvals(commands.root) == {}


def test_a_record_is_written_beside_itself(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder for temporary files is needed, which may be full, gone or on another drive."""
    monkeypatch.setattr(tempfile, "tempdir", str(commands.folder / "gone"))
    commands.record.unlink()
    commands.approve()
    assert set(approvals(commands.root)) == all_of(commands)


def test_a_record_that_cannot_be_written_is_an_error(commands: Commands) -> None:
    """The place and the reason are named, and nothing is left beside it."""
    commands.record.unlink()
    commands.record.mkdir()
    seen = fingerprint(commands.root, commands.commands["check"])
    with pytest.raises(StateFolderError) as caught:
        approve(commands.root, seen, "2026-11-21")
    assert str(commands.record) in str(caught.value)
    assert "Is a directory" in str(caught.value)
    assert list(commands.record.parent.iterdir()) == [commands.record]
