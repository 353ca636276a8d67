"""Programs that a test needs and that a machine may lack."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec

import pytest

REQUIRE_ALL = "VAULTGOALS_REQUIRE_ALL"
"""Environment variable: a missing program is a failure and no longer a reason to skip."""

LACKING = "VAULTGOALS_LACKING"
"""Environment variable: names, separated by spaces, of what may be missing even then."""


def needs(program: str) -> None:
    """Go on if ``program`` is on the PATH; else skip the test, or fail it where all must run."""
    if not shutil.which(program):
        _lacking(program, f"needs the program {program!r}, which is not on the PATH")


def needs_node_package(package: str) -> None:
    """Go on if Node finds ``package``, for instance below NODE_PATH; as `needs`."""
    needs("node")
    if not node_finds(package):
        _lacking(package, f"needs the npm package {package!r}, which Node does not find (see NODE_PATH)")


def node_finds(package: str) -> bool:
    """Whether there is a Node, and it finds ``package``."""
    if not shutil.which("node"):
        return False
    program = ["node", "-e", "require.resolve(process.argv[1])", package]
    return subprocess.run(program, check=False, capture_output=True).returncode == 0


def needs_python_package(package: str) -> None:
    """Go on if the Python package is installed; as `needs`."""
    if find_spec(package) is None:
        _lacking(package, f"needs the Python package {package!r}, which is not installed")


def needs_namespaces() -> None:
    """Go on if a process may have a user's limits and mounts of its own, without being root; as `needs`."""
    needs("unshare")
    needs("nsenter")
    if subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "true"], check=False).returncode:
        _lacking("namespaces", "needs user namespaces, which this system does not allow")


def _lacking(name: str, reason: str) -> None:
    if os.environ.get(REQUIRE_ALL) and name not in os.environ.get(LACKING, "").split():
        pytest.fail(f"{reason}, and {REQUIRE_ALL} is set", pytrace=False)
    pytest.skip(reason)
