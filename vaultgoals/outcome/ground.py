"""The ground that a verification stands on, as two hashes: what was asked, and what was built.

They are kept with each record of the evidence log. When one of them is another today, what was seen
then may not be true any more. Other text of a goal is no part of it: a journal in a goal's note makes
nothing suspect.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from vaultgoals.model import Artifact, Kind, Note, Presence, Role, Vault
from vaultgoals.parse.check_key import check_key

_WORK = (Kind.TASK, Kind.PROJECT)


def criteria_hash(goal: Note) -> str:
    """Return 8 hex digits over a goal's criteria and checks, in their order; ticks are no part of them."""
    asked = [f"criterion {check_key(item.text)}" for item in goal.criteria]
    asked += [f"check {check_key(item.text)}" for item in goal.checks]
    return _digits(asked)


def implementation_paths(goal: str, vault: Vault, artifacts: Iterable[Artifact]) -> tuple[str, ...]:
    """Return the files that implement a goal or the specs that serve it, sorted.

    The note of a task is none of them: a new word for its status, say, changes nothing of what was built.
    """
    sources = {goal, *vault.specs_of.get(goal, ())}
    named = {
        item.path
        for item in artifacts
        if item.source in sources
        and item.role is Role.IMPLEMENTED_BY
        and item.path
        and item.presence is Presence.PRESENT
    }
    telling = {
        item.path for source in sources for item in vault.implementers_of.get(source, ()) if item.counts
    }
    found = sorted(named | telling)
    return tuple(path for path in found if path not in vault.notes or vault.notes[path].kind not in _WORK)


def built_hash(digests: Iterable[str]) -> str:
    """Return 8 hex digits over the content digest of each implementation; empty where there is none.

    Where they lie is no part of it: a note that is moved to another folder is the same note.
    """
    built = sorted(digests)
    return _digits(built) if built else ""


def _digits(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
