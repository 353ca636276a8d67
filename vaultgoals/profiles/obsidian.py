"""What Obsidian's settings files say about a vault.

Sources: Obsidian's help (Daily notes, Templates, Settings), the Tasks plugin's ``data.json`` and its
documentation of statuses, obsidian-daily-notes-interface for the precedence of Periodic Notes.
Settings are data: a broken file is told and passed over, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from vaultgoals.frozen import frozen
from vaultgoals.model import Notice, State

SETTINGS_FILES = (
    "app.json",
    "daily-notes.json",
    "templates.json",
    "plugins/obsidian-tasks-plugin/data.json",
    "plugins/periodic-notes/data.json",
    "plugins/templater-obsidian/data.json",
)
"""The files that are asked for, below the settings folder."""

TASK_STATES: Mapping[str, State] = {
    " ": State.OPEN,
    "x": State.DONE,
    "X": State.DONE,
    "/": State.ACTIVE,
    "-": State.DROPPED,
}
"""The Tasks plugin's own symbols; one that nobody has defined is to do."""

_STATUS_TYPES: Mapping[str, State | None] = {
    "TODO": State.OPEN,
    "IN_PROGRESS": State.ACTIVE,
    "ON_HOLD": State.WAITING,
    "DONE": State.DONE,
    "CANCELLED": State.DROPPED,
    "NON_TASK": None,
}


@frozen
class ObsidianSettings:
    """The settings that matter here, with Obsidian's defaults where nothing is set."""

    templates: tuple[str, ...] = ()
    """Folders of templates."""
    ignore: tuple[str, ...] = ()
    """`userIgnoreFilters`: path prefixes, or ``/regular expressions/``."""
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    """In Moment's letters; may hold slashes."""
    task_states: Mapping[str, State | None] = field(default_factory=lambda: dict(TASK_STATES))
    """By checkbox symbol; None where the symbol marks no task."""
    global_filter: str = ""
    """Text without which a checklist line is no task."""
    link_form: str = "shortest"
    """How links are written: shortest, relative or absolute."""
    markdown_links: bool = False
    new_notes: str = ""
    """The folder in which new notes are made; empty for the vault's root."""
    date_format: str = "YYYY-MM-DD"
    """What ``{{date}}`` stands for in a template, in Moment's letters."""
    time_format: str = "HH:mm"


def read_settings(texts: Mapping[str, str]) -> tuple[ObsidianSettings, tuple[Notice, ...]]:
    """Read settings from the texts of `SETTINGS_FILES`, by name; files that are missing are left out.

    Returns the settings and a notice for each file that is not the JSON it should be.
    """
    tables: dict[str, dict[str, Any]] = {}
    notices = []
    for name, text in texts.items():
        value = _json(text)
        if isinstance(value, dict):
            tables[name] = value
        else:
            notices.append(
                Notice(name, "settings-unreadable", "not a JSON object; its settings are not used")
            )
    return _settings(tables), tuple(notices)


def _json(text: str) -> object:
    """Return a JSON value; None where it is none."""
    import json  # many vaults have no such file

    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _settings(tables: Mapping[str, Mapping[str, Any]]) -> ObsidianSettings:
    app = tables.get("app.json", {})
    tasks = tables.get("plugins/obsidian-tasks-plugin/data.json", {})
    templates = (
        _text(tables.get("templates.json", {}), "folder"),
        _text(tables.get("plugins/templater-obsidian/data.json", {}), "templates_folder"),
    )
    folder, form = _daily(tables)
    link_form = _text(app, "newLinkFormat")
    own_folder = _text(app, "newFileLocation") == "folder"
    return ObsidianSettings(
        templates=tuple(path.strip("/") for path in templates if path.strip("/")),
        ignore=tuple(item for item in _list(app, "userIgnoreFilters") if isinstance(item, str) and item),
        daily_folder=folder.strip("/"),
        daily_format=form or "YYYY-MM-DD",
        task_states=_task_states(tasks),
        global_filter=_text(tasks, "globalFilter").strip(),
        link_form=link_form if link_form in ("shortest", "relative", "absolute") else "shortest",
        markdown_links=app.get("useMarkdownLinks") is True,
        # "current" means beside the note that is open, and here none is.
        new_notes=_text(app, "newFileFolderPath").strip("/") if own_folder else "",
        date_format=_text(tables.get("templates.json", {}), "dateFormat").strip() or "YYYY-MM-DD",
        time_format=_text(tables.get("templates.json", {}), "timeFormat").strip() or "HH:mm",
    )


