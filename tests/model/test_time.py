from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.model import AsOf, Duration, Stamp

ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Lisbon", "Pacific/Kiritimati", "America/St_Johns")]
offsets = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
days = st.dates()
moments = st.datetimes(timezones=st.none() | st.just(UTC) | offsets).map(lambda m: m.replace(microsecond=0))
stamps = days.map(Stamp) | moments.map(lambda moment: Stamp(moment.date(), moment))
BERLIN = timezone(timedelta(hours=1))
spans = st.builds(Duration, st.integers(1, 99_999), st.sampled_from(["m", "h", "d", "w", "mo", "y"]))
zones: st.SearchStrategy[tzinfo] = st.sampled_from(ZONES)


def stamp(text: str) -> Stamp:
    """Read a date that is one."""
    found = Stamp.parse(text)
    assert found is not None
    return found


def span(text: str) -> Duration:
    """Read a span that is one."""
    found = Duration.parse(text)
    assert found is not None
    return found


def at(text: str, zone: str = "UTC") -> AsOf:
    """Return the moment of a run."""
    return AsOf.at(stamp(text), ZoneInfo(zone))


@given(stamps)
def test_a_date_reads_back_as_it_is_written(one: Stamp) -> None:
    """What a date is written as is read as the same date, seconds and zone included."""
    assert Stamp.parse(str(one)) == one


@given(st.datetimes(timezones=offsets).filter(lambda moment: 1 < moment.year < 9999), offsets)
def test_dates_are_equal_that_are_written_alike(moment: datetime, zone: timezone) -> None:
    """One moment is told in two ways in two zones, and so it is two dates."""
    here, there = moment.replace(microsecond=0), moment.replace(microsecond=0).astimezone(zone)
    one, other = Stamp(here.date(), here), Stamp(there.date(), there)
    assert (one == other) == (str(one) == str(other))
    assert one != other or hash(one) == hash(other)
    assert one not in (Stamp(one.day), str(one))


@given(spans)
def test_a_span_reads_back_as_it_is_written(one: Duration) -> None:
    """What a span is written as is read as the same span."""
    assert Duration.parse(str(one)) == one


