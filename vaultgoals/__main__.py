"""``python -m vaultgoals`` and the ``vaultgoals`` command."""

from __future__ import annotations

import sys

from vaultgoals.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
