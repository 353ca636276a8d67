from __future__ import annotations

import pytest

from vaultgoals.config import parse_config
from vaultgoals.model import Note, Trouble
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note
from vaultgoals.profiles.obsidian import ObsidianSettings


def read(properties: str, path: str = "Note.md", dialect: Dialect | None = None) -> Note:
    """Read a note of these properties."""
    return read_note(path, f"---\n{properties}\n---\n", dialect or Dialect())


def told(found: Note) -> list[tuple[str, str, int]]:
    """Return name, subject and line of what was read by guess."""
    return [(one.name, one.subject, one.line) for one in found.problems if one.trouble is Trouble.GUESSED]


@pytest.mark.parametrize(
    ("value", "stamp"),
    [
        ("2026-11-21", "2026-11-21"),
        ("'2026-11-21'", "2026-11-21"),
        ('"[[2026-11-21]]"', "2026-11-21"),
        ("[[2026-11-21]]", "2026-11-21"),
        ('"[[Daily/2026-11-21|today]]"', "2026-11-21"),
        ('"[[2026-11-21#Evening]]"', "2026-11-21"),
        ("2026-11-21T09:30", "2026-11-21T09:30"),
        ("2026-11-21 09:30", "2026-11-21T09:30"),
        ("2026-11-21T09:30:00.000Z", "2026-11-21T09:30+00:00"),
        ("2026-11-21T09:30:00+1000", "2026-11-21T09:30+10:00"),
        ("2026-11-21 09:30 -05:00", "2026-11-21T09:30-05:00"),
        ("[2026-11-20, 2026-11-21, 2026-11-19]", "2026-11-21"),
        ("\n  - 2026-11-21\n  - later", "2026-11-21"),
    ],
)
@pytest.mark.parametrize("key", ["due", "deadline", "due_date", "Due-Date"])
def test_every_form_of_a_date_is_read(key: str, value: str, stamp: str) -> None:
    """Days and moments, linked or listed, under each name; of several the latest counts."""
    found = read(f"{key}: {value}")

    assert str(found.due) == stamp
    assert [one for one in told(found) if one[0] == "bad-date"] == []


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "2026-13-45",
        "2026-02-30",
        "2026/11/21",
        "21.11.2026",
        "11/04/2016",
        "1609337624066",
        "Spring 2027",
    ],
)
@pytest.mark.parametrize("key", ["due", "scheduled", "start", "date", "verified_until"])
def test_what_is_no_date_is_told_with_its_key(key: str, value: str) -> None:
    """It counts for nothing, and is no reason to stop."""
    found = read(f"title: A\n{key}: {value}")

    assert getattr(found, key) is None
    assert told(found) == [("bad-date", key, 3)]


