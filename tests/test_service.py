"""`vaultgoals service` as a user types it: what is shown, asked, written and run, and what is left alone.

The system's programs are stand-ins on the PATH that write down how they are called.
"""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.vaults import write_files
from vaultgoals.state.watcher import WatcherStatus, note_watcher, sole_watcher

TOOLS = {"linux": "systemctl", "macos": "launchctl", "windows": "schtasks"}
INSTALL = "vaultgoals service install . --yes"
STATUS = "vaultgoals service status ."
REMOVE = "vaultgoals service remove . --yes"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault, with stand-ins for the programs of three systems."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, {"Goals/A.md": "---\ntype: goal\n---\n"})
    for tool in TOOLS.values():
        stand_in(terminal, tool, "")
    return terminal


def stand_in(terminal: Terminal, tool: str, more: str) -> None:
    """Put a program on the PATH that writes its arguments to ``calls``, and then does ``more``."""
    program = terminal.vault.parent / "bin" / tool
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "{tool} $*" >> "$HOME/calls"\n{more}\n')
    program.chmod(0o755)


def home(terminal: Terminal) -> Path:
    """Return the home of the terminal."""
    return terminal.vault.parent / "home"


def calls(terminal: Terminal) -> list[str]:
    """Return how the stand-ins were called since the last time this was asked."""
    file = home(terminal) / "calls"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return lines


def files(terminal: Terminal) -> list[Path]:
    """Return every file in the home, but for the list of calls."""
    return sorted(path for path in home(terminal).rglob("*") if path.is_file() and path.name != "calls")


def unit_of(terminal: Terminal) -> Path:
    """Return the one file that was written."""
    (unit,) = files(terminal)
    return unit


def test_install_shows_writes_enables_and_starts(terminal: Terminal) -> None:
    """The unit stands where systemd looks for a user's, as it was shown, and is enabled and started."""
    code, printed, errors = terminal.run(INSTALL)

    unit = unit_of(terminal)
    assert (code, errors) == (0, "")
    assert unit.parent == home(terminal) / ".config/systemd/user"
    shown = [line.removeprefix("    ") for line in printed.splitlines() if line.startswith("    ")]
    text = unit.read_text()
    assert (
        shown == text.replace(str(home(terminal)), "$HOME").replace(str(terminal.vault), "$PWD").splitlines()
    )
    assert f'"watch" "{terminal.vault}" "--log-format" "json"' in text
    assert calls(terminal) == [
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {unit.name}",
    ]


@pytest.mark.parametrize(
    ("platform", "place", "called"),
    [
        ("linux", ".config/systemd/user/{}", ["disable --now {}", "daemon-reload"]),
        ("macos", "Library/LaunchAgents/{}.plist", ["bootout gui/{uid}/{}"]),
        ("windows", ".local/state/vaultgoals/vaults/", ["/End /TN {}", "/Delete /TN {} /F"]),
    ],
)
def test_what_was_installed_is_removed(
    platform: str, place: str, called: list[str], terminal: Terminal
) -> None:
    """On each system the service is stopped and disabled, its file deleted, and nothing of it stays."""
    printed = terminal.run(f"{INSTALL} --platform {platform}")[1]
    name = printed.splitlines()[-1 if platform != "linux" else -2].removeprefix("installed ")
    assert place.format(name) in str(unit_of(terminal))
    assert calls(terminal)

    code, printed, errors = terminal.run(f"{REMOVE} --platform {platform}")

    tool = {"linux": "systemctl --user"}.get(platform, TOOLS[platform])
    assert (code, errors) == (0, "")
    assert printed.endswith(f"removed {name}\n")
    assert calls(terminal) == [f"{tool} {line.format(name, uid=os.getuid())}" for line in called]
    assert files(terminal) == []
    assert terminal.run(f"{REMOVE} --platform {platform}")[0] == 0
    assert calls(terminal) == []


