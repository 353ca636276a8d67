from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.model import Note, Observation, Result, Stamp
from vaultgoals.observe import Context, observe
from vaultgoals.observe.places import matching
from vaultgoals.parse.check_lines import parse_check

Observed = Callable[..., Observation]


def log(name: str, date: str | None, folder: str = "Logs") -> Note:
    """Return a note with a date."""
    return Note(path=f"{folder}/{name}.md", date=Stamp.parse(date) if date else None)


@pytest.mark.parametrize(
    ("date", "as_of", "within", "result"),
    [
        ("2026-11-19", "2026-11-21", "2d", Result.PASS),
        ("2026-11-18", "2026-11-21", "2d", Result.FAIL),
        ("2026-11-22", "2026-11-21", "2d", Result.PASS),
        ("2026-11-20", "2026-11-21", "4h", Result.PASS),
        ("2026-11-19", "2026-11-21", "4h", Result.FAIL),
        ("2026-11-20", "2026-11-21T03:59", "4h", Result.PASS),
        ("2026-11-20", "2026-11-21T04:01", "4h", Result.FAIL),
        ("2026-11-21T05:00", "2026-11-21T09:00", "4h", Result.PASS),
        ("2026-11-21T04:59", "2026-11-21T09:00", "4h", Result.FAIL),
        ("2026-08-31", "2026-09-30", "1mo", Result.PASS),
        ("2026-08-31", "2026-10-01", "1mo", Result.FAIL),
        ("2024-02-29", "2025-02-28", "1y", Result.PASS),
        ("2024-02-29", "2025-03-01", "1y", Result.FAIL),
        ("2026-11-07", "2026-11-21", "2w", Result.PASS),
        ("2026-11-06", "2026-11-21", "2w", Result.FAIL),
    ],
)
def test_the_last_day_of_the_window_passes_and_the_day_after_is_late(
    observed: Observed, date: str, as_of: str, within: str, result: Result
) -> None:
    """A date passes up to the end of its window, by whole days unless the run has a time; then it is late."""
    seen = observed(f"fresh: Logs/*.md within {within}", log("a", date), as_of=as_of)
    assert (seen.result, seen.late) == (result, result is Result.FAIL)


@pytest.mark.parametrize(("as_of", "result"), [("11:00", Result.PASS), ("11:01", Result.FAIL)])
def test_a_window_is_measured_in_hours_passed_when_clocks_go_back(
    observed: Observed, as_of: str, result: Result
) -> None:
    """On the night of 25 hours, one day after noon is eleven o'clock."""
    note = log("a", "2026-10-24T12:00")
    rest = {"as_of": f"2026-10-25T{as_of}", "zone": "Europe/Berlin"}
    assert observed("fresh: Logs/*.md within 1d", note, **rest).result is result


def test_the_newest_of_all_matches_decides(observed: Observed) -> None:
    """Old matches do not make a new one late, and the clause says how many were looked at and from when."""
    notes = [log("a", "2026-11-20"), log("b", "2025-01-01"), log("c", "2026-11-19")]
    seen = observed("fresh: Logs/*.md within 2d", *notes)
    assert seen.newest == Stamp.parse("2026-11-20")
    assert seen.measured == (
        "the newest of 3 matches of Logs/*.md is dated 2026-11-20, no more than 2d before 2026-11-21"
    )


def test_a_late_match_is_told_with_its_date(observed: Observed) -> None:
    """A late heartbeat says when it was last heard."""
    seen = observed("fresh: Logs/*.md within 2d", log("a", "2026-03-04"))
    assert seen.measured == (
        "the only match of Logs/*.md is dated 2026-03-04, more than 2d before 2026-11-21"
    )


def test_of_two_times_in_one_night_the_later_instant_is_newer(observed: Observed) -> None:
    """When clocks go back, 02:10 in winter time is later than 02:50 in summer time."""
    notes = [log("a", "2026-10-25T02:50+02:00"), log("b", "2026-10-25T02:10+01:00")]
    seen = observed("fresh: Logs/*.md within 2d", *notes, as_of="2026-10-25", zone="Europe/Berlin")
    assert seen.newest == Stamp.parse("2026-10-25T02:10+01:00")