@pytest.mark.parametrize(
    "value",
    [
        "2027-06", "2027", "2026-W48", "2026-Q4", "2026 Q4", "Q4 2026", "H1 2027", "April 2027", "Nov 2026",
        "09:00", "9:00 PM", "none", "N/A", "TBD", "'?'", "'-'", "ongoing", "asap", "[2027-06, TBD]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["due", "scheduled", "start", "date"])
def test_a_rough_date_is_no_slip(key: str, value: str) -> None:
    """A month, a quarter, a week, a year, a time of day, or no day at all was meant: nothing is told."""
    found = read(f"title: A\n{key}: {value}")

    assert (getattr(found, key), told(found)) == (None, [])


@pytest.mark.parametrize("value", ["2027-06", "2027", "TBD"])
def test_evidence_holds_until_a_day(value: str) -> None:
    """Of what is judged by the day a rough date is told: it does not count."""
    found = read(f"verified_until: {value}")

    assert (found.verified_until, told(found)) == (None, [("bad-date", "verified_until", 2)])


@pytest.mark.parametrize(
    "value",
    [
        "Thursday, November 19th 2026, 9:00:00 am",
        "November 19, 2026",
        "Nov. 19 2026",
        "19 November 2026",
        "2026/11/19",
        "2026-11-19 9:00 AM",
        "19.11.2026",
    ],
)
def test_a_day_in_another_form_says_that_something_has_moved(value: str) -> None:
    """What a linter or a person writes as the day of the last change is a written date."""
    found = read(f"date modified: {value}")

    assert [str(one) for one in found.written_dates] == ["2026-11-19"]


@pytest.mark.parametrize("value", ["November 2026", "Plan of 2026-11-19", "31.02.2026", "11/19/2026", "2026"])
def test_what_names_no_day_moves_nothing(value: str) -> None:
    """A month, a title with a day in it, no day of the calendar, and one of two readings are none."""
    assert read(f"date modified: {value}").written_dates == ()


@pytest.mark.parametrize("value", ["", "~", "[]", "true", "false"])
def test_an_empty_date_is_no_fault(value: str) -> None:
    """Templates leave keys empty."""
    assert told(read(f"due: {value}\nverified:\nreview_interval:")) == []


@pytest.mark.parametrize(
    ("properties", "field", "stamp"),
    [
        ("scheduled: 2026-11-21", "scheduled", "2026-11-21"),
        ("start: 2026-11-21", "start", "2026-11-21"),
        ("start_date: 2026-11-21", "start", "2026-11-21"),
        ("completed: 2026-11-21", "completed", "2026-11-21"),
        ("completedDate: 2026-11-21", "completed", "2026-11-21"),
        ("completed_date: 2026-11-21", "completed", "2026-11-21"),
        ("finished: 2026-11-21", "completed", "2026-11-21"),
        ("done: 2026-11-21", "completed", "2026-11-21"),
        ("completed: true\ncompleted_date: 2026-11-21", "completed", "2026-11-21"),
        ("completed: true", "completed", "None"),
        ("verified_until: 2026-11-21", "verified_until", "2026-11-21"),
        ("date: 2026-11-21", "date", "2026-11-21"),
    ],
)
def test_each_date_has_its_names(properties: str, field: str, stamp: str) -> None:
    """A key that is both a state and a date, such as `completed`, displaces no date beside it."""
    found = read(properties)

    assert str(getattr(found, field)) == stamp
    assert told(found) == []


@pytest.mark.parametrize(
    ("value", "verified", "undated", "guessed"),
    [
        ("2026-11-20", "2026-11-20", False, False),
        ("[2026-11-20, 2026-11-18]", "2026-11-20", False, False),
        ("[pending, 2026-11-18]", "2026-11-18", False, False),
        ("true", "None", True, False),
        ("yes", "None", True, True),
        ("'true'", "None", True, True),
        ("false", "None", False, False),
        ("no", "None", False, False),
        ("Not yet", "None", False, False),
        ("", "None", False, False),
        ("soon", "None", False, True),
        ("2026-13-45", "None", False, True),
        ("by ana", "None", False, True),
        ("yes, 2026-11-20", "2026-11-20", False, False),
        ("✅ 2026-11-20", "2026-11-20", False, False),
        ("2026-11-20 by ana", "2026-11-20", False, False),
        ("on 2026-11-20 (the letter came)", "2026-11-20", False, False),
        ("no, 2026-11-20", "None", False, True),
        ("not before 2026-11-20", "None", False, True),
        ("2026-11-20 failed", "None", False, True),
    ],
)
@pytest.mark.parametrize("key", ["verified", "verified_on", "last_verified"])
def test_the_users_word_that_it_is_so(
    key: str, value: str, verified: str, undated: bool, guessed: bool
) -> None:
    """A date is dated evidence, true is undated, no and nothing are none; words are told."""
    found = read(f"{key}: {value}")

    assert (str(found.verified), found.verified_undated) == (verified, undated)
    assert told(found) == ([("bad-date", key, 2)] if guessed else [])


def test_evidence_without_verified_is_no_evidence() -> None:
    """A link alone does not say that somebody looked."""
    found = read('evidence: "[[2026-11-20 log]]"\nverified_by: ana')

    assert (found.verified, found.verified_undated) == (None, False)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("30", "30d"),
        ("30d", "30d"),
        ("4h", "4h"),
        ("90 min", "90m"),
        ("2 weeks", "2w"),
        ("3mo", "3mo"),
        ("1y", "1y"),
        ("'7 Days'", "7d"),
        ("monthly", "1mo"),
        ("Weekly", "1w"),
        ("quarterly", "3mo"),
        ("every year", "1y"),
        ("every 2 weeks", "2w"),
    ],
)
@pytest.mark.parametrize("key", ["review_interval", "review_in", "stale_after"])
def test_an_interval_is_a_number_of_days_or_a_span(key: str, value: str, span: str) -> None:
    """Each spelling and each name is read."""
    found = read(f"{key}: {value}")

    assert (str(found.review_interval), told(found)) == (span, [])


