"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from vaultgoals.engine.library import moment
from vaultgoals.engine.root import find_vault
from vaultgoals.errors import VaultMissingError
from vaultgoals.model import Stamp

F = TypeVar("F", bound=Callable[..., Any])

OPTIONAL = "[COMMAND] [ARGS]..."
"""How the usage of a command shows those below it that may be left out; older releases of click do not."""


def vault_argument(function: F) -> F:
    """Add the optional argument VAULT."""
    return click.argument("vault", required=False, callback=_vault)(function)


def vault_option(function: F) -> F:
    """Add ``--vault``."""
    return click.option(
        "--vault", metavar="FOLDER", callback=_vault, help="The vault; found upward if left out."
    )(function)


def _vault(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path:
    if value is None:
        return find_vault(_here())
    if not value.strip():  # an unset variable of a script: `vaultgoals report "$VAULT"`
        raise VaultMissingError(repr(value), "no folder is named; leave it out to find the vault upward")
    return Path(value)


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise VaultMissingError("the folder you are in", f"it cannot be read ({error.strerror})") from error


def as_of_option(function: F) -> F:
    """Add ``--as-of``."""
    return click.option(
        "--as-of",
        metavar="DATE",
        callback=_as_of,
        help="Speak of this day, 2026-11-21 or 2026-11-21T09:00; today if left out.",
    )(function)


def _as_of(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Stamp | None:
    return moment(value)


def split_names(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of an option that may be given more than once and hold commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
