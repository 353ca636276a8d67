"""The goals that are due for a look, one line each, or as JSON."""

from __future__ import annotations

import json

from vaultgoals.cli.terminal import put, safe_text, styled
from vaultgoals.engine import Examination
from vaultgoals.engine.questions import due_for_a_look
from vaultgoals.outcome.due import Cause, Due


def print_due(found: Examination) -> None:
    """Print each goal that is due: why, since or until when, and the next action."""
    lines = [_line(due) for due in due_for_a_look(found)]
    put("\n".join(lines or ["Nothing is due."]))


def print_due_json(found: Examination) -> None:
    """Print the same as one JSON object, version 1; null where no day is known."""
    judged = found.judged
    as_of = judged.as_of.moment
    table = {
        "version": 1,
        "as_of": as_of.isoformat(timespec="minutes") if as_of else judged.as_of.day.isoformat(),
        "due": [
            {
                "path": due.path,
                "title": judged.vault.notes[due.path].title,
                "outcome": judged.outcome_of(due.path).value,
                "cause": due.cause.name.lower(),
                "since": due.since or None,
                "until": due.until or None,
                "reason": due.reason,
                "next": due.next_step,
            }
            for due in due_for_a_look(found)
        ],
    }
    put(json.dumps(table, indent=2, ensure_ascii=True))


def _line(due: Due) -> str:
    day = f" until {due.until}" if due.until else f" since {due.since}" if due.since else ""
    comma = "," if day and due.cause is Cause.UNVERIFIED else ""
    where = styled(due.path, bold=True)
    return f"{where}: {due.cause.value}{comma}{safe_text(f'{day}: {due.reason}. {due.next_step}')}"
