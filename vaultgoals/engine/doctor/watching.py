"""Whether reports keep coming: the watch, the service, the newest report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vaultgoals.act.service import installed
from vaultgoals.act.service_place import place_of, this_platform
from vaultgoals.engine.doctor.items import Item
from vaultgoals.engine.examine import Examination, report_days
from vaultgoals.engine.setup import load_config, today_in
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import VaultFolder, list_files
from vaultgoals.state.watcher import WatcherStatus, watcher_status


def last_report(root: Path) -> str:
    """Return the day of the newest report up to today, ISO; empty where there is none. Reads no note.

    Raises:
        VaultMissingError, ConfigError: as their names say.
    """
    listing = list_files(root)
    config = load_config(VaultFolder(root))
    today = today_in(config).isoformat()
    return max((day for day in report_days(listing, config.output) if day <= today), default="")


def watching(found: Examination) -> Iterator[Item]:
    """Yield what is known of the watch, its service and the newest report.

    A vault that is reported on by hand, or not yet, is healthy without a watch; one whose service is
    installed, or whose reports have stopped, is not.
    """
    status = watcher_status(found.root)
    stands, told = _service(found.root)
    yield _watch(status, is_service=stands)
    yield Item("service", told)
    yield _report(found, runs=status is not None and status.running)


def _watch(status: WatcherStatus | None, *, is_service: bool) -> Item:
    if status is not None and status.running:
        since = f", since {status.started}" if status.started else ""
        run = f", last run {status.last_run}" if status.last_run else ""
        mode = "" if status.mode == "events" else f", by {status.mode}"
        text = f"running, process {status.pid}{since}{run}{mode}"
        if status.trouble:
            return Item("watch", f"{text}: {status.trouble}", "put that right; the watch goes on by itself")
        return Item("watch", text)
    text = f"not running{f', last run {status.last_run}' if status and status.last_run else ''}"
    return Item("watch", text, "start it again with `vaultgoals service install`" if is_service else "")


def _service(root: Path) -> tuple[bool, str]:
    """Return whether the service of the vault is installed, and what to say of it."""
    try:
        place = place_of(root, this_platform())
        stands = installed(place) is not None
    except VaultGoalsError as error:
        return False, str(error)
    return stands, f"installed, {place.file}" if stands else "not installed"


def _report(found: Examination, *, runs: bool) -> Item:
    if not found.last_report:
        return Item("last-report", "none yet; `vaultgoals report` writes one")
    silence = found.silence
    if silence is None:
        return Item("last-report", found.last_report)
    keep = "" if runs else "; `vaultgoals service install` keeps them coming"
    return Item(
        "last-report",
        f"{silence.last}, {silence.age} days ago",
        f"write one with `vaultgoals report`{keep}",
    )
