"""Whoever saves, and in whatever order: no byte of the user's is lost, and the reports come out true."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.everybody import Everybody


def test_whoever_saves_nothing_is_lost_and_the_report_is_true() -> None:
    """User, editor, sync program and we write in any order, also between our reading and our writing.

    After each step every text that was saved stands in the vault or is kept for `undo`, byte for byte; a note
    of the user's is another only by a region or a date; after the last a fresh report changes nothing.
    """
    chosen = settings.default
    assert chosen is not None
    run_state_machine_as_test(
        Everybody,
        settings=settings(chosen, max_examples=max(1, chosen.max_examples // 4), stateful_step_count=25),
    )
