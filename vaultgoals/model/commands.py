"""Commands that a check may name, and whether they may run on this machine."""

from __future__ import annotations

from enum import StrEnum

from vaultgoals.frozen import frozen


@frozen
class Command:
    """A command as the configuration defines it; a note can only name it."""

    name: str
    arguments: tuple[str, ...]
    """The program, and what it is given. No shell ever reads them."""
    folder: str = ""
    """Where it runs, vault-relative with ``/``; empty for the vault itself."""
    limit: int = 30
    """Seconds after which it is ended, with all that it started."""
    environment: tuple[str, ...] = ()
    """Names of the user's environment variables that it is given, beside the few that every one gets."""


class Permission(StrEnum):
    """Whether a named command may run here, as it now reads."""

    APPROVED = "approved"
    NEW = "not approved"
    """Nobody has approved it on this machine."""
    CHANGED = "changed"
    """It is not what was approved."""
    REFUSED = "refused"
    """It cannot be approved as it stands: its program is not found, say, or lies in the vault."""
    UNDEFINED = "undefined"
    """The configuration has no command of that name."""


@frozen
class Standing:
    """How one command name stands on this machine."""

    permission: Permission
    reason: str = ""
    """For all but APPROVED: what is the matter, as a clause without a full stop."""
