"""P17: what a command prints or is given stays out of the vault and of what is kept; P13: who runs it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.terminal import Terminal
from tests.torture.rows import Row
from tests.vaults import write_files
from tests.watch.watching import Watching
from vaultgoals.act.approvals import approve
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.config import parse_config

_DAY = "--as-of 2026-11-21"
_SECRETS = ("canary-printed-7f3a", "canary-errors-91bc", "canary-environment-c04d")
_CONFIG = """\
[commands]
loud = ["sh", "-c", "touch ../ran; echo {0}; echo {1} >&2; exit 0"]
bad = ["sh", "-c", "touch ../ran; echo {0}; echo {1} >&2; exit 3"]
[commands.env]
run = ["sh", "-c", "touch ../ran; echo $TOKEN; cat /proc/self/environ"]
environment = ["TOKEN"]
"""
_COMMANDS = (
    f"vaultgoals check . {_DAY}",
    f"vaultgoals report . {_DAY}",
    f"vaultgoals show G1 --vault . {_DAY}",
    "vaultgoals doctor .",
    "vaultgoals trust --vault . --list",
)


def unasked(folder: Path, scale: float) -> list[Row]:
    """Let every other command, and a watch, work on a vault whose commands are all approved and due."""
    assert scale > 0
    terminal = _approved(folder)
    for line in _COMMANDS:
        terminal.run(line)
    watching = Watching(terminal)
    write_files(terminal.vault, {"New.md": "---\ntype: goal\nverify: 'run: loud'\n---\n- [x] d\n"})
    assert watching.shows("[[New]]")
    watching.close()
    executed = int((folder / "ran").exists())
    return [
        Row(
            "P13",
            f"{len(_COMMANDS)} commands that may run nothing, and a watch, over approved commands",
            f"{executed} executed",
            "0 executed",
            executed == 0,
        )
    ]


def canaries(folder: Path, scale: float) -> list[Row]:
    """Run commands that print secrets; look for these in the vault and in all that is kept beside it."""
    assert scale > 0
    terminal = _approved(folder)
    _, printed, errors = terminal.run(f"TOKEN={_SECRETS[2]} vaultgoals verify --run --vault . {_DAY}")
    assert (folder / "ran").exists(), errors
    terminal.run(f"vaultgoals report . {_DAY}")
    terminal.run("vaultgoals undo --vault .")
    found = _found(folder) + [secret for secret in _SECRETS if secret in printed + errors]
    return [
        Row(
            "P17",
            "secrets printed by commands, on both outputs, and given in their environment",
            f"{len(found)} found in vault, log, state, memo and terminal; arguments are part of an approval, "
            "as SECURITY.md says",
            "0 found",
            not found and "pass" in printed,
        )
    ]


def _approved(folder: Path) -> Terminal:
    terminal = Terminal(folder, 60)
    # In the configuration itself the secrets are split, so that whoever finds one has it from the output.
    config = _CONFIG.format(*(f"{one[:9]}''{one[9:]}" for one in _SECRETS))
    goals = {
        f"G{at}.md": f"---\ntype: goal\nverify: 'run: {name}'\n---\n- [x] work ✅ 2026-11-18\n"
        for at, name in enumerate(parse_config(config).commands)
    }
    write_files(terminal.vault, {"vaultgoals.toml": config, **goals})
    before = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = terminal.environment()["XDG_STATE_HOME"]
    try:
        for command in parse_config(config).commands.values():
            approve(terminal.vault, fingerprint(terminal.vault, command), "2026-11-20")
    finally:
        if before is not None:
            os.environ["XDG_STATE_HOME"] = before
    return terminal


def _found(folder: Path) -> list[str]:
    """Return every file below ``folder`` in which a secret stands, also packed or escaped."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    forms = [form.encode() for one in _SECRETS for form in (one, json.dumps(one)[1:-1])]
    return [str(path) for path in files if any(form in path.read_bytes() for form in forms)]
