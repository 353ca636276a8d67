"""From an examination to the notes on disk, through one guarded writer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vaultgoals.engine.examine import Examination
from vaultgoals.errors import (
    ForbiddenPathError,
    NoteChangedError,
    ShrunkVaultError,
    StateFolderError,
    WriteFailedError,
)
from vaultgoals.files import Edit, EditKind, apply
from vaultgoals.model import Notice
from vaultgoals.rollup.dashboard import dashboard_path
from vaultgoals.rollup.history import Record, read_record
from vaultgoals.rollup.plan import Plan, Text, plan
from vaultgoals.rollup.report import report_path
from vaultgoals.state.undo import Writing

_DATE = re.compile(r"^date: (\d{4}-\d{2}-\d{2})\r?$", re.MULTILINE)
_LOSS_SHARE = 5
"""A fall by more than one in five ..."""
_LOSS_LEAST = 5
"""... and by at least five looks like a vault that is only half there."""


@dataclass(frozen=True, slots=True)
class Published:
    """What one writing did, or would do."""

    texts: tuple[Text, ...]
    """Every note whose text changes, in path order."""
    notices: tuple[Notice, ...]
    """What was left as it is, and why."""
    written: tuple[str, ...]
    """The paths that were written; none in a dry run."""


def publish(
    examination: Examination,
    *,
    force: bool = False,
    accept_loss: bool = False,
    dry_run: bool = False,
    writing: Writing | None = None,
) -> Published:
    """Write the day's report, the dashboard, the rollups and the opted-in regions.

    Only notes whose bytes change are written. A vault in which nothing was checked gets nothing.

    Args:
        examination: the run to write down.
        force: overwrite regions that were changed by hand.
        accept_loss: write although far fewer goals and specs are read than the last report counted.
        dry_run: plan everything, write nothing.
        writing: keeps what is replaced; that of a command `report` if None.

    Raises:
        StateFolderError: what would be replaced cannot be kept; nothing was written.
        ShrunkVaultError, NotOursError, ForbiddenPathError, NoteChangedError, WriteFailedError.
    """
    if examination.nothing_checked:
        return Published((), (), ())
    existing = {path: raw.decode("utf-8") for path, raw in examination.marked.items()}
    if not accept_loss:
        _refuse_loss(examination, existing)
    planned: Plan = plan(
        examination.account, existing, examination.reports, _dashboard_day(examination, existing), force=force
    )
    if dry_run:
        return Published(planned.texts, planned.notices, ())
    written, notices = _write(examination, planned.texts, writing or Writing(examination.root, "report"))
    return Published(planned.texts, (*planned.notices, *notices), written)


def _write(
    examination: Examination, texts: tuple[Text, ...], writing: Writing
) -> tuple[tuple[str, ...], list[Notice]]:
    """Write the generated notes, then each user's region for itself: one refusal stops no other."""
    root, output = examination.root, examination.config.output
    edits = [_edit(text, examination.marked) for text in texts]
    generated = [edit for edit in edits if edit.kind is EditKind.GENERATED]
    written = list(apply(root, generated, output, writing))
    notices = []
    for edit in edits:
        if edit.kind is not EditKind.REGION:
            continue
        try:
            written.extend(apply(root, [edit], output, writing))
        except (ForbiddenPathError, NoteChangedError, StateFolderError, WriteFailedError) as error:
            notices.append(Notice(edit.path, "region-refused", str(error)))
    return tuple(written), notices


def _edit(text: Text, marked: dict[str, bytes]) -> Edit:
    kind = EditKind.REGION if text.in_user_note else EditKind.GENERATED
    return Edit(text.path, marked.get(text.path), text.after.encode("utf-8"), kind)


def _dashboard_day(examination: Examination, existing: dict[str, str]) -> str:
    text = existing.get(dashboard_path(examination.config.output), "")
    match = _DATE.search(text[:4000])
    return match[1] if match else ""


def _refuse_loss(examination: Examination, existing: dict[str, str]) -> None:
    """Raise `ShrunkVaultError` where the vault looks half empty against the last report."""
    last = _last_report(examination, existing)
    if last is None:
        return
    counts = examination.account.counts
    before, now = last.goals + last.specs, counts["goals"] + counts["specs"]
    if before - now >= _LOSS_LEAST and (before - now) * _LOSS_SHARE > before:
        raise ShrunkVaultError(before, now, last.title)


def _last_report(examination: Examination, existing: dict[str, str]) -> Record | None:
    """Return the newest report up to the day of the run, that day's own included."""
    days = [day for day in examination.reports if day <= examination.account.day]
    text = existing.get(report_path(examination.config.output, days[-1])) if days else None
    return None if text is None else read_record(days[-1], text)
