"""P3: an editor saves while a note is being rewritten."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter

from tests.files.test_writing import save_by_rename, save_in_place, save_slowly
from tests.torture.others import others, told
from tests.torture.rows import Row, not_run, scaled
from vaultgoals.errors import NoteChangedError
from vaultgoals.files import Edit, EditKind, apply

STYLES = (save_in_place, save_slowly, save_by_rename)
_READ, _WRITTEN = "---\na: 1\n---\nread", "---\na: 2\n---\nwritten"
_HOW = "an editor saves at a random moment of a rewrite: in place, in two pieces, by a rename"


def races(folder: Path, scale: float) -> list[Row]:
    """Race ours and the others against three styles of saving."""
    if sys.platform != "linux":
        return [not_run("P3", _HOW, "0 lost", "elsewhere than on Linux there is no exchange of two files")]
    rounds = scaled(10_000, scale, 30)
    ours: Counter[str] = Counter()
    for style in STYLES:
        ours += _race(folder / f"ours {style.__name__}", style, _ours, rounds)
    figures = {}
    fewer = scaled(1500, scale, 5)
    for writer in others():
        lost = sum(
            _race(folder / f"{writer.name[1:5]} {style.__name__}", style, partial(_put, writer.put), fewer)[
                "lost"
            ]
            for style in STYLES
        )
        figures[writer.name] = f"{lost:,} of {3 * fewer:,} lost"
    return [
        Row(
            "P3",
            f"{_HOW}; {3 * rounds:,} times",
            f"{ours['lost']} saves lost; ours gave way {ours['gave way']:,} times, "
            f"{ours['strays']} files left beside",
            "0 lost",
            ours["lost"] == 0 and ours["gave way"] > 0,
            told(figures),
        )
    ]


def _ours(note: Path) -> bool:
    edit = Edit(note.name, _READ.encode(), _WRITTEN.encode(), EditKind.REGION)
    try:
        apply(note.parent, [edit], "Gaps")
    except NoteChangedError:
        return False
    return True


def _put(put: Callable[[Path, str], None], note: Path) -> bool:
    put(note, _WRITTEN)
    return True


def _race(
    folder: Path, save: Callable[[Path, bytes], None], write: Callable[[Path], bool], rounds: int
) -> Counter[str]:
    """Return how many saves were lost, how often the writer gave way, and what was left beside the note."""
    folder.mkdir()
    chance, note, came = Random(1), folder / "n.md", Counter(dict.fromkeys(("lost", "gave way", "strays"), 0))
    turns = _turns(note, write)
    for number in range(rounds):
        note.write_text(_READ, encoding="utf-8")
        text = f"---\na: 3\n---\nuser's save {number}".encode()
        editor = threading.Thread(target=_save_soon, args=(save, note, text, chance.randrange(turns)))
        editor.start()
        try:
            came["gave way"] += not write(note)
        finally:
            editor.join()
        came["lost"] += note.read_bytes() != text
        for stray in folder.iterdir():
            if stray != note:
                came["strays"] += 1
                stray.unlink()
    return came


def _turns(note: Path, write: Callable[[Path], bool]) -> int:
    """Return how many looks at a folder take a little longer than a write does beside another thread."""
    longest = 0.0
    for _ in range(20):
        note.write_text(_READ, encoding="utf-8")
        started = perf_counter()
        write(note)
        longest = max(longest, perf_counter() - started)
    started = perf_counter()
    for _ in range(1000):
        os.stat(note.parent)  # noqa: PTH116 - what the editor's thread does
    return max(50, min(4000, int(3 * longest / (perf_counter() - started) * 1000)))


def _save_soon(save: Callable[[Path, bytes], None], note: Path, text: bytes, turns: int) -> None:
    for _ in range(turns):
        os.stat(note.parent)  # noqa: PTH116 - lets the other thread run
    save(note, text)
