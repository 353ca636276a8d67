"""The file name that a title gives: one that every system, every sync and every link can take."""

from __future__ import annotations

import re

from vaultgoals.errors import VaultGoalsError
from vaultgoals.files.paths import refusal
from vaultgoals.profiles.sync import conflict_of
from vaultgoals.rollup.escape import clean

_LONGEST = 255
"""Bytes that a file name may have on most systems, its extension included."""
_PAUSE = re.compile(r"[ ]*[:|][ ]+|[ ]+[:|][ ]*")
_JOINED = re.compile(r"[/\\:|]")
_DROPPED = re.compile(r"[*?<>^\[\]#]|^[.~ ]+|[. ]+\Z|%(?=%)")
"""Characters that no system or no link takes; Obsidian refuses most of them too."""


class UnfitTitleError(VaultGoalsError):
    """No file can be named after a title."""

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(f"no note can be named {title!r}: {reason}; choose another title")


def file_name(title: str) -> str:
    """Return the name, without ``.md``, of the file of a note with this title: the title itself if it can be.

    A colon or bar between words becomes a dash, a slash a hyphen, double quotes become single ones; what
    else no system or no link can take is left out.

    Raises:
        UnfitTitleError: nothing is left, the name is too long, or it means something else already.
    """
    name = clean(title, limit=10 * _LONGEST).removesuffix(".md")
    name = _JOINED.sub("-", _PAUSE.sub(" - ", name)).replace('"', "'")
    before = ""
    while name != before:  # what was behind a dropped character may now stand at the end
        before, name = name, " ".join(_DROPPED.sub("", name).split(" ")).replace("  ", " ").strip(" ")
    if not name.strip("-_' "):
        raise UnfitTitleError(title, "nothing is left of it that a file name can hold")
    size = len(f"{name}.md".encode())
    if size > _LONGEST:
        raise UnfitTitleError(
            title[:30] + "…", f"a file name has at most {_LONGEST} bytes, and this has {size}"
        )
    if refusal(f"{name}.md"):
        raise UnfitTitleError(title, "Windows keeps that name for a device")
    if conflict_of(f"{name}.md") is not None:
        raise UnfitTitleError(title, "it is what sync programs call a copy made in a conflict")
    return name
