"""The commands that notes name, and how each stands on this machine. Nothing is run."""

from __future__ import annotations

from pathlib import Path

from vaultgoals.config import Config
from vaultgoals.errors import suggestion
from vaultgoals.model import Permission, Place, Run, Standing, Vault


def named_by(vault: Vault) -> dict[str, tuple[Place, ...]]:
    """Return every command name that a check names, in order, with the places that name it."""
    found: dict[str, list[Place]] = {}
    for note in vault.notes.values():
        for check in note.checks:
            if isinstance(check, Run):
                found.setdefault(check.command, []).append(Place(note.path, check.line))
    return {name: tuple(found[name]) for name in sorted(found)}


def standings(root: Path, config: Config, vault: Vault) -> dict[str, Standing]:
    """Return by name how every command stands that a check names; nothing is looked at where none does."""
    return {name: standing_of(root, config, name) for name in named_by(vault)}


def standing_of(root: Path, config: Config, name: str) -> Standing:
    """Return how the command of this name stands on this machine."""
    command = config.commands.get(name)
    if command is None:
        near = suggestion(name, config.commands)
        return Standing(Permission.UNDEFINED, f"vaultgoals.toml defines no command of that name{near}")
    from vaultgoals.act.approvals import standing  # most vaults name no command

    return standing(root, command)
