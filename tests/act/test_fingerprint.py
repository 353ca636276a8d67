from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.act.commands import Commands
from vaultgoals.act.approvals import approve, standing
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.act.refused import RefusedError
from vaultgoals.errors import StateFolderError
from vaultgoals.model import Command, Permission


def refused(commands: Commands, *arguments: str, folder: str = "") -> str:
    """Return why a command cannot be approved; its standing says the same."""
    command = Command("it", arguments, folder=folder)
    with pytest.raises(RefusedError) as caught:
        approve(commands.root, fingerprint(commands.root, command), "2026-11-21")
    stands = standing(commands.root, command)
    assert (stands.permission, stands.reason) == (Permission.REFUSED, str(caught.value))
    assert not str(caught.value).endswith(".")
    return str(caught.value)


def test_no_program_of_the_vault_can_be_approved(commands: Commands) -> None:
    """Neither by its whole path, nor behind a link that leads into the vault or stands in it."""
    shutil.copy2(commands.bin / "tool", commands.root / "tool")
    (commands.bin / "into").symlink_to(commands.root / "tool")
    (commands.root / "out").symlink_to(commands.bin / "tool")
    (commands.folder / "alias").symlink_to(commands.root)

    for program in (
        commands.root / "tool",
        commands.bin / "into",
        commands.root / "out",
        commands.folder / "alias/tool",
    ):
        assert 'lies in the vault; let a program from outside read it, such as ["sh", "Scripts/x.sh"]' in (
            refused(commands, str(program))
        )


def test_a_program_is_found_in_fixed_places_or_by_its_whole_path(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative program, an unknown one and one that cannot be executed are refused; `~` is the home."""
    monkeypatch.setenv("PATH", str(commands.bin))
    monkeypatch.setenv("HOME", str(commands.folder))
    (commands.folder / "plain").write_text("x", encoding="utf-8")

    assert "is relative" in refused(commands, "bin/tool")
    assert "is relative" in refused(commands, "../bin/tool")
    assert "is in none of /usr/local/sbin:" in refused(commands, "tool")
    assert "cannot be executed" in refused(commands, str(commands.folder / "plain"))
    seen = fingerprint(commands.root, Command("it", ("~/bin/link",)))
    assert seen.program == str(commands.bin / "tool")


def test_a_folder_stands_in_the_vault(commands: Commands) -> None:
    """A folder that is missing, or leads out of the vault, is refused."""
    assert "is not there" in refused(commands, "true", folder="Nowhere")
    assert "leads out of the vault" in refused(commands, "true", folder="Doors/inner")


def test_what_is_read_anew_each_time_cannot_be_bound(commands: Commands) -> None:
    """A pipe among the arguments is refused, and not waited for."""
    os.mkfifo(commands.root / "pipe")

    assert "is no ordinary file" in refused(commands, "sh", "pipe")


def test_no_record_in_the_vault_is_ever_made(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the state folder lies in the vault nothing can be approved."""
    monkeypatch.setenv("XDG_STATE_HOME", str(commands.root / "state"))

    assert "lies in the vault, where they could be forged" in refused(commands, "true")
    assert not (commands.root / "state").exists()


def test_an_approval_that_would_not_be_believed_is_an_error(commands: Commands) -> None:
    """In a state folder that others can write to nothing is approved, and that is said."""
    commands.record.parent.chmod(0o777)

    with pytest.raises(StateFolderError, match="other users can write there") as caught:
        approve(commands.root, fingerprint(commands.root, Command("it", ("true",))), "2026-11-21")
    assert str(commands.record.parent) in str(caught.value)


def test_only_files_of_the_vault_are_bound(commands: Commands) -> None:
    """A file outside may change; a folder, a missing file and the vault's other notes are not looked at."""
    outside = str(commands.folder / "outside/linked.sh")
    arguments = ("sh", outside, "Scripts", "Missing.md", "../outside/another.sh", "x" * 5000, "~nobody/x")

    assert fingerprint(commands.root, Command("it", arguments)).files == ()


def test_a_file_is_found_from_the_folder_and_from_the_vault(commands: Commands) -> None:
    """What an argument names is bound however it is written, once an argument."""
    (commands.folder / "alias").symlink_to(commands.root)
    absolute = str(commands.root / "Scripts/check.sh")
    written = (
        "check.sh",
        "Scripts/check.sh",
        "./check.sh",
        "../Scripts/check.sh",
        absolute,
        str(commands.folder / "alias/Scripts/check.sh"),
        f"--file={absolute}",
        "-fcheck.sh",
        "sh 'check.sh'; true",
    )
    seen = fingerprint(commands.root, Command("it", ("sh", *written), folder="Scripts"))

    assert [file.argument for file in seen.files] == list(range(1, len(written) + 1))
    assert {file.path for file in seen.files} == {absolute}


def test_a_digest_is_the_same_each_time(commands: Commands, tmp_path: Path) -> None:
    """Nothing but what is bound goes into a digest: not the moment, not where it is asked from."""
    command = commands.commands["check"]
    first = fingerprint(commands.root, command)
    (tmp_path / "alias").symlink_to(commands.root)

    assert fingerprint(tmp_path / "alias", command) == first
    assert first.digest.startswith("sha256:")
    assert len(first.digest) == len("sha256:") + 64