def test_a_day_is_newer_than_a_time_on_it(observed: Observed) -> None:
    """A date without a time lasts to the end of its day."""
    notes = [log("a", "2026-11-20"), log("b", "2026-11-20T23:00")]
    assert observed("fresh: Logs/*.md within 2d", *notes).newest == Stamp.parse("2026-11-20")


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2026-11-21T09:00", "dated 2026-11-21T04:00, more than 4h ago"),
        ("2026-11-23", "dated 2026-11-21, more than 4h before 2026-11-23"),
    ],
)
def test_times_are_told_only_where_the_run_has_one(observed: Observed, as_of: str, said: str) -> None:
    """A run of a day speaks of days; one of a moment says the time that it judged by."""
    seen = observed("fresh: Logs/*.md within 4h", log("a", "2026-11-21T04:00"), as_of=as_of)
    assert seen.result is Result.FAIL
    assert seen.measured.endswith(said)


def test_what_never_matched_is_not_yet(observed: Observed) -> None:
    """A heartbeat that has never been is open and not late."""
    seen = observed("fresh: Logs/*.md within 2d", log("a", "2026-11-20", "Other"))
    assert (seen.result, seen.late) == (Result.OPEN, False)
    assert seen.measured == "nothing matches Logs/*.md yet"


def test_undated_matches_are_unknown(observed: Observed) -> None:
    """Matches without any date neither pass nor fail, and it is said what would help."""
    seen = observed("fresh: Logs/* within 2d", log("a", None), files={"Logs/run.txt": "ok"})
    assert seen.result is Result.UNKNOWN
    assert seen.measured == ("2 files match Logs/*, none of them dated; add a `date` property or `by mtime`")


def test_undated_matches_among_dated_ones_are_left_out_and_said(observed: Observed) -> None:
    """Of a mix the dated ones decide."""
    seen = observed("fresh: Logs/* within 2d", log("a", None), log("b", "2026-01-01"))
    assert (seen.result, seen.late) == (Result.FAIL, True)
    assert seen.measured.endswith("(1 not dated, left out)")


def test_a_date_in_the_future_is_left_out_and_said(observed: Observed) -> None:
    """A mistyped year keeps nothing fresh."""
    seen = observed("fresh: Logs/* within 2d", log("a", "2027-11-20"), log("b", "2026-01-01"))
    assert (seen.result, seen.late) == (Result.FAIL, True)
    assert seen.newest == Stamp.parse("2026-01-01")
    assert seen.measured.endswith("(1 dated in the future, left out)")


def test_only_dates_in_the_future_are_unknown(observed: Observed) -> None:
    """Where every date lies beyond tomorrow nothing is known, and nothing late."""
    seen = observed("fresh: Logs/* within 2d", log("a", "2026-11-23"))
    assert (seen.result, seen.late) == (Result.UNKNOWN, False)
    assert "in the future" in seen.measured


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-20.csv",
        "dump 20261120.sql",
        "IMG_20261120_101500.jpg",
        "backup_2026_11_20.tar",
        "1234-99-99 2026-11-20.txt",
    ],
)
def test_a_file_that_is_no_note_is_dated_by_its_name(observed: Observed, name: str) -> None:
    """The first date in a file's name is its date, in any of three forms."""
    seen = observed("fresh: Backups/* within 2d", files={f"Backups/{name}": "x"})
    assert (seen.result, seen.newest) == (Result.PASS, Stamp.parse("2026-11-20"))


@pytest.mark.parametrize(
    "name", ["120261120.sql", "2026112010.sql", "2026-1120.txt", "2026-13-45.txt", "2026-11.txt"]
)
def test_digits_that_are_no_date_are_none(observed: Observed, name: str) -> None:
    """Numbers that only look like a date do not make a file fresh, or late."""
    assert observed("fresh: Backups/* within 2d", files={f"Backups/{name}": "x"}).result is Result.UNKNOWN


