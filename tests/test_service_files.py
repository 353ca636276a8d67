"""What the files of a service say to those who read them: the real programs where they are there."""

from __future__ import annotations

import os
import plistlib
import re
import stat
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.requirements import needs
from vaultgoals.act.service_files import MARKER, Platform, Service, is_ours, service_file, service_name
from vaultgoals.errors import UnfitForServiceError

NAMES = (
    "Notes", "My notes", 'say "so"', "it's", "100 % sure", "%h %i %%", "$HOME", "${HOME} $$", "back\\slash",
    "ends in a backslash\\", "Übel 🎯 日本語", "; rm -rf", "-rf", "<b>&amp;", "a=b", "#x", "  two  spaces  ",
    "{braces}", "@at +plus !bang :colon", "`tick`",
)  # fmt: skip
NO_PATHS = ("two\nlines", "return\r", "nul\0", "escape\x1b", "\udce9", "line\u2028separator")
_SHAPED = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="/\ufffe\uffff")
PATHS = st.text(_SHAPED, min_size=1).filter(lambda name: name not in (".", ".."))


def service(vault: str, *program: str) -> Service:
    """Return the service of a vault, run by a program."""
    return Service(
        vault, program or ("/usr/bin/python3", "-P", "-m", "vaultgoals"), {}, "/Users/ana/x.log", "HOME\\ana"
    )


def unit_words(unit: bytes, key: str = "ExecStart") -> list[str]:
    """Read a line of a unit as systemd.syntax(7) says: words in double quotes, C escapes, specifiers."""
    (line,) = re.findall(rf"^{key}=(.*)$", unit.decode(), re.MULTILINE)
    words = re.findall(r'"((?:[^"\\]|\\.)*)"(?: |$)', line)
    assert " ".join(f'"{word}"' for word in words) == line
    plain = [re.sub(r"\\(.)", r"\1", word) for word in words]
    assert not any(re.search("%[^%]", word.replace("%%", "")) for word in plain)
    return [word.replace("%%", "%") for word in plain]


def unit_arguments(unit: bytes) -> list[str]:
    """Return the command of a unit as systemd.service(5) says it is run, without variables."""
    program, *rest = unit_words(unit)
    assert not any("$" in word.replace("$$", "") for word in rest)
    return [program, *(word.replace("$$", "$") for word in rest)]


