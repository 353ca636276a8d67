"""P2: a process that rewrites a note again and again is killed at random moments.

Run as a program of its own, which forks from itself, all modules loaded: ``python -m tests.torture.kill_loop
FOLDER WRITER ROUNDS`` prints what the kills left.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import cycle
from pathlib import Path
from random import Random

from tests.torture.others import Writer, others, told
from tests.torture.rows import Row, scaled
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.files.writing import sweep

_OURS = "vaultgoals"
_TEXTS = tuple(f"---\nkey: {word}\n---\n" + f"{word} line\n" * 2000 for word in ("old", "newer"))
_WRITES = 4
"""Each child is killed within the time that so many writes take."""


def kill_loop(folder: Path, scale: float) -> list[Row]:
    """Kill ours and the others; none of ours may leave a note that is neither old nor new."""
    rounds = scaled(10_000, scale, 60)
    ours = _run(folder / "ours", _OURS, rounds)
    figures = {
        writer.name: _told(_run(folder / f"other {at}", writer.name, scaled(1500, scale, 20)))
        for at, writer in enumerate(others())
    }
    torn = ours["empty"] + ours["torn"]
    return [
        Row(
            "P2",
            f"SIGKILL at {rounds:,} random moments of a loop that rewrites a note",
            f"{torn} torn or empty; {ours['strays']:,} temporary files left, "
            f"{ours['unswept']} after the sweep",
            "0 torn, 0 after the sweep",
            torn == ours["unswept"] == 0 and ours["rounds"] == rounds,
            told(figures),
        )
    ]


def _told(left: dict[str, int]) -> str:
    return f"{left['empty']:,} empty and {left['torn']:,} torn of {left['rounds']:,}"


def _run(folder: Path, writer: str, rounds: int) -> dict[str, int]:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.torture.kill_loop", str(folder), writer, str(rounds)]
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, check=True)
    left: dict[str, int] = json.loads(ran.stdout)
    return left


def _kill_again_and_again(folder: Path, name: str, rounds: int) -> Counter[str]:
    writer = next((one for one in others() if one.name == name), None)
    texts = [(writer.settled(text) if writer else text).encode() for text in _TEXTS]
    note, chance = folder / "n.md", Random(1)
    left: Counter[str] = Counter(rounds=0, empty=0, torn=0, strays=0)
    note.write_bytes(texts[0])
    longest = _WRITES * _seconds(note, writer, texts)
    for _ in range(rounds):
        child = os.fork()
        if child == 0:
            _rewrite(folder, writer, texts)
        time.sleep(0.001 + chance.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = note.read_bytes()
        left["rounds"] += 1
        if found not in texts:
            left["torn" if found else "empty"] += 1
            note.write_bytes(texts[0])
    left["strays"] = len(list(folder.iterdir())) - 1
    sweep(folder, ".", time.time() + 4000)
    left["unswept"] = len(list(folder.iterdir())) - 1
    return left


def _seconds(note: Path, writer: Writer | None, texts: list[bytes]) -> float:
    """Return how long a write takes; everything that it needs is loaded then."""
    started = 0.0
    for _ in range(2):
        started = time.perf_counter()
        for number in (1, 0):
            _write(note, writer, texts[1 - number], texts[number])
    return (time.perf_counter() - started) / 2


def _write(note: Path, writer: Writer | None, before: bytes, after: bytes) -> None:
    if writer is None:
        apply(note.parent, [Edit("n.md", before, after, EditKind.REGION)], "none")
    else:
        writer.put(note, after.decode())


def _rewrite(folder: Path, writer: Writer | None, texts: list[bytes]) -> None:
    note = folder / "n.md"
    try:
        for number in cycle((1, 0) if note.read_bytes() == texts[0] else (0, 1)):
            _write(note, writer, texts[1 - number], texts[number])
    finally:
        os._exit(1)  # whatever was raised: only the parent may go on


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_kill_again_and_again(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
