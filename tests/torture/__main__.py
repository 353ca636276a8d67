"""Try every promise at full size, print the figures, and write them into docs/reliability.md.

make torture                                     all of it: about a quarter of an hour
make torture ARGS="--only P3 --scale 0.1"        a part, which is printed and not written down
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic

from tests.torture.promises import PROMISES, Promise
from tests.torture.rows import Row

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
_HEAD = "| promise | how tested | figure (target) | the same done to others |\n|---|---|---|---|\n"
_LINE = re.compile(r"^\| (?:\*\*)?(P\d+)\b.*\n", re.MULTILINE)
_MARKED = re.compile(r"(<!-- torture:begin -->\n).*?(<!-- torture:end -->)", re.DOTALL)


def main() -> int:
    """Run what is asked for; return 1 where a target was missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--only", metavar="P3,P9", default="", help="these promises alone")
    arguments.add_argument("--scale", type=float, default=1.0, help="share of the full size")
    chosen = arguments.parse_args()
    names = [name.strip().upper() for name in chosen.only.split(",") if name.strip()]
    if unknown := set(names) - {one.name for one in PROMISES}:
        arguments.error(f"there is no promise {', '.join(sorted(unknown))}")
    started = monotonic()
    rows = []
    for promise in PROMISES:
        if not names or promise.name in names:
            rows += _tried(promise, chosen.scale)
    print(f"{monotonic() - started:.0f} s; {sum(not row.met for row in rows)} targets missed")
    if chosen.scale == 1.0:
        _write_down(rows)
    return int(not all(row.met for row in rows))


def _tried(promise: Promise, scale: float) -> list[Row]:
    """Run the harnesses of a promise, each in a folder of its own, and say what came of it."""
    print(f"{promise.name} {promise.text}", flush=True)
    rows = []
    for harness in promise.harnesses:
        folder = Path(mkdtemp(prefix="torture-")).resolve()
        for variable in ("XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[variable] = str(folder / "state")
        (folder / "work").mkdir()
        started = monotonic()
        found = harness(folder / "work", scale)
        for row in found:
            word = "NOT RUN" if row.lacking else "ok" if row.met else "MISSED"
            print(f"   {word}: {row.how}\n      {row.figure} (target: {row.target})", flush=True)
            if row.contrast:
                print(f"      others: {row.contrast}", flush=True)
        print(f"      {monotonic() - started:.0f} s", flush=True)
        rows += found
        if all(row.met for row in found):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"      left for a look: {folder}", flush=True)
    return rows


def _lines(rows: list[Row]) -> dict[str, list[str]]:
    """Return the lines of the table by promise."""
    texts = {one.name: one.text for one in PROMISES}
    lines: dict[str, list[str]] = {}
    for row in rows:
        own = lines.setdefault(row.promise, [])
        promise = row.promise if own else f"**{row.promise}** {texts[row.promise]}"
        missed = "" if row.met else "**missed:** "
        cells = (promise, row.how, f"{missed}{row.figure} ({row.target})", row.contrast)
        own.append("| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n")
    return lines


def _write_down(rows: list[Row]) -> None:
    """Renew the lines of these promises on the page; those of others stay."""
    page = PAGE.read_text(encoding="utf-8")
    marked = _MARKED.search(page)
    assert marked is not None
    lines: dict[str, list[str]] = {}
    for match in _LINE.finditer(marked[0]):
        lines.setdefault(match[1], []).append(match[0])
    lines |= _lines(rows)
    table = _HEAD + "".join("".join(lines.get(one.name, ())) for one in PROMISES)
    PAGE.write_text(page[: marked.end(1)] + table + page[marked.start(2) :], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
