"""Programs that a test needs and that a machine may lack."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

REQUIRE_ALL = "VAULTGOALS_REQUIRE_ALL"
"""Environment variable: a missing program is a failure and no longer a reason to skip."""


def needs(program: str) -> None:
    """Go on if ``program`` is on the PATH; else skip the test, or fail it where all must run."""
    if not shutil.which(program):
        _lacking(f"needs the program {program!r}, which is not on the PATH")


def needs_namespaces() -> None:
    """Go on if a process may have a user's limits and mounts of its own, without being root; as `needs`."""
    needs("unshare")
    needs("nsenter")
    if subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "true"], check=False).returncode:
        _lacking("needs user namespaces, which this system does not allow")


def _lacking(reason: str) -> None:
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(f"{reason}, and {REQUIRE_ALL} is set", pytrace=False)
    pytest.skip(reason)
