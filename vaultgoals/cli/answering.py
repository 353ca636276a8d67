"""Writing answers down as they come, and telling at the end what they changed."""

from __future__ import annotations

from collections.abc import Sequence

from vaultgoals.cli.diff import print_diff
from vaultgoals.cli.terminal import say
from vaultgoals.engine import Examination, examine
from vaultgoals.engine.commands import standing_of
from vaultgoals.engine.questions import CommandCheck, Question
from vaultgoals.engine.verify import (
    Answer,
    carries_date,
    is_there,
    log_edit,
    perform,
    record,
    stamp,
    stamp_edit,
    stands_written,
)
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import Edit
from vaultgoals.model import Permission, RecordResult, Stamp
from vaultgoals.parse.one_key import Refused
from vaultgoals.state.undo import Writing


class Keeper:
    """Writes answers down as they come, and tells at the end what they changed."""

    def __init__(
        self, found: Examination, by: str, *, always: bool, dry_run: bool, show_output: bool
    ) -> None:
        """Args: who answers; whether to date every goal; to write nothing; to show what commands print."""
        self.found = found
        self._by = by
        self._always = always
        self._dry_run = dry_run
        self._show_output = show_output
        self._answers: list[Answer] = []
        self._unchanged: list[str] = []
        self.not_run = 0
        """How many commands were due and could not be run."""
        self._writing = Writing(found.root, "verify")

    def keep(self, answers: Sequence[Answer], by: str | None = None) -> None:
        """Write answers at once, or show what would be written."""
        for link in dict.fromkeys(link for answer in answers for link in answer.links):
            if not is_there(self.found, link):
                say(f"{link.text} names nothing in this vault; the link is kept as you wrote it")
        who = self._by if by is None else by
        if self._dry_run:
            _print_diff(log_edit(self.found, answers, who))
        else:
            for path in record(self.found, answers, who, self._writing):
                say(f"wrote {path}")
        self._answers += answers

    def run(self, check: CommandCheck) -> None:
        """Run one command, if it is approved, and write down what it gave; a dry run runs nothing."""
        if self._dry_run:
            say(f"  {check.check}: not run in a dry run")
            return
        stands = standing_of(self.found.root, self.found.config, check.command)
        if stands.permission is not Permission.APPROVED:
            say(f"  {check.check}: not run, {stands.reason}{_way_on(check, stands.permission)}")
            self.not_run += 1
            return
        say(f"  {check.check}: running, at most {self.found.config.commands[check.command].limit} s")
        ran = perform(self.found, check)
        if self._show_output:
            for line in ran.output.decode("utf-8", "replace").splitlines():
                say(f"    | {line}")
        if ran.result is None:
            say(f"  {check.check}: {ran.clause}")
            self.not_run += 1
            return
        say(f"  {check.check}: {ran.result.value}, {ran.clause}")
        answer = Answer(check, ran.result, remark="" if ran.result is RecordResult.PASS else ran.clause)
        if stands_written(self.found, answer):  # a timer that tries again and again must not fill the log
            self._unchanged.append(check.goal)
        else:
            self.keep([answer], by="")

    def date(self, path: str) -> None:
        """Date the goal's own note where it carries a date or the user asked for one, after a yes."""
        said = [answer for answer in self._answers if answer.act.goal == path]
        if not any(_is_own_yes(answer) for answer in said):
            return
        if not self._always and not carries_date(self.found, path):
            return
        edit = stamp_edit(self.found, path, said)
        if isinstance(edit, Refused):
            where = f"{path}:{edit.line}" if edit.line else path
            say(f"{where}: `verified` was left as it is: {edit.reason}")
        elif self._dry_run:
            _print_diff(edit)
        else:
            self._write_date(edit)

    def _write_date(self, edit: Edit) -> None:
        try:
            for path in stamp(self.found, edit, self._writing):
                say(f"wrote {path}")
        except VaultGoalsError as error:  # the answer is in the log already
            say(f"`verified` was left as it is: {error}")

    def tell(self) -> None:
        """Say how the goals stand that were answered for."""
        paths = dict.fromkeys([*(answer.act.goal for answer in self._answers), *self._unchanged])
        if self._dry_run or not self._answers:
            say("dry run: nothing was written" if self._dry_run else "nothing new: nothing was written")
        if self._dry_run or not paths:
            return
        now = examine(self.found.root, as_of=Stamp(self.found.judged.as_of.day))
        for path in paths:
            state = now.judged.goals.get(path)
            if state is not None:
                say(f"{path}: {state.outcome.value}, {state.reason}")


def _way_on(check: CommandCheck, permission: Permission) -> str:
    if permission in (Permission.NEW, Permission.CHANGED):
        return f"; look at it and approve it with `vaultgoals trust {check.command}`"
    return ""


def _is_own_yes(answer: Answer) -> bool:
    """Whether the user said yes: only their own word dates a note, never a command's."""
    return answer.result is RecordResult.PASS and isinstance(answer.act, Question)


def _print_diff(edit: Edit) -> None:
    before = None if edit.before is None else edit.before.decode("utf-8")
    print_diff(edit.path, before, edit.after.decode("utf-8"))
