from __future__ import annotations

import pytest

from vaultgoals.config import parse_config
from vaultgoals.errors import ConfigError
from vaultgoals.model import Command


def refused(text: str) -> str:
    """Return the sentence with which a configuration is refused."""
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    return str(caught.value)


def test_a_command_is_a_list_or_a_table() -> None:
    """A list is the whole definition; a table also says where, how long and with which variables it runs."""
    config = parse_config(
        """
        [commands]
        backup-timer = ["systemctl", "--user", "is-active", "backup.timer"]

        [commands.links]
        run = ["python3", "links.py", ""]
        folder = "/Scripts/"
        limit = 120
        environment = ["TOKEN", "HOME_SERVER", "TOKEN"]
        """
    )

    assert config.commands == {
        "backup-timer": Command("backup-timer", ("systemctl", "--user", "is-active", "backup.timer")),
        "links": Command(
            "links", ("python3", "links.py", ""), "Scripts", limit=120, environment=("HOME_SERVER", "TOKEN")
        ),
    }


@pytest.mark.parametrize(
    ("definition", "complaint"),
    [
        ('x = "rm -rf /"', "[commands] x: no shell reads it"),
        ("x = []", "[commands] x: the list must begin with a program"),
        ('x = [""]', "[commands] x: the list must begin with a program"),
        ('x = ["a", 1]', "[commands] x must be a list of texts"),
        ('x = ["a", "b\\u0000c"]', "[commands] x: an argument cannot hold a null character"),
        ("x = 3", "[commands] x must be a list of texts"),
        ('x = ["a"]\nX = ["b"]', "[commands] 'x' and 'X' differ in case alone"),
        ('"a b" = ["c"]', "[commands] 'a b': write a name of letters"),
        ('x = {folder = "a"}', "[commands] x must be a list of texts"),
        ('x = {run = ["a"], shell = true}', "[commands] x has no 'shell'"),
        ('x = {run = ["a"], folder = "../b"}', "[commands] x folder must be a folder inside the vault"),
        ('x = {run = ["a"], folder = "C:"}', "[commands] x folder must be a folder inside the vault"),
        ('x = {run = ["a"], limit = 0}', "[commands] x limit must be a number of seconds from 1 to 600"),
        ('x = {run = ["a"], limit = 601}', "[commands] x limit must be a number of seconds from 1 to 600"),
        ('x = {run = ["a"], limit = true}', "[commands] x limit must be a number of seconds from 1 to 600"),
        ('x = {run = ["a"], environment = ["A=b"]}', "[commands] x environment must name variables"),
    ],
)
def test_what_is_no_command_is_refused(definition: str, complaint: str) -> None:
    """A definition that is not understood whole is refused, by name and with what to write."""
    assert complaint in refused(f"[commands]\n{definition}\n")


def test_a_misspelt_part_is_told_with_the_one_that_was_meant() -> None:
    """An unknown part of a command is answered with the nearest known one."""
    assert "did you mean 'folder'?" in refused('[commands]\nx = {run = ["a"], foldr = "b"}\n')
