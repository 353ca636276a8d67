"""What every rollup is written from, and how it names notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from vaultgoals.frozen import frozen
from vaultgoals.model import Artifact, Gap, Judged, Kind, Note, Outcome, folder_of, title_of
from vaultgoals.rollup.escape import LinkStyle, link, md_text
from vaultgoals.rollup.history import Comparison
from vaultgoals.rollup.naming import Naming

if TYPE_CHECKING:  # only what writes loads what renders
    from vaultgoals.rollup.rendered import Rendered

# A link to a note (an `!` before it would embed the note), or code that holds nothing a plugin could take
# for its own (no `=`, `$`, `<`, `::`).
_NAMED_OR_CODE = re.compile(
    r"(?<!!)\[\[(?P<name>[^\[\]|#\n]+)\]\]|`(?P<code>(?!\s)(?:[\w .,;/()*\"'+-]|:(?!:))+(?<!\s))`"
)
# While a message is escaped, private characters stand for what is already safe in it.
_STAND_INS = 0xE000
_MOST_STAND_INS = 256
_STAND_IN = re.compile(f"[{chr(_STAND_INS)}-{chr(_STAND_INS + _MOST_STAND_INS - 1)}]")
_LONGEST_MESSAGE = 1000
# `- [x](x.md)` is a link to Markdown and a task to plugins.
_LIKE_A_CHECKBOX = re.compile(r"\A\[(.)\]\(")


@frozen(slots=False)  # without slots: what is derived once is kept beside the fields
class Account:
    """One run, ready to be written down."""

    judged: Judged
    comparison: Comparison
    waived: int
    """How many gaps are waived, those of this machine alone left out."""
    output: str
    """Folder of the generated notes."""
    style: LinkStyle
    paths: Callable[[], Iterable[str]] = field(default=tuple, compare=False)
    """Gives every path of the vault, those of the notes that a run writes included."""
    local: tuple[Gap, ...] = ()
    """Gaps of this machine alone: shown on it, written nowhere, for the vault may be shared with others."""
    rendered: Rendered | None = field(default=None, compare=False, repr=False)
    """What runs before have made of the same vault, where that is known."""

    @property
    def day(self) -> str:
        """The day the run speaks of, ISO."""
        return self.judged.as_of.day.isoformat()

    @cached_property
    def naming(self) -> Naming:
        """By what names notes are told."""
        made_of = frozenset(self.paths()), tuple(self.judged.vault.notes), self.style
        return self.rendered.naming(*made_of) if self.rendered is not None else Naming(*made_of)

    @cached_property
    def gaps_of(self) -> dict[str, tuple[Gap, ...]]:
        """The gaps at each note, and those elsewhere that concern it as their goal, by its path."""
        return _by_note(self.comparison.gaps)

    @cached_property
    def told_gaps(self) -> tuple[Gap, ...]:
        """All gaps, those of this machine among them: never to be written."""
        return tuple(sorted((*self.comparison.gaps, *self.local), key=lambda gap: gap.order))

    @cached_property
    def told_gaps_of(self) -> dict[str, tuple[Gap, ...]]:
        """As `gaps_of`, those of this machine among them: never to be written."""
        return _by_note(self.told_gaps)

    @cached_property
    def artifacts_of(self) -> dict[str, tuple[Artifact, ...]]:
        """The artifacts that each note names, by its path."""
        found: dict[str, list[Artifact]] = {}
        for item in self.judged.artifacts:
            found.setdefault(item.source, []).append(item)
        return {path: tuple(items) for path, items in found.items()}

    @cached_property
    def live_goals(self) -> tuple[Note, ...]:
        """The goals that are not dropped, in path order."""
        goals = self.judged.vault.goals
        return tuple(goal for goal in goals if self.judged.outcome_of(goal.path) is not Outcome.DROPPED)

    @property
    def verified(self) -> int:
        """How many live goals hold."""
        return sum(self.judged.outcome_of(goal.path).holds for goal in self.live_goals)

    @property
    def counts(self) -> dict[str, int]:
        """How many notes, goals, specs and tasks were read."""
        vault = self.judged.vault
        return {
            "notes": len(vault.notes),
            "goals": len(vault.goals),
            "specs": len(vault.of_kind(Kind.SPEC)),
            "tasks": len(vault.tasks),
        }


def _by_note(gaps: Iterable[Gap]) -> dict[str, tuple[Gap, ...]]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        for path in dict.fromkeys((gap.path, gap.goal or gap.path)):
            found.setdefault(path, []).append(gap)
    return {path: tuple(at_note) for path, at_note in found.items()}


class Pen:
    """Writes names and messages into one generated note."""

    def __init__(self, account: Account, note: str) -> None:
        """Args: the account, and the path of the note that is written into."""
        self._naming = account.naming
        self._folder = folder_of(note)

    def link(self, path: str, title: str = "", *, in_table: bool = False) -> str:
        """Return a link to a note in the vault's own style, or its escaped title where none is safe."""
        key = (self._folder, path, title, in_table)
        worded = self._naming.worded
        return worded.get(key) or worded.setdefault(key, self._link(path, title, in_table=in_table))

    def property_link(self, path: str) -> str:
        """Return a link for frontmatter, always in brackets: elsewhere properties know no other form."""
        naming = self._naming
        title = title_of(path)
        style = LinkStyle(naming.style.form)
        made = link(path, title, style, unique=naming.is_unique(path), source=self._folder)
        return made if made.startswith("[[") else title

    def text(self, text: str, *, in_table: bool = False) -> str:
        """Return text for running prose.

        A note named in it as ``[[Title]]`` becomes a link, and a harmless word between backticks
        stays code; all else is escaped as `md_text` does.
        """
        key = (self._folder, text, in_table)
        worded = self._naming.worded
        return worded.get(key) or worded.setdefault(key, self._text(text, in_table=in_table))

    def plain(self, text: str) -> str:
        """Return text in which nothing becomes a link or code."""
        return md_text(text)

    def _link(self, path: str, title: str, *, in_table: bool) -> str:
        made = link(
            path,
            title or title_of(path),
            self._naming.style,
            unique=self._naming.is_unique(path),
            source=self._folder,
            in_table=in_table,
        )
        return _LIKE_A_CHECKBOX.sub(lambda match: f"[&#{ord(match[1])};](", made)

    def _text(self, text: str, *, in_table: bool) -> str:
        made: list[str] = []

        def stand_in(made_text: str) -> str:
            made.append(made_text)
            return chr(_STAND_INS + len(made) - 1)

        def replaced(match: re.Match[str]) -> str:
            if match["code"] is not None:
                return stand_in(match[0])
            path = self._path(match["name"])
            return match[0] if path is None else stand_in(self.link(path, in_table=in_table))

        bare = _STAND_IN.sub("", text)
        marked = _NAMED_OR_CODE.sub(lambda m: replaced(m) if len(made) < _MOST_STAND_INS else m[0], bare)
        safe = md_text(marked, limit=_LONGEST_MESSAGE)
        return _STAND_IN.sub(lambda match: made[ord(match[0]) - _STAND_INS], safe)

    def _path(self, name: str) -> str | None:
        if "/" not in name:  # of several notes with this title nobody knows which is meant
            return self._naming.titles.get(name)
        path = name if name.endswith(".md") else f"{name}.md"
        return path if path in self._naming.notes else None
