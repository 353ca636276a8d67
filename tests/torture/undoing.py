"""P5: whatever is written in whatever order, an undo right after it leaves all as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.test_undo import label, state_of
from tests.torture.rows import Row, scaled
from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.engine.questions import questions
from vaultgoals.engine.undo import plan_undo, undo
from vaultgoals.engine.verify import Answer, record, stamp, stamp_edit
from vaultgoals.files import Edit
from vaultgoals.model import RecordResult
from vaultgoals.state.undo import Writing

_FRESH = 40
"""After so many writes a new vault is begun."""
_OPT_IN = "<!-- vaultgoals:rollup -->"


def undoing(folder: Path, scale: float) -> list[Row]:
    """Edit and write a vault at random; undo each write, compare, bring it back, compare, go on."""
    wanted = scaled(1000, scale, 10)
    chance, done, wrong, number = Random(1), 0, 0, 0
    while done < wanted:
        number += 1
        lived = _Lived(folder / str(number), chance)
        for _ in range(min(_FRESH, wanted - done) * 4):
            lived.edit()
            lived.write()
            if lived.done >= min(_FRESH, wanted - done):
                break
        done += lived.done
        wrong += lived.wrong
    return [
        Row(
            "P5",
            f"an undo after each of {done:,} writes by report, verify and its dates, "
            "and an undo of each undo",
            f"{done - wrong:,} of {done:,} byte-identical, mode, time of change and attributes too",
            "100 %",
            wrong == 0,
        )
    ]


class _Lived:
    """A vault that is edited, written to and taken back."""

    def __init__(self, root: Path, chance: Random) -> None:
        self._vault = Vault(root)
        self._chance = chance
        self.done = 0
        self.wrong = 0
        for goal in range(4):
            write_files(root, {f"Goals/G{goal}.md": self._goal()})
        write_files(root, {"Home.md": f"Mine.\r\n{_OPT_IN}\r\nMine too", "x.png": "?"})

    def edit(self) -> None:
        """Do what a user does: write, delete, change rights, times and attributes."""
        root = self._vault.root
        notes = sorted(path for path in root.rglob("*.md") if path.is_file())
        note = self._chance.choice(notes)
        way = self._chance.randrange(6)
        if way == 0:
            note.chmod(self._chance.choice((0o600, 0o640, 0o644, 0o755)))
        elif way == 1:
            stamp_ns = self._chance.randrange(10**18)
            os.utime(note, ns=(stamp_ns, stamp_ns + 1))
        elif way == 2:
            label(note)
        elif way == 3 and "Gaps" not in note.parts and len(notes) > 8:
            note.unlink()
        else:
            write_files(root, {f"Goals/G{self._chance.randrange(6)}.md": self._goal()})

    def write(self) -> None:
        """Write as a command does; where that changed anything, take it back and bring it again."""
        root = self._vault.root
        before = _files(root)
        self._command()()
        after = _files(root)
        if before == after:
            return
        self.done += 1
        plan = plan_undo(root)
        assert plan is not None
        back = undo(root, plan)
        undone = _files(root) == before
        again = plan_undo(root, back.id)
        if again is not None:
            undo(root, again)
        self.wrong += not (undone and _files(root) == after)

    def _command(self) -> Callable[[], object]:
        way = self._chance.randrange(4)
        day = self._chance.choice((TODAY, TODAY, "2026-11-22"))
        examination = self._vault.examine(day)
        goals = [path for path in examination.judged.goals if questions(examination, path)]
        if way < 2 or not goals:
            return lambda: publish(examination, force=way == 1, accept_loss=True)
        goal = self._chance.choice(goals)
        answer = Answer(questions(examination, goal)[0], RecordResult.PASS, remark="seen")
        if way == 2:
            return lambda: record(examination, [answer], "ana", Writing(examination.root, "verify"))
        edit = stamp_edit(examination, goal, [answer])
        if not isinstance(edit, Edit):
            return lambda: None
        return lambda: stamp(examination, edit, Writing(examination.root, "verify"))

    def _goal(self) -> str:
        ending = self._chance.choice(("\n", "\r\n"))
        body = self._chance.choice(("", _OPT_IN, "Mine", f"Mine\n\n{_OPT_IN}\nMore of mine"))
        work = f"- [{self._chance.choice('x ')}] work {self._chance.randrange(9)} ✅ 2026-11-18"
        text = f'---\ntype: goal\nverified:\nverify: "ask: Is it so?"\n---\n{work}\n{body}'
        return text.replace("\n", ending)


def _files(root: Path) -> dict[str, tuple[object, ...]]:
    """Return the state of all files; folders count by being there."""
    return {path: state for path, state in state_of(root).items() if len(state) > 1}
