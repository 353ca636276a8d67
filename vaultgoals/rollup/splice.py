"""Regions that vaultgoals writes in a note, and the line by which a user asks for one.

A region is replaced only where the note holds exactly one legal pair of markers for it. At the least doubt
nothing is written: a `Refusal` says why, and on which line. What stands outside the region is copied
character by character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from vaultgoals.frozen import frozen
from vaultgoals.parse.fences import BREAK
from vaultgoals.rollup.plain_lines import Line, Standing, lines_of

OPT_IN = "<!-- vaultgoals:rollup -->"
"""The line by which a user asks for a rollup in a note of their own."""
ROLLUP = "rollup"
"""Name of the region that follows it."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_MARKER = re.compile(
    r"<!--[ \t]*vaultgoals:(?P<what>begin|end)[ \t]+(?P<name>[a-z0-9][a-z0-9-]*)"
    r"(?:[ \t]+sha=(?P<sha>\w*))?[ \t]*-->[ \t]*",
    re.IGNORECASE | re.ASCII,
)
_MARKER_LIKE = re.compile(r"<!--\s*vaultgoals\s*:\s*(?:begin|end)\b", re.IGNORECASE)
_OPT_IN_LINE = re.compile(r"<!--[ \t]*vaultgoals:rollup[ \t]*-->[ \t]*", re.IGNORECASE)
_OURS = re.compile(r"<!--\s*vaultgoals\s*:", re.IGNORECASE)
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}) ")
_CONFLICT_MIDDLE = "======="
_LARGE = 30_000
"""Characters from which on it pays to know the regions of a text again."""
_CONFLICT_SIGNS = (_CONFLICT_MIDDLE, "<<<<<<<", ">>>>>>>", "|||||||")


@frozen
class Refusal:
    """Why a note is left as it is."""

    reason: str
    """Part of a sentence, fit to be shown to a user."""
    line: int
    """Where; 0 if it is about no line."""


@frozen
class Region:
    """One region as it stands in a note."""

    name: str
    begin_line: int
    end_line: int
    content: str
    """What stands between the markers: line ends LF, no blank lines around."""
    edited: bool
    """Whether the content is not what vaultgoals wrote."""
    start: int
    """Offset of the begin marker."""
    end: int
    """Offset behind the end marker's line, before its line end."""


@frozen
class _Begun:
    """A begin marker whose end is looked for."""

    name: str
    sha: str
    line: Line


def render(name: str, content: str) -> str:
    """Return the region ``name`` with ``content``: LF, and no line end behind the end marker.

    Raises:
        ValueError: ``name`` is not of ``a-z 0-9 -``, or ``content`` would break its own region, say by a
            marker, or by a fence that stays open. Both are faults of the caller, not of a note.
    """
    block = unproved(name, content)
    found = find(block)
    if isinstance(found, Refusal):
        raise ValueError(f"this cannot stand in a region: {found.reason}")
    if [(one.name, one.edited) for one in found] != [(name, False)]:
        raise ValueError("this would not be read back as one region")
    return block


