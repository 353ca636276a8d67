"""P9: a region is replaced where there is exactly one legal pair of markers, or the note is untouched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.torture.rows import Row, scaled
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.rollup.splice import OPT_IN, render

_BATCH = 1000
_OURS = render("rollup", "- ours\n- ours too")
_BEGIN, _END = _OURS.split("\n")[0], "<!-- vaultgoals:end rollup -->"
_PIECES = (
    *(OPT_IN, OPT_IN, OPT_IN, _OURS, _OURS, _BEGIN, _END, _BEGIN, _END),
    *(_OURS.replace("\n", "\r\n"), render("gaps", "- other"), "<!-- vaultgoals:end gaps -->", f" {_BEGIN}"),
    *(
        f"> {_BEGIN}",
        f"- {_END}",
        f"`{_END}`",
        f"{_END} x",
        f"> {OPT_IN}",
        f" {OPT_IN}",
        _END[:-4],
        _BEGIN.upper(),
    ),
    *(
        "```",
        "~~~",
        "````js",
        "  ```",
        "> ```",
        "- ```",
        "    ```",
        "`",
        "%%",
        "%% a %%",
        "<!--",
        "-->",
        "<pre>",
    ),
    *(
        "</pre>",
        "---",
        "key: value",
        "# Title",
        "text <!-- open",
        "=======",
        "<<<<<<< ours",
        "\ufeff",
        "\u2028",
    ),
)
_USERS = re.compile(r"USER\d+")
_FRONTS = (
    *[""] * 12,
    "---\ntype: goal\n---\n",
    "---\ntype: spec\nstatus: accepted\n---\n",
    "---\na: b: c\n---\n",
)


def hostile_regions(folder: Path, scale: float) -> list[Row]:
    """Write reports about vaults of hostile notes; every line of a user's must be there as before."""
    number = scaled(20_000, scale, 200)
    chance = Random(1)
    came: Counter[str] = Counter(lost=0, written=0)
    others: Counter[str] = Counter(dict.fromkeys(_NAIVE, 0))
    for start in range(0, number, _BATCH):
        notes = {f"{at % 20}/N{at}.md": _note(chance) for at in range(start, min(number, start + _BATCH))}
        root = folder / str(start)
        write_files(root, notes)
        published = publish(Vault(root).examine())
        came["written"] += sum(path in notes for path in published.written)
        for path, before in notes.items():
            came["lost"] += _lost(before, (root / path).read_bytes().decode())
            for name, naive in _NAIVE.items():
                others[name] += _lost(before, naive(before))
    return [
        Row(
            "P9",
            f"`report` over {number:,} notes with whole, broken, repeated, quoted and edited markers",
            f"{came['lost']:,} notes lost a line of the user's; {came['written']:,} regions written",
            "0",
            came["lost"] == 0 and came["written"] > number // 50,
            "; ".join(f"{name}: {lost:,} notes lost lines" for name, lost in others.items()),
        )
    ]


def _note(chance: Random) -> str:
    lines = []
    for number in range(chance.randrange(2, 16)):
        text = chance.choice(_PIECES) if chance.random() < 0.5 else f"USER{number} writes."
        lines.append(text + chance.choice(("\n", "\n", "\n", "\r\n", "\r")))
    last = chance.choice(("", "USER99 without a line end", OPT_IN, _END))
    return chance.choice(_FRONTS) + "".join(lines) + last


def _lost(before: str, after: str) -> bool:
    """Whether the user's lines are not all there, once each and in their order."""
    return _USERS.findall(before) != _USERS.findall(after)


def _by_pattern(text: str) -> str:
    pattern = r"<!-- vaultgoals:begin rollup.*?-->.*?<!-- vaultgoals:end rollup -->"
    return re.sub(pattern, lambda _: _OURS, text, flags=re.DOTALL)


def _by_find(text: str) -> str:
    start, end = text.find("<!-- vaultgoals:begin rollup"), text.rfind(_END)
    return text if start < 0 or end < 0 else text[:start] + _OURS + text[end + len(_END) :]


def _to_the_end(text: str) -> str:
    """Cut from the first begin to the first end after it, or, where there is none, to the end."""
    start = text.find("<!-- vaultgoals:begin rollup")
    end = text.find(_END, start)
    return text if start < 0 else text[:start] + _OURS + (text[end + len(_END) :] if end > 0 else "")


_NAIVE: dict[str, Callable[[str], str]] = {
    "a regular expression": _by_pattern,
    "first begin to last end": _by_find,
    "begin to end, or to the end of the file": _to_the_end,
}
