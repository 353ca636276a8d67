"""P11: one folder with every bad input; one bad note never stops the rest.

The numbers are those of the table of faults and bad input that is kept for the project: 1 to 44 and 55 to
70, as far as they can lie in a folder. What needs a process or a clock beside it has a test of its own.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from time import perf_counter
from unicodedata import normalize

from tests.terminal import Terminal
from tests.test_hazards import GOAL, HAZARDS
from tests.torture.rows import Row
from tests.vaults import Vault
from vaultgoals.engine import Examination, examine
from vaultgoals.files.paths import shown
from vaultgoals.model import Stamp

_DAY = "2026-11-21"
_MEMORY = 300
"""Megabytes that a check of the folder may take."""
_FRONT = f"---\n{GOAL}---\n".encode()
_SPEC = b"---\ntype: spec\nstatus: accepted\nimplemented_by: "


@dataclass(frozen=True, slots=True)
class Bad:
    """One file, and by what it must be told; empty where it is to be read as any other."""

    path: str
    told: str
    raw: bytes = b""


def _texts() -> Iterator[Bad]:
    """Yield the notes that are bad by what stands in them."""
    for number, hazard in enumerate(HAZARDS):
        yield Bad(f"Text/{number:02} {hazard.name}.md", hazard.diagnostic, hazard.raw)
    yield Bad("Text/a word between rules.md", "", b"---\nword\n---\n")
    yield Bad("Text/UTF-32.md", "encoding-utf16", "---\ntype: goal\n---\n".encode("utf-32"))
    yield Bad("Text/conflict.md", "", b"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n<!-- vaultgoals:rollup -->\n")
    yield Bad("Text/markers.md", "", b"<!-- vaultgoals:begin rollup sha=0 -->\n<!-- vaultgoals:rollup -->\n")
    yield Bad("Text/empty.md", "", b"")
    yield Bad("Text/half.md", "unclosed-frontmatter", b"---\ntype: goal\nwhy: ")
    yield Bad("Text/future.md", "", b"---\ntype: goal\nverified: 2999-01-01\n---\n")
    yield Bad("Text/self.md", "", b"---\ntype: goal\nup: '[[self]]'\n---\n")
    yield Bad("Text/round a.md", "", b"---\ntype: goal\nup: '[[round b]]'\n---\n")
    yield Bad("Text/round b.md", "", b"---\ntype: goal\nup: '[[round a]]'\n---\n")
    yield Bad("Text/orphan.md", "", b"---\ntype: goal\ngoal: '[[nowhere]]'\n---\n")
    yield Bad("Text/command.md", "", b"---\ntype: goal\nverify: 'run: unknown'\n---\n")
    for number, evidence in enumerate(("Odd/pipe.md", "../../etc/passwd", "Text", "/dev/zero", "a\\0b/c")):
        yield Bad(f"Text/evidence {number}.md", "", _SPEC + json.dumps(evidence).encode() + b"\n---\n")
    for name, unit in _MARKDOWN.items():
        yield Bad(f"Attack/{name}.md", "", _FRONT + (unit * (200_000 // len(unit))).encode())
    nested = "".join(f"{'  ' * depth}- [x] level {depth}\n" for depth in range(60))
    yield Bad("Text/nested.md", "", _FRONT + nested.encode())


_MARKDOWN = {
    "brackets": "[", "images": "![", "links": "[a](<b", "wikilinks": "[[", "ticks": "`", "stars": "*a_",
    "comments": "<!--", "entities": "&", "references": "[a]: b\n", "tables": "|a\n|-\n", "quotes": "> ",
    "lists": "- ", "headings": "#", "percent": "%%", "emphasis": "**x ", "html": "<a ", "breaks": "\\\n",
    "open references": "[a\n", "fences": "```\n", "mixed": "> - `[<!--",
}  # fmt: skip


def _large(scale: float) -> Iterator[Bad]:
    """Yield the notes that are large; at a small scale only larger than what is read."""
    size, lines = (100_000_000, 1_000_000) if scale >= 0.5 else (11_000_000, 100_000)
    yield Bad("Large/bytes.md", "note-too-large", _FRONT + b"x" * size)
    yield Bad("Large/lines.md", "", _FRONT + b"a word\n" * lines)
    told = "note-too-large" if lines == 1_000_000 else ""
    yield Bad("Large/tasks.md", told, _FRONT + b"- [ ] x 12\n" * (lines // (1 if told else 10)))


def _odd(root: Path) -> Iterator[Bad]:
    """Make the files that are bad by what they are, and yield how each must be told."""
    odd = root / "Odd"
    odd.mkdir()
    os.mkfifo(odd / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(odd)  # the address of a socket may have 107 bytes only
        try:
            listening.bind("socket.md")
        finally:
            os.chdir(here)
    (odd / "within.md").symlink_to("../Sound.md")
    (odd / "out.md").symlink_to("/etc/hostname")
    (odd / "zero.md").symlink_to("/dev/zero")
    (odd / "nowhere.md").symlink_to("gone.md")
    (odd / "loop.md").symlink_to("loop.md")
    (odd / "up").symlink_to("..")
    (odd / "folder.md").mkdir()
    (odd / "hard.md").hardlink_to(root / "Sound.md")
    for name, told in _NAMES.items():
        Path(os.fsdecode(os.fsencode(str(odd)) + b"/" + name)).write_bytes(_FRONT)
        yield Bad(f"Odd/{os.fsdecode(name)}", told)
    (odd / ".Cloud.md.icloud").write_bytes(b"")
    yield from (Bad(f"Odd/{name}", told) for name, told in _KINDS.items())


_NAMES = {
    normalize("NFC", "Größe.md").encode(): "",
    normalize("NFD", "Größe.md").encode(): "",
    b"Case.md": "", b"case.md": "", b"n" * 252 + b".md": "",
    b"invalid \xff.md": "bad-name", b"new\nline.md": "bad-name", b"escape \x1b[2J.md": "bad-name",
    b"con.md": "", b"dot..md": "", b"[[x]] | y.md": "", b"<% x %>.md": "", b"=cmd().md": "", b"%%.md": "",
    b"G.sync-conflict-20261121-101112-ABCDEFG.md": "conflict-copy",
    b"G (Ana's conflicted copy 2026-11-21).md": "conflict-copy",
}  # fmt: skip
_KINDS = {
    "pipe.md": "not-a-file", "socket.md": "not-a-file", "within.md": "", "out.md": "outside-vault",
    "zero.md": "outside-vault", "nowhere.md": "broken-symlink", "loop.md": "broken-symlink",
    "up": "symlinked-folder", "Cloud.md": "not-local",
}  # fmt: skip


def hazard_folder(folder: Path, scale: float) -> list[Row]:
    """Check the folder once as a user would, measured; then look at how each file was told."""
    terminal = Terminal(folder, 300)
    root = terminal.vault
    (root / "Sound.md").write_bytes(_FRONT)
    bad = [*_texts(), *_large(scale)]
    for one in bad:
        (root / one.path).parent.mkdir(exist_ok=True)
        (root / one.path).write_bytes(one.raw)
    bad += _odd(root)
    started = perf_counter()
    line = f"vaultgoals check . --format json --as-of {_DAY}"
    megabytes, code, printed = _measured(terminal, line)
    seconds = perf_counter() - started
    examination = Vault(root).examine(_DAY)
    untold = [one.path for one in bad if one.told and one.told not in _told(examination, one.path)]
    sound = "Sound.md" in examination.judged.goals and code in (0, 1) and '"version": 1' in printed
    name, slowest = _slowest(folder / "alone", bad)
    return [
        Row(
            "P11",
            f"one folder of {len(bad)} hazards, {sum(bool(one.told) for one in bad)} of which must be named",
            f"{0 if sound else 1} crashes, {len(untold)} not named {untold or ''}; peak {megabytes} MB; "
            f"{seconds:.1f} s, the slowest note alone {slowest:.2f} s ({name})",
            f"0 crashes, 0 not named, {_MEMORY} MB, 1 s a note",
            sound and not untold and megabytes < _MEMORY and slowest < 1.0,
        )
    ]


_WATCHED = """
import os, sys
child = os.fork()
if not child:
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(usage.ru_maxrss // 1024, os.waitstatus_to_exitcode(status), file=sys.stderr)
"""
"""Run by a small process: what is told of a child's peak counts that of the one which started it too."""


def _measured(terminal: Terminal, line: str) -> tuple[int, int, str]:
    """Return the peak of memory in MB of a command, its exit code, and what it printed."""
    program = [sys.executable, "-S", "-c", _WATCHED, "sh", "-c", f"exec {line}"]
    told = run(
        program,
        cwd=terminal.vault,
        env=terminal.environment(),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    megabytes, code = told.stderr.split()[-2:]
    return int(megabytes), int(code), told.stdout


def _told(examination: Examination, path: str) -> set[str]:
    """Return the names by which a file is told, with its problems where a gap repeats them."""
    told = {item.name for item in examination.notices if item.path in (path, shown(path))}
    note = examination.judged.vault.notes.get(path)
    gaps = [gap for gap in examination.gaps if gap.path == path and gap.code in ("VG105", "VG902")]
    problems = note.problems if note else ()
    told |= {item.name for item in problems if any(item.message in gap.message for gap in gaps)}
    return told | ({"misread"} if gaps else set())


def _slowest(folder: Path, bad: list[Bad]) -> tuple[str, float]:
    """Return the note that takes longest when a check has it alone, and the seconds."""
    times = {}
    for number, one in enumerate(bad):
        if one.raw:
            root = folder / str(number)
            root.mkdir(parents=True)
            (root / "n.md").write_bytes(one.raw)
            started = perf_counter()
            examine(root, as_of=Stamp.parse(_DAY))
            times[one.path] = perf_counter() - started
            (root / "n.md").unlink()
    name = max(times, key=times.__getitem__)
    return name, times[name]