@pytest.mark.parametrize(
    ("text", "day", "moment"),
    [
        ("2026-11-21", date(2026, 11, 21), None),
        (" [[2026-11-21]] ", date(2026, 11, 21), None),
        ("2024-02-29", date(2024, 2, 29), None),
        ("2026-11-21T09:30", date(2026, 11, 21), datetime.fromisoformat("2026-11-21T09:30")),
        ("2026-11-21 09:30:05.250", date(2026, 11, 21), datetime.fromisoformat("2026-11-21T09:30:05")),
        ("2026-11-21t09:30z", date(2026, 11, 21), datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30+0100", date(2026, 11, 21), datetime(2026, 11, 21, 9, 30, tzinfo=BERLIN)),
    ],
)  # fmt: skip
def test_dates_are_read_as_obsidian_writes_them(text: str, day: date, moment: datetime | None) -> None:
    """A day, a linked day, and a day with a time, with or without a zone, are read."""
    assert stamp(text) == Stamp(day, moment)


@pytest.mark.parametrize(
    "text",
    [
        "", "today", "2026-13-01", "2026-02-29", "2026-11-31", "2026-1-1", "0000-01-01", "20261121",
        "21.11.2026",
        "2026-11", "2026-W47", "2026-11-21T24:00", "2026-11-21T9:30", "2026-11-21T09:60",
        "2026-11-21T09:30+24:00", "2026-11-21 morning", "٢٠٢٦-١١-٢١", "1609337624066",
        "2026-11-21\n2026-11-22",
    ],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    """A day that the calendar lacks, or another way of writing, is none, and no error."""
    assert Stamp.parse(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("30", "30d"),
        ("30 days", "30d"),
        ("4H", "4h"),
        ("1 min", "1m"),
        ("3 mo", "3mo"),
        ("1year", "1y"),
        ("2w", "2w"),
    ],
)
def test_spans_are_read_in_the_usual_spellings(text: str, written: str) -> None:
    """A bare number counts days; units may be short or long."""
    assert str(span(text)) == written


@pytest.mark.parametrize("text", ["", "0", "0d", "-3d", "1.5d", "d", "3x", "100000d", "3d 4h", "٣d"])
def test_what_is_no_span_is_none(text: str) -> None:
    """Nothing, zero, less than zero, fractions and unknown units are no span."""
    assert Duration.parse(text) is None


@pytest.mark.parametrize(
    ("day", "length", "last"),
    [
        ("2026-01-31", "1mo", "2026-02-28"),
        ("2024-01-31", "1mo", "2024-02-29"),
        ("2026-12-31", "2mo", "2027-02-28"),
        ("2024-02-29", "1y", "2025-02-28"),
        ("2024-02-29", "4y", "2028-02-29"),
        ("2026-11-21", "13mo", "2027-12-21"),
        ("2026-11-21", "1w", "2026-11-28"),
        ("2026-11-21", "1m", "2026-11-22"),
        ("2026-11-21", "25h", "2026-11-23"),
        ("2026-12-31", "1d", "2027-01-01"),
        ("9998-01-31", "1y", "9999-01-31"),
        ("9999-11-30", "1mo", "9999-12-30"),
        ("9999-12-31", "1d", "9999-12-31"),
        ("9999-12-01", "99999y", "9999-12-31"),
    ],
)
def test_months_end_where_the_calendar_says(day: str, length: str, last: str) -> None:
    """Months and years go by calendar, to the last day of a shorter month; under a day is a day."""
    assert span(length).add_to(date.fromisoformat(day)) == date.fromisoformat(last)


@given(days, st.integers(1, 4000), st.sampled_from(["m", "h", "d", "w", "mo", "y"]))
def test_a_longer_span_never_ends_earlier(day: date, amount: int, unit: str) -> None:
    """One more of a unit ends on the same day or later, never before the day it began on."""
    shorter, longer = Duration(amount, unit).add_to(day), Duration(amount + 1, unit).add_to(day)

    assert day <= shorter <= longer


@given(stamps, stamps, spans, zones)
def test_within_is_monotonic_in_the_span(now: Stamp, then: Stamp, one: Duration, zone: tzinfo) -> None:
    """What is within a span is within every longer one of its unit."""
    as_of = AsOf.at(now, zone)

    if as_of.within(then, one):
        assert as_of.within(then, Duration(one.amount + 1, one.unit))


@given(days, days, days, spans, zones, st.booleans())
def test_within_is_monotonic_in_the_date(
    now: date, one: date, other: date, length: Duration, zone: tzinfo, timed: bool
) -> None:
    """What is newer is within a span whenever what is older is."""
    noon = datetime.combine(now, time(12))
    as_of = AsOf.at(Stamp(now, noon if timed else None), zone)
    older, newer = sorted((one, other))

    if as_of.within(Stamp(older), length):
        assert as_of.within(Stamp(newer), length)


@given(days, days, st.integers(1, 500), st.sampled_from(["d", "w", "mo", "y"]), zones, st.integers(0, 1439))
def test_the_time_of_the_run_does_not_shorten_a_day(
    now: date, then: date, amount: int, unit: str, zone: tzinfo, minute: int
) -> None:
    """A date without a time is within a span of days or more at every hour of a day, or at none."""
    timed = datetime.combine(now, time(minute // 60, minute % 60))
    by_day = AsOf.at(Stamp(now), zone).within(Stamp(then), Duration(amount, unit))

    assert AsOf.at(Stamp(now, timed), zone).within(Stamp(then), Duration(amount, unit)) is by_day


@pytest.mark.parametrize(
    ("then", "now", "length", "holds"),
    [
        ("2026-11-21", "2026-11-21T23:59", "1m", True),
        ("2026-11-21", "2026-11-22T03:59", "4h", True),
        ("2026-11-21", "2026-11-22T04:00", "4h", False),
        ("2026-11-21", "2026-11-22", "4h", True),
        ("2026-11-21", "2026-11-23", "4h", False),
        ("2026-11-21T09:00", "2026-11-21T13:00", "4h", True),
        ("2026-11-21T09:00", "2026-11-21T13:01", "4h", False),
        ("2026-11-21T09:00", "2026-11-22", "4h", True),
        ("2026-11-22", "2026-11-21", "1d", True),
        ("2025-11-21", "2026-11-21", "1y", True),
        ("2025-11-20", "2026-11-21", "1y", False),
    ],
)
def test_a_date_without_a_time_lasts_to_the_end_of_its_day(
    then: str, now: str, length: str, holds: bool
) -> None:
    """Windows count from the end of a day or from the time that stands; a run without a time rounds up."""
    assert at(now).within(stamp(then), span(length)) is holds


@pytest.mark.parametrize(
    ("then", "now", "length", "holds"),
    [
        # In Berlin the night to 2026-10-25 has 25 hours, that to 2026-03-29 has 23.
        ("2026-10-24", "2026-10-25T23:30", "1d", True),
        ("2026-03-28", "2026-03-29T23:30", "1d", True),
        ("2026-03-28", "2026-03-30T00:30", "1d", False),
        ("2026-10-24T12:00", "2026-10-25T11:00", "24h", True),
        ("2026-10-24T12:00", "2026-10-25T11:01", "24h", False),
        ("2026-03-28T12:00", "2026-03-29T13:00", "24h", True),
        ("2026-03-28T12:00", "2026-03-29T13:01", "24h", False),
    ],
)
def test_where_clocks_change_days_are_days_and_hours_are_hours(
    then: str, now: str, length: str, holds: bool
) -> None:
    """A span of days after a day ends with a day; hours after a time are hours passed."""
    assert at(now, "Europe/Berlin").within(stamp(then), span(length)) is holds


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", "2026-11-21"), ("Pacific/Kiritimati", "2026-11-22"), ("America/Los_Angeles", "2026-11-21")],
)
def test_the_zone_decides_what_day_a_moment_falls_on(zone: str, day: str) -> None:
    """A moment with a zone of its own falls on the day that it is in the vault's zone."""
    as_of = AsOf.at(Stamp(date(2026, 11, 21)), ZoneInfo(zone))

    assert as_of.day_of(stamp("2026-11-21T12:00Z")) == date.fromisoformat(day)
    assert AsOf.at(stamp("2026-11-21T12:00Z"), ZoneInfo(zone)).day == date.fromisoformat(day)


def test_a_moment_without_a_zone_is_local() -> None:
    """A time without a zone stands on its own day in every zone."""
    for zone in ZONES:
        assert AsOf.at(stamp("2026-11-21"), zone).day_of(stamp("2026-11-21T23:59")) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("then", "future"), [("2026-11-21", False), ("2026-11-22", False), ("2026-11-23", True),
    ("9999-12-31", True)]
)  # fmt: skip
def test_only_what_lies_beyond_tomorrow_is_the_future(then: str, future: bool) -> None:
    """The day after is no fault, as a neighbour's zone may be ahead; later than that is the future."""
    assert at("2026-11-21").in_future(stamp(then)) is future


@given(stamps, stamps, spans, zones)
def test_no_date_is_too_early_or_too_late_to_be_compared(
    now: Stamp, then: Stamp, length: Duration, zone: tzinfo
) -> None:
    """The first and the last day of the calendar are compared like any other, in every zone."""
    for one in (now, Stamp(date.min), Stamp(date.max)):
        for other in (then, Stamp(date.min), Stamp(date.max)):
            as_of = AsOf.at(one, zone)
            assert as_of.within(other, length) in (True, False)
            assert as_of.in_future(other) in (True, False)
