"""The day's report: what stands between claimed and true, and the next action for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vaultgoals.frozen import frozen
from vaultgoals.model import Gap, State
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.day import Day, read_day
from vaultgoals.rollup.generated import Generated, written
from vaultgoals.rollup.goal_table import state_table
from vaultgoals.rollup.history import Closed, Entry, gap_comment, report_path
from vaultgoals.rollup.pen import Pen


@frozen
class Section:
    """One callout of the report: the gaps of some rules."""

    callout: str
    title: str
    short: str
    """The title where there is room for a few letters: over a column of numbers."""
    codes: frozenset[str]


SECTIONS = (
    Section(
        "danger",
        "Done, but not verified",
        "not verified",
        frozenset(("VG301", "VG304", "VG305", "VG401", "VG402", "VG403")),
    ),
    Section("missing", "Specs with no implementation", "not built", frozenset(("VG203",))),
    Section(
        "warning",
        "Claimed, but not complete",
        "not complete",
        frozenset(("VG205", "VG302", "VG303", "VG404", "VG501", "VG502")),
    ),
    Section(
        "warning",
        "Goals without a reason, a plan, a measure or movement",
        "not planned",
        frozenset(("VG201", "VG202", "VG206", "VG207")),
    ),
    Section("question", "Work that may not be needed", "not needed", frozenset(("VG204", "VG306"))),
    Section(
        "bug", "Links and values to mend", "to mend", frozenset(("VG101", "VG102", "VG103", "VG104", "VG105"))
    ),
    Section(
        "failure",
        "Not read, or not trusted",
        "not read",
        frozenset(("VG601", "VG901", "VG902", "VG903", "VG904")),
    ),
)
"""The sections in reading order; a rule that none of them names stands in the last."""


def report(account: Account) -> Generated:
    """Write the report of the account's day."""
    pen = Pen(account, report_path(account.output, account.day))
    regions = (("gaps", gap_text(account, pen)), ("goals", state_table(account, pen)))
    return Generated(_properties(account), regions)


def day_of(account: Account) -> Day:
    """Return what the report of the account's day says in numbers, read from it as any other's is."""
    pen = Pen(account, report_path(account.output, account.day))
    text = written(Generated(_properties(account), (("goals", state_table(account, pen)),)), None)
    return read_day(account.day, str(text))


def _properties(account: Account) -> dict[str, str | int | bool]:
    gaps = account.comparison.gaps
    codes = Counter(gap.code for gap in gaps)
    return {
        "type": "gap-report",
        "date": account.day,
        "gaps": len(gaps),
        "gaps_new": len(account.comparison.new),
        "gaps_closed": len(account.comparison.closed),
        **{f"gaps_{code}": number for code, number in sorted(codes.items())},
        **({"oldest_gap": min(gap.since for gap in gaps)} if gaps else {}),
        "goals": account.counts["goals"],
        "goals_verified": account.verified,
        "specs": account.counts["specs"],
        "tasks": account.counts["tasks"],
    }


def summary_line(account: Account, pen: Pen) -> str:
    """Return the one-line summary: goals verified, gaps, what is new and closed since which report."""
    comparison = account.comparison
    gaps = len(comparison.gaps)
    parts = [
        f"{account.verified} of {len(account.live_goals)} goals verified",
        f"{gaps} gap{'s' * (gaps != 1)}",
    ]
    if comparison.previous is not None:
        before = pen.link(report_path(account.output, comparison.previous.day))
        parts[1] += f", {len(comparison.new)} new, {len(comparison.closed)} closed since {before}"
    if account.waived:
        parts.append(f"{account.waived} waived")
    return " · ".join(parts)