def _daily(tables: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """Return folder and format: Periodic Notes' daily where it is enabled, else the core plugin's."""
    periodic = tables.get("plugins/periodic-notes/data.json", {})
    for daily in (periodic.get("daily"), _active_set(periodic).get("day")):
        if isinstance(daily, dict) and daily.get("enabled") is True:
            return _text(daily, "folder"), _text(daily, "format")
    core = tables.get("daily-notes.json", {})
    return _text(core, "folder"), _text(core, "format")


def _active_set(periodic: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the calendar set in use, in the settings of Periodic Notes 1.0; nothing in older ones."""
    active = periodic.get("activeCalendarSet")
    sets = [one for one in _list(periodic, "calendarSets") if isinstance(one, dict)]
    return next((one for one in sets if one.get("id") == active), {})


def _task_states(tasks: Mapping[str, Any]) -> dict[str, State | None]:
    states: dict[str, State | None] = dict(TASK_STATES)
    settings = tasks.get("statusSettings")
    if not isinstance(settings, dict):
        return states
    for group in ("coreStatuses", "customStatuses"):
        for status in _list(settings, group):
            if not isinstance(status, dict):
                continue
            symbol, kind = _text(status, "symbol"), _text(status, "type")
            if len(symbol) == 1 and kind in _STATUS_TYPES:
                states[symbol] = _STATUS_TYPES[kind]
    return states


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _list(table: Mapping[str, Any], key: str) -> list[Any]:
    value = table.get(key)
    return value if isinstance(value, list) else []


# Names of days and months are one word in any script; beyond ASCII a "word" may hold marks and hyphens.
_NAME = r"[^\s\d/]+"
# Moment's letters that name a day, longest first; anything else in a format makes it unreadable to us.
_TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{2})",
    "DD": r"(?P<day>\d{2})",
    "dddd": _NAME,
    "ddd": _NAME,
    "MMMM": _NAME,
    "MMM": _NAME,
    "ww": r"\d{2}",
    "WW": r"\d{2}",
    "gggg": r"\d{4}",
    "GGGG": r"\d{4}",
}
_TOKEN = re.compile(
    r"\[([^\]]*)\]|(" + "|".join(sorted(_TOKENS, key=len, reverse=True)) + r")|([A-Za-z])|(.)"
)


def daily_pattern(folder: str, form: str) -> re.Pattern[str] | None:
    """Turn a daily note's folder and Moment format into a pattern over vault paths.

    The pattern has the groups year, month and day. None where the format uses letters that do not
    spell out a day in numbers; such notes are known by a date in their name only.
    """
    parts = [re.escape(f"{folder}/") if folder else ""]
    seen: set[str] = set()
    for literal, token, letter, other in _TOKEN.findall(form):
        if letter:
            return None
        if not token:
            parts.append(re.escape(literal or other))
        elif token in seen and "(?P<" in _TOKENS[token]:
            parts.append(f"(?P={re.findall('<([a-z]+)>', _TOKENS[token])[0]})")
        else:
            parts.append(_TOKENS[token])
            seen.add(token)
    if not {"YYYY", "MM", "DD"} <= seen:
        return None
    return re.compile("".join(parts) + r"\.md", re.IGNORECASE)
