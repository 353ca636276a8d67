"""How a vault writes its links, apart from what writes them: who only reads settles it too."""

from __future__ import annotations

from vaultgoals.frozen import frozen


@frozen
class LinkStyle:
    """How a vault writes its links (Obsidian's "New link format" and "Use [[Wikilinks]]")."""

    form: str = "shortest"
    """``shortest``, ``relative`` or ``absolute``."""
    markdown: bool = False
    """Whether links are ``[text](path.md)``."""
