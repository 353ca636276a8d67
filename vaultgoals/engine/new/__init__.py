"""A new goal, task or spec: what is asked before the work, and a note that says it.

`Ground.of` looks at a vault, `place_for` finds the place, `template_for` the user's own template,
`compose_note` makes the text and proves it, `write_note` writes it and says what `check` finds.
"""

from __future__ import annotations

from vaultgoals.engine.new.answers import (
    Answers,
    doubt,
    goal_for,
    is_check,
    known_status,
    sorted_out,
    spec_for,
)
from vaultgoals.engine.new.place import Ground, Place, place_for
from vaultgoals.engine.new.template import Template, template_at, template_for
from vaultgoals.engine.new.text import NewNote, compose_note
from vaultgoals.engine.new.write import gaps_since, write_note

__all__ = [
    "Answers",
    "Ground",
    "NewNote",
    "Place",
    "Template",
    "compose_note",
    "doubt",
    "gaps_since",
    "goal_for",
    "is_check",
    "known_status",
    "place_for",
    "sorted_out",
    "spec_for",
    "template_at",
    "template_for",
    "write_note",
]
