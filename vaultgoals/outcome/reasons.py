"""Why a goal is in its state, and what would change it: one sentence each."""

from __future__ import annotations

from vaultgoals.model import Ask, Evidence, Form, Misread, Note, RecordResult, Result, Run, Source
from vaultgoals.outcome.facts import Facts, said
from vaultgoals.outcome.trail import Word, key_of

Reason = tuple[str, str]
"""Why the state is what it is, and what would change it."""


def why_pending(facts: Facts) -> Reason | None:
    """Say which check keeps a goal from being verified, if one does."""
    return _why_observed(facts) or _why_said(facts) or _why_not_run(facts)


def _why_observed(facts: Facts) -> Reason | None:
    for item in facts.observed:
        if isinstance(item.check, Misread):
            return f"its check `{item.check.text}` is not understood: {item.measured}", "Correct that check."
        if item.result is Result.UNKNOWN:
            return (
                f"`{item.check.text}` cannot be told: {item.measured}",
                "Give that check something to go by.",
            )
        if item.result is not Result.PASS:
            return f"not yet: {item.measured}", f"Make `{item.check.text}` pass."
    return None


def _why_said(facts: Facts) -> Reason | None:
    for word in facts.words.values():
        if word is not None and word.result is RecordResult.PROPOSED:
            who = f" by {word.record.by}" if word.record and word.record.by else ""
            return f"proposed as true{who}, and not confirmed by a person yet", how_to_verify(facts)
        if word is not None and word.result is RecordResult.OPEN:
            return f"{_asked(word)} was answered “not yet” on {word.when.day}", how_to_verify(facts)
    return None


def _why_not_run(facts: Facts) -> Reason | None:
    for check in facts.goal.checks:
        if not isinstance(check, Run):
            continue
        word = facts.words[key_of(check)]
        if word is not None and word.result is RecordResult.FAIL:
            return f"not yet: {_failed(word)}", f"Make it pass, and run it with {_command(facts)}."
        if not said(word, RecordResult.PASS):
            return f"`{check.text}` has not been run", f"Run it with {_command(facts)}."
    return None


def _failed(word: Word) -> str:
    """Say that a command failed, and how it ended where that was written down."""
    record = word.record
    check, how = (record.check, record.remark) if record else ("a command", "")
    return f"`{check}` failed on {word.when.day}{f' ({how})' if how else ''}"


def _asked(word: Word) -> str:
    """Return the question that a statement answers, as a name for it."""
    check = word.record.check if word.record else ""
    return f"“{check.removeprefix('ask: ')}”" if check else "whether it is true"


def _command(facts: Facts) -> str:
    return _verify(facts.goal)


def _verify(goal: Note) -> str:
    return f'`vaultgoals verify "{goal.title}"`'


def look_again(goal: Note) -> str:
    """Name the next action for a goal that was verified once."""
    return f"Look again whether it is still true, and record it with {_verify(goal)}."


def why_no_evidence(facts: Facts) -> str:
    """Say why nothing stands as evidence."""
    goal = facts.goal
    if goal.verified is not None and facts.trail.verified_on is None:
        return f"its only evidence is dated {goal.verified.day}, in the future"
    if goal.verified_undated:
        return "`verified` says yes without a date, which is no evidence"
    if facts.trail.contradicting:
        return "its evidence says both yes and no on one day"
    if goal.evidence and facts.trail.backed:
        return "evidence is linked, but no date says when it was verified"
    return "no evidence yet"


def how_to_verify(facts: Facts) -> str:
    """Name the one thing to look at next."""
    goal = facts.goal
    if goal.verified_undated or (goal.verified is not None and facts.trail.verified_on is None):
        return "Write under `verified` the day on which you saw that it is true."
    open_ = [
        check
        for check in goal.checks
        if isinstance(check, Ask) and not said(facts.words[key_of(check)], RecordResult.PASS)
    ]
    if open_:
        return f"Answer “{open_[0].question}” with {_command(facts)}."
    unticked = [item for item in goal.criteria if item.ticked is False]
    stated = [item for item in goal.criteria if item.ticked is None]
    criterion = next(iter((*unticked, *stated)), None)
    if criterion is not None:
        return f"Look whether “{criterion.text}” holds, and record it with {_command(facts)}."
    if goal.criteria:
        return f"Every criterion is ticked: record what you saw with {_command(facts)}."
    return f"Look at its metric ({goal.metric}); if it is reached, record it with {_command(facts)}."


def why_failing(facts: Facts) -> Reason:
    """Say what fails: a heartbeat that is late before a check, and a check before a no."""
    if facts.late:
        late = facts.late[0]
        return (
            f"`{late.check.text}` is late: {late.measured}",
            "Find out why it stopped and set it going again, or drop the check if it should not run.",
        )
    if facts.failing and facts.may_fail:
        failing = facts.failing[0]
        return (
            f"`{failing.check.text}` fails: {failing.measured}",
            "Make it true, or take back the claim that it is.",
        )
    assert facts.denied is not None  # else it would not be failing
    record = facts.denied.record
    if record is not None and record.check.startswith("run:"):
        return _failed(facts.denied), f"Make it pass, and run it again with {_command(facts)}."
    return (
        f"{_asked(facts.denied)} was answered no on {facts.denied.when.day}",
        f"Make it true, look again, and record it with {_command(facts)}.",
    )


def _on(evidence: Evidence) -> str:
    """Say when a goal was verified; ticks carry no date."""
    return f" on {evidence.when}" if evidence.when else ""


def why_suspect(facts: Facts, evidence: Evidence) -> Reason:
    """Say what changed since the goal was verified."""
    return (
        f"verified{_on(evidence)}; since then {' and '.join(facts.changed)} changed",
        look_again(facts.goal),
    )


def why_stale(facts: Facts, evidence: Evidence) -> Reason:
    """Say until when the evidence held."""
    return (
        f"verified{_on(evidence)}, which held until {evidence.until}",
        look_again(facts.goal),
    )


def why_attested(facts: Facts, evidence: Evidence) -> Reason:
    """Say on whose word alone a goal holds, and what would back it."""
    in_log = evidence.source is Source.LOG
    lost = _linked_in_log(facts) if in_log else _linked_in_note(facts)
    missing = f"for {lost[0]} is not there" if lost else "without a link or a check"
    until = f", holds until {evidence.until}" if evidence.until else ""
    mend = "Look again, with a link to what is there." if in_log else "Correct the link under `evidence`."
    return (
        f"verified on {evidence.when} on the doer's word alone, {missing}{until}",
        mend if lost else "Link what you saw under `evidence`.",
    )


def why_verified(facts: Facts, evidence: Evidence) -> str:
    """Say what shows that a goal is true."""
    if evidence.source is Source.CHECKS:
        return f"every check passes: {facts.observed[0].measured}"
    if evidence.source is Source.CRITERIA:
        return f"every criterion is ticked, with evidence {evidence.by[0]}"
    shown = f" by {evidence.by[0]}" if evidence.by else ""
    if not shown and facts.observed:
        shown = f"; {facts.observed[0].measured}"
    until = f", holds until {evidence.until}" if evidence.until else ""
    return f"verified on {evidence.when}{shown}{until}"


def _linked_in_note(facts: Facts) -> list[str]:
    return [ref.text for ref in facts.goal.evidence if ref.form is not Form.TEXT]


def _linked_in_log(facts: Facts) -> list[str]:
    records = (word.record for word in facts.words.values() if word is not None and word.record is not None)
    return [link.text for record in records for link in record.links]
