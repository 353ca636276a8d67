"""Gaps as JSON, version 1. Paths are vault-relative with ``/``; arrays are sorted; ASCII only."""

from __future__ import annotations

import json
from typing import Any

from vaultgoals.cli.terminal import put
from vaultgoals.engine import Examination
from vaultgoals.model import Gap


def print_json(found: Examination) -> None:
    """Print the whole examination as one JSON object."""
    put(json.dumps(as_table(found), indent=2, ensure_ascii=True))


def as_table(found: Examination) -> dict[str, Any]:
    """Return the examination as plain values, in the published shape."""
    judged, counts = found.judged, found.account.counts
    return {
        "version": 1,
        "as_of": str(
            judged.as_of.moment.isoformat(timespec="minutes") if judged.as_of.moment else judged.as_of.day
        ),
        "notes": counts["notes"],
        "summary": {
            "goals": counts["goals"],
            "tasks": counts["tasks"],
            "specs": counts["specs"],
            "gaps": len(found.gaps),
            "waived": len(found.waived),
            "verified": found.account.verified,
        },
        "goals": [
            {
                "path": goal.path,
                "title": goal.title,
                "status": goal.state.value,
                "work": state.work.value,
                "outcome": state.outcome.value,
                "tasks_done": state.tasks_done,
                "tasks_open": state.tasks_open,
            }
            for goal in judged.vault.goals
            for state in [judged.goals[goal.path]]
        ],
        "gaps": [_gap(gap) for gap in found.gaps],
        "notices": [
            {"path": notice.path, "line": notice.line, "name": notice.name, "message": notice.message}
            for notice in sorted(found.notices, key=lambda item: (item.path, item.line, item.name))
        ],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "id": gap.id,
        "code": gap.code,
        "rule": gap.rule,
        "severity": gap.severity.value,
        "path": gap.path,
        "line": gap.line,
        "subject": gap.subject,
        "goal": gap.goal,
        "message": gap.message,
        "fix": gap.fix,
        "related": [{"path": place.path, "line": place.line} for place in gap.related],
        "since": gap.since,
    }
