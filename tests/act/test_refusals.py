"""Why a command cannot be approved, word for word, and which odd names of files are still seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.act.commands import Commands
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.act.refused import RefusedError
from vaultgoals.model import Command

TRUE = Command("it", ("true",))
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
STRANGER = 54321


def refused(root: Path, command: Command = TRUE) -> str:
    """Return why a command cannot be approved."""
    with pytest.raises(RefusedError) as caught:
        fingerprint(root, command)
    return str(caught.value)


def bound(commands: Commands, *arguments: str, folder: str = "") -> list[tuple[int, str]]:
    """Return number and path of each file that the arguments name."""
    seen = fingerprint(commands.root, Command("it", ("sh", *arguments), folder=folder))
    return [(file.argument, os.path.relpath(file.path, commands.root)) for file in seen.files]


def test_a_vault_or_configuration_that_is_not_there_is_named(commands: Commands) -> None:
    """With the reason that the system gives; a link that leads nowhere is there and cannot be read."""
    missing = "cannot be read (No such file or directory)"

    assert refused(commands.root / "Nowhere") == f"the vault's folder {missing}"
    config = commands.root / "vaultgoals.toml"
    config.unlink()
    assert fingerprint(commands.root, TRUE).arguments == ("true",)
    config.symlink_to("nowhere.toml")
    assert refused(commands.root) == f"vaultgoals.toml {missing}"


def test_what_everybody_can_write_to_is_named(commands: Commands) -> None:
    """Whoever can write there chooses what runs."""
    config = commands.root / "vaultgoals.toml"
    mode = config.stat().st_mode

    config.chmod(mode | 0o002)
    assert refused(commands.root) == "vaultgoals.toml can be written to by every user of this machine"
    config.chmod(mode)
    commands.root.chmod(0o703)
    assert refused(commands.root) == "the vault's folder can be written to by every user of this machine"


@pytest.mark.skipif(not AS_ROOT, reason="only root can give a file away")
def test_what_belongs_to_somebody_else_is_named(commands: Commands) -> None:
    """As git has it for a repository, and for root as well."""
    config = commands.root / "vaultgoals.toml"
    os.chown(config, STRANGER, -1)
    assert refused(commands.root) == "vaultgoals.toml belongs to another user"
    os.chown(commands.root, STRANGER, -1)
    assert refused(commands.root) == "the vault's folder belongs to another user"


def test_one_path_is_the_path_of_all(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command declares PATH; other names that hold it may be declared."""
    told = "its environment names PATH, which is the same for every command"
    assert refused(commands.root, Command("it", ("true",), environment=("HOST", "PATH"))) == told
    allowed = Command("it", ("true",), environment=("MANPATH", "PATHS"))
    assert fingerprint(commands.root, allowed).environment == ("MANPATH", "PATHS")

    monkeypatch.setenv("XDG_STATE_HOME", str(commands.root / "state"))
    assert refused(commands.root) == (
        "the folder in which approvals are kept lies in the vault, where they could be forged"
    )


def test_a_file_that_cannot_be_read_is_named_as_it_is_written(commands: Commands) -> None:
    """A pipe gives other bytes each time; of what the system will not read it says why."""
    os.mkfifo(commands.root / "pipe")
    assert refused(commands.root, Command("it", ("sh", "./pipe"))) == (
        f"{commands.root}/./pipe is no ordinary file"
    )
    if not Path("/proc/self/mem").exists():
        return
    (commands.root / "memory").symlink_to("/proc/self/mem")
    told = refused(commands.root, Command("it", ("sh", "memory")))
    assert told == f"{commands.root}/memory cannot be read (Input/output error)"


@pytest.mark.parametrize("name", ["a=b.sh", "a:b.sh", "a,b.sh", "a@b.sh", "{a}.sh", "$a.sh", "a b.sh"])
@pytest.mark.parametrize("argument", ["{}", "--opt={}", "-o{}", "./{}"])
def test_an_odd_name_is_seen_whole(name: str, argument: str, commands: Commands) -> None:
    """Signs that end a word in a shell, or part an option from its value, may stand in a file's name."""
    (commands.root / name).write_text("x", encoding="utf-8")

    assert bound(commands, argument.format(name)) == [(1, name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(. a=b.sh)", "a=b.sh"),
        ("true&&sh<a:b.sh|true", "a:b.sh"),
        ("sh 'a,b.sh';true", "a,b.sh"),
        ("test -z `sh a@b.sh`", "a@b.sh"),
        ("this isn't (a:b.sh)", "a:b.sh"),
        ('sh "a b.sh"', "a b.sh"),
        ("sh X#\\ b.sh;true", "X# b.sh"),
        ("sh Scripts/'a b'.sh", "Scripts/a b.sh"),
        ("sh -c \"sh 'a b.sh'\"", "a b.sh"),
        ('sh -c "sh \\"a b.sh\\""', "a b.sh"),
        ("sh 'a#b.sh' # don't", "a#b.sh"),
        ("# don't\nsh X\\ b.sh", "X b.sh"),
        ("sh 'a b.sh'; echo don't", "a b.sh"),
    ],
)
def test_an_odd_name_is_seen_in_the_text_of_a_shell(text: str, name: str, commands: Commands) -> None:
    """Each word is known as a shell knows it: quoted, escaped, put together, and given to another shell."""
    (commands.root / name).write_text("x", encoding="utf-8")

    assert bound(commands, "-c", text) == [(2, name)]


def test_a_script_with_a_blank_in_its_name_does_not_run_once_it_is_changed(commands: Commands) -> None:
    """What a shell's text names in quotes is bound by its content as any other file is."""
    script = commands.root / "My script.sh"
    script.write_text(f"{commands.marking}\n", encoding="utf-8")
    commands.configure("echo other >> " + str(commands.mark), "sh 'My script.sh'")
    commands.approve()
    assert commands.run("other")["other"].clause == "exit code 0"
    assert commands.ran()

    script.write_text(f"{commands.marking}; true\n", encoding="utf-8")

    assert commands.run("other")["other"].clause.endswith("the text of My script.sh changed")
    assert not commands.ran()


def test_what_only_contains_a_name_is_none(commands: Commands) -> None:
    """A file is bound by its own name: behind two letters it is another word, unless these are an option."""
    assert bound(commands, "xxScripts/check.sh") == []
    assert bound(commands, "-xScripts/check.sh") == [(1, "Scripts/check.sh")]
    assert bound(commands, "-x", "xScripts/check.sh", "=", "-", "--") == []


def test_a_link_of_the_vault_is_seen_by_any_way_to_it(commands: Commands) -> None:
    """A link in the vault to a script outside can be changed with the vault, whichever way leads to it."""
    (commands.folder / "alias").symlink_to(commands.root)
    outside = [(1, "../outside/linked.sh")]

    assert bound(commands, str(commands.folder / "alias/Scripts/link.sh")) == outside
    assert bound(commands, str(commands.root / "Scripts/link.sh")) == outside
    assert bound(commands, "link.sh", folder="Scripts") == outside
    assert bound(commands, str(commands.folder / "outside/linked.sh")) == []
