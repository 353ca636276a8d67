"""How far each goal and spec has come along the course that it names.

A stage counts as reached where the note says so, in ``stages`` or by a ticked box under a Cycle heading, or
where the graph shows it: a spec shows *design*, an implementation that exists *implement*, a goal that holds
*verify outcome*. A note that names no course, or one that nobody knows, has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from vaultgoals.model import Artifact, GoalState, Kind, Note, Notice, Presence, Role, State, Vault, title_of
from vaultgoals.model.cycles import CYCLES, Progress, Stage, fold_stage


def progress_of(
    vault: Vault,
    goals: Mapping[str, GoalState],
    artifacts: Iterable[Artifact],
    own: Mapping[str, Sequence[str]],
) -> dict[str, Progress]:
    """Return the progress of every goal and spec that names a known course, by path in path order.

    Args:
        vault: the linked vault.
        goals: the judged goals.
        artifacts: every named implementation, looked up.
        own: the user's own courses, by folded name.
    """
    courses = {**CYCLES, **own}
    built = {
        item.source: item.reference.text
        for item in artifacts
        if item.role is Role.IMPLEMENTED_BY and item.presence is Presence.PRESENT
    }
    found = {}
    for note in vault.of_kind(Kind.GOAL, Kind.SPEC):
        name = next((fold_stage(name) for name in note.cycles if fold_stage(name) in courses), "")
        if name and note.state is not State.DROPPED and _is_on(note, courses[name]):
            shown = {**_by_graph(note, vault, goals, built), **_by_note(note)}
            stages = tuple(Stage(stage, shown.get(fold_stage(stage), "")) for stage in courses[name])
            found[note.path] = Progress(note.path, name, stages)
    return found


def _is_on(note: Note, course: Sequence[str]) -> bool:
    """Whether a note is on a course: it names it as its cycle, or speaks of one of its stages.

    `area: personal` above stages of somebody's own is a part of life, and no course.
    """
    if any(role is Role.CYCLE for role, _ in note.lines):
        return True
    stages = set(map(fold_stage, course))
    return any(fold_stage(claim.name) in stages for claim in note.stages)


def misspelt(vault: Vault, own: Mapping[str, Sequence[str]]) -> Iterator[Notice]:
    """Tell of courses and stages that nobody knows and that are nearly the name of one: no gap, but a slip.

    Args:
        vault: the linked vault.
        own: the user's own courses, by folded name.
    """
    courses = {**CYCLES, **own}
    for note in vault.of_kind(Kind.GOAL, Kind.SPEC):
        names = [fold_stage(name) for name in note.cycles]
        known = next((name for name in names if name in courses), "")
        if known:
            stages = {fold_stage(stage): stage for stage in courses[known]}
            for claim in note.stages:
                if near := _near(fold_stage(claim.name), stages):
                    what = f"the course {known} has no stage “{claim.name}”; did you mean “{stages[near]}”?"
                    yield Notice(note.path, "unknown-stage", what, claim.line)
        elif near := next(filter(None, (_near(name, courses) for name in names)), ""):
            what = f"no course is called “{note.cycles[0]}”; did you mean “{near}”?"
            yield Notice(note.path, "unknown-course", what, note.line_of(Role.CYCLE))


def _near(name: str, known: Collection[str]) -> str:
    """Return which of the known names this must have been; empty where it is one, or like none."""
    if not name or name in known:
        return ""
    from difflib import get_close_matches  # of most vaults nothing is misspelt

    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=0.85)), "")


def _by_note(note: Note) -> dict[str, str]:
    """Return what the note itself says, by folded stage; the user's word before what the graph shows."""
    shown = {}
    for claim in note.stages:
        if claim.reached:
            seen = ", ".join(link.text for link in claim.links)
            when = f"on {claim.day.day}" if claim.day else ""
            shown[fold_stage(claim.name)] = ", ".join(filter(None, (when, seen))) or "as the note says"
    return shown


def _by_graph(
    note: Note, vault: Vault, goals: Mapping[str, GoalState], built: Mapping[str, str]
) -> dict[str, str]:
    specs = (note.path,) if note.kind is Kind.SPEC else vault.specs_of.get(note.path, ())
    served = (note.path,) if note.kind is Kind.GOAL else vault.goals_of[note.path]
    shown = {}
    if specs:
        shown["design"] = title_of(specs[0])
    real = [built[path] for path in (note.path, *specs) if path in built]
    real += [
        title_of(one.path)
        for path in (note.path, *specs)
        for one in vault.implementers_of.get(path, ())
        if one.counts
    ]
    if real:
        shown["implement"] = real[0]
    if served and all(goals[path].outcome.holds for path in served):
        shown["verify outcome"] = goals[served[0]].reason
    return shown
