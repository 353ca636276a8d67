"""Gaps as a Markdown list, for a pull request or the summary of a run."""

from __future__ import annotations

from vaultgoals.cli.gap_text import summary
from vaultgoals.cli.terminal import put
from vaultgoals.engine import Examination
from vaultgoals.model import Gap
from vaultgoals.rollup.escape import md_text


def print_markdown(found: Examination) -> None:
    """Print the summary and every gap with its next action; what users wrote starts no markup in it."""
    lines = [line for gap in found.gaps for line in _item(gap)]
    put("\n".join((md_text(summary(found), limit=1000), *([""] if lines else []), *lines)))


def _item(gap: Gap) -> tuple[str, str]:
    where = f"{gap.path}:{gap.line}" if gap.path else "the whole vault"
    message, fix = md_text(gap.message, limit=1000), md_text(gap.fix, limit=1000)
    return f"- **{gap.code}** {gap.rule} · {md_text(where, limit=1000)} · {message}", f"  Next: {fix}"
