"""``[cycles]``: the user's own courses, each a list of stages; one of a built-in name takes its place."""

from __future__ import annotations

from typing import Any

from vaultgoals.config.shapes import table_of, texts_of
from vaultgoals.errors import ConfigError
from vaultgoals.model.cycles import fold_stage


def read_cycles(key: str, value: object) -> dict[str, Any]:
    """Read the table ``[cycles]``; raise `ConfigError` where it is not understood."""
    cycles: dict[str, tuple[str, ...]] = {}
    for name, own in table_of(key, value).items():
        stages = tuple(stage.strip() for stage in texts_of(f"[{key}] {name}", own))
        folded = [fold_stage(stage) for stage in stages]
        if len(stages) < 2 or not all(folded):
            raise ConfigError(f'[{key}] {name} must be a list of two stages or more, such as ["plan", "do"]')
        if len(set(folded)) < len(folded):
            raise ConfigError(f"[{key}] {name} has one stage twice")
        cycles[fold_stage(name)] = stages
    return {"cycles": cycles}
