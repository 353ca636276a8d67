"""Frozen values that cost nothing until one is made.

`dataclasses` writes and compiles five methods for each class while its module is imported. For the seventy
classes of a check that is a quarter of its time, and most of these methods are never called. Here equality,
hash and text work on the fields by their names, and ``__init__`` is compiled when the first value is made.
For everybody else a class is one of `dataclasses`: `fields`, `replace` and `is_dataclass` take it for one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, kw_only: bool = False, slots: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(
    cls: type[T] | None = None, /, *, kw_only: bool = False, slots: bool = True
) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class one of frozen values, as ``dataclass(frozen=True, slots=True)`` does.

    Args:
        cls: the class, with its fields as annotations.
        kw_only: whether its fields are given by name only.
        slots: whether a value holds nothing but its fields; `cached_property` needs more.
    """

    def make(plain: type[T]) -> type[T]:
        made = dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(plain)
        _complete(made)
        return made

    return make if cls is None else make(cls)


def _complete(cls: type[Any]) -> None:
    """Give a class the methods of a frozen value, save those that it defines itself."""
    told = fields(cls)
    compared = [one.name for one in told if one.compare]
    key = attrgetter(*compared) if compared else _nothing
    shown = [one.name for one in told if one.repr]

    def equals(self: object, other: object) -> Any:  # noqa: ANN401 - a truth, or NotImplemented
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    def text(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    def state(self: object) -> list[Any]:
        return [getattr(self, one.name) for one in told]

    def restore(self: object, values: list[Any]) -> None:
        for one, value in zip(told, values, strict=True):
            object.__setattr__(self, one.name, value)

    methods: dict[str, object] = {
        "__init__": _Init(cls, told),
        "__eq__": equals,
        "__hash__": hashed,
        "__repr__": text,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__getstate__": state,
        "__setstate__": restore,
    }
    own = vars(cls)
    for name, method in methods.items():
        if own.get(name) is None:  # a class that defines __eq__ alone has a __hash__ of None
            setattr(cls, name, method)


def _nothing(_value: object) -> tuple[()]:
    return ()


def _refuse(_self: object, name: str, *_value: object) -> None:
    message = f"cannot change field {name!r}"
    raise FrozenInstanceError(message)


class _Init:
    """Stands for ``__init__`` until somebody asks for it, to call it or to look at it."""

    def __init__(self, cls: type[Any], told: tuple[Field[Any], ...]) -> None:
        self._cls = cls
        self._told = told

    def __get__(self, value: object, _owner: type[Any]) -> Callable[..., None]:
        """Put the real one in the place of this and return it, bound to ``value`` if there is one."""
        self._cls.__init__ = made = _compiled(self._cls, self._told)
        bound: Callable[..., None] = made if value is None else made.__get__(value)
        return bound


def _compiled(cls: type[Any], told: tuple[Field[Any], ...]) -> Any:  # noqa: ANN401 - a function, as descriptor
    """Return the ``__init__`` of a class; it lives in the class's own module, where its types have names."""
    names: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    lines = [f"  {_setter(cls, one, names)}{_value(one, names)})" for one in told]
    if hasattr(cls, "__post_init__"):
        lines.append("  self.__post_init__()")
    given = [_parameter(one, names) for one in told if one.init and not one.kw_only]
    named = [_parameter(one, names) for one in told if one.init and one.kw_only]
    parameters = ", ".join(["self", *given, *(["*", *named] if named else [])])
    body = "\n".join(lines or ["  pass"])
    code = f"def _make({', '.join(names)}):\n def __init__({parameters}):\n{body}\n return __init__"
    made: dict[str, Any] = {}
    exec(code, vars(sys.modules[cls.__module__]), made)  # noqa: S102 - made of the names of fields
    init = made["_make"](**names)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {one.name: one.type for one in told if one.init} | {"return": None}
    return init


def _setter(cls: type[Any], one: Field[Any], names: dict[str, Any]) -> str:
    """Return the call that sets a field, up to the value; a slot sets itself a fifth faster."""
    slot: Any = getattr(cls, one.name, None)
    if not hasattr(slot, "__set__"):
        return f"_set(self, {one.name!r}, "
    names[f"_set_{one.name}"] = slot.__set__
    return f"_set_{one.name}(self, "


def _parameter(one: Field[Any], names: dict[str, Any]) -> str:
    if one.default is not MISSING:
        names[f"_default_{one.name}"] = one.default
        return f"{one.name}=_default_{one.name}"
    return one.name if one.default_factory is MISSING else f"{one.name}=_MISSING"


def _value(one: Field[Any], names: dict[str, Any]) -> str:
    if one.default_factory is MISSING:
        return one.name
    names[f"_make_{one.name}"] = one.default_factory
    return f"_make_{one.name}() if {one.name} is _MISSING else {one.name}"
