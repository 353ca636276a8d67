from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from marshal import dumps, loads

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultgoals.model import Note, Stamp, TaskLine
from vaultgoals.store import Fact, Held
from vaultgoals.store.held import pack, unpack
from vaultgoals.store.remembered import row_of, thaw
from vaultgoals.store.rows import WAYS, freeze

ZONES = (
    st.none() | st.just(UTC) | st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))
)
STAMPS = st.builds(Stamp, st.dates()) | st.datetimes(timezones=ZONES).map(
    lambda at: Stamp(at.date(), at.replace(fold=0))
)
TEXTS = st.text(st.characters(), max_size=8)
NUMBERS = st.floats(allow_nan=False)


def notes() -> st.SearchStrategy[Note]:
    """Return notes of any content, made from the types that their fields are declared with."""
    for kind, strategy in ((Stamp, STAMPS), (str, TEXTS), (float, NUMBERS)):
        st.register_type_strategy(kind, strategy)
    try:
        return st.builds(
            Note, **{field.name: st.just(field.default) | st.from_type(_type(field.name)) for field in FIELDS}
        )
    finally:
        for kind in (str, float):
            st.register_type_strategy(kind, {str: st.text(), float: st.floats()}[kind])


FIELDS = [field for field in fields(Note) if field.name != "path"]


def _type(name: str) -> type:
    from typing import get_type_hints

    found: type = get_type_hints(Note)[name]
    return found


def thawed(note: Note) -> Note:
    """Return a note frozen, written, read and thawed."""
    (found,) = thaw([note.path], loads(dumps((freeze(note),))))  # noqa: S302
    assert found is not None
    return found


def test_no_field_of_a_note_is_forgotten() -> None:
    """Each field of `Note` but the path has its way to be frozen, in the order of the fields."""
    assert list(WAYS) == [field.name for field in FIELDS]


@settings(max_examples=25)
@given(notes())
def test_a_thawed_note_is_the_note(note: Note) -> None:
    """Whatever a note says, frozen and thawed it says the same, field by field and type by type."""
    again = thawed(note)
    for field in fields(Note):
        assert repr(getattr(again, field.name)) == repr(getattr(note, field.name)), field.name
    assert again == note
    assert note == again
    assert hash(again) == hash(note)
    assert (again.title, again.unreadable) == (note.title, note.unreadable)


@settings(max_examples=25)
@given(notes())
def test_a_note_without_that_one_thing_is_another(note: Note) -> None:
    """A thawed note equals no note of another path, or with one task more."""
    again = thawed(note)
    assert again != thawed(Note(note.path + "x"))
    assert again != replace(note, tasks=(*note.tasks, TaskLine(1, "more", note.state)))


def test_a_thawed_note_can_be_copied_and_not_changed() -> None:
    """It copies and pickles as the note that it equals, and none of its fields can be set."""
    note = Note("A.md", why="x", due=Stamp.parse("2026-11-21"))
    again = thawed(note)
    assert copy.copy(again) == copy.deepcopy(again) == pickle.loads(pickle.dumps(again)) == note  # noqa: S301
    for name in ("why", "due", "kind", "path"):
        with pytest.raises(AttributeError):
            setattr(again, name, None)
    with pytest.raises(AttributeError, match="no_such"):
        again.no_such  # type: ignore[attr-defined]  # noqa: B018


def test_times_keep_their_zone() -> None:
    """A time with an offset, one in UTC and one without are three, thawed as before."""
    texts = ("2026-11-21T09:00:00+02:00", "2026-11-21T09:00:00Z", "2026-11-21T09:00")
    stamps = tuple(Stamp.parse(text) for text in texts)
    assert all(stamps)
    again = thawed(Note("A.md", written_dates=stamps))  # type: ignore[arg-type]
    assert [repr(stamp) for stamp in again.written_dates] == [repr(stamp) for stamp in stamps]
    assert datetime(2026, 11, 21, 7, tzinfo=UTC) == again.written_dates[0].moment


@settings(max_examples=25)
@given(notes())
def test_a_thawed_note_is_frozen_to_the_same_row(note: Note) -> None:
    """A note that was thawed needs no work to be frozen again, and gives the row that the note gives."""
    assert row_of(thawed(note)) == freeze(thawed(note)) == freeze(note) == row_of(note)


@given(st.data())
def test_no_damage_to_a_blob_goes_unseen(data: st.DataObject) -> None:
    """A blob that is cut, or has other bits, or is that of another folder or key, is refused."""
    held = Held(
        entries=(("A/B.md", 3, 1, 2, 3), ("A/C.md", 3, 1, 2, 4)),
        digests=(b"x" * 16, b""),
        notes=(Note("A/B.md", status="done"), None),
        odd={1: Fact("template")},
    )
    blob = pack(held, b"key", "A")
    whole = unpack(blob, b"key", "A")
    assert whole is not None
    assert list(whole.notes) == list(held.notes)
    at = data.draw(st.integers(0, len(blob) - 1))
    damaged = {
        "cut": blob[:at],
        "flipped": blob[:at] + bytes([blob[at] ^ 1 << data.draw(st.integers(0, 7))]) + blob[at + 1 :],
    }
    for raw, key, folder in (
        (damaged["cut"], b"key", "A"),
        (damaged["flipped"], b"key", "A"),
        (blob, b"kez", "A"),
        (blob, b"key", "B"),
    ):
        assert unpack(raw, key, folder) is None
