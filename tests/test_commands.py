"""What a transcript cannot show: pipes, terminals, hostile names, faults; and that examples are true."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path
from unicodedata import category

import click
import pytest

from tests.terminal import ROOT, Terminal
from tests.vaults import write_files
from vaultgoals.cli import COMMANDS, cli

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
GOAL = "---\ntype: goal\nstatus: active\nwhy: Übel\nmetric: y\n---\n- [x] write the script ✅ 2026-11-18\n"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with one goal, and one gap of severity error."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, {"Goals/Ärger, begone.md": GOAL})
    return terminal


ALL = {
    "check": "vaultgoals check . --as-of 2026-11-21",
    "check as JSON": "vaultgoals check . --as-of 2026-11-21 --format json",
    "check for GitHub": "vaultgoals check . --as-of 2026-11-21 --format github",
    "check as SARIF": "vaultgoals check . --as-of 2026-11-21 --format sarif",
    "check as Markdown": "vaultgoals check . --as-of 2026-11-21 --format markdown",
    "report": "vaultgoals report . --as-of 2026-11-21",
    "dry run": "vaultgoals report . --as-of 2026-11-21 --dry-run",
    "show": "vaultgoals show 'Ärger, begone' --vault . --as-of 2026-11-21",
    "rules": "vaultgoals rule",
    "rule": "vaultgoals rule VG301",
    "help": "vaultgoals --help",
    "page": "vaultgoals export html . --as-of 2026-11-21",
}
CODES = dict.fromkeys((name for name in ALL if name.startswith("check")), 1)


@pytest.mark.parametrize("name", ALL)
def test_a_reader_that_goes_away_is_no_error(name: str, terminal: Terminal) -> None:
    """`vaultgoals check | head -1` ends quietly, and the exit code is that of the work that was done."""
    told = terminal.run(f"({ALL[name]}; echo $? > code) | :")

    assert told == (0, "", "")
    assert (terminal.vault / "code").read_text() == f"{CODES.get(name, 0)}\n"


@pytest.mark.parametrize("name", ["check", "check as JSON", "rule", "page"])
def test_a_full_disk_behind_the_output_is_told(name: str, terminal: Terminal) -> None:
    """Output that could not be written is one sentence and exit code 2, and no fault of vaultgoals."""
    code, _, errors = terminal.run(f"{ALL[name]} > /dev/full")

    assert code == 2
    assert errors == "vaultgoals: the output could not be written (No space left on device)\n"


@pytest.mark.parametrize("name", ["check", "rule", "page"])
@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_do_no_harm(name: str, closing: str, terminal: Terminal) -> None:
    """A caller that has closed standard output or error gets the exit code all the same."""
    code, printed, errors = terminal.run(f"{ALL[name]} {closing}")

    assert code == CODES.get(name, 0)
    assert bool(printed) == (closing == "2>&-")
    assert errors == ""


@pytest.mark.parametrize("setting", ["PYTHONIOENCODING=ascii", "LC_ALL=C PYTHONIOENCODING=latin-1"])
def test_output_is_utf8_whatever_the_locale_says(setting: str, terminal: Terminal) -> None:
    """No locale makes a command crash, or print other bytes."""
    usual = terminal.run(ALL["show"])
    there = terminal.run(f"export {setting}; {ALL['show']}")

    assert there == usual
    assert "Ärger, begone" in usual[1]


HOSTILE = "a\x1b[31mred\x1b]0;title\x07 \u202egnp.exe\u2066 \x9b2J b"
NAMED = "Goals/\u202egnp.\u2066 evil.md"


def test_no_note_controls_the_terminal(terminal: Terminal) -> None:
    """Control and bidirectional characters of names and texts are shown as escapes, in every command."""
    fields = f'why: "{HOSTILE}"\nmetric: "x {HOSTILE}"\nstatus: "{HOSTILE}"\n'.replace("\x1b", "\\e")
    fields = fields.replace("\x07", "\\a").replace("\x9b", "\\x9b")
    write_files(
        terminal.vault,
        {
            NAMED: f"---\ntype: goal\n{fields}---\n- [x] {HOSTILE} ✅ 2026-11-18\n- [ ] {HOSTILE}\n",
            "Tasks/t.md": f'---\ntype: task\ngoal: "[[{HOSTILE[1:]}]]"\n---\n'.replace("\x1b", "\\e"),
            "raw.md": f"---\ntype: goal\nwhy: {HOSTILE}\n---\n",
            "vaultgoals.toml": "",
        },
    )
    (terminal.vault / "with\x1b[2Jescape.md").write_text("---\ntype: goal\n---\n")
    (terminal.vault / "folder\nof two lines").mkdir()
    (terminal.vault / os.fsdecode(b"caf\xe9.md")).write_text("---\ntype: goal\n---\n")
    name = shlex.quote(NAMED)
    lines = [
        *(
            f"{ALL[key]} {option}"
            for key, option in (("check", "-v"), ("check as JSON", ""), ("dry run", ""))
        ),
        f"vaultgoals show {name} --vault .",
        f"vaultgoals show '{HOSTILE}' --vault .",
        f"vaultgoals check '{HOSTILE}'",
        f"vaultgoals check . --as-of '{HOSTILE}'",
        f"vaultgoals check '--{HOSTILE}'",
        ALL["report"],
    ]
    seen = ""
    for line in lines:
        code, printed, errors = terminal.run(line)
        shown = printed + errors
        assert code in (0, 1, 2)
        assert "fault in vaultgoals" not in errors
        assert shown
        bad = {char for char in shown if char in BIDI or (category(char) in ("Cc", "Cs") and char != "\n")}
        assert not bad, f"{line}: {bad}"
        seen += shown
    assert all(escape in seen for escape in ("\\x1b[31m", "\\u202e", "\\u2066", "\\x9b", "\\x07"))


def on_a_terminal(terminal: Terminal, line: str, **setting: str) -> str:
    """Run a command line with a terminal for output and return what it shows."""
    ours, theirs = pty.openpty()
    environment = {**terminal.environment(), "TERM": "xterm-256color", **setting}
    if not environment["NO_COLOR"]:
        del environment["NO_COLOR"]
    with subprocess.Popen(
        ["/bin/sh", "-c", line], cwd=terminal.vault, env=environment, stdout=theirs, stdin=subprocess.DEVNULL
    ):
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return shown.decode()


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


@pytest.mark.parametrize("name", ["check", "dry run"])
def test_colour_is_for_terminals_that_want_it(name: str, terminal: Terminal) -> None:
    """On a terminal there is colour; with NO_COLOR, on a dumb terminal or in a pipe there is none."""
    coloured = on_a_terminal(terminal, ALL[name], NO_COLOR="")
    asked_not_to = on_a_terminal(terminal, ALL[name], NO_COLOR="1")
    dumb = on_a_terminal(terminal, ALL[name], NO_COLOR="", TERM="dumb")
    _, piped, _ = terminal.run(f"unset NO_COLOR; {ALL[name]}")

    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == asked_not_to == dumb
    assert asked_not_to.replace("\r\n", "\n") == piped


def test_rules_are_laid_out_for_the_terminal_they_are_read_on(terminal: Terminal) -> None:
    """On a terminal `rule` is a table and a rendered page, no wider than it; in a pipe it is plain lines."""
    table = on_a_terminal(terminal, ALL["rules"], COLUMNS="72")
    rendered = on_a_terminal(terminal, ALL["rule"], COLUMNS="72")
    _, plain, _ = terminal.run(ALL["rules"])

    assert "VG903" in table
    assert "unverified-outcome" in rendered
    assert max(map(len, re.sub(r"\x1b\[[0-9;]*m", "", table + rendered).split("\r\n"))) <= 72
    assert len(plain.splitlines()) < len(table.splitlines())


def test_help_fits_the_terminal(terminal: Terminal) -> None:
    """No page of help is wider than a terminal of usual width."""
    for line in ("vaultgoals", *(f"vaultgoals {name}" for name in COMMANDS)):
        code, page, errors = terminal.run(f"export COLUMNS=80; {line} --help")
        assert (code, errors) == (0, "")
        assert max(map(len, page.splitlines())) <= 80


def command(name: str) -> click.Command:
    """Return a command by its name."""
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples_that_it_takes(name: str) -> None:
    """Each command says what it does, what each option does, and gives examples that are no wishes."""
    asked = command(name)
    examples = re.findall(rf"^  vaultgoals {name}(.*)$", asked.epilog or "", re.MULTILINE)

    assert asked.help
    assert all(option.help for option in asked.params if isinstance(option, click.Option))
    assert examples
    for example in examples:
        asked.make_context(name, shlex.split(example), resilient_parsing=True)


def test_every_example_of_the_first_page_is_a_command() -> None:
    """The examples of `vaultgoals --help` name commands and options that there are."""
    examples = re.findall(r"^  vaultgoals (\w+) *(.*?)(?:   .*)?$", cli.epilog or "", re.MULTILINE)

    assert {name for name, _ in examples} >= {"check", "report", "show", "rule"}
    for name, rest in examples:
        command(name).make_context(name, shlex.split(rest), resilient_parsing=True)


FAULT = """
import sys
from vaultgoals import cli
cli.COMMANDS["broken"] = "a command whose module is not there"
sys.argv = ["vaultgoals", "broken"]
sys.exit(cli.main())
"""


def test_a_fault_of_vaultgoals_is_one_sentence(tmp_path: Path) -> None:
    """What nobody foresaw ends with a sentence that says whose fault it is and what helps to find it."""
    usual = fault(tmp_path, {})
    searching = fault(tmp_path, {"VAULTGOALS_DEBUG": "1"})

    assert (usual.returncode, usual.stdout) == (2, "")
    assert re.fullmatch(r"vaultgoals: a fault in vaultgoals itself \(ModuleNotFound.*\n", usual.stderr)
    assert "VAULTGOALS_DEBUG=1" in usual.stderr
    assert "Traceback" in searching.stderr


def fault(folder: Path, setting: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command that cannot even be imported."""
    return subprocess.run(
        [sys.executable, "-c", FAULT],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **setting},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_json_holds_what_the_text_says(terminal: Terminal) -> None:
    """Both forms of `check` tell of the same gaps, in the same order, with the same words."""
    _, text, _ = terminal.run(ALL["check"])
    _, printed, _ = terminal.run(ALL["check as JSON"])

    gaps = json.loads(printed)["gaps"]
    heads = [f"{gap['path']}:{gap['line']}: {gap['code']} {gap['rule']}: {gap['message']}" for gap in gaps]
    assert heads == [line for line in text.split("\n\n")[0].splitlines() if not line.startswith("    ")]
    assert [f"    {gap['fix']}" for gap in gaps] == [
        line for line in text.splitlines() if line.startswith("    ")
    ]


def test_a_command_started_in_a_folder_that_is_gone_says_so(terminal: Terminal) -> None:
    """A shell that stands in a deleted folder gets a sentence, not a fault."""
    code, _, errors = terminal.run('mkdir gone && cd gone && rmdir "$PWD" && vaultgoals check')

    assert code == 2
    assert "fault in vaultgoals" not in errors
    assert "the folder you are in" in errors
