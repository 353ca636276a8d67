"""A role filled in in the frontmatter of a note to be made: it says what was given, and the rest stays."""

from __future__ import annotations

import pytest

from vaultgoals.model import Role
from vaultgoals.parse.fields import key_table
from vaultgoals.parse.one_key import Refused
from vaultgoals.parse.put_key import Filled, property_of, put_key

KEYS = key_table({Role.WHY: ("warum",)})


def put(text: str, role: Role, *values: str, key: str = "", as_list: bool = False) -> Filled | Refused:
    """Fill in a role, under its own name where no other is given."""
    return put_key(text, role, key or role.value, values, KEYS, as_list=as_list)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", "---\nwhy: x\n---\n"),
        ("Text.\n", "---\nwhy: x\n---\nText.\n"),
        ("Text", "---\nwhy: x\n---\nText"),
        ("a\r\nb\n", "---\r\nwhy: x\r\n---\r\na\r\nb\n"),
        ("a\rb", "---\rwhy: x\r---\ra\rb"),
        ("\ufeffText.\n", "\ufeff---\nwhy: x\n---\nText.\n"),
        ("---\n---\nText.\n", "---\nwhy: x\n---\nText.\n"),
        ("---\n# only this\n---\n", "---\n# only this\nwhy: x\n---\n"),
        ("---\na: 1\n---\nText.\n", "---\na: 1\nwhy: x\n---\nText.\n"),
        ("---\r\na: 1\r\n---\r\nText.\r\n", "---\r\na: 1\r\nwhy: x\r\n---\r\nText.\r\n"),
        ("---\na:\n  - 1\n\n# end\n---\n---\n", "---\na:\n  - 1\n\n# end\nwhy: x\n---\n---\n"),
    ],
)
def test_where_nothing_means_it_a_key_is_added_behind_all_others(text: str, filled: str) -> None:
    """A new key is the last of its block, a new block the first of its note, with the note's line ends."""
    assert put(text, Role.WHY, "x") == Filled(filled, "why")


@pytest.mark.parametrize(
    ("text", "filled", "key"),
    [
        ("---\nwhy:\n---\n", "---\nwhy: x\n---\n", "why"),
        ("---\nwhy: old\nb: 2\n---\n", "---\nwhy: x\nb: 2\n---\n", "why"),
        ("---\na: 1\nWhy : old\n---\n", "---\na: 1\nWhy : x\n---\n", "Why"),
        ('---\n"why" : old\n---\n', '---\n"why" : x\n---\n', "why"),
        ("---\n'why': old # here\n---\n", "---\n'why': x\n---\n", "why"),
        ("---\nwhy: # here\n---\n", "---\nwhy: x # here\n---\n", "why"),
        ("---\nwhy: old # here\n---\n", "---\nwhy: x\n---\n", "why"),
        ("---\nintent: old\n---\n", "---\nintent: x\n---\n", "intent"),
        ("---\nwarum: old\n---\n", "---\nwarum: x\n---\n", "warum"),
        ("---\nwhy: |\n  two\n  lines\n\n# rest\nb: 2\n---\n", "---\nwhy: x\n\n# rest\nb: 2\n---\n", "why"),
        ("---\nwhy: |\n  two\n\nb: 2\n---\n", "---\nwhy: x\n\nb: 2\n---\n", "why"),
        ("---\nwhy:\n  - a\nb: 2\n---\n", "---\nwhy:\n  - x\nb: 2\n---\n", "why"),
        ("---\nwhy: [a, b]\n  # within\n\n---\n", "---\nwhy:\n  - x\n  # within\n\n---\n", "why"),
        ("---\r\nwhy: old\r\nb: 2\r\n---\r\n", "---\r\nwhy: x\r\nb: 2\r\n---\r\n", "why"),
    ],
)
def test_a_key_that_means_it_takes_the_value(text: str, filled: str, key: str) -> None:
    """The note's own key stays as it is spelt; its old value goes, with all of its lines and none besides."""
    assert put(text, Role.WHY, "x") == Filled(filled, key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("---\nwhy:\nintent: old\n---\n", "intent"),
        ("---\nintent: old\nwhy: old\n---\n", "why"),
        ("---\nintent:\nwarum:\nwhy:\n---\n", "why"),
        ("---\nintent:\nwarum:\n---\n", "warum"),
        ("---\nWhy: a\nwhy: b\n---\n", "why"),
        ("---\nwhy : a\nWhy: b\n---\n", "why"),
        ("---\nWHY: a\nWhy: b\n---\n", "WHY"),
        ("---\nother: a\n---\n", None),
        ("No frontmatter.\n", None),
    ],
)
def test_the_key_with_a_value_and_the_best_name_is_taken(text: str, key: str | None) -> None:
    """Of several keys that mean the same: one with a value, then the better name, then the first."""
    found = property_of(text, Role.WHY, KEYS)

    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("values", "as_list", "written"),
    [
        (("a",), False, "goal: a\n"),
        (("a",), True, "goal:\n  - a\n"),
        (("a", "b"), False, "goal:\n  - a\n  - b\n"),
        ((), True, "goal:\n"),
    ],
)
def test_several_values_are_a_list(values: tuple[str, ...], as_list: bool, written: str) -> None:
    """One value stands beside its key unless a list was asked for; several stand below it."""
    assert put("", Role.SERVES, *values, as_list=as_list) == Filled(f"---\n{written}---\n", "goal")
    assert put("---\ngoal: x\n---\n", Role.SERVES, *values, as_list=as_list) == Filled(
        f"---\n{written}---\n", "goal"
    )
    assert put("---\na: 1\n---\n", Role.SERVES, *values, as_list=as_list) == Filled(
        f"---\na: 1\n{written}---\n", "goal"
    )


