"""Change the code that must never be wrong, one small change at a time, and see whether a test notices.

make mutate                        all of it: an hour or two, at low priority
make mutate ARGS="rules"           one group, or one module: ARGS="rules.dead_link rollup.escape"
make mutate ARGS="--again rules"   once more what survived there, after tests were added

What nobody noticed is printed. The table in docs/reliability.md gets a new line for each module that was run.
mutmut makes the changes: within functions and methods, not in decorated ones (properties), nor in constants.
"""

from __future__ import annotations

import argparse
import re
import sys
from time import monotonic

from tests.mutation.explained import explained
from tests.mutation.groups import ROOT, Module, modules
from tests.mutation.trial import Trial, tried

PAGE = ROOT / "docs" / "reliability.md"
_HEAD = "| module | mutants | killed | survived | of these explained |\n|---|---:|---:|---:|---:|\n"
_MARKED = re.compile(r"(<!-- mutation:begin -->\n).*?(<!-- mutation:end -->)", re.DOTALL)
_LINE = re.compile(r"^\| `([\w.]+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", re.MULTILINE)
_Figures = tuple[int, int, int]
"""Mutants, survivors, survivors that are explained."""


def main() -> int:
    """Run what is asked for; return 1 where a change survived that nothing explains."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("names", nargs="*", help="groups or modules; all where none is named")
    arguments.add_argument("--again", action="store_true", help="only what survived the last time")
    asked = arguments.parse_args()
    names = asked.names
    chosen = [one for one in modules() if not names or one.group in names or one.name in names]
    if unknown := set(names) - {name for one in chosen for name in (one.group, one.name)}:
        arguments.error(f"there is no group or module {', '.join(sorted(unknown))}")
    left = 0
    for module in chosen:
        started = monotonic()
        try:
            trial = tried(module, ROOT / "build" / "mutate" / module.name, again=asked.again)
        except RuntimeError as error:
            print(f"{module.name}: NOT RUN\n{error}", flush=True)
            left += 1
            continue
        open_ones = [one for one in trial.survivors if not explained(one)]
        print(f"{module.name}: {_sentence(trial, len(open_ones))}, {monotonic() - started:.0f} s", flush=True)
        for survivor in open_ones:
            print(survivor, flush=True)
        _write_down(module, (trial.mutants, len(trial.survivors), len(trial.survivors) - len(open_ones)))
        left += len(open_ones)
    return int(left > 0)


def _sentence(trial: Trial, left: int) -> str:
    survived = len(trial.survivors)
    return f"{trial.mutants} mutants, {survived} survived, {left} of them not explained"


def _write_down(module: Module, figures: _Figures) -> None:
    """Renew the line of a module on the page, and the sums; those of other modules stay."""
    page = PAGE.read_text(encoding="utf-8")
    marked = _MARKED.search(page)
    assert marked is not None
    found = {
        name: (_number(mutants), _number(survived), _number(known))
        for name, mutants, _, survived, known in _LINE.findall(marked[0])
    }
    table = _table(found | {module.name: figures})
    PAGE.write_text(page[: marked.end(1)] + table + page[marked.start(2) :], encoding="utf-8")


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _table(found: dict[str, _Figures]) -> str:
    """Return the table: each group with its sum, and below it its modules, those not run yet left out."""
    groups: dict[str, list[str]] = {}
    for module in modules():
        groups.setdefault(module.group, []).append(module.name)
    lines = []
    for group, names in groups.items():
        done = [name for name in names if name in found]
        if done:
            some = "" if len(done) == len(names) else f" ({len(done)} of {len(names)} modules)"
            total = [sum(column) for column in zip(*(found[name] for name in done), strict=True)]
            share = f" ({1 - total[1] / max(1, total[0]):.1%})"
            lines.append(_line(f"**{group}**{some}", (total[0], total[1], total[2]), share))
            lines += [_line(f"`{name}`", found[name]) for name in done]
    return _HEAD + "".join(lines)


def _line(title: str, figures: _Figures, share: str = "") -> str:
    mutants, survived, known = figures
    return f"| {title} | {mutants:,} | {mutants - survived:,}{share} | {survived:,} | {known:,} |\n"


if __name__ == "__main__":
    sys.exit(main())
