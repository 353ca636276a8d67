"""Notes thawed from rows, at a small part of what a note costs to build.

Most notes say little: of a plain one only the path is known. So for each set of fields that say something
there is a subclass of `Note` in which all others are attributes of the class, with their defaults. Fields
that few readers ask for are thawed when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, ClassVar

from vaultgoals.model import Note
from vaultgoals.store.rows import DEFAULTS, WAYS, Frozen, Row, freeze

_AT_ONCE = frozenset(("kind", "state", "serves", "implements", "blocked_by"))
"""What linking asks of every note; other fields that need work are thawed when they are asked for."""

_NAMES = tuple(field.name for field in fields(Note))
_SET: dict[str, Callable[[Note, Any], None]] = {name: getattr(Note, name).__set__ for name in _NAMES}
_SET_PATH = _SET["path"]

_Waiting = dict[str, tuple[int, Callable[[Any], Any]]]


class Remembered(Note):
    """A note that was not read again. It equals the note that reading would give."""

    __slots__ = ("_row",)

    _row: Row
    """What it was thawed from; a note of this kind is frozen again by handing it out."""
    _waiting: ClassVar[_Waiting] = {}
    """By name: which fields are still frozen, where in the row, and how each is thawed."""

    def __getattr__(self, name: str) -> Frozen:
        """Thaw a field that is asked for the first time."""
        waiting = self._waiting.get(name)
        if waiting is None:
            raise AttributeError(name, name=name, obj=self)
        at, thaw = waiting
        value = thaw(self._row[at])
        _SET[name](self, value)
        return value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Note):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _NAMES)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in _NAMES))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as the note that it equals."""
        return Note, tuple(getattr(self, name) for name in _NAMES)


class _Shape:
    """What the rows of one mask are thawed with."""

    def __init__(self, mask: int) -> None:
        said = [name for number, name in enumerate(WAYS) if mask >> number & 1]
        if mask >> len(WAYS) or not said:
            raise ValueError(mask)
        places = [(name, at, WAYS[name].thaw) for at, name in enumerate(said, start=1)]
        waiting = {name: (at, thaw) for name, at, thaw in places if thaw is not None and name not in _AT_ONCE}
        self.now: tuple[tuple[Callable[[Note, Any], None], int, Callable[[Any], Any] | None], ...] = tuple(
            (_SET[name], at, thaw) for name, at, thaw in places if name not in waiting
        )
        self.length = len(said) + 1
        self.made = _subclass(set(said), waiting)


def _subclass(said: set[str], waiting: _Waiting, **more: Row) -> type[Remembered]:
    """Return the notes that say no more than ``said``."""
    rest = {name: value for name, value in DEFAULTS.items() if name not in said}
    return type("Remembered", (Remembered,), {"__slots__": (), "_waiting": waiting, **rest, **more})


_Plain = _subclass(set(), {}, _row=0)
_SHAPES: dict[int, _Shape] = {}
_new: Callable[[type[Remembered]], Remembered] = object.__new__
_set_row = vars(Remembered)["_row"].__set__


def thaw(paths: Iterable[str], rows: Iterable[Row]) -> list[Note | None]:
    """Return the notes of rows; None where there is none.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: these are no rows of `freeze`.
    """
    notes: list[Note | None] = []
    for path, row in zip(paths, rows, strict=True):
        if row == 0:
            note = _new(_Plain)
        elif row is None:
            notes.append(None)
            continue
        else:
            shape = _SHAPES.get(row[0]) or _SHAPES.setdefault(row[0], _Shape(row[0]))
            if len(row) != shape.length:
                raise ValueError(row)
            note = _new(shape.made)
            for put, at, way in shape.now:
                put(note, row[at] if way is None else way(row[at]))
            _set_row(note, row)
        _SET_PATH(note, path)
        notes.append(note)
    return notes


def row_of(note: Note) -> Row:
    """Return a note as a row, as `freeze` does, but at no cost where it was thawed from one."""
    return note._row if isinstance(note, Remembered) else freeze(note)
