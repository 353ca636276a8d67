"""What makes a spec real, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultgoals.frozen import frozen
from vaultgoals.model import Artifact, Kind, Note, Presence, Role, Stamp, State, Vault


@frozen
class Implementation:
    """One thing that exists and implements a spec."""

    name: str
    """How it is named where it is no note of the vault: as written."""
    path: str | None
    """Its note or file, where it is in the vault."""
    day: Stamp | None = None
    """When it was finished, where its note says so."""


def implementations(vault: Vault, spec: Note, artifacts: Sequence[Artifact]) -> Iterator[Implementation]:
    """Yield what implements a spec: notes that say so and count, and what it names and is there.

    Args:
        vault: the linked vault.
        spec: the note of the spec.
        artifacts: what the spec's own note names, looked up. Of what cannot be looked at nothing is said:
            it counts as being there.
    """
    for item in vault.implementers_of.get(spec.path, ()):
        if item.counts:
            yield Implementation(item.path, item.path, vault.notes[item.path].completed)
    for artifact in artifacts:
        is_there = artifact.presence in (Presence.PRESENT, Presence.UNKNOWN)
        if artifact.role is not Role.IMPLEMENTED_BY or not is_there or artifact.path == spec.path:
            continue
        note = vault.notes.get(artifact.path) if artifact.path is not None else None
        if not is_unfinished(note):
            yield Implementation(artifact.reference.text, artifact.path, note.completed if note else None)


def is_unfinished(note: Note | None) -> bool:
    """Whether this implements nothing yet, whichever side names it: work or a spec that is not done."""
    if note is None or note.kind is None:
        return False
    return note.state is State.DROPPED or (note.kind is not Kind.GOAL and note.state is not State.DONE)
