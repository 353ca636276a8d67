"""From an examination to the notes on disk, through one guarded writer."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from vaultgoals.engine.examine import Examination
from vaultgoals.errors import ForbiddenPathError, NoteChangedError, StateFolderError, WriteFailedError
from vaultgoals.frozen import frozen
from vaultgoals.model import Kind, Notice
from vaultgoals.model.period import Period

if TYPE_CHECKING:  # what only looks does not load what writes
    from vaultgoals.files import Edit
    from vaultgoals.rollup.plan import Plan, Text
    from vaultgoals.state.undo import Writing


@frozen
class Published:
    """What one writing did, or would do."""

    texts: tuple[Text, ...]
    """Every note whose text changes, in path order."""
    notices: tuple[Notice, ...]
    """What was left as it is, and why."""
    written: tuple[str, ...]
    """The paths that were written; none in a dry run."""
    due_in: float = 0.0
    """Seconds until the last region that was put off, because its note is not quiet, can be written; 0
    where none was."""


def publish(
    examination: Examination,
    *,
    force: bool = False,
    accept_loss: bool = False,
    dry_run: bool = False,
    writing: Writing | None = None,
    quiet: float = 0.0,
) -> Published:
    """Write the day's report, the dashboard, the rollups and the opted-in regions.

    Only notes whose bytes change are written. A vault in which nothing was checked gets nothing.

    Args:
        examination: the run to write down.
        force: overwrite regions that were changed by hand.
        accept_loss: write although far fewer goals and specs are read than the last report counted.
        dry_run: plan everything, write nothing.
        writing: keeps what is replaced; that of a command `report` if None.
        quiet: seconds for which a user's note must have been left alone before its region is written.

    Raises:
        StateFolderError: what would be replaced cannot be kept; nothing was written.
        ShrunkVaultError, NotOursError, ForbiddenPathError, NoteChangedError, WriteFailedError.
        WriterBusyError, StateFolderError: another process writes, or nobody can be kept from it.
    """
    from vaultgoals.engine.breaker import refuse_loss
    from vaultgoals.rollup.plan import plan
    from vaultgoals.state.known import known_notes, note_known
    from vaultgoals.state.lock import sole_writer
    from vaultgoals.state.undo import Writing

    if examination.nothing_checked:
        return Published((), (), ())
    standing = _standing(examination)
    existing = {path: raw.decode("utf-8") for path, raw in standing.items()}
    if not accept_loss:
        refuse_loss(examination, existing, known_notes(examination.root))
    newest = _dashboard_day(examination, existing)
    planned: Plan = plan(examination.account, existing, examination.reports, newest, force=force)
    if dry_run:
        return Published(planned.texts, planned.notices, ())
    notes = examination.judged.vault.notes.values()
    known = [note.path for note in notes if note.kind in (Kind.GOAL, Kind.SPEC)]
    if not planned.texts:
        with suppress(StateFolderError):  # who gets every report by sync knows its notes too
            note_known(examination.root, known)
        return Published((), planned.notices, ())
    writing = writing or Writing(examination.root, "report")
    with sole_writer(examination.root, writing.command):
        written, notices, due = _write(examination, _edits(planned.texts, standing), quiet, writing)
        note_known(examination.root, known)
    return Published(planned.texts, (*planned.notices, *notices), written, due)


def refuse_half(examination: Examination) -> None:
    """Raise `ShrunkVaultError` where the vault looks only half there."""
    from vaultgoals.engine.breaker import refuse_loss
    from vaultgoals.state.known import known_notes

    existing = {path: raw.decode("utf-8") for path, raw in _standing(examination).items()}
    refuse_loss(examination, existing, known_notes(examination.root))


def _write(
    examination: Examination, edits: list[Edit], quiet: float, writing: Writing
) -> tuple[tuple[str, ...], list[Notice], float]:
    """Write the generated notes, then each user's region for itself: one refusal stops no other.

    Returns the paths written, what was refused, and in how many seconds what was put off is due.
    """
    from vaultgoals.files import EditKind, apply, quiet_in

    root, output = examination.root, examination.config.output
    generated = [edit for edit in edits if edit.kind is EditKind.GENERATED]
    written = list(apply(root, generated, output, writing))
    notices = []
    due = 0.0
    for edit in edits:
        if edit.kind is not EditKind.REGION:
            continue
        if wait := quiet_in(root, edit.path, quiet):
            due = max(due, wait)
            continue
        try:
            written.extend(apply(root, [edit], output, writing))
        except (ForbiddenPathError, NoteChangedError, StateFolderError, WriteFailedError) as error:
            notices.append(Notice(edit.path, "region-refused", str(error)))
    return tuple(written), notices, due


def _edits(texts: tuple[Text, ...], standing: Mapping[str, bytes]) -> list[Edit]:
    from vaultgoals.files import Edit, EditKind

    kinds = {True: EditKind.REGION, False: EditKind.GENERATED}
    return [
        Edit(text.path, standing.get(text.path), text.after.encode("utf-8"), kinds[text.in_user_note])
        for text in texts
    ]


def _standing(examination: Examination) -> Mapping[str, bytes]:
    """Return the bytes of the notes that carry a marker of ours, without the history that nobody asks for."""
    from vaultgoals.rollup.history import is_review_name, report_path, review_path
    from vaultgoals.rollup.span import report_days_for

    today, output = examination.account.day, examination.config.output
    week = Period.week_of(examination.judged.as_of.day)
    known = [day for day in examination.reports if day <= today]
    asked = {today, *known[-2:], *report_days_for(week, known, today)}
    reports = {report_path(output, day) for day in examination.reports if day not in asked}
    folder, review = f"{output}/", review_path(output, week)
    reviews = {
        path
        for path in examination.marked.paths
        if path.startswith(folder) and path != review and is_review_name(path.removeprefix(folder))
    }
    return examination.marked.without(reports | reviews)


def _dashboard_day(examination: Examination, existing: dict[str, str]) -> str:
    from vaultgoals.rollup.dashboard import dashboard_path
    from vaultgoals.rollup.generated import day_of

    return day_of(existing.get(dashboard_path(examination.config.output), ""))
