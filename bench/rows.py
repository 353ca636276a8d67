"""What is compared with what, and the budget of each comparison."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How a figure is computed."""

    RATIO = "time of ours by time of a peer"
    MEMORY = "KB a note above 30 MB"
    GROWTH = "time at a size by time at a tenth of it"
    DELAY = "typical wait for the watcher, beyond its settle time, by time of a peer"
    PASSED = "processor time of the watcher for one save that no report speaks of, by time of a peer"
    LONG_DELAY = "longest wait but one in twenty, likewise"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    group: str
    label: str
    ours: str
    against: str
    budget: float | None = None
    """The most that the figure may be."""
    sizes: tuple[int, ...] = ()
    """The sizes at which the budget holds; none stands for all."""
    kind: Kind = Kind.RATIO

    @property
    def key(self) -> str:
        """Return the name under which the figure is recorded."""
        return f"{self.kind.name.lower()} {self.ours}/{self.against}"

    def budget_at(self, notes: int) -> float | None:
        """Return the budget that holds at a size, if one does."""
        return self.budget if not self.sizes or notes in self.sizes else None


_PASS = "`python -c pass`"  # noqa: S105 - the empty program
ROWS = (
    Row("start", f"`--help`, against {_PASS}", "help", "pass", 6),
    Row("start", f"`--version`, against {_PASS}", "version", "pass"),
    Row("cold", "cold `check`, against reading every byte in Python", "cold", "read", 8, (10_000,)),
    Row(
        "cold",
        "cold `check`, against python-frontmatter + markdown-it-py over every note",
        "cold",
        "full",
        0.12,
        (10_000,),
    ),
    Row("cold", "cold `check`, against python-frontmatter alone over every note", "cold", "frontmatter"),
    Row("cold", "cold `check`, against obsidiantools", "cold", "obsidiantools", 0.01, (1_000,)),
    Row("cold", "cold `check`, against ripgrep for one property", "cold", "ripgrep"),
    Row("warm", f"warm `check`, against {_PASS}", "warm", "pass", 10, (1_000,)),
    Row("warm", "warm `check`, against the Python stat walk", "warm", "stat", 3, (10_000,)),
    Row("warm", "warm `check` after one change, against warm", "changed", "warm", 1.3, (10_000,)),
    Row("report", "first `report`, against reading every byte in Python", "report first", "read"),
    Row("report", "second `report`, against the Python stat walk", "report second", "stat"),
    Row(
        "memory",
        "cold `check`: KB a note above 30 MB",
        "cold",
        "note",
        3,
        (10_000, 100_000),
        kind=Kind.MEMORY,
    ),
    Row(
        "memory",
        "warm `check`: KB a note above 30 MB",
        "warm",
        "note",
        2,
        (10_000, 100_000),
        kind=Kind.MEMORY,
    ),
    Row("growth", "cold `check`, against a tenth of the notes", "cold", "tenth", 11, kind=Kind.GROWTH),
    Row("growth", "warm `check`, against a tenth of the notes", "warm", "tenth", 11, kind=Kind.GROWTH),
    Row("growth", "first `report`, against a tenth", "report first", "tenth", 11, kind=Kind.GROWTH),
    Row("growth", "second `report`, against a tenth", "report second", "tenth", 11, kind=Kind.GROWTH),
    Row(
        "watch",
        f"`watch`, from save to report beyond the settle time: median, against {_PASS}",
        "watch",
        "pass",
        6,
        (10_000,),
        kind=Kind.DELAY,
    ),
    Row(
        "watch",
        f"`watch`, from save to report beyond the settle time: p95, against {_PASS}",
        "watch",
        "pass",
        12,
        (10_000,),
        kind=Kind.LONG_DELAY,
    ),
    Row(
        "watch",
        f"`watch`, a save that no report speaks of: processor time, against {_PASS}",
        "watch",
        "pass",
        kind=Kind.PASSED,
    ),
)
GROUPS = tuple(dict.fromkeys(row.group for row in ROWS))


def needed(groups: tuple[str, ...]) -> frozenset[str]:
    """Return the names of the works that the rows of some groups are computed from."""
    rows = [row for row in ROWS if row.group in groups]
    return frozenset({"pass"} | {name for row in rows for name in (row.ours, row.against)})
