"""One line of ``stages``: a name, and a day and links if there are (``design 2026-01-02 [[Its spec]]``)."""

from __future__ import annotations

import re

from vaultgoals.model import Form, StageClaim, Stamp
from vaultgoals.parse.references import references

_DAY = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?![\d-])", re.ASCII)
_LINK = re.compile(r"!?\[\[[^\[\]]*\]\]|\[[^\[\]]*\]\([^()]*\)|https?://\S+")
_EDGES = " \t·:,;–—-()✅"


def read_stage(text: str, line: int, *, reached: bool = True) -> StageClaim:
    """Read what a note says of one stage. Never raises.

    Args:
        text: the line, without its checkbox.
        line: line of the file, from 1.
        reached: whether it is said to be reached; False for a checkbox that is not ticked.
    """
    links = tuple(
        link
        for found in _LINK.findall(text)
        for link in references("stages", found, line)
        if link.form is not Form.TEXT
    )
    rest = _LINK.sub(" ", text)
    days = [stamp for found in _DAY.findall(rest) if (stamp := Stamp.parse(found)) is not None]
    name = " ".join(_DAY.sub(" ", rest).split()).strip(_EDGES)
    return StageClaim(name, line, reached, days[0] if days else None, links)
