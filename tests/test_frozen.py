from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.frozen import frozen


@frozen
class Point:
    """A value with all that a field can say."""

    x: int
    y: int = 0
    notes: tuple[str, ...] = field(default=(), compare=False, repr=False)
    marks: list[int] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Standard:
    """What the standard library makes of the same fields."""

    x: int
    y: int = 0
    notes: tuple[str, ...] = field(default=(), compare=False, repr=False)
    marks: list[int] = field(default_factory=list, compare=False)


@frozen(kw_only=True)
class Named:
    """Fields that are given by name only."""

    first: str
    second: str = ""


@frozen(slots=False)
class Wide:
    """A value with room for what is derived from it."""

    side: int

    @cached_property
    def area(self) -> int:
        """Derived when it is asked for."""
        return self.side * self.side


@frozen
class Checked:
    """A value that looks at what it is given."""

    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            message = "negative"
            raise ValueError(message)


@frozen
class Like:
    """Equal to whatever is equal without regard to case."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Like) and self.text.lower() == other.text.lower()

    def __hash__(self) -> int:
        return hash(self.text.lower())


@frozen
class Empty:
    """A value without fields."""


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_values_are_equal_hashed_and_shown_as_those_of_dataclasses(a: int, b: int, c: int, d: int) -> None:
    """Two values are equal exactly where those of the standard library are, and equal ones have one hash."""
    assert (Point(a, b) == Point(c, d)) == (Standard(a, b) == Standard(c, d))
    assert Point(a, b, ("seen",)) == Point(a, b)
    assert hash(Point(a, b, ("seen",))) == hash(Point(a, b))
    assert repr(Point(a, b)) == repr(Standard(a, b)).replace("Standard", "Point")


def test_a_value_of_another_class_is_another() -> None:
    """Fields that are alike make no two classes one."""
    values: list[object] = [Point(1, 2), Standard(1, 2), Checked(1), Wide(1)]
    assert [values.index(value) for value in values] == [0, 1, 2, 3]


def test_fields_cannot_be_changed() -> None:
    """Neither set nor deleted, nor is there room for any others."""
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.z = 2  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        Wide(3).side = 4  # type: ignore[misc]
    assert not hasattr(point, "__dict__")


def test_arguments_are_those_of_the_fields() -> None:
    """Too few, too many and unknown ones are refused; defaults that are made are made for each value."""
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(1, 2, (), [], 5)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Named("one")  # type: ignore[call-arg]
    assert Named(second="b", first="a") == Named(first="a", second="b")
    assert Point(1).marks is not Point(1).marks
    assert Empty() == Empty()


def test_the_signature_tells_the_fields() -> None:
    """What looks at a class before any value is made of it sees what it takes, and of which types."""

    @frozen
    class Fresh:
        number: int
        text: str = "none"

    assert str(inspect.signature(Fresh)) == "(number: 'int', text: 'str' = 'none') -> None"
    assert get_type_hints(Fresh.__init__) == {"number": int, "text": str, "return": type(None)}


def test_the_class_is_one_of_dataclasses() -> None:
    """`fields`, `replace`, `is_dataclass` and `match` know it."""
    assert [one.name for one in fields(Point)] == ["x", "y", "notes", "marks"]
    assert replace(Point(1, 2), y=5) == Point(1, 5)
    match Point(4, 7):
        case Point(x, y):
            assert (x, y) == (4, 7)
    assert is_dataclass(Point)


def test_what_a_class_defines_itself_stays() -> None:
    """Its own equality, its own hash, and what it does with new values."""
    assert Like("A") == Like("a")
    assert hash(Like("A")) == hash(Like("a"))
    with pytest.raises(ValueError, match="negative"):
        Checked(-1)
    wide = Wide(3)
    assert (wide.area, wide.area) == (9, 9)


@pytest.mark.parametrize("value", [Point(1, 2, ("x",), [3]), Named(first="a"), Wide(2), Empty()])
def test_a_value_can_be_copied_and_pickled(value: object) -> None:
    """Every field comes with it."""
    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301
        assert twin == value
        assert repr(twin) == repr(value)
