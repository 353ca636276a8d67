"""Which settings were found, of the vault's app and of vaultgoals, and what is made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields

from vaultgoals.config import CONFIG_NAME, Config
from vaultgoals.engine.doctor.items import Item, first_of, not_read
from vaultgoals.engine.examine import Examination
from vaultgoals.engine.setup import obsidian_settings
from vaultgoals.files import VaultFolder
from vaultgoals.model import Presence, State
from vaultgoals.profiles.obsidian import TASK_STATES, ObsidianSettings, daily_pattern

_KEYS = {"select": "rules.select", "ignore_rules": "rules.ignore"}
"""Fields of the configuration that stand under another name in the file."""
_OTHER_APPS = {
    "logseq": "Logseq's settings are not read; its pages are read as Markdown notes",
    ".foam": "Foam's settings are not read; its notes are read as Markdown notes",
}


def app_settings(found: Examination) -> Iterator[Item]:
    """Yield the settings of Obsidian and of other apps that were found in the vault."""
    folder = VaultFolder(found.root)
    name = found.config.settings_folder
    if folder.presence(name) in (Presence.PRESENT, Presence.EMPTY):
        settings, _ = obsidian_settings(folder, found.config)
        yield Item("obsidian", f"{name} found")
        yield from _obsidian(settings, Counter(notice.name for notice in found.notices))
    else:
        yield Item("obsidian", f"no {name}: links and daily notes as Obsidian has them from the start")
    for place, told in _OTHER_APPS.items():
        if folder.presence(place) in (Presence.PRESENT, Presence.EMPTY):
            yield Item(place.strip("."), f"{place} found: {told}")


def _obsidian(settings: ObsidianSettings, left_out: Mapping[str, int]) -> Iterator[Item]:
    if settings.templates:
        yield Item("templates", f"{', '.join(settings.templates)}: {not_read(left_out['template'])}")
    if settings.ignore:
        yield Item("excluded", f"{first_of(settings.ignore)}: {not_read(left_out['ignored'])}")
    if settings.global_filter:
        yield Item("tasks-filter", f"{settings.global_filter}: a checklist line without it is no task")
    own = {
        mark: state
        for mark, state in settings.task_states.items()
        if TASK_STATES.get(mark, State.OPEN) != state
    }
    if own:
        words = ", ".join(
            f"[{mark}] {state.value if state else 'no task'}" for mark, state in sorted(own.items())
        )
        yield Item("tasks-statuses", words)
    daily = f"{settings.daily_folder}/{settings.daily_format}".lstrip("/")
    known = daily_pattern(settings.daily_folder, settings.daily_format) is not None
    yield Item("daily-notes", f"{daily}{'' if known else ': not understood; dates in other notes count'}")
    form = "Markdown links" if settings.markdown_links else "[[links]]"
    yield Item("links", f"written as {form}, {settings.link_form}")


def configuration(config: Config) -> Iterator[Item]:
    """Yield each key of the configuration that is not as it is by default."""
    default = Config()
    changed = [
        field.name for field in fields(Config) if getattr(config, field.name) != getattr(default, field.name)
    ]
    if not changed:
        yield Item("defaults", f"{CONFIG_NAME} is not there, or changes nothing")
    for name in changed:
        yield Item(_KEYS.get(name, name), _written(getattr(config, name)))


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(
            f"{key} = {_written(one)}" if isinstance(one, str | tuple) else str(key)
            for key, one in value.items()
        )
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
