"""P13: no command runs that was not approved as it now reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.act.commands import Commands
from tests.act.test_mutations import MUTATIONS, test_no_changed_command_runs
from tests.torture.rows import Row, scaled


def mutations(folder: Path, scale: float) -> list[Row]:
    """Change an approved command in one way after the other, each in a vault of its own."""
    every = len(MUTATIONS) // scaled(len(MUTATIONS), scale, 4)
    tried = list(MUTATIONS)[::every]
    ran = [name for at, name in enumerate(tried) if _ran(folder / str(at), name)]
    return [
        Row(
            "P13",
            f"{len(tried)} ways to change an approved command: arguments, folder, environment, limit, "
            "program, script, links, vault, record, owner",
            f"{len(ran)} executed",
            "0 executed",
            not ran and len(tried) >= min(40, len(MUTATIONS) // every),
        )
    ]


def _ran(folder: Path, name: str) -> bool:
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        commands = Commands(folder)
        commands.approve()
        try:
            test_no_changed_command_runs(name, commands, patch)
        except AssertionError:
            return True
    return False
