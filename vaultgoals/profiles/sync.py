"""The names that sync programs give to copies made in a conflict.

Sources: Syncthing ``lib/model/folder_sendrecv.go`` (``conflictName``), Dropbox help ("What's a conflicted
copy?"), Obsidian help (Troubleshoot Obsidian Sync), Nextcloud desktop manual (Conflicts), Resilio help
("Conflict files in Sync"), iCloud Drive stubs as described by eclecticlight.co (October 2023).

Only names that nobody gives by hand: ``name (1).md`` and ``name-HOST.md`` may well be a user's own notes.
"""

from __future__ import annotations

import re

_CONFLICTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Syncthing", re.compile(r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z2-7]{7})?(?=\.|$)", re.ASCII)),
    ("Obsidian Sync", re.compile(r" \(Conflicted copy (?:.{1,80} )?\d{12}\)(?=\.|$)", re.ASCII)),
    ("Nextcloud", re.compile(r" \(conflicted copy \d{4}-\d\d-\d\d \d{6}\)(?=\.|$)", re.ASCII)),
    (
        "Dropbox",
        re.compile(
            r" \(.{1,80}['’]s conflicted copy(?: \d{4}-\d\d-\d\d)?(?: \(\d+\))?\)(?=\.|$)"
            r"| \(conflicted copy \d{4}-\d\d-\d\d(?: \(\d+\))?\)(?=\.|$)"
            r"| \(Case Conflict(?: \(?\d+\)?)?\)(?=\.|$)",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    ("Resilio Sync", re.compile(r"(?<=.)\.Conflict(?=\.[^.]+$)")),
)
"""By tool, in the order they are tried; what matches is what the tool put into the name."""

_STUB = re.compile(r"\.(.+)\.icloud", re.DOTALL)


def conflict_of(name: str) -> str | None:
    """Return the tool that gave a file the name of a conflict copy, or None for any other name."""
    if "conflict" not in name.lower():  # five searches for each file are a quarter of the time of listing
        return None
    return next((tool for tool, pattern in _CONFLICTS if pattern.search(name)), None)


def original_of(name: str) -> str:
    """Return the name of the file that a conflict copy is a copy of; other names as they are."""
    for _, pattern in _CONFLICTS:
        if pattern.search(name):
            return pattern.sub("", name, count=1)
    return name


def stub_of(name: str) -> str | None:
    """Return the name of the file that an iCloud stub (``.Note.md.icloud``) stands for, or None."""
    match = _STUB.fullmatch(name)
    return match[1] if match else None


def stub_name(name: str) -> str:
    """Return the name of the stub that iCloud leaves where a file is not on this machine."""
    return f".{name}.icloud"
