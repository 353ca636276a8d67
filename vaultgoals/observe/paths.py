"""What a path or a link in a check line means, read from its text alone."""

from __future__ import annotations

import re
from posixpath import normpath

from vaultgoals.model import folder_of

_OUTSIDE = re.compile(r"/+[^/]|~(?:[\w.-]*/|$)|[a-z]:/|[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""An absolute path, a home folder, a drive, a URL."""


def vault_path(path: str, source: str) -> str | None:
    """Return the vault path that ``path`` means in the note ``source``; None where it leaves the vault.

    Paths start at the vault's root; ``./`` and ``../`` at the note's own folder. The root itself is empty.
    """
    path = path.strip().replace("\\", "/")
    if _OUTSIDE.match(path):
        return None
    if path.startswith(("./", "../")) or path in (".", ".."):
        path = f"{folder_of(source)}/{path}"
    plain = normpath(path.lstrip("/") or ".")
    if plain == ".." or plain.startswith("../"):
        return None
    return "" if plain == "." else plain


def link_target(text: str) -> str | None:
    """Return the target of ``[[Note#part|shown]]``; None where ``text`` is no wikilink."""
    if not (text.startswith("[[") and text.endswith("]]")):
        return None
    return text[2:-2].partition("|")[0].partition("#")[0].strip()
