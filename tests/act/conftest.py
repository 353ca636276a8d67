from __future__ import annotations

from pathlib import Path

import pytest

from tests.act.commands import Commands


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    """Return a vault in which every command is approved."""
    made = Commands(tmp_path)
    made.approve()
    return made
