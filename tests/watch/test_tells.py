from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
from subprocess import Popen
from time import monotonic

import pytest

from tests.terminal import Terminal
from tests.watch.watching import ACCEPTED, DRAFT, LIMIT, Watching, write
from vaultgoals.state.watcher import watcher_status

_CLEAR = "\r\x1b[K"


def test_a_log_for_services(terminal: Terminal) -> None:
    """With --log-format json each line is an object with the same keys, whatever it tells."""
    write(terminal.vault / "Dispatch.md", ACCEPTED)
    watching = Watching(terminal, "--log-format", "json", started=False)
    try:
        started, report = watching.told(), watching.told()
        code, lines, errors = watching.end()
        assert (code, errors) == (0, "")
    finally:
        watching.close()

    stopped = json.loads(lines[-1])
    keys = ["time", "event", "reason", "written", "gaps", "seconds", "message"]
    assert [list(told) for told in (started, report, stopped)] == [keys] * 3
    assert [told["event"] for told in (started, report, stopped)] == ["start", "report", "stop"]
    assert (report["reason"], report["gaps"]) == ("start", 1)
    assert report["written"][0] == "Gaps/Dashboard.md"
    assert 0 < report["seconds"] < LIMIT
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", report["time"])


def test_one_line_on_a_terminal(terminal: Terminal) -> None:
    """On a terminal the latest report stands on one line that is rewritten; what lasts stands above it."""
    write(terminal.vault / "Dispatch.md", DRAFT)
    master, slave = pty.openpty()
    environment = {**terminal.environment(), "TERM": "xterm"}
    with Popen(
        ["vaultgoals", "watch", "vault"], cwd=terminal.vault.parent, env=environment, stdout=slave
    ) as process:
        os.close(slave)
        try:
            assert " start: wrote 3 notes; " in _shown(master, "gaps")
            write(terminal.vault / "Dispatch.md", ACCEPTED)
            second = _shown(master, "1 gap")
            assert re.match(r"\r\x1b\[K\d\d:\d\d:\d\d 1 change: wrote 2 notes; ", second)
            assert "\n" not in second
            write(terminal.vault / "vaultgoals.toml", "output = 3\n")
            above, _, last = _shown(master, "1 gap").partition("\r\n")
            assert above.endswith("vaultgoals.toml: output must be a text in quotes, not 3")
            assert last == second
            process.send_signal(signal.SIGINT)
            assert _shown(master, "stopped\r\n") == f"{_CLEAR}stopped\r\n"
            assert process.wait(LIMIT) == 0
        finally:
            process.kill()
            os.close(master)


def _shown(terminal: int, until: str) -> str:
    """Return what is printed up to the line that holds ``until``."""
    end, printed = monotonic() + LIMIT, ""
    while until not in printed:
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - monotonic()))
        assert ready, f"{until!r} was not printed: {printed!r}"
        printed += os.read(terminal, 65536).decode()
    return printed


def test_a_watch_notes_what_it_does(
    watching: Watching, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks is told that a watch runs, when it last ran and wrote, and what keeps it from that."""
    monkeypatch.setenv("XDG_STATE_HOME", terminal.environment()["XDG_STATE_HOME"])
    status = watcher_status(watching.vault)
    assert status is not None
    assert (status.running, status.pid, status.mode) == (True, watching.process.pid, "events")
    assert status.started <= status.last_run == status.last_written
    assert status.trouble == ""

    write(watching.vault / "vaultgoals.toml", "output = 3\n")
    watching.line()
    assert watching.end()[0] == 0

    status = watcher_status(watching.vault)
    assert status is not None
    assert (status.running, status.pid) == (False, watching.process.pid)
    assert status.trouble == "vaultgoals.toml: output must be a text in quotes, not 3"
