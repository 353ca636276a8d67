"""How fast a check is, as ratios against peers that do part of the same work, measured in the same run.

    make bench                      a vault of 1,000 notes
    make bench ARGS="10000 -n 7"    of 10,000, seven rounds

Each command is timed as a whole process, in turn with its peers, so that a change in the machine's
speed hits all of them. Medians are printed; only the ratios hold from machine to machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.vaults import make_vault

_READ = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        handle = os.open(os.path.join(folder, name), os.O_RDONLY)
        while os.read(handle, 1 << 20):
            pass
        os.close(handle)
"""
_NAIVE = """
import sys
from pathlib import Path
import frontmatter
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark")
for path in Path(sys.argv[1]).rglob("*.md"):
    parser.parse(frontmatter.load(path).content)
"""


def main() -> None:
    """Time the commands and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("notes", nargs="?", type=int, default=1000)
    arguments.add_argument("-n", "--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    with TemporaryDirectory() as folder:
        root = Path(folder) / "vault"
        make_vault(root, chosen.notes)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "vaultgoals --help": [sys.executable, "-m", "vaultgoals", "--help"],
            "read every byte": [sys.executable, "-c", _READ, str(root)],
            "python-frontmatter + markdown-it-py": [sys.executable, "-c", _NAIVE, str(root)],
            "vaultgoals check": [
                sys.executable,
                "-m",
                "vaultgoals",
                "check",
                str(root),
                "--as-of",
                "2026-11-21",
            ],
        }
        times = measure(commands, chosen.rounds)
    print(table(times, chosen.notes, chosen.rounds))


def measure(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each command over ``rounds`` rounds, after one that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            started = perf_counter()
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
            if done.returncode not in (0, 1):
                raise SystemExit(f"{name} failed: {done.stderr.decode(errors='replace')}")
            if number:
                seconds[name].append(perf_counter() - started)
    return {name: median(values) for name, values in seconds.items()}


def table(times: dict[str, float], notes: int, rounds: int) -> str:
    """Return the figures as a Markdown table, each against an empty Python and against `check`."""
    empty, check = times["python -c pass"], times["vaultgoals check"]
    rows = [
        f"| {name} | {value * 1000:.0f} | {value / empty:.1f} | {check / value:.2f} |"
        for name, value in times.items()
    ]
    head = (
        f"{notes} notes, median of {rounds} rounds, whole processes, page cache warm\n\n"
        "| command | ms | against an empty Python | `check` against it |\n| --- | ---: | ---: | ---: |\n"
    )
    return head + "\n".join(rows)


if __name__ == "__main__":
    main()
