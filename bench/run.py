"""How fast vaultgoals is, as ratios against peers that do part of the same work, measured in the same run.

    make bench                                      vaults of 1,000 and 10,000 notes
    make bench ARGS="--sizes 100000 -n 3"           the large one (a quarter of an hour)
    make bench ARGS="--only cold,warm -n 9"         some of start cold warm report memory growth watch
    make bench ARGS="--assert"                      exit 1 where a budget or the record is exceeded

Every program is timed as a whole process, one after the other and then all of them again, so that a change
in the machine's speed hits ours and its peers alike; a ratio is the median of one ratio a round. Only the
ratios hold from machine to machine. The table goes into docs/performance.md; what was not measured stands
there as it was recorded.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import page, record
from bench.figures import figures
from bench.peers import missing
from bench.process import ROOT, ProgramFailedError
from bench.rounds import measure, tell
from bench.rows import GROUPS, needed
from bench.vaults import Vaults, provide
from bench.watching import SETTLE, Waits, watch

FEWEST = 20
"""Notes of the smallest vault in which every kind of note stands."""


@dataclass(frozen=True)
class Choice:
    """What the command line asks for."""

    sizes: tuple[int, ...]
    rounds: int
    saves: int
    groups: tuple[str, ...]
    strict: bool
    renew: bool
    build: Path
    page: Path
    ratios: Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write; return the exit code."""
    choice = _choice(arguments)
    if not hasattr(os, "wait4"):
        print("bench: this system does not tell what a program has used; Linux and macOS do", file=sys.stderr)
        return 2
    for name, reason in missing().items():
        print(f"SKIPPED {name}: {reason}", file=sys.stderr)
    try:
        page.put(choice.page, None)
        vaults = {size: provide(choice.build, size) for size in choice.sizes}
        samples = measure(vaults, needed(choice.groups), choice.rounds)
        waits = _watch(vaults, choice) if "watch" in choice.groups else {}
    except (ProgramFailedError, page.NoPlaceError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    measured = figures(samples, waits)
    recorded = record.load(choice.ratios)
    both = record.merged(recorded, measured)
    print(page.time_table(samples), end="\n\n")
    print(page.ratio_table(measured, choice.sizes))
    columns = sorted({size for sizes in both.values() for size in sizes})
    page.put(choice.page, page.ratio_table(both, columns))
    worse = record.complaints(measured, recorded) if choice.strict else []
    if choice.renew:
        record.save(choice.ratios, both)
    for sentence in worse:
        print(f"FAILED {sentence}", file=sys.stderr)
    return 1 if worse else 0


def _watch(vaults: dict[int, Vaults], choice: Choice) -> dict[int, Waits]:
    found = {}
    for size, one in vaults.items():
        tell(f"watching {size:,} notes")
        found[size] = watch(one, choice.saves)
        tell("")
        waits = sorted(round(wait * 1000) for wait in found[size].beyond)
        print(f"{size:,} notes, from save to report, beyond {SETTLE * 1000:.0f} ms of settling: {waits} ms")
    print()
    return found


def _choice(arguments: Sequence[str] | None) -> Choice:
    parser = argparse.ArgumentParser(
        prog="bench/run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=_sizes, default=(1000, 10_000), help="numbers of notes, with commas")
    parser.add_argument("-n", "--rounds", type=_count, default=5, help="rounds that count (5)")
    parser.add_argument(
        "--saves", type=_count, default=20, help="saves for the watcher (20, or as many as fit a minute)"
    )
    parser.add_argument("--only", default=",".join(GROUPS), help=f"some of {', '.join(GROUPS)}")
    parser.add_argument(
        "--assert", action="store_true", dest="strict", help="exit 1 where a figure is too large"
    )
    parser.add_argument("--record", action="store_true", help="renew bench/ratios.json")
    parser.add_argument(
        "--build", type=Path, default=ROOT / "build" / "bench", help="where the vaults are made"
    )
    parser.add_argument(
        "--page", type=Path, default=ROOT / "docs" / "performance.md", help="where the table goes"
    )
    parser.add_argument("--ratios", type=Path, default=ROOT / "bench" / "ratios.json", help="the record")
    given = parser.parse_args(arguments)
    groups = tuple(given.only.split(","))
    if unknown := set(groups) - set(GROUPS):
        parser.error(f"no comparison called {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    return Choice(
        given.sizes,
        given.rounds,
        given.saves,
        groups,
        given.strict,
        given.record,
        given.build.resolve(),
        given.page,
        given.ratios,
    )


def _sizes(text: str) -> tuple[int, ...]:
    found = text.split(",")
    if not all(size.isdecimal() and int(size) >= FEWEST for size in found):
        message = f"numbers from {FEWEST} on, with commas, such as 1000,10000"
        raise argparse.ArgumentTypeError(message)
    return tuple(sorted({int(size) for size in found}))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        message = "a number from 1 on"
        raise argparse.ArgumentTypeError(message)
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
