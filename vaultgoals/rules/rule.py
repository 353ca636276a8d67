"""What a rule is: a record with a pure function, documented by its module's docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vaultgoals.frozen import frozen
from vaultgoals.model import Finding, Judged, Severity


@frozen
class Rule:
    """One rule. ``check`` reads a judged vault and yields findings: no file, no clock, no printing."""

    code: str
    """Append-only: a code is never used again for something else."""
    name: str
    """The public key, in kebab-case; its file is the same in snake_case."""
    severity: Severity
    doc: str
    """The module's docstring, with the headings What it finds, Why it matters, Example, How to fix."""
    check: Callable[[Judged], Iterator[Finding]]
    default: bool = True
    """Whether it is on unless selected."""
