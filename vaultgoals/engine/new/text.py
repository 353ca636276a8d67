"""The text of a new note, proved: it says what was answered, and the rest of its template stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from vaultgoals.engine.new.answers import Answers, usual_status
from vaultgoals.engine.new.place import Ground, Place
from vaultgoals.engine.new.proof import Put, doubts
from vaultgoals.engine.new.template import Template, UnfitTemplateError
from vaultgoals.engine.setup import zone_of
from vaultgoals.errors import ForbiddenPathError
from vaultgoals.frozen import frozen
from vaultgoals.graph import Names
from vaultgoals.model import Role, folder_of, title_of
from vaultgoals.parse.dialect import fold_heading
from vaultgoals.parse.fences import BREAK, split
from vaultgoals.parse.items import items
from vaultgoals.parse.note import read_note
from vaultgoals.parse.one_key import Refused
from vaultgoals.parse.one_key_value import written, written_text
from vaultgoals.parse.placeholders import Filling, fill_template
from vaultgoals.parse.put_key import property_of, put_key
from vaultgoals.rollup.escape import link, md_text
from vaultgoals.rollup.link_style import LinkStyle

_EMPTY = "---\n---\n"
_HEADING = "If we do not do it"
_OTHERWISE = frozenset(("ifwedonotdoit", "ifwedonot", "ifwedont", "ifwedontdoit", "ifnot", "otherwise"))
_HEADING_LINE = re.compile(r"^(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_RISKY_LINE = re.compile(
    r"""
    [<>`*_\[\]{}|\\~^]          # markup, links, queries, templates, block ids
  | :: | :// | %% | \$[^\s\d] | \$.*\$ | =: | (?<!\w)\#\S | &\#?\w+; | www\.
  | ^(?:[-+=:(\#]|\d{1,9}[.)](?:\s|$))
  | ^(?:TODO|DOING|DONE|NOW|LATER|WAIT|WAITING|IN-PROGRESS|CANCELED|CANCELLED|STARTED)(?:\s|$)
    """,
    re.VERBOSE,
)
"""What could be more than the words of a sentence. A line with any of it is escaped whole."""


@frozen
class NewNote:
    """A note that is ready to be written."""

    place: Place
    text: str
    template: Template | None


def compose_note(ground: Ground, place: Place, answers: Answers, template: Template | None) -> NewNote:
    """Return the note that says what was answered, and nothing more.

    Raises:
        UnfitTemplateError: what was answered cannot be put into the template so that it is read again.
        ForbiddenPathError: it cannot be written at all, so that it is read again.
    """
    base = fill_template(template.text, _filling(ground, place)) if template else _EMPTY
    try:
        text = _composed(ground, place, answers, base)
    except _UnprovedError as error:
        if template is not None:
            raise UnfitTemplateError(template.path, str(error)) from error
        raise ForbiddenPathError(place.path, str(error)) from error
    return NewNote(place, text, template)


class _UnprovedError(Exception):
    """Why no text says what was answered."""


def _composed(ground: Ground, place: Place, answers: Answers, base: str) -> str:
    text = base
    put: dict[str, Put] = {}
    for one in _wanted(ground, place, answers, base):
        own = ground.found.config.fields.get(one.role, ())
        key = own[0] if own else one.role.value
        made = put_key(text, one.role, key, one.written, ground.dialect.keys, as_list=one.as_list)
        if isinstance(made, Refused):
            raise _UnprovedError(made.reason)
        text = made.text
        put[made.key] = one
    text = _with_otherwise(text, answers.otherwise)
    names = Names((*ground.found.judged.vault.files, place.path))
    why = next(iter(doubts(ground.dialect, names, (base, text), place, answers, put)), "")
    if why:
        raise _UnprovedError(why)
    return text


def _filling(ground: Ground, place: Place) -> Filling:
    as_of = ground.found.judged.as_of
    now = as_of.moment or datetime.now(zone_of(ground.found.config))
    settings = ground.settings
    when = datetime.combine(as_of.day, now.time())
    return Filling(title_of(place.path), when, settings.date_format, settings.time_format)


def _wanted(ground: Ground, place: Place, answers: Answers, base: str) -> Iterator[Put]:
    """Yield what is to stand in the frontmatter, in the order in which it stands where nothing is there."""
    note = read_note(place.path, base, ground.dialect)
    if note.kind is not place.kind or property_of(base, Role.KIND, ground.dialect.keys) is None:
        yield Put(Role.KIND, (place.kind.value,), (place.kind.value,))
    status = answers.status or ("" if note.status else usual_status(ground, place.kind))
    if status:
        yield _texts(Role.STATUS, (status,))
    if answers.goals:
        yield _links(ground, place, Role.SERVES, answers.goals)
    if answers.implements:
        yield _links(ground, place, Role.IMPLEMENTS, answers.implements)
    if answers.why:
        yield _texts(Role.WHY, (answers.why,))
    if answers.criteria:
        yield _texts(Role.CRITERIA, answers.criteria, as_list=True)
    if answers.checks:
        yield _texts(Role.CHECKS, answers.checks, as_list=True)
    if answers.due:
        day = str(answers.due)
        yield Put(Role.DUE, (day,), (written(day),))
    if place.title != title_of(place.path):
        standing = property_of(base, Role.ALIASES, ground.dialect.keys)
        before = tuple(item.text for item in items(standing.node)) if standing else ()
        yield _texts(Role.ALIASES, (*dict.fromkeys((*before, place.title)),), as_list=True)


def _texts(role: Role, texts: tuple[str, ...], *, as_list: bool = False) -> Put:
    return Put(role, texts, tuple(map(written_text, texts)), as_list=as_list)


def _links(ground: Ground, place: Place, role: Role, paths: tuple[str, ...]) -> Put:
    """Return links in the vault's form; always wikilinks, which every version of Obsidian reads there."""
    names = Names((*ground.found.judged.vault.files, place.path))
    style = LinkStyle(ground.settings.link_form)
    return _texts(role, tuple(_link(path, place, style, names) for path in paths))


def _link(path: str, place: Place, style: LinkStyle, names: Names) -> str:
    unique = names.same_title(path) == (path,)
    text = link(path, title_of(path), style, unique=unique, source=folder_of(place.path))
    if text.startswith("[["):
        return text
    # A name that could start something in prose, `100% mine` say, can stand here all the same.
    return f"[[{title_of(path) if unique else path.removesuffix('.md')}]]"


def _with_otherwise(text: str, otherwise: str) -> str:
    """Return the text with what happens otherwise: no property, as nothing is judged by it, but prose.

    It goes below a heading of that name, if there is one, or else to the end under its own.
    """
    if not otherwise:
        return text
    first_break = BREAK.search(text)
    ending = first_break[0] if first_break else "\n"
    prose = ending.join(_safe_line(line) for line in BREAK.split(otherwise))
    parts = split(text)
    at = len(text) - len(parts.body)
    level = 2
    for heading in _HEADING_LINE.finditer(text, at):
        level = min(level, len(heading[1]))  # below a lower one it would be part of that section
        if fold_heading(heading[2]) in _OTHERWISE:
            rest = text[heading.end() :].lstrip("\r\n")
            return f"{text[: heading.end()].rstrip()}{ending * 2}{prose}{ending}" + (
                f"{ending}{rest}" if rest.strip() else ""
            )
    body = parts.body.rstrip("\r\n")
    head = f"{'#' * level} {_HEADING}{ending * 2}"
    return text[:at] + (f"{body}{ending * 2}" if body else "") + f"{head}{prose}{ending}"


def _safe_line(line: str) -> str:
    """Return a line as it was typed, if it can be nothing but words; else so that it is shown as typed."""
    line = " ".join(line.split())
    return md_text(line, limit=len(line) + 1) if _RISKY_LINE.search(line) else line
