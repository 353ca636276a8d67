from __future__ import annotations

import json

import pytest

from vaultgoals.model import State
from vaultgoals.profiles.obsidian import (
    SETTINGS_FILES,
    TASK_STATES,
    ObsidianSettings,
    daily_pattern,
    read_settings,
)

TASKS = "plugins/obsidian-tasks-plugin/data.json"
PERIODIC = "plugins/periodic-notes/data.json"


def settings(**texts: object) -> ObsidianSettings:
    """Read settings given as values by file: ``app``, ``daily``, ``templates``, ``tasks`` ..."""
    names = {
        "app": "app.json",
        "daily": "daily-notes.json",
        "templates": "templates.json",
        "tasks": TASKS,
        "periodic": PERIODIC,
        "templater": "plugins/templater-obsidian/data.json",
    }
    found, notices = read_settings({names[key]: json.dumps(value) for key, value in texts.items()})
    assert notices == ()
    return found


def test_without_files_obsidians_defaults_hold() -> None:
    """A vault without settings has daily notes at its root by date, shortest wikilinks and no filter."""
    assert settings() == ObsidianSettings()
    assert ObsidianSettings().daily_format == "YYYY-MM-DD"
    assert ObsidianSettings().task_states == TASK_STATES


def test_every_file_is_read() -> None:
    """Each of the settings files gives what it is asked for."""
    found = settings(
        app={"userIgnoreFilters": ["Archive/", "/x/", 3, ""], "newLinkFormat": "relative",
             "useMarkdownLinks": True},
        daily={"folder": "/Journal/", "format": "YYYYMMDD"},
        templates={"folder": "Forms/"},
        templater={"templates_folder": "More/Forms"},
        tasks={"globalFilter": " #task "},
    )  # fmt: skip

    assert found.ignore == ("Archive/", "/x/")
    assert (found.link_form, found.markdown_links) == ("relative", True)
    assert (found.daily_folder, found.daily_format) == ("Journal", "YYYYMMDD")
    assert found.templates == ("Forms", "More/Forms")
    assert found.global_filter == "#task"


