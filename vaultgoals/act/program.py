"""Which program a command starts: looked up in fixed places, never in the vault."""

from __future__ import annotations

import os
import shutil

from vaultgoals.act.refused import RefusedError, is_inside

_PLACES = (
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/sbin",
    "/usr/bin",
    "/sbin",
    "/bin",
    "/opt/homebrew/bin",
)


def fixed_path() -> str:
    """Return the PATH of every command: the same however vaultgoals was started.

    A user's own PATH differs between terminal, editor and service, and may hold a folder of the vault
    (``node_modules/.bin``, a virtual environment, ``.``). On Windows, which has no such fixed places, it
    is the user's.
    """
    if os.name == "nt":
        return os.pathsep.join((os.environ.get("PATH", ""), os.defpath))
    return os.pathsep.join(_PLACES)


def found_program(program: str, vault: str) -> str:
    """Return the real path of ``program``: a name in the fixed places, or an absolute or ``~`` path.

    Raises:
        RefusedError: it is relative, is not there, cannot be executed, or lies in the vault.
    """
    named = os.path.expanduser(program)
    if not os.path.isabs(named) and os.path.dirname(named):
        advice = f'; write its whole path, or ["sh", "{program}"] for a script of the vault'
        raise RefusedError(f"its program {program!r} is relative{advice}")
    found = shutil.which(named, path=fixed_path())
    if found is None:
        if os.path.isabs(named):
            raise RefusedError(f"its program {program!r} is not there, or cannot be executed")
        raise RefusedError(f"its program {program!r} is in none of {fixed_path()}")
    real = os.path.realpath(found)
    if is_inside(found, vault) or is_inside(real, vault):
        raise RefusedError(
            f"its program {program!r} lies in the vault; let a program from outside read it, "
            'such as ["sh", "Scripts/x.sh"]'
        )
    return real
