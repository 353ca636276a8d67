"""Where a gap's note lies for a service that knows a repository and no vault."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from vaultgoals.frozen import frozen


@frozen
class Places:
    """Names notes by their paths in the repository that a service has checked out."""

    prefix: str = ""
    """The vault's folder in the repository, with a slash at its end; empty where it is the repository."""

    @classmethod
    def of(cls, vault: Path) -> Places:
        """Return the places of a vault: in the checkout of a GitHub run, elsewhere in the vault itself."""
        checkout = os.environ.get("GITHUB_WORKSPACE", "")
        if not checkout:
            return cls()
        inside = os.path.relpath(os.path.realpath(vault), os.path.realpath(checkout)).replace(os.sep, "/")
        return cls() if inside == "." or inside.startswith("..") else cls(f"{inside}/")

    def path(self, path: str) -> str:
        """Return the path of a note, given its path in the vault."""
        return self.prefix + path

    def uri(self, path: str) -> str:
        """Return the same as a relative URI (RFC 3986)."""
        return quote(self.path(path).encode("utf-8", "surrogatepass"))
