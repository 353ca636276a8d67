"""What the documents say is so: their commands run, their code runs, their tables are the program's."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from vaultgoals.cli import COMMANDS
from vaultgoals.config import parse_config
from vaultgoals.model import Misread, Outcome
from vaultgoals.parse.check_lines import parse_check
from vaultgoals.parse.fields import ALIASES
from vaultgoals.parse.status import STATUS_WORDS, fold_word

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_readme_opens_with_the_two_commands() -> None:
    """`make demo` and `make test` are the first things a newcomer reads, and both are targets."""
    first = blocks(README, "sh")[0]
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert re.findall(r"^make (\w+)", first, re.MULTILINE) == ["demo", "test"]
    assert {"demo", "test"} <= set(targets)


def test_the_library_example_runs(tmp_path: Path) -> None:
    """The Python of the README runs as it stands and prints what it is about."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    code = blocks(README, "python")[0]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert "Tasks run without me" in done.stdout
    assert "VG203" in done.stdout


def test_the_reports_shown_are_real(tmp_path: Path) -> None:
    """What the README shows of `check` and of the report stands so in their output."""
    terminal = Terminal(tmp_path, 60)
    shutil.copytree(ROOT / "examples", terminal.vault / "examples")
    command = re.search(r"^`(vaultgoals check .*?)` begins so", README, re.MULTILINE)
    assert command is not None

    _, shown, _ = terminal.run(command[1])
    report = (ROOT / "examples/vault/Gaps/Gap report 2026-11-21.md").read_text(encoding="utf-8")

    assert shown.startswith(blocks(README, "text")[0])
    assert blocks(README, "markdown")[0] in report


def test_the_story_of_the_readme_is_a_transcript() -> None:
    """Each command of the story and what it prints stand so, in this order, in the transcript that is run."""
    transcript = (ROOT / "tests" / "transcripts" / "story.txt").read_text(encoding="utf-8")
    run = re.findall(r"^\d*\$ (.+\n)((?:>.*\n)*)", transcript, re.MULTILINE)
    printed = {command: re.sub("^>", "", output, flags=re.MULTILINE) for command, output in run}
    story = "".join(blocks(README, "console"))
    told = re.findall(r"^\$ (.+\n)((?:(?!\$ ).*\n)*)", story, re.MULTILINE)

    assert len(told) == 5
    for command, output in told:
        assert command in printed
        assert output == printed[command]
    order = [command for command, _ in run]
    assert [order.index(command) for command, _ in told] == sorted(order.index(cmd) for cmd, _ in told)


def test_every_command_is_in_the_readme_and_no_other() -> None:
    """The table of commands lists exactly the commands that there are."""
    listed = re.findall(r"^\| `vaultgoals (\w+)", README, re.MULTILINE)

    assert list(COMMANDS) == listed


@pytest.mark.parametrize("line", re.findall(r"^(vaultgoals \w+) path/to/your/vault", README, re.MULTILINE))
def test_the_first_commands_run(line: str, tmp_path: Path) -> None:
    """The commands that the README gives first do their work on the example vault."""
    terminal = Terminal(tmp_path, 60)
    shutil.copytree(ROOT / "examples" / "vault", terminal.vault / "notes")

    code, out, err = terminal.run(f"{line} notes --as-of 2026-11-21")

    assert code in (0, 1)
    assert "20 goals" in out
    assert err == ""


def test_the_configuration_of_the_guide_is_taken() -> None:
    """The pieces of vaultgoals.toml that the guide shows are read without complaint."""
    commands, config = (parse_config(block) for block in blocks(GUIDE, "toml"))

    assert commands.commands["backup-timer"].limit == 10
    assert config.output == "Gaps"
    assert config.fields


def test_the_checks_of_the_guide_are_what_they_say() -> None:
    """Every line in the guide's table of checks is read as the check of its keyword."""
    table = GUIDE.split("## Checks")[1].split("## Outcome states")[0]
    lines = re.findall(r"`((?:ask|fresh|exists|contains|metric|count|run): [^`]+)`", table)
    read = [parse_check(line, 1) for line in lines]

    assert len(lines) == 9
    assert not [check for check in read if isinstance(check, Misread)]
    assert [type(check).__name__.lower() for check in read] == [line.partition(":")[0] for line in lines]


def test_the_status_words_of_the_guide_are_the_ones_that_are_read() -> None:
    """The table of status words lists every word that is known, under its state."""
    table = GUIDE.split("## Status words")[1].split("A spec is accepted")[0]
    listed = {
        fold_word(word): state
        for state, words in re.findall(r"^\| (\w+) \| (.+) \|$", table, re.MULTILINE)
        if state != "state"
        for word in words.split(",")
    }

    assert {word: state.value for word, state in STATUS_WORDS.items()} == listed


def test_the_guide_names_every_key_that_is_read() -> None:
    """Each role's own name and every alias stands in the guide's table of notes."""
    table = GUIDE.split("## Notes")[1].split("## Status words")[0]
    named = set(re.findall(r"`(\w+)`", table))
    quiet = {"tag", "alias"}

    assert {alias for aliases in ALIASES.values() for alias in aliases} - quiet <= named
    assert {role.value for role in ALIASES} - {"tags", "aliases"} <= named


def test_the_pictures_of_the_guide_are_there_and_small() -> None:
    """Every picture that the guide shows lies beside it, no other does, and none is heavy."""
    shown = re.findall(r"^!\[.+\]\((pictures/[\w-]+\.png)\)$", GUIDE, re.MULTILINE)
    there = {f"pictures/{path.name}": path.stat().st_size for path in (ROOT / "docs/pictures").iterdir()}

    assert sorted(shown) == sorted(there)
    assert max(there.values()) < 120_000


def test_the_guide_names_every_outcome_in_order() -> None:
    """The table of outcome states lists all of them, in order of precedence."""
    table = GUIDE.split("## Outcome states")[1].split("## vaultgoals.toml")[0]
    listed = [name for name in re.findall(r"^\| (\w+) \|", table, re.MULTILINE) if name != "state"]

    assert [outcome.value for outcome in Outcome] == listed
