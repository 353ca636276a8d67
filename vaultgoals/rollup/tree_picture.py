"""The goals that serve each other, as a flowchart with links and as a list."""

from __future__ import annotations

from collections.abc import Iterator

from vaultgoals.frozen import frozen
from vaultgoals.model import Outcome
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.goal_table import chart_name
from vaultgoals.rollup.mermaid import fenced, label, reads_as
from vaultgoals.rollup.pen import Pen

_MOST = 30
"""Goals that a reader can take in."""
_DEEPEST = 6
"""Steps that a list is indented; what is deeper goes straight down."""
_LONGEST_NAME = 80
_NO_LINK = frozenset("#^|[]")
_COLOURS = (
    ("holds", (Outcome.VERIFIED, Outcome.ATTESTED), "fill:#d3f9d8,stroke:#2b8a3e,color:#111111"),
    ("doubted", (Outcome.STALE, Outcome.SUSPECT), "fill:#fff3bf,stroke:#e67700,color:#111111"),
    ("fails", (Outcome.FAILING,), "fill:#ffe3e3,stroke:#c92a2a,color:#111111,stroke-width:3px"),
    ("unseen", (Outcome.UNVERIFIED, Outcome.UNMEASURABLE), "fill:#f1f3f5,stroke:#868e96,color:#111111"),
)
"""Name of the class, the outcomes it stands for, and what it looks like on any background."""
_LEGEND = (
    "An arrow leads from a goal to one that serves it. Green is verified or attested, yellow stale or "
    "suspect, red with a thick border failing, grey unverified or unmeasurable."
)


@frozen
class Twig:
    """One goal at one place of the tree."""

    path: str
    depth: int
    again: bool
    """Whether it stood further up already, with what hangs from it."""


def goal_tree(account: Account, pen: Pen) -> Iterator[str]:
    """Yield the blocks of the tree: none where no goal serves another."""
    twigs = tuple(_twigs(account))
    goals = list(dict.fromkeys(twig.path for twig in twigs))
    if not goals:
        return
    alone = len(account.live_goals) - len(goals)
    yield "### Goals that serve each other"
    yield fenced(_flowchart(account, goals[:_MOST]))
    told = [_LEGEND]
    if len(goals) > _MOST:
        told.append(f"The first {_MOST} of {len(goals)} are drawn, in the order of the list.")
    if alone:
        told.append(f"Left out, as {'they stand' if alone != 1 else 'it stands'} alone: {alone}.")
    yield " ".join(told)
    yield "\n".join(_item(twig, account, pen) for twig in twigs)


def _twigs(account: Account) -> Iterator[Twig]:
    """Yield the goals that serve or are served, each under the goal that it serves, in path order."""
    live = {goal.path for goal in account.live_goals}
    vault = account.judged.vault
    below = {path: [one for one in vault.subgoals_of.get(path, ()) if one in live] for path in sorted(live)}
    served = {child for children in below.values() for child in children}
    tops = [path for path, children in below.items() if children and path not in served]
    seen: set[str] = set()
    for top in (*tops, *below):  # a loop has no top: it is entered at its first goal
        if top in seen or not (below[top] or top in served):
            continue
        waiting = [(top, 0)]
        while waiting:
            path, depth = waiting.pop()
            yield Twig(path, depth, again=path in seen)
            if path not in seen:
                seen.add(path)
                waiting.extend((child, depth + 1) for child in reversed(below[path]))


def _flowchart(account: Account, goals: list[str]) -> Iterator[str]:
    ids = {path: f"goal{number}" for number, path in enumerate(goals, 1)}
    notes = account.judged.vault.notes
    names = {path: chart_name(account, notes[path]) for path in goals}
    yield "flowchart LR"
    for path, node in ids.items():
        yield f'    {node}["{label(names[path], limit=_LONGEST_NAME)}"]'
    for path, node in ids.items():
        for child in account.judged.vault.subgoals_of.get(path, ()):
            if child in ids:
                yield f"    {node} --> {ids[child]}"
    for name, outcomes, look in _COLOURS:
        members = [node for path, node in ids.items() if account.judged.outcome_of(path) in outcomes]
        if members:
            yield f"    classDef {name} {look}"
            yield f"    class {','.join(members)} {name}"
    linked = [node for path, node in ids.items() if _links(names[path])]
    if linked:  # Obsidian opens the note that a node of this class is named after
        yield f"    class {','.join(linked)} internal-link"


def _links(name: str) -> bool:
    return reads_as(name, limit=_LONGEST_NAME) and not _NO_LINK & set(name)


def _item(twig: Twig, account: Account, pen: Pen) -> str:
    outcome = account.judged.outcome_of(twig.path).value
    again = ", as above" if twig.again else ""
    return f"{'  ' * min(twig.depth, _DEEPEST)}- {pen.link(twig.path)}: {outcome}{again}"
