"""Make a vault of any size from a seed: the same notes at every run, in the mix of real vaults.

40 % plain notes, 10 % daily notes with checklists, 4 % goals, 30 % tasks, 10 % specs and 6 % logs; bodies of
a length that varies log-normally around 2 KB, links in most notes.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

_WORDS = """the garden was quiet and nobody had asked for a plan so we wrote one down in the evening with
numbers that did not add up until somebody looked again at what had been promised in spring""".split()  # noqa: SIM905
_FIRST_DAY = date(2024, 1, 1)


def make_vault(root: Path, notes: int, seed: int = 1) -> None:
    """Write a vault of ``notes`` notes below ``root``, in folders of about twenty."""
    random = Random(seed)  # noqa: S311 - a vault from a seed, no secret
    goals = [f"Goal {number}" for number in range(max(1, notes * 4 // 100))]
    specs = [f"Spec {number}" for number in range(max(1, notes // 10))]
    for number in range(notes):
        kind, title, text = _note(number, notes, random, goals, specs)
        folder = root / kind / f"{number % max(1, notes // 20) // 7:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{title}.md").write_text(text, encoding="utf-8")


def _note(
    number: int, notes: int, random: Random, goals: list[str], specs: list[str]
) -> tuple[str, str, str]:
    share = number * 100 // notes
    body = _body(random, goals)
    if number < len(goals):
        checks = 'verify:\n  - "ask: Is it so?"\n' if random.random() < 0.5 else ""
        status = random.choice(("active", "done", "todo"))
        front = f"type: goal\nstatus: {status}\nwhy: {_sentence(random)}\n{checks}"
        return "Goals", goals[number], f"---\n{front}---\n{body}"
    if share < 14:
        index = number - len(goals)
        title = specs[index] if index < len(specs) else f"Spec extra {number}"
        status = random.choice(("draft", "accepted", "done"))
        return (
            "Specs",
            title,
            f'---\ntype: spec\nstatus: {status}\ngoal: "[[{random.choice(goals)}]]"\n---\n{body}',
        )
    if share < 44:
        status = random.choice(("todo", "doing", "done", "done"))
        front = f'type: task\nstatus: {status}\ngoal: "[[{random.choice(goals)}]]"\ntags: [work, home]\n'
        if random.random() < 0.2:
            front += f'implements: "[[{random.choice(specs)}]]"\n'
        return "Tasks", f"Task {number}", f"---\n{front}due: 2026-12-01\n---\n{body}"
    if share < 54:
        day = _FIRST_DAY + timedelta(days=number - notes * 44 // 100)
        lines = "".join(f"- [{random.choice(' xx')}] {_sentence(random)}\n" for _ in range(6))
        return "Daily", day.isoformat(), f"---\nweight: {70 + random.random() * 20:.1f}\n---\n{lines}{body}"
    if share < 60:
        return "Logs", f"Log {number}", f"---\ndate: 2026-10-{1 + number % 28:02}\n---\n{body}"
    return "Notes", f"Note {number}", body if random.random() < 0.5 else f"---\ntags: [note]\n---\n{body}"


def _sentence(random: Random) -> str:
    return " ".join(random.choices(_WORDS, k=8))


def _body(random: Random, goals: list[str]) -> str:
    length = int(random.lognormvariate(7.2, 0.8))
    paragraphs = [f"# {_sentence(random)}\n"]
    size = 0
    while size < length:
        text = f"{_sentence(random)} [[{random.choice(goals)}]] {_sentence(random)}.\n"
        paragraphs.append(text)
        size += len(text)
    return "\n".join(paragraphs)
