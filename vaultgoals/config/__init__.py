"""``vaultgoals.toml``: read strictly, so that a misspelt key is told and not passed over.

No key is needed for the common case. What can be set is the fields of `Config`; the tables
``[fields]``, ``[statuses]``, ``[folders]`` and ``[rules]`` hold a user's own names and wishes, ``[commands]``
what a check may run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from vaultgoals.config.commands import read_commands
from vaultgoals.config.cycles import read_cycles
from vaultgoals.config.shapes import or_list, table_of, text_of, texts_of
from vaultgoals.errors import ConfigError
from vaultgoals.frozen import frozen
from vaultgoals.model import Command, Duration, Kind, Role, State

CONFIG_NAME = "vaultgoals.toml"
"""The file's name, at the root of the vault."""

_SAFE_NAME = re.compile(r"(?![. ])[^\\/:*?\"<>|#^\[\]%\x00-\x1f\x7f-\x9f]+(?<![. ])")
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\..*)?", re.IGNORECASE
)
"""Names that Windows gives to devices, with any extension. Source: Microsoft, Naming Files."""


@frozen
class Config:
    """What the user has set, with the defaults for the rest."""

    output: str = "Gaps"
    """Folder of the generated notes."""
    timezone: str = ""
    """IANA name of the zone that decides what day it is; empty for the system's."""
    stalled_after: Duration = Duration(30, "d")
    settings_folder: str = ".obsidian"
    """Where Obsidian keeps its settings (it can be renamed there)."""
    ignore: tuple[str, ...] = ()
    """Folders and notes (vault paths) that are not read."""
    templates: tuple[str, ...] = ()
    """Folders of templates, beside those that Obsidian's settings name."""
    fields: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    """The user's own names of frontmatter keys, by canonical name."""
    statuses: Mapping[str, State] = field(default_factory=dict)
    """The user's own status words."""
    folders: Mapping[str, Kind] = field(default_factory=dict)
    """Folder rules: every note below such a folder that says nothing else is of that kind."""
    select: tuple[str, ...] = ()
    """Rules to switch on beside the default ones, or ``VG2``-like prefixes."""
    ignore_rules: tuple[str, ...] = ()
    """Rules to switch off."""
    cycles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The user's own courses, by folded name, beside the built-in ones."""
    commands: Mapping[str, Command] = field(default_factory=dict)
    """What ``run:`` can name, by name. None runs before `vaultgoals trust`."""


def parse_config(text: str) -> Config:
    """Read the text of ``vaultgoals.toml``.

    Raises:
        ConfigError: not TOML (with line and column), an unknown key (with the nearest known one), or
            a value of the wrong shape. A byte order mark is passed over.
    """
    import tomllib

    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}") from error
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            raise ConfigError(f"unknown key {key!r}{or_list(key, _READERS)}")
        values.update(_READERS[key](key, value))
    return Config(**values)


def _output(key: str, value: object) -> dict[str, Any]:
    folder = text_of(key, value).removesuffix("/")
    if not all(_SAFE_NAME.fullmatch(part) and not _DEVICE.fullmatch(part) for part in folder.split("/")):
        raise ConfigError(f"{key} must be a folder inside the vault, such as 'Gaps', not {value!r}")
    return {"output": folder}


def _timezone(key: str, value: object) -> dict[str, Any]:
    name = text_of(key, value)
    if not name:  # as good as no line at all: the system's zone
        return {}
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(f"{key}: no time zone {name!r}; write one such as 'Europe/Lisbon'") from error
    return {"timezone": name}


def _stalled_after(key: str, value: object) -> dict[str, Any]:
    span = None if isinstance(value, bool) else Duration.parse(str(value))
    if span is None:
        raise ConfigError(f"{key} must be a span such as '30d', not {value!r}")
    return {"stalled_after": span}


def _settings_folder(key: str, value: object) -> dict[str, Any]:
    folder = text_of(key, value)
    if not re.fullmatch(r"\.[^./\\][^/\\]*", folder):
        raise ConfigError(f"{key} must be a folder whose name begins with a dot, not {value!r}")
    return {"settings_folder": folder}


def _fields(key: str, value: object) -> dict[str, Any]:
    roles = {role.value: role for role in Role}
    fields: dict[Role, tuple[str, ...]] = {}
    for name, own in table_of(key, value).items():
        if name not in roles:
            raise ConfigError(f"[{key}] has no {name!r}{or_list(name, roles)}")
        fields[roles[name]] = texts_of(f"[{key}] {name}", own)
    return {"fields": fields}


def _statuses(key: str, value: object) -> dict[str, Any]:
    states = {state.value: state for state in State}
    statuses: dict[str, State] = {}
    for name, own in table_of(key, value).items():
        if name not in states:
            raise ConfigError(f"[{key}] has no {name!r}{or_list(name, states)}")
        for word in texts_of(f"[{key}] {name}", own):
            if statuses.setdefault(word, states[name]) is not states[name]:
                raise ConfigError(f"[{key}] has {word!r} under {statuses[word].value} and under {name}")
    return {"statuses": statuses}


def _folders(key: str, value: object) -> dict[str, Any]:
    kinds = {kind.value: kind for kind in Kind}
    folders: dict[str, Kind] = {}
    for folder, kind in table_of(key, value).items():
        if not isinstance(kind, str) or kind not in kinds:
            raise ConfigError(f"[{key}] {folder!r} must be one of {', '.join(kinds)}, not {kind!r}")
        folders[folder.strip("/")] = kinds[kind]
    return {"folders": folders}


def _rules(key: str, value: object) -> dict[str, Any]:
    known = {"select": "select", "ignore": "ignore_rules"}
    rules: dict[str, Any] = {}
    for name, own in table_of(key, value).items():
        if name not in known:
            raise ConfigError(f"[{key}] has no {name!r}{or_list(name, known)}")
        rules[known[name]] = texts_of(f"[{key}] {name}", own)
    return rules


_READERS: Mapping[str, Callable[[str, object], dict[str, Any]]] = {
    "output": _output,
    "timezone": _timezone,
    "stalled_after": _stalled_after,
    "settings_folder": _settings_folder,
    "ignore": lambda key, value: {"ignore": tuple(p.strip("/") for p in texts_of(key, value))},
    "templates": lambda key, value: {"templates": tuple(p.strip("/") for p in texts_of(key, value))},
    "fields": _fields,
    "statuses": _statuses,
    "folders": _folders,
    "rules": _rules,
    "commands": read_commands,
    "cycles": read_cycles,
}
