"""Gaps as annotations of a GitHub Actions run, one line each.

The form is that of GitHub's documentation, "Workflow commands for GitHub Actions", and the escapes are those
of its own toolkit (``@actions/core``, ``command.ts``).
"""

from __future__ import annotations

from vaultgoals.cli.gap_place import Places
from vaultgoals.cli.gap_text import summary
from vaultgoals.cli.terminal import put, safe_text
from vaultgoals.engine import Examination
from vaultgoals.model import Gap, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def print_github(found: Examination) -> None:
    """Print every gap as an annotation of its note, and what was read as one of the run."""
    places = Places.of(found.root)
    lines = [_annotation(gap, places) for gap in found.gaps]
    put("\n".join((*lines, f"::notice title=vaultgoals::{_data(summary(found))}")))


def _annotation(gap: Gap, places: Places) -> str:
    where = {"file": places.path(gap.path), "line": str(gap.line)} if gap.path else {}
    given = {**where, "title": f"{gap.code} {gap.rule}"}
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    text = f"{safe_text(gap.message)}\n{safe_text(gap.fix)}"
    return f"::{_COMMANDS[gap.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe_text(text)).replace(":", "%3A").replace(",", "%2C")
