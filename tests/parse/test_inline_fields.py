from __future__ import annotations

import pytest

from vaultgoals.model import Note, fold_key
from vaultgoals.parse.body import read_body
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note


def fields(text: str) -> list[tuple[str, str, int]]:
    """Read the inline fields of a body: key, value, line."""
    found = read_body(text, 1, Dialect(), want_links=False).fields
    return [(one.key, one.value, one.line) for one in found]


def note(text: str) -> Note:
    """Read a note."""
    return read_note("Note.md", text, Dialect())


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("weight:: 80", "weight", "80"),
        ("Weight::80", "weight", "80"),
        ("Body Weight:: 80", "bodyweight", "80"),
        ("body-weight:: 80", "bodyweight", "80"),
        ("body_weight:: 80", "bodyweight", "80"),
        ("**Weight**:: 80", "weight", "80"),
        ("**Weight::** 80", "weight", "80"),
        ("_Weight_:: 80", "weight", "80"),
        ("- weight:: 80", "weight", "80"),
        ("1. weight:: 80", "weight", "80"),
        ("> weight:: 80", "weight", "80"),
        ("> [!info] Day (weight:: 80)\n> text", "weight", "80"),
        ("🏋 lift:: 80", "🏋lift", "80"),
        ("Clé:: 80", "clé", "80"),
        ("Cle\u0301:: 80", "clé", "80"),
        ("weight::", "weight", ""),
        ("weight:: a:: b", "weight", "a:: b"),
        ("weight:: **80**", "weight", "80"),
        ("up:: [[A|b]]", "up", "[[A|b]]"),
        ("# weight:: 80", "weight", "80"),
        ("I ate [kcal:: 80] today", "kcal", "80"),
        ("I ate (kcal:: 80) today", "kcal", "80"),
        ("- I ate [kcal:: 80]", "kcal", "80"),
        ("See [up:: [[A]], [[B]]] there", "up", "[[A]], [[B]]"),
        ("See (up:: a (b) c) there", "up", "a (b) c"),
        ("Total: 5 [kcal:: 80]", "kcal", "80"),
        ("- [1] with a footnote's box (kcal:: 80)", "kcal", "80"),
    ],
)
def test_a_field_is_read_in_each_form(text: str, key: str, value: str) -> None:
    """A whole line, brackets and parentheses hold a field; its key is folded."""
    assert fields(text) == [(key, value, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "weight: 80",
        "weight::: 80",
        ":: 80",
        "http://example.org/a::b",
        "`weight:: 80`",
        "`[weight:: 80]`",
        "```\nweight:: 80\n```",
        "~~~\n[weight:: 80]\n~~~",
        "text\n\n    weight:: 80",
        "- item\n\n  ```\n  weight:: 80\n  ```",
        "%% weight:: 80 %%",
        "%%\nweight:: 80\n%%",
        "<!-- weight:: 80 -->",
        "<!--\nweight:: 80\n-->",
        "text <!-- [weight:: 80] -->",
        "a [b] c:: 80",
        "{weight}:: 80",
        "[weight: 80]",
        "[weight:: 80",
        "\\[weight:: 80\\]",
        "[a [b:: 80",
        "(a (b:: 80",
        "x" * 32768 + " [weight:: 80]",
        "weight:: " + "8" * 32768,
    ],
)
def test_a_near_miss_is_no_field(text: str) -> None:
    """URLs, code, comments, brackets that do not close, and lines beyond 32,768 characters hold none."""
    assert fields(text) == []


def test_a_line_of_exactly_the_longest_length_is_read() -> None:
    """A line of 32,768 characters still holds its field."""
    tail = " [weight:: 80]"

    assert fields("x" * (32768 - len(tail)) + tail) == [("weight", "80", 1)]


def test_many_fields_stand_on_one_line() -> None:
    """Beside bracketed fields the rest of the line is text, even where it has two colons."""
    assert fields("a:: [b:: 1] and (c:: 2)") == [("b", "1", 1), ("c", "2", 1)]


def test_each_line_of_a_paragraph_is_a_line() -> None:
    """Fields of one paragraph stand on their own lines."""
    assert fields("a:: 1\nb:: 2  \nc:: 3\\\nd:: 4") == [
        ("a", "1", 1),
        ("b", "2", 2),
        ("c", "3", 3),
        ("d", "4", 4),
    ]


@pytest.mark.parametrize(
    ("value", "number"),
    [("80", 80.0), ("-0.5", -0.5), ("1e3", 1000.0), ('"80"', 80.0), ("010", 10.0)],
)
def test_numbers_in_properties_and_fields_are_measurements(value: str, number: float) -> None:
    """A property's number counts quoted or not, a field's as written; both know their line."""
    found = note(f"---\nBody weight: {value}\n---\nBody-weight:: {value.strip(chr(34))}\n").measurements

    assert [(one.key, one.value, one.line) for one in found] == [
        ("bodyweight", number, 2),
        ("bodyweight", number, 4),
    ]


@pytest.mark.parametrize("value", ["-0", "-0.0", "-0e5"])
def test_a_zero_has_no_sign(value: str) -> None:
    """Two zeros are equal, and so they are told alike."""
    found = note(f"---\nweight: {value}\n---\nweight:: {value}\n").measurements

    assert [repr(one.value) for one in found] == ["0.0", "0.0"]


@pytest.mark.parametrize(
    "value", ["80 kg", "1,5", "true", "12:30", ".inf", ".nan", "2026-11-21", "[[80]]", "", "9" * 400]
)
def test_what_is_no_finite_number_is_no_measurement(value: str) -> None:
    """Units, words, times, dates and infinity measure nothing."""
    assert note(f"---\nweight: {value}\n---\nweight:: {value}\n").measurements == ()


def test_a_colon_typed_twice_is_no_part_of_a_key() -> None:
    """``goal:: x`` in frontmatter names the goal, as in a line; a colon before a dash is another key."""
    spellings = ("Last verified", "last-verified:", "last_verified ::", "LAST_VERIFIED")
    assert {fold_key(key) for key in spellings} == {"lastverified"}
    assert fold_key("last_verified:-") != "lastverified"
