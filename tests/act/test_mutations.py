from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable

import pytest

from tests.act.commands import Commands
from vaultgoals.act.approvals import RECORD, withdraw
from vaultgoals.act.refused import RefusedError
from vaultgoals.state.folder import state_folder

Mutation = Callable[[Commands, pytest.MonkeyPatch], None]
MUTATIONS: dict[str, tuple[str, Mutation]] = {}
"""By name: the command that is changed (all where empty), and what changes it."""

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
STRANGER = 54321


def _mutation(command: str = "") -> Callable[[Mutation], Mutation]:
    def keep(function: Mutation) -> Mutation:
        MUTATIONS[function.__name__.removeprefix("_")] = (command, function)
        return function

    return keep


def _configured(name: str, command: str, old: str, new: str) -> None:
    def change(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
        commands.configure(old, new.replace("BIN", str(commands.bin)).replace("VAULT", str(commands.root)))

    MUTATIONS[name] = (command, change)


_configured("argument_added", "check", '"two"', '"two", "three"')
_configured("empty_argument_added", "check", '"two"', '"two", ""')
_configured("argument_removed", "check", ', "two"', "")
_configured("arguments_reordered", "check", '"one", "two"', '"two", "one"')
_configured("arguments_joined", "check", '"one", "two"', '"one two"')
_configured("argument_changed_by_one_byte", "check", '"two"', '"twp"')
_configured("argument_with_a_blank_more", "check", '"two"', '"two "')
_configured("argument_with_a_look_alike", "check", '"one"', '"\\u043ene"')
_configured("argument_in_another_normal_form", "check", '"caf\\u00e9"', '"cafe\\u0301"')
_configured("another_folder_with_the_same_script", "check", 'folder = "Scripts"', 'folder = "Other"')
_configured("limit", "check", "limit = 2", "limit = 1")
_configured("environment_more", "check", '["EDITOR"]', '["EDITOR", "HOST"]')
_configured("environment_less", "check", '["EDITOR"]', "[]")
_configured("environment_another", "check", '["EDITOR"]', '["EDITORS"]')
_configured("environment_with_path", "check", '["EDITOR"]', '["EDITOR", "PATH"]')
_configured("program_another", "check", '["sh", "check.sh"', '["env", "sh", "check.sh"')
_configured("program_by_its_path", "check", '["sh", "check.sh"', '["/bin/sh", "check.sh"')
_configured("program_named_directly", "tool", "bin/link", "bin/tool")
_configured("program_relative", "check", '["sh", "check.sh"', '["./check.sh", "check.sh"')
_configured("command_renamed", "check", "[commands.check]", "[commands.checked]")
_configured("shell_text", "other", "echo other", "echo others")


@_mutation()
def _definitions_swapped(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.configure("\nother = ", "\nswap = ")
    commands.configure("\nlinked = ", "\nother = ")
    commands.configure("\nswap = ", "\nlinked = ")
    for name in ("tool", "words", "glued", "below"):
        withdraw(commands.root, [name])
    commands.configure("limit = 2", "limit = 3")


@_mutation("tool")
def _program_link_retargeted(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.bin / "link").unlink()
    (commands.bin / "link").symlink_to("tool2")


@_mutation("tool")
def _program_renamed(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.bin / "tool").rename(commands.bin / "renamed")
    (commands.bin / "link").unlink()
    (commands.bin / "link").symlink_to("renamed")


@_mutation("tool")
def _program_link_made_a_file(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.bin / "link").unlink()
    shutil.copy2(commands.bin / "tool", commands.bin / "link")


@_mutation("tool")
def _program_in_the_vault(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    shutil.copy2(commands.bin / "tool", commands.root / "tool")
    (commands.bin / "link").unlink()
    (commands.bin / "link").symlink_to(commands.root / "tool")


@_mutation("tool")
def _program_folder_led_into_the_vault(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.bin.rename(commands.root / "bin")
    commands.bin.symlink_to(commands.root / "bin")


@_mutation("check")
def _script_text(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.write("vault/Scripts/check.sh", f"{commands.marking}\n\n")


@_mutation("check")
def _script_text_of_the_same_length_and_time(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.write("vault/Scripts/check.sh", f"{commands.marking.replace('ran', 'RAN')}\n")


@_mutation("check")
def _script_made_a_link_to_the_same_text(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    script = commands.root / "Scripts/check.sh"
    script.unlink()
    script.symlink_to(commands.folder / "outside/another.sh")


@_mutation("check")
def _script_swapped_by_rename(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    new = commands.root / "Scripts/new.sh"
    new.write_text(f"{commands.marking.replace('ran', 'new')}\n", encoding="utf-8")
    new.replace(commands.root / "Scripts/check.sh")


@_mutation("check")
def _script_changed_through_a_hard_link(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.folder / "hard").hardlink_to(commands.root / "Scripts/check.sh")
    commands.write("hard", f"{commands.marking}; true\n")


@_mutation("check")
def _folder_made_a_link_inside_the_vault(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "Scripts").rename(commands.root / "Elsewhere")
    (commands.root / "Scripts").symlink_to("Elsewhere")


@_mutation("check")
def _folder_led_out_of_the_vault(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "Scripts").rename(commands.folder / "Scripts")
    (commands.root / "Scripts").symlink_to(commands.folder / "Scripts")


@_mutation("check")
def _file_given_to_an_option(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.write("vault/Scripts/data.sh", "2\n")


@_mutation("check")
def _file_given_to_an_option_gone(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "Scripts/data.sh").unlink()


@_mutation("check")
def _file_appears_under_the_name_of_an_argument(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "Scripts/one").write_text("1\n", encoding="utf-8")


@_mutation("glued")
def _file_glued_to_an_option(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.write("vault/Scripts/glued.sh", "2\n")


@_mutation("words")
def _file_named_in_a_shell_text(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.write("vault/Scripts/words.sh", f"{commands.marking}; true\n")


@_mutation("linked")
def _linked_script_retargeted(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "Scripts/link.sh").unlink()
    (commands.root / "Scripts/link.sh").symlink_to(commands.folder / "outside/another.sh")


@_mutation("linked")
def _text_of_a_linked_script_outside(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.write("outside/linked.sh", f"{commands.marking}; true\n")


@_mutation("linked")
def _linked_script_made_a_file(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "Scripts/link.sh").unlink()
    shutil.copy2(commands.folder / "outside/linked.sh", commands.root / "Scripts/link.sh")


@_mutation("below")
def _linked_folder_of_a_script_retargeted(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "Doors/inner").unlink()
    (commands.root / "Doors/inner").symlink_to(commands.folder / "inner2")


@_mutation("below")
def _text_of_a_script_behind_a_linked_folder(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.write("inner/script.sh", f"{commands.marking}; true\n")


@_mutation()
def _vault_copied(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.root = commands.copy_vault(commands.root, "copy")


@_mutation()
def _vault_copied_with_its_record(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    copy = commands.copy_vault(commands.root, "copy")
    commands.copy_record(state_folder(copy))
    commands.root = copy


@_mutation()
def _vault_moved(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    record = commands.record.parent
    commands.root = commands.move_vault("moved")
    shutil.copytree(record, state_folder(commands.root))


@_mutation()
def _vault_moved_and_another_in_its_place(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.copy_vault(commands.move_vault("moved"), "vault")


@_mutation()
def _record_forged_inside_the_vault(commands: Commands, patch: pytest.MonkeyPatch) -> None:
    record = commands.record.parent
    patch.setenv("XDG_STATE_HOME", str(commands.root / "state"))
    shutil.copytree(record, state_folder(commands.root))


@_mutation()
def _record_forged_behind_a_link_into_the_vault(commands: Commands, patch: pytest.MonkeyPatch) -> None:
    record = commands.record.parent
    (commands.folder / "link").symlink_to(commands.root / "state")
    patch.setenv("XDG_STATE_HOME", str(commands.folder / "link"))
    (commands.root / "state").mkdir()
    shutil.copytree(record, state_folder(commands.root))


@_mutation()
def _record_with_other_digests(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    table = json.loads(commands.record.read_text())
    for entry in table["commands"].values():
        entry["digest"] = entry["digest"][:-1] + ("0" if entry["digest"][-1] != "0" else "1")
    commands.record.write_text(json.dumps(table))


@_mutation("check")
def _record_edited_beside_its_digest(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    table = json.loads(commands.record.read_text())
    table["commands"]["check"]["fingerprint"]["limit"] = 3
    commands.record.write_text(json.dumps(table))
    commands.configure("limit = 2", "limit = 3")


@_mutation()
def _record_of_another_form(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.record.write_text(commands.record.read_text().replace('"version": 1,', '"version": 2,', 1))


@_mutation()
def _record_cut_short(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.record.write_bytes(commands.record.read_bytes()[:-3])


@_mutation()
def _record_removed(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.record.unlink()


@_mutation()
def _record_world_writable(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.record.chmod(0o602)


@_mutation()
def _record_group_writable(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.record.chmod(0o620)


@_mutation()
def _record_made_a_link(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.record.rename(commands.record.with_name("real"))
    commands.record.symlink_to("real")


@_mutation()
def _state_folder_world_writable(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.record.parent.chmod(0o777)


@_mutation()
def _approval_withdrawn(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    withdraw(commands.root, commands.commands)


@_mutation()
def _vault_world_writable(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    commands.root.chmod(0o777)


@_mutation()
def _config_world_writable(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
    (commands.root / "vaultgoals.toml").chmod(0o666)


if AS_ROOT:

    @_mutation()
    def _record_of_another_user(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
        os.chown(commands.record, STRANGER, STRANGER)

    @_mutation()
    def _state_folder_of_another_user(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
        os.chown(commands.record.parent, STRANGER, STRANGER)

    @_mutation()
    def _vault_of_another_user(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
        os.chown(commands.root, STRANGER, STRANGER)

    @_mutation()
    def _config_of_another_user(commands: Commands, _patch: pytest.MonkeyPatch) -> None:
        os.chown(commands.root / "vaultgoals.toml", STRANGER, STRANGER)


def test_there_are_enough_mutations() -> None:
    """At least forty ways to change an approved command are tried."""
    assert len(MUTATIONS) >= 40
    assert RECORD == "commands.json"


@pytest.mark.parametrize("name", MUTATIONS)
def test_no_changed_command_runs(name: str, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was approved ran before; after any change to it nothing does, until it is approved again."""
    command, mutate = MUTATIONS[name]
    before = commands.run(*([command] if command else []))
    assert {ran.clause for ran in before.values()} == {"exit code 0"}
    assert commands.ran()

    mutate(commands, monkeypatch)
    named = [command] if command in commands.commands else []
    after = commands.run(*(named or ["checked"] if command else []))

    assert not commands.ran()
    assert after
    assert {ran.result for ran in after.values()} == {None}


@pytest.mark.parametrize("link_inside", [True, False])
def test_a_program_that_the_vault_holds_is_refused(link_inside: bool, commands: Commands) -> None:
    """A program that lies in the vault, or is called by a link that does, cannot be approved at all."""
    inner = commands.root / "tool"
    if link_inside:
        inner.symlink_to(commands.bin / "tool")
        commands.configure("bin/link", "vault/tool")
    else:
        shutil.copy2(commands.bin / "tool", inner)
        (commands.bin / "link").unlink()
        (commands.bin / "link").symlink_to(inner)

    with pytest.raises(RefusedError, match="lies in the vault"):
        commands.approve()


def test_a_vault_reached_by_a_link_is_the_same_vault(commands: Commands) -> None:
    """An approval holds however the vault's folder is reached, for its real place is the same."""
    (commands.folder / "alias").symlink_to(commands.root)
    commands.root = commands.folder / "alias"

    assert {ran.clause for ran in commands.run().values()} == {"exit code 0"}


def test_other_notes_and_times_of_change_void_nothing(commands: Commands) -> None:
    """A new note, and a script touched or written with the same bytes, leave every approval as it is."""
    (commands.root / "New.md").write_text("x", encoding="utf-8")
    script = commands.root / "Scripts/check.sh"
    text = script.read_bytes()
    script.unlink()
    script.write_bytes(text)

    assert {ran.clause for ran in commands.run().values()} == {"exit code 0"}


def test_a_program_on_the_users_path_is_never_taken(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file named `sh` in a folder of the vault that stands first on PATH is not what runs."""
    false = commands.root / "sh"
    false.write_text(f"#!/bin/sh\necho false >> {commands.folder}/false\n", encoding="utf-8")
    false.chmod(0o755)
    monkeypatch.setenv("PATH", f"{commands.root}:.:{os.environ['PATH']}")
    monkeypatch.chdir(commands.root)

    assert commands.run("other")["other"].clause == "exit code 0"
    assert commands.ran()
    assert not (commands.folder / "false").exists()


@pytest.mark.parametrize(
    "text",
    [
        "true&&sh<Scripts/words.sh",
        "(sh ./Scripts/words.sh;true)",
        "test -z `sh Scripts/words.sh`",
        'sh \\"Scripts/words.sh\\" || sh -c "sh \\"Scripts/words.sh\\""',
        "name=x=Scripts/words.sh; sh ${name#x=}",
        "name=@Scripts/words.sh; sh ${name#@}",
    ],
)
def test_a_file_is_known_wherever_it_stands_in_the_text_of_a_shell(text: str, commands: Commands) -> None:
    """A script that a shell's text names, with whatever signs around it, does not run once it is changed."""
    commands.configure("echo other >> " + str(commands.mark), text.replace("\\", "\\\\").replace('"', '\\"'))
    commands.approve()
    assert commands.run("other")["other"].clause == "exit code 0"
    assert commands.ran()

    commands.write("vault/Scripts/words.sh", f"{commands.marking}; true\n")

    assert commands.run("other")["other"].result is None
    assert not commands.ran()
