"""Renew the generated documents: the README of the rules, from their docstrings. Run by `make rules`."""

from __future__ import annotations

from pathlib import Path

from vaultgoals.rules import RULES
from vaultgoals.rules.documentation import index

RULES_README = Path(__file__).parent.parent / "vaultgoals" / "rules" / "README.md"

if __name__ == "__main__":
    RULES_README.write_text(index(RULES), encoding="utf-8", newline="\n")
    print(f"wrote {RULES_README}")
