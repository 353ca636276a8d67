"""``vaultgoals new``: what is to be said before the work, asked and written down."""

from __future__ import annotations

from pathlib import Path

import click

from vaultgoals.cli.gap_text import print_gap
from vaultgoals.cli.options import as_of_option, vault_option
from vaultgoals.cli.terminal import can_ask, reading_progress, say
from vaultgoals.engine import examine
from vaultgoals.engine.library import moment
from vaultgoals.engine.new import (
    Answers,
    Ground,
    NewNote,
    Template,
    compose_note,
    gaps_since,
    goal_for,
    known_status,
    place_for,
    sorted_out,
    spec_for,
    template_at,
    template_for,
    write_note,
)
from vaultgoals.frozen import frozen
from vaultgoals.model import Kind, Stamp, title_of
from vaultgoals.state.undo import Writing

_EPILOG = """\b
Examples:
  vaultgoals new goal "Tasks run without me"
  vaultgoals new task "Write it" --goal "Tasks run without me"
  vaultgoals new spec "Dispatch spec" --due 2026-12-01 --dry-run
  vaultgoals new goal "Dry cellar" --why "It smells" --know "No smell in May"

\b
In a terminal, and without answers as options, it asks; Enter leaves one out.
A line of --know that begins as a check goes under `verify`.
The note goes to the others of its kind; your own template for it is used.
No note is ever replaced, and `vaultgoals undo` takes the new one back.
"""
_KINDS = {kind.value: kind for kind in (Kind.GOAL, Kind.TASK, Kind.SPEC)}


@frozen
class _Said:
    """The answers as options."""

    why: str
    know: tuple[str, ...]
    otherwise: str
    goal: tuple[str, ...]
    implements: tuple[str, ...]
    due: str | None

    def __bool__(self) -> bool:
        return any((self.why, self.know, self.otherwise, self.goal, self.implements, self.due))


@click.command("new", epilog=_EPILOG)
@click.argument("kind", type=click.Choice(list(_KINDS)), metavar="goal|task|spec")
@click.argument("title")
@click.option("--why", metavar="TEXT", default="", help="What is wrong as long as it is not true.")
@click.option("--know", metavar="TEXT", multiple=True, help="How we would know; may be repeated.")
@click.option("--otherwise", metavar="TEXT", default="", help="What happens if we do not do it.")
@click.option("--goal", metavar="GOAL", multiple=True, help="What it serves; may be repeated.")
@click.option("--implements", metavar="SPEC", multiple=True, help="What a task implements.")
@click.option("--due", metavar="DATE", help="When it is due, as 2026-11-21.")
@click.option("--status", metavar="WORD", default="", help="Its status; the vault's usual word for open.")
@click.option("--folder", metavar="FOLDER", help="Where in the vault it goes.")
@click.option("--template", "template", metavar="NOTE", help="The template to use.")
@click.option("--no-template", "bare", is_flag=True, help="Use no template.")
@click.option("--dry-run", is_flag=True, help="Show the note; write nothing.")
@vault_option
@as_of_option
def command(
    kind: str,
    title: str,
    why: str,
    know: tuple[str, ...],
    otherwise: str,
    goal: tuple[str, ...],
    implements: tuple[str, ...],
    due: str | None,
    status: str,
    folder: str | None,
    template: str | None,
    bare: bool,
    dry_run: bool,
    vault: Path,
    as_of: Stamp | None,
) -> int:
    """Write a new goal, task or spec: why, how we would know, and what happens if we do not do it."""
    context = click.get_current_context()
    said = _Said(why.strip(), know, otherwise.strip(), goal, implements, due)
    if template is not None and bare:
        raise click.UsageError("--template and --no-template exclude each other", context)
    if implements and _KINDS[kind] is not Kind.TASK:
        raise click.UsageError(f"--implements is for a task; a {kind} implements nothing", context)
    if folder is not None and not folder.strip():  # an unset variable of a script must not mean the root
        raise click.UsageError("--folder is empty; write . for the vault's root", context)
    with reading_progress() as progress:
        ground = Ground.of(examine(vault, as_of=as_of, progress=progress))
    place = place_for(ground, _KINDS[kind], title, folder)
    used = _template(ground, place.kind, template, bare=bare)
    answers = _answers(ground, place.kind, said, status)
    if not said and can_ask():
        from vaultgoals.cli.new_questions import ask_about

        answers = ask_about(ground, place, answers)
    note = compose_note(ground, place, answers, used)
    if dry_run:
        _show(note)
        return 0
    write_note(ground, note, Writing(vault, "new"))
    say(f"wrote {place.path}")
    _tell(note)
    _next(ground, note, answers)
    return 0


def _template(ground: Ground, kind: Kind, asked: str | None, *, bare: bool) -> Template | None:
    if bare:
        return None
    return template_for(ground, kind) if asked is None else template_at(ground, asked, kind)


def _answers(ground: Ground, kind: Kind, said: _Said, status: str) -> Answers:
    criteria, checks = sorted_out(said.know)
    return Answers(
        why=said.why,
        criteria=criteria,
        checks=checks,
        otherwise=said.otherwise,
        goals=tuple(dict.fromkeys(goal_for(ground.found, name) for name in said.goal)),
        implements=tuple(dict.fromkeys(spec_for(ground.found, name) for name in said.implements)),
        due=moment(said.due),
        status=known_status(ground, kind, status.strip()) if status.strip() else "",
    )


def _show(note: NewNote) -> None:
    say(f"would write {note.place.path}:")
    for line in note.text.splitlines():
        say(line)
    _tell(note)
    say("dry run: nothing was written")


def _tell(note: NewNote) -> None:
    """Say what its user may not expect: another file name, a template, a namesake."""
    name = title_of(note.place.path)
    if name != note.place.title:
        say(f"no file can have that title: it is named {name!r}, and has the title under `aliases`")
    if note.template is not None:
        passed_over = f", the first of {1 + len(note.template.others)}" if note.template.others else ""
        say(f"made from {note.template.path}{passed_over}")
        if note.template.holds_code:
            say("the code of Templater in it (<% %>) was not run and stands in the note as it is")
    for path in note.place.namesakes:
        say(f"{path} has the same name: links by that name alone may now mean either")


def _next(ground: Ground, note: NewNote, answers: Answers) -> None:
    """Say what `check` says of the note, each with its next action; or else what comes first."""
    gaps = gaps_since(ground.found, note.place.path)
    for gap in gaps:
        print_gap(gap)
    if not gaps:
        say("check finds nothing missing in it")
        say(f"next: {_first_step(note, answers)}")


def _first_step(note: NewNote, answers: Answers) -> str:
    path = note.place.path
    title = path if note.place.namesakes else title_of(path)
    if note.place.kind is Kind.GOAL:
        return f'write the first task: vaultgoals new task "..." --goal "{title}"'
    if note.place.kind is Kind.SPEC:
        return f'when it is accepted, build it: vaultgoals new task "..." --implements "{title}"'
    goals = " ".join(f'"{title_of(path)}"' for path in answers.goals)
    return f"do it; then see whether its goal holds: vaultgoals verify {goals}".rstrip()
