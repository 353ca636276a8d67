"""A generated note: our frontmatter and regions, and whatever the user has added around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from vaultgoals.frozen import frozen
from vaultgoals.rollup.escape import yaml_value
from vaultgoals.rollup.splice import Refusal, find, proved, put_in, render, unproved

_COME_AND_GO = re.compile(r"gaps_VG\d{3}|oldest_gap|metrics_moved|goals_fallen_back|goals_without_work")
"""Properties of ours that a note has on one day and not on the next."""
_DATE = re.compile(r"^date: (\d{4}-\d{2}-\d{2})\r?$", re.MULTILINE)
_FENCED = re.compile(
    r"(?P<mark>\ufeff?)---[ \t]*\r?\n(?P<inside>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_MARK = re.compile(r"""^generated_by[ \t]*:[ \t]+(["']?)vaultgoals\1[ \t]*(?:[ \t]#.*)?\r?$""", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n")


@frozen
class Generated:
    """A note as it should read now."""

    properties: Mapping[str, str | int | bool]
    """Frontmatter in order; `generated_by` and `vaultgoals_ignore` are added."""
    regions: tuple[tuple[str, str], ...]
    """Name and content of each region, in order."""


@frozen
class Untouched:
    """Why an existing note is left as it is."""

    reason: str
    line: int


def is_generated(text: str) -> bool:
    """Whether the frontmatter of a note says that vaultgoals wrote it."""
    fenced = _FENCED.match(text)
    return fenced is not None and _MARK.search(fenced["inside"]) is not None


def day_of(text: str) -> str:
    """Return the day that a generated note speaks of, ISO; empty where it states none."""
    match = _DATE.search(text[:4000])
    return match[1] if match else ""


def written(note: Generated, existing: str | None, *, force: bool = False) -> str | Untouched:
    """Return the whole text of a generated note.

    Args:
        note: what it should say.
        existing: the text that stands there now, None where there is none. What the user added
            outside the regions, properties too, stays as it is.
        force: whether a region that was changed by hand is overwritten.
    """
    if existing is None:
        return _new(note, render)
    if existing == _new(note, unproved):
        return existing  # on most days most notes are as they were, and to find their regions takes longer
    found = find(existing)
    if isinstance(found, Refusal):
        return Untouched(found.reason, found.line)
    if not force:
        for region in found:
            if region.edited:
                return Untouched("text inside the generated region was changed by hand", region.begin_line)
    contents = dict(note.regions)
    text = put_in(existing, found, contents)
    names = {region.name for region in found}
    for name in (name for name in contents if name not in names):
        text = _appended(text, render(name, contents[name]))
    match = _FENCED.match(text)
    if match is None:
        return Untouched("its frontmatter is not the one that vaultgoals wrote", 1)
    front = _frontmatter(note, match["inside"].replace("\r\n", "\n")).replace("\n", _ending(text))
    after = proved(match["mark"] + front + text[match.end() :], found, contents)
    return Untouched(after.reason, after.line) if isinstance(after, Refusal) else after


def _new(note: Generated, region: Callable[[str, str], str]) -> str:
    regions = "\n\n".join(region(name, content) for name, content in note.regions)
    return f"{_frontmatter(note)}{regions}\n"


def _ending(text: str) -> str:
    """Return the line end of a note: git on Windows checks notes out with CRLF."""
    return "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"


def _appended(text: str, region: str) -> str:
    """Return ``text`` with a region below it that somebody took out; nothing of the text is lost."""
    ending = _ending(text)
    gap = ending if text.endswith("\n") else ending * 2
    return f"{text}{gap}{region.replace(chr(10), ending)}{ending}"


def _frontmatter(note: Generated, before: str = "") -> str:
    """Return our properties, and behind them those of ``before`` that are not ours."""
    properties = {**note.properties, "generated_by": "vaultgoals", "vaultgoals_ignore": True}
    ours = [f"{key}: {_scalar(value)}\n" for key, value in properties.items()]
    kept: list[str] = []
    keeping = False
    for line in _LINE.findall(before):
        if not line.startswith((" ", "\t", "-")):  # a continuation belongs to the key above it
            key = line.partition(":")[0]
            keeping = key not in properties and _COME_AND_GO.fullmatch(key) is None
        if keeping:
            kept.append(line)
    return f"---\n{''.join(ours)}{''.join(kept)}---\n"


def _scalar(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else yaml_value(value)