@pytest.mark.parametrize("text", ["", "---\na: 1\n---\n"])
@pytest.mark.parametrize(("key", "written"), [("on", '"on"'), ("my goal", "my goal"), ("12", '"12"')])
def test_a_new_key_is_quoted_where_it_would_be_read_as_something_else(
    text: str, key: str, written: str
) -> None:
    """Also the user's own name of a role is a key, whatever it looks like."""
    made = put(text, Role.SERVES, "x", key=key)

    assert isinstance(made, Filled)
    assert f"\n{written}: x\n---\n" in made.text
    assert made.key == key


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("---\nwhy: x\n", "its frontmatter is not closed, or does not begin on the first line", 1),
        ("\n---\nwhy: x\n---\n", "its frontmatter is not closed, or does not begin on the first line", 1),
        ("---\na: 1\nb: [\n---\n", "the bracket that opens here is never closed", 3),
        ("---\na: 1\n b: 2\n---\n", "", 3),
        ("---\n- a\n---\n", "its frontmatter is not a list of keys and values", 2),
        ("---\n\nword\n---\n", "its frontmatter is not a list of keys and values", 3),
        (
            "---\n{a: 1}\n---\n",
            "its frontmatter is written in braces, or its keys do not start their lines",
            2,
        ),
        ("---\n{}\n---\n", "its frontmatter is written in braces, or its keys do not start their lines", 2),
        (
            "---\n a: 1\n---\n",
            "its frontmatter is written in braces, or its keys do not start their lines",
            2,
        ),
        ("---\n# c\n? why\n: x\n---\n", "its frontmatter is written in braces", 3),
        ("---\nwhy:: x\n---\n", "the key `why` is not written as `key: value`", 2),
    ],
)
def test_what_cannot_be_filled_in_line_by_line_is_refused(text: str, reason: str, line: int) -> None:
    """A block that is not one key a line is left alone, and it is said why and where."""
    made = put(text, Role.WHY, "x")

    assert isinstance(made, Refused), made
    assert reason in made.reason
    assert made.line == line
