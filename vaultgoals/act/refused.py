"""Why a command cannot be approved, and the question that most of the reasons come from."""

from __future__ import annotations

import os
from contextlib import suppress

from vaultgoals.errors import VaultGoalsError


class RefusedError(VaultGoalsError):
    """A command cannot be approved as it stands; its text is a clause without a full stop."""


def is_inside(path: str, folder: str) -> bool:
    """Whether an absolute ``path`` is ``folder`` or stands below it, whatever it is called on the way.

    Files are compared, not names: a file system may ignore case, and a mount may show a folder twice.
    """
    with suppress(OSError):
        wanted = os.stat(folder)
        while True:
            with suppress(OSError):  # what is not there yet stands in a folder that is
                if os.path.samestat(os.stat(path), wanted):
                    return True
            above = os.path.dirname(path)
            if above == path:
                return False
            path = above
    return False