def test_a_dry_run_shows_all_and_does_nothing(terminal: Terminal) -> None:
    """With --dry-run the same is shown, nothing is written and no program is called."""
    code, shown, errors = terminal.run("vaultgoals service install . --dry-run")

    assert (code, errors) == (0, "")
    assert "ExecStart=" in shown
    assert "systemctl --user enable --now vaultgoals-vault-" in shown
    assert (files(terminal), calls(terminal)) == ([], [])

    terminal.run(INSTALL)
    calls(terminal)
    assert terminal.run("vaultgoals service remove . --dry-run")[0] == 0
    assert unit_of(terminal).exists()
    assert calls(terminal) == []


@pytest.mark.parametrize("verb", ["install", "remove"])
def test_without_a_terminal_nothing_is_done_unasked(verb: str, terminal: Terminal) -> None:
    """Where nobody can be asked, nothing happens until --yes is said."""
    if verb == "remove":
        terminal.run(INSTALL)
    before = files(terminal)
    calls(terminal)

    code, _, errors = terminal.run(f"vaultgoals service {verb} .")

    assert code == 2
    assert "add --yes" in errors
    assert files(terminal) == before
    assert calls(terminal) == []


@pytest.mark.parametrize(("answer", "written"), [("y\n", 1), ("n\n", 0), ("\n", 0)])
def test_on_a_terminal_the_user_is_asked(answer: str, written: int, terminal: Terminal) -> None:
    """Only a yes writes; Enter is a no."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["/bin/sh", "-c", "vaultgoals service install ."],
        cwd=terminal.vault,
        env=terminal.environment(),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        os.write(ours, answer.encode())
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)

    assert process.returncode == 0
    assert b"[y/N]" in shown
    assert len(files(terminal)) == written
    assert bool(calls(terminal)) == bool(written)


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


def test_a_missing_systemctl_leaves_what_to_type(terminal: Terminal) -> None:
    """Without systemctl the unit is written, the rest is said, and the exit code is 2."""
    (terminal.vault.parent / "bin/systemctl").unlink()

    code, _, errors = terminal.run(f'PATH="{terminal.vault.parent}/bin" {INSTALL}')

    unit = unit_of(terminal)
    assert code == 2
    left = f"systemctl --user daemon-reload && systemctl --user enable --now {unit.name}"
    assert errors == (
        f"vaultgoals: systemctl cannot be run here; $HOME/.config/systemd/user/{unit.name} is written. "
        f"What is left to do, type: {left}\n"
    )


def test_a_refusal_of_systemctl_is_passed_on(terminal: Terminal) -> None:
    """What the program says when it fails is told in one sentence, with what is left to do."""
    stand_in(terminal, "systemctl", 'case "$*" in *enable*) echo "Failed to connect." >&2; exit 1;; esac')

    code, _, errors = terminal.run(INSTALL)

    name = unit_of(terminal).name
    assert code == 2
    assert f"`systemctl --user enable --now {name}` failed (Failed to connect)" in errors
    assert errors.endswith(f"type: systemctl --user enable --now {name}\n")


def test_a_service_that_cannot_be_stopped_keeps_its_file(terminal: Terminal) -> None:
    """The file is deleted only after the service was stopped and disabled."""
    terminal.run(INSTALL)
    stand_in(terminal, "systemctl", "exit 1")

    assert terminal.run(REMOVE)[0] == 2
    assert unit_of(terminal).exists()


@pytest.mark.parametrize("line", [INSTALL, REMOVE, STATUS, "vaultgoals service install . --dry-run"])
def test_a_file_that_is_not_ours_is_refused(line: str, terminal: Terminal) -> None:
    """A unit of that name without our line is never replaced, deleted or taken for ours."""
    terminal.run(INSTALL)
    calls(terminal)
    unit = unit_of(terminal)
    unit.write_text(unit.read_text().partition("\n")[2])
    theirs = unit.read_bytes()

    code, _, errors = terminal.run(line)

    assert code == 2
    assert "was not written by vaultgoals" in errors
    assert unit.read_bytes() == theirs
    assert calls(terminal) == []


def test_installing_again_brings_the_service_up_to_date(terminal: Terminal) -> None:
    """A unit of ours that reads otherwise is made new, and the watch is started anew, given up or not."""
    terminal.run(INSTALL)
    unit = unit_of(terminal)
    as_made = unit.read_text()
    unit.write_text(as_made.replace("Nice=10", "Nice=19"))
    calls(terminal)

    assert terminal.run(INSTALL)[0] == 0

    assert unit.read_text() == as_made
    verbs = [line.split()[2] for line in calls(terminal)]
    assert verbs == ["daemon-reload", "reset-failed", "enable", "restart"]


def test_each_vault_has_its_own_service(terminal: Terminal) -> None:
    """Removing the service of one vault leaves that of another, though its folder has the same name."""
    other = terminal.vault.parent / "other" / "vault"
    write_files(other, {"Goals/A.md": "---\ntype: goal\n---\n"})
    terminal.run(INSTALL)
    terminal.run(INSTALL.replace(" . ", f" {other} "))
    assert len(files(terminal)) == 2

    terminal.run(REMOVE)

    assert f'"{other}"' in unit_of(terminal).read_text()


def test_a_vault_that_cannot_be_read_is_told_at_once(terminal: Terminal) -> None:
    """A missing folder and a misspelt configuration are found now, and not by a service in the night."""
    assert terminal.run(INSTALL.replace(" . ", " ./nowhere "))[0] == 2
    (terminal.vault / "vaultgoals.toml").write_text("outpt = 'x'\n")
    assert terminal.run(INSTALL)[0] == 2
    assert (files(terminal), calls(terminal)) == ([], [])


def test_the_service_knows_what_the_terminal_knows(terminal: Terminal) -> None:
    """Where the state is kept, and which day it is, are the same for the service as for its user."""
    terminal.run(f"export TZ=Europe/Lisbon PYTHONPATH={terminal.vault}/../here:$PYTHONPATH; {INSTALL}")
    text = unit_of(terminal).read_text()

    assert f'Environment="XDG_STATE_HOME={home(terminal)}/.local/state"\n' in text
    assert 'Environment="TZ=Europe/Lisbon"\n' in text
    terminal.run(f"cd Goals && export XDG_CACHE_HOME=made/here; {INSTALL.replace(' . ', ' .. ')}")
    assert f'"XDG_CACHE_HOME={terminal.vault}/Goals/made/here"' in unit_of(terminal).read_text()


SHOW = "echo LoadState=loaded; echo ActiveState={}; echo 'ActiveEnterTimestamp=Sat 2026-11-21 09:00:00 UTC'"


def test_status_tells_what_the_system_and_the_watch_say(terminal: Terminal) -> None:
    """0 while it runs and 1 while it does not, installed or not; and the day of the last report."""
    code, printed, _ = terminal.run(STATUS)
    assert code == 1
    assert printed.splitlines() == [
        "service: not installed; `vaultgoals service install` does it",
        "watch: not running",
        "last report: none yet",
    ]
    assert calls(terminal) == []

    terminal.run(f"vaultgoals report . --as-of 2026-11-20; {INSTALL}")
    stand_in(terminal, "systemctl", SHOW.format("active"))
    code, printed, _ = terminal.run(STATUS)
    assert code == 0
    assert "system: active, since 2026-11-21 09:00:00 UTC\n" in printed
    assert "last report: 2026-11-20\n" in printed

    stand_in(terminal, "systemctl", SHOW.format("failed"))
    code, printed, _ = terminal.run(STATUS)
    assert code == 1
    assert "system: failed" in printed


def test_a_watch_started_by_hand_counts(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A watch of this vault that nobody installed is told, with its process, and the exit code is 0."""
    monkeypatch.setenv("XDG_STATE_HOME", terminal.environment()["XDG_STATE_HOME"])
    with sole_watcher(terminal.vault):
        note_watcher(terminal.vault, WatcherStatus(4711, "2026-11-21T09:00:00+00:00"))
        code, printed, _ = terminal.run(STATUS)
        warned = terminal.run(INSTALL)[1]

    assert code == 0
    assert "watch: running, process 4711, since 2026-11-21T09:00:00+00:00\n" in printed
    assert "another watch runs (process 4711): end it" in warned
    assert terminal.run(STATUS)[0] == 1