def unproved(name: str, content: str) -> str:
    """Return what `render` returns, not yet held against its being read back: good for comparing only."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a region")
    inner = _normal(content)
    body = f"\n{inner}\n\n" if inner else "\n"
    return f"<!-- vaultgoals:begin {name} sha={_digest(inner)} -->\n{body}<!-- vaultgoals:end {name} -->"


def find(text: str) -> tuple[Region, ...] | Refusal:
    """Return the regions of a note, in order; nothing where there are none.

    Markers in a block of code are text. Every other thing that looks like a marker must be one: alone on
    its line, unindented, once for each name, each begin followed by its own end.
    """
    return _found_again(text) if len(text) >= _LARGE else _found(text)


def _found(text: str) -> tuple[Region, ...] | Refusal:
    if not _OURS.search(text):
        return ()
    lines = list(lines_of(text))
    return _conflict(text, lines) or _pairs(text, lines)


_found_again = lru_cache(maxsize=4)(_found)
"""A report, which is long, is looked at when it has been written, and looked at again in the next run."""


def replace(text: str, name: str, content: str) -> str | Refusal:
    """Return ``text`` with ``content`` in its region ``name``; all outside the region is unchanged.

    The region's line end is that of its begin marker. Raises ValueError as `render` does.
    """
    found = find(text)
    if isinstance(found, Refusal):
        return found
    if all(one.name != name for one in found):
        return Refusal(f"there is no region {name!r}", 0)
    contents = {name: content}
    return proved(put_in(text, found, contents), found, contents)


def put_in(text: str, found: Sequence[Region], contents: Mapping[str, str]) -> str:
    """Return ``text`` with new contents, by name, in regions that `find` has found in it; to be `proved`."""
    after: list[str] = []
    at = 0
    for region in found:
        if region.name in contents:
            ending = BREAK.search(text, region.start)
            block = _with_endings(unproved(region.name, contents[region.name]), ending[0] if ending else "\n")
            after += (text[at : region.start], block)
            at = region.end
    return "".join((*after, text[at:]))


def proved(after: str, before: Sequence[Region], contents: Mapping[str, str]) -> str | Refusal:
    """Return ``after`` only if it holds the regions of ``before`` and, as written, those of ``contents``.

    Raises ValueError as `render` does.
    """
    found = find(after)
    names = {one.name: one.edited for one in before} | dict.fromkeys(contents, False)
    if not isinstance(found, Refusal) and {one.name: one.edited for one in found} == names:
        return after
    for name, content in contents.items():
        render(name, content)  # which raises where the content itself is to blame
    if isinstance(found, Refusal):
        return Refusal(f"it could not be written safely: {found.reason}", found.line)
    return Refusal("it could not be written safely: the regions would be others", 0)


def opts_in(text: str) -> bool:
    """Whether the user asked for a rollup in this note: `place` then gives a text, or says why not."""
    return place(text, "") is not None


def place(text: str, content: str) -> str | Refusal | None:
    """Return ``text`` with ``content`` in the region that its opt-in line asks for.

    None without such a line. A region that is there already is replaced where it stands; a new one comes
    directly below the line, set off by blank lines. Raises ValueError as `render` does.
    """
    if not _OURS.search(text):
        return None
    lines = list(lines_of(text))
    found = _conflict(text, lines) or _pairs(text, lines)
    asked = _opt_ins(lines, () if isinstance(found, Refusal) else found)
    if not asked:
        return None
    if isinstance(found, Refusal):
        return found
    if unsure := next((one for one in asked if one.standing is Standing.UNSURE), None):
        return _unclosed(unsure)
    if len(asked) > 1:
        return Refusal(f"`{OPT_IN}` stands in this note more than once", asked[1].number)
    if any(one.name == ROLLUP for one in found):
        return replace(text, ROLLUP, content)
    return proved(_inserted(text, asked[0], render(ROLLUP, content)), found, {ROLLUP: content})


def _inserted(text: str, line: Line, block: str) -> str:
    ending = line.ending or _first_ending(text)
    block = _with_endings(block, ending)
    if not line.ending:
        return text + ending + ending + block
    at = line.end + len(line.ending)
    following = BREAK.split(text[at:], maxsplit=1)[0]
    gap = ending if following.strip() else ""
    return text[:at] + ending + block + ending + gap + text[at:]


def _opt_ins(lines: Sequence[Line], regions: Sequence[Region]) -> list[Line]:
    return [
        line
        for line in lines
        if line.standing in (Standing.TEXT, Standing.UNSURE)
        and _OPT_IN_LINE.fullmatch(line.text)
        and not any(one.begin_line < line.number < one.end_line for one in regions)
    ]


def _conflict(text: str, lines: Sequence[Line]) -> Refusal | None:
    if not any(sign in text for sign in _CONFLICT_SIGNS):
        return None
    above = ""
    for line in lines:
        # Below a line of text the middle marker is how many people underline a heading.
        middle = line.text.rstrip() == _CONFLICT_MIDDLE and not above.strip()
        if middle or _CONFLICT.match(line.text):
            return Refusal("it holds a merge conflict", line.number)
        above = line.text
    return None


def _pairs(text: str, lines: Sequence[Line]) -> tuple[Region, ...] | Refusal:
    regions: list[Region] = []
    begun: _Begun | None = None
    for line in lines:
        marker = _marker(line)
        if marker is None:
            continue
        if isinstance(marker, Refusal):
            return marker
        if wrong := _out_of_place(marker, begun, regions, line):
            return wrong
        if begun is not None:
            regions.append(_region(text, begun, line))
            begun = None
        else:
            begun = _Begun(marker["name"].lower(), (marker["sha"] or "").lower(), line)
    if begun is not None:
        return Refusal(f"region {begun.name!r} has no end", begun.line.number)
    return tuple(regions)


def _marker(line: Line) -> re.Match[str] | Refusal | None:
    """Return the marker on a line; a refusal where something only looks like one."""
    if "<!--" not in line.text or line.standing is Standing.CODE or not _MARKER_LIKE.search(line.prose):
        return None
    if line.standing is Standing.UNSURE:
        return _unclosed(line)
    if line.standing is not Standing.TEXT:
        return Refusal(f"a marker stands inside {line.standing.value} (line {line.since})", line.number)
    found = _MARKER.fullmatch(line.text)
    if found is None or (found["what"].lower() == "end" and found["sha"] is not None):
        return Refusal("a marker is damaged, or not alone on its line", line.number)
    return found


def _out_of_place(
    marker: re.Match[str], begun: _Begun | None, regions: Sequence[Region], line: Line
) -> Refusal | None:
    name = marker["name"].lower()
    if marker["what"].lower() == "end":
        if begun is None:
            return Refusal(f"region {name!r} ends here without a begin", line.number)
        if begun.name != name:
            return Refusal(f"region {name!r} ends inside region {begun.name!r}", line.number)
        return None
    if begun is not None:
        return Refusal(f"region {name!r} begins inside region {begun.name!r}", line.number)
    if any(one.name == name for one in regions):
        return Refusal(f"region {name!r} stands here a second time", line.number)
    return None


def _region(text: str, begun: _Begun, last: Line) -> Region:
    first = begun.line
    content = _normal(text[first.end + len(first.ending) : last.start])
    edited = begun.sha != _digest(content)
    return Region(begun.name, first.number, last.number, content, edited, first.start, last.end)


def _unclosed(line: Line) -> Refusal:
    return Refusal(f"what begins on line {line.since} may not be closed", line.number)


def _normal(content: str) -> str:
    lines = BREAK.split(content)
    filled = [at for at, line in enumerate(lines) if line.strip(" \t")]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def _digest(normal: str) -> str:
    return sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _first_ending(text: str) -> str:
    found = BREAK.search(text)
    return found[0] if found else "\n"


def _with_endings(block: str, ending: str) -> str:
    return block if ending == "\n" else block.replace("\n", ending)
