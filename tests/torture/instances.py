"""P4: several instances write at once.

Run as a program of its own: ``python -m tests.torture.instances VAULT NUMBER COUNT WRITER`` is one of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.torture.others import others, told
from tests.torture.rows import Row, scaled
from tests.vaults import TODAY, write_files
from vaultgoals.engine import examine
from vaultgoals.engine.questions import questions
from vaultgoals.engine.verify import Answer, record
from vaultgoals.errors import WriterBusyError
from vaultgoals.model import RecordResult, Stamp

_OURS = "vaultgoals"
_MANY = 4
_GOAL = '---\ntype: goal\nverify: "ask: Is it so?"\n---\n'
_LOG = "Gaps/Evidence/2026-11.md"


def instances(folder: Path, scale: float) -> list[Row]:
    """Let several processes add lines to one evidence log; the others add keys to one note."""
    each = scaled(150, scale, 5)
    missing = _missing(folder / "ours", _OURS, each)
    figures = {
        writer.name: f"{_missing(folder / f'other {at}', writer.name, each):,} of {_MANY * each:,} missing"
        for at, writer in enumerate(others())
    }
    return [
        Row(
            "P4",
            f"{_MANY} processes at once, {each:,} lines each into one evidence log",
            f"{missing} of {_MANY * each:,} missing",
            "0 missing",
            missing == 0,
            told(figures),
        )
    ]


def _missing(vault: Path, writer: str, each: int) -> int:
    """Return how many additions are not there when all have ended."""
    write_files(vault, {"Goal.md": _GOAL})
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.torture.instances", str(vault), str(number), str(each), writer],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL if writer != _OURS else None,
        )
        for number in range(_MANY)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.close()  # now they may begin
    for process in started:
        assert process.wait() == 0 or writer != _OURS
    held = (vault / (_LOG if writer == _OURS else "Goal.md")).read_text(encoding="utf-8")
    found = set(re.findall(r"\bkey-(\d+-\d+)\b", held))
    return sum(f"{number}-{at}" not in found for number in range(_MANY) for at in range(each))


def _add(vault: Path, number: str, count: int, name: str) -> None:
    sys.stdin.read()
    if name == _OURS:
        _record(vault, number, count)
        return
    writer = next(one for one in others() if one.name == name)
    note = vault / "Goal.md"
    for at in range(count):
        writer.put(note, writer.changed(note.read_text(encoding="utf-8"), f"key-{number}-{at}", "x"))


def _record(vault: Path, number: str, count: int) -> None:
    examination = examine(vault, as_of=Stamp.parse(TODAY))
    act = questions(examination, "Goal.md")[0]
    for at in range(count):
        answer = Answer(act, RecordResult.PASS, remark=f"key-{number}-{at}")
        while True:
            try:
                record(examination, [answer])
                break
            except WriterBusyError:  # it says so, and nothing was written: so once more
                continue


if __name__ == "__main__":
    _add(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
