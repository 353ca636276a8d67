"""Edit a vault at random for a long time while it is watched, kill the watch again and again, and judge.

    make soak                       30 minutes
    make soak ARGS="--minutes 3"    three

Notes are saved as editors do (in place, in two halves, by a file renamed over them), moved, deleted,
moved with their folders; many change in one burst. The watch is killed (SIGKILL) at random, stopped and
continued (SIGSTOP, SIGCONT), and started again. From time to time all edits rest; soon a fresh report on a
copy of the vault must have nothing to write, nothing may be written from then on, and every note of the
user's must hold what was last written to it. The figures go into docs/reliability.md, between two markers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import monotonic, sleep

from tests.watch.watching import files_of, is_up_to_date
from vaultgoals.watch.reports import PATIENCE

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
_MARKED = re.compile(r"(<!-- soak:begin -->\n).*?(<!-- soak:end -->)", re.DOTALL)
_NOTES = 200
_REST = 60.0
"""Seconds within which the watch must have come to rest when the edits rest."""
_KINDS = (
    "type: goal\nstatus: active",
    "type: spec\nstatus: accepted",
    "type: task\nstatus: done",
    "tags: [x]",
)


class Soak:
    """One vault, the watch on it, and what its user has written."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.vault = folder / "vault"
        self.counts: Counter[str] = Counter()
        self.slowest = 0.0
        self._folder = folder
        self._random = Random(seed)  # noqa: S311 - edits at random, no secret
        self._held: dict[str, bytes] = {}
        self._log = folder / "log.jsonl"
        self._log.touch()
        for number in range(_NOTES):
            self._save(f"{number % 10}/Note {number}.md")
        self._watch = self._started()

    def edit(self) -> None:
        """Do one thing that a user, an editor or a machine does."""
        deeds: list[tuple[int, Callable[[], None]]] = [
            (40, lambda: self._save(self._any())),
            (15, self._rename),
            (5, self._move_folder),
            (5, self._delete),
            (5, self._burst),
            (3, self._kill),
            (3, self._suspend),
        ]
        chosen = self._random.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]
        chosen()
        sleep(self._random.choice((0.0, 0.01, 0.1, 0.4, 1.0)))

    def judge(self) -> None:
        """Let everything rest, and compare with a fresh reader; raise SystemExit where they differ."""
        started = monotonic()
        sleep(0.3)
        while not is_up_to_date(self.vault):
            if monotonic() - started > _REST:
                raise SystemExit(f"missed: after {_REST:g} s of rest a fresh report differs ({self.vault})")
            sleep(0.1)
        self.slowest = max(self.slowest, monotonic() - started)
        self.counts["quiet points"] += 1
        held = {path: raw for path, raw in files_of(self.vault).items() if not path.startswith("Gaps/")}
        if held != self._held:
            both = held.keys() | self._held.keys()
            different = sorted(path for path in both if held.get(path) != self._held.get(path))
            raise SystemExit(f"a user's note is not what was written to it: {different}")
        self._check_rest()
        self._check_log()

    def end(self) -> None:
        """End the watch as a service is ended."""
        self._watch.send_signal(signal.SIGTERM)
        if self._watch.wait(_REST) != 0:
            raise SystemExit(f"the watch ended with {self._watch.returncode}")

    def _check_rest(self) -> None:
        """While nobody edits anything nothing may be written: what the watch writes leads to nothing."""
        sleep(1.0)
        before = self._written()
        sleep(1.5)
        if self._written() != before:
            raise SystemExit("the watch wrote although nobody else did")

    def _written(self) -> dict[str, tuple[int, int]]:
        return {
            str(place): (place.stat().st_ino, place.stat().st_mtime_ns)
            for place in (self.vault / "Gaps").rglob("*.md")
        }

    def _check_log(self) -> None:
        """No report may have written a note twice."""
        lines = self._log.read_text(encoding="utf-8").splitlines()
        reports = [told for told in map(json.loads, lines) if told["event"] == "report"]
        for told in reports:
            if len(set(told["written"])) != len(told["written"]):
                raise SystemExit(f"written twice in one report: {told}")
        self.counts["reports"] = len(reports)
        self.counts["notes written by the watch"] = sum(len(told["written"]) for told in reports)

    def _any(self) -> str:
        if self._held and self._random.random() < 0.9:
            return self._random.choice(sorted(self._held))
        return f"{self._random.randrange(10)}/Note {self._random.randrange(_NOTES * 2)}.md"

    def _text(self) -> bytes:
        front = self._random.choice(_KINDS)
        link = f"[[Note {self._random.randrange(_NOTES)}]]"
        return f'---\n{front}\ngoal: "{link}"\n---\n{self._random.random()}\n'.encode()

    def _save(self, path: str) -> None:
        """Write a note in one of the ways that editors have."""
        place, text = self.vault / path, self._text()
        if path in self._held and self._random.random() < 0.4:
            text = self._held[path] + b"More words.\n"  # most saves of real people are of this kind
            self.counts["saves of a sentence more"] += 1
        place.parent.mkdir(parents=True, exist_ok=True)
        way = self._random.randrange(4)
        if way == 0:
            temporary = place.with_name(f".{place.name}.tmp")
            temporary.write_bytes(text)
            temporary.replace(place)
        elif way == 1 and place.exists():  # vim
            place.rename(place.with_name(f"{place.name}~"))
            place.write_bytes(text)
            place.with_name(f"{place.name}~").unlink()
        elif way == 2:  # an editor that is slow
            with place.open("wb") as file:
                file.write(text[:10])
                file.flush()
                sleep(self._random.choice((0.0, 0.05, PATIENCE / 2)))
                file.write(text[10:])
        else:
            place.write_bytes(text)
        self._held[path] = text
        self.counts["saves"] += 1

    def _rename(self) -> None:
        path, other = self._any(), self._any()
        if path not in self._held or other in self._held:
            other = f"{self._random.randrange(10)}/Note {self._random.randrange(_NOTES * 2)}.md"
        if path in self._held and other not in self._held:
            (self.vault / other).parent.mkdir(parents=True, exist_ok=True)
            (self.vault / path).rename(self.vault / other)
            self._held[other] = self._held.pop(path)
            self.counts["moves"] += 1

    def _move_folder(self) -> None:
        old, new = f"{self._random.randrange(10)}", f"{self._random.randrange(10, 20)}"
        if not (self.vault / old).exists() or (self.vault / new).exists():
            old, new = new, old
        if (self.vault / old).exists() and not (self.vault / new).exists():
            (self.vault / old).rename(self.vault / new)
            for path in [path for path in self._held if path.startswith(f"{old}/")]:
                self._held[new + path.removeprefix(old)] = self._held.pop(path)
            self.counts["moved folders"] += 1

    def _delete(self) -> None:
        path = self._any()
        if path in self._held and len(self._held) > _NOTES * 9 // 10:
            (self.vault / path).unlink()
            del self._held[path]
            self.counts["deletions"] += 1

    def _burst(self) -> None:
        for path in self._random.sample(sorted(self._held), min(50, len(self._held))):
            text = self._held[path] + b"More.\n"
            (self.vault / path).write_bytes(text)
            self._held[path] = text
            self.counts["saves"] += 1

    def _kill(self) -> None:
        self._watch.kill()
        self._watch.wait()
        self.counts["kills"] += 1
        self._watch = self._started()

    def _suspend(self) -> None:
        self._watch.send_signal(signal.SIGSTOP)
        self._burst()
        self._move_folder()
        self._watch.send_signal(signal.SIGCONT)
        self.counts["suspensions"] += 1

    def _started(self) -> subprocess.Popen[bytes]:
        state = str(self._folder / "state")
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "vaultgoals", "watch", str(self.vault), "--log-format", "json"],
                env={**os.environ, "XDG_STATE_HOME": state, "XDG_CACHE_HOME": state},
                stdout=log,
            )


