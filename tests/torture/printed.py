"""P15: text of notes never controls a terminal, nor the readers of JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

from tests.rollup.test_escape import FRAGMENTS
from tests.rollup.written import HOSTILE
from tests.terminal import Terminal
from tests.torture.rows import Row, scaled

_HARM = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\ud800-\udfff]"
)
_EVIL = (
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\x9b31m",
    "\r",
    "\u202eevil\u202c",
    "\u2028",
    "\x08" * 4,
    "=cmd()",
    "[/x]",
)
_DAY = "--as-of 2026-11-21"
COMMANDS = (
    f"vaultgoals check . {_DAY}",
    f"vaultgoals check . --format json --verbose {_DAY}",
    f"vaultgoals check . --format sarif {_DAY}",
    f"vaultgoals check . --format github {_DAY}",
    f"vaultgoals check . --format markdown {_DAY}",
    f"vaultgoals report . --dry-run {_DAY}",
    f"vaultgoals check . --verbose {_DAY}",
    f"vaultgoals show 'Goals/G0.md' --vault . {_DAY}",
    f"vaultgoals show \"$(printf 'no\\033[2Jsuch\\302\\233')\" --vault . {_DAY}",
    (
        "vaultgoals verify --vault . 'Goals/G1.md' --answer yes --remark "
        f"\"$(printf 'a\\033[2J')\" --dry-run {_DAY}"
    ),
    f"vaultgoals review . {_DAY}",
    f"vaultgoals review . --due {_DAY}",
    f"vaultgoals review . --due --format json {_DAY}",
    f"vaultgoals export html . {_DAY}",
    "vaultgoals doctor .",
    "vaultgoals doctor . --format json",
    "vaultgoals trust --vault . --list",
    f"vaultgoals report . {_DAY}",
    "vaultgoals undo --vault . --list --verbose",
    "vaultgoals undo --vault . --dry-run",
    f"vaultgoals check \"$(printf 'no\\033[2J')\" {_DAY}",
    "vaultgoals rule \"$(printf 'no\\033[2J')\"",
)


def printed(folder: Path, scale: float) -> list[Row]:
    """Print everything about a vault whose notes and names are full of control characters."""
    terminal = Terminal(folder, 120)
    number = scaled(400, scale, 40)
    _lay_out(terminal.vault, number)
    tried = COMMANDS[: scaled(len(COMMANDS), scale, 3)]
    found, broken = 0, 0
    for line in tried:
        _, output, errors = terminal.run(line)
        found += len(_HARM.findall(output.replace("\n", "") + errors.replace("\n", "")))
        if re.search("--format (?:json|sarif)", line):
            broken += not _is_json(output)
    return [
        Row(
            "P15",
            f"{len(tried)} commands over {number} notes full of control and bidirectional characters",
            f"{found} such characters on both outputs, {broken} broken JSON texts",
            "0 and 0",
            found == broken == 0,
        )
    ]


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return text.isascii()


def _lay_out(vault: Path, number: int) -> None:
    chance = Random(1)
    for at in range(number):
        evil = "".join(chance.choice((*_EVIL, *FRAGMENTS, *HOSTILE)) for _ in range(4))
        text = json.dumps(evil.encode("utf-8", "ignore").decode())
        kind = ("goal", "task\nstatus: done", "spec\nstatus: accepted")[at % 3]
        keys = f"why: {text}\nstatus: {text}\ngoal: {text}\nverify: [{text}]\ndue: {text}\n"
        if at % 3:
            keys = f"goal: [{text}, '[[G0]]']\nimplemented_by: {text}\ndue: {text}\n"
        raw = f"---\ntype: {kind}\n{keys}---\n- [x] {evil}\n".encode("utf-8", "ignore")
        folder = vault / ("Goals" if at % 3 == 0 else "Work")
        folder.mkdir(exist_ok=True)
        (folder / f"G{at}.md").write_bytes(raw)
        name = "".join(one for one in evil if one not in "/\0")[:40].encode("utf-8", "ignore")
        if at % 4 == 1 and name.strip(b"."):
            Path(str(folder), name.decode() + ".md").write_bytes(raw)
    (vault / "vaultgoals.toml").write_text(
        '[commands]\nx = ["true", "\\u001b[2J\\u202e"]\n', encoding="utf-8"
    )
