from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.rollup.generated import Generated, Untouched, is_generated, written

NOTE = Generated(
    {"type": "gap-report", "gaps": 2, "gaps_VG203": 1, "oldest_gap": "2026-11-10"}, (("gaps", "One."),)
)
NEXT = Generated({"type": "gap-report", "gaps": 0}, (("gaps", "None."),))


def text_of(note: Generated, existing: str | None = None, *, force: bool = False) -> str:
    """Return the text of a note that is written."""
    text = written(note, existing, force=force)
    assert isinstance(text, str)
    return text


def test_a_new_note_has_our_frontmatter_and_regions() -> None:
    """Where nothing stands the note is its properties, the two that mark it as ours, and its regions."""
    text = text_of(
        Generated({"type": "x", "n": 1, "flag": True, "when": "2026-11-21"}, (("a", "A"), ("b", "B")))
    )

    assert text.startswith(
        "---\ntype: x\nn: 1\nflag: true\nwhen: 2026-11-21\n"
        "generated_by: vaultgoals\nvaultgoals_ignore: true\n---\n"
    )
    assert text.count("<!-- vaultgoals:begin") == 2
    assert is_generated(text)


def test_writing_the_same_changes_no_byte() -> None:
    """A note that says what it should is the same text again, with either line end."""
    text = text_of(NOTE)

    assert text_of(NOTE, text) == text
    assert text_of(NOTE, text.replace("\n", "\r\n")) == text.replace("\n", "\r\n")


def test_what_needs_no_writing_is_not_looked_at_for_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of rollups are as they were on most days: such a text is compared and given back."""
    text = text_of(NOTE)
    monkeypatch.delattr("vaultgoals.rollup.generated.find")

    assert text_of(NOTE, text) is text


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_a_user_added_stays(ending: str) -> None:
    """Text above, between and below, and properties of the user's own, are there after the next writing."""
    first = text_of(NOTE).replace(
        "---\n<!--", "mood: calm\ntags:\n  - a\n- b\n# a comment\n---\nAbove.\n\n<!--"
    )
    first = f"{first}\nBelow.  \n\n\n".replace("\n", ending)

    second = text_of(NEXT, first)

    assert second == (
        text_of(NEXT).replace("---\n<!--", "mood: calm\ntags:\n  - a\n- b\n# a comment\n---\nAbove.\n\n<!--")
        + "\nBelow.  \n\n\n"
    ).replace("\n", ending)
    assert text_of(NEXT, second) == second


@pytest.mark.parametrize(
    "line",
    [
        "goal: mine", "work: mine", "outcome: mine", "goals_note: mine", "gaps_seen: mine", "tasks_for_me: 3",
        "specs: mine", "date: mine", "typed: x", "note: a\u2028type: b", "key: a\x0bgaps: b",
        "x: \x85gaps: 9",
    ],
)  # fmt: skip
def test_a_property_that_this_note_does_not_write_is_the_users(line: str) -> None:
    """Only what this very note writes is ours; a name that another of our notes uses is not."""
    first = text_of(NOTE).replace("---\n<!--", f"{line}\n---\n<!--")

    assert f"\n{line}\n---\n" in text_of(NEXT, first)


def test_our_own_properties_come_and_go() -> None:
    """The count of a rule without a gap, and the oldest gap where there is none, are taken out."""
    second = text_of(NEXT, text_of(NOTE))

    assert second == text_of(NEXT)
    assert "gaps_VG203" not in second


def test_a_byte_order_mark_stays() -> None:
    """A note that an editor saved with a byte order mark keeps it."""
    assert text_of(NEXT, "\ufeff" + text_of(NOTE)) == "\ufeff" + text_of(NEXT)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n", "Mine.", "Mine.  \n\n"])
def test_a_region_that_was_taken_out_comes_back_below(ending: str, tail: str) -> None:
    """A region that somebody deleted is written anew behind the text, of which no byte is lost."""
    front = text_of(NOTE).split("<!--")[0]
    first = f"{front}{tail}".replace("\n", ending)

    second = text_of(NOTE, first)

    assert second.startswith(first)
    assert second.replace("\r\n", "\n").count("\n") == second.count(ending)
    assert text_of(NOTE, second) == second


def test_text_changed_inside_a_region_stays_until_forced() -> None:
    """A region that was edited is not overwritten; with force it is."""
    edited = text_of(NOTE).replace("One.", "One, and mine.")

    refused = written(NEXT, edited)

    assert isinstance(refused, Untouched)
    assert refused.line == edited.splitlines().index(next(x for x in edited.splitlines() if "begin" in x)) + 1
    assert text_of(NEXT, edited, force=True) == text_of(NEXT)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("<!-- vaultgoals:end gaps -->", ""),
        lambda text: text + "\n<!-- vaultgoals:begin gaps sha=0 -->\n",
        lambda text: text.replace("One.", "<<<<<<< HEAD\nOne.\n"),
    ],
)
def test_a_note_whose_markers_are_damaged_is_left(damage: object) -> None:
    """Where markers do not pair, or a merge was left half done, nothing is written, force or not."""
    assert callable(damage)

    assert isinstance(written(NEXT, damage(text_of(NOTE)), force=True), Untouched)


def test_a_note_without_its_frontmatter_is_left() -> None:
    """Where our frontmatter was taken away the note is somebody's."""
    assert isinstance(written(NEXT, text_of(NOTE).split("---\n", 2)[2]), Untouched)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("---\ngenerated_by: vaultgoals\n---\n", True),
        ("\ufeff---\r\ntype: x\r\ngenerated_by: 'vaultgoals'\r\n---\r\n", True),
        ('--- \ngenerated_by : "vaultgoals" # by it\n---', True),
        ("---\ngenerated_by: vaultgoals2\n---\n", False),
        ("---\nx: generated_by: vaultgoals\n---\n", False),
        ("---\ntype: x\n---\ngenerated_by: vaultgoals\n---\n", False),
        ("generated_by: vaultgoals\n", False),
        ("---\ngenerated_by: vaultgoals\n", False),
        ("", False),
    ],
)
def test_a_note_is_ours_only_by_its_frontmatter(text: str, ours: bool) -> None:
    """The mark counts where it is a property, and nowhere else."""
    assert is_generated(text) is ours


keys = st.from_regex(r"[a-z][a-z_]{0,11}", fullmatch=True).filter(
    lambda key: key not in ("type", "gaps", "oldest_gap")
)
values = st.text(st.characters(blacklist_characters="\n\r", blacklist_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(keys, values), max_size=5), st.text(max_size=40))
def test_no_property_and_no_text_of_the_users_is_lost(properties: list[tuple[str, str]], below: str) -> None:
    """Any properties and any text that a user adds are there, character by character, after the next day."""
    own = "".join(
        f"{key}: {value}\n" for key, value in properties if not key.startswith(("generated", "vaultg"))
    )
    first = text_of(NOTE).replace("---\n<!--", f"{own}---\n<!--") + below
    second = written(NEXT, first)

    if isinstance(second, str):
        assert second.startswith(text_of(NEXT).split("---\n<!--")[0] + own + "---\n")
        assert second.endswith(below)
