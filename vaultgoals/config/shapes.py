"""The shapes that a value of ``vaultgoals.toml`` can have, each with its own complaint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vaultgoals.errors import ConfigError, suggestion


def text_of(key: str, value: object) -> str:
    """Return a text, or raise `ConfigError`."""
    if not isinstance(value, str):
        raise ConfigError(f"{key} must be a text in quotes, not {value!r}")
    return value


def texts_of(key: str, value: object) -> tuple[str, ...]:
    """Return a list of texts (one text is a list of one), or raise `ConfigError`."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ConfigError(f'{key} must be a list of texts, such as ["one", "two"]')
    return tuple(items)


def table_of(key: str, value: object) -> dict[str, Any]:
    """Return a table, or raise `ConfigError`."""
    if not isinstance(value, dict):
        raise ConfigError(f"{key} must be a table: write [{key}] on a line of its own")
    return value


def or_list(key: str, known: Mapping[str, object]) -> str:
    """Return what may have been meant by an unknown key, or else all that are known."""
    return suggestion(key, known) or f"; known keys: {', '.join(sorted(known))}"
