"""What was read, and what was not and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from vaultgoals.engine.doctor.items import Item, first_of
from vaultgoals.engine.examine import Examination
from vaultgoals.model import Permission, Trouble

_PERMISSION = "give yourself permission to read it"
_NEXT: Mapping[str, str] = {
    "bad-name": "rename it",
    "broken-symlink": "delete the link, or bring back what it leads to",
    "conflict-copy": "compare each with its original, keep what you want there, and delete the copy",
    "evidence-unreadable": "save it as UTF-8 text",
    "filter-not-understood": "name the folder under `ignore` in vaultgoals.toml",
    "not-local": "let the sync program download them, or check whether it runs",
    "odd-evidence-line": "correct the lines; until then they count for nothing",
    "read-failed": _PERMISSION,
    "settings-unreadable": "open the settings of Obsidian and save them, or repair the file",
    "unreadable-folder": _PERMISSION,
}
"""What to do, by the name of the notice. What is not here is left out on purpose, and only told."""


def reading(found: Examination) -> Iterator[Item]:
    """Yield what was read, then what could not be, grouped by the reason."""
    counts = found.account.counts
    kinds = ", ".join(_counted(counts[f"{kind}s"], kind) for kind in ("goal", "spec", "task"))
    nothing = next((gap.fix for gap in found.gaps if gap.code == "VG903"), "")
    yield Item("read", f"{_counted(counts['notes'], 'note')}: {kinds}", nothing)
    yield from _unreadable(found)
    notices = sorted(found.notices, key=lambda notice: (notice.name, notice.path, notice.line))
    for name, group in groupby(notices, key=lambda notice: notice.name):
        alike = list(group)
        places = first_of(
            list(dict.fromkeys(f"{one.path}:{one.line}" if one.line else one.path for one in alike))
        )
        why = alike[0].message if len({one.message for one in alike}) == 1 else ""
        yield Item(name, f"{len(alike)}: {places}{f' ({why})' if why else ''}", _NEXT.get(name, ""))


def _unreadable(found: Examination) -> Iterator[Item]:
    """Yield the notes that stand there and could not be read, with what stopped the first."""
    problems = [
        (note.path, problem)
        for note in found.judged.vault.notes.values()
        for problem in note.problems
        if problem.trouble is Trouble.UNREADABLE
    ]
    if problems:
        places = list(dict.fromkeys(f"{path}:{problem.line}" for path, problem in problems))
        first = problems[0][1]
        fix = first.fix or "correct the line, or open the note in your editor to see what it says"
        yield Item("unreadable-note", f"{len(places)}: {first_of(places)} ({first.message})", fix)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def commands(found: Examination) -> Iterator[Item]:
    """Yield the commands that are defined, and those named by checks that may not run."""
    defined = found.config.commands
    yield Item("defined", first_of(sorted(defined)) if defined else "none")
    for name, standing in sorted(found.judged.commands.items()):
        if standing.permission is Permission.APPROVED:
            continue
        reason = f", {standing.reason}" if standing.reason else ""
        undefined = standing.permission is Permission.UNDEFINED
        step = (
            f"define it in vaultgoals.toml: [commands.{name}]"
            if undefined
            else "look at it with `vaultgoals trust`"
        )
        yield Item("waiting", f"{name}: {standing.permission.value}{reason}", step)
