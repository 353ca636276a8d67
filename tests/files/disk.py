"""Real files, and programs that touch them without the rights of root."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DROP_RIGHTS = """
import os
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
"""
"""To stand in a program after its imports: root may read and write everything."""


def write_files(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder, as UTF-8 with the line ends they have."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


def run_python(program: str, folder: Path) -> str:
    """Run a program in ``folder`` and return what it printed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
