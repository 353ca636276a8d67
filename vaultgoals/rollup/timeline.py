"""The dated reports as a series of days. They are the history; there is no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from vaultgoals.graph import fold_path
from vaultgoals.model import Vault, title_of
from vaultgoals.rollup.day import Day, GoalLine
from vaultgoals.rollup.escape import clean


class Timeline:
    """A series of days up to one of them, and the history of each goal in it.

    Args:
        days: in any order; of two with one date the later one in the order given counts.
        as_of: the last day that is looked at, ISO.
        vault: the vault as it stands now: what the links of the reports are resolved with.
        output: folder of the reports, from which these links point.
    """

    def __init__(self, days: Iterable[Day], as_of: str, vault: Vault, output: str) -> None:
        by_day = {one.day: one for one in days if one.day <= as_of}
        self.days = tuple(by_day[day] for day in sorted(by_day))
        """Ascending."""
        self.as_of = as_of
        self._vault = vault
        self._output = output

    def between(self, first: str, last: str) -> tuple[Day, ...]:
        """Return the days from ``first`` to ``last`` (ISO), both included."""
        return tuple(one for one in self.days if first <= one.day <= last)

    def before(self, day: str) -> Day | None:
        """Return the newest day before ``day`` (ISO)."""
        return next((one for one in reversed(self.days) if one.day < day), None)

    def of_goal(self, path: str) -> tuple[tuple[Day, GoalLine], ...]:
        """Return each day that lists the goal at ``path``, with its line, ascending."""
        return tuple(self._histories.get(path, ()))

    def goals_of(self, day: Day) -> dict[str, GoalLine]:
        """Return the goals of a day by the path that each has now, in the order of its table.

        A line whose link is the path of a note means that note. Any other means the one goal of its title
        that no line of the day has by its path: a link by title alone, or a goal that has been moved since.
        A goal that is gone, or of which nobody can tell which one it was, is not among them.
        """
        named = tuple([(line.target, line.title) for line in day.lines])
        known = self._places.get(named)
        if known is None:
            known = self._places[named] = self._placed(named)
        return {path: day.lines[at] for path, at in known}

    @cached_property
    def _places(self) -> dict[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]]:
        """What `_placed` gave: most days list the same goals."""
        return {}

    def _placed(self, named: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int], ...]:
        """Return the path of each line that has one now, and its place among the lines, in their order."""
        paths = [self._look_up(target) for target, _ in named]
        settled = frozenset(paths)
        titles = [_title_key(target, title) for target, title in named]
        asking = Counter(title for title, path in zip(titles, paths, strict=True) if not path)
        found: dict[str, int] = {}
        for at, (title, path) in enumerate(zip(titles, paths, strict=True)):
            if path:
                found.setdefault(path, at)
            elif asking[title] == 1:
                goals = [goal for goal in self._by_title.get(title, ()) if goal not in settled]
                if len(goals) == 1:
                    found.setdefault(goals[0], at)
        return tuple(found.items())

    @cached_property
    def _histories(self) -> dict[str, list[tuple[Day, GoalLine]]]:
        found: dict[str, list[tuple[Day, GoalLine]]] = {}
        for day in self.days:
            for path, line in self.goals_of(day).items():
                found.setdefault(path, []).append((day, line))
        return found

    def _look_up(self, target: str) -> str:
        """Return the path of the note that stands where a link with a path points."""
        if "/" not in target and not target.lower().endswith(".md"):
            return ""
        path = fold_path(_from(self._output, target))
        return self._by_path.get(path) or self._by_path.get(f"{path}.md", "")

    @cached_property
    def _by_path(self) -> dict[str, str]:
        return {fold_path(path): path for path in self._vault.notes}

    @cached_property
    def _by_title(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for goal in self._vault.goals:
            found.setdefault(fold_path(clean(title_of(goal.path))), []).append(goal.path)
        return found


def _title_key(target: str, title: str) -> str:
    return fold_path(clean(title_of(target) if target else title))


def _from(folder: str, target: str) -> str:
    """Return the vault path of a target; one that begins with dots starts from ``folder``."""
    steps = folder.split("/") if target.startswith(("./", "../")) else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
