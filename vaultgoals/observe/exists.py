"""``exists: src/dispatch.py``: a file or note is there and not empty."""

from __future__ import annotations

from vaultgoals.model import Exists, Observation, Presence, Result
from vaultgoals.observe.context import Context
from vaultgoals.observe.targets import unavailable


def observe_exists(check: Exists, context: Context) -> Observation:
    """Return whether the target is there; unknown where it lies outside the vault or cannot be read."""
    located = context.locate(check.target)
    if located.presence is Presence.PRESENT:
        return Observation(check, Result.PASS, f"{located.path or check.target} is there")
    return Observation(check, *unavailable(check.target, located))
