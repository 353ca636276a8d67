"""Which texts are to be written after a run: generated notes, and regions in users' notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vaultgoals.errors import NotOursError
from vaultgoals.frozen import frozen
from vaultgoals.model import Judged, Kind, Notice
from vaultgoals.model.period import Period
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.dashboard import dashboard, dashboard_path, overview
from vaultgoals.rollup.generated import Generated, Untouched, day_of, is_generated
from vaultgoals.rollup.goal_rollup import DEPARTED, chain, goal_rollup, rollup_paths
from vaultgoals.rollup.history import report_path, review_path
from vaultgoals.rollup.outcome_review import outcome_review
from vaultgoals.rollup.pen import Pen
from vaultgoals.rollup.rendered import Rendered
from vaultgoals.rollup.report import report
from vaultgoals.rollup.span import report_days_for, span_of
from vaultgoals.rollup.splice import Refusal, find, place


@frozen
class Text:
    """The whole text that a note should have."""

    path: str
    before: str | None
    """What stands there now; None where there is no file."""
    after: str
    in_user_note: bool = False


@frozen
class Plan:
    """Everything one run would write."""

    texts: tuple[Text, ...]
    """In path order; only those that differ from what stands there."""
    notices: tuple[Notice, ...]
    """What is left as it is, and why."""


def planned_paths(judged: Judged, output: str) -> tuple[str, ...]:
    """Return the path of every note that a run of this day writes, whether it stands already or not."""
    rollups = rollup_paths(judged.vault, output).values()
    day = judged.as_of.day
    review = review_path(output, Period.week_of(day))
    return (report_path(output, day.isoformat()), review, dashboard_path(output), *rollups)


def plan(
    account: Account,
    existing: Mapping[str, str],
    reports: Sequence[str],
    newest: str,
    *,
    force: bool = False,
) -> Plan:
    """Plan the writing of one run.

    Args:
        account: the run.
        existing: text by path of every note that carries a marker of ours.
        reports: the days of the reports that stand, ISO.
        newest: the day of the dashboard that stands, ISO; empty where there is none.
        force: whether regions changed by hand are overwritten.

    Raises:
        NotOursError: a note of the user's stands where a generated one belongs.
    """
    texts: list[Text] = []
    notices: list[Notice] = []
    generated = tuple(_generated(account, existing, reports, newest, notices))
    rendered = account.rendered or Rendered()
    rendered.keep_only([path for path, _ in generated])
    for path, note in generated:
        before = existing.get(path)
        if before is not None and not is_generated(before):
            raise NotOursError(path)
        after = rendered.written(path, note, before, force=force)
        if isinstance(after, Untouched):
            notices.append(Notice(path, "not-overwritten", f"left as it is: {after.reason}", after.line))
        elif after != before:
            texts.append(Text(path, before, after))
    if newest <= account.day:
        texts.extend(_opted_in(account, existing, notices, force=force))
    return Plan(tuple(sorted(texts, key=lambda text: text.path)), tuple(notices))


def _generated(
    account: Account, existing: Mapping[str, str], reports: Sequence[str], newest: str, notices: list[Notice]
) -> Iterator[tuple[str, Generated]]:
    path = report_path(account.output, account.day)
    if account.day in reports and any(day > account.day for day in reports):
        # A report is rewritten while its day lasts and never after: a later one shows that it is over.
        notices.append(Notice(path, "day-is-over", "a later report exists; this one is not rewritten"))
    else:
        yield path, report(account)
    yield from _review(account, existing, reports, notices)
    if newest > account.day:
        message = f"it speaks of {newest}, which is later; dashboard and rollups are not rewritten"
        notices.append(Notice(dashboard_path(account.output), "newer", message))
        return
    yield dashboard_path(account.output), dashboard(account)
    rollups = rollup_paths(account.judged.vault, account.output)
    for goal, rollup in rollups.items():
        yield rollup, goal_rollup(account, account.judged.vault.notes[goal], rollup)
    for rollup in _departed(account, existing, frozenset(rollups.values())):
        yield rollup, DEPARTED


def _review(
    account: Account, existing: Mapping[str, str], reports: Sequence[str], notices: list[Notice]
) -> Iterator[tuple[str, Generated]]:
    """Yield the review of the week, unless what stands there is of a later moment."""
    week = Period.week_of(account.judged.as_of.day)
    path = review_path(account.output, week)
    stands_for = day_of(existing.get(path, ""))
    if stands_for > account.day:
        message = f"it speaks of {stands_for}, which is later; this review is not rewritten"
        notices.append(Notice(path, "newer", message))
    elif path in existing and any(day > week.last.isoformat() for day in reports):
        notices.append(Notice(path, "week-is-over", "a report of a later week exists; it is not rewritten"))
    else:
        days = report_days_for(week, reports, account.day)
        found = {day: existing.get(report_path(account.output, day)) for day in days if day}
        texts = {day: text for day, text in found.items() if text is not None}  # one may be unreadable
        yield path, outcome_review(span_of(account, week, texts))


def _departed(account: Account, existing: Mapping[str, str], kept: frozenset[str]) -> list[str]:
    """Return the rollups of goals that are no goals any more; none while a note cannot be read."""
    folder = f"{account.output}/Rollups/"
    found = [
        path
        for path, text in existing.items()
        if path.startswith(folder) and path not in kept and is_generated(text)
    ]
    vault = account.judged.vault
    if found and (
        any(note.unreadable for note in vault.notes.values())
        or any(item.name in ("not-local", "unreadable-folder") for item in vault.notices)
    ):
        return []
    return found


def _opted_in(
    account: Account, existing: Mapping[str, str], notices: list[Notice], *, force: bool
) -> Iterator[Text]:
    """Yield the users' notes whose owner typed the opt-in line, with their region made new."""
    for path, text in existing.items():
        note = account.judged.vault.notes.get(path)
        if note is None:
            continue
        pen = Pen(account, path)
        content = chain(account, note, pen) if note.kind is Kind.GOAL else overview(account, pen)
        after = place(text, content)
        if after is None:
            continue
        if note.unreadable:  # what cannot be read is never written to
            after = Refusal("its frontmatter cannot be read", 0)
        if isinstance(after, Refusal):
            notices.append(Notice(path, "region-refused", f"left as it is: {after.reason}", after.line))
            continue
        found = find(text)
        edited = not isinstance(found, Refusal) and any(region.edited for region in found)
        if edited and not force:
            message = "left as it is: text inside the generated region was changed by hand"
            notices.append(Notice(path, "not-overwritten", message))
        elif after != text:
            yield Text(path, text, after, in_user_note=True)
