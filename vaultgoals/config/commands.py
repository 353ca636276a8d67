"""``[commands]``: what ``run:`` can name, as argument lists that no shell ever reads.

``name = ["program", "argument"]``, or a table ``[commands.name]`` with ``run`` and how it runs. Nothing
here lets a command run: that takes `vaultgoals trust`, on each machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vaultgoals.config.shapes import or_list, table_of, text_of, texts_of
from vaultgoals.errors import ConfigError
from vaultgoals.model import Command

LONGEST = 600
"""Seconds: no command may ask for more, so that a vault from elsewhere cannot hold a terminal for hours."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_KEYS: Mapping[str, object] = dict.fromkeys(("run", "folder", "limit", "environment"))


def read_commands(key: str, value: object) -> dict[str, Any]:
    """Read the table ``[commands]``; raise `ConfigError` where it is not understood."""
    commands: dict[str, Command] = {}
    names: dict[str, str] = {}
    for name, definition in table_of(key, value).items():
        if not _NAME.fullmatch(name):
            raise ConfigError(f"[{key}] {name!r}: write a name of letters, digits, '-', '_' and '.'")
        if (twin := names.setdefault(name.casefold(), name)) != name:
            raise ConfigError(
                f"[{key}] {twin!r} and {name!r} differ in case alone, which the log does not tell"
            )
        where = f"[{key}] {name}"
        parts = definition if isinstance(definition, dict) else {"run": definition}
        commands[name] = _command(where, name, parts)
    return {"commands": commands}


def _command(where: str, name: str, parts: Mapping[str, object]) -> Command:
    for part in parts:
        if part not in _KEYS:
            raise ConfigError(f"{where} has no {part!r}{or_list(part, _KEYS)}")
    return Command(
        name=name,
        arguments=_arguments(where, parts.get("run")),
        folder=_folder(f"{where} folder", parts.get("folder", "")),
        limit=_limit(f"{where} limit", parts.get("limit", 30)),
        environment=_environment(f"{where} environment", parts.get("environment", [])),
    )


def _arguments(where: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        raise ConfigError(f'{where}: no shell reads it; write a list, such as ["program", "argument"]')
    arguments = texts_of(where, value)
    if not arguments or not arguments[0]:
        raise ConfigError(f"{where}: the list must begin with a program")
    if any("\0" in argument for argument in arguments):
        raise ConfigError(f"{where}: an argument cannot hold a null character")
    return arguments


def _folder(where: str, value: object) -> str:
    folder = text_of(where, value).strip("/")
    strange = re.search(r"[\\:\0]", folder) is not None
    if strange or (folder and any(part in ("", ".", "..") for part in folder.split("/"))):
        raise ConfigError(f"{where} must be a folder inside the vault, such as 'Scripts', not {value!r}")
    return folder


def _limit(where: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST:
        raise ConfigError(f"{where} must be a number of seconds from 1 to {LONGEST}, not {value!r}")
    return value


def _environment(where: str, value: object) -> tuple[str, ...]:
    names = texts_of(where, value)
    for name in names:
        if not _VARIABLE.fullmatch(name):
            raise ConfigError(f"{where} must name variables of your environment, not {name!r}")
    return tuple(sorted(set(names)))
