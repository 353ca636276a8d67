from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

PROGRAM = """
import sys, threading, time
now = 0.0
time.monotonic = lambda: now
from vaultgoals.cli.terminal import reading_progress
with reading_progress() as progress:
    for read, now in ((1, 0.0), (2, 0.9)):
        progress(read, 10)
        assert "rich" not in sys.modules
    for read, now in ((5, 1.1), (6, 1.15), (8, 1.3)):
        progress(read, 10)
        assert threading.active_count() == 1
"""


def test_the_bar_shows_after_a_second_and_needs_no_thread(tmp_path: Path) -> None:
    """A short reading draws nothing and loads nothing; a long one draws a bar, ten times a second at most."""
    import pty

    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=environment, stderr=theirs, check=False
    )
    os.close(theirs)
    drawn = b""
    try:
        while chunk := os.read(ours, 4096):
            drawn += chunk
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(ours)
    text = drawn.decode()
    assert done.returncode == 0, text
    assert "Reading notes" in text
    assert [share in text for share in ("10%", "20%", "50%", "60%", "80%")] == [
        False,
        False,
        True,
        False,
        True,
    ]
