from __future__ import annotations

import pytest

from tests.requirements import LACKING, REQUIRE_ALL, needs, needs_node_package, needs_python_package

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


def test_what_is_said_to_be_lacking_is_skipped_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What VAULTGOALS_LACKING names is skipped even where all must run, and nothing else is."""
    monkeypatch.setenv(REQUIRE_ALL, "1")
    monkeypatch.setenv(LACKING, f"yaml {ABSENT}")

    with pytest.raises(pytest.skip.Exception, match=ABSENT):
        needs(ABSENT)
    with pytest.raises(pytest.fail.Exception, match="another"):
        needs(f"another-{ABSENT}")


def test_a_missing_package_skips_the_test_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python or Node does not find a package the reason names it, and where to look."""
    needs("node")
    monkeypatch.delenv(REQUIRE_ALL, raising=False)

    needs_python_package("json")
    with pytest.raises(pytest.skip.Exception, match="a_package_that_nobody_has"):
        needs_python_package("a_package_that_nobody_has")
    needs_node_package("node:fs")
    with pytest.raises(pytest.skip.Exception, match=rf"{ABSENT}.*NODE_PATH"):
        needs_node_package(ABSENT)
