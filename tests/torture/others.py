"""How other programs set a key of a note, for contrast: the same harness is run on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import frontmatter

_FRONT = re.compile(r"\A---\r?\n(.*?)^---\r?\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Writer:
    """One way to rewrite a note."""

    name: str
    changed: Callable[[str, str, str], str]
    """Text of a note, key and value -> the text that it makes of it; it may raise anything."""
    put: Callable[[Path, str], None]
    """Writes a whole text the way it does."""
    settled: Callable[[str], str]
    """What a text looks like once it has been through it."""


def _with_line(text: str, key: str, value: str) -> str:
    found = _FRONT.match(text)
    at = found.end(1) if found else 0
    return text[:at] + f"{key}: {value}\n" + text[at:]


def _open_w(note: Path, text: str) -> None:
    with note.open("w", encoding="utf-8") as file:
        file.write(text)


def _post_changed(text: str, key: str, value: str) -> str:
    post = frontmatter.loads(text)
    post[key] = value
    return frontmatter.dumps(post)


def _post_put(note: Path, text: str) -> None:
    frontmatter.dump(frontmatter.loads(text), str(note))


def _ruamel_changed(text: str, key: str, value: str) -> str:
    found = _FRONT.match(text)
    data = _round_trip().load(found[1]) if found else None
    data = {} if data is None else data
    data[key] = value
    stream = StringIO()
    _round_trip().dump(data, stream)
    return f"---\n{stream.getvalue()}---\n{text[found.end() :] if found else text}"


def _ruamel_put(note: Path, text: str) -> None:
    found = _FRONT.match(text)
    assert found is not None
    data = _round_trip().load(found[1])
    with note.open("w", encoding="utf-8") as file:
        file.write("---\n")
        _round_trip().dump(data, file)
        file.write(f"---\n{text[found.end() :]}")


def _round_trip() -> Any:  # noqa: ANN401 - the library is optional, and its types with it
    made = import_module("ruamel.yaml").YAML()
    made.preserve_quotes = True
    made.width = 1 << 20
    return made


OPEN_W = Writer("`open('w')`", _with_line, _open_w, str)
FRONTMATTER = Writer(
    "python-frontmatter", _post_changed, _post_put, lambda text: frontmatter.dumps(frontmatter.loads(text))
)
RUAMEL = Writer("ruamel.yaml", _ruamel_changed, _ruamel_put, str)
NO_RUAMEL = "ruamel.yaml: not installed, not run"


def others() -> tuple[Writer, ...]:
    """Return the writers that this machine has."""
    return (OPEN_W, FRONTMATTER, *((RUAMEL,) if find_spec("ruamel") else ()))


def told(figures: dict[str, str]) -> str:
    """Return what came of the others as one phrase, saying also which of them was missing."""
    missing = [] if find_spec("ruamel") else [NO_RUAMEL]
    return "; ".join([*(f"{name}: {figure}" for name, figure in figures.items()), *missing])
