from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from vaultgoals.model import Note, Observation, Result
from vaultgoals.observe import Context, observe
from vaultgoals.parse.check_lines import parse_check

Observed = Callable[..., Observation]
DISPATCH = Note(path="Systems/Dispatch.md")


@pytest.mark.parametrize(
    "target", ["[[Dispatch]]", "Systems/Dispatch.md", "systems/dispatch", "'Systems/Dispatch.md'"]
)
def test_a_text_that_stands_there_passes(observed: Observed, target: str) -> None:
    """The text is found in the note or file that is named."""
    seen = observed(f'contains: "is enabled" in {target}', DISPATCH, files={DISPATCH.path: "It is enabled."})
    assert (seen.result, seen.measured) == (Result.PASS, '"is enabled" stands in Systems/Dispatch.md')


@pytest.mark.parametrize("text", ["it is disabled", "Enabled", ""])
def test_a_text_that_does_not_stand_there_fails(observed: Observed, text: str) -> None:
    """Another text, another case or an empty file fails."""
    seen = observed("contains: 'enabled' in [[Dispatch]]", DISPATCH, files={DISPATCH.path: text})
    assert seen.result is Result.FAIL
    assert seen.measured == (
        '"enabled" does not stand in Systems/Dispatch.md' if text else "Systems/Dispatch.md is empty"
    )


def test_an_absent_file_fails_and_is_named(observed: Observed) -> None:
    """Nothing stands in a file that is not there, and it is said that it is not."""
    seen = observed('contains: "x" in Systems/Gone.md', DISPATCH)
    assert (seen.result, seen.measured) == (Result.FAIL, "Systems/Gone.md is not there")


def test_unicode_forms_of_a_letter_are_equal(observed: Observed) -> None:
    """A text typed on one system is found in a file written on another."""
    seen = observed(
        'contains: "Müller" in [[Dispatch]]', DISPATCH, files={DISPATCH.path: normalize("NFD", "Müller")}
    )
    assert seen.result is Result.PASS


def test_a_file_that_is_no_text_is_unknown(context: Callable[..., Context], tmp_path: Path) -> None:
    """Bytes that are not UTF-8 neither pass nor fail."""
    made = context(DISPATCH)
    (tmp_path / DISPATCH.path).write_bytes(b"enabled \xff\xfe")
    seen = observe(parse_check('contains: "enabled" in [[Dispatch]]', 1), made)
    assert seen is not None
    assert seen.result is Result.UNKNOWN


def test_outside_the_vault_is_unknown(observed: Observed) -> None:
    """No file outside the vault is read."""
    assert observed('contains: "root" in /etc/passwd').result is Result.UNKNOWN


@pytest.mark.parametrize(("body", "result"), [("All is well.", Result.FAIL), ("It is enabled.", Result.PASS)])
def test_a_check_does_not_find_its_own_words(
    context: Callable[..., Context], body: str, result: Result
) -> None:
    """A check that looks into its own note is not answered by the lines that ask."""
    lines = ['contains: "enabled" in [[Goal]]', "ask: Is it enabled?"]
    checks = tuple(parse_check(text, number) for number, text in enumerate(lines, 3))
    text = f"---\nverify:\n  - {lines[0]}\n  - {lines[1]}\n---\n{body}\n"
    made = context(Note(path="Goals/Goal.md", checks=checks), files={"Goals/Goal.md": text})
    seen = observe(checks[0], made)
    assert seen is not None
    assert seen.result is result
