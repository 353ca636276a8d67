from __future__ import annotations

import json
import os
import pty
import re
import select
from contextlib import suppress
from pathlib import Path
from subprocess import Popen
from time import monotonic

import pytest

from tests.terminal import Terminal
from tests.vaults import Vault, write_files
from tests.watch.watching import Watching
from vaultgoals.act.run import run
from vaultgoals.model import RecordResult

LIMIT = 20.0
CONFIG = """\
[commands]
alpha = ["sh", "Scripts/alpha.sh", "MARK"]
omega = ["sh", "-c", "touch MARK; printf $TOKEN", "argv-canary"]

[commands.mid]
run = ["touch", "MARK"]
limit = 5
environment = ["TOKEN"]
"""
GOAL = '---\ntype: goal\nwhy: x\nverify:\n  - "run: alpha"\n  - "run: omega"\n---\n- [x] done ✅ 2026-11-01\n'


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with three commands that would leave a mark outside of it."""
    made = Terminal(tmp_path, LIMIT)
    mark = str(made.vault.parent / "mark")
    write_files(
        made.vault,
        {
            "vaultgoals.toml": CONFIG.replace("MARK", mark),
            "Scripts/alpha.sh": 'touch "$1"; echo output-canary\n',
            "Goal.md": GOAL,
        },
    )
    return made


def typed(terminal: Terminal, text: str, *arguments: str) -> tuple[int, str]:
    """Run `vaultgoals` at a terminal with ``text`` typed ahead; return its code and what it showed."""
    master, inner = pty.openpty()
    os.write(master, text.encode())
    environment = {**terminal.environment(), "TERM": "dumb"}
    process = Popen(
        ["vaultgoals", *arguments],
        cwd=terminal.vault,
        env=environment,
        stdin=inner,
        stdout=inner,
        stderr=inner,
    )
    os.close(inner)
    shown = b""
    end = monotonic() + LIMIT
    try:
        with suppress(OSError):  # on Linux the end of the other side is an error
            while select.select([master], [], [], max(0.0, end - monotonic()))[0]:
                shown += os.read(master, 65536)
        return process.wait(max(0.0, end - monotonic())), shown.decode().replace("\r\n", "\n")
    finally:
        process.kill()
        process.wait()
        os.close(master)


def records(terminal: Terminal) -> list[Path]:
    """Return every record of approvals."""
    return list(Path(terminal.environment()["XDG_STATE_HOME"]).rglob("commands.json"))


def standing(terminal: Terminal) -> dict[str, str]:
    """Return the first word of how each command stands, by its name."""
    _, out, _ = terminal.run("vaultgoals trust --list")
    return dict(re.findall(r"^(\w+): (\w+)", out, re.MULTILINE))


def digest(terminal: Terminal, name: str) -> str:
    """Return the digest that the list shows of one command."""
    _, out, _ = terminal.run(f"vaultgoals trust --list {name}")
    return out.split()[-1]


def test_each_command_is_shown_whole_and_asked_about(terminal: Terminal) -> None:
    """At a terminal each command is shown with all that decides what it does; only a yes approves it."""
    before = Vault(terminal.vault).snapshot()

    code, shown = typed(terminal, "y\n\nno\n", "trust")

    assert code == 0
    alpha, mid, omega = re.split(r"(?m)^(?=mid$|omega$)", shown.partition("alpha\n")[2])
    assert re.search(r'arguments +"sh"\n +"Scripts/alpha.sh"\n +"/.*/mark"\n', alpha)
    assert re.search(r'program +"/(usr/)?bin/\w+"\n', alpha)
    assert f'"{terminal.vault}"' in alpha
    assert re.search(r'files read +"Scripts/alpha.sh"  [0-9a-f]{12}\n', alpha)
    assert re.search(r"named by +Goal.md:5\n", alpha)
    assert re.search(r"digest +sha256:[0-9a-f]{64}\n", alpha)
    assert re.search(r"limit +5 s\n +environment +TOKEN\n", mid)
    assert re.search(r"named by +no note\n", mid)
    assert '"argv-canary"' in omega
    assert standing(terminal) == {"alpha": "approved", "mid": "not", "omega": "not"}
    assert Vault(terminal.vault).snapshot() == before
    assert not (terminal.vault.parent / "mark").exists()

    code, shown = typed(terminal, "y\n", "trust", "alpha", "omega")
    assert "alpha is approved as it now reads" in shown
    assert standing(terminal)["omega"] == "approved"


def test_an_end_of_input_approves_nothing(terminal: Terminal) -> None:
    """Ctrl-D at the question leaves everything as it was."""
    code, shown = typed(terminal, "\x04", "trust", "alpha")

    assert code != 0
    assert "may it run?" in shown
    assert records(terminal) == []


def test_without_a_terminal_only_a_digest_approves(terminal: Terminal) -> None:
    """With nobody to ask, the commands are shown and refused; the digest of one of them approves it."""
    code, out, err = terminal.run("vaultgoals trust")
    assert code == 2
    assert "no terminal" in err
    assert out.count("digest") == 3
    code, _, err = terminal.run("yes | vaultgoals trust alpha")
    assert code == 2
    assert records(terminal) == []

    good = digest(terminal, "alpha")
    assert good in out
    code, _, err = terminal.run(f"vaultgoals trust omega --digest {good}")
    assert (code, records(terminal)) == (2, [])
    assert "not the digest of omega as it now reads: sha256:" in err
    assert terminal.run(f"vaultgoals trust --digest {good}")[0] == 2
    assert terminal.run(f"vaultgoals trust alpha omega --digest {good}")[0] == 2
    assert terminal.run(f"vaultgoals trust alpha --digest {good}")[0] == 0
    assert standing(terminal)["alpha"] == "approved"
    (record,) = records(terminal)
    assert record.stat().st_mode & 0o777 == 0o600

    write_files(terminal.vault, {"Scripts/alpha.sh": "echo other\n"})
    assert terminal.run(f"vaultgoals trust alpha --digest {good}")[0] == 2
    assert standing(terminal)["alpha"] == "changed"


def test_what_has_changed_is_shown_old_and_new(terminal: Terminal) -> None:
    """A changed command is shown with each difference to what was approved, and is not approved till then."""
    typed(terminal, "y\ny\ny\n", "trust")
    config = terminal.vault / "vaultgoals.toml"
    text = (
        config.read_text().replace("limit = 5", "limit = 50").replace('"argv-canary"', '"\\u0430rgv-canary"')
    )
    config.write_text(text)
    with (terminal.vault / "Scripts/alpha.sh").open("a") as script:
        script.write("true\n")

    code, out, _ = terminal.run("vaultgoals trust")

    assert code == 2
    assert re.search(r"changed +the text of Scripts/alpha.sh: [0-9a-f]{12} -> [0-9a-f]{12}\n", out)
    assert re.search(r"changed +its limit: 5 s -> 50 s\n", out)
    assert re.search(r'changed +its arguments: .*"argv-canary" -> .*"\\u0430rgv-canary"\n', out)
    assert '"\\u0430rgv-canary"  (аrgv-canary)' in out
    assert set(standing(terminal).values()) == {"changed"}


def test_nothing_to_approve_is_said(terminal: Terminal) -> None:
    """Where all is approved, and where nothing is defined, that is said and nothing asked."""
    typed(terminal, "y\ny\ny\n", "trust")
    assert terminal.run("vaultgoals trust") == (0, "Every command is approved as it now reads.\n", "")

    (terminal.vault / "vaultgoals.toml").write_text("")
    assert terminal.run("vaultgoals trust") == (0, "vaultgoals.toml defines no command.\n", "")
    assert standing(terminal) == {"alpha": "undefined", "omega": "undefined"}


def test_what_cannot_be_approved_says_why(terminal: Terminal) -> None:
    """A refused command, an unknown one and an unusable option are one sentence and exit code 2."""
    (terminal.vault / "vaultgoals.toml").write_text('[commands]\nalpha = ["Scripts/alpha.sh"]\n')

    code, out, _ = terminal.run("vaultgoals trust alpha")
    assert code == 2
    assert out.startswith("alpha cannot be approved: its program 'Scripts/alpha.sh' is relative; ")
    assert terminal.run("vaultgoals trust")[0] == 0
    code, _, err = terminal.run("vaultgoals trust alpah")
    assert (code, err) == (
        2,
        "vaultgoals: vaultgoals.toml defines no command 'alpah'; did you mean 'alpha'?\n",
    )


def test_approvals_can_be_taken_back(terminal: Terminal) -> None:
    """`untrust` takes back one approval or all, also of a command that is defined no more."""
    typed(terminal, "y\ny\ny\n", "trust")
    assert terminal.run("vaultgoals untrust mid") == (0, "mid is no longer approved\n", "")
    assert standing(terminal) == {"alpha": "approved", "mid": "not", "omega": "approved"}
    (terminal.vault / "vaultgoals.toml").write_text("not = [toml")

    code, _, err = terminal.run("vaultgoals untrust omgea")
    assert (code, err) == (
        2,
        "vaultgoals: this machine has approved no command 'omgea'; did you mean 'omega'?\n",
    )
    assert terminal.run("vaultgoals untrust")[0] == 2
    assert terminal.run("vaultgoals untrust --all alpha")[0] == 2
    _, out, _ = terminal.run("vaultgoals untrust --all")
    assert out == "alpha is no longer approved\nomega is no longer approved\n"
    assert json.loads(records(terminal)[0].read_text())["commands"] == {}


def test_only_asking_for_it_runs_a_command(terminal: Terminal) -> None:
    """`check`, `report`, `show`, `trust` and `watch` run nothing, approved or not."""
    typed(terminal, "y\ny\ny\n", "trust")
    assert set(standing(terminal).values()) == {"approved"}
    for line in ("check", "check --format json", "report", "show Goal --vault .", "trust --list", "trust"):
        assert terminal.run(f"vaultgoals {line}")[0] in (0, 1)
    watching = Watching(terminal)
    try:
        write_files(terminal.vault, {"New.md": "---\ntype: spec\nstatus: accepted\n---\nx\n"})
        watching.line()
    finally:
        watching.process.kill()
        watching.process.wait()
        assert watching.process.stdout is not None
        watching.process.stdout.close()

    assert not (terminal.vault.parent / "mark").exists()


def test_secrets_of_a_command_are_kept_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command prints, or is given as environment, is in no file; its arguments are in the record."""
    terminal = Terminal(tmp_path, LIMIT)
    write_files(
        terminal.vault,
        {
            "vaultgoals.toml": "[commands.it]\n"
            'run = ["sh", "-c", "printf output-; echo canary; echo $TOKEN", "argv-canary"]\n'
            'environment = ["TOKEN"]\n',
            "Goal.md": GOAL.replace("alpha", "it"),
        },
    )
    home = terminal.environment()["HOME"]
    monkeypatch.setenv("XDG_STATE_HOME", terminal.environment()["XDG_STATE_HOME"])
    monkeypatch.setenv("TOKEN", "env-canary")
    typed(terminal, "y\n", "trust")
    ran = run(terminal.vault, Vault(terminal.vault).examination.config.commands["it"])
    assert ran.result is RecordResult.PASS
    assert ran.output == b"output-canary\nenv-canary\n"
    assert "canary" not in ran.clause
    terminal.run("vaultgoals report")
    assert (terminal.vault / "Gaps/Dashboard.md").exists()

    holding: dict[str, set[str]] = {}
    for folder in (terminal.vault, Path(home)):
        for path in folder.rglob("*"):
            found = re.findall(rb"(?:output|env|argv)-canary", path.read_bytes()) if path.is_file() else []
            if found:
                holding[path.name] = {item.decode() for item in found}

    assert holding["commands.json"] == {"argv-canary"}
    assert holding.keys() == {"commands.json", "vaultgoals.toml"}
