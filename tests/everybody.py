"""What a user, an editor, a sync program and vaultgoals do in one vault, and what always holds there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.shared_vault import GOALS, LINES, NOTES, SharedVault, files_of, users_words
from vaultgoals.engine import Examination, examine, publish
from vaultgoals.engine.questions import questions
from vaultgoals.engine.undo import Plan, kept_writings, plan_undo, undo
from vaultgoals.engine.verify import Answer, record, stamp, stamp_edit
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import Edit
from vaultgoals.model import RecordResult
from vaultgoals.parse.one_key import Refused
from vaultgoals.state.undo import Writing
from vaultgoals.watch.reports import QUIET


class Everybody(RuleBasedStateMachine):
    """Everybody in one vault, in any order."""

    runs = 0

    def __init__(self) -> None:
        super().__init__()
        self.vault = SharedVault()
        self.buffers: dict[str, bytes] = {}
        """What an editor has loaded, and not looked at since."""
        self.half_saved: tuple[str, bytes] | None = None
        self.read: Examination | None = None
        self.dated: tuple[Examination, Edit] | None = None
        self.planned: Plan | None = None

    # The user and the editor

    @rule(path=st.sampled_from(NOTES), line=st.sampled_from(LINES), way=st.sampled_from(("in place", "over")),
          at_end=st.booleans())  # fmt: skip
    def saves(self, path: str, line: str, way: str, at_end: bool) -> None:
        """The user changes what the editor shows, which is what stands there now."""
        self.vault.save(path, self.vault.with_line(self.vault.now(path), line, at_end=at_end), way)

    @rule(path=st.sampled_from(NOTES))
    def loads(self, path: str) -> None:
        """An editor loads a note, and does not notice what happens to it from now on."""
        self.buffers[path] = self.vault.now(path)

    @precondition(lambda self: bool(self.buffers))
    @rule(data=st.data(), line=st.sampled_from(LINES))
    def saves_what_was_loaded(self, data: st.DataObject, line: str) -> None:
        """It saves its old text, with a line more, over whatever has come since."""
        path = data.draw(st.sampled_from(sorted(self.buffers)))
        self.vault.save(path, self.vault.with_line(self.buffers.pop(path), line, at_end=True), "in place")

    @precondition(lambda self: self.half_saved is None)
    @rule(path=st.sampled_from(NOTES), line=st.sampled_from(LINES), share=st.sampled_from((0, 2, 9)))
    def begins_to_save(self, path: str, line: str, share: int) -> None:
        """A slow editor empties the note and writes the first part of it."""
        text = self.vault.with_line(self.vault.now(path), line, at_end=True)
        self.vault.save(path, text[: len(text) * share // 10], "in place")
        self.half_saved = (path, text)

    @precondition(lambda self: self.half_saved is not None)
    @rule()
    def ends_saving(self) -> None:
        """It writes the whole of it."""
        assert self.half_saved is not None
        self.vault.save(*self.half_saved, "in place")
        self.half_saved = None

    @rule(data=st.data(), inside=st.booleans())
    def edits_what_we_wrote(self, data: st.DataObject, inside: bool) -> None:
        """The user writes into one of our notes, below or within what is ours."""
        ours = sorted(
            path for path in self.vault.files() if path.startswith("Gaps/") and path != "Gaps/Mine.md"
        )
        if ours:
            path = data.draw(st.sampled_from(ours))
            raw = self.vault.now(path)
            cut = raw.rfind(b"<!-- vaultgoals:end") if inside else -1
            self.vault.save(
                path, raw[:cut] + b"My remark.\n" + raw[cut:] if cut > 0 else raw + b"\nMine too.\n", "over"
            )

    @rule(path=st.sampled_from(NOTES))
    def deletes(self, path: str) -> None:
        """The user deletes a note."""
        (self.vault.root / path).unlink(missing_ok=True)
        self.vault.theirs.pop(path, None)

    # The sync program

    @rule(path=st.sampled_from(NOTES), line=st.sampled_from(LINES))
    def conflicts(self, path: str, line: str) -> None:
        """A conflict copy of a note comes beside it."""
        copy = path.removesuffix(".md") + ".sync-conflict-20261121-101010-ABCDEF2.md"
        self.vault.save(copy, self.vault.with_line(self.vault.now(path), line, at_end=True), "over")

    @rule(data=st.data(), path=st.sampled_from(NOTES))
    def brings_an_older_version(self, data: st.DataObject, path: str) -> None:
        """A text that stood somewhere before comes back, with the time it had then."""
        self.vault.save(path, data.draw(st.sampled_from(sorted(self.vault.all_theirs))), "over")
        os.utime(self.vault.root / path, (1_600_000_000, 1_600_000_000))

    @rule(data=st.data())
    def turns_the_clock_back(self, data: st.DataObject) -> None:
        """The time of change of a file goes backwards."""
        path = data.draw(st.sampled_from(sorted(self.vault.files())))
        os.utime(self.vault.root / path, (1_500_000_000, 1_500_000_000))

    # We

    @rule(force=st.booleans())
    def report(self, force: bool) -> None:
        """We read and write at once."""
        self.vault.publish(self.vault.examine(), force=force)

    @rule(path=st.sampled_from(NOTES), line=st.sampled_from(LINES), force=st.booleans())
    def report_while_they_save(self, path: str, line: str, force: bool) -> None:
        """The user saves a note while we are between reading and writing."""
        found = self.vault.examine()
        self.vault.save(path, self.vault.with_line(self.vault.now(path), line, at_end=True), "over")
        self.vault.publish(found, force=force)

    @rule(goal=st.sampled_from(GOALS), line=st.sampled_from(LINES))
    def answer_while_they_save(self, goal: str, line: str) -> None:
        """The user saves a goal's note while it is about to be dated."""
        self.answers(goal, RecordResult.PASS, stale=False, at_once=False)
        self.vault.save(goal, self.vault.with_line(self.vault.now(goal), line, at_end=True), "in place")
        if self.dated is not None:
            self.dates()

    @rule(line=st.sampled_from(LINES), path=st.sampled_from((*NOTES, "Gaps/Dashboard.md")))
    def undo_while_they_save(self, line: str, path: str) -> None:
        """The user saves a note while we are about to take something back."""
        self.report(force=True)
        self.planned = plan_undo(self.vault.root)
        self.vault.save(path, self.vault.with_line(self.vault.now(path), line, at_end=True), "over")
        if self.planned is not None:
            self.undoes()

    @rule()
    def reads(self) -> None:
        """We read; what happens until we write happens in between."""
        self.read = self.vault.examine()

    @precondition(lambda self: self.read is not None)
    @rule(force=st.booleans(), quiet=st.sampled_from((0.0, QUIET)))
    def writes_what_was_read(self, force: bool, quiet: float) -> None:
        """We write, perhaps as the watch does, on what was read then."""
        assert self.read is not None
        self.vault.publish(self.read, force=force, quiet=quiet)
        self.read = None

    @rule(goal=st.sampled_from(GOALS), result=st.sampled_from((RecordResult.PASS, RecordResult.FAIL)),
          stale=st.booleans(), at_once=st.booleans())  # fmt: skip
    def answers(self, goal: str, result: RecordResult, stale: bool, at_once: bool) -> None:
        """A question is answered and written into the log; the note's date follows at once or later."""
        found = self.read if stale and self.read is not None else self.vault.examine()
        if goal not in found.judged.goals:
            return
        said = [Answer(one, result, remark="Seen.") for one in questions(found, goal)]
        try:
            record(found, said, "ana", Writing(self.vault.root, "verify"))
        except VaultGoalsError:
            return
        edit = stamp_edit(found, goal, said)
        if not isinstance(edit, Refused):
            self.dated = (found, edit)
            if at_once:
                self.dates()

    @precondition(lambda self: self.dated is not None)
    @rule()
    def dates(self) -> None:
        """The date is written into the goal's own note."""
        assert self.dated is not None
        found, edit = self.dated
        self.dated = None
        self.vault.trying(lambda: stamp(found, edit, Writing(self.vault.root, "verify")))

    @rule(data=st.data(), newest=st.booleans())
    def plans_to_undo(self, data: st.DataObject, newest: bool) -> None:
        """We look at what taking back one writing, the last or any, would do."""
        kept = kept_writings(self.vault.root)[0]
        if kept:
            name = None if newest else data.draw(st.sampled_from([one.id for one in kept]))
            self.planned = plan_undo(self.vault.root, name)

    @precondition(lambda self: self.planned is not None)
    @rule()
    def undoes(self) -> None:
        """We take it back, whatever has happened since."""
        planned = self.planned
        assert planned is not None
        self.planned = None
        self.vault.trying(lambda: undo(self.vault.root, planned))

    @precondition(lambda self: self.vault.day < 24)
    @rule()
    def a_day_passes(self) -> None:
        """From now on reports are those of the next day."""
        self.vault.day += 1

    # What always holds

    @invariant()
    def nothing_of_theirs_is_lost(self) -> None:
        """Whatever was saved stands where it was saved, or is kept by us as it was, to the byte."""
        now = self.vault.files()
        replaced = {path: raw for path, raw in self.vault.theirs.items() if now.get(path) != raw}
        kept = self.vault.kept_bytes() if replaced else set()
        assert {path: raw for path, raw in replaced.items() if raw not in kept} == {}

    @invariant()
    def their_notes_hold_their_words(self) -> None:
        """Outside Gaps/ only a region or a verification's date is another; no file comes or goes."""
        now = self.vault.files()
        assert {path for path in now if not path.startswith("Gaps/")} == {
            path for path in self.vault.theirs if not path.startswith("Gaps/")
        }
        for path, raw in self.vault.theirs.items():
            if not path.startswith("Gaps/") and now[path] != raw:
                assert users_words(now[path]) == users_words(raw), path

    def teardown(self) -> None:
        """After the last report a fresh reader has nothing to write, be it a process of its own."""
        try:
            self.vault.publish(self.vault.examine(), force=True)
            self.vault.publish(self.vault.examine(), force=False)
            type(self).runs += 1
            self._compare(in_a_process=type(self).runs % 20 == 1)
            self.nothing_of_theirs_is_lost()
            self.their_notes_hold_their_words()
        finally:
            self.vault.close()

    def _compare(self, *, in_a_process: bool) -> None:
        copy = self.vault.root.with_name("copy")
        shutil.copytree(self.vault.root, copy)
        if in_a_process:
            day = f"2026-11-{self.vault.day}"
            ended = subprocess.run(
                [sys.executable, "-m", "vaultgoals", "report", copy, "--accept-loss", "--as-of", day],
                check=False,
                capture_output=True,
                timeout=60,
            )
            assert ended.returncode in (0, 2), ended.stderr  # 2: a vault in which nothing is left to check
        else:
            self.vault.trying(lambda: publish(examine(copy, as_of=self.vault.as_of()), accept_loss=True))
        assert files_of(copy) == self.vault.files()
