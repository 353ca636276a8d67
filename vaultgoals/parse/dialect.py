"""How one vault is to be read: the user's own names and other tools' settings, in one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from unicodedata import normalize

from vaultgoals.config import Config
from vaultgoals.frozen import frozen
from vaultgoals.model import Kind, Role, State, title_of
from vaultgoals.parse.fields import KeyTable, key_table
from vaultgoals.parse.status import fold_word
from vaultgoals.profiles.obsidian import TASK_STATES, ObsidianSettings, daily_pattern

_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]+\Z")
_REMARK = re.compile(r"[*_]*\([^()]*\)[*_]*\s*\Z")  # `## Success criteria *(mandatory)*`

_FOLDER_PAGES = frozenset(("readme", "index", "_index", "template"))
"""Titles of pages about a folder, which a folder rule does not mean."""


def fold_heading(text: str) -> str:
    """Fold a heading: without block id, remark in brackets, numbering, emoji, punctuation and case."""
    bare = _REMARK.sub("", _BLOCK_ID.sub("", text.rstrip()))
    return re.sub(r"[\W\d_]+", "", normalize("NFC", bare)).casefold()


@frozen
class Dialect:
    """Everything that reading one note depends on, beside its own text."""

    keys: KeyTable = field(default_factory=lambda: key_table({}))
    """What each frontmatter key means, the user's own included."""
    statuses: Mapping[str, State] = field(default_factory=dict)
    """The user's own status words, folded."""
    folders: tuple[tuple[str, Kind], ...] = ()
    """Folder rules, the longest folder first."""
    task_states: Mapping[str, State | None] = field(default_factory=lambda: dict(TASK_STATES))
    global_filter: str = ""
    criteria_headings: frozenset[str] = frozenset()
    """The user's own headings of criteria, folded."""
    daily: re.Pattern[str] | None = None

    def folder_kind(self, path: str) -> Kind | None:
        """Return the kind that a folder rule gives the note at ``path``; a folder's own page has none."""
        if not self.folders or title_of(path).casefold() in _FOLDER_PAGES:
            return None
        for folder, kind in self.folders:
            if path.startswith(f"{folder}/"):
                return None if path == f"{folder}/{title_of(folder)}.md" else kind
        return None

    @classmethod
    def of(cls, config: Config, settings: ObsidianSettings) -> Dialect:
        """Combine the configuration and Obsidian's settings."""
        return cls(
            keys=key_table(config.fields),
            statuses={fold_word(word): state for word, state in config.statuses.items()},
            folders=tuple(sorted(config.folders.items(), key=lambda item: (-len(item[0]), item[0]))),
            task_states=settings.task_states,
            global_filter=settings.global_filter,
            criteria_headings=frozenset(map(fold_heading, config.fields.get(Role.CRITERIA, ()))) - {""},
            daily=daily_pattern(settings.daily_folder, settings.daily_format),
        )
