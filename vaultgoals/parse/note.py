"""From the text of a note to what it says. Never raises, whatever the text."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from vaultgoals.model import (
    Check,
    Criterion,
    Kind,
    Measurement,
    Note,
    Problem,
    Reference,
    Role,
    StageClaim,
    State,
    TaskLine,
    Trouble,
    fold_key,
    title_of,
)
from vaultgoals.parse.body import LARGEST_BODY, Body, is_ticked, read_body
from vaultgoals.parse.check_lines import asks_something, parse_check
from vaultgoals.parse.dated import Dated, read_dates
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.fields import DONE_KEYS, Fields
from vaultgoals.parse.frontmatter import Frontmatter, read_frontmatter
from vaultgoals.parse.head_fields import head_properties
from vaultgoals.parse.items import (
    Item,
    items,
    node_bool,
    node_number,
    node_references,
    node_stamps,
    node_text,
    number,
)
from vaultgoals.parse.note_kind import note_kind
from vaultgoals.parse.references import wiki_target
from vaultgoals.parse.stages import read_stage
from vaultgoals.parse.status import read_status
from vaultgoals.parse.waivers import read_waiver
from vaultgoals.parse.yaml_values import Sequence

_NO = frozenset(("false", "no", "off", "0"))
_FRONTMATTER_BOX = re.compile(r"\[(.)\]\s+(.+)", re.DOTALL)
_REPEATS = ("recurrence", "recurring", "repeat", "repeats", "rrule")
_SLIPS = {
    "unclosed-frontmatter": (
        "the frontmatter has no closing ---",
        "Add a line --- below the properties.",
    ),
    "blank-line-before-frontmatter": (
        "the frontmatter does not begin on the first line",
        "Delete what stands above the first ---.",
    ),
    "long-fence": (
        "the frontmatter begins with more than three dashes",
        "Write --- on the first line.",
    ),
}
_LINK_ROLES = _SERVES, _IMPLEMENTS, _IMPLEMENTED_BY, _BLOCKED_BY, _EVIDENCE, _VERIFIED_BY = (
    Role.SERVES, Role.IMPLEMENTS, Role.IMPLEMENTED_BY, Role.BLOCKED_BY, Role.EVIDENCE, Role.VERIFIED_BY,
)  # fmt: skip
_STATUS, _WHY, _METRIC, _WAIVE, _ALIASES, _IGNORE, _CHECKS, _CRITERIA = (
    Role.STATUS, Role.WHY, Role.METRIC, Role.WAIVE, Role.ALIASES, Role.IGNORE, Role.CHECKS, Role.CRITERIA,
)  # fmt: skip
_OPEN, _DONE = State.OPEN, State.DONE
# Names of their own, for until Python 3.12 `Role.WHY` costs five times as much as a name does.


def read_note(path: str, text: str, dialect: Dialect) -> Note:
    """Read one note.

    Args:
        path: vault-relative path, with ``/``.
        text: the whole text of the file, byte order mark and all.
        dialect: the vault's own names and settings.

    Returns:
        The note. What could not be taken as written stands in ``problems``.
    """
    front = read_frontmatter(text)
    fields = Fields(front.properties, dialect.keys)
    # Templater's code does not outlive the making of a note: what holds it is a form, wherever it lies.
    is_form = "<%" in text and any("<%" in node_text(item.node) for item in front.properties)
    kind = None if is_form else note_kind(path, fields, dialect)
    dated = read_dates(path, front.properties, fields, dialect)
    body = read_body(front.body, front.body_line, dialect, want_links=dated.is_daily)
    more = head_properties(body.head, fields, dialect.keys) if kind and body.head else ()
    if more:
        properties = (*front.properties, *more)
        fields = Fields(properties, dialect.keys)
        dated = read_dates(path, properties, fields, dialect)
    if not fields:
        return _without_fields(path, kind, front, dated, body, dialect)
    status, state, accepted, known = _status(fields, kind, dialect)
    why, metric = fields.get(_WHY), fields.get(_METRIC)
    links = {role: _links(role, fields) for role in _LINK_ROLES}
    cycles = _cycles(fields, body)
    return Note(
        path=path,
        kind=kind,
        state=state,
        status=status,
        accepted=accepted,
        unknown_status=not known,
        serves=links[_SERVES],
        implements=links[_IMPLEMENTS],
        implemented_by=links[_IMPLEMENTED_BY],
        blocked_by=links[_BLOCKED_BY],
        evidence=links[_EVIDENCE],
        verified_by=links[_VERIFIED_BY],
        why=node_text(why.node) if why else body.why,
        metric=node_text(metric.node) if metric else "",
        criteria=_criteria(fields, body, dialect),
        checks=_checks(fields),
        verified=dated.verified,
        verified_undated=dated.verified_undated,
        verified_until=dated.verified_until,
        review_interval=dated.review_interval,
        due=dated.due,
        scheduled=dated.scheduled,
        start=dated.start,
        completed=dated.completed,
        date=dated.date,
        written_dates=dated.written_dates,
        cycles=cycles,
        stages=_stages(fields, body, cycles),
        waivers=tuple(read_waiver(item.text, item.line) for item in _items(fields, _WAIVE)),
        aliases=tuple(item.text for item in _items(fields, _ALIASES)),
        tasks=_tasks(body, cycles),
        measurements=_measurements(front, body),
        links=tuple(body.links),
        problems=_problems(front, fields, dated, dialect),
        ignored=any(node_text(item.node).casefold() not in _NO for item in fields.all(_IGNORE)),
        repeats=any(node_bool(item.node) is not False for item in fields.named(_REPEATS)),
        lines=fields.lines(),
    )


def _without_fields(
    path: str, kind: Kind | None, front: Frontmatter, dated: Dated, body: Body, dialect: Dialect
) -> Note:
    """Return what a note without properties says: that is its body's and its name's word alone."""
    return Note(
        path,
        kind,
        why=body.why,
        criteria=tuple(body.criteria or body.stated),
        tasks=_tasks(body, ()),
        measurements=_measurements(front, body),
        date=dated.date,
        written_dates=dated.written_dates,
        links=tuple(body.links),
        problems=_problems(front, None, dated, dialect),
    )


def _problems(
    front: Frontmatter, fields: Fields | None, dated: Dated, dialect: Dialect
) -> tuple[Problem, ...]:
    """Return what could not be taken as written, in the order of the lines."""
    problems = [*front.problems, *_lost(front, dialect), *dated.problems]
    if fields is not None:
        problems += [*_unquoted(fields), *fields.problems()]
    if len(front.body) > LARGEST_BODY:
        problems.append(
            Problem("note-too-large", Trouble.HINT, "the text is too long to be read for tasks", 1)
        )
    return tuple(sorted(problems, key=attrgetter("line", "name"))) if problems else ()


def _status(fields: Fields, kind: Kind | None, dialect: Dialect) -> tuple[str, State, bool, bool]:
    """Return the status as written, the state, whether it accepts a spec, whether the word is known."""
    item = fields.get(_STATUS)
    if item is not None and (done := node_bool(item.node)) is not None:
        return item.key, _DONE if done else _OPEN, False, True
    if item is not None:
        text = items(item.node)[0].text
        if "{{" not in text:  # a template's placeholder is told as such, and claims nothing
            return text, *read_status(text, kind, dialect.statuses)
    for item in fields.named(DONE_KEYS):
        if node_bool(item.node) is True or node_stamps(item.node):
            return item.key, _DONE, False, True
    return "", _OPEN, False, True


def _links(role: Role, fields: Fields) -> tuple[Reference, ...]:
    item = fields.get(role)
    found = node_references(item.key, item.node) if item else ()
    if role is _SERVES:
        for extra in fields.structure():
            found += node_references(extra.key, extra.node)
    return found


def _items(fields: Fields, role: Role) -> list[Item]:
    item = fields.get(role)
    return items(item.node) if item else []


def _cycles(fields: Fields, body: Body) -> tuple[str, ...]:
    """Return what the note may be in the course of: names, or the titles of the notes that are linked.

    People use `domain` and `area` for much else: they name a course only in a note that speaks of stages.
    """
    named = _items(fields, Role.CYCLE)
    if body.under_cycle or fields.get(Role.STAGES):
        named += _items(fields, Role.DOMAIN)
    return tuple(
        title_of(wiki_target(item.text[2:-2])) if item.text[:2] == "[[" else item.text for item in named
    )


def _stages(fields: Fields, body: Body, cycles: tuple[str, ...]) -> tuple[StageClaim, ...]:
    written = tuple(read_stage(item.text, item.line) for item in _items(fields, Role.STAGES))
    if not cycles:
        return written
    return written + tuple(_boxed_stage(task) for task, _ in body.under_cycle)


def _boxed_stage(task: TaskLine) -> StageClaim:
    claim = read_stage(task.text, task.line, reached=task.state is State.DONE)
    return claim if claim.day or not task.done else replace(claim, day=task.done)


def _tasks(body: Body, cycles: tuple[str, ...]) -> tuple[TaskLine, ...]:
    """Return the checklist lines that are tasks; under a Cycle heading, with a course, they are stages."""
    if not body.under_cycle or cycles:
        return tuple(body.tasks)
    more = (task for task, carries_filter in body.under_cycle if carries_filter)
    return tuple(sorted((*body.tasks, *more), key=attrgetter("line")))


def _checks(fields: Fields) -> tuple[Check, ...]:
    return tuple(
        parse_check(item.text, item.line) for item in _items(fields, _CHECKS) if asks_something(item.text)
    )


def _criteria(fields: Fields, body: Body, dialect: Dialect) -> tuple[Criterion, ...]:
    written = []
    for item in _items(fields, _CRITERIA):
        box = _FRONTMATTER_BOX.fullmatch(item.text)
        ticked = is_ticked(dialect.task_states.get(box[1], _OPEN)) if box else None
        written.append(Criterion(box[2] if box else item.text, item.line, ticked, boxed=box is not None))
    return (*written, *(body.criteria or (() if written else body.stated)))


def _measurements(front: Frontmatter, body: Body) -> tuple[Measurement, ...]:
    found = [
        Measurement(fold_key(item.key), value, item.line)
        for item in front.properties
        if (value := node_number(item.node)) is not None
    ]
    found += [
        Measurement(item.key, value, item.line)
        for item in body.fields
        if (value := number(item.value)) is not None
    ]
    return tuple(found)


def _lost(front: Frontmatter, dialect: Dialect) -> list[Problem]:
    """Tell of frontmatter lost to a slip of the fences, where it would have made the note ours."""
    if not front.lost or note_kind("", Fields(front.lost, dialect.keys), dialect) is None:
        return []
    message, fix = _SLIPS[front.lost_reason]
    return [Problem(front.lost_reason, Trouble.UNREADABLE, message, front.lost_line, fix=fix)]


def _unquoted(fields: Fields) -> list[Problem]:
    properties = [item for role in _LINK_ROLES if (item := fields.get(role))] + fields.structure()
    return [
        Problem(
            "unquoted-link",
            Trouble.GUESSED,
            f"{item.key}: {text.text} is a list in a list to YAML; it was read as the link that is meant",
            text.line,
            fix=f'Put the link in quotes: {item.key}: "{text.text}".',
            subject=f"{item.key}: {text.text}",
        )
        for item in properties
        if isinstance(item.node, Sequence)
        for text in items(item.node)
        if text.unquoted_link
    ]
