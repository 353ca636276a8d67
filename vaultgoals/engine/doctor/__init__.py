"""How vaultgoals fares with one vault: what runs, what is read and what is not, what is in force.

One examination, and looks at a few files beside it. Nothing is written.
"""

from __future__ import annotations

from pathlib import Path

from vaultgoals.engine.doctor.items import Diagnosis, Item, Section
from vaultgoals.engine.doctor.machine import kept, program, watches
from vaultgoals.engine.doctor.reading import commands, reading
from vaultgoals.engine.doctor.settings import app_settings, configuration
from vaultgoals.engine.doctor.watching import last_report, watching
from vaultgoals.engine.examine import examine
from vaultgoals.engine.intake import Progress
from vaultgoals.model import Stamp

__all__ = ["Diagnosis", "Item", "Section", "diagnose", "last_report"]


def diagnose(
    root: Path, *, as_of: Stamp | None = None, progress: Progress = lambda _read, _all: None
) -> Diagnosis:
    """Look at a vault and at what vaultgoals does with it.

    Args:
        root: the vault's folder.
        as_of: the day to speak of; today in the vault's time zone if None.
        progress: told after each note that was read.

    Raises:
        VaultMissingError, ConfigError: as their names say.
    """
    found = examine(root, as_of=as_of, progress=progress)
    sections = {
        "Reports": (*watching(found), *watches(root)),
        "Notes": reading(found),
        "Settings found": app_settings(found),
        "Configuration": configuration(found.config),
        "Commands": commands(found),
        "Program": (*program(), *kept(root)),
    }
    return Diagnosis(tuple(Section(title, tuple(items)) for title, items in sections.items()))
