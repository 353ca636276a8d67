"""What the user approved on this machine: one record a vault, outside it."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vaultgoals.act.changes import changes
from vaultgoals.act.fingerprint import BoundFile, Fingerprint, fingerprint
from vaultgoals.act.refused import RefusedError
from vaultgoals.errors import StateFolderError
from vaultgoals.frozen import frozen
from vaultgoals.model import Command, Permission, Standing
from vaultgoals.state.folder import make_state_folder, state_folder

RECORD = "commands.json"
_VERSION = 1
_LARGEST = 4 << 20
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@frozen
class Approval:
    """One command as it was approved."""

    fingerprint: Fingerprint
    """The whole of it, to say what has changed since."""
    day: str
    """ISO date."""


def standing(root: Path, command: Command) -> Standing:
    """Return whether ``command`` may run in the vault at ``root`` on this machine, as it now reads."""
    try:
        now = fingerprint(root, command)
    except RefusedError as refused:
        return Standing(Permission.REFUSED, str(refused))
    return compared(approvals(root).get(command.name), now)


def compared(approval: Approval | None, now: Fingerprint) -> Standing:
    """Return how a command stands, from what was approved and what would run."""
    if approval is None:
        return Standing(Permission.NEW, "it has not been approved on this machine")
    if approval.fingerprint.digest == now.digest:
        return Standing(Permission.APPROVED)
    what = " and ".join(change.what for change in changes(approval.fingerprint, now))
    return Standing(Permission.CHANGED, f"it is not what was approved on {approval.day}: {what} changed")


def approvals(root: Path) -> dict[str, Approval]:
    """Return the approved commands by name; none where the record is damaged or not the user's alone."""
    text = _own_text(state_folder(root))
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        table = json.loads(text)
        if table["version"] == _VERSION:
            read = {name: _approval(entry) for name, entry in table["commands"].items()}
            return {name: one for name, one in read.items() if one is not None}
    return {}


def _approval(entry: dict[str, Any]) -> Approval | None:
    """Return one entry of the record, or None where its digest is not that of what stands beside it."""
    table = entry["fingerprint"]
    tuples = {name: tuple(table[name]) for name in ("arguments", "environment")}
    files = tuple(BoundFile(**file) for file in table["files"])
    approved = Fingerprint(**{**table, **tuples, "files": files})
    return Approval(approved, str(entry["day"])) if approved.digest == entry["digest"] else None


def _own_text(folder: Path) -> str:
    """Return the text of the record, or nothing: who else could have written it may have."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if not _is_own(os.lstat(folder)):
            return ""
        number = os.open(folder / RECORD, flags)
    except OSError:
        return ""
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode) or not _is_own(status) or status.st_size > _LARGEST:
            return ""  # a folder could not even be opened as a file
        return os.read(number, _LARGEST).decode("utf-8", "replace")
    finally:
        os.close(number)


def _is_own(status: os.stat_result) -> bool:
    return os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE)


def approve(root: Path, seen: Fingerprint, day: str) -> None:
    """Record that ``seen``, as it was shown to the user, may run; ``day`` is ISO.

    Raises:
        StateFolderError: the record cannot be written, or would not be believed.
    """
    _write(root, {**approvals(root), seen.name: Approval(seen, day)})
    if seen.name not in approvals(root):
        raise StateFolderError(str(state_folder(root)), "other users can write there")


def withdraw(root: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Take approvals back; return the names of those that there were.

    Raises:
        StateFolderError: the record cannot be written.
    """
    kept = approvals(root)
    taken = tuple(name for name in dict.fromkeys(names) if kept.pop(name, None) is not None)
    if taken:
        _write(root, kept)
    return taken


def _write(root: Path, commands: dict[str, Approval]) -> None:
    """Replace the record whole: a reader sees the one before or the one after."""
    folder = make_state_folder(root)
    entries = {
        name: {"digest": one.fingerprint.digest, "day": one.day, "fingerprint": asdict(one.fingerprint)}
        for name, one in sorted(commands.items())
    }
    table = {"version": _VERSION, "commands": entries}
    text = json.dumps(table, indent=2, ensure_ascii=True) + "\n"
    try:
        number, made = tempfile.mkstemp(prefix=RECORD, dir=folder)  # mode 600
        try:
            with os.fdopen(number, "w", encoding="ascii") as file:
                file.write(text)
                file.flush()
                os.fsync(number)
            os.replace(made, folder / RECORD)
        except BaseException:
            with suppress(OSError):
                os.unlink(made)
            raise
    except OSError as error:
        raise StateFolderError(str(folder / RECORD), error.strerror or type(error).__name__) from error
