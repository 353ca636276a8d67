"""The watch of a vault as a service of the user: its file, and the system's own program for services.

Nothing here needs more rights than the user has.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from vaultgoals.act.service_files import Platform, is_ours
from vaultgoals.act.service_place import Place
from vaultgoals.errors import ForeignServiceError, ServiceFileError, ServiceToolError
from vaultgoals.frozen import frozen
from vaultgoals.state.folder import make_state_folder

_PATIENCE = 60
"""Seconds for one call."""
_PAUSE = 1.0
"""Seconds before a call is made once more."""
_STATE = re.compile(r"^\s*state = (.+)$", re.MULTILINE)


@frozen
class Step:
    """One call of the system's program for services."""

    arguments: tuple[str, ...]
    may_fail: bool = False
    """It undoes what need not be there."""
    tries: int = 1


@frozen
class Activity:
    """What the system says of a service."""

    loaded: bool
    """Whether it knows it."""
    state: str = ""
    """In the system's own word: ``active``, ``failed``, ``running`` ...; empty where it does not say."""
    since: str = ""

    @property
    def active(self) -> bool:
        """Whether it runs, as far as the system says so."""
        return self.state in ("active", "running")


def installed(place: Place) -> bytes | None:
    """Return the file of the service as it stands, None where there is none.

    Raises:
        ForeignServiceError: what stands there is not ours.
        ServiceFileError: it cannot be read.
    """
    try:
        raw = place.file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ServiceFileError(str(place.file), f"it cannot be read ({error.strerror})") from error
    if not is_ours(raw):
        raise ForeignServiceError(str(place.file))
    return raw


def install_steps(place: Place, *, again: bool) -> tuple[Step, ...]:
    """Return the calls that enable and start a service whose file stands.

    Args:
        place: the service.
        again: whether it was installed before, and may be running with another file.
    """
    name, file = place.name, str(place.file)
    if place.platform is Platform.LINUX:
        steps = [_systemctl("daemon-reload"), _systemctl("enable", "--now", name)]
        if again:  # `reset-failed`: one that was given up is not started otherwise
            steps[1:] = [
                _systemctl("reset-failed", name, may_fail=True),
                _systemctl("enable", name),
                _systemctl("restart", name),
            ]
        return tuple(steps)
    if place.platform is Platform.MACOS:
        out = [Step(("launchctl", "bootout", f"{_domain()}/{name}"), may_fail=True)] if again else []
        # `bootout` returns before the agent has gone, and until then `bootstrap` fails.
        return (*out, Step(("launchctl", "bootstrap", _domain(), file), tries=5 if again else 1))
    return (
        Step(("schtasks", "/Create", "/TN", name, "/XML", file, "/F")),
        Step(("schtasks", "/Run", "/TN", name)),
    )


def remove_steps(place: Place) -> tuple[Step, ...]:
    """Return the calls that stop and disable a service whose file still stands."""
    if place.platform is Platform.LINUX:
        return (_systemctl("disable", "--now", place.name),)
    if place.platform is Platform.MACOS:
        return (Step(("launchctl", "bootout", f"{_domain()}/{place.name}"), may_fail=True),)
    return (
        Step(("schtasks", "/End", "/TN", place.name), may_fail=True),
        Step(("schtasks", "/Delete", "/TN", place.name, "/F")),
    )


def _systemctl(*arguments: str, may_fail: bool = False) -> Step:
    return Step(("systemctl", "--user", *arguments), may_fail)


def _domain() -> str:
    return f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui/0"


def install(place: Place) -> None:
    """Write the file of the service, enable it and start it; one that stands is brought up to date.

    Raises:
        UnfitForServiceError, ForeignServiceError, ServiceFileError: nothing was changed.
        ServiceToolError: the file is written, and the rest could not be done.
    """
    content, before = place.content, installed(place)
    if content != before:
        _write(place, content)
    _run(place, install_steps(place, again=before is not None), f"{place.file} is written")


def remove(place: Place) -> bool:
    """Stop and disable the service and delete its file; return whether there was one.

    Raises:
        ForeignServiceError, ServiceFileError: nothing was changed.
        ServiceToolError: it could not be stopped; its file still stands.
    """
    if installed(place) is None:
        return False
    _run(place, remove_steps(place), f"{place.file} still stands, to be deleted after that")
    try:
        place.file.unlink()
    except OSError as error:
        reason = f"the service is stopped, and this file of it cannot be deleted ({error.strerror})"
        raise ServiceFileError(str(place.file), reason) from error
    if place.platform is Platform.LINUX:
        _run(place, (_systemctl("daemon-reload"),), f"{place.file} is deleted")
    return True


def activity(place: Place) -> Activity | None:
    """Ask the system about a service; None where its program for services cannot be asked."""
    if place.platform is Platform.LINUX:
        wanted = "--property=LoadState,ActiveState,ActiveEnterTimestamp"
        told = _ask("systemctl", "--user", "show", place.name, wanted)
        found = dict(line.partition("=")[::2] for line in told[1].splitlines()) if told else {}
        since = found.get("ActiveEnterTimestamp", "").partition(" ")[2]
        state = found.get("ActiveState", "")
        return Activity(found.get("LoadState") == "loaded", state, since) if state else None
    if place.platform is Platform.MACOS:
        told = _ask("launchctl", "print", f"{_domain()}/{place.name}")
        found_state = _STATE.search(told[1]) if told else None
        return Activity(told[0] == 0, found_state[1] if found_state else "") if told else None
    told = _ask("schtasks", "/Query", "/TN", place.name)  # the rest of what it says is in the user's language
    return Activity(told[0] == 0) if told else None


def shown(place: Place, steps: Sequence[Step]) -> str:
    """Return calls as one would type them."""
    if place.platform is Platform.WINDOWS:
        return " & ".join(subprocess.list2cmdline(step.arguments) for step in steps)
    joined = [f"{shlex.join(step.arguments)} {';' if step.may_fail else '&&'}" for step in steps]
    return " ".join(joined).rstrip("&; ")


def _write(place: Place, content: bytes) -> None:
    """Replace the file as a whole: the system may read it at any moment."""
    temporary = place.file.with_name(f".{place.file.name}.{os.getpid()}")
    try:
        if place.platform is Platform.WINDOWS:
            make_state_folder(Path(place.service.vault))
        place.file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(place.file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ServiceFileError(str(place.file), f"it cannot be written ({error.strerror})") from error


def _run(place: Place, steps: Sequence[Step], done: str) -> None:
    for number, step in enumerate(steps):
        fault = _fault(step)
        if fault and not step.may_fail:
            left = [one for one in steps[number:] if not one.may_fail]
            raise ServiceToolError(fault, done, shown(place, left))


def _fault(step: Step) -> str:
    """Make a call; return what went wrong, or an empty string."""
    told = _ask(*step.arguments)
    for _ in range(step.tries - 1):
        if told is None or told[0] == 0:
            break
        time.sleep(_PAUSE)
        told = _ask(*step.arguments)
    if told is None:
        return f"{step.arguments[0]} cannot be run here"
    code, output, errors = told
    lines = (errors or output).strip().splitlines()
    why = lines[-1].strip().rstrip(".") if lines else f"it ended with {code}"
    return f"`{shlex.join(step.arguments)}` failed ({why})" if code else ""


def _ask(program: str, *arguments: str) -> tuple[int, str, str] | None:
    """Run the system's program; return exit code, output and errors, None where it cannot be run."""
    if sys.platform == "win32":  # never one of that name in the folder we happen to be in
        program = str(Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / f"{program}.exe")
    try:
        done = subprocess.run(
            [program, *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
