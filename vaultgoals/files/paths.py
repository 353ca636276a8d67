"""Vault-relative paths: which of them may be read, and which may be written."""

from __future__ import annotations

import os
import re
import unicodedata
from stat import S_ISREG

_DRIVE = re.compile(r"[A-Za-z]:")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\..*)?", re.IGNORECASE
)
"""Names that Windows gives to devices, with any extension. Source: Microsoft, Naming Files."""

_DATALESS = 0x40000000
"""``SF_DATALESS`` of macOS: the content is in the cloud, and reading it would wait for the download."""
_RECALL = 0x00400000 | 0x00040000 | 0x00001000
"""Of Windows: ``RECALL_ON_DATA_ACCESS``, ``RECALL_ON_OPEN`` and ``OFFLINE``."""


_TELLS_REMOTE = hasattr(os.stat_result, "st_flags") or hasattr(os.stat_result, "st_file_attributes")
"""Whether this system says of a file that its content is elsewhere; Linux does not."""


def listed_parts(path: str) -> tuple[str, ...] | None:
    """Split a vault-relative path into its names; None where it is absolute or climbs out by ``..``.

    What this machine's file names may hold is taken as it stands: ``~x/a.md`` is a file like any other.
    """
    if path.startswith("/") or "\0" in path:
        return None
    if os.name == "nt" and ("\\" in path or ":" in path):
        return None
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    return None if ".." in parts else parts


def named_parts(path: str) -> tuple[str, ...] | None:
    """Split a path that a note names; None also where it means a home folder or a Windows path."""
    parts = listed_parts(path)
    if parts is None or "\\" in path or re.match(r"[A-Za-z]:(?:/|$)", path):
        return None
    home = bool(parts) and parts[0].startswith("~") and (parts[0] == "~" or len(parts) > 1)
    return None if home else parts


NOTE = (".md",)
PAGE = (".html", ".htm")
"""How the names of notes and of pages end."""


def refusal(path: str, endings: tuple[str, ...] = NOTE) -> str:
    """Return why vaultgoals would never write to ``path``, as a clause; empty where it may."""
    if not path.casefold().endswith(endings):
        return "it is no Markdown note" if endings is NOTE else "its name does not end in .html"
    if path.startswith(("/", "~")) or "\\" in path or _DRIVE.match(path):
        return "it is no path within the vault"
    return next((why for part in path.split("/") if (why := _refused_name(part))), "")


def _refused_name(name: str) -> str:
    if name in ("", ".", ".."):
        return "it is no path within the vault"
    if name.startswith("."):
        return "it is hidden"
    if not printable(name):
        return "its name holds characters that cannot be shown"
    if name.endswith((".", " ")) or _RESERVED.fullmatch(name):
        return "its name cannot exist on every system"
    return ""


def printable(name: str) -> bool:
    """Whether a file name is valid UTF-8 and free of control characters."""
    if name.isprintable():
        return True
    return not any(unicodedata.category(char) in ("Cc", "Cs") for char in name)  # emoji hold joiners, say


def shown(path: str) -> str:
    """Return ``path`` with everything escaped that `printable` objects to."""
    return "".join(char if printable(char) else _escaped(char) for char in path)


def _escaped(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # a byte that is no UTF-8, as Python hands it over
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def inside(real: str, root: str) -> bool:
    """Whether a resolved path is ``root`` (resolved too) or lies below it."""
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def is_remote(info: os.stat_result) -> bool:
    """Whether a file's content is not on this machine, so that reading would wait for a download."""
    if not _TELLS_REMOTE:
        return False
    flags: int = getattr(info, "st_flags", 0)
    attributes: int = getattr(info, "st_file_attributes", 0)
    return S_ISREG(info.st_mode) and bool(flags & _DATALESS or attributes & _RECALL)
