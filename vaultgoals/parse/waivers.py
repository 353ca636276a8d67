"""Waivers: ``VG203 until 2026-12-31: the vendor ships it in January``."""

from __future__ import annotations

import re

from vaultgoals.model import Stamp, Waiver

_WAIVER = re.compile(r"\s*([\w-]+)\s*(?:\s+until\s+(\S+?))?\s*(?::\s*(.*))?", re.DOTALL | re.IGNORECASE)


def read_waiver(text: str, line: int) -> Waiver:
    """Read one line of ``waive``. One that cannot be read, or has no end, waives nothing."""
    match = _WAIVER.fullmatch(text)
    if match is None:
        return Waiver(text, line, "", None)
    until = Stamp.parse(match[2]) if match[2] else None
    return Waiver(text, line, match[1], until, (match[3] or "").strip())
