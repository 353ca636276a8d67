"""What is said of each of many goals, in full: state, reason, next step, end, evidence, and its course.

`outcome_states.txt` is a vault that holds every state in every way to come to it, and what is said of it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.vaults import Vault, write_files
from vaultgoals.model import Evidence, GoalState
from vaultgoals.model.cycles import Progress

PAGE = Path(__file__).parent / "outcome_states.txt"
UPDATE = "VAULTGOALS_UPDATE_TRANSCRIPTS"
"""Environment variable: write down what is said now, as for the transcripts."""

_FILE = re.compile(r"^== (.+)\n", re.MULTILINE)
_SAID = "=> states\n"


def test_what_is_said_of_a_goal_changes_only_knowingly(tmp_path: Path) -> None:
    """Each goal has the state, words and evidence that are written down, and each course its stages."""
    page = PAGE.read_text(encoding="utf-8")
    layout = page.partition(_SAID)[0]
    parts = _FILE.split(layout)
    write_files(tmp_path, dict(zip(parts[1::2], parts[2::2], strict=True)))
    judged = Vault(tmp_path).examination.judged
    said = [_of_goal(state) for state in judged.goals.values()]
    said += [_of_course(progress) for progress in judged.progress.values()]
    now = layout + _SAID + "\n".join(said)
    if os.environ.get(UPDATE):
        PAGE.write_text(now, encoding="utf-8")

    assert now == PAGE.read_text(encoding="utf-8"), f"{UPDATE}=1 writes it down"


def _of_goal(state: GoalState) -> str:
    numbers = f"work {state.work}: {state.tasks_done} done, {state.tasks_open} open"
    children = f"; {state.children[0]} of {state.children[1]} children" if state.children[1] else ""
    lists = {
        "failing": [item.check.text for item in state.failing],
        "late": [item.check.text for item in state.late],
        "denied": [str(state.denied.line)] if state.denied else [],
        "changed": state.changed,
        "records": [str(record.line) for record in state.records],
        "contradicting": [str(record.line) for record in state.contradicting],
        "future": [str(record.line) for record in state.future_records],
        "observed": [f"{item.check.text} {item.result}" for item in state.observations],
    }
    lines = [
        f"{state.path} {state.outcome}; {numbers}{children}",
        state.reason,
        f"next: {state.next_step}",
        f"end: {state.expiry}",
        f"evidence: {_of_evidence(state.evidence)}",
        *(f"{name}: {'; '.join(items)}" for name, items in lists.items() if items),
    ]
    return "\n  ".join(lines) + "\n"


def _of_evidence(evidence: Evidence | None) -> str:
    if evidence is None:
        return "none"
    backed = "backed" if evidence.backed else "bare"
    return (
        f"{evidence.source} on {evidence.when} by {', '.join(evidence.by)}, {backed}, until {evidence.until}"
    )


def _of_course(progress: Progress) -> str:
    stages = "".join(f"\n  {stage.name}: {stage.shown}" for stage in progress.stages)
    return f"{progress.path} {progress.cycle}{stages}\n"
