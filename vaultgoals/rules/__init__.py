"""The rules, as a tuple that can be read, and the loop that asks each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vaultgoals.errors import UnknownRuleError
from vaultgoals.frozen import frozen
from vaultgoals.model import Finding, Gap, Judged, Waiver, gap_id, title_of
from vaultgoals.rules import (
    aimless_task,
    ambiguous_link,
    broken_link,
    dead_link,
    edited_region,
    failed_verification,
    goal_without_why,
    incomplete_cycle,
    invalid_evidence,
    link_cycle,
    met_but_open,
    missed_heartbeat,
    missing_artifact,
    nothing_checked,
    odd_field,
    open_criteria,
    skipped_stage,
    stale_evidence,
    stalled_goal,
    suspect_evidence,
    unapproved_command,
    unimplemented_spec,
    unmeasurable_goal,
    unplanned_goal,
    unproven_goal,
    unreadable_note,
    unused_waiver,
    unverified_outcome,
    word_only,
)
from vaultgoals.rules.rule import Rule

__all__ = ["RULES", "Rule", "Selection", "Verdict", "find_rule", "judge"]

RULES: tuple[Rule, ...] = (
    broken_link.RULE,
    ambiguous_link.RULE,
    link_cycle.RULE,
    dead_link.RULE,
    odd_field.RULE,
    unplanned_goal.RULE,
    unmeasurable_goal.RULE,
    unimplemented_spec.RULE,
    aimless_task.RULE,
    missing_artifact.RULE,
    goal_without_why.RULE,
    stalled_goal.RULE,
    unverified_outcome.RULE,
    open_criteria.RULE,
    word_only.RULE,
    failed_verification.RULE,
    unproven_goal.RULE,
    met_but_open.RULE,
    stale_evidence.RULE,
    suspect_evidence.RULE,
    missed_heartbeat.RULE,
    invalid_evidence.RULE,
    incomplete_cycle.RULE,
    skipped_stage.RULE,
    unapproved_command.RULE,
    unused_waiver.RULE,
    unreadable_note.RULE,
    nothing_checked.RULE,
    edited_region.RULE,
)
"""Every rule, by code. Codes are append-only: one that is retired stays here as a comment."""

_UNWAIVABLE = frozenset((unused_waiver.RULE.code, nothing_checked.RULE.code))


@frozen
class Selection:
    """Which rules run. Each entry is a code, a name, or the beginning of codes (``VG3``)."""

    only: tuple[str, ...] = ()
    """Where given: these and no others."""
    extra: tuple[str, ...] = ()
    """Switched on beside the default ones."""
    ignore: tuple[str, ...] = ()
    """Switched off; wins over the other two."""

    def check(self) -> None:
        """Raise `UnknownRuleError` where an entry matches no rule."""
        for entry in (*self.only, *self.extra, *self.ignore):
            if not any(_matches(entry, rule) for rule in RULES):
                raise UnknownRuleError(entry, (name for rule in RULES for name in (rule.code, rule.name)))

    def takes(self, rule: Rule) -> bool:
        """Whether ``rule`` runs. That nothing was checked at all is always said."""
        if rule is nothing_checked.RULE:
            return True
        if any(_matches(entry, rule) for entry in self.ignore):
            return False
        if self.only:
            return any(_matches(entry, rule) for entry in self.only)
        return rule.default or any(_matches(entry, rule) for entry in self.extra)


def _matches(entry: str, rule: Rule) -> bool:
    folded = entry.strip().casefold()
    return folded == rule.name or (folded.startswith("vg") and rule.code.casefold().startswith(folded))


@frozen
class Verdict:
    """What the rules found."""

    gaps: tuple[Gap, ...]
    """In the order path, line, code, id; waived ones left out."""
    waived: tuple[Gap, ...]
    ran: frozenset[str]
    """The codes of the rules that were asked."""


def find_rule(name: str) -> Rule:
    """Return the rule with this code or name; raise `UnknownRuleError` if there is none."""
    folded = name.strip().casefold()
    for rule in RULES:
        if folded in (rule.code.casefold(), rule.name):
            return rule
    raise UnknownRuleError(name, (known for rule in RULES for known in (rule.code, rule.name)))


def judge(judged: Judged, selection: Selection) -> Verdict:
    """Ask every selected rule, set the waived gaps aside, and tell of waivers that waive nothing."""
    rules = [rule for rule in RULES if selection.takes(rule)]
    found: dict[str, Gap] = {}
    for rule in rules:
        for gap in _gaps(rule, rule.check(judged)):
            found.setdefault(gap.id, gap)  # the same link written twice is one gap
    waivers = _Waivers(judged)
    gaps: list[Gap] = []
    waived: list[Gap] = []
    for gap in found.values():
        (waived if waivers.waive(gap) else gaps).append(gap)
    if unused_waiver.RULE in rules:
        unused = unused_waiver.unused(judged, waivers.used(), _ran(rules))
        gaps.extend(_gaps(unused_waiver.RULE, unused))
    return Verdict(
        tuple(sorted(gaps, key=lambda gap: gap.order)),
        tuple(sorted(waived, key=lambda gap: gap.order)),
        frozenset(rule.code for rule in rules),
    )


def _gaps(rule: Rule, findings: Iterator[Finding]) -> list[Gap]:
    return [
        Gap(
            id=gap_id(rule.code, finding.path, finding.object),
            code=rule.code,
            rule=rule.name,
            severity=rule.severity,
            path=finding.path,
            line=finding.line,
            subject=title_of(finding.path),
            goal=finding.goal,
            message=finding.message,
            fix=finding.fix,
            object=finding.object,
            related=finding.related,
            local=finding.local,
        )
        for finding in findings
    ]


def _ran(rules: Sequence[Rule]) -> Callable[[str], bool]:
    """Tell of a rule's code or name whether it was asked; an unknown one was never switched off."""
    known = {name for rule in RULES for name in (rule.code.casefold(), rule.name)}
    asked = {name for rule in rules for name in (rule.code.casefold(), rule.name)}
    return lambda name: name.casefold() in asked or name.casefold() not in known


class _Waivers:
    """The waivers that hold at the moment of the run, and which of them were needed."""

    def __init__(self, judged: Judged) -> None:
        self._holding: dict[str, list[Waiver]] = {}
        self._used: set[tuple[str, str]] = set()
        for note in judged.vault.notes.values():
            for waiver in note.waivers:
                if waiver.until is not None and judged.as_of.day <= judged.as_of.day_of(waiver.until):
                    self._holding.setdefault(note.path, []).append(waiver)

    def waive(self, gap: Gap) -> bool:
        """Whether a waiver of the gap's own note takes it back."""
        if gap.code in _UNWAIVABLE:
            return False
        for waiver in self._holding.get(gap.path, ()):
            if waiver.rule.casefold() in (gap.code.casefold(), gap.rule):
                self._used.add((gap.path, waiver.text))
                return True
        return False

    def used(self) -> frozenset[tuple[str, str]]:
        """Return path and text of each waiver that took back at least one gap."""
        return frozenset(self._used)
