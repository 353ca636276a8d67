"""All programs one after the other, at every size, and then all of them again."""

from __future__ import annotations

import sys
from dataclasses import replace

from bench.peers import factor
from bench.process import Sample
from bench.vaults import Vaults
from bench.works import SLOW, Work, works


def measure(
    vaults: dict[int, Vaults], names: frozenset[str], rounds: int
) -> dict[int, dict[str, list[Sample]]]:
    """Return a sample a round of each work at each size.

    A first round, without the slow peers, does not count: it fills what is warm in all later ones.

    Args:
        vaults: by their number of notes.
        names: of the works that are wanted.
        rounds: how often each is run and counted.

    Raises:
        ProgramFailedError: one of them could not do its work.
    """
    smallest = min(vaults)
    tasks: list[tuple[int, Work]] = [
        (size, work)
        for size in vaults
        for work in works(vaults[size])
        if work.name in names and (size == smallest or work.name not in ("help", "version"))
    ]
    samples: dict[int, dict[str, list[Sample]]] = {size: {} for size in vaults}
    for number in range(rounds + 1):
        for size, work in tasks:
            tell(f"round {number} of {rounds}: {work.name}, {size:,} notes")
            if number:
                found = _scaled(work, size, work.sample(), samples[size])
                samples[size].setdefault(work.name, []).append(found)
            elif work.name not in SLOW:
                work.sample()
    tell("")
    return samples


def _scaled(work: Work, size: int, found: Sample, here: dict[str, list[Sample]]) -> Sample:
    """Return the sample as it would be over all notes where the peer has read a part of them."""
    times = factor(work.name, size)
    if times == 1:
        return found
    start = here["pass"][-1].seconds
    return replace(found, seconds=start + (found.seconds - start) * times)


def tell(what: str) -> None:
    """Say what is being done to somebody who waits at a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
