from __future__ import annotations

import pytest

from tests.requirements import REQUIRE_ALL, needs

ABSENT = "a-program-that-nobody-has"


def test_a_program_that_is_there_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test whose program is on the PATH runs, whatever is required."""
    monkeypatch.setenv(REQUIRE_ALL, "1")

    needs("sh")


def test_a_missing_program_skips_the_test_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without the program the test is skipped, and the reason names the program."""
    monkeypatch.delenv(REQUIRE_ALL, raising=False)

    with pytest.raises(pytest.skip.Exception, match=ABSENT):
        needs(ABSENT)


def test_a_missing_program_fails_where_all_must_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """With VAULTGOALS_REQUIRE_ALL a missing program is a failure, never a silent skip."""
    monkeypatch.setenv(REQUIRE_ALL, "1")

    with pytest.raises(pytest.fail.Exception, match=ABSENT):
        needs(ABSENT)
