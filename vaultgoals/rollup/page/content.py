"""From an account to all that the page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from vaultgoals.model import Outcome, Severity, Work
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.escape import clean
from vaultgoals.rollup.goal_table import REMARKS, WORK_TITLES
from vaultgoals.rollup.history import silence
from vaultgoals.rollup.page.gap_list import by_age, by_goal, by_rule, closed, kept, sections
from vaultgoals.rollup.page.goal_tree import goal_tree, loose_specs
from vaultgoals.rollup.page.trend import trends
from vaultgoals.rollup.page.values import Course, Figure, GoalRow, Page, Quadrant, QuadrantRow, Waiting
from vaultgoals.rollup.page.wording import Wording
from vaultgoals.rollup.report import no_gap, what_was_read
from vaultgoals.rollup.waits import Wait, median_days, waits

LONGEST_WHY = 300


def page(account: Account) -> Page:
    """Return what the page of a run shows. Gaps of this machine alone are left out: a page is handed on."""
    wording = Wording(account)
    found = sections(account, wording)
    waited = waits(account.timeline, [goal.path for goal in account.live_goals])
    median = median_days(waited)
    return Page(
        day=account.day,
        summary=f"{account.verified} of {_some(len(account.live_goals), 'goal')} verified",
        figures=_figures(account),
        notes=_notes(account),
        square=_square(account, wording),
        goals=_goals(account, wording),
        sections=found,
        no_gap="" if found else no_gap(account)[1],
        by_goal=by_goal(account, wording),
        by_rule=by_rule(account),
        by_age=by_age(found),
        kept=kept(account, wording),
        closed=closed(account, wording),
        tree=goal_tree(account, wording),
        loose=loose_specs(account, wording),
        courses=_courses(account, wording),
        trends=trends(account),
        waiting=_waiting(waited, wording),
        median="" if median is None else f"{median:g}",
        read=what_was_read(account),
    )


def _some(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1 and thing != Severity.INFO.value)}"


def _figures(account: Account) -> tuple[Figure, ...]:
    comparison = account.comparison
    gaps = comparison.gaps
    severities = Counter(gap.severity for gap in gaps)
    told = ", ".join(_some(severities[one], one.value) for one in Severity if severities[one])
    tasks = [task for task in account.judged.vault.tasks if task.state.value != "dropped"]
    done = sum(task.state.value == "done" for task in tasks)
    specs = account.judged.vault.specs
    accepted = f"{sum(spec.accepted for spec in specs)} accepted" if specs else ""
    moved: tuple[Figure, ...] = ()
    if comparison.previous is not None:
        before = f"since the report of {comparison.previous.day}"
        moved = (
            Figure(str(len(comparison.new)), "new", before),
            Figure(str(len(comparison.closed)), "closed", before),
        )
    waived = f"{account.waived} waived" if account.waived else ""
    return (
        Figure(f"{account.verified} / {len(account.live_goals)}", "goals verified"),
        Figure(str(len(gaps)), "gap" if len(gaps) == 1 else "gaps", ", ".join(filter(None, (told, waived)))),
        *moved,
        Figure(f"{done} / {len(tasks)}", "tasks done"),
        Figure(str(len(specs)), "spec" if len(specs) == 1 else "specs", accepted),
    )


def _notes(account: Account) -> tuple[str, ...]:
    previous = account.comparison.previous
    missed = silence(previous.day, account.day) if previous else None
    return (missed.told,) if missed else ()


def _square(account: Account, wording: Wording) -> tuple[QuadrantRow, ...]:
    rows = []
    for work, title in WORK_TITLES.items():
        goals = [goal.path for goal in account.live_goals if account.judged.goals[goal.path].work is work]
        others, holding = (
            Quadrant(
                REMARKS.get((work, holds), ""),
                tuple(wording.goal(path) for path in goals if account.judged.outcome_of(path).holds is holds),
            )
            for holds in (False, True)
        )
        rows.append(QuadrantRow(title, others, holding))
    return tuple(rows)


def _goals(account: Account, wording: Wording) -> tuple[GoalRow, ...]:
    """Return the goals in the order in which they ask for attention, dropped ones left out."""
    rows = []
    for goal in account.live_goals:
        state = account.judged.goals[goal.path]
        rows.append(GoalRow(
            name=wording.name(goal.path),
            outcome=state.outcome.value,
            work=state.work.value,
            done=state.tasks_done,
            open=state.tasks_open,
            held=state.children[0],
            children=state.children[1],
            why=clean(goal.why, limit=LONGEST_WHY),
            reason=wording.sentence(state.reason),
            next_step=wording.sentence(state.next_step),
            gaps=len(account.gaps_of.get(goal.path, ())),
        ))  # fmt: skip
    order = {outcome.value: rank for rank, outcome in enumerate(Outcome)}
    work = {work.value: rank for rank, work in enumerate((Work.DONE, Work.OPEN, Work.NONE))}
    return tuple(sorted(rows, key=lambda row: (order[row.outcome], work[row.work], row.name.path)))


def _waiting(waited: Iterable[Wait], wording: Wording) -> tuple[Waiting, ...]:
    order = sorted(waited, key=lambda one: (bool(one.verified), -one.days, one.path))
    return tuple(
        Waiting(wording.goal(one.path), one.done, one.verified, one.days, one.or_longer) for one in order
    )


def _courses(account: Account, wording: Wording) -> tuple[Course, ...]:
    return tuple(
        Course(
            name=wording.name(path),
            cycle=clean(progress.cycle),
            stages=tuple((clean(stage.name), clean(stage.shown)) for stage in progress.stages),
            next=clean(progress.missing[0]) if progress.missing else "",
        )
        for path, progress in account.judged.progress.items()
    )
