"""Programs that a test needs and that a machine may lack."""

from __future__ import annotations

import os
import shutil

import pytest

REQUIRE_ALL = "VAULTGOALS_REQUIRE_ALL"
"""Environment variable: a missing program is a failure and no longer a reason to skip."""


def needs(program: str) -> None:
    """Go on if ``program`` is on the PATH; else skip the test, or fail it where all must run."""
    if shutil.which(program):
        return
    reason = f"needs the program {program!r}, which is not on the PATH"
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(f"{reason}, and {REQUIRE_ALL} is set", pytrace=False)
    pytest.skip(reason)
