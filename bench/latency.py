"""From a save to the new report: how long a running watch takes, in small and in large vaults.

    PYTHONPATH=. python bench/latency.py              vaults of 50 and 10,000 notes
    PYTHONPATH=. python bench/latency.py 1000 -n 9    one of 1,000, nine saves

A note is saved and the report looked at until it says so. Every time holds the 300 ms for which a watch
waits for more.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from bench.vaults import make_vault

_SPEC = "---\ntype: spec\nstatus: {}\n---\nHow tasks are dispatched.\n"
_NAME = "A spec that changes"
_LIMIT = 120.0


def main() -> None:
    """Time the saves and print a line for each size of vault."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("notes", nargs="*", type=int, default=[50, 10000])
    arguments.add_argument("-n", "--saves", type=int, default=7)
    chosen = arguments.parse_args()
    for notes in chosen.notes:
        with TemporaryDirectory() as folder:
            root = Path(folder) / "vault"
            make_vault(root, notes)
            times = _timed(root, Path(folder) / "state", chosen.saves)
        print(f"{notes:>7,} notes: {median(times):.2f} s from a save to the report ({chosen.saves} saves)")


def _timed(root: Path, state: Path, saves: int) -> list[float]:
    note = root / f"{_NAME}.md"
    note.write_text(_SPEC.format("draft"), encoding="utf-8")
    watch = subprocess.Popen(
        [sys.executable, "-m", "vaultgoals", "watch", str(root)],
        env={**os.environ, "XDG_STATE_HOME": str(state), "XDG_CACHE_HOME": str(state)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until(root, shown=False)
        times = []
        for number in range(saves):
            accepted = number % 2 == 0
            sleep(1)  # else the save before is still being settled
            started = perf_counter()
            note.write_text(_SPEC.format("accepted" if accepted else "draft"), encoding="utf-8")
            _wait_until(root, shown=accepted)
            times.append(perf_counter() - started)
        return times
    finally:
        watch.terminate()
        watch.wait()


def _wait_until(root: Path, *, shown: bool) -> None:
    """Wait until a report stands that lists the note's gap, or does not."""
    end = perf_counter() + _LIMIT
    while perf_counter() < end:
        reports = sorted((root / "Gaps").glob("Gap report *.md"))
        if reports and (f"[[{_NAME}]]" in reports[-1].read_text(encoding="utf-8")) is shown:
            return
        sleep(0.01)
    raise SystemExit(f"no report within {_LIMIT:g} s")


if __name__ == "__main__":
    main()
