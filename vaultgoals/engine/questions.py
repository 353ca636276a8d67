"""What there is to ask and to run: the acts of each goal, and which of them are due."""

from __future__ import annotations

from vaultgoals.engine.examine import Examination
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import VaultFolder
from vaultgoals.frozen import frozen
from vaultgoals.model import Ask, GoalState, Kind, Note, Outcome, RecordResult, Run, State
from vaultgoals.outcome.due import NO_DATE, Due, claimed_since, due_goals
from vaultgoals.outcome.expiry import has_run_out
from vaultgoals.outcome.ground import built_hash, criteria_hash, implementation_paths
from vaultgoals.outcome.trail import GENERAL, Trail, Word
from vaultgoals.parse.check_key import check_key
from vaultgoals.rollup.chain_tree import named_note
from vaultgoals.rules import stalled_goal


class NotAGoalError(VaultGoalsError):
    """A note was named to be verified that is no goal."""

    def __init__(self, path: str, kind: Kind | None) -> None:
        what = f"a {kind.value}" if kind else "a plain note"
        super().__init__(f"{path} is {what}; only a goal can be verified")


@frozen
class Question:
    """One question to a person about one goal."""

    goal: str
    """Path of the goal."""
    text: str
    """The question as it is asked."""
    check: str = GENERAL
    """What the log calls it, with its keyword; empty for a question about the goal as a whole."""
    is_open: bool = True
    """Whether no yes stands for it now."""


@frozen
class CommandCheck:
    """One command that a goal names as a check."""

    goal: str
    """Path of the goal."""
    command: str
    """Its name in the configuration."""
    check: str
    """What the log calls it: ``run:`` and the name."""
    is_open: bool = True
    """Whether no pass stands for it now."""


Act = Question | CommandCheck
"""What only `vaultgoals verify` performs, and what leaves a line in the evidence log."""


def goal_named(examination: Examination, name: str) -> str:
    """Return the path of the goal that a user names by title or path.

    Raises:
        UnknownNoteError, AmbiguousNoteError: no note carries the name, or several do.
        NotAGoalError: the note is something else.
    """
    vault = examination.judged.vault
    path = named_note(vault, name)
    if vault.notes[path].kind is not Kind.GOAL:
        raise NotAGoalError(path, vault.notes[path].kind)
    return path


def due(examination: Examination) -> tuple[Act, ...]:
    """Return the open acts of the goals that wait for one, the most overdue goal first; commands come first.

    First come goals of which something is claimed or was once seen: stale, suspect, denied, or unverified
    with done work or a done status; then the other live goals that are unverified. A goal that fails by what
    is read from files asks nothing, as the answer is known; what it would run is due all the same.
    """
    goals = examination.judged.vault.goals
    ranked = sorted(
        (rank, goal.path)
        for goal in goals
        if (rank := _rank(examination, goal, examination.judged.goals[goal.path]))
    )
    return tuple(one for _, path in ranked for one in _open_acts(examination, path))


def due_for_a_look(examination: Examination) -> tuple[Due, ...]:
    """Return every goal that is due for a look, in the order that matters; what `due` asks is part of it."""
    gaps = [gap for gap in examination.gaps if gap.code == stalled_goal.RULE.code]
    moves = stalled_goal.last_moves(examination.judged) if gaps else {}
    stalled = {gap.path: (gap, moves[gap.path]) for gap in gaps}
    return due_goals(examination.judged, stalled)


def _open_acts(examination: Examination, path: str) -> tuple[Act, ...]:
    state = examination.judged.goals[path]
    known = state.outcome is Outcome.FAILING and state.denied is None
    every = command_checks(examination, path) if known else acts(examination, path)
    return tuple(one for one in every if one.is_open)


def _rank(examination: Examination, goal: Note, state: GoalState) -> tuple[int, str] | None:
    """Return how urgent a goal is, and since which day; None where nothing is due."""
    if state.outcome is Outcome.STALE and state.evidence is not None:
        return 0, state.evidence.until[:10]
    if state.outcome is Outcome.SUSPECT and state.evidence is not None:
        return 0, state.evidence.when.day.isoformat() if state.evidence.when else NO_DATE
    if state.denied is not None:
        return 0, state.denied.day.day.isoformat()
    if state.outcome is Outcome.FAILING:
        return 1, NO_DATE
    if state.outcome not in (Outcome.UNVERIFIED, Outcome.UNMEASURABLE):
        return None
    if state.tasks_done or goal.state is State.DONE:
        return 0, claimed_since(examination.judged, goal)
    return (1, NO_DATE) if state.outcome is Outcome.UNVERIFIED else None


def acts(examination: Examination, path: str) -> tuple[Act, ...]:
    """Return every command of a goal, and then every question."""
    return (*command_checks(examination, path), *questions(examination, path))


def command_checks(examination: Examination, path: str) -> tuple[CommandCheck, ...]:
    """Return the commands that the checks of a goal name, each once."""
    goal = examination.judged.vault.notes[path]
    names = dict.fromkeys(check.command for check in goal.checks if isinstance(check, Run))
    if not names:
        return ()
    trail, ground = trail_of(examination, goal), ground_of(examination, goal)
    return tuple(
        CommandCheck(path, name, check, not _stands(examination, goal, trail.word(check_key(check)), ground))
        for name, check in ((name, f"run: {name}") for name in names)
    )


def questions(examination: Examination, path: str) -> tuple[Question, ...]:
    """Return every question of a goal: its ``ask`` checks, or one general question where it has no checks.

    None where all its checks are read from files or run: a word about the whole would change nothing.
    """
    goal = examination.judged.vault.notes[path]
    trail, ground = trail_of(examination, goal), ground_of(examination, goal)

    def is_open(check: str) -> bool:
        return not _stands(examination, goal, trail.word(check_key(check)), ground)

    if not goal.checks:
        held = "; ".join(item.text.rstrip(".?") for item in goal.criteria) or goal.title.rstrip(".?")
        return (Question(path, f"Does it hold: {held}?", GENERAL, is_open(GENERAL)),)
    asks = [(check.question, f"ask: {check.question}") for check in goal.checks if isinstance(check, Ask)]
    return tuple(Question(path, text, check, is_open(check)) for text, check in dict.fromkeys(asks))


def trail_of(examination: Examination, goal: Note) -> Trail:
    """Return what people have said of a goal."""
    records = examination.judged.goals[goal.path].records
    return Trail(goal, records, examination.judged.as_of, backed=False)  # links do not matter here


def ground_of(examination: Examination, goal: Note) -> tuple[str, str]:
    """Return the hashes of what is asked of a goal, and of what implements it, as they are now."""
    judged, folder = examination.judged, VaultFolder(examination.root)
    paths = implementation_paths(goal.path, judged.vault, judged.artifacts)
    return criteria_hash(goal), built_hash(map(folder.digest, paths))


def _stands(examination: Examination, goal: Note, word: Word | None, ground: tuple[str, str]) -> bool:
    """Whether a statement is a yes that has not run out and rests on what is there now."""
    as_of = examination.judged.as_of
    if word is None or word.result is not RecordResult.PASS:
        return False
    if word.record is not None:
        then = (word.record.criteria, word.record.built)
        if any(old and old != new for old, new in zip(then, ground, strict=True)):
            return False
    return not has_run_out(goal, word.when, as_of)
