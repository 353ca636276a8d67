"""The outcome review of a period: did we ship something, and did we make a difference?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from vaultgoals.model import Note
from vaultgoals.rollup.became_true import BecameTrue, Fallen, Moved, Verified, became_true
from vaultgoals.rollup.generated import Generated
from vaultgoals.rollup.history import report_path, review_path
from vaultgoals.rollup.idle_goals import idle_goals
from vaultgoals.rollup.pen import Pen
from vaultgoals.rollup.shipped import BuiltSpec, DoneTask, Shipped, Undated, shipped
from vaultgoals.rollup.span import Span
from vaultgoals.rollup.standing import Standing
from vaultgoals.rollup.worth_asking import Question, worth_asking

_OPEN = "+"
"""Folds a callout and shows it unfolded at first."""
_LONG = 7
"""Days from the report before to the period that are worth a word: reports come daily, or once a week."""
_MOST_GOALS = 3
"""Goals that are named for one task."""
_MOST_QUESTIONS = 5
"""Questions of one kind: more than these nobody answers in a week."""


class Review:
    """What there is to say of one period."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.shipped = shipped(span)
        self.became = became_true(span)
        self.idle = tuple(idle_goals(span, self.shipped))
        self.questions = worth_asking(span.account, self.shipped.tasks)


def outcome_review(span: Span) -> Generated:
    """Write the review of a period."""
    review = Review(span)
    period, before = span.period, span.before is not None
    became, done = review.became, review.shipped
    properties: dict[str, str | int | bool] = {
        "type": "outcome-review",
        "date": span.account.day,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "tasks_done": len(done.tasks),
        "specs_implemented": len(done.specs),
        "goals_newly_verified": len(became.verified),
        # Without a report from before nobody knows; a zero would say that somebody does.
        **({"metrics_moved": len(became.moved), "goals_fallen_back": len(became.fallen)} if before else {}),
        "tasks_serving_nothing": len(done.aimless),
        **({"goals_without_work": len(review.idle)} if span.end is not None else {}),
        "questions": len(review.questions),
    }
    pen = Pen(span.account, review_path(span.account.output, period))
    return Generated(properties, (("review", review_text(review, pen)),))


def review_text(review: Review, pen: Pen) -> str:
    """Return the review's region: what was shipped beside what became true, and below what follows."""
    done = review.shipped
    blocks = [
        "\n".join(_summary(review, pen)),
        _callout("example", f"Did we ship something? {_shipped_count(done)}", _shipped(review, pen), _OPEN),
        _callout(
            _mood(review), f"Did we make a difference? {_became_count(review)}", _became(review, pen), _OPEN
        ),
    ]
    if done.aimless:
        title = f"Work that served nothing ({len(done.aimless)})"
        blocks.append(_callout("question", title, (_task(one, review.span, pen) for one in done.aimless)))
    if review.idle:
        title = f"Goals for which no task was done ({len(review.idle)})"
        blocks.append(
            _callout("warning", title, (_idle_line(goal, review.span, pen) for goal in review.idle))
        )
    if review.questions:
        when = f", as of {review.span.account.day}" if review.span.is_over else " next"
        title = f"Worth asking{when} ({len(review.questions)})"
        blocks.append(_callout("question", title, _questions(review.questions, pen)))
    return "\n\n".join(blocks) + "\n"


def _callout(kind: str, title: str, lines: Iterator[str], fold: str = "-") -> str:
    listed = [f"> - {line}" for line in lines] or ["> Nothing that notes or reports tell of."]
    return "\n".join((f"> [!{kind}]{fold} {title}", *listed))


def _mood(review: Review) -> str:
    """Return the callout of what became true: that of the completion illusion where only work was done."""
    done = review.shipped
    if review.became.verified:
        return "success"
    return "danger" if done.tasks or done.specs or done.undated else "info"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _shipped_count(done: Shipped) -> str:
    tasks = _counted(len(done.tasks), "task")
    if done.undated:
        tasks += " with a date and others without"
    return f"{tasks}, {_counted(len(done.specs), 'spec')}"


def _became_count(review: Review) -> str:
    became = review.became
    parts = [f"{_counted(len(became.verified), 'goal')} newly verified"]
    if became.moved:
        parts.append(f"{_counted(len(became.moved), 'metric')} moved")
    if became.fallen:
        parts.append(f"{_counted(len(became.fallen), 'goal')} fell back")
    return ", ".join(parts)


def _summary(review: Review, pen: Pen) -> Iterator[str]:
    became = review.became
    fell = f" Fell back: {_counted(len(became.fallen), 'goal')}." if became.fallen else ""
    true = _counted(len(became.verified), "goal")
    yield f"> [!summary] Shipped: {_shipped_count(review.shipped)}. Became true: {true}.{fell}"
    span = review.span
    period = span.period
    days = f"{period.first} to {period.last}"
    named = days if period.name == days else f"{period.name}, {days}"
    until = "" if span.is_over else f", as of {span.account.day}"
    yield f"> {named}{until}. {_ground(span, pen)}"


