from __future__ import annotations

import pytest

from vaultgoals.config import Config, parse_config
from vaultgoals.errors import ConfigError
from vaultgoals.model import Duration, Kind, Role, State

EVERY_KEY = """
output = "Notes/Gaps/"
timezone = "Europe/Lisbon"
stalled_after = "6w"
settings_folder = ".obsidian-laptop"
ignore = ["/Archive/", "Private.md"]
templates = "Forms"

[fields]
goal = ["epic", "objective"]
status = "stage"

[statuses]
done = ["live", "in the wild"]
waiting = "parked"

[folders]
"/Goals/" = "goal"
"Areas/Specs" = "spec"

[rules]
select = ["VG303"]
ignore = "goal-without-why"
"""


def refused(text: str) -> str:
    """Return the sentence with which a configuration is refused."""
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    return str(caught.value)


def test_every_key_is_read() -> None:
    """Each documented key arrives in its field, folders without slashes at their ends, one text as a list."""
    assert parse_config(EVERY_KEY) == Config(
        output="Notes/Gaps",
        timezone="Europe/Lisbon",
        stalled_after=Duration(6, "w"),
        settings_folder=".obsidian-laptop",
        ignore=("Archive", "Private.md"),
        templates=("Forms",),
        fields={Role.SERVES: ("epic", "objective"), Role.STATUS: ("stage",)},
        statuses={"live": State.DONE, "in the wild": State.DONE, "parked": State.WAITING},
        folders={"Goals": Kind.GOAL, "Areas/Specs": Kind.SPEC},
        select=("VG303",),
        ignore_rules=("goal-without-why",),
    )


def test_nothing_need_be_set() -> None:
    """An empty file means the defaults: the folder Gaps, the system's zone, 30 days, .obsidian."""
    config = parse_config("")

    assert config == Config()
    assert (config.output, config.timezone, config.settings_folder) == ("Gaps", "", ".obsidian")
    assert config.stalled_after == Duration(30, "d")


def test_a_number_of_days_is_a_span() -> None:
    """A bare number under stalled_after counts days."""
    assert parse_config("stalled_after = 45").stalled_after == Duration(45, "d")


def test_an_empty_time_zone_is_the_default() -> None:
    """A zone that is left empty is the system's, as without the line."""
    assert parse_config('timezone = ""') == Config()


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    """A file saved by Notepad, with a byte order mark, reads like any other."""
    assert parse_config('\ufeffoutput = "Out"').output == "Out"


@pytest.mark.parametrize(
    ("text", "wrong", "meant"),
    [
        ('ouput = "Gaps"', "'ouput'", "'output'"),
        ("[field]", "'field'", "'fields'"),
        ('[fields]\nimplments = "x"', "'implments'", "'implements'"),
        ('[statuses]\ndune = "x"', "'dune'", "'done'"),
        ('[rules]\nselct = "x"', "'selct'", "'select'"),
    ],
)
def test_a_misspelt_key_is_told_with_the_one_that_was_meant(text: str, wrong: str, meant: str) -> None:
    """An unknown key is refused by name, with the nearest known one."""
    assert wrong in refused(text)
    assert f"did you mean {meant}?" in refused(text)


def test_a_key_like_no_other_is_told_with_all_that_are_known() -> None:
    """An unknown key with no near neighbour is answered with the list of known keys."""
    assert refused("zzz = 1") == (
        "vaultgoals.toml: unknown key 'zzz'; known keys: commands, cycles, fields, folders, ignore, "
        "output, rules, settings_folder, stalled_after, statuses, templates, timezone"
    )


def test_bad_toml_is_told_with_its_line() -> None:
    """What is no TOML is refused with the line and column where it stops being one."""
    assert "line 2, column 10" in refused('output = "Gaps"\nignore = oops\n')


@pytest.mark.parametrize(
    "text",
    [
        "output = 3",
        "timezone = 1",
        'timezone = "Atlantis/Capital"',
        'timezone = "../../etc/localtime"',
        'timezone = "Europe"',
        'stalled_after = "soon"',
        "stalled_after = 0",
        "stalled_after = true",
        "stalled_after = 1.5",
        'settings_folder = "obsidian"',
        'settings_folder = ".."',
        'settings_folder = "./.obsidian"',
        'settings_folder = ".a/../../b"',
        "ignore = 1",
        'ignore = ["a", 2]',
        "templates = { a = 1 }",
        'fields = "goal"',
        "[fields]\ngoal = 1",
        "statuses = []",
        "[statuses]\ndone = 1",
        'folders = ["Goals"]',
        '[folders]\nGoals = "gaol"',
        '[folders]\nGoals = ["goal"]',
        "[folders.Goals]\nkind = 1",
        "rules = 1",
        "[rules]\nselect = 1",
    ],
)
def test_a_value_of_the_wrong_shape_is_one_sentence(text: str) -> None:
    """A value that cannot be taken is refused by the name of its key, never with another error."""
    key = text.replace("[", "").replace("]", "").split("=")[0].split(".")[0].split()[0]

    assert key in refused(text)


def test_one_word_cannot_be_two_states() -> None:
    """A status word that stands under two states is refused: nobody could say which holds."""
    text = '[statuses]\ndone = ["shipped"]\nwaiting = ["shipped"]'

    assert refused(text) == "vaultgoals.toml: [statuses] has 'shipped' under done and under waiting"


@pytest.mark.parametrize(
    "folder",
    [
        "", "/", ".", "..", "../Gaps", "Gaps/..", "a/../b", "./Gaps", "a//b", "/Gaps", "/etc/gaps", "C:",
        "C:\\\\Gaps", "C:/Gaps", "a\\\\b", "~/Gaps:x", ".obsidian", ".git/hooks", "Gaps/.hidden", "Gaps.",
        "Gaps./x", "Gaps ", " Gaps", "x/ Gaps", "CON", "nul", "aux.d", "a/COM1", "lpt9.x", "a*b", "a?b",
        "a|b", "a#b", "a^b", "a[b", "a]b", "a%%b", 'a\\"b', "a<b", "a\\u0000b", "a\\nb", "a\\u007fb",
        "a\\u0085b",
    ],
)  # fmt: skip
def test_an_output_folder_that_could_do_harm_is_refused(folder: str) -> None:
    """Only a plain folder inside the vault can hold generated notes, on every system alike."""
    assert "output must be a folder inside the vault, such as 'Gaps'" in refused(f'output = "{folder}"')


@pytest.mark.parametrize("folder", ["Gaps", "90 System/Gaps", "Lücken", "CONTENT", "v1.2", "ギャップ", "a~b"])
def test_an_ordinary_output_folder_is_taken(folder: str) -> None:
    """Folders as people name them are taken as they stand."""
    assert parse_config(f'output = "{folder}"').output == folder