def gap_text(account: Account, pen: Pen) -> str:
    """Return the report's first region: summary, the gaps by section, what was closed or kept."""
    blocks = [f"> [!summary] {summary_line(account, pen)}"]
    for section, gaps in by_section(account.comparison.gaps):
        blocks.append("\n".join(_section(section, gaps, account, pen)))
    if account.comparison.kept:
        blocks.append("\n".join(_kept(account.comparison.kept, pen)))
    if account.comparison.closed:
        blocks.append("\n".join(_closed(account, pen)))
    if not account.comparison.gaps and not account.comparison.kept:
        blocks.append(nothing_missing(account))
    blocks.append(what_was_read(account))
    return "\n\n".join(blocks) + "\n"


def by_section(gaps: Iterable[Gap]) -> Iterator[tuple[Section, tuple[Gap, ...]]]:
    """Yield each section that has gaps, with them, the gravest first."""
    placed = frozenset().union(*(section.codes for section in SECTIONS[:-1]))
    ordered = sorted(gaps, key=lambda gap: (gap.severity.rank, gap.order))
    for section in SECTIONS:
        last = section is SECTIONS[-1]
        found = tuple(
            gap for gap in ordered if gap.code in section.codes or (last and gap.code not in placed)
        )
        if found:
            yield section, found


def nothing_missing(account: Account) -> str:
    """Return the callout of a run without gaps."""
    callout, sentence = no_gap(account)
    return f"> [!{callout}] {sentence}"


def no_gap(account: Account) -> tuple[str, str]:
    """Return callout and sentence of a run without gaps: praise only where something is claimed."""
    specs = account.judged.vault.specs
    claimed = account.live_goals or any(spec.accepted or spec.state is State.DONE for spec in specs)
    if claimed:
        return "success", "No gap: what is claimed is shown."
    return "info", "No gap, and nothing is claimed yet: there is no goal, and no spec that was accepted."


def what_was_read(account: Account) -> str:
    """Return the sentence that tells what was read, so that "no gap" can be judged."""
    notes, goals, specs, tasks = (
        f"{number} {kind}{'s' * (number != 1)}"
        for kind in ("note", "goal", "spec", "task")
        for number in [account.counts[f"{kind}s"]]
    )
    which = "is a note or serves" if account.counts["tasks"] == 1 else "are notes or serve"
    return f"Read as of {account.day}: {notes}, of them {goals} and {specs}; {tasks} that {which} a goal."


def _section(section: Section, gaps: Sequence[Gap], account: Account, pen: Pen) -> Iterator[str]:
    yield f"> [!{section.callout}]- {section.title} ({len(gaps)})"
    for gap in gaps:
        new = " · new" if gap.id in account.comparison.new and account.comparison.previous else ""
        subject = pen.link(gap.path) if gap.path else "the whole vault"
        yield f"> - {subject} · {pen.text(gap.message)} · since {gap.since}{new} · {gap.code}"
        entry = Entry(gap.id, gap.code, gap.since, gap.path)
        yield f">   Next: {pen.text(gap.fix)} {gap_comment(entry)}"


def _kept(kept: Sequence[Entry], pen: Pen) -> Iterator[str]:
    yield f"> [!note]- Not looked at this time ({len(kept)})"
    for entry in kept:
        subject = pen.link(entry.path) if entry.path else "the whole vault"
        yield f"> - {subject} · {entry.code} · since {entry.since} {gap_comment(entry)}"


def _closed(account: Account, pen: Pen) -> Iterator[str]:
    closed = account.comparison.closed
    yield f"> [!success]- Closed since the report before ({len(closed)})"
    for item in sorted(closed, key=lambda item: (item.entry.path, item.entry.code, item.entry.id)):
        subject = _subject(item, account, pen)
        yield f"> - {subject} · {item.entry.code}{_how(item)} · stood since {item.entry.since}"


def _subject(item: Closed, account: Account, pen: Pen) -> str:
    if not item.entry.path:
        return "the whole vault"
    if item.entry.path in account.judged.vault.files:
        return pen.link(item.entry.path)
    return pen.plain(item.entry.path)


def _how(item: Closed) -> str:
    return "" if item.how == "closed" else f" · {item.how}"