def _ground(span: Span, pen: Pen) -> str:
    """Say what the goals of the end are compared with."""
    if span.before is None:
        return (
            f"No report from before {span.period.first} stands: of metrics nothing can be told, "
            "and of goals only what is dated."
        )
    before = pen.link(report_path(span.account.output, span.before.day))
    if span.end is None:
        return f"No report from within it stands to be compared with {before}: only what is dated is told."
    if span.end.is_now:
        return f"Goals and metrics are compared with {before}{_between(span, span.before)}."
    end = pen.link(report_path(span.account.output, span.end.day))
    return f"Goals and metrics are those of {end} against those of {before}{_between(span, span.before)}."


def _between(span: Span, before: Standing) -> str:
    """Say so where much may have changed after the report before and yet not in the period."""
    days = (span.period.first - date.fromisoformat(before.day)).days
    return f", {days} days before it began, and count what changed in between" if days > _LONG else ""


def _shipped(review: Review, pen: Pen) -> Iterator[str]:
    done = review.shipped
    yield from (_task(one, review.span, pen) for one in done.tasks)
    yield from (_spec(one, review.span, pen) for one in done.specs)
    yield from (_undated(one, review.span, pen) for one in done.undated)


def _task(one: DoneTask, span: Span, pen: Pen) -> str:
    task = one.task
    name = pen.link(task.path) if task.is_note else pen.text(task.title)
    place = "" if task.is_note or task.path in task.goals else f" (in {pen.link(task.path)})"
    goals = [_goal(path, span, pen) for path in task.goals[:_MOST_GOALS]]
    more = len(task.goals) - len(goals)
    served = f" · for {', '.join(goals)}{f' and {more} more' if more else ''}" if goals else ""
    return f"{one.day} · {name}{place}{served}"


def _goal(path: str, span: Span, pen: Pen) -> str:
    """Return a link to a goal, and how it stands at the end where that is known."""
    end = span.end.goals.get(path) if span.end else None
    return f"{pen.link(path)}{f' ({end.outcome.value})' if end else ''}"


def _spec(one: BuiltSpec, span: Span, pen: Pen) -> str:
    by = one.by
    is_note = by.path is not None and by.path.lower().endswith(".md")
    real = pen.link(by.path) if by.path is not None and is_note else pen.text(by.name)
    line = f"spec {pen.link(one.path)} · implemented by {real}"
    if one.day is not None:
        return f"{one.day} · {line}"
    assert span.before is not None  # else no report would have told of it
    return f"{line}, which {pen.link(report_path(span.account.output, span.before.day))} did not have yet"


def _undated(one: Undated, span: Span, pen: Pen) -> str:
    assert span.before is not None
    report = pen.link(report_path(span.account.output, span.before.day))
    return (
        f"{_goal(one.goal, span, pen)} · {_counted(one.number, 'more task')} done than {report} counts, "
        "without a date"
    )


def _became(review: Review, pen: Pen) -> Iterator[str]:
    became: BecameTrue = review.became
    yield from (_verified(one, pen) for one in became.verified)
    yield from (_moved(one, pen) for one in became.moved)
    yield from (_fallen(one, review.span, pen) for one in became.fallen)


def _verified(one: Verified, pen: Pen) -> str:
    on = f" on {one.day}" if one.day else ""
    why = f" · {pen.text(one.reason)}" if one.reason else ""
    return f"newly verified: {pen.link(one.path)}{on}{why}"


def _moved(one: Moved, pen: Pen) -> str:
    by = round(float(one.end) - float(one.before), 4)
    return f"metric of {pen.link(one.path)}: {one.before} → {one.end} ({by:+.10g})"


def _fallen(one: Fallen, span: Span, pen: Pen) -> str:
    if one.verified_on is not None:
        then = f"verified on {one.verified_on}"
    else:
        then = one.before.value if one.before else f"verified before {span.period.first}"
    why = f" · {pen.text(one.reason)}" if one.reason else ""
    return f"fell back: {pen.link(one.path)}, {then} → {one.end.value}{why}"


def _idle_line(goal: Note, span: Span, pen: Pen) -> str:
    return _goal(goal.path, span, pen)


def _questions(questions: Sequence[Question], pen: Pen) -> Iterator[str]:
    for _, group in groupby(questions, key=lambda one: one.text):
        listed = list(group)
        yield from (_question(one, pen) for one in listed[:_MOST_QUESTIONS])
        if len(listed) > _MOST_QUESTIONS:
            yield f"{listed[0].text} {len(listed) - _MOST_QUESTIONS} more like these"


def _question(one: Question, pen: Pen) -> str:
    if not one.tasks:
        return f"{pen.link(one.path)} · {one.text} · {one.because}"
    first = one.tasks[0]
    name = pen.link(first.path) if first.is_note else pen.text(first.title)
    more = f" and {len(one.tasks) - 1} more" if len(one.tasks) > 1 else ""
    return f"{name}{more} for {pen.link(one.path)} · {one.text} · {one.because}"
