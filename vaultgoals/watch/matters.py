"""Which files and folders make a difference to a report."""

from __future__ import annotations

from vaultgoals.config import CONFIG_NAME, Config
from vaultgoals.profiles.obsidian import SETTINGS_FILES
from vaultgoals.profiles.sync import stub_of

_BACKUPS = "/logseq/bak/"


class Matters:
    """Tells it of vault-relative paths with ``/``, by the configuration of the latest run."""

    def __init__(self, config: Config) -> None:
        self.settings = frozenset(
            (
                CONFIG_NAME,
                *(f"{config.settings_folder}/{name}" for name in SETTINGS_FILES),
            )
        )  # and not the rest of that folder: Obsidian writes there whenever a note is opened
        self._output = f"{config.output}/"
        self._evidence = f"{config.output}/Evidence/"  # people write there too

    def path(self, place: str) -> bool:
        """Whether a file or folder that has come, gone or changed is a reason to run."""
        if place in self.settings:
            return True
        *folders, name = place.split("/")
        if any(map(_passed_over, folders)) or (_passed_over(name) and stub_of(name) is None):
            return False
        below = f"{place}/"
        if _BACKUPS in f"/{below}":
            return False
        return below.startswith(self._evidence) or not below.startswith(self._output)

    def enters(self, place: str) -> bool:
        """Whether a folder may hold what `path` is true of, the settings aside."""
        below = f"{place}/"
        if _passed_over(place.rpartition("/")[2]) or _BACKUPS in f"/{below}":
            return False
        return not below.startswith(self._output) or self._evidence.startswith(below) or self.path(place)


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name == "node_modules"
