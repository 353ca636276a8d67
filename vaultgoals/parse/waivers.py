"""Waivers: ``VG203 until 2026-12-31: the vendor ships it in January``."""

from __future__ import annotations

import re

from vaultgoals.model import Stamp, Waiver

_DATE = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_WAIVER = re.compile(rf"([\w-]+)(?: until ({_DATE}|\S+?))? ?(?::(.*))?", re.IGNORECASE)


def read_waiver(text: str, line: int) -> Waiver:
    """Read one line of ``waive``. One that cannot be read, or has no end, waives nothing."""
    match = _WAIVER.fullmatch(" ".join(text.split()))
    if match is None:
        return Waiver(text, line, "", None)
    until = Stamp.parse(match[2]) if match[2] else None
    return Waiver(text, line, match[1], until, (match[3] or "").strip())
