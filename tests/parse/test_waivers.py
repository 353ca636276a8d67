from __future__ import annotations

from time import process_time

import pytest

from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note
from vaultgoals.parse.waivers import read_waiver


@pytest.mark.parametrize(
    ("text", "rule", "until", "reason"),
    [
        ("VG203 until 2026-12-31: ships in January", "VG203", "2026-12-31", "ships in January"),
        (
            "unimplemented-spec until 2026-12-31: later: much",
            "unimplemented-spec",
            "2026-12-31",
            "later: much",
        ),
        ("vg203  UNTIL  2026-12-31 :later", "vg203", "2026-12-31", "later"),
        ("VG203 until 2026-12-31", "VG203", "2026-12-31", ""),
        ("VG203 until [[2026-12-31]]: later", "VG203", "2026-12-31", "later"),
        ("VG203 until 2026-12-31T10:00: later", "VG203", "2026-12-31T10:00", "later"),
        ("VG203 until 2026-12-31 10:00Z: later", "VG203", "2026-12-31T10:00+00:00", "later"),
        ("VG203: later", "VG203", "None", "later"),
        ("VG203", "VG203", "None", ""),
        ("VG203 until soon: later", "VG203", "None", "later"),
        ("VG203 until 2026-02-30: later", "VG203", "None", "later"),
        ("VG203 until: later", "", "None", ""),
        ("VG203 until 2026-12-31 because", "", "None", ""),
        ("VG 203 until 2026-12-31", "", "None", ""),
        ("until 2026-12-31", "", "None", ""),
        ("", "", "None", ""),
    ],
)
def test_a_waiver_names_a_rule_and_its_last_day(text: str, rule: str, until: str, reason: str) -> None:
    """Without an end it waives nothing, and a line that goes on otherwise names no rule."""
    found = read_waiver(text, 3)

    assert (found.rule, str(found.until), found.reason) == (rule, until, reason)
    assert (found.text, found.line) == (text, 3)


def test_waivers_need_no_quotes() -> None:
    """A list item with a colon is a mapping to YAML, and a waiver all the same; each knows its line."""
    text = '---\nwaive:\n  - VG203 until 2026-12-31: later\n  - "VG201 until 2027-01-31: then"\n---\n'

    found = read_note("A.md", text, Dialect()).waivers

    assert [(one.rule, str(one.until), one.line) for one in found] == [
        ("VG203", "2026-12-31", 3),
        ("VG201", "2027-01-31", 4),
    ]


@pytest.mark.parametrize("piece", [" ", "a", ":", " until ", "a:", "-"])
def test_waivers_are_read_in_linear_time(piece: str) -> None:
    """Four times the text takes less than eight times as long."""

    def seconds(count: int) -> float:
        text = f"VG203{piece * count}!"
        start = process_time()
        read_waiver(text, 1)
        return process_time() - start

    assert min(seconds(16_000) / max(seconds(4_000), 0.002) for _ in range(3)) < 8