def test_a_note_is_dated_by_itself_and_not_by_its_name(observed: Observed) -> None:
    """What the note states wins: its name was already considered when it was read."""
    note = Note(path="Logs/2020-01-01.md", date=Stamp.parse("2026-11-20"))
    assert observed("fresh: Logs/* within 2d", note).result is Result.PASS
    undated = Note(path="Logs/2026-11-20.md")
    assert observed("fresh: Logs/* within 2d", undated).result is Result.UNKNOWN


def _touch(place: Path, when: datetime) -> None:
    os.utime(place, (when.timestamp(), when.timestamp()))


@pytest.mark.parametrize(
    ("changed", "result", "late"),
    [
        (datetime(2026, 11, 19, 8, tzinfo=UTC), Result.PASS, False),
        (datetime(2026, 11, 18, 8, tzinfo=UTC), Result.FAIL, True),
        (datetime(2026, 11, 22, 8, tzinfo=UTC), Result.PASS, False),
        (datetime(2027, 1, 1, tzinfo=UTC), Result.UNKNOWN, False),
    ],
)
def test_by_mtime_takes_the_time_of_change(
    context: Callable[..., Context], tmp_path: Path, changed: datetime, result: Result, *, late: bool
) -> None:
    """Only where asked for does the time of change count; one in the future is unknown, never fresh."""
    made = context(log("a", "2020-01-01"))
    _touch(tmp_path / "Logs/a.md", changed)
    seen = observe(parse_check("fresh: Logs/* within 2d by mtime", 1), made)
    assert seen is not None
    assert (seen.result, seen.late) == (result, late)


def test_a_change_in_the_future_makes_an_old_one_unknown(
    context: Callable[..., Context], tmp_path: Path
) -> None:
    """A file with a wrong clock may have changed at any time: no alarm, and it is said."""
    made = context(files={"Logs/a.txt": "x", "Logs/b.txt": "x"})
    _touch(tmp_path / "Logs/a.txt", datetime(2027, 6, 1, tzinfo=UTC))
    _touch(tmp_path / "Logs/b.txt", datetime(2026, 1, 1, tzinfo=UTC))
    seen = observe(parse_check("fresh: Logs/* within 2d by mtime", 1), made)
    assert seen is not None
    assert (seen.result, seen.late) == (Result.UNKNOWN, False)
    assert "1 changed in the future" in seen.measured


def test_a_plain_path_reaches_a_folder_that_holds_no_notes(
    context: Callable[..., Context], tmp_path: Path
) -> None:
    """A log in a dot folder is found by its path although its folder is never listed."""
    made = context(log("a", None))
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/run.log").write_text("ok")
    _touch(tmp_path / ".cache/run.log", datetime(2026, 11, 20, tzinfo=UTC))
    seen = observe(parse_check("fresh: .cache/run.log within 2d by mtime", 1), made)
    assert seen is not None
    assert seen.result is Result.PASS


def test_the_own_note_and_generated_notes_never_match(observed: Observed) -> None:
    """A goal does not keep itself fresh, and neither does a report about it."""
    notes = [
        Note(path="Goals/Goal.md", date=Stamp.parse("2026-11-21")),
        Note(path="gaps/Gap report 2026-11-21.md", date=Stamp.parse("2026-11-21")),
    ]
    assert observed("fresh: **/*.md within 2d", *notes).result is Result.OPEN
    assert observed("fresh: [[Goal]] within 2d", *notes).result is Result.OPEN
    assert observed("fresh: [[Gap report 2026-11-21]] within 2d", *notes).result is Result.OPEN


def test_without_an_output_folder_nothing_is_taken_for_generated(observed: Observed) -> None:
    """An empty setting hides no note."""
    assert observed("fresh: **/*.md within 2d", log("a", "2026-11-21"), output="").result is Result.PASS


@pytest.mark.parametrize(
    "place", ["[[Dispatch log]]", "[[Dispatch log#Today|log]]", "Logs/Dispatch log", "Logs", "Logs/"]
)
def test_a_link_a_name_and_a_folder_match_too(observed: Observed, place: str) -> None:
    """A note may be named without its extension, and a folder stands for what lies below it."""
    assert observed(f"fresh: {place} within 2d", log("Dispatch log", "2026-11-20")).result is Result.PASS


