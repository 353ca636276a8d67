"""From a folder, a pattern or a link to the files that it takes in.

The pattern language is small and the same on every system: ``*`` and ``?`` stay within one step of a path,
``**`` crosses steps, nothing else is special. Case does not count, nor does Unicode form, and ``.md`` need
not be written. No pattern takes more than (steps of pattern) times (steps of path) comparisons of one step,
and a step compares without backtracking (``fnmatch`` translates to atomic groups), so that no pattern in a
note can hang a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate

from vaultgoals.frozen import frozen
from vaultgoals.graph.names import fold_path
from vaultgoals.model import Note, Presence
from vaultgoals.observe.context import Context
from vaultgoals.observe.paths import link_target, vault_path

_Step = re.Pattern[str] | None
"""One step of a pattern; None for ``**``."""
_NOTHING = re.compile("(?!)")


@frozen
class Holding:
    """The notes of a place."""

    presence: Presence
    """PRESENT or EMPTY: it is there, and ``notes`` are all that it holds. ABSENT: not there yet."""
    notes: tuple[Note, ...] = ()
    why: str = ""
    """Where it cannot be told: why, as a clause."""


def notes_in(place: str, context: Context) -> Holding:
    """Return the notes that ``place`` takes in, in path order, the generated ones left out."""
    target = link_target(place)
    if target is not None:
        return _linked(place, target, context)
    path = vault_path(place, context.source)
    if path is None:
        return Holding(Presence.UNKNOWN, why=f"{place} lies outside the vault")
    files = files_in(path, context)
    if files:
        notes = context.vault.notes
        return Holding(Presence.PRESENT, tuple(notes[file] for file in files if file in notes))
    return _without_files(place, path, context)


def files_in(path: str, context: Context) -> list[str]:
    """Return the files that the vault path ``path`` takes in, sorted, the generated ones left out.

    A pattern takes in what it matches; plain words take in all that lies below the folder of that name or,
    where there is none, the file of that name.
    """
    if not is_pattern(path):
        below = _listed(fold_path(path) + "/" if path else "", context)
        if below:
            return below
    return matching(path, _listed(_fixed(path), context))


def _listed(beginning: str, context: Context) -> list[str]:
    """Return the files that begin so (folded), the generated ones left out."""
    files = context.vault.files
    ours = frozenset(context.names.beginning(fold_path(context.output).rstrip("/") + "/"))
    return [path for path in context.names.beginning(beginning) if path in files and path not in ours]


def is_pattern(path: str) -> bool:
    """Whether ``path`` holds a wildcard."""
    return "*" in path or "?" in path


def matching(pattern: str, paths: Iterable[str]) -> list[str]:
    """Return the ``paths`` that ``pattern`` matches, in the order given."""
    fixed, steps = _fixed(pattern), _steps(fold_path(pattern))
    return [path for path in paths if _fits(steps, fold_path(path), fixed)]


def _fixed(pattern: str) -> str:
    """Return what stands before the first wildcard, folded: all that matches begins with it."""
    return re.split(r"[*?]", fold_path(pattern), maxsplit=1)[0]


def _fits(steps: Sequence[_Step], path: str, fixed: str) -> bool:
    if not path.startswith(fixed):
        return False
    return _matches(steps, path.split("/")) or (
        path.endswith(".md") and _matches(steps, path[: -len(".md")].split("/"))
    )


def _steps(pattern: str) -> list[_Step]:
    steps: list[_Step] = []
    for step in pattern.split("/"):
        if step.startswith("**"):
            steps.append(None)
        if step.strip("*") or step == "*":  # of `**.md` the rest is a step of its own
            plain = re.sub(r"\*+", "*", step).replace("[", "[[]")
            steps.append(re.compile(translate(plain)))
    return steps


def _matches(steps: Sequence[_Step], parts: Sequence[str]) -> bool:
    """Match step by step; at a mismatch the last ``**`` takes one part more (greedy wildcard matching).

    A ``**`` at the end needs a part to begin with: it means what lies below a folder, not the folder.
    """
    at = part = 0
    crossing, resumed = -1, 0
    while part < len(parts):
        step = steps[at] if at < len(steps) else _NOTHING
        if step is None:
            crossing, resumed = at, part
            at += 1
        elif step.match(parts[part]):
            at += 1
            part += 1
        elif crossing >= 0:
            resumed += 1
            at, part = crossing + 1, resumed
        else:
            return False
    return at == len(steps)


def _linked(place: str, target: str, context: Context) -> Holding:
    found = context.names.find(target, context.source)
    if not found:
        return Holding(Presence.UNKNOWN, why=f"no note is called {place}")
    note = context.vault.notes.get(found[0])
    if note is None:
        return Holding(Presence.UNKNOWN, why=f"{found[0]} is not read as a note")
    return Holding(Presence.PRESENT, (note,))


def _without_files(place: str, path: str, context: Context) -> Holding:
    """Tell an empty place from one that is not there, and from one that is left out of reading."""
    folder = path
    if is_pattern(path):
        folder = re.split(r"[*?]", path, maxsplit=1)[0].rpartition("/")[0]
        if not folder or files_in(folder, context):
            return Holding(Presence.EMPTY)
    presence = context.look.presence(folder)
    if presence is Presence.PRESENT:
        return Holding(Presence.UNKNOWN, why=f"the notes of {place} are not read")
    if presence is Presence.UNKNOWN:
        return Holding(Presence.UNKNOWN, why=f"{place} could not be looked at")
    return Holding(presence)
