"""Fuzz the modules that read what people write, and those that write into their notes.

    make fuzz                                          each target for a minute
    make fuzz ARGS="--seconds 600 frontmatter body"    two of them for ten

With atheris (https://github.com/google/atheris) the search is guided by coverage; without it texts are made
from the seeds at random, which finds less. What fails is kept in build/fuzz/TARGET and shown; it becomes a
named test.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import traceback
from importlib.util import find_spec
from pathlib import Path
from time import time_ns

CORPUS = Path(__file__).parent / "corpus"
FOUND = Path(__file__).parent.parent / "build" / "fuzz"
_GUIDED = "--guided"


def main() -> int:
    """Run the targets that were asked for, one after the other; return 1 where one has failed."""
    if sys.argv[1:2] == [_GUIDED]:
        return _guided(sys.argv[2], sys.argv[3:])
    from fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target (default: 60)")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    asked = parser.parse_args()
    if unknown := sorted(set(asked.targets) - TARGETS.keys()):
        parser.error(f"no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    guided = find_spec("atheris") is not None
    print("guided by atheris" if guided else "without atheris, so unguided")
    run = _in_a_process if guided else _at_random
    failed = [name for name in asked.targets or TARGETS if not run(name, asked.seconds)]
    return int(bool(failed))


def _at_random(name: str, seconds: float) -> bool:
    from fuzz.mutating import fuzz
    from fuzz.targets import TARGETS, text_of

    seeds = [text_of(path.read_bytes()) for path in sorted((CORPUS / name).iterdir())]
    tried, failing = fuzz(TARGETS[name], seeds, seconds, time_ns())
    print(f"{name:>12}: {tried:,} texts, " + ("none fails" if failing is None else f"fails on {failing!r}"))
    return failing is None


def _in_a_process(name: str, seconds: float) -> bool:
    """Run libFuzzer in a process of its own, which it ends itself."""
    own = FOUND / name
    (own / "corpus").mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "fuzz.run", _GUIDED, name),
        *(str(own / "corpus"), str(CORPUS / name)),
        *(f"-max_total_time={max(1, round(seconds))}", "-max_len=2048", "-timeout=20", "-verbosity=0"),
        *("-print_final_stats=1", f"-artifact_prefix={own}/"),
    ]
    ended = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", errors="replace")
    told = ended.stdout + ended.stderr
    count = re.findall(r"number_of_executed_units: *(\d+)", told)
    print(f"{name:>12}: {int(count[-1]) if count else 0:,} texts, ", end="")
    print("fails" if ended.returncode else "none fails")
    kept = re.findall(r"Test unit written to (.+)", told)
    if kept:
        _show(name, Path(kept[-1]))
    elif ended.returncode:
        print(told[-4000:])
    return ended.returncode == 0


def _show(name: str, kept: Path) -> None:
    """Print the text that a target failed on, and how."""
    from fuzz.targets import TARGETS, text_of

    text = text_of(kept.read_bytes())
    print(f"{kept}\n{text!a}")
    try:
        TARGETS[name](text)
    except Exception:  # noqa: BLE001 - whatever it is
        traceback.print_exc()


def _guided(name: str, arguments: list[str]) -> int:
    import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with atheris.instrument_imports(include=["vaultgoals"]):
        from fuzz.targets import TARGETS, text_of

    target = TARGETS[name]
    atheris.Setup([sys.argv[0], *arguments], lambda data: target(text_of(data)))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