@pytest.mark.parametrize("value", ["0", "often", "1.5w", "-7d", "2 fortnights", "[1d, 2d]", "2026-11-21"])
def test_what_is_no_interval_is_told(value: str) -> None:
    """Evidence then does not expire, and it is said that nothing was understood."""
    found = read(f"review_interval: {value}")

    assert (found.review_interval, told(found)) == (None, [("bad-duration", "review_interval", 2)])


def test_a_placeholder_is_told_once() -> None:
    """A date that a template never filled in is told as a placeholder and not as a bad date too."""
    assert [name for name, *_ in told(read("due: {{date}}\nverified: '{{date}}'"))] == [
        "template-placeholder"
    ]


@pytest.mark.parametrize(
    ("path", "date", "daily"),
    [
        ("2026-11-21.md", "2026-11-21", True),
        ("Journal/2026-11-21.md", "2026-11-21", True),
        ("20261121.md", "2026-11-21", True),
        ("journals/2026_11_21.md", "2026-11-21", True),
        ("2026-11-21 Standup.md", "2026-11-21", False),
        ("Trip 2026-01-02 to 2026-01-05.md", "2026-01-05", False),
        ("Trip 2026-01-02 to 2026-13-05.md", "2026-01-02", False),
        ("2026-13-45.md", "None", False),
        ("2026-1121.md", "None", False),
        ("120261121.md", "None", False),
        ("2026-11-211.md", "None", False),
        ("2026-11-21/Note.md", "None", False),
        ("2026-W47.md", "None", False),
    ],
)
def test_the_name_of_a_note_may_be_its_date(path: str, date: str, daily: bool) -> None:
    """The last date in a name counts; a name that is nothing but a date is a daily note."""
    found = read_note(path, "[[A]]", Dialect())

    assert (str(found.date), bool(found.links), [str(one) for one in found.written_dates]) == (
        date,
        daily,
        [date] if daily else [],
    )


def test_a_written_date_comes_before_the_name() -> None:
    """The property says what the note is about."""
    assert str(read("date: 2026-11-20", "2026-11-21.md").date) == "2026-11-20"


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("Diary/2026/Daily/11/21.md", "2026-11-21"),
        ("Diary/2026/Daily/13/45.md", "None"),
        ("2026/Daily/11/21.md", "None"),
        ("Diary/2026/Daily/11/21/More.md", "None"),
    ],
)
def test_daily_notes_are_found_by_the_vaults_format(path: str, date: str) -> None:
    """A format with folders names a day by the whole path."""
    settings = ObsidianSettings(daily_folder="Diary", daily_format="YYYY/[Daily]/MM/DD")
    dialect = Dialect.of(parse_config(""), settings)

    found = read_note(path, "[[A]]", dialect)

    assert (str(found.date), bool(found.links)) == (date, date != "None")


def test_written_dates_are_those_of_what_has_happened() -> None:
    """Every date in the frontmatter counts but those of what should happen, the user's own names included."""
    dialect = Dialect.of(parse_config('[fields]\ndue = ["fällig"]'), ObsidianSettings())
    ahead = ("due", "fällig", "deadline", "scheduled", "verified_until", "until", "expires")
    behind = ("created", "verified", "completed", "reviewed", "date", "start")
    properties = "\n".join(f"{key}: 2026-11-{10 + number}" for number, key in enumerate((*ahead, *behind)))

    found = read(properties, "Note.md", dialect)

    assert [str(one) for one in found.written_dates] == [f"2026-11-{10 + n}" for n in range(7, 13)]


def test_yes_beside_a_date_is_one_statement() -> None:
    """`verified: true` and the day under `verified_on` are read together, and nothing is odd about them."""
    note = read_note("A.md", "---\ntype: goal\nverified: true\nverified_on: 2026-11-01\n---\n", Dialect())

    assert str(note.verified) == "2026-11-01"
    assert not note.verified_undated
    assert note.problems == ()


def test_a_target_date_is_no_movement() -> None:
    """What should have happened by a day says nothing about what has."""
    note = read_note(
        "A.md", "---\ntarget_date: 2026-11-10\nend: 2026-11-11\ncreated: 2026-01-02\n---\n", Dialect()
    )

    assert [str(stamp) for stamp in note.written_dates] == ["2026-01-02"]