@pytest.mark.parametrize("name", SETTINGS_FILES)
@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", "[" * 100_000, "9" * 5000, "\x00"])
def test_a_broken_file_is_told_and_passed_over(name: str, text: str) -> None:
    """A file that is no JSON object is told by name; the settings are those of a vault without it."""
    found, notices = read_settings({name: text})

    assert found == ObsidianSettings()
    assert [(notice.path, notice.name) for notice in notices] == [(name, "settings-unreadable")]


def test_one_broken_file_takes_no_other_with_it() -> None:
    """Beside a broken file the others hold."""
    found, notices = read_settings({"app.json": "{", "templates.json": '{"folder": "T"}'})

    assert found.templates == ("T",)
    assert len(notices) == 1


def test_a_byte_order_mark_breaks_no_file() -> None:
    """A settings file with a byte order mark is read."""
    assert read_settings({"app.json": '\ufeff{"useMarkdownLinks": true}'})[0].markdown_links


@pytest.mark.parametrize(
    "app",
    [
        {"newLinkFormat": "sideways"},
        {"newLinkFormat": 3},
        {"useMarkdownLinks": "true"},
        {"userIgnoreFilters": "Archive"},
        {"userIgnoreFilters": None},
    ],
)
def test_a_value_of_another_shape_counts_as_unset(app: object) -> None:
    """A value that Obsidian would not have written is as good as none."""
    assert settings(app=app) == ObsidianSettings()


def test_periodic_notes_come_before_the_core_plugin() -> None:
    """Where Periodic Notes keeps the daily notes, its folder and format hold, not the core plugin's."""
    core = {"folder": "Core", "format": "YYYYMMDD"}
    daily = {"enabled": True, "folder": "Periodic", "format": "YYYY/MM/YYYY-MM-DD"}

    found = settings(daily=core, periodic={"daily": daily})

    assert (found.daily_folder, found.daily_format) == ("Periodic", "YYYY/MM/YYYY-MM-DD")


@pytest.mark.parametrize("daily", [{"enabled": False, "folder": "P"}, {"folder": "P"}, None, []])
def test_periodic_notes_that_are_switched_off_do_not_count(daily: object) -> None:
    """Daily notes that Periodic Notes does not keep are the core plugin's."""
    found = settings(daily={"folder": "Core"}, periodic={"daily": daily})

    assert (found.daily_folder, found.daily_format) == ("Core", "YYYY-MM-DD")


def test_the_active_calendar_set_of_periodic_notes_counts() -> None:
    """In the settings of Periodic Notes 1.0 the day of the active calendar set holds."""
    sets = [
        {"id": "Old", "day": {"enabled": True, "folder": "Old", "format": ""}},
        {"id": "Mine", "day": {"enabled": True, "folder": "Mine", "format": "YYYY.MM.DD"}},
    ]

    found = settings(periodic={"calendarSets": sets, "activeCalendarSet": "Mine"})
    none = settings(periodic={"calendarSets": sets, "activeCalendarSet": "Gone"}, daily={"folder": "Core"})

    assert (found.daily_folder, found.daily_format) == ("Mine", "YYYY.MM.DD")
    assert none.daily_folder == "Core"


def test_the_users_own_task_symbols_are_read() -> None:
    """Symbols that the user gave a type have it, the plugin's own ones included; what is no status is not."""
    statuses = {
        "coreStatuses": [{"symbol": "x", "type": "DONE"}, {"symbol": "/", "type": "TODO"}],
        "customStatuses": [
            {"symbol": "h", "type": "ON_HOLD"},
            {"symbol": "!", "type": "IN_PROGRESS"},
            {"symbol": "c", "type": "CANCELLED"},
            {"symbol": "i", "type": "NON_TASK"},
            {"symbol": "日", "type": "DONE"},
            {"symbol": "two", "type": "DONE"},
            {"symbol": "?", "type": "MAYBE"},
            "not a table",
        ],
    }

    found = settings(tasks={"statusSettings": statuses})

    assert found.task_states == {
        **TASK_STATES, "/": State.OPEN, "h": State.WAITING, "!": State.ACTIVE, "c": State.DROPPED, "i": None,
        "日": State.DONE,
    }  # fmt: skip


@pytest.mark.parametrize("value", [None, [], {"coreStatuses": "x"}, {"customStatuses": [None, 3]}])
def test_statuses_of_another_shape_leave_the_plugins_own(value: object) -> None:
    """Status settings that are none leave the Tasks plugin's own symbols."""
    assert settings(tasks={"statusSettings": value}).task_states == TASK_STATES


@pytest.mark.parametrize(
    ("folder", "form", "path", "day"),
    [
        ("", "YYYY-MM-DD", "2026-11-21.md", ("2026", "11", "21")),
        ("Daily", "YYYY-MM-DD", "Daily/2026-11-21.md", ("2026", "11", "21")),
        ("0. Notes", "YYYY/[Daily]/MM/YYYY-MM-DD", "0. Notes/2026/Daily/11/2026-11-21.md", ("2026",
        "11", "21")),
        ("", "YYYYMMDD", "20261121.md", ("2026", "11", "21")),
        ("", "DD.MM.YYYY", "21.11.2026.md", ("2026", "11", "21")),
        ("J", "YYYY/[W]ww/YYYY-MM-DD", "J/2026/W47/2026-11-21.md", ("2026", "11", "21")),
        ("", "GGGG-[W]WW/YYYY-MM-DD dddd", "2026-W47/2026-11-21 Saturday.md", ("2026", "11", "21")),
        ("", "dddd YYYY-MM-DD", "segunda-feira 2026-11-23.md", ("2026", "11", "23")),
        ("", "YYYY-MM-DD dddd", "2026-11-23 सोमवार.md", ("2026", "11", "23")),
        ("", "MMM/YYYY-MM-DD", "nov./2026-11-21.md", ("2026", "11", "21")),
        ("", "[a+b (c)] YYYY-MM-DD", "a+b (c) 2026-11-21.md", ("2026", "11", "21")),
        ("", "YYYY-MM-DD", "2026-11-21.MD", ("2026", "11", "21")),
    ],
)  # fmt: skip
def test_a_daily_note_is_known_by_its_path(
    folder: str, form: str, path: str, day: tuple[str, str, str]
) -> None:
    """A path that the folder and format of the daily notes would give carries its day."""
    pattern = daily_pattern(folder, form)
    assert pattern is not None
    match = pattern.fullmatch(path)
    assert match is not None
    assert (match["year"], match["month"], match["day"]) == day


@pytest.mark.parametrize(
    ("folder", "form", "path"),
    [
        ("", "YYYY-MM-DD", "2026-11-21 Platform meeting.md"),
        ("", "YYYY-MM-DD dddd", "2026-11-21 Platform meeting.md"),
        ("", "YYYY-MM-DD", "Sub/2026-11-21.md"),
        ("Daily", "YYYY-MM-DD", "2026-11-21.md"),
        ("", "YYYY-MM-DD", "2026-11-21.txt"),
        ("", "YYYY.MM.DD", "2026-11-21.md"),
        ("", "YYYY/YYYY-MM-DD", "2025/2026-11-21.md"),
        ("", "MM/YYYY-MM-DD", "10/2026-11-21.md"),
    ],
)
def test_another_path_is_no_daily_note(folder: str, form: str, path: str) -> None:
    """A path that the format would not give, or that contradicts itself, is no daily note."""
    pattern = daily_pattern(folder, form)
    assert pattern is not None
    assert pattern.fullmatch(path) is None


@pytest.mark.parametrize(
    "form", ["Do MMMM YYYY", "YYYY-M-D", "YYYY-DDD", "YY-MM-DD", "YYYY-MM", "[YYYY]-MM-DD", ""]
)
def test_a_format_that_spells_no_day_in_numbers_gives_no_pattern(form: str) -> None:
    """A format with letters that are not understood, or without year, month and day, is left alone."""
    assert daily_pattern("Daily", form) is None
