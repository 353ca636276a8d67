"""``contains: "enabled" in Systems/Dispatch.md``: a text stands in a file or note."""

from __future__ import annotations

from unicodedata import normalize

from vaultgoals.model import Contains, Observation, Presence, Result
from vaultgoals.observe.context import Context
from vaultgoals.observe.targets import unavailable


def observe_contains(check: Contains, context: Context) -> Observation:
    """Return whether the text stands there, letter by letter (Unicode forms of one letter are equal)."""
    located = context.locate(check.target)
    if located.presence is not Presence.PRESENT or located.path is None:
        return Observation(check, *unavailable(check.target, located))
    text = context.look.text(located.path)
    if text is None:
        return Observation(check, Result.UNKNOWN, f"{located.path} cannot be read as text")
    if located.path == context.source:
        text = _without_checks(text, context)
    if normalize("NFC", check.needle) in normalize("NFC", text):
        return Observation(check, Result.PASS, f'"{check.needle}" stands in {located.path}')
    return Observation(check, Result.FAIL, f'"{check.needle}" does not stand in {located.path}')


def _without_checks(text: str, context: Context) -> str:
    """Take the check lines out: a check must not find the words of its own question."""
    note = context.vault.notes.get(context.source)
    own = {check.line for check in (note.checks if note is not None else ())}
    return "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in own)
