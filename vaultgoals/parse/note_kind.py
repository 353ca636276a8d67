"""What a note is: a goal, a task, a spec, a project, or nothing of ours."""

from __future__ import annotations

import re

from vaultgoals.model import Kind, Role
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.fields import Fields
from vaultgoals.parse.items import items
from vaultgoals.parse.status import read_kind

_BETWEEN_TAGS = re.compile(r"[\s,]+")
_KIND, _TAGS = Role.KIND, Role.TAGS


def note_kind(path: str, fields: Fields, dialect: Dialect) -> Kind | None:
    """Return what a note says it is: by its own word, else by its tags, else by a folder rule."""
    # In a page of a site `categories: projects` and `tags: goals` are what it is about.
    for item in fields.all(_KIND):
        if fields.is_loose(item) and fields.is_page():
            continue
        for text in items(item.node):
            if (kind := read_kind(text.text)) is not None:
                return kind
    if not fields:
        return dialect.folder_kind(path)
    if fields.says_kind():  # a note that says it is something else is that, whatever its tags and folder
        return None
    tags = fields.get(_TAGS)
    for text in items(tags.node) if tags and not fields.is_page() else ():
        for tag in _BETWEEN_TAGS.split(text.text):
            if (kind := read_kind(tag.removeprefix("#"))) is not None:
                return kind
    return dialect.folder_kind(path)
