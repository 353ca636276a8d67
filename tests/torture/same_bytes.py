"""P8: same vault, same day, same bytes, whatever the surroundings; and the second run writes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.terminal import Terminal
from tests.test_determinism import CHECK, REPORT, files_of, lay_out, states
from tests.torture.rows import Row, scaled

_ZONES = (
    "UTC",
    "Pacific/Kiritimati",
    "America/Los_Angeles",
    "Asia/Kathmandu",
    "Europe/Paris",
    "Pacific/Apia",
)
_SHUFFLED = """
import os, random
chance = random.Random(os.environ["ORDER"])
listed, scanned = os.listdir, os.scandir
class Scanned:
    def __init__(self, path="."):
        with scanned(path) as found:
            entries = list(found)
        chance.shuffle(entries)
        self.found = iter(entries)
    def __iter__(self):
        return self.found
    def __next__(self):
        return next(self.found)
    def __enter__(self):
        return self.found
    def __exit__(self, *_):
        pass
    def close(self):
        pass
def shuffled(path="."):
    names = listed(path)
    chance.shuffle(names)
    return names
os.listdir, os.scandir = shuffled, Scanned
"""
"""Stands in the way of every look at a folder, in whatever process: `sitecustomize` is loaded first."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one run printed and wrote, and how many files its second run touched."""

    printed: str
    written: dict[str, bytes]
    touched: int


def same_bytes(folder: Path, scale: float) -> list[Row]:
    """Check and report in many surroundings, each in a copy of the vault at another place."""
    number = scaled(200, scale, 4)
    chance = Random(1)
    settings = [_setting(chance, at) for at in range(number)]
    hands = os.cpu_count() or 1
    with ThreadPoolExecutor(hands) as pool:
        told = list(
            pool.map(lambda at: _told(folder / f"{'deep/' * (at % 3)}{at}", settings[at]), range(number))
        )
    different = sum(_different(told[0], one) for one in told[1:])
    touched = sum(one.touched for one in told)
    return [
        Row(
            "P8",
            f"{number} times another hash seed, time zone, locale, order of folders and place",
            f"{different} files differ, {touched} touched by a second run",
            "0 and 0",
            different == touched == 0 and len(told[0].written) > 20,
        )
    ]


def _setting(chance: Random, at: int) -> str:
    locales = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    return (
        f"PYTHONHASHSEED={chance.randrange(1 << 32)} TZ={chance.choice(_ZONES)} "
        f"LC_ALL={chance.choice(locales or ['C'])} ORDER={at}"
    )


def _told(folder: Path, setting: str) -> Told:
    folder.mkdir(parents=True)
    terminal = Terminal(folder, 120)
    lay_out(terminal, reverse=bool(folder.name[-1] in "13579"))
    (folder / "order").mkdir()
    (folder / "order" / "sitecustomize.py").write_text(_SHUFFLED, encoding="utf-8")
    before = f"export PATH PYTHONPATH='{folder}/order':$PYTHONPATH {setting};"
    _, printed, errors = terminal.run(f"{before} {CHECK}")
    assert not errors, errors
    assert terminal.run(f"{before} {REPORT}")[0] == 0
    written, first = files_of(terminal.vault / "Gaps"), states(terminal.vault)
    assert terminal.run(f"{before} {REPORT}")[0] == 0
    second = states(terminal.vault)
    shutil.rmtree(folder / "vault")
    return Told(printed, written, sum(first.get(path) != state for path, state in second.items()))


def _different(one: Told, other: Told) -> int:
    paths: Iterable[str] = {*one.written, *other.written}
    return (one.printed != other.printed) + sum(one.written.get(p) != other.written.get(p) for p in paths)
