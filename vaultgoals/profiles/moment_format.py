"""Dates in Moment's letters, as Obsidian's templates and daily notes write them.

Source: Moment's documentation, "Display, Format"; names of days and months in English, as Obsidian's own
defaults have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _ordinal(number: int) -> str:
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _hour(when: datetime) -> int:
    return (when.hour - 1) % 12 + 1


_LETTERS: Mapping[str, Callable[[datetime], str]] = {
    "YYYY": lambda when: f"{when.year:04}",
    "YY": lambda when: f"{when.year % 100:02}",
    "Q": lambda when: str((when.month + 2) // 3),
    "MMMM": lambda when: _MONTHS[when.month - 1],
    "MMM": lambda when: _MONTHS[when.month - 1][:3],
    "MM": lambda when: f"{when.month:02}",
    "M": lambda when: str(when.month),
    "DDDD": lambda when: f"{when.timetuple().tm_yday:03}",
    "DD": lambda when: f"{when.day:02}",
    "Do": lambda when: _ordinal(when.day),
    "D": lambda when: str(when.day),
    "dddd": lambda when: _DAYS[when.weekday()],
    "ddd": lambda when: _DAYS[when.weekday()][:3],
    "dd": lambda when: _DAYS[when.weekday()][:2],
    "d": lambda when: str(when.isoweekday() % 7),
    "E": lambda when: str(when.isoweekday()),
    "GGGG": lambda when: f"{when.isocalendar().year:04}",
    "WW": lambda when: f"{when.isocalendar().week:02}",
    "W": lambda when: str(when.isocalendar().week),
    "HH": lambda when: f"{when.hour:02}",
    "H": lambda when: str(when.hour),
    "hh": lambda when: f"{_hour(when):02}",
    "h": lambda when: str(_hour(when)),
    "mm": lambda when: f"{when.minute:02}",
    "m": lambda when: str(when.minute),
    "ss": lambda when: f"{when.second:02}",
    "s": lambda when: str(when.second),
    "A": lambda when: "AM" if when.hour < 12 else "PM",
    "a": lambda when: "am" if when.hour < 12 else "pm",
}
"""Without those that depend on the user's language, such as ``ww`` and ``L``."""
_PIECE = re.compile(r"\[([^\[\]]*)\]|(Do|([A-Za-z])\3*)|(.)", re.DOTALL)


def moment_text(form: str, when: datetime) -> str | None:
    """Return a moment in a format; None where that has letters that are not known here."""
    parts = []
    for found in _PIECE.finditer(form):
        literal, letters, _, other = found.groups()
        if letters is None:
            parts.append(literal if literal is not None else other)
        elif letters in _LETTERS:
            parts.append(_LETTERS[letters](when))
        else:
            return None
    return "".join(parts)
