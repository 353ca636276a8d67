from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.model import Gap, Severity, gap_id

words = st.text(st.characters(blacklist_characters="\0"), max_size=8)


def test_a_gaps_identity_is_the_same_for_ever() -> None:
    """The hash is part of every report that was ever written: it must not change."""
    assert gap_id("VG301", "Goals/Ship.md", "") == "68f592db"
    assert gap_id("VG101", "Täsks/\udc80.md", "goal: x") == gap_id("VG101", "Täsks/\udc80.md", "goal: x")


@given(st.tuples(words, words, words), st.tuples(words, words, words))
def test_another_rule_note_or_object_is_another_gap(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    """Identities are equal exactly where code, path and object are, wherever one ends and the next begins."""
    assert (gap_id(*one) == gap_id(*other)) is (one == other)


def test_gaps_are_listed_by_path_and_line() -> None:
    """The order is path, line, code, id."""

    def gap(path: str, line: int, code: str, number: str) -> Gap:
        return Gap(number, code, "r", Severity.INFO, path, line, "s", None, "m", "f")

    ordered = [
        gap("A", 2, "VG9", "9"),
        gap("A", 10, "VG1", "1"),
        gap("A", 10, "VG1", "2"),
        gap("B", 1, "VG1", "0"),
    ]
    assert sorted(set(ordered), key=lambda one: one.order) == ordered
