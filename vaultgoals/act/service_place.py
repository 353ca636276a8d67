"""Where the service of a vault belongs on this machine, and which program it is to run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from vaultgoals.act.service_files import Platform, Service, service_file, service_name
from vaultgoals.errors import NoServiceSystemError
from vaultgoals.frozen import frozen
from vaultgoals.state.folder import state_folder

_PATHS = ("PYTHONPATH", "XDG_CACHE_HOME", "XDG_STATE_HOME")
_CARRIED = (*_PATHS, "TZ")
"""Variables that a service would not know of, and that decide what runs, which day it is and where the state
is kept: without them `vaultgoals doctor` in a terminal would look elsewhere."""


@frozen
class Place:
    """The service of one vault on one system."""

    platform: Platform
    service: Service
    file: Path

    @property
    def name(self) -> str:
        """The name by which the system knows it."""
        return service_name(self.platform, self.service)

    @property
    def content(self) -> bytes:
        """What the file is to hold. Raises `UnfitForServiceError`."""
        return service_file(self.platform, self.service)


def this_platform() -> Platform:
    """Return the system this is; raise `NoServiceSystemError` for any but the three."""
    known = {"linux": Platform.LINUX, "darwin": Platform.MACOS, "win32": Platform.WINDOWS}
    if sys.platform not in known:
        raise NoServiceSystemError(sys.platform)
    return known[sys.platform]


def place_of(root: Path, platform: Platform) -> Place:
    """Return the service of the vault at ``root``; it need not be installed."""
    vault = os.path.realpath(root)
    carried = {name: _carried(name, os.environ[name]) for name in _CARRIED if os.environ.get(name)}
    bare = Service(vault, _program(platform))
    name = service_name(platform, bare)
    log = str(Path.home() / "Library" / "Logs" / f"{name}.log") if platform is Platform.MACOS else ""
    service = Service(vault, bare.program, carried, log, _user() if platform is Platform.WINDOWS else "")
    return Place(platform, service, _file(platform, name, root))


def _program(platform: Platform) -> tuple[str, ...]:
    """Return the Python that runs now, with this package: a service knows no PATH of the user's.

    ``-P`` keeps a file named yaml.py in the folder it starts in from being taken for a module.
    """
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")  # python.exe would keep a window open
    if platform is Platform.WINDOWS and windowless.exists():
        python = windowless
    return (str(python), "-P", "-m", "vaultgoals")


def _carried(name: str, value: str) -> str:
    """Return a variable as the service needs it: its folder is another one than ours."""
    if name not in _PATHS:
        return value
    return os.pathsep.join(str(Path.cwd() / part) for part in value.split(os.pathsep))


def _user() -> str:
    domain, name = os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", "")
    return f"{domain}\\{name}" if domain else name


def _file(platform: Platform, name: str, root: Path) -> Path:
    if platform is Platform.MACOS:
        return Path.home() / "Library" / "LaunchAgents" / f"{name}.plist"
    if platform is Platform.WINDOWS:  # the scheduler keeps the task itself; this is what it was made from
        return state_folder(root) / "service.xml"
    config = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return base / "systemd" / "user" / name
