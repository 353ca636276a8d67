"""P1: an edit of one key changes one line, or is refused."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

from tests.parse.one_key_judge import ENDINGS, SPELLINGS, VALUES, hostile_note, sound_note, wrong_with
from tests.parse.yaml_constructs import CONSTRUCTS
from tests.torture.others import Writer, others, told
from tests.torture.rows import Row, scaled
from vaultgoals.parse.one_key import set_key

NOTES = "VAULTGOALS_NOTES"
"""Environment variable: folders of real notes, separated as in PATH, to be edited (in memory) as well."""
_DAY = "2026-11-21"


def one_key(folder: Path, scale: float) -> list[Row]:
    """Edit generated notes, every construct of YAML, and real notes where a folder of them is named."""
    assert folder.is_dir()
    rows = [_generated(scaled(20_000, scale, 200)), _constructs()]
    folders = [Path(name) for name in os.environ.get(NOTES, "").split(os.pathsep) if name]
    return [*rows, *([_real(folders)] if folders else [])]


def _generated(number: int) -> Row:
    chance = Random(1)
    notes = [sound_note(chance) if at % 2 else hostile_note(chance) for at in range(number)]
    notes = [text.replace("\ud800", "") for text in notes]
    values = [chance.choice(VALUES) for _ in notes]
    count, refused = _ours(list(zip(notes, values, strict=True)))
    sound = [text for text in notes[1::2] if text.startswith("---\n") and "\r" not in text]
    figures = {writer.name: _judged(writer, sound[: number // 10]) for writer in others()[1:]}
    return Row(
        "P1",
        f"one key set in {number:,} generated notes, half of them hostile",
        f"{count['wrong']:,} wrong of {count['edited']:,} edited; {count['refused']:,} refused with a "
        f"reason, {refused:,} of them sound",
        "0 wrong, 0 sound ones refused",
        count["wrong"] == refused == 0 and count["edited"] > number // 3,
        told(figures),
    )


def _ours(wanted: list[tuple[str, str]]) -> tuple[Counter[str], int]:
    """Return how many edits were right, wrong and refused, and how many of the refused notes were sound."""
    count: Counter[str] = Counter(edited=0, wrong=0, refused=0)
    sound_refused = 0
    for at, (text, value) in enumerate(wanted):
        after = set_key(text, "verified", value, spellings=SPELLINGS)
        if not isinstance(after, str):
            count["refused"] += 1
            sound_refused += at % 2
            continue
        count["edited"] += 1
        count["wrong"] += bool(wrong_with(text, after, value))
    return count, sound_refused


def _judged(writer: Writer, notes: list[str]) -> str:
    count: Counter[str] = Counter()
    for text in notes:
        try:
            after = writer.changed(text, "verified", _DAY)
        except Exception:  # noqa: BLE001 - whatever another program raises
            count["failed"] += 1
            continue
        count[wrong_with(text, after, _DAY)] += 1
    harmed = count["more than one line"] + count["another key"]
    return f"{harmed:,} of {len(notes):,} notes changed in other lines too, {count['failed']:,} errors"


def _constructs() -> Row:
    pieces = [piece for group in CONSTRUCTS.values() for piece in group]
    notes = [f"---\n{piece}---\nbody".replace("\n", end) for piece in pieces for end in ENDINGS]
    count, _ = _ours([(text, _DAY) for text in notes])
    return Row(
        "P1",
        f"one key set beside {len(pieces)} constructs of YAML, with LF, CRLF and CR",
        f"{count['wrong']} wrong of {count['edited']} edited; {count['refused']} refused",
        "0 wrong",
        count["wrong"] == 0 and count["edited"] > len(pieces) // 2,
    )


def _real(folders: list[Path]) -> Row:
    texts = [raw for folder in folders for raw in map(_text, sorted(folder.rglob("*.md"))) if raw is not None]
    count, _ = _ours([(text, _DAY) for text in texts])
    fronted = [text for text in texts if text.startswith("---\n")]
    of_yaml, _ = _ours([(text, _DAY) for text in fronted])
    figures = {writer.name: _judged(writer, fronted[:2000]) for writer in others()[1:]}
    return Row(
        "P1",
        f"one key set in {len(texts):,} real notes",
        f"{count['wrong']:,} wrong of {count['edited']:,} edited; {count['refused']:,} refused, "
        f"{of_yaml['refused']} of them among the {len(fronted):,} that begin with `---`",
        "0 wrong",
        count["wrong"] == 0,
        told(figures),
    )


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
