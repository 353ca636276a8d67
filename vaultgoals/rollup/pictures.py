"""The pictures of the dashboard: the outcomes as a pie, work against outcome as a map, goals as a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vaultgoals.model import Note, Outcome, Work
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.goal_table import bar, chart_name, table
from vaultgoals.rollup.mermaid import configured, fenced, label
from vaultgoals.rollup.pen import Pen
from vaultgoals.rollup.tree_picture import goal_tree

_FEWEST = 3
"""Goals from which on there is something to see: of two a table says all."""
_MOST_IN_FIELD = 8
"""Names that fit below each other in a field of the map."""
_LONGEST_NAME = 40
_FIELDS = (
    (Work.OPEN, True, "Intent achieved"),
    (Work.DONE, True, "Done and true"),
    (Work.OPEN, False, "Not there yet"),
    (Work.DONE, False, "The completion illusion"),
)
"""Work, whether verified, and the name of the field; goals without work stand where some is open."""
_MAP = {
    "quadrantChart": {"chartWidth": 700, "chartHeight": 560, "pointRadius": 4, "pointTextPadding": 7},
}
_COLOURS = {
    Outcome.VERIFIED: "#5fb878",
    Outcome.ATTESTED: "#a9d8a5",
    Outcome.STALE: "#f2d16b",
    Outcome.SUSPECT: "#f0a04b",
    Outcome.UNVERIFIED: "#c4cad0",
    Outcome.UNMEASURABLE: "#98a1a9",
    Outcome.FAILING: "#e26d6d",
}
"""Of the pie's pieces; on each of them black is read."""


def pictures(account: Account, pen: Pen) -> tuple[str, ...]:
    """Return the blocks of the pictures; none where there are fewer than three live goals."""
    if len(account.live_goals) < _FEWEST:
        return ()
    blocks = (*_outcomes(account), *_map(account), *goal_tree(account, pen))
    return ("## Pictures", *blocks)


def _outcomes(account: Account) -> Iterator[str]:
    counts = Counter(account.judged.outcome_of(goal.path) for goal in account.live_goals)
    number = len(account.live_goals)
    # The largest first: some versions of Mermaid put them into that order, and the colours stay behind.
    order = sorted(_COLOURS, key=lambda outcome: -counts[outcome])
    found = [(outcome, counts[outcome]) for outcome in order if counts[outcome]]
    colours = {f"pie{at}": _COLOURS[outcome] for at, (outcome, _) in enumerate(found, 1)}
    yield "### Outcomes"
    yield fenced((
        configured({"themeVariables": {**colours, "pieSectionTextColor": "#111111", "pieOpacity": 1}}),
        "pie showData",
        f"    title Outcomes of {number} goals",
        *(f'    "{outcome.value}" : {count}' for outcome, count in found),
    ))  # fmt: skip
    most = max(counts.values())
    rows = [[outcome.value, str(count), bar(count, most)] for outcome, count in found]
    yield table(("Outcome", "Goals", "Beside the others"), rows, ("Goals",)).rstrip("\n")


def _map(account: Account) -> Iterator[str]:
    left_out = 0
    points: list[str] = []
    for number, (work, holds, _) in enumerate(_FIELDS):
        goals = [goal for goal in account.live_goals if _field(account, goal) == (work, holds)]
        left_out += len(goals[_MOST_IN_FIELD:])
        shown = goals[:_MOST_IN_FIELD]
        points += [
            f'    "{name}": [{_across(number)}, {_up(number, at)}]'
            for at, goal in enumerate(shown)
            for name in [label(chart_name(account, goal), limit=_LONGEST_NAME)]
        ]
    yield "### Work against outcome"
    yield fenced((
        configured(_MAP),
        "quadrantChart",
        '    x-axis "Work open or none" --> "Work done"',
        '    y-axis "Not verified" --> "Verified"',
        f'    quadrant-1 "{_FIELDS[1][2]}"',
        f'    quadrant-2 "{_FIELDS[0][2]}"',
        f'    quadrant-3 "{_FIELDS[2][2]}"',
        f'    quadrant-4 "{_FIELDS[3][2]}"',
        *points,
    ))  # fmt: skip
    more = (
        f" In each field the first {_MOST_IN_FIELD} goals are drawn, in the order of the table, "
        f"and {left_out} left out."
        if left_out
        else ""
    )
    yield f"A goal's place within a field means nothing. The same in words: *Work and outcome*, above.{more}"


def _field(account: Account, goal: Note) -> tuple[Work, bool]:
    state = account.judged.goals[goal.path]
    return (Work.DONE if state.work is Work.DONE else Work.OPEN), state.outcome.holds


def _across(field: int) -> str:
    return "0.75" if field % 2 else "0.25"


def _up(field: int, at: int) -> str:
    """Return the height of the point at a place in a field, from its top down, below the field's name."""
    top = 0.93 if field < 2 else 0.43
    return f"{top - at * 0.055:.3f}"
