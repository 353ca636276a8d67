"""Gaps as text: where, what, and the next action; a summary at the end."""

from __future__ import annotations

from collections import Counter

from vaultgoals.cli.terminal import put, safe_text, severity_style, styled
from vaultgoals.engine import Examination
from vaultgoals.model import Gap, Severity


def print_gaps(found: Examination, *, verbose: bool) -> None:
    """Print every gap in path order, then what was read and how it stands."""
    lines = [line for gap in found.gaps for line in _gap_lines(gap)]
    if found.gaps:
        lines.append("")
    if verbose:
        for notice in found.notices:
            where = f"{notice.path}:{notice.line}" if notice.line else notice.path
            lines.append(styled(f"{where}: {notice.message} ({notice.name})", dim=True))
        if found.notices:
            lines.append("")
    lines.append(styled(summary(found)))
    if found.notices and not verbose:
        lines.append(styled(told(found), dim=True))
    put("\n".join(lines))  # at once: a line a call costs as much as all the rest of printing


def print_gap(gap: Gap) -> None:
    """Print one gap with its next action."""
    put("\n".join(_gap_lines(gap)))


def _gap_lines(gap: Gap) -> tuple[str, str]:
    where = styled(f"{gap.path}:{gap.line}" if gap.path else "the whole vault", bold=True)
    code = styled(gap.code, fg=severity_style(gap.severity))
    return f"{where}: {code} {gap.rule}: {safe_text(gap.message)}", styled(f"    {gap.fix}", dim=True)


def summary(found: Examination) -> str:
    """Return the closing line: what was read, how many goals hold, how many gaps of which severity."""
    account = found.account
    counts = account.counts
    severities = Counter(gap.severity for gap in found.gaps)
    kinds = ", ".join(_counted(severities[one], one.value) for one in Severity if severities[one])
    local = f"; {len(account.local)} on this machine alone" if account.local else ""
    gaps = f"{_counted(len(found.gaps), 'gap')}{f' ({kinds}{local})' if kinds else ''}"
    waived = f", {len(found.waived)} waived" if found.waived else ""
    notes, goals, specs, tasks = (
        _counted(counts[f"{kind}s"], kind) for kind in ("note", "goal", "spec", "task")
    )
    return f"{notes}: {goals}, {account.verified} verified; {specs}; {tasks}; {gaps}{waived}"


def told(found: Examination) -> str:
    """Return one line that counts what was left out or looked odd."""
    names = Counter(notice.name for notice in found.notices)
    kinds = ", ".join(f"{number} {name}" for name, number in sorted(names.items()))
    return f"not among the gaps: {kinds} (--verbose lists them)"


def _counted(number: int, noun: str) -> str:
    if noun == Severity.INFO.value:
        return f"{number} {noun}"
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
