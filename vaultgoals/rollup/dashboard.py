"""The dashboard: the newest state of all goals on one page."""

from __future__ import annotations

from collections import Counter

from vaultgoals.rollup.account import Account
from vaultgoals.rollup.generated import Generated
from vaultgoals.rollup.goal_rollup import rollup_paths
from vaultgoals.rollup.goal_table import bar, table, two_by_two
from vaultgoals.rollup.history import report_path, silence
from vaultgoals.rollup.pen import Pen
from vaultgoals.rollup.pictures import pictures
from vaultgoals.rollup.report import nothing_missing, summary_line
from vaultgoals.rollup.trends import trends


def dashboard_path(output: str) -> str:
    """Return the vault path of the dashboard."""
    return f"{output}/Dashboard.md"


def dashboard(account: Account) -> Generated:
    """Write the dashboard."""
    pen = Pen(account, dashboard_path(account.output))
    properties: dict[str, str | int | bool] = {
        "type": "gap-dashboard",
        "date": account.day,
        "gaps": len(account.comparison.gaps),
        "goals": account.counts["goals"],
        "goals_verified": account.verified,
    }
    return Generated(properties, (("dashboard", overview(account, pen)),))


def overview(account: Account, pen: Pen) -> str:
    """Return the dashboard's region; a plain note that opts in gets the same."""
    gaps = f"The gaps, each with its next action: {pen.link(report_path(account.output, account.day))}"
    return "\n\n".join((
        f"> [!summary] {summary_line(account, pen)}\n> {gaps}{_silence(account)}",
        "## Work and outcome",
        two_by_two(account, pen).rstrip("\n"),
        "## Goals",
        _goals(account, pen).rstrip("\n"),
        *_courses(account, pen),
        "## Gaps by rule",
        _rules(account).rstrip("\n"),
        *trends(account, pen),
        *pictures(account, pen),
    )) + "\n"  # fmt: skip


def _silence(account: Account) -> str:
    """Return a line that tells of days without a report before this one; mostly nothing.

    It hangs on the newest report of an earlier day alone, so that the second writing of a day keeps it.
    """
    previous = account.comparison.previous
    missed = silence(previous.day, account.day) if previous else None
    return f"\n> {missed.told}" if missed else ""


def _goals(account: Account, pen: Pen) -> str:
    rows = []
    rollups = rollup_paths(account.judged.vault, account.output)
    for goal in account.live_goals:
        state = account.judged.goals[goal.path]
        held, children = state.children
        rows.append([
            pen.link(goal.path, in_table=True),
            f"**{state.outcome.value}**",
            _work(state.tasks_done, state.tasks_open),
            f"{held} of {children}" if children else "",
            pen.text(state.reason, in_table=True),
            pen.link(rollups[goal.path], "rollup", in_table=True),
        ])  # fmt: skip
    return table(("Goal", "Outcome", "Tasks", "Subgoals verified", "Why", "Chain"), rows)


def _courses(account: Account, pen: Pen) -> tuple[str, ...]:
    """Return the courses of goals and specs, in a vault where any names one."""
    rows = [
        [
            pen.link(path, in_table=True),
            pen.text(progress.cycle, in_table=True),
            progress.bar,
            pen.text(progress.missing[0], in_table=True) if progress.missing else "complete",
        ]
        for path, progress in account.judged.progress.items()
    ]
    return ("## Courses", table(("Note", "Course", "Stages", "Next"), rows).rstrip("\n")) if rows else ()


def _work(done: int, still_open: int) -> str:
    """Return a text bar over the tasks, ten steps wide: ``▰▰▰▰▰▰▱▱▱▱ 3/5``."""
    total = done + still_open
    return f"{bar(done, total)} {done}/{total}" if total else "none"


def _rules(account: Account) -> str:
    counts = Counter((gap.severity, gap.code, gap.rule) for gap in account.comparison.gaps)
    rows = [
        [code, rule, severity.value, str(number)]
        for (severity, code, rule), number in sorted(
            counts.items(), key=lambda item: (item[0][0].rank, item[0][1])
        )
    ]
    if not rows:
        return f"{nothing_missing(account)}\n"
    return table(("Code", "Rule", "Severity", "Number"), rows)
