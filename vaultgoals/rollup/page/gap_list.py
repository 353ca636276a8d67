"""The gaps of the page: in the sections of the report, with all that a filter asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from vaultgoals.model import Gap
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.escape import clean
from vaultgoals.rollup.history import Entry
from vaultgoals.rollup.page.values import Choice, GapItem, GapSection, Name, Past
from vaultgoals.rollup.page.wording import Wording, anchor_of
from vaultgoals.rollup.report import by_section

WHOLE_VAULT = "the whole vault"
NO_GOAL = "none"
"""What a filter knows the gaps by that concern no goal."""
AGES = (7, 30, 90)
"""Days: a filter offers the gaps that stand for at least so long."""


def sections(account: Account, wording: Wording) -> tuple[GapSection, ...]:
    """Return the gaps section by section, in the order of the report; sections without gaps are left out."""
    return tuple(
        GapSection(section.title, tuple(_item(gap, account, wording) for gap in gaps))
        for section, gaps in by_section(account.comparison.gaps)
    )


def _item(gap: Gap, account: Account, wording: Wording) -> GapItem:
    comparison = account.comparison
    return GapItem(
        id=f"gap-{gap.id}",
        code=gap.code,
        rule=gap.rule,
        severity=gap.severity.value,
        name=wording.name(gap.path) if gap.path else Name(WHOLE_VAULT, ""),
        line=gap.line,
        goals=_goals(gap, account),
        message=wording.sentence(gap.message),
        fix=wording.sentence(gap.fix),
        since=gap.since,
        days=(account.judged.as_of.day - date.fromisoformat(gap.since)).days,
        new=comparison.previous is not None and gap.id in comparison.new,
    )


def _goals(gap: Gap, account: Account) -> tuple[str, ...]:
    """Return by what the goals are known that a gap stands at or concerns; `NO_GOAL` where there is none."""
    paths = dict.fromkeys((gap.path, gap.goal or gap.path))
    return tuple(anchor_of(path) for path in paths if path in account.judged.goals) or (NO_GOAL,)


def by_goal(account: Account, wording: Wording) -> tuple[Choice, ...]:
    """Return the goals that gaps concern, by title; last the gaps that concern none."""
    numbers = Counter(goal for gap in account.comparison.gaps for goal in _goals(gap, account))
    goals = [
        Choice(known_by, wording.goal(goal.path).title, numbers[known_by])
        for goal in account.judged.vault.goals
        if (known_by := anchor_of(goal.path)) in numbers
    ]
    goals.sort(key=lambda choice: (choice.label.casefold(), choice.value))
    if numbers[NO_GOAL]:
        goals.append(Choice(NO_GOAL, "no goal", numbers[NO_GOAL]))
    return tuple(goals)


def by_rule(account: Account) -> tuple[Choice, ...]:
    """Return the rules that gaps break, by code."""
    numbers = Counter((gap.code, gap.rule) for gap in account.comparison.gaps)
    return tuple(Choice(code, f"{code} {rule}", numbers[code, rule]) for code, rule in sorted(numbers))


def by_age(found: Iterable[GapSection]) -> tuple[Choice, ...]:
    """Return the ages that a filter offers, with how many gaps stand for at least so many days."""
    ages = [gap.days for section in found for gap in section.gaps]
    return tuple(
        Choice(str(least), f"{least} days or more", sum(age >= least for age in ages)) for least in AGES
    )


def kept(account: Account, wording: Wording) -> tuple[Past, ...]:
    """Return the gaps that were not looked at this time."""
    return tuple(_past(entry, "", account, wording) for entry in account.comparison.kept)


def closed(account: Account, wording: Wording) -> tuple[Past, ...]:
    """Return the gaps of the report before that are no more."""
    items = sorted(account.comparison.closed, key=lambda one: (one.entry.path, one.entry.code, one.entry.id))
    return tuple(_past(item.entry, item.how, account, wording) for item in items)


def _past(entry: Entry, how: str, account: Account, wording: Wording) -> Past:
    if not entry.path:
        name = Name(WHOLE_VAULT, "")
    elif entry.path in account.judged.vault.files:
        name = wording.name(entry.path)
    else:
        name = Name(clean(entry.path), "")
    return Past(name, entry.code, how, entry.since)
