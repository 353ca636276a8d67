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
from dataclasses import dataclass, replace
from pathlib import Path

from bench import page, record
from bench.figures import figures
from bench.peers import factor, missing
from bench.process import ROOT, ProgramFailedError, Sample
from bench.rows import GROUPS, needed
from bench.vaults import Vaults, provide
from bench.watching import SETTLE, Waits, watch
from bench.works import SLOW, Work, works


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
        samples = measure(vaults, choice)
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


def measure(vaults: dict[int, Vaults], choice: Choice) -> dict[int, dict[str, list[Sample]]]:
    """Return a sample a round of each work at each size.

    A first round, without the slow peers, does not count: it fills what is warm in all later ones.
    """
    names = needed(choice.groups)
    smallest = min(choice.sizes)
    tasks: list[tuple[int, Work]] = [
        (size, work)
        for size in choice.sizes
        for work in works(vaults[size])
        if work.name in names and (size == smallest or work.name not in ("help", "version"))
    ]
    samples: dict[int, dict[str, list[Sample]]] = {size: {} for size in choice.sizes}
    for number in range(choice.rounds + 1):
        for size, work in tasks:
            _tell(f"round {number} of {choice.rounds}: {work.name}, {size:,} notes")
            if number or work.name not in SLOW:
                found = work.sample()
            if number:
                samples[size].setdefault(work.name, []).append(_scaled(work, size, found, samples[size]))
    _tell("")
    return samples


def _scaled(work: Work, size: int, found: Sample, here: dict[str, list[Sample]]) -> Sample:
    """Return the sample as it would be over all notes where the peer has read a part of them."""
    times = factor(work.name, size)
    if times == 1:
        return found
    start = here["pass"][-1].seconds
    return replace(found, seconds=start + (found.seconds - start) * times)


def _watch(vaults: dict[int, Vaults], choice: Choice) -> dict[int, Waits]:
    found = {}
    for size, one in vaults.items():
        _tell(f"watching {size:,} notes")
        found[size] = watch(one, choice.saves)
        _tell("")
        waits = sorted(round(wait * 1000) for wait in found[size].beyond)
        print(f"{size:,} notes, from save to report, beyond {SETTLE * 1000:.0f} ms of settling: {waits} ms")
    print()
    return found


def _tell(what: str) -> None:
    """Say what is being done to somebody who waits at a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


def _choice(arguments: Sequence[str] | None) -> Choice:
    parser = argparse.ArgumentParser(
        prog="bench/run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000", help="numbers of notes, with commas")
    parser.add_argument("-n", "--rounds", type=int, default=5, help="rounds that count (5)")
    parser.add_argument(
        "--saves", type=int, default=20, help="saves for the watcher (20, or as many as fit a minute)"
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
    sizes = tuple(sorted({int(size.replace("_", "")) for size in given.sizes.split(",")}))
    return Choice(
        sizes,
        given.rounds,
        given.saves,
        groups,
        given.strict,
        given.record,
        given.build.resolve(),
        given.page,
        given.ratios,
    )


if __name__ == "__main__":
    sys.exit(main())
