"""Which notes are read: not templates, not what the user's settings leave out."""

from __future__ import annotations

import re
from functools import lru_cache
from warnings import catch_warnings, simplefilter

from vaultgoals.config import Config
from vaultgoals.frozen import frozen
from vaultgoals.model import Notice, folder_of
from vaultgoals.profiles.obsidian import ObsidianSettings

# What makes a pattern take for ever on a long path: groups that repeat, references back, more than a few
# repetitions or choices one after the other.
_RISKY = re.compile(r"\)\s*[*+{]|\\[1-9]|\(\?")
_NO_SYNTAX = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]")
_ANYTHING_AROUND = re.compile(r"\A\^?\.\*\??|\.\*\??\$?\Z")
_MOST_REPEATS = 2
_MOST_OPTIONS = 6
_MOST_GROUPS = 4
_LONGEST_PATTERN = 200
_TEMPLATES = re.compile(
    r"[\W\d_]*(?:templates?|archetypes|vorlagen|plantillas|modèles|テンプレート|模板|шаблоны)[\W\d_]*",
    re.IGNORECASE,
)
# What people call the folder, numbered or decorated, where no setting says which it is: a vault whose hidden
# folders were not shared, or one that Obsidian has never seen.


@frozen
class Scope:
    """The folders and patterns that are left out, each with the reason that is told."""

    output: str
    folders: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    knows_templates: bool = True
    """Whether somebody has said where the templates are; else a folder is one by its name."""

    @classmethod
    def of(cls, config: Config, settings: ObsidianSettings) -> tuple[Scope, tuple[Notice, ...]]:
        """Combine configuration and settings; returns notices for filters that are not understood.

        Obsidian's `userIgnoreFilters` are path prefixes, or regular expressions between slashes.
        """
        templates = [(folder, "template") for folder in (*config.templates, *settings.templates)]
        ignored = [(folder, "ignored") for folder in config.ignore]
        prefixes, patterns, notices = [], [], []
        for item in settings.ignore:
            if len(item) > 2 and item.startswith("/") and item.endswith("/"):
                pattern = _compile(item[1:-1])
                if pattern is None:
                    message = f"the excluded-files filter {item} is not understood; nothing is left out by it"
                    notices.append(
                        Notice(f"{config.settings_folder}/app.json", "filter-not-understood", message)
                    )
                else:
                    patterns.append(pattern)
            else:
                prefixes.append(item)
        folders = (*templates, *ignored)
        scope = cls(config.output, folders, tuple(prefixes), tuple(patterns), bool(templates))
        return scope, tuple(notices)

    @property
    def evidence(self) -> str:
        """The beginning of the paths of the evidence log."""
        return f"{self.output}/Evidence/"

    def leaves_out(self, path: str) -> str:
        """Return why a note is not read: ``generated``, ``template``, ``ignored``, ``drawing``; or empty."""
        if path.startswith(f"{self.output}/"):
            return "generated"
        for folder, reason in self.folders:
            if path.startswith(f"{folder}/") or path == folder:
                return reason
        if not self.knows_templates and _is_for_templates(folder_of(path)):
            return "template"
        if path.endswith(".excalidraw.md"):
            return "drawing"
        if path.startswith(self.prefixes) or any(pattern.search(path) for pattern in self.patterns):
            return "ignored"
        return ""


@lru_cache(maxsize=1024)  # notes come folder by folder
def _is_for_templates(folder: str) -> bool:
    """Whether a folder, or one that it lies in, is named as one of templates."""
    return any(_TEMPLATES.fullmatch(step) for step in folder.split("/"))


def _compile(text: str) -> re.Pattern[str] | None:
    if len(text) > _LONGEST_PATTERN or _is_risky(text):
        return None
    try:
        with catch_warnings():
            simplefilter("error")  # `[[` means another thing in other dialects of these patterns
            return re.compile(text.replace(r"\/", "/"))
    except (re.error, OverflowError, RecursionError, FutureWarning, DeprecationWarning):
        return None


def _is_risky(text: str) -> bool:
    """Whether a search for this pattern could take more than about the cube of a path's length."""
    syntax = _ANYTHING_AROUND.sub("", _NO_SYNTAX.sub("x", text))
    return (
        _RISKY.search(text) is not None
        or sum(map(syntax.count, "*+{")) > _MOST_REPEATS
        or syntax.count("?") > _MOST_OPTIONS
        or syntax.count("(") > _MOST_GROUPS
    )
