"""``exists: src/dispatch.py``: a file or note is there and not empty."""

from __future__ import annotations

from vaultgoals.model import Exists, Observation, Presence, Result
from vaultgoals.observe.context import Context
from vaultgoals.observe.targets import Located, Locator


def observe_exists(check: Exists, context: Context) -> Observation:
    """Return whether the target is there; unknown where it lies outside the vault or cannot be read."""
    located = locate(check.target, context)
    if located.presence is Presence.PRESENT:
        return Observation(check, Result.PASS, f"{located.path or check.target} is there")
    return unavailable(check, check.target, located)


def locate(target: str, context: Context) -> Located:
    """Look up the target of a check line."""
    return Locator(context.vault, context.names, context.look, context.source).target(target)


def unavailable(check: Observation | Exists, target: str, located: Located) -> Observation:
    raise NotImplementedError
