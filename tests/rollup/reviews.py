"""Reviews of small vaults, told in a form that a test can state."""

from __future__ import annotations

from datetime import date

from tests.vaults import TODAY, Vault
from vaultgoals import load
from vaultgoals.engine import Examination
from vaultgoals.model.period import Period
from vaultgoals.rollup.history import report_path
from vaultgoals.rollup.outcome_review import Review
from vaultgoals.rollup.span import report_days_for, span_of

WEEK = "Gaps/Outcome review 2026-W47.md"
"""The review of the week in which `TODAY` lies: from Monday 2026-11-16 to Sunday 2026-11-22."""


def report(vault: Vault, day: str) -> None:
    """Write the report of a day."""
    load(vault.root, as_of=day).write_report(accept_loss=True)


def review_of(vault: Vault, period: Period | None = None, as_of: str = TODAY) -> Review:
    """Return what there is to say of a period, the week of the day if none is named."""
    found = vault.examine(as_of)
    asked = period or Period.week_of(found.judged.as_of.day)
    return Review(span_of(found.account, asked, texts(vault, found, asked)))


def texts(vault: Vault, found: Examination, period: Period) -> dict[str, str]:
    """Return the reports that a period is judged by."""
    days = report_days_for(period, found.reports, found.account.day)
    return {day: vault.read(report_path("Gaps", day)) for day in days if day}


def between(first: str, last: str) -> Period:
    """Return a period by its days, ISO."""
    return Period.between(date.fromisoformat(first), date.fromisoformat(last))


def shipped(review: Review) -> list[str]:
    """Return day and title of each task and day and path of each spec that was shipped."""
    done = review.shipped
    tasks = [f"{one.day} {one.task.title}" for one in done.tasks]
    return tasks + [f"{one.day or '?'} {one.path}" for one in done.specs]


def became(review: Review) -> list[str]:
    """Return what became true, moved and fell back, one line each."""
    found = review.became
    return [
        *(f"+ {one.path} {one.day or '?'}" for one in found.verified),
        *(f"~ {one.path} {one.before} {one.end}" for one in found.moved),
        *(f"- {one.path} {one.before or one.verified_on or '?'} {one.end}" for one in found.fallen),
    ]
