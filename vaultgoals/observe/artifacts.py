"""Looks up what notes name as implementation or evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaultgoals.graph.names import Names
from vaultgoals.model import Artifact, Form, Kind, Note, Presence, Reference, Role, Vault
from vaultgoals.observe.look import Look
from vaultgoals.observe.paths import vault_path
from vaultgoals.observe.places import is_pattern, matching
from vaultgoals.observe.targets import Located, Locator

_POSITION = re.compile(
    r"(?::\d+(?:-\d+)?(?::\d+)?|#L\d+(?:-L?\d+)?|::.+|(?<=\w)(?::[A-Za-z_][\w.]*(?:\(\))?|#[\w-]+))$",
    re.ASCII,
)
"""A place within a file: ``:12``, ``:12:4``, ``:10-20``, ``#L10``, ``#L10-L20``, ``::name``, ``:name()``,
``#heading``."""


def look_up(vault: Vault, names: Names, look: Look) -> tuple[Artifact, ...]:
    """Return every artifact that goals, tasks, specs and projects name, looked up.

    In path order, and within a note in the order implementations, evidence, verified by. Remarks are left
    out; URLs are never fetched and taken to be there; of what lies outside the vault nothing is said.
    """
    return tuple(
        _looked_up(role, reference, Locator(vault, names, look, note.path))
        for note in vault.of_kind(Kind.GOAL, Kind.TASK, Kind.SPEC, Kind.PROJECT)
        for role, reference in _named(note)
        if reference.form is not Form.TEXT
    )


def _named(note: Note) -> Iterator[tuple[Role, Reference]]:
    if note.kind in (Kind.GOAL, Kind.SPEC):
        yield from ((Role.IMPLEMENTED_BY, reference) for reference in note.implemented_by)
    yield from ((Role.EVIDENCE, reference) for reference in note.evidence)
    yield from ((Role.VERIFIED_BY, reference) for reference in note.verified_by)


def _looked_up(role: Role, reference: Reference, locator: Locator) -> Artifact:
    located = _located(reference, locator)
    return Artifact(locator.source, role, reference, located.presence, located.path)


def _located(reference: Reference, locator: Locator) -> Located:
    if reference.form is Form.URL:
        return Located(Presence.PRESENT)
    if reference.form is Form.PATH:
        return _at_path(reference.target.strip(), locator)
    return locator.link(reference.target)


def _at_path(text: str, locator: Locator) -> Located:
    """Look up a path as written; else without the place within it; else as a pattern of files."""
    there = locator.path(text)
    if there.presence is not Presence.ABSENT:
        return there
    path = vault_path(text, locator.source)
    if path and is_pattern(path):
        found = min(matching(path, locator.vault.files), default=None)
        return Located(Presence.PRESENT, found) if found else there
    whole = _POSITION.sub("", text)
    return locator.path(whole) if whole != text else there
