"""Verification: how an answer, or what a command gave, is written down.

An answer is one line of the evidence log, with the hashes of what it rests on. The log is written first;
the date under `verified` of a goal's own note comes after it and is never more than the log says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from vaultgoals.engine.examine import Examination
from vaultgoals.engine.questions import Act, CommandCheck, command_checks, ground_of, questions, trail_of
from vaultgoals.errors import ForbiddenPathError, NoteChangedError
from vaultgoals.files import Edit, EditKind, ReadNote, VaultFolder, apply
from vaultgoals.files.guard import is_ours
from vaultgoals.frozen import frozen
from vaultgoals.graph import Names
from vaultgoals.model import Form, Presence, Record, RecordResult, Reference, Role, Stamp, fold_key
from vaultgoals.outcome.trail import GENERAL
from vaultgoals.parse.check_key import check_key
from vaultgoals.parse.evidence_log import read_log
from vaultgoals.parse.fields import key_table
from vaultgoals.parse.frontmatter import read_frontmatter
from vaultgoals.parse.one_key import Refused, set_key
from vaultgoals.rollup.evidence_lines import append, evidence_line, log_path
from vaultgoals.state.lock import sole_writer
from vaultgoals.state.undo import Writing

if TYPE_CHECKING:
    from vaultgoals.act.run import Ran


@frozen
class Answer:
    """What a person said to a question, or what a command gave."""

    act: Act
    result: RecordResult
    links: tuple[Reference, ...] = ()
    """What was seen."""
    remark: str = ""


def is_there(examination: Examination, link: Reference) -> bool:
    """Whether what a link names stands in the vault; of a URL, or a path that leads out, nobody can tell."""
    if link.form is Form.URL or Names(examination.judged.vault.files).find(link.target, ""):
        return True
    return VaultFolder(examination.root).presence(link.target) is not Presence.ABSENT


def perform(examination: Examination, check: CommandCheck) -> Ran:
    """Run the command that a check names, if it is approved on this machine as it now reads.

    Raises:
        KeyboardInterrupt: as the user pressed it; all that was started has been ended.
    """
    from vaultgoals.act.run import Ran, run  # most vaults name no command

    command = examination.config.commands.get(check.command)
    if command is None:
        return Ran(None, f"not run: vaultgoals.toml defines no command {check.command!r}")
    return run(examination.root, command)


def stands_written(examination: Examination, answer: Answer) -> bool:
    """Whether the log says just this of this day already, so that another line would say nothing."""
    goal = examination.judged.vault.notes[answer.act.goal]
    day = Stamp(examination.judged.as_of.day)
    word = trail_of(examination, goal).word(check_key(answer.act.check))
    if word is None or word.record is None or word.when.day != day.day:
        return False
    then = (word.record.criteria, word.record.built)
    told = (word.result, word.record.remark, word.record.links)
    return told == (answer.result, answer.remark, answer.links) and then == ground_of(examination, goal)


def record(
    examination: Examination, answers: Sequence[Answer], by: str = "", writing: Writing | None = None
) -> tuple[str, ...]:
    """Write one line for each answer into the evidence log of the day; return the paths written.

    Args:
        examination: the run in which the questions were found.
        answers: what was said. The hashes are those of the goals as that run read them.
        by: who said it; may be empty.
        writing: keeps what is replaced; nothing is kept if None.

    Raises:
        StateFolderError: what would be replaced cannot be kept; nothing was written.
        WriterBusyError: another process of vaultgoals writes, and does not end.
        ForbiddenPathError: no line can say it, or the log cannot be read.
        NotOursError, NoteChangedError, WriteFailedError: as `vaultgoals.files.apply` says. A log that
            somebody else has written to in the same moment is read again once.
    """
    with sole_writer(examination.root, "verify"):
        try:
            return _apply(examination, log_edit(examination, answers, by), writing)
        except NoteChangedError:
            return _apply(examination, log_edit(examination, answers, by), writing)


def _apply(examination: Examination, edit: Edit, writing: Writing | None) -> tuple[str, ...]:
    return apply(examination.root, [edit], examination.config.output, writing)


def log_edit(examination: Examination, answers: Sequence[Answer], by: str = "") -> Edit:
    """Return what `record` would write, on the log's bytes as they are at this moment."""
    path = log_path(examination.config.output, examination.judged.as_of.day)
    found = _readable(examination, path)
    names = Names(examination.judged.vault.files)
    held = list(read_log(path, found.text or "")[0]) if found else []
    # A log that its user began is one by its lines, or by its name while it is empty.
    by_hand = found is not None and (bool(held) or not found.raw) and not is_ours(found.raw)
    lines = []
    for answer in answers:
        one = _record(examination, answer, by, path, names, held)
        held.append(one)
        lines.append(_line(one, answer, names))
    after = append(found.text if found else None, lines)
    kind = EditKind.REGION if by_hand else EditKind.GENERATED
    return Edit(path, found.raw if found else None, after.encode("utf-8"), kind)


