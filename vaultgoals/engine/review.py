"""The outcome review of any period, to be shown or to be written as a note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vaultgoals.engine.breaker import refuse_loss
from vaultgoals.engine.examine import Examination
from vaultgoals.engine.publish import Published
from vaultgoals.errors import BadPeriodError, NotOursError
from vaultgoals.files import Edit, EditKind, VaultFolder, apply
from vaultgoals.model import Notice
from vaultgoals.model.period import Period
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.generated import Generated, Untouched, day_of, is_generated, written
from vaultgoals.rollup.history import report_path, review_path
from vaultgoals.rollup.outcome_review import outcome_review
from vaultgoals.rollup.plan import Text
from vaultgoals.rollup.span import is_over, report_days_for, span_of
from vaultgoals.state.known import known_notes
from vaultgoals.state.lock import sole_writer
from vaultgoals.state.undo import Writing


def review(examination: Examination, period: Period) -> Generated:
    """Return the review of a period as a note.

    Raises:
        BadPeriodError: it begins after the day of the run.
    """
    account = _account(examination, period)
    day = examination.judged.as_of.day
    if period.first > day:
        ahead = f"the period begins on {period.first}, after {day}"
        raise BadPeriodError(f"{ahead}: of days to come nothing can be told")
    folder = VaultFolder(examination.root)
    texts = {}
    for known in report_days_for(period, examination.reports, account.day):
        text = folder.text(report_path(account.output, known)) if known else None
        if text is not None:
            texts[known] = text
    return outcome_review(span_of(account, period, texts))


def _account(examination: Examination, period: Period) -> Account:
    """Return the account of the run, in which the note of the review counts before it stands."""
    account, path = examination.account, review_path(examination.config.output, period)
    return replace(account, paths=lambda: {*examination.account.paths(), path}, rendered=None)


def write_review(
    examination: Examination, period: Period, *, dry_run: bool = False, writing: Writing | None = None
) -> Published:
    """Write the review of a period into its note; one that is over and has its note is left as it is.

    Args:
        examination: the run.
        period: what to review.
        dry_run: say what would be written, write nothing.
        writing: keeps what is replaced; that of a command `review` if None.

    Raises:
        BadPeriodError: as `review` says.
        ShrunkVaultError, NotOursError, ForbiddenPathError, NoteChangedError, WriteFailedError.
        WriterBusyError, StateFolderError: another process writes, or nobody can be kept from it.
    """
    note = review(examination, period)
    path = review_path(examination.config.output, period)
    found = VaultFolder(examination.root).read_note(path)
    if found is not None and (found.text is None or not is_generated(found.text)):
        raise NotOursError(path)
    before = found.text if found else None
    left = _left(examination, period, before)
    if left:
        return Published((), (Notice(path, "review-left", left),), ())
    refuse_loss(examination, _reports(examination), known_notes(examination.root))
    after = written(note, before)
    if isinstance(after, Untouched):
        return Published(
            (), (Notice(path, "not-overwritten", f"left as it is: {after.reason}", after.line),), ()
        )
    if after == before:
        return Published((), (), ())
    texts = (Text(path, before, after),)
    if dry_run:
        return Published(texts, (), ())
    edit = Edit(path, found.raw if found else None, after.encode("utf-8"), EditKind.GENERATED)
    writing = writing or Writing(examination.root, "review")
    with sole_writer(examination.root, writing.command):
        done = apply(examination.root, [edit], examination.config.output, writing)
    return Published(texts, (), tuple(done))


def _left(examination: Examination, period: Period, before: str | None) -> str:
    """Say why a note that stands is not written again; empty where it may be."""
    if before is None:
        return ""
    if is_over(period, examination.account):
        return f"{period.name} is over; its review is not rewritten"
    stands_for = day_of(before)
    if stands_for > examination.account.day:
        return f"it speaks of {stands_for}, which is later; it is not rewritten"
    return ""


def _reports(examination: Examination) -> dict[str, str]:
    """Return by path the reports that tell how many goals and specs there were."""
    folder, output = VaultFolder(examination.root), examination.config.output
    days = [day for day in examination.reports if day <= examination.account.day][-2:]
    paths = [report_path(output, day) for day in days]
    return {path: text for path in paths if (text := folder.text(path)) is not None}


def asked_period(
    today: date, week: str | None, month: str | None, first: date | None, last: date | None
) -> Period:
    """Return the period that a user asks for; the week of ``today`` where they name none.

    Args:
        today: the day of the run; also the last day where only the first is named.
        week: ``2026-W47``.
        month: ``2026-10``.
        first: the first day.
        last: the last day.

    Raises:
        BadPeriodError: it is no period of the calendar, or two are named.
    """
    if sum((week is not None, month is not None, first is not None or last is not None)) > 1:
        raise BadPeriodError("name one period: --week, --month, or --from and --to")
    if week is not None:
        return _known(Period.week(week), f"{week!r} is no week; write it as 2026-W47")
    if month is not None:
        return _known(Period.month(month), f"{month!r} is no month; write it as 2026-10")
    if first is None and last is None:
        return Period.week_of(today)
    if first is None:
        raise BadPeriodError(f"--to {last} says where it ends: say with --from where it begins")
    end = last if last is not None else max(first, today)
    if first > end:
        raise BadPeriodError(f"--from {first} is after --to {end}")
    return Period.between(first, end)


def _known(period: Period | None, wrong: str) -> Period:
    if period is None:
        raise BadPeriodError(wrong)
    return period
