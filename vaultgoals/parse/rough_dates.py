"""Dates that people write for people: rough ones, none at all, and days in other forms than ISO's."""

from __future__ import annotations

import re

from vaultgoals.model import Stamp

_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTHS = {name[:length].casefold(): at for at, name in enumerate(_NAMES, 1) for length in (3, len(name))}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ROUGH = re.compile(
    rf"\d{{4}}(?:-\d{{2}}|-?W\d{{2}}|[- ]?[QH][1-4])?|[QH][1-4][- ]?\d{{4}}|(?:{_MONTH})\.? \d{{4}}"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?",
    re.IGNORECASE,
)
_NO_DAY = frozenset((
    "none", "n/a", "na", "no", "never", "no date", "tbd", "tba", "unknown", "ongoing", "open", "someday",
    "asap", "?", "??", "-", "–", "—",
))  # fmt: skip
_TIME = r"(?:,?[T ]\s*\d{1,2}:\d{2}.*)?"
_DAY = re.compile(
    rf"(?:(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.(?P<y2>\d{{4}})"
    rf"|(?:[a-z]+day,? )?(?:(?P<n>{_MONTH})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|\.)? (?P<n2>{_MONTH})\.?,?) (?P<y3>\d{{4}})){_TIME}",
    re.IGNORECASE,
)


def is_rough(text: str) -> bool:
    """Whether a text names a month, quarter, week, year or time of day, or says that no day is set."""
    return text.casefold() in _NO_DAY or _ROUGH.fullmatch(text) is not None


def day_in_other_form(text: str) -> Stamp | None:
    """Return the day of ``Thursday, November 19th 2026, 9:00 am``, ``2026/11/19`` or ``19.11.2026``.

    Good for knowing that something has happened, not for more: others do not read it as a date.
    """
    found = _DAY.fullmatch(text) if len(text) <= 60 else None
    if found is None:
        return None
    year = found["y"] or found["y2"] or found["y3"]
    name = found["n"] or found["n2"]
    month = _MONTHS[name.casefold()] if name else int(found["m"] or found["m2"])
    day = found["d"] or found["d2"] or found["d3"] or found["d4"]
    return Stamp.parse(f"{year}-{month:02}-{int(day):02}")