def _readable(examination: Examination, path: str) -> ReadNote | None:
    """Return a note as it is now, None where there is none; `ForbiddenPathError` where it is no text."""
    found = VaultFolder(examination.root).read_note(path)
    if found is not None and found.text is None:
        raise ForbiddenPathError(path, found.problem.message if found.problem else "it cannot be read")
    return found


def _record(
    examination: Examination,
    answer: Answer,
    by: str,
    path: str,
    names: Names,
    held: Iterable[Record],
) -> Record:
    goal = examination.judged.vault.notes[answer.act.goal]
    criteria, built = ground_of(examination, goal)
    of_goal = [one for one in held if names.find(one.goal, one.path) == (goal.path,)]
    of_goal += examination.judged.goals[goal.path].records  # a day may also stand in another log
    day = examination.judged.as_of.day
    alone = names.find(goal.title, path) == names.same_title(goal.path) == (goal.path,)
    return Record(
        path=path,
        line=0,
        day=Stamp(day),
        attempt=1 + max((one.attempt for one in _same(of_goal, answer.act, Stamp(day))), default=0),
        goal=goal.title if alone else goal.path.removesuffix(".md"),
        result=answer.result,
        check=answer.act.check,
        links=answer.links,
        by=by,
        criteria=criteria,
        built=built,
        remark=answer.remark,
    )


def _same(records: Iterable[Record], act: Act, day: Stamp) -> Iterator[Record]:
    """Yield the records of that day with which an answer competes; one about the whole goal does too."""
    keys = (check_key(act.check), GENERAL)
    return (one for one in records if one.day.day == day.day and check_key(one.check) in keys)


def _line(wanted: Record, answer: Answer, names: Names) -> str:
    """Return a record as a line that was read again and means this goal, this question and this result."""
    try:
        line = evidence_line(wanted)
    except ValueError as error:
        raise ForbiddenPathError(wanted.path, str(error)) from error
    for read in read_log(wanted.path, line)[0]:
        same = (read.day, read.attempt, read.result) == (wanted.day, wanted.attempt, wanted.result)
        means_goal = names.find(read.goal, read.path) == (answer.act.goal,)
        if same and means_goal and check_key(read.check) == check_key(wanted.check):
            return line
    what = wanted.check or wanted.goal
    raise ForbiddenPathError(wanted.path, f"no line of a log can name {what!r} so that it is found again")


def carries_date(examination: Examination, path: str) -> bool:
    """Whether a goal's note has a key, be it empty, for the day on which it was verified."""
    found = VaultFolder(examination.root).read_note(path)
    if found is None or found.text is None:
        return False
    names = _date_keys(examination)
    return any(fold_key(item.key) in names for item in read_frontmatter(found.text).properties)


def _date_keys(examination: Examination) -> frozenset[str]:
    """Return every folded key that is read as the day on which a goal was verified."""
    meanings = key_table(examination.config.fields).items()
    return frozenset(key for key, roles in meanings if any(role is Role.VERIFIED for role, _ in roles))


def stamp_edit(examination: Examination, path: str, answers: Iterable[Answer]) -> Edit | Refused:
    """Return the edit that dates a goal's own note to the day of the run, or why there is none.

    Args:
        examination: the run in which the questions were found.
        path: the goal.
        answers: what was said since. The date speaks for every question, so each must have its yes of
            this very day; a command speaks for itself in the log, but none may have failed. A later date that
            stands there is the user's word, and stays.
    """
    goal = examination.judged.vault.notes[path]
    day = examination.judged.as_of.day
    if goal.verified is not None and examination.judged.as_of.day_of(goal.verified) > day:
        return Refused(f"the later date {goal.verified} stands there", 0)
    said = {answer.act.check: answer.result for answer in answers if answer.act.goal == path}
    trail = trail_of(examination, goal)
    for one in command_checks(examination, path):
        word = trail.word(check_key(one.check))
        if said.get(one.check, word.result if word else None) is RecordResult.FAIL:
            return Refused(f"the command {one.command!r} failed", 0)
    for question in questions(examination, path):
        word = trail.word(check_key(question.check))
        before = word.result if word is not None and word.when.day == day else None
        if said.get(question.check, before) is not RecordResult.PASS:
            return Refused("not every question was answered yes on this day", 0)
    try:
        found = _readable(examination, path)
    except ForbiddenPathError as error:
        return Refused(str(error), 0)
    if found is None or found.text is None:
        return Refused("the note is gone", 0)
    keys = _date_keys(examination)
    text = set_key(found.text, Role.VERIFIED.value, day.isoformat(), spellings=keys)
    if isinstance(text, Refused):
        return text
    return Edit(path, found.raw, text.encode("utf-8"), EditKind.REGION)


def stamp(examination: Examination, edit: Edit, writing: Writing | None = None) -> tuple[str, ...]:
    """Write what `stamp_edit` gave; return the paths written, none where the date stands already.

    Raises:
        StateFolderError: what would be replaced cannot be kept by ``writing``; the note is as it was.
        ForbiddenPathError, NoteChangedError, WriteFailedError, WriterBusyError: the note is as it was.
    """
    with sole_writer(examination.root, "verify"):
        return _apply(examination, edit, writing)
