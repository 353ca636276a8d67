"""A command as a person sees it before it may run: everything that decides what it does."""

from __future__ import annotations

import os
from collections.abc import Sequence

from vaultgoals.act.approvals import Approval
from vaultgoals.act.changes import SHORT, changes, quoted, within
from vaultgoals.act.fingerprint import Fingerprint, named_paths
from vaultgoals.cli.terminal import safe_text, say
from vaultgoals.model import Place

_COLUMN = 13


def print_command(seen: Fingerprint, before: Approval | None, named_by: Sequence[Place]) -> None:
    """Print what would run, what has changed since it was approved, and the digest of it all."""
    say(seen.name, bold=True)
    _print("arguments", [_readable(argument) for argument in seen.arguments])
    _print("program", [_readable(seen.program)])
    _print("folder", [_readable(seen.folder)])
    _print("limit", [f"{seen.limit} s"])
    _print("environment", [", ".join(seen.environment) or "only what every command gets"])
    _print(
        "files read",
        [f"{_readable(within(file.path, seen.vault))}  {file.sha256[:SHORT]}" for file in seen.files],
    )
    _print("not watched", [f"{_readable(path)}: what is in this folder" for path in _folders(seen)])
    _print("named by", [f"{place.path}:{place.line}" for place in named_by] or ["no note"])
    if before is not None:
        _print(
            "changed",
            [
                f"{change.what}: {safe_text(change.before)} -> {safe_text(change.after)}"
                for change in changes(before.fingerprint, seen)
            ],
        )
    _print("digest", [seen.digest])


def _print(title: str, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        say(f"  {title if number == 0 else '':<{_COLUMN}}{line}")


def _readable(text: str) -> str:
    """Return text in quotes with all but ASCII escaped, and beside it as it reads where that differs."""
    return quoted(text) if text.isascii() else f"{quoted(text)}  ({safe_text(text)})"


def _folders(seen: Fingerprint) -> list[str]:
    """Return the folders of the vault that an argument names: no approval is bound to what is in them."""
    found = (
        os.path.realpath(path)
        for argument in seen.arguments[1:]
        for path in named_paths(seen.vault, seen.folder, argument)
    )
    return [within(path, seen.vault) for path in dict.fromkeys(found) if os.path.isdir(path)]  # noqa: PTH112
