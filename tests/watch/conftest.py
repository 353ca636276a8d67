from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.watch.watching import DRAFT, LIMIT, Watching, write


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in an empty vault."""
    return Terminal(tmp_path, LIMIT)


@pytest.fixture
def watching(terminal: Terminal) -> Iterator[Watching]:
    """Yield a watch of a vault with one draft, ``Specs/Dispatch.md``; at last it ends well and quietly."""
    write(terminal.vault / "Specs" / "Dispatch.md", DRAFT)
    started = Watching(terminal)
    try:
        yield started
        if started.process.poll() is None:
            code, lines, errors = started.end()
            assert (code, lines[-1], errors) == (0, "stopped", "")
    finally:
        started.close()
