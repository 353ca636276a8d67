from __future__ import annotations

from collections.abc import Callable

import pytest

from vaultgoals.model import Measurement, Note, Observation, Result, Stamp
from vaultgoals.observe.metric import number_text

Observed = Callable[..., Observation]


def day(date: str | None, *weights: float, path: str = "", key: str = "weight") -> Note:
    """Return a note that records numbers, one a line."""
    found = tuple(Measurement(key, weight, line) for line, weight in enumerate(weights, 2))
    return Note(path=path or f"Daily/{date}.md", date=Stamp.parse(date) if date else None, measurements=found)


WEEK = (day("2026-11-14", 82), day("2026-11-19", 81, 79.4), day("2026-11-01", 85))


@pytest.mark.parametrize(
    ("line", "result", "value"),
    [
        ("last(weight) <= 79.4 in Daily", Result.PASS, 79.4),
        ("last(weight) < 79.4 in Daily", Result.FAIL, 79.4),
        ("min(weight) >= 79.4 in Daily", Result.PASS, 79.4),
        ("max(weight) = 85 in Daily", Result.PASS, 85),
        ("mean(weight) == 81.85 in Daily", Result.PASS, 81.85),
        ("sum(weight) != 327.4 in Daily", Result.FAIL, 327.4),
        ("max(Weight) <= 82 in Daily within 7d", Result.PASS, 82),
        ("max(weight) <= 81 in Daily within 6d", Result.PASS, 81),
        ("last(weight) <= 80 in Daily/2026-11-1*", Result.PASS, 79.4),
        ("last(weight) <= 80 in [[2026-11-14]]", Result.FAIL, 82),
        ("sum(weight) >= 160 in Daily within 2d", Result.PASS, 160.4),
    ],
)
def test_recorded_numbers_compare_by_each_function(
    observed: Observed, line: str, result: Result, value: float
) -> None:
    """Each function is taken over the numbers of the place and the window, the window's last day included."""
    seen = observed(f"metric: {line}", *WEEK)
    assert (seen.result, seen.value) == (result, value)


def test_the_last_is_the_lowest_line_of_the_newest_note(observed: Observed) -> None:
    """Several numbers of one note all count, the last of them being the newest."""
    seen = observed("metric: last(weight) <= 80 in Daily", *WEEK)
    assert seen.measured == "last(weight) in Daily is 79.4, dated 2026-11-19"
    assert seen.newest == Stamp.parse("2026-11-19")


def test_a_failure_says_what_should_have_been(observed: Observed) -> None:
    """The number, what it was taken over, and the limit stand in the clause."""
    seen = observed("metric: mean(weight) <= 8e1 in Daily", *WEEK)
    assert seen.measured == "mean(weight) in Daily is 81.85 over 4 numbers, and should be <= 80"


@pytest.mark.parametrize("place", ["Daily", "Nowhere"])
def test_nothing_recorded_is_not_yet(observed: Observed, place: str) -> None:
    """Where the number was never recorded it is open, with the name of what is missing."""
    seen = observed(f"metric: last(pulse) <= 80 in {place}", *WEEK)
    assert (seen.result, seen.measured) == (Result.OPEN, f"no `pulse` is recorded in {place} yet")


def test_an_old_number_fails_in_a_window_and_says_its_date(observed: Observed) -> None:
    """A number that is no longer recorded does not stand for today."""
    seen = observed("metric: last(weight) <= 80 in Daily within 1d", *WEEK)
    assert (seen.result, seen.value, seen.newest) == (Result.FAIL, None, Stamp.parse("2026-11-19"))
    assert seen.measured == (
        "the newest `weight` in Daily is dated 2026-11-19, more than 1d before 2026-11-21"
    )


def test_undated_numbers_count_only_where_no_date_is_needed(observed: Observed) -> None:
    """The last, and a window, leave undated numbers out and say so; a sum takes them in."""
    notes = [day(None, 70, path="Daily/Scratch.md"), day("2026-11-20", 80)]
    last = observed("metric: last(weight) = 80 in Daily", *notes)
    assert last.result is Result.PASS
    assert "1 undated or in the future, left out" in last.measured
    assert observed("metric: min(weight) = 80 in Daily within 7d", *notes).result is Result.PASS
    assert observed("metric: min(weight) = 70 in Daily", *notes).result is Result.PASS


@pytest.mark.parametrize("date", [None, "2027-01-01"])
def test_only_undated_or_future_numbers_are_unknown_where_a_date_is_needed(
    observed: Observed, date: str | None
) -> None:
    """Nobody can say which number is the last: neither pass nor fail."""
    note = day(date, 70, path="Daily/x.md")
    assert observed("metric: last(weight) <= 80 in Daily", note).result is Result.UNKNOWN
    assert observed("metric: max(weight) <= 80 in Daily within 7d", note).result is Result.UNKNOWN


def test_a_number_dated_in_the_future_is_not_the_last(observed: Observed) -> None:
    """A mistyped year does not decide for ever."""
    seen = observed("metric: last(weight) = 81 in Daily", day("2027-01-01", 60), day("2026-11-20", 81))
    assert seen.result is Result.PASS


@pytest.mark.parametrize("place", ["[[Nobody]]", "/Daily", "../../Daily"])
def test_a_place_that_cannot_be_told_is_unknown(observed: Observed, place: str) -> None:
    """A link to no note and a path out of the vault are no ground for a verdict."""
    assert observed(f"metric: last(weight) <= 80 in {place}", *WEEK).result is Result.UNKNOWN


def test_tenths_add_up(observed: Observed) -> None:
    """Numbers are added as they are written: 0.1 and 0.2 are 0.3."""
    seen = observed("metric: sum(weight) = 0.3 in Daily", day("2026-11-20", 0.1, 0.2))
    assert (seen.result, seen.value) == (Result.PASS, 0.3)


def test_generated_notes_hold_no_measurements(observed: Observed) -> None:
    """A number that a report repeats is not counted again."""
    notes = [day("2026-11-20", 1), day("2026-11-20", 1, path="Gaps/Rollups/x.md")]
    assert observed("metric: sum(weight) = 1 in **", *notes).result is Result.PASS


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_no_finite_number_is_not_recorded(observed: Observed, value: float) -> None:
    """Infinity and not-a-number measure nothing."""
    assert observed("metric: max(weight) >= 0 in Daily", day("2026-11-20", value)).result is Result.OPEN


@pytest.mark.parametrize(
    ("value", "text"),
    [(80.0, "80"), (79.4, "79.4"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (1 / 3, "0.3333333333"), (1e20, "1e+20")],
)
def test_numbers_are_told_without_noise(value: float, text: str) -> None:
    """A whole number has no point, and no binary remainder is shown."""
    assert number_text(value) == text
