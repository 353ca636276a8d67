"""How the goals stood at one moment: at the end of a day that has a report, or now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from vaultgoals.frozen import frozen
from vaultgoals.model import GoalState, Outcome, Vault, Work, title_of
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.day import GoalLine
from vaultgoals.rollup.goal_table import metric_value
from vaultgoals.rollup.history import read_record

_UNIMPLEMENTED = "VG203"


@frozen
class GoalStanding:
    """One goal at that moment."""

    outcome: Outcome
    work: Work
    done: int
    """How many of its tasks were done."""
    value: str = ""
    """The first number that its checks measured, as a report writes it; empty where there was none."""
    reason: str = ""
    """Why it was so; known of now alone."""


@frozen
class Standing:
    """All goals at that moment, and the specs that nothing implemented."""

    day: str
    """ISO."""
    goals: Mapping[str, GoalStanding]
    """By the path that each goal has now."""
    unimplemented: frozenset[str]
    """Paths of the specs that had this gap."""
    is_now: bool = False
    """Whether it is the moment of the run, and not that of a report."""


def standing_now(account: Account) -> Standing:
    """Return how the goals stand at the moment of the run."""
    goals = {path: _of_state(state) for path, state in account.judged.goals.items()}
    gaps = frozenset(gap.path for gap in account.comparison.gaps if gap.code == _UNIMPLEMENTED)
    return Standing(account.day, goals, gaps, is_now=True)


def _of_state(state: GoalState) -> GoalStanding:
    return GoalStanding(state.outcome, state.work, state.tasks_done, metric_value(state), state.reason)


def standing_of(account: Account, day: str, text: str) -> Standing:
    """Return how the goals stood by the report of a day (ISO); what it does not say is not among them."""
    timeline = account.timeline  # whoever writes the trends has read all the reports already
    lines = next((timeline.goals_of(one) for one in timeline.days if one.day == day), {})
    entries = read_record(day, text).entries
    gaps = {entry.path for entry in entries if entry.code == _UNIMPLEMENTED}
    goals = {path: _of_line(line) for path, line in lines.items()}
    return Standing(day, goals, frozenset(_now_at(gaps, account.judged.vault)))


def _now_at(paths: Collection[str], vault: Vault) -> Iterator[str]:
    """Yield where these specs stand now; one that has moved is known by its title, where no other has it."""
    for path in paths:
        if path in vault.files:
            yield path
            continue
        same = [spec.path for spec in vault.specs if spec.title == title_of(path)]
        if len(same) == 1:
            yield same[0]


def _of_line(line: GoalLine) -> GoalStanding:
    value = "" if line.value is None else f"{round(line.value, 4):.10g}"
    return GoalStanding(line.outcome, line.work, line.done, value)
