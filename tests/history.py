"""A year of a vault's life, made from a seed, with the real report of each of some seventy-five days.

`live_a_year(root)` lays out an empty folder as a vault and lets things happen in it, day after day: goals,
tasks and specs are written, tasks get done, specs are accepted and built, outcomes are seen (in the evidence
log, or in the numbers of daily notes), goals fall back, notes move, a goal is dropped. On each day of
`report_days()` it writes the notes as they were then and has the product write that day's report. What it
returns beside that is what it made up itself, told by no code of the product: for each of those days the
state of every goal, and how many gaps of each rule there must be. Same seed, same bytes.

The fixture `year`, which `conftest` hands to every test, is such a vault, lived once in a session (three
seconds of work) and copied for each test that asks for it:

    from tests.history import History

    def test_it(year: History) -> None:
        assert year.vault.read(f"Gaps/Gap report {year.days[-1].day}.md")

To look at one: python -c "from tests.history import *; live_a_year(Path('/tmp/year'))"
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.vaults import Vault
from vaultgoals import load

FIRST, LAST = date(2025, 11, 24), date(2026, 11, 21)
"""The year; its last day is the one that other tests call today."""
_LENGTH = (LAST - FIRST).days

_TITLES = (
    "Tasks run without me", "I sleep through the night", "The garden feeds us in June", "No debt on the card",
    "Ten people read what I write", "Backups I could restore from", "I can hold a talk in Spanish",
    "The attic is a room", "Father is not alone on Sundays", "Invoices go out on the first",
    "The bike is ridden to work", "I know where the money goes", "Run ten kilometres", "Photos can be found",
    "The choir sings from memory", "Nobody waits for my answer", "The roof holds another winter",
    "A week without a screen at night",
)  # fmt: skip
_MEASURED = ("Run ten kilometres", "I sleep through the night", "No debt on the card")
"""Goals whose outcome is a number in daily notes; of all others somebody is asked."""
_PARENTS = {
    "I know where the money goes": "No debt on the card",
    "Invoices go out on the first": "No debt on the card",
    "Backups I could restore from": "Tasks run without me",
    "Photos can be found": "Backups I could restore from",
}
_SPECS = ("Budget", "Backup plan", "Planting plan", "Attic plan", "Dispatch", "Rehearsal plan", "Roof survey")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""

    day: str
    """ISO."""
    what: str
    """``goal``, ``task``, ``spec``: it was written; ``done``, ``accepted``, ``built``, ``pass``, ``fail``,
    ``number``, ``moved``, ``dropped``."""
    title: str
    """Of the note that it happened to."""
    of: str = ""
    """The goal of a task or spec, the new folder of a note, the number measured."""


@dataclass(frozen=True, slots=True)
class TrueGoal:
    """A goal as it was on a day, known without asking the product."""

    path: str
    outcome: str
    work: str
    done: int
    open: int
    value: float | None
    """The number measured last; None for a goal of which somebody is asked, and before the first."""


@dataclass(frozen=True, slots=True)
class TrueDay:
    """All that must be true of the report of a day."""

    day: str
    goals: Mapping[str, TrueGoal]
    """By title."""
    gaps: Mapping[str, int]
    """How many of each rule, by code; a rule without gaps is not named."""
    specs: int
    tasks: int

    @property
    def verified(self) -> int:
        """How many goals hold."""
        return sum(goal.outcome == "verified" for goal in self.goals.values())

    @property
    def live(self) -> int:
        """How many goals are not dropped."""
        return sum(goal.outcome != "dropped" for goal in self.goals.values())


@dataclass(frozen=True, slots=True)
class History:
    """A vault that has lived, and the truth of it."""

    root: Path
    events: tuple[Event, ...]
    """In the order in which they happened."""
    days: tuple[TrueDay, ...]
    """One for each report, ascending."""

    @property
    def vault(self) -> Vault:
        """The vault as it stands at the end."""
        return Vault(self.root)


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return a year that was lived once; nobody writes into it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state-of-the-year")))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache-of-the-year")))
        return live_a_year(tmp_path_factory.mktemp("year"))


@pytest.fixture
def year(lived: History, tmp_path: Path) -> History:
    """Return a copy of the year that a test may go on with."""
    shutil.copytree(lived.root, tmp_path / "year")
    return replace(lived, root=tmp_path / "year")


def live_a_year(root: Path, seed: int = 11) -> History:
    """Live a year in an empty folder; see the head of this file."""
    happened = tuple(sorted(_events(Random(seed)), key=lambda event: event.day))  # noqa: S311
    life, days, waiting = _Life(), [], list(happened)
    standing: dict[str, str] = {}
    for day in report_days():
        while waiting and waiting[0].day <= day:
            life.happen(waiting.pop(0))
        _write(root, life, standing)
        days.append(life.truth(day))
        load(root, as_of=day).write_report()
    return History(root, happened, tuple(days))


def report_days() -> tuple[str, ...]:
    """Return the days with a report, ISO: every sixth one of the year, and each of the last two weeks."""
    return tuple(_on(at) for at in range(_LENGTH + 1) if at % 6 == 0 or at > _LENGTH - 14)


def _events(chance: Random) -> Iterator[Event]:
    """Yield what happens in the year, in no order."""
    for number, title in enumerate(_TITLES):
        begun = 0 if number < len(_TITLES) * 2 // 3 else chance.randrange(20, 200)
        yield Event(_on(begun), "goal", title)
        yield from _work(chance, title, begun)
        yield from (_numbers if title in _MEASURED else _answers)(chance, title, begun)
    for title in _SPECS:
        begun = chance.randrange(0, 120)
        yield Event(_on(begun), "spec", title, chance.choice(_TITLES[:12]))
        yield Event(_on(begun + chance.randrange(5, 60)), "accepted", title)
        if chance.random() < 0.7:
            yield Event(_on(begun + chance.randrange(70, 240)), "built", title)
    yield Event(_on(180), "moved", "Tasks run without me", "Areas/Work")
    yield Event(_on(230), "moved", "Photos can be found", "Areas/Home")
    yield Event(_on(231), "moved", "Backup plan", "Areas/Home")
    yield Event(_on(260), "dropped", "The choir sings from memory")


def _work(chance: Random, title: str, begun: int) -> Iterator[Event]:
    for step in range(1, chance.randrange(1, 5)):
        task = f"{title}, step {step}"
        yield Event(_on(begun + chance.randrange(3)), "task", task, title)
        if chance.random() < 0.85:
            yield Event(_on(begun + chance.randrange(10, 260)), "done", task)


def _numbers(chance: Random, title: str, begun: int) -> Iterator[Event]:
    better = chance.randrange(100, 250)
    for at in range(begun + 5, _LENGTH, chance.randrange(11, 17)):
        yield Event(_on(at), "number", title, str((12 if at < better else 8) + chance.randrange(-2, 3)))


def _answers(chance: Random, title: str, begun: int) -> Iterator[Event]:
    at = begun + chance.randrange(40, 400)
    for result in ("pass", "fail", "pass")[: chance.choice((0, 1, 1, 1, 2, 3))]:
        if at < _LENGTH:
            yield Event(_on(at), result, title)
        at += chance.randrange(20, 90)


def _on(at: int) -> str:
    return (FIRST + timedelta(min(at, _LENGTH))).isoformat()


@dataclass
class _Thing:
    folder: str
    of: str = ""
    state: str = "open"
    numbers: list[tuple[str, float]] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)


class _Life:
    """What stands in the vault at one moment."""

    def __init__(self) -> None:
        self.goals: dict[str, _Thing] = {}
        self.tasks: dict[str, _Thing] = {}
        self.specs: dict[str, _Thing] = {}

    def happen(self, event: Event) -> None:
        """Let one thing happen."""
        shelf = {"goal": self.goals, "task": self.tasks, "spec": self.specs}
        if event.what in shelf:
            shelf[event.what][event.title] = _Thing(f"{event.what.capitalize()}s", event.of)
            return
        thing = next(things[event.title] for things in shelf.values() if event.title in things)
        if event.what == "moved":
            thing.folder = event.of
        elif event.what == "number":
            thing.numbers.append((event.day, float(event.of)))
        elif event.what in ("pass", "fail"):
            thing.seen.append((event.day, event.what))
        else:
            thing.state = event.what
        if event.what == "dropped":  # and with it what was still to be done for it
            for task in self.tasks.values():
                if task.of == event.title and task.state == "open":
                    task.state = "dropped"

    def notes(self) -> dict[str, str]:
        """Return the text of every note, by its path."""
        found = {"Notes/Seen.md": "What was seen.\n", "Notes/Built.md": "What was built.\n"}
        log: dict[str, list[str]] = {}
        daily: dict[str, list[str]] = {}
        for title, goal in self.goals.items():
            parent = f'goal: "[[{_PARENTS[title]}]]"\n' if title in _PARENTS else ""
            check = f"metric: last({_key(title)}) <= 9 in Daily" if title in _MEASURED else "ask: Is it so?"
            found[f"{goal.folder}/{title}.md"] = (
                f"---\ntype: goal\nstatus: {'dropped' if goal.state == 'dropped' else 'planned'}\n"
                f"why: it matters\n{parent}verify:\n  - '{check}'\n---\n"
            )
            for day, number in goal.numbers:
                daily.setdefault(day, []).append(f"{_key(title)}: {number:g}\n")
            for day, result in goal.seen:
                line = f"- {day} · [[{title}]] · {result} · ask: Is it so? · [[Seen]] · by ana\n"
                log.setdefault(day[:7], []).append(line)
        for title, task in self.tasks.items():
            found[f"{task.folder}/{title}.md"] = (
                f'---\ntype: task\nstatus: {task.state}\ngoal: "[[{task.of}]]"\n---\n'
            )
        for title, spec in self.specs.items():
            status = {"open": "draft", "built": "accepted"}.get(spec.state, spec.state)
            built = 'implemented_by: "[[Built]]"\n' if spec.state == "built" else ""
            found[f"{spec.folder}/{title}.md"] = (
                f'---\ntype: spec\nstatus: {status}\ngoal: "[[{spec.of}]]"\n{built}---\n'
            )
        found |= {f"Gaps/Evidence/{month}.md": "".join(sorted(lines)) for month, lines in log.items()}
        return found | {f"Daily/{day}.md": f"---\n{''.join(lines)}---\n" for day, lines in daily.items()}

    def truth(self, day: str) -> TrueDay:
        """Return what must be true on a day."""
        goals = {title: self._goal(title, goal) for title, goal in self.goals.items()}
        gaps: Counter[str] = Counter()
        for goal in goals.values():
            if goal.outcome == "failing":
                gaps["VG304"] += 1
            elif goal.outcome == "unverified" and goal.done:
                gaps["VG301"] += 1
            elif goal.outcome == "verified" and goal.open:
                gaps["VG306"] += 1
        gaps["VG203"] = sum(spec.state == "accepted" for spec in self.specs.values())
        return TrueDay(day, goals, +gaps, len(self.specs), len(self.tasks))

    def _goal(self, title: str, goal: _Thing) -> TrueGoal:
        states = Counter(task.state for task in self.tasks.values() if task.of == title)
        work = "open" if states["open"] else "done" if states["done"] else "none"
        value = goal.numbers[-1][1] if goal.numbers else None
        if goal.state == "dropped":
            outcome = "dropped"
        elif goal.numbers and (goal.numbers[-1][1] <= 9 or states["done"]):
            outcome = "verified" if goal.numbers[-1][1] <= 9 else "failing"
        elif goal.seen:
            outcome = {"pass": "verified", "fail": "failing"}[goal.seen[-1][1]]
        else:  # a number that is not reached before anything was done is no failure yet
            outcome = "unverified"
        return TrueGoal(f"{goal.folder}/{title}.md", outcome, work, states["done"], states["open"], value)


def _key(title: str) -> str:
    return title.casefold().replace(" ", "_")


def _write(root: Path, life: _Life, standing: dict[str, str]) -> None:
    """Write the notes that differ from what stands, and take away those that are gone."""
    notes = life.notes()
    for path in standing.keys() - notes.keys():
        (root / path).unlink()
    for path, text in notes.items():
        if standing.get(path) != text:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="\n")
    standing.clear()
    standing.update(notes)