def test_a_dot_slash_begins_at_the_own_folder(observed: Observed) -> None:
    """`./` is the folder of the note that the check stands in; without it a pattern starts at the root."""
    note = log("a", "2026-11-20", "Goals/Logs")
    assert observed("fresh: ./Logs/*.md within 2d", note).result is Result.PASS
    assert observed("fresh: Logs/*.md within 2d", note).result is Result.OPEN


@pytest.mark.parametrize("path", ["/var/log/*.md", "~/logs/*", "../../x/*", "C:\\logs\\*", "a/../../b"])
def test_outside_the_vault_is_unknown(observed: Observed, path: str) -> None:
    """Nothing is said of files outside the vault."""
    seen = observed(f"fresh: {path} within 2d", log("a", "2026-11-20"))
    assert (seen.result, seen.late) == (Result.UNKNOWN, False)
    assert "outside the vault" in seen.measured


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("Logs/*.md", "Logs/a.md", True),
        ("Logs/*.md", "Logs/deep/a.md", False),
        ("Logs/*.md", "Logs.md", False),
        ("*.md", "Logs/a.md", False),
        ("logs/*.MD", "Logs/A.md", True),
        ("Logs/**/*.md", "Logs/a.md", True),
        ("Logs/**/*.md", "Logs/x/y/a.md", True),
        ("Logs/**/b/*.md", "Logs/b/x/b/a.md", True),
        ("Logs/**", "Logs/x/a.txt", True),
        ("Logs/**", "Logs.md", False),
        ("*/**", "Logs.md", False),
        ("*/**", "Logs/x/a.md", True),
        ("Logs/**.md", "Logs/x/a.md", True),
        ("**", "a.md", True),
        ("**/a.md", "a.md", True),
        ("**/Logs/*", "x/Logs/a.md", True),
        ("Logs/2026-??-??", "Logs/2026-11-20.md", True),
        ("Logs/2026-??", "Logs/2026-11-20.md", False),
        ("Logs/a?c.md", "Logs/a/c.md", False),
        ("Logs/[x]*.md", "Logs/[x] a.md", True),
        ("Logs/[x]*.md", "Logs/x a.md", False),
        ("Logs/a.md", "Logs/axmd", False),
        ("Käse/*.md", normalize("NFD", "Käse/a.md"), True),
        ("a*b*c", "a1b2c", True),
        ("a*b*c", "a1c2b", False),
    ],
)
def test_the_pattern_language(pattern: str, path: str, *, matches: bool) -> None:
    """`*` and `?` stay within a step, `**` crosses steps; case, Unicode form and `.md` do not matter."""
    assert (matching(pattern, [path]) == [path]) is matches


_STEP = st.text("ab.", min_size=1, max_size=3)


@given(st.lists(_STEP, min_size=1, max_size=5), st.data())
def test_a_path_is_matched_by_every_pattern_made_from_it(steps: list[str], data: st.DataObject) -> None:
    """Putting wildcards in place of parts of a path never loses the path."""
    pattern = [data.draw(st.sampled_from([step, "*", step[0] + "*", "?" * len(step)])) for step in steps]
    cut = data.draw(st.integers(0, len(pattern) - 1))
    kept = "/".join([*pattern[:cut], "**", *pattern[data.draw(st.integers(cut, len(pattern) - 1)) :]])
    path = "/".join(steps)
    assert matching("/".join(pattern), [path]) == [path]
    assert matching(kept, [path]) == [path]


@pytest.mark.parametrize("pattern", ["*a" * 100 + "b", "**/a*/" * 60 + "b", "?*" * 100 + "b"])
def test_no_pattern_hangs_a_run(pattern: str) -> None:
    """Patterns that make a backtracking matcher run for ages are answered at once."""
    assert matching(pattern, ["a" * 250, "/".join(["a"] * 120)]) == []
