"""The files by which an operating system runs the watch of a vault. Values only: nothing is written here.

Sources: systemd.service(5) "Command lines", systemd.syntax(7) "Quoting", systemd.unit(5) "Specifiers" and
"StartLimitIntervalSec="; launchd.plist(5); Microsoft, "Task Scheduler Schema" and "Exec (Task Scheduler)".
"""

from __future__ import annotations

import plistlib
import re
from codecs import BOM_UTF16_LE
from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath, PureWindowsPath
from subprocess import list2cmdline
from unicodedata import category, normalize
from xml.sax.saxutils import escape

from vaultgoals.errors import UnfitForServiceError
from vaultgoals.frozen import frozen

MARKER = "Written by `vaultgoals service install`; `vaultgoals service remove` deletes it."
"""Stands on a line of its own in every file of ours; a file without it is never replaced or deleted."""

_RETRY = 60
"""Seconds until a watch that failed is started once more ..."""
_TRIES = 10
"""... so often within an hour, where the system can count: a vault on a disk that is mounted late is met,
and a watch that cannot run, as another one does, is not tried for ever."""
_HOUR = 3600
"""Seconds between starts of a watch that does not run, where the system cannot count failures."""
_DIGITS = 8
_LONGEST_NAME = 40
# systemd refuses these in the path of a program, however they are quoted; `$` would be read in it.
_NO_PROGRAM = frozenset("\"'\\$")
# The Task Scheduler knows no way to write these as they are.
_READ_BY_WINDOWS = re.compile(r"%[^%]+%|\$\(")


class Platform(StrEnum):
    """The systems whose services are known."""

    LINUX = "linux"
    """systemd, for the user."""
    MACOS = "macos"
    """launchd, an agent of the user."""
    WINDOWS = "windows"
    """The Task Scheduler."""


@frozen
class Service:
    """What is to be run, and by whom."""

    vault: str
    """Absolute path."""
    program: tuple[str, ...]
    """What runs vaultgoals: a program by its absolute path, and its first arguments."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables that it is given; Windows has no place for them."""
    log: str = ""
    """macOS: absolute path of the file that takes what it prints. Linux has its journal."""
    user: str = ""
    """Windows: who has to be logged in, ``DOMAIN\\name``."""

    @property
    def name(self) -> str:
        """A name of its own for each vault: a readable part, and a hash of the path."""
        windows = not self.vault.startswith("/")
        folder = (PureWindowsPath if windows else PurePosixPath)(self.vault).name
        plain = normalize("NFKD", folder).encode("ascii", "ignore").decode().lower()
        readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")
        digest = sha256(self.vault.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
        return f"{readable or 'vault'}-{digest}"

    @property
    def arguments(self) -> tuple[str, ...]:
        """The whole command."""
        return (*self.program, "watch", self.vault, "--log-format", "json")

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that comes from this machine."""
        return (*self.arguments, *self.environment.values(), self.log, self.user)


def service_name(platform: Platform, service: Service) -> str:
    """Return the name by which the system knows the service."""
    if platform is Platform.LINUX:
        return f"vaultgoals-{service.name}.service"
    return f"vaultgoals.{service.name}" if platform is Platform.MACOS else f"vaultgoals\\{service.name}"


def service_file(platform: Platform, service: Service) -> bytes:
    """Return the bytes of the file that describes a service.

    Raises:
        UnfitForServiceError: a path holds what cannot stand in such a file, a line break for instance.
    """
    for text in service.texts:
        if any(category(char) in ("Cc", "Cs", "Zl", "Zp") or char in "\ufffe\uffff" for char in text):
            raise UnfitForServiceError(text, "it holds a line break or another character without a shape")
    return _WRITERS[platform](service)


def is_ours(raw: bytes) -> bool:
    """Whether a file carries our marker on a line of its own."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    lines = raw.decode(encoding, "replace").splitlines()
    return any(line.strip() in (f"# {MARKER}", f"<!-- {MARKER} -->") for line in lines)


def _systemd_unit(service: Service) -> bytes:
    program, *arguments = service.arguments
    if not _NO_PROGRAM.isdisjoint(program):  # a shell that takes every word as it is, and leaves
        program, arguments = "/bin/sh", ["-c", 'exec "$@"', "sh", program, *arguments]
    words = [_word(program), *(_word(argument.replace("$", "$$")) for argument in arguments)]
    variables = [f"Environment={_word(f'{name}={value}')}" for name, value in service.environment.items()]
    folder = PurePosixPath(service.vault).name.replace("%", "%%")
    return "\n".join((
        f"# {MARKER}",
        "[Unit]",
        f"Description=vaultgoals: reports on the vault {folder} as it changes",
        f"StartLimitIntervalSec={_HOUR}",
        f"StartLimitBurst={_TRIES}",
        "",
        "[Service]",
        f"ExecStart={' '.join(words)}",
        *variables,
        "Restart=on-failure",
        f"RestartSec={_RETRY}",
        "Nice=10",
        "",
        "[Install]",
        "WantedBy=default.target",
        "",
    )).encode()  # fmt: skip


def _word(text: str) -> str:
    """Quote one word of a unit file: backslashes and quotes as in C, percent signs doubled."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def _launchd_agent(service: Service) -> bytes:
    """Write an agent that starts at login, again at once after a crash, and each hour if it does not run.

    launchd does not tell one exit code from another: `KeepAlive` on failure would start a watch that
    cannot run for ever.
    """
    table = {
        "Label": service_name(Platform.MACOS, service),
        "ProgramArguments": list(service.arguments),
        "RunAtLoad": True,
        "KeepAlive": {"Crashed": True},
        "ThrottleInterval": _RETRY,
        "StartInterval": _HOUR,
        "ProcessType": "Background",
        "Nice": 10,
        "StandardOutPath": service.log,
        "StandardErrorPath": service.log,
        **({"EnvironmentVariables": dict(service.environment)} if service.environment else {}),
    }
    text = plistlib.dumps(table, sort_keys=False).decode()
    return text.replace("<plist ", f"<!-- {MARKER} -->\n<plist ", 1).encode()


_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<!-- {marker} -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Reports on a vault of notes as it changes.</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>
    <TimeTrigger>
      <Repetition>
        <Interval>PT1H</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2000-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>7</Priority>
    <RestartOnFailure>
      <Interval>PT{minutes}M</Interval>
      <Count>{tries}</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def _windows_task(service: Service) -> bytes:
    """Write a task that starts at logon, and each hour where it does not run; never twice at a time."""
    for text in service.arguments:
        if _READ_BY_WINDOWS.search(text):
            reason = "the Task Scheduler would put a variable in the place of %...% or $(...)"
            raise UnfitForServiceError(text, reason)
    command, *arguments = service.arguments
    text = _TASK.format(
        marker=MARKER,
        user=escape(service.user),
        minutes=_RETRY // 60,
        tries=_TRIES,
        command=escape(command),
        arguments=escape(list2cmdline(arguments)),
    )
    return BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le")


_WRITERS: Mapping[Platform, Callable[[Service], bytes]] = {
    Platform.LINUX: _systemd_unit,
    Platform.MACOS: _launchd_agent,
    Platform.WINDOWS: _windows_task,
}
