"""Printing what a writing would change, as a diff."""

from __future__ import annotations

from difflib import unified_diff

from vaultgoals.cli.terminal import say


def print_diff(path: str, before: str | None, after: str | None) -> None:
    """Print how the note at ``path`` would change; None stands for a note that is not there."""
    old, new = ("/dev/null" if text is None else path for text in (before, after))
    for line in unified_diff((before or "").splitlines(), (after or "").splitlines(), old, new, lineterm=""):
        colour = {"+": "green", "-": "red"}.get(line[:1])
        say(line, fg=colour) if colour else say(line)