def main() -> None:
    """Run for the time asked for, print the figures, and write them down."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=30.0)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    folder = Path(mkdtemp(prefix="soak-")).resolve()  # left where it is when something was wrong
    soak = Soak(folder, chosen.seed)
    started = monotonic()
    while monotonic() - started < chosen.minutes * 60:
        for _ in range(25):
            soak.edit()
        soak.judge()
    soak.end()
    shutil.rmtree(folder)
    figures = _figures(soak, chosen.minutes)
    print(figures)
    _write_down(figures)


def _figures(soak: Soak, minutes: float) -> str:
    counts = soak.counts
    names = (
        "saves",
        "saves of a sentence more",
        "moves",
        "moved folders",
        "deletions",
        "kills",
        "suspensions",
        "reports",
    )
    rows = [(name, f"{counts[name]:,}") for name in (*names, "notes written by the watch", "quiet points")]
    rows += [
        ("quiet points at which a fresh report differed", "0"),
        ("notes of the user's that were not as last written", "0"),
        ("notes written twice in one report, or although nobody had edited anything", "0"),
        ("longest time from the last edit to a true report", f"{soak.slowest:.1f} s"),
    ]
    lines = [
        f"| in {minutes:g} minutes | |",
        "|---|---:|",
        *(f"| {name} | {value} |" for name, value in rows),
    ]
    return "\n".join(lines) + "\n"


def _write_down(figures: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_MARKED.sub(lambda match: match[1] + figures + match[2], page), encoding="utf-8")


if __name__ == "__main__":
    main()