def windows_arguments(line: str) -> list[str]:
    """Split a command line as programs on Windows do (Microsoft, "Parsing C command-line arguments")."""
    words: list[str] = []
    word, quoted, at = "", False, 0
    while at < len(line):
        slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
        at += slashes
        is_quote = line[at : at + 1] == '"'
        word += "\\" * (slashes // 2 if is_quote else slashes)
        if is_quote and slashes % 2:
            word += '"'
        elif is_quote:
            quoted, word = not quoted, word or "\0"
        elif line[at : at + 1] in (" ", "\t") and not quoted:
            words, word = [*words, word] if word else words, ""
        else:
            word += line[at : at + 1]
        at += 1
    return [one.replace("\0", "") for one in ([*words, word] if word else words)]


@given(PATHS)
def test_a_unit_runs_the_vault_that_was_meant(name: str) -> None:
    """Whatever a folder is called, systemd reads exactly its path, and no specifier or variable in it."""
    made = service(f"/home/ana/{name}")
    unit = service_file(Platform.LINUX, made)

    assert unit_arguments(unit) == list(made.arguments)
    assert f"\nDescription=vaultgoals: reports on the vault {name.replace('%', '%%')} as" in unit.decode()


@given(PATHS)
def test_an_agent_runs_the_vault_that_was_meant(name: str) -> None:
    """Whatever a folder is called, launchd reads exactly its path."""
    made = service(f"/Users/ana/{name}")
    table = plistlib.loads(service_file(Platform.MACOS, made))

    assert table["ProgramArguments"] == list(made.arguments)
    assert table["KeepAlive"] == {"Crashed": True}


def task_texts(raw: bytes) -> dict[str, list[str]]:
    """Return the texts of a task by the name of their element."""
    found: dict[str, list[str]] = {}
    for element in ElementTree.fromstring(raw).iter():  # noqa: S314 - our own bytes
        found.setdefault(element.tag.rpartition("}")[2], []).append(element.text or "")
    return found


@given(PATHS)
def test_a_task_runs_the_vault_that_was_meant(name: str) -> None:
    """Whatever a folder is called, a program on Windows reads exactly its path; or it is refused by name."""
    made = service(
        f"C:\\Users\\ana\\{name}", "C:\\Program Files\\Python\\pythonw.exe", "-P", "-m", "vaultgoals"
    )
    if re.search(r"%[^%]+%|\$\(", name):
        with pytest.raises(UnfitForServiceError, match="variable"):
            service_file(Platform.WINDOWS, made)
        return

    texts = task_texts(service_file(Platform.WINDOWS, made))

    assert texts["Command"] == ["C:\\Program Files\\Python\\pythonw.exe"]
    assert windows_arguments(texts["Arguments"][0]) == list(made.arguments[1:])
    assert texts["UserId"] == ["HOME\\ana", "HOME\\ana"]


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("name", NO_PATHS)
def test_a_path_that_no_file_can_hold_is_refused(platform: Platform, name: str) -> None:
    """A line break in a folder's name could start a line of its own: it is refused, in every format."""
    with pytest.raises(UnfitForServiceError, match="line break"):
        service_file(platform, service(f"/home/ana/{name}"))


@pytest.mark.parametrize("name", NAMES)
def test_systemd_takes_the_unit(name: str, tmp_path: Path) -> None:
    """Systemd itself finds nothing to say of the unit of any vault, run by any Python."""
    needs("systemd-analyze")
    program = tmp_path / name / "python"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    made = Service(f"/home/ana/{name}", (str(program), "-m", "x"), {"XDG_STATE_HOME": f"/home/ana/{name}"})
    unit = tmp_path / service_name(Platform.LINUX, made)
    unit.write_bytes(service_file(Platform.LINUX, made))

    told = subprocess.run(
        ["systemd-analyze", "--user", "verify", "--man=no", str(unit)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )

    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert unit_words(unit.read_bytes(), "Environment") == [f"XDG_STATE_HOME=/home/ana/{name}"]


def test_systemd_would_tell_of_a_mistake(tmp_path: Path) -> None:
    """The check above is one: a key that is misspelt, or a program that is not there, is told."""
    needs("systemd-analyze")
    unit = tmp_path / "x.service"
    for line in ("[Service]\nExecStart=/nowhere/python\n", "[Service]\nExecStart=/bin/sh\nNicer=1\n"):
        unit.write_text(line)
        told = subprocess.run(
            ["systemd-analyze", "--user", "verify", "--man=no", str(unit)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        )
        assert told.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_program_that_systemd_cannot_name_is_run_all_the_same(name: str, tmp_path: Path) -> None:
    """The command of a unit, run word by word, starts the very program, with the very words."""
    program = tmp_path / name / "python"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    made = service(f"/home/ana/{name}", str(program), "-P")

    arguments = unit_arguments(service_file(Platform.LINUX, made))
    told = subprocess.run(arguments, capture_output=True, text=True, check=True)

    assert told.stdout.splitlines() == list(made.arguments)


@pytest.mark.skipif(sys.platform != "darwin", reason="needs plutil, which only macOS has")
def test_macos_takes_the_agent(tmp_path: Path) -> None:
    """Macos itself finds nothing to say of the agent of any vault."""
    needs("plutil")
    for number, name in enumerate(NAMES):
        file = tmp_path / f"{number}.plist"
        file.write_bytes(service_file(Platform.MACOS, service(f"/Users/ana/{name}")))

        subprocess.run(["plutil", "-lint", str(file)], check=True)


def test_a_watch_that_fails_is_started_again_and_not_for_ever() -> None:
    """After a failure a minute passes; after ten within an hour systemd gives up, until it is told."""
    unit = service_file(Platform.LINUX, service("/home/ana/Notes")).decode().splitlines()

    assert {"Restart=on-failure", "RestartSec=60", "StartLimitBurst=10", "StartLimitIntervalSec=3600"} <= {
        *unit
    }
    assert unit.index("StartLimitBurst=10") < unit.index("[Service]")


def test_every_vault_has_a_name_of_its_own() -> None:
    """Folders of one name at two places have services of two names, and each name is plain."""
    paths = ["/home/ana/Notes", "/home/bo/Notes", *(f"/home/ana/{name}" for name in NAMES[1:])]

    for platform in Platform:
        names = {service_name(platform, service(path)) for path in paths}
        assert len(names) == len(paths)
        assert all(re.fullmatch(r"vaultgoals[-.\\][a-z0-9-]+(\.service)?", name) for name in names)
    assert service_name(Platform.LINUX, service("/home/ana/My Öwn notes")).startswith(
        "vaultgoals-my-own-notes-"
    )


@pytest.mark.parametrize("platform", Platform)
def test_only_a_file_with_our_line_is_ours(platform: Platform) -> None:
    """What we write is known again by one line of its own; a file that only mentions it is another's."""
    raw = service_file(platform, service("/home/ana/Notes"))
    encoding = "utf-16" if platform is Platform.WINDOWS else "utf-8"
    without = "\n".join(line for line in raw.decode(encoding).splitlines() if MARKER not in line)

    assert is_ours(raw)
    assert not is_ours(without.encode(encoding))
    assert not is_ours(f"# not: {MARKER}\n".encode())
    assert not is_ours(b"")
    assert not is_ours(b"\xff\xfe\x00")
