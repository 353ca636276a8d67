"""What differs between a command as it was approved and as it would run now."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from vaultgoals.act.fingerprint import Fingerprint
from vaultgoals.frozen import frozen

SHORT = 12
"""Hex digits of a content's hash that are shown to a person."""


@frozen
class Change:
    """One difference."""

    what: str
    """In words: ``its arguments``."""
    before: str
    after: str


def changes(before: Fingerprint, after: Fingerprint) -> tuple[Change, ...]:
    """Return every difference; where there is one at all, there is at least one here."""
    return (*_of_definition(before, after), *_of_files(before, after))


def _of_definition(before: Fingerprint, after: Fingerprint) -> Iterator[Change]:
    parts = {
        "the way vaultgoals looks at commands": (str(before.version), str(after.version)),
        "the vault's place": (quoted(before.vault), quoted(after.vault)),
        "the vault's folder itself": (f"inode {before.inode}", f"inode {after.inode}"),
        "its name": (quoted(before.name), quoted(after.name)),
        "its arguments": (_all_quoted(before.arguments), _all_quoted(after.arguments)),
        "its folder": (quoted(before.folder), quoted(after.folder)),
        "its limit": (f"{before.limit} s", f"{after.limit} s"),
        "its environment": (", ".join(before.environment) or "none", ", ".join(after.environment) or "none"),
        "its program": (quoted(before.program), quoted(after.program)),
    }
    for what, (then, now) in parts.items():
        if then != now:
            yield Change(what, then, now)


def _of_files(before: Fingerprint, after: Fingerprint) -> Iterator[Change]:
    then = {file.path: file.sha256 for file in before.files}
    now = {file.path: file.sha256 for file in after.files}
    for path in sorted({*then, *now}):
        if then.get(path) != now.get(path):
            what = f"the text of {within(path, after.vault)}"
            yield Change(what, then.get(path, "not there")[:SHORT], now.get(path, "not there")[:SHORT])
    if then == now and before.files != after.files and before.arguments == after.arguments:
        yield Change("which argument names a file", str(len(before.files)), str(len(after.files)))


def within(path: str, vault: str) -> str:
    """Return a path as a person knows it: within the vault, or whole where it leads out of it."""
    inside = path.startswith(vault.rstrip(os.sep) + os.sep)
    return os.path.relpath(path, vault).replace(os.sep, "/") if inside else path


def quoted(text: str) -> str:
    """Return text so that it can be read in one way only: in quotes, all but ASCII escaped.

    A Cyrillic letter may look like a Latin one; its number does not.
    """
    return json.dumps(text, ensure_ascii=True)


def _all_quoted(texts: tuple[str, ...]) -> str:
    return " ".join(quoted(text) for text in texts)
