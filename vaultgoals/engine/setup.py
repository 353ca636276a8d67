"""What a run starts from: the configuration, the day, and what Obsidian's settings say."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property

from vaultgoals.config import CONFIG_NAME, Config, parse_config
from vaultgoals.errors import ConfigError, UnknownRuleError
from vaultgoals.files import VaultFolder
from vaultgoals.model import AsOf, Notice, Presence, Stamp
from vaultgoals.profiles.obsidian import SETTINGS_FILES, ObsidianSettings, read_settings
from vaultgoals.rules import Selection


def check_rules(config: Config) -> None:
    """Raise `ConfigError` where the configuration names a rule that does not exist."""
    try:
        Selection((), config.select, config.ignore_rules).check()
    except UnknownRuleError as error:
        raise ConfigError(f"[rules]: {error}") from error


def load_config(folder: VaultFolder) -> Config:
    """Return the vault's configuration; the defaults where it has none.

    Raises:
        ConfigError: it cannot be read, or not be understood. To go on without it could mean to read
            what it leaves out and to write where it does not allow.
    """
    text = folder.text(CONFIG_NAME)
    if text is not None:
        return parse_config(text)
    if folder.presence(CONFIG_NAME) is Presence.ABSENT:
        return Config()
    raise ConfigError("it cannot be read (no text in UTF-8, no permission, or a link out of the vault)")


def today_in(config: Config) -> date:
    """Return the day it is now in the vault's time zone."""
    if not config.timezone and os.name != "nt" and not os.environ.get("TZ"):
        return datetime.now().astimezone().date()  # the system knows its own zone without any table
    return datetime.now(zone_of(config)).date()


def moment_of(as_of: Stamp | None, config: Config) -> AsOf:
    """Return the moment to speak of: the one asked for, else today, in the vault's time zone."""
    return AsOf.at(as_of or Stamp(today_in(config)), zone_of(config))


def zone_of(config: Config) -> tzinfo:
    """Return the zone that decides what day it is: the configured one, else the system's."""
    if config.timezone:
        from zoneinfo import ZoneInfo

        return ZoneInfo(config.timezone)
    return _SYSTEM_ZONE


class _SystemZone(tzinfo):
    """The system's zone. It is looked up when a time of day is met: most notes give days alone."""

    @cached_property
    def _zone(self) -> tzinfo:
        from tzlocal import get_localzone

        try:
            return get_localzone()
        except (LookupError, ValueError, OSError):  # TZ=CET-1CEST and its like: an offset is all there is
            return datetime.now().astimezone().tzinfo or UTC

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return self._zone.utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return self._zone.dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return self._zone.tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        return self._zone.fromutc(moment.replace(tzinfo=self._zone)).replace(tzinfo=self)


_SYSTEM_ZONE = _SystemZone()


def obsidian_settings(folder: VaultFolder, config: Config) -> tuple[ObsidianSettings, tuple[Notice, ...]]:
    """Read Obsidian's settings; a file that is there and cannot be read is told like one that is no JSON."""
    if folder.presence(config.settings_folder) is Presence.UNKNOWN:
        message = "it leads out of the vault, or cannot be read; its settings are not used"
        return ObsidianSettings(), (Notice(config.settings_folder, "settings-unreadable", message),)
    texts = {name: folder.text(f"{config.settings_folder}/{name}") for name in SETTINGS_FILES}
    settings, notices = read_settings({
        name: text or ""
        for name, text in texts.items()
        if text is not None or folder.presence(f"{config.settings_folder}/{name}") is not Presence.ABSENT
    })  # fmt: skip
    return settings, tuple(
        Notice(f"{config.settings_folder}/{item.path}", item.name, item.message) for item in notices
    )
