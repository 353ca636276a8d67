"""The notes of a vault made from a seed: of which kinds, called what, where, and what stands in each.

40 % plain notes, 10 % daily notes with checklists, 4 % goals, 30 % tasks, 10 % specs, 6 % verifications;
77 % with frontmatter; about 7 links in 97 % of the notes; some 17 notes a folder. Nobody writes thousands of
checks by hand: at most 20 goals have one that is computed from other notes, whatever the size of the vault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bench.prose import BODY_MEAN, BODY_SPREAD, SENTENCES, Dice, body

TODAY = date(2026, 11, 21)
"""The day on which every vault of the benchmark is looked at."""

_SHARES = {"goal": 4, "task": 30, "spec": 10, "log": 6, "daily": 10}
_FOLDERS = {"goal": "Goals", "task": "Tasks", "spec": "Specs", "log": "Logs", "note": "Notes"}
_IN_A_FOLDER = 17
_FIRST = ("Quiet", "Old", "Blue", "Early", "Second", "Slow", "Open", "Plain", "Long", "Small", "Bright")
_SECOND = ("kitchen", "budget", "garden", "server", "trail", "letter", "archive", "journey", "workshop")
_OBSERVED = 20
_OBSERVATIONS = (
    '"fresh: Logs/*/*/*.md within 7d"',
    '"metric: last(weight) <= 80 in Daily within 30d"',
    '"count: notes in Logs within 30d >= 3"',
    '"count: open tasks in [[{own}]] <= 0"',
)


@dataclass(frozen=True)
class Note:
    """One note to be: its kind, its number among its kind, and its name without ``.md``."""

    kind: str
    index: int
    title: str

    @property
    def folder(self) -> str:
        """Return the vault-relative folder."""
        if self.kind == "daily":
            return f"Daily/{self.title[:7]}"
        outer, inner = divmod(self.index // _IN_A_FOLDER, 12)
        return f"{_FOLDERS[self.kind]}/{_SECOND[outer % len(_SECOND)]} {outer}/{_FIRST[inner % 11]} {inner}"

    @property
    def path(self) -> str:
        """Return the vault-relative path."""
        return f"{self.folder}/{self.title}.md"


class Plan:
    """All notes of one vault, and the text of each; a note's text depends on nothing but the plan."""

    def __init__(self, count: int, seed: int = 1) -> None:
        self.seed = seed
        kinds = [kind for kind, share in _SHARES.items() for _ in range(max(1, count * share // 100))]
        kinds += ["note"] * (count - len(kinds))
        seen: dict[str, int] = {}
        self.notes: list[Note] = []
        for kind in kinds:
            index = seen.setdefault(kind, 0)
            seen[kind] += 1
            self.notes.append(Note(kind, index, _title(kind, index)))
        self._titles = {
            kind: [note.title for note in self.notes if note.kind == kind] for kind in (*_SHARES, "note")
        }

    def text(self, note: Note) -> str:
        """Return what stands in a note."""
        dice = Dice(f"{self.seed} {len(self.notes)} {note.title}")
        front = _FRONTS[note.kind](self, note, dice)
        lines = self._checklist(note.kind, dice)
        links = [self._link(dice) for _ in range(1 + dice.below(13))] if dice.chance(0.97) else []
        text = lines + body(dice, links, dice.log_normal(BODY_MEAN, BODY_SPREAD))
        return f"---\n{front}---\n{text}" if front else text

    def one(self, kind: str, dice: Dice) -> str:
        """Return a quoted link to one note of a kind."""
        return f'"[[{dice.pick(self._titles[kind])}]]"'

    def _link(self, dice: Dice) -> str:
        title = dice.pick(self.notes).title
        throw = dice.random()
        if throw < 0.02:
            return f"{title} that was never written"
        return f"{title}|as it was then" if throw < 0.15 else f"{title}#Notes" if throw < 0.2 else title

    def _checklist(self, kind: str, dice: Dice) -> str:
        often = {"daily": 1.0, "task": 0.2, "note": 0.1}.get(kind, 0.0)
        if not dice.chance(often):
            return ""
        lines = []
        for _ in range(3 + dice.below(6)):
            done = dice.chance(0.6)
            line = f"- [{'x' if done else ' '}] {dice.pick(SENTENCES)[:-1]}"
            if dice.chance(0.15):
                line += f" [goal:: [[{dice.pick(self._titles['goal'])}]]]"
            lines.append(line + (f" ✅ {_day(dice)}" if done and dice.chance(0.5) else ""))
        return "\n".join(lines) + "\n\n"


def _title(kind: str, index: int) -> str:
    if kind == "daily":
        return (TODAY - timedelta(days=index + 1)).isoformat()
    words = f"{_FIRST[index * 7 % 11]} {_SECOND[index * 5 % 9]}"
    return f"{words} {kind} {index}" if kind != "note" else f"{words} {index}"


def _day(dice: Dice) -> str:
    return (TODAY - timedelta(days=dice.below(700))).isoformat()


def _goal(plan: Plan, note: Note, dice: Dice) -> str:
    lines = ["type: goal", f"status: {dice.pick(('active', 'active', 'todo', 'done'))}"]
    if dice.chance(0.3):
        lines.append(f"goal: {plan.one('goal', dice)}")
    if dice.chance(0.8):
        lines.append(f"why: {dice.pick(SENTENCES)}")
    if dice.chance(0.5):
        lines += ["success_criteria:", *(f"  - {dice.pick(SENTENCES)}" for _ in range(2))]
    checks = ['"ask: Is it so?"'] if dice.chance(0.4) else []
    if note.index < _OBSERVED:
        checks.append(_OBSERVATIONS[note.index % 4].format(own=note.title))
    lines += ["verify:", *(f"  - {check}" for check in checks)] if checks else []
    if dice.chance(0.3):
        lines += [f"verified: {_day(dice)}", f"evidence: {plan.one('log', dice)}", "review_interval: 180d"]
    return "\n".join(lines) + "\n"


def _task(plan: Plan, _note: Note, dice: Dice) -> str:
    status = dice.pick(("todo", "todo", "doing", "waiting", "done", "done", "done", "dropped"))
    lines = ["type: task", f"status: {status}", f"created: {_day(dice)}", "tags: [work, home]"]
    if dice.chance(0.9):
        lines.append(f"goal: {plan.one('goal', dice)}")
    if dice.chance(0.2):
        lines += ["implements:", f"  - {plan.one('spec', dice)}"]
    if dice.chance(0.1):
        lines.append(f"blocked_by: [{plan.one('task', dice)}]")
    lines.append(f"completed: {_day(dice)}" if status == "done" else "due: 2026-12-01")
    return "\n".join(lines) + "\n"


def _spec(plan: Plan, _note: Note, dice: Dice) -> str:
    lines = [f"type: spec\nstatus: {dice.pick(('draft', 'accepted', 'accepted', 'done'))}"]
    lines.append(f"goal: {plan.one('goal', dice)}")
    if dice.chance(0.5):
        lines.append(f"implemented_by: {plan.one('note', dice)}")
    return "\n".join(lines) + "\n"


def _log(plan: Plan, _note: Note, dice: Dice) -> str:
    return f"date: {_day(dice)}\ngoal: {plan.one('goal', dice)}\nresult: {dice.pick(('pass', 'fail'))}\n"


def _daily(_plan: Plan, _note: Note, dice: Dice) -> str:
    return f"weight: {75 + dice.below(100) / 10:.1f}\nsleep_hours: {5 + dice.below(4)}\nmood: good\n"


def _plain(_plan: Plan, _note: Note, dice: Dice) -> str:
    if not dice.chance(0.425):
        return ""
    return f"tags:\n  - {dice.pick(_SECOND)}\n  - note\naliases: []\ncreated: {_day(dice)}\nrating: 4\n"


_FRONTS: dict[str, Callable[[Plan, Note, Dice], str]] = {
    "goal": _goal,
    "task": _task,
    "spec": _spec,
    "log": _log,
    "daily": _daily,
    "note": _plain,
}
