"""The few phrases and answers that several rules share, so that they read alike."""

from __future__ import annotations

from collections.abc import Sequence

from vaultgoals.model import Judged, Kind, Note, Reference, Role, Task, Vault, fold_key, folder_of, title_of


def counted(number: int, noun: str) -> str:
    """Return ``1 task`` or ``3 tasks``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names joined for reading: ``A, B, C and 4 more``."""
    if len(names) <= most:
        return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def latest_done(tasks: Sequence[Task]) -> str:
    """Return ``, the last on 2026-11-18``, or nothing where no done date is written."""
    days = [task.done_on.day.isoformat() for task in tasks if task.done_on is not None]
    return f", the last on {max(days)}" if days else ""


def linked(path: str) -> str:
    """Return a link that shows the note's title: ``[[Title]]``."""
    return f"[[{title_of(path)}]]"


def linked_by_path(path: str) -> str:
    """Return a link that holds whatever else has the same name: ``[[Home/Kitchen|Kitchen]]``."""
    folder, title = folder_of(path), title_of(path)
    return f"[[{folder}/{title}|{title}]]" if folder else linked(path)


def written(reference: Reference) -> str:
    """Return a reference as it stands in its note, as code: ``goal: [[Title]]``.

    As code, because a link to a note that does not exist would make Obsidian show one.
    """
    return f"`{reference.key}: {' '.join(reference.text.split())}`"


def is_mention(reference: Reference) -> bool:
    """Whether a reference stands under `references`, where people also keep what they have read."""
    return fold_key(reference.key) == "references"


def goal_concerned(note: Note, judged: Judged) -> str | None:
    """Return the path of the goal that a gap at this note is about: itself, or the one goal it serves."""
    if note.kind is Kind.GOAL:
        return note.path
    served = judged.vault.goals_of[note.path]
    return served[0] if len(served) == 1 else None


def projects_of_goals(vault: Vault) -> dict[str, tuple[str, ...]]:
    """Return by goal the projects that it names itself: they are work for it, whichever side says so."""
    found: dict[str, tuple[str, ...]] = {}
    for relation in vault.relations:
        target = vault.notes.get(relation.target or "")
        if relation.role is not Role.SERVES or not relation.stands or target is None:
            continue
        if target.kind is Kind.PROJECT and vault.notes[relation.source].kind is Kind.GOAL:
            found[relation.source] = (*found.get(relation.source, ()), target.path)
    return found
