"""What can stop vaultgoals, one class a cause.

A fault in a note is never one of these: it is a gap (see ``vaultgoals.model.Gap``) or a notice. An
exception here means that the run as a whole could not do what was asked. Each class builds its own
sentence, fit to be shown to a user as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean X?`` for the known word nearest to ``word``, or an empty string."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in sorted(known)}
    cutoff = 0.8 if any(char.isdigit() for char in word) else 0.6  # codes are all alike
    near = get_close_matches(word.casefold(), list(folded), n=1, cutoff=cutoff)
    return f"; did you mean {folded[near[0]]!r}?" if near else ""


class VaultGoalsError(Exception):
    """Base of every error that ends a command with one sentence and exit code 2."""


class NoVaultError(VaultGoalsError):
    """No folder upward of the given one looks like a vault."""

    def __init__(self, start: str) -> None:
        super().__init__(
            f"no vault found from {start} upward (looked for vaultgoals.toml, .obsidian, logseq, "
            ".foam or .git); name the folder: vaultgoals check path/to/vault"
        )


class VaultMissingError(VaultGoalsError):
    """The folder named as a vault is not there, or is no folder, or cannot be listed."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class ConfigError(VaultGoalsError):
    """``vaultgoals.toml`` says something that vaultgoals cannot take."""

    def __init__(self, reason: str, path: str = "vaultgoals.toml") -> None:
        super().__init__(f"{path}: {reason}")


class BadDateError(VaultGoalsError):
    """A date given on the command line or to the library is none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a date; write it as 2026-11-21 or 2026-11-21T09:00")


class BadPeriodError(VaultGoalsError):
    """A period was asked for that is none, or that lies ahead."""


class UnknownRuleError(VaultGoalsError):
    """A rule was named that does not exist."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        hint = suggestion(name, known) or "; `vaultgoals rule` lists them"
        super().__init__(f"there is no rule {name!r}{hint}")


class UnknownCommandError(VaultGoalsError):
    """A command was named that the configuration does not define, or that nobody has approved."""

    def __init__(self, name: str, where: str, known: Iterable[str]) -> None:
        hint = suggestion(name, known) or "; `vaultgoals trust --list` lists them"
        super().__init__(f"{where} no command {name!r}{hint}")


class UnknownNoteError(VaultGoalsError):
    """A note was named that the vault does not hold."""

    def __init__(self, name: str, near: Iterable[str]) -> None:
        names = ", ".join(repr(other) for other in near)
        super().__init__(f"no note {name!r} in this vault" + (f"; nearest: {names}" if names else ""))


class AmbiguousNoteError(VaultGoalsError):
    """A note was named by a name that several notes carry."""

    def __init__(self, name: str, paths: Iterable[str]) -> None:
        super().__init__(f"{name!r} could be any of: {', '.join(paths)}; name it by its path")


class NoteChangedError(VaultGoalsError):
    """A file is no longer what was read: somebody else's bytes win, ours are not written."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} changed while it was being rewritten; left as it is, run again")


class NotOursError(VaultGoalsError):
    """A place that vaultgoals would write to holds a file that vaultgoals did not write."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was not written by vaultgoals (its frontmatter lacks "
            "`generated_by: vaultgoals`); left as it is. Move it, or set `output` in vaultgoals.toml"
        )


class ForbiddenPathError(VaultGoalsError):
    """A write was asked for outside the places that vaultgoals may write to."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: not written, {reason}")


class NoteExistsError(VaultGoalsError):
    """A new note would have the name of one that is there."""

    def __init__(self, path: str, standing: str) -> None:
        same = "" if path == standing else f" (which {path} would be the same as on many systems)"
        super().__init__(
            f"{standing} is there already{same}; left as it is. Choose another title or --folder"
        )


class WriteFailedError(VaultGoalsError):
    """The operating system refused a write; the file is what it was."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path} could not be written ({reason}); it is unchanged")


class ShrunkVaultError(VaultGoalsError):
    """Far fewer goals and specs can be read than the last report counted."""

    def __init__(self, before: int, now: int, report: str) -> None:
        super().__init__(
            f"{before} goals and specs stood in {report}, {now} can be read now: nothing was written, "
            "in case the vault is only half there. If they are meant to be gone, add --accept-loss"
        )


class WriterBusyError(VaultGoalsError):
    """Another process of vaultgoals writes to this vault, and has not come to an end in time."""

    def __init__(self, command: str, pid: int, waited: float) -> None:
        who = f"`vaultgoals {command}`" if command else "another vaultgoals"
        process = f" (process {pid})" if pid else ""
        super().__init__(
            f"{who}{process} is writing to this vault and was not done within {waited:g} s; "
            "nothing was written, run again when it has ended"
        )


class AlreadyWatchedError(VaultGoalsError):
    """A watch of this vault runs already."""

    def __init__(self, pid: int) -> None:
        process = f" (process {pid})" if pid else ""
        super().__init__(f"this vault is being watched already{process}; one watch keeps it up to date")


class StateFolderError(VaultGoalsError):
    """What vaultgoals keeps outside the vault (undo, approvals) cannot be written there."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} cannot be written ({reason}), so nothing was changed; "
            "set XDG_STATE_HOME to a folder that can be written"
        )


class UnknownEntryError(VaultGoalsError):
    """Something to take back was named that is not kept."""

    def __init__(self, name: str, known: Iterable[str], several: Iterable[str] = ()) -> None:
        begun = list(several)
        if begun:
            wrong = f"{len(begun)} writings begin with {name!r}"
        else:
            wrong = f"no writing {name!r} is kept{suggestion(name, known).rstrip('?')}"
        super().__init__(f"{wrong}; `vaultgoals undo --list` shows them all")


class UndoUnreadableError(VaultGoalsError):
    """What is kept for undo cannot be listed."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"what is kept below {path} cannot be read ({reason}), so nothing was changed")


class UnfitForServiceError(VaultGoalsError):
    """A path or name cannot stand in the file of a service."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r} cannot be named to a service: {reason}")


class ForeignServiceError(VaultGoalsError):
    """A file stands where that of the service belongs, and vaultgoals did not write it."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was not written by vaultgoals (its marker line is missing); left as it is. "
            "Move it away, and try again"
        )


class ServiceFileError(VaultGoalsError):
    """The file of a service cannot be read, written or deleted."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class ServiceToolError(VaultGoalsError):
    """The system's own program for services is missing, or did not do as it was told."""

    def __init__(self, reason: str, done: str, commands: str) -> None:
        super().__init__(f"{reason}; {done}. What is left to do, type: {commands}")


class NoServiceSystemError(VaultGoalsError):
    """Services of this system are not known."""

    def __init__(self, system: str) -> None:
        super().__init__(
            f"services of {system} are not known (only those of systemd, launchd and the Windows Task "
            "Scheduler); run `vaultgoals watch` by the means of your system"
        )
