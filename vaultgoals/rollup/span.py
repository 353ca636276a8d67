"""A period as it can be spoken of in one run: what is known of its beginning and of its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from vaultgoals.frozen import frozen
from vaultgoals.model import Stamp
from vaultgoals.model.period import Period
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.generated import is_generated
from vaultgoals.rollup.standing import Standing, standing_now, standing_of


@frozen
class Span:
    """One period, and how the goals stood before it and at its end."""

    account: Account
    period: Period
    before: Standing | None
    """By the newest report dated before it; None where there is none."""
    end: Standing | None
    """Now, while it lasts; else by the newest report dated within it, None where there is none."""

    @property
    def is_over(self) -> bool:
        """Whether its last day lies before the day of the run."""
        return is_over(self.period, self.account)

    @property
    def last(self) -> date:
        """The last day of it that can be spoken of."""
        return min(self.period.last, self.account.judged.as_of.day)

    def day_of(self, stamp: Stamp | None) -> date | None:
        """Return the day of a date that lies in it, else None."""
        if stamp is None:
            return None
        day = self.account.judged.as_of.day_of(stamp)
        return day if self.period.first <= day <= self.last else None


def span_of(account: Account, period: Period, texts: Mapping[str, str]) -> Span:
    """Return a period as it can be spoken of.

    Args:
        account: the run.
        period: it begins no later than the day of the run.
        texts: by day (ISO), the reports that `report_days_for` names. One that is missing, as it could not
            be read, or is none that vaultgoals wrote, is not spoken of.
    """
    ours = {day: text for day, text in texts.items() if is_generated(text)}
    before, within = (
        standing_of(account, day, ours[day]) if day in ours else None
        for day in report_days_for(period, ours, account.day)
    )
    return Span(account, period, before, within if is_over(period, account) else standing_now(account))


def is_over(period: Period, account: Account) -> bool:
    """Whether the last day of a period lies before the day of the run."""
    return period.last < account.judged.as_of.day


def report_days_for(period: Period, days: Collection[str], as_of: str) -> tuple[str, str]:
    """Return the days (ISO) of the two reports that a period is judged by; empty where there is none.

    The first is the newest dated before it. The second is the newest dated within it, and needed only when
    it is over: while it lasts, what counts is the run itself.

    Args:
        period: it begins no later than the day of the run.
        days: the days of the reports that stand, ISO.
        as_of: the day of the run, ISO.
    """
    first, last = period.first.isoformat(), period.last.isoformat()
    before = max((day for day in days if day < first), default="")
    within = max((day for day in days if first <= day <= last), default="") if last < as_of else ""
    return before, within
