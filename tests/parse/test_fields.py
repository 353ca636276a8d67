from __future__ import annotations

import pytest

from vaultgoals.config import parse_config
from vaultgoals.model import Note, Reference, Role, Trouble
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.fields import ALIASES
from vaultgoals.parse.note import read_note
from vaultgoals.profiles.obsidian import ObsidianSettings


def read(properties: str, config: str = "", path: str = "Note.md") -> Note:
    """Read a note of these properties, with this text of a config."""
    dialect = Dialect.of(parse_config(config), ObsidianSettings())
    return read_note(path, f"---\n{properties}\n---\n", dialect)


def targets(references: tuple[Reference, ...]) -> list[str]:
    """Return what is pointed at."""
    return [one.target for one in references]


def told(found: Note) -> list[tuple[str, str, int]]:
    """Return name, subject and line of what was read by guess."""
    return [(one.name, one.subject, one.line) for one in found.problems if one.trouble is Trouble.GUESSED]


LINKS = {
    Role.SERVES: "serves",
    Role.IMPLEMENTS: "implements",
    Role.IMPLEMENTED_BY: "implemented_by",
    Role.BLOCKED_BY: "blocked_by",
    Role.EVIDENCE: "evidence",
    Role.VERIFIED_BY: "verified_by",
}


@pytest.mark.parametrize(
    ("role", "key"), [(role, key) for role in LINKS for key in (role.value, *ALIASES.get(role, ()))]
)
def test_every_relation_is_read_under_each_of_its_names(role: Role, key: str) -> None:
    """Canonical keys and aliases, in any case and with dashes or spaces, hold links as text or list."""
    for name in (key, key.upper(), key.replace("_", "-"), key.replace("_", " ")):
        found = read(f'{name}:\n  - "[[A]]"\n  - "[b](B.md)"\n  - plain')
        assert targets(getattr(found, LINKS[role])) == ["A", "B.md", "plain"]
        assert found.line_of(role) == 2


@pytest.mark.parametrize("key", ["up", "parent", "project", "projects", "Parent"])
def test_structure_keys_are_read_beside_goal(key: str) -> None:
    """Keys of maps of content serve too, and displace nothing."""
    found = read(f'goal: "[[A]]"\n{key}: "[[B]]"')

    assert [(one.key, one.target) for one in found.serves] == [("goal", "A"), (key, "B")]
    assert told(found) == []


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ("goal: [[A]]", ["A"]),
        ("goal: [[A|b]]", ["A"]),
        ("goals:\n  - [[A]]\n  - [[B]]", ["A", "B"]),
        ("up: [[A]]", ["A"]),
    ],
)
def test_an_unquoted_link_is_read_as_meant_and_told(properties: str, found: list[str]) -> None:
    """YAML takes it for a list in a list; each is told with its line."""
    note = read(properties)

    assert targets(note.serves) == found
    assert [name for name, _, _ in told(note)] == ["unquoted-link"] * len(found)
    assert [line for *_, line in told(note)] == ([2] if "\n" not in properties else [3, 4])


@pytest.mark.parametrize(
    ("properties", "used", "subject"),
    [
        ('goal: "[[A]]"\nsupports: "[[B]]"', "A", ("alias-beside-canonical", "supports", 3)),
        ('supports: "[[B]]"\ngoal: "[[A]]"', "A", ("alias-beside-canonical", "supports", 2)),
        ('goals: "[[A]]"\nsupports: "[[B]]"', "A", ("alias-beside-canonical", "supports", 3)),
        ('Goal: "[[B]]"\ngoal: "[[A]]"', "A", ("alias-beside-canonical", "Goal", 2)),
        ('goal: "[[A]]"\nsupports: "[[A]]"', "A", None),
        ('goal:\nsupports: "[[A]]"', "A", None),
        ('goal: []\nsupports: "[[A]]"', "A", None),
    ],
)
def test_the_canonical_key_wins_over_its_alias(
    properties: str, used: str, subject: tuple[str, str, int] | None
) -> None:
    """Of two keys that say different things one is used and the other told; an empty one does not stand."""
    found = read(properties)

    assert targets(found.serves) == [used]
    assert told(found) == ([subject] if subject else [])


OWN = """
[fields]
goal = ["ziel", "project"]
success_criteria = ["verification"]
due = ["fällig"]
evidence = ["references"]
"""


def test_the_users_own_names_are_read_between_canonical_key_and_aliases() -> None:
    """The canonical key wins over the user's, and these over the aliases."""
    assert targets(read('Ziel: "[[A]]"', OWN).serves) == ["A"]
    assert targets(read('goals: "[[B]]"\nziel: "[[A]]"', OWN).serves) == ["A"]
    assert targets(read('ziel: "[[B]]"\ngoal: "[[A]]"', OWN).serves) == ["A"]
    assert read("fa\u0308llig: 2026-11-20", OWN).due is not None


def test_a_key_that_the_user_has_named_means_that_alone() -> None:
    """An alias, or a key of maps, that the config gives a meaning of its own keeps no other."""
    found = read('verification: It sleeps\nreferences: "[[A]]"\nproject: "[[B]]"', OWN)

    assert [one.text for one in found.criteria] == ["It sleeps"]
    assert (found.checks, found.implemented_by) == ((), ())
    assert (targets(found.evidence), targets(found.serves)) == (["A"], ["B"])
