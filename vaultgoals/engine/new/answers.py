"""What is said of a new note before the work, and how single answers are understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaultgoals.engine.examine import Examination
from vaultgoals.engine.new.place import Ground
from vaultgoals.errors import VaultGoalsError, suggestion
from vaultgoals.frozen import frozen
from vaultgoals.model import Ask, Kind, Misread, Stamp, State
from vaultgoals.parse.check_lines import KEYWORDS, parse_check
from vaultgoals.parse.status import STATUS_WORDS, fold_word, read_status
from vaultgoals.rollup.chain_tree import named_note

_EMPTY_BOX = re.compile(r"(?:[-*+]\s+)?\[.?\]")
"""A checkbox, and nothing that could be ticked."""


@frozen
class Answers:
    """The answers to what is asked before the work; each may be left out."""

    why: str = ""
    criteria: tuple[str, ...] = ()
    """Statements by which one would know."""
    checks: tuple[str, ...] = ()
    """Lines of ``verify``."""
    otherwise: str = ""
    """What happens if it is not done."""
    goals: tuple[str, ...] = ()
    """Paths of the goals and projects that it serves."""
    implements: tuple[str, ...] = ()
    """Paths of the specs that it implements."""
    due: Stamp | None = None
    status: str = ""


class NotUnderstoodError(VaultGoalsError):
    """A line begins as a check and does not go on as one."""

    def __init__(self, text: str, check: Misread) -> None:
        super().__init__(f"the check {text!r} is not understood: at column {check.column}, {check.message}")


class UnfitTargetError(VaultGoalsError):
    """A note was named that cannot stand in the relation asked for."""

    def __init__(self, path: str, kind: Kind | None, wanted: str) -> None:
        super().__init__(f"{path} is {f'a {kind.value}' if kind else 'a plain note'}, not {wanted}")


def is_check(line: str) -> bool:
    """Whether a line by which we would know is a check, and not a statement.

    Raises:
        NotUnderstoodError: it begins with the keyword of one and does not go on as one.
    """
    head, colon, _ = line.partition(":")
    if not colon or head.strip().casefold() not in KEYWORDS:
        return False
    check = parse_check(line, 1)
    if isinstance(check, Misread):
        raise NotUnderstoodError(line, check)
    return True


def doubt(line: str) -> str:
    """Return what may be wrong with a statement: that it was perhaps meant as a check; empty if nothing."""
    check = parse_check(line, 1)
    return "" if isinstance(check, Ask) or not isinstance(check, Misread) or is_check(line) else check.message


def sorted_out(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part lines by which we would know into criteria and checks; those that say nothing are left out.

    Raises:
        NotUnderstoodError: as `is_check` says.
    """
    criteria: list[str] = []
    checks: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if _EMPTY_BOX.fullmatch(line):
            continue
        (checks if is_check(line) else criteria).append(line)
    return tuple(criteria), tuple(checks)


def goal_for(found: Examination, name: str) -> str:
    """Return the path of the goal or project that a user names by title, path or link.

    Raises:
        UnknownNoteError, AmbiguousNoteError: no note carries the name, or several do.
        UnfitTargetError: it is neither a goal nor a project.
    """
    return _named(found, name, (Kind.GOAL, Kind.PROJECT), "a goal or project")


def spec_for(found: Examination, name: str) -> str:
    """Return the path of the spec that a user names; raises as `goal_for` does."""
    return _named(found, name, (Kind.SPEC,), "a spec")


def _named(found: Examination, name: str, kinds: tuple[Kind, ...], wanted: str) -> str:
    inner = name.strip().removeprefix("[[").removesuffix("]]").partition("|")[0]
    path = named_note(found.judged.vault, inner.strip())
    kind = found.judged.vault.notes[path].kind
    if kind not in kinds:
        raise UnfitTargetError(path, kind, wanted)
    return path


def known_status(ground: Ground, kind: Kind, word: str) -> str:
    """Return a status as it was given, if it is one that is known; raises `VaultGoalsError` if not."""
    own = ground.dialect.statuses
    if not read_status(word, kind, own)[2] or word.casefold() in ("true", "false"):
        hint = (
            suggestion(fold_word(word), {*STATUS_WORDS, *own} - {"none"})
            or "; `vaultgoals.toml` can name your own"
        )
        raise VaultGoalsError(f"the status {word!r} is not known{hint}")
    return word


def usual_status(ground: Ground, kind: Kind) -> str:
    """Return the word for open that most notes of a kind have; the plainest where none has one."""
    words: dict[str, int] = {}
    for note in ground.found.judged.vault.of_kind(kind):
        state, _, known = read_status(note.status, kind, ground.dialect.statuses)
        if note.status and note.state is state is State.OPEN and known:
            words[note.status] = words.get(note.status, 0) + 1
    plain = {Kind.SPEC: "draft", Kind.TASK: "todo"}.get(kind, "open")
    return min(words, key=lambda word: (-words[word], word), default=plain)
