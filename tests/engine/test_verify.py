from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine import Examination
from vaultgoals.engine.questions import NotAGoalError, due, goal_named, questions
from vaultgoals.engine.verify import Answer, carries_date, log_edit, record, stamp, stamp_edit
from vaultgoals.errors import ForbiddenPathError, NoteChangedError, NotOursError
from vaultgoals.files import Edit
from vaultgoals.model import Outcome, RecordResult
from vaultgoals.parse.one_key import Refused

LOG = "Gaps/Evidence/2026-11.md"
HEAD = "---\ntype: evidence-log\ngenerated_by: vaultgoals\n---\n"
YES, NO = RecordResult.PASS, RecordResult.FAIL


def open_questions(vault: Vault, path: str) -> list[str]:
    """Return what a goal still asks."""
    return [one.text for one in questions(vault.examine(), path) if one.is_open]


def answers(found: Examination, path: str, *results: RecordResult) -> list[Answer]:
    """Answer the questions of a goal in their order; those without a result are left out."""
    return [Answer(one, result) for one, result in zip(questions(found, path), results, strict=False)]


def lines(vault: Vault, path: str = LOG) -> list[str]:
    """Return the records of a log as they stand."""
    return [line for line in vault.read(path).split("\n") if line.startswith("- ")]


def test_the_most_overdue_goal_is_asked_first(vault: Vault) -> None:
    """What was claimed or seen once comes before what is still open, the oldest first; what holds is not due.

    == A holds.md
    ---
    type: goal
    verified: 2026-11-01
    ---
    == B open.md
    ---
    type: goal
    success_criteria: it is so
    ---
    == C done.md
    ---
    type: goal
    status: done
    completed: 2026-10-02
    ---
    == D stale.md
    ---
    type: goal
    verified: 2026-09-01
    review_interval: 30d
    ---
    == E dropped.md
    ---
    type: goal
    status: dropped
    ---
    == F denied.md
    ---
    type: goal
    success_criteria: it is so
    ---
    == G nobody could say.md
    ---
    type: goal
    ---
    == H observed.md
    ---
    type: goal
    verify: "exists: [[Nothing]]"
    ---
    - [x] work
    == Gaps/Evidence/2026-09.md
    - 2026-09-05 · [[F denied]] · fail
    """
    assert [one.goal[0] for one in due(vault.examine())] == ["F", "D", "C", "B"]


def test_only_what_is_open_is_asked(vault: Vault) -> None:
    """A question is open until it was answered yes, once that has run out, and once its ground is another.

    == A.md
    ---
    type: goal
    review_interval: 30d
    verify:
      - "ask: answered?"
      - "ask: long ago?"
      - "ask: of other criteria?"
      - "ask: denied?"
      - a line that is no check
    ---
    == Gaps/Evidence/2026-11.md
    - 2026-11-20 · [[A]] · pass · ask: answered?
    - 2026-10-20 · [[A]] · pass · ask: long ago?
    - 2026-11-20 · [[A]] · pass · ask: of other criteria? · criteria 00000000
    - 2026-11-20 · [[A]] · fail · ask: denied?
    """
    wanted = ["long ago?", "of other criteria?", "denied?", "a line that is no check"]

    assert open_questions(vault, "A.md") == wanted


def test_a_yes_holds_until_its_last_day(vault: Vault) -> None:
    """Up to `verified_until` a yes stands, whatever its age; on the day after it is open again.

    == A.md
    ---
    type: goal
    review_interval: 1d
    verified: 2026-01-01
    verified_until: 2026-11-20
    ---
    """
    for as_of, is_open in (("2026-11-20", False), (TODAY, True)):
        assert questions(vault.examine(as_of), "A.md")[0].is_open is is_open


def test_a_goal_without_checks_asks_for_its_criteria(vault: Vault) -> None:
    """One question speaks of all criteria, or of the title where there are none; observations ask nothing.

    == A.md
    ---
    type: goal
    success_criteria: [one holds., two holds]
    ---
    == B is so.md
    ---
    type: goal
    ---
    == C.md
    ---
    type: goal
    verify: "exists: [[A]]"
    ---
    """
    found = vault.examine()

    assert [one.text for one in questions(found, "A.md")] == ["Does it hold: one holds; two holds?"]
    assert [one.text for one in questions(found, "B is so.md")] == ["Does it hold: B is so?"]
    assert questions(found, "C.md") == ()


def test_what_was_answered_is_not_asked_again(vault: Vault) -> None:
    """A yes to a question is found again by the goal and the question, however they are written.

    == Goals/Same name.md
    ---
    type: goal
    verify:
      - "ask: Is [[Other]] · `done` %%or%% <b>not</b>: 100 % -- by me, note: ${x}?"
    implemented_by: "[[Other]]"
    ---
    == Other/Same name.md
    Not the goal.
    == Other.md
    x
    """
    path = "Goals/Same name.md"
    found = vault.examine()

    assert record(found, answers(found, path, YES), "ana · by [[ben]]") == (LOG,)

    assert open_questions(vault, path) == []
    assert vault.goal(path).outcome is Outcome.ATTESTED
    assert vault.goal(path).records[0].criteria
    assert vault.goal(path).records[0].built
    write_files(vault.root, {"Other.md": "y\n"})
    assert vault.goal(path).outcome is Outcome.SUSPECT
    assert len(open_questions(vault, path)) == 1


def test_the_later_answer_of_a_day_counts(vault: Vault) -> None:
    """Each further answer of a day has the next number, whichever log and wording the one before stands in.

    == A.md
    ---
    type: goal
    verify: ["ask: one?", "ask: two?"]
    ---
    == Gaps/Evidence/by hand.md
    - 2026-11-21 · [[A]] · fail · ask: ONE?
    - 2026-11-20 (4) · [[A]] · fail · ask: two?
    """
    first = vault.examine()
    record(first, answers(first, "A.md", YES, YES))
    record(first, answers(first, "A.md", YES))

    starts = [line.partition(" · criteria")[0] for line in lines(vault)]
    assert starts == [
        "- 2026-11-21 · [[A]] · pass · ask: two?",
        "- 2026-11-21 (2) · [[A]] · pass · ask: one?",
        "- 2026-11-21 (3) · [[A]] · pass · ask: one?",
    ]
    assert vault.goal("A.md").outcome.holds


def test_an_answer_outranks_a_word_about_the_whole_goal(vault: Vault) -> None:
    """A line of that day without a check, be its number high, does not win over a later answer.

    == A.md
    ---
    type: goal
    status: done
    verify: "ask: one?"
    ---
    == Gaps/Evidence/2026-11.md
    ---
    generated_by: vaultgoals
    ---
    - 2026-11-21 (3) · [[A]] · fail
    """
    found = vault.examine()
    assert vault.goal("A.md").outcome is Outcome.FAILING

    record(found, answers(found, "A.md", YES))

    assert vault.goal("A.md").outcome.holds


def test_what_stands_in_the_log_stays(vault: Vault) -> None:
    """Lines and remarks that came into the log since the vault was read are kept to the byte.

    == A.md
    ---
    type: goal
    ---
    """
    found = vault.examine()
    held = f"{HEAD}My remark.\r\n- 2026-11-02 · [[A]] · fail\r\n"
    write_files(vault.root, {LOG: held})

    record(found, answers(found, "A.md", YES))

    assert vault.read(LOG).startswith(held)
    assert len(lines(vault)) == 2


class Intruded(list[Answer]):
    """Answers in whose midst somebody else writes to the log, so and so often."""

    def __init__(self, said: list[Answer], log: Path, times: int) -> None:
        super().__init__(said)
        self.log = log
        self.times = times

    def __iter__(self) -> Iterator[Answer]:
        """Write to the log before the answers are gone through."""
        if self.times:
            self.times -= 1
            with self.log.open("a", encoding="utf-8") as file:
                file.write(f"- 2026-11-0{self.times + 1} · [[A]] · open\n")
        return super().__iter__()


@pytest.mark.parametrize("times", [1, 2])
def test_a_log_that_changes_meanwhile_is_read_again_once(vault: Vault, times: int) -> None:
    """What another writer adds in the same moment is kept; after a second time nothing is written.

    == A.md
    ---
    type: goal
    ---
    """
    found = vault.examine()
    write_files(vault.root, {LOG: HEAD})
    said = Intruded(answers(found, "A.md", YES), vault.root / LOG, times)

    if times == 1:
        record(found, said)
    else:
        with pytest.raises(NoteChangedError):
            record(found, said)

    assert len([line for line in lines(vault) if "open" in line]) == times
    assert len([line for line in lines(vault) if "pass" in line]) == 2 - times


@pytest.mark.parametrize(
    ("raw", "error"), [(b"caf\xe9\n", ForbiddenPathError), (b"# My own note\n", NotOursError)]
)
def test_a_log_that_is_none_is_left_alone(vault: Vault, raw: bytes, error: type[Exception]) -> None:
    """A file in the log's place that is no text or is the user's own is not written to.

    == A.md
    ---
    type: goal
    ---
    """
    found = vault.examine()
    (vault.root / LOG).parent.mkdir(parents=True)
    (vault.root / LOG).write_bytes(raw)

    with pytest.raises(error):
        record(found, answers(found, "A.md", YES))

    assert (vault.root / LOG).read_bytes() == raw


@pytest.mark.parametrize(
    "raw", [b"", b"- 2026-11-01 \xc2\xb7 [[A]] \xc2\xb7 open\r\n", b"# Mine\n\n- 2026-11-01: [[A]] fail"]
)
def test_a_log_that_was_begun_by_hand_goes_on(vault: Vault, raw: bytes) -> None:
    """A user may begin the log of a month: what stands there stays to the byte, and a line comes below it.

    == A.md
    ---
    type: goal
    ---
    """
    (vault.root / LOG).parent.mkdir(parents=True)
    (vault.root / LOG).write_bytes(raw)
    found = vault.examine()

    assert record(found, answers(found, "A.md", YES)) == (LOG,)

    assert (vault.root / LOG).read_bytes().startswith(raw)
    assert vault.goal("A.md").outcome.holds


@pytest.mark.parametrize("name", ["Goal #1", "A · pass", "[[B]]", "<b>", "2026-11-21", "note: x", "x|y"])
def test_an_odd_name_is_found_again(vault: Vault, name: str) -> None:
    """A goal whose name means something in a log or a link is verified like any other."""
    write_files(vault.root, {f"G/{name}.md": "---\ntype: goal\n---\n"})
    found = vault.examine()

    record(found, answers(found, f"G/{name}.md", YES))

    assert vault.goal(f"G/{name}.md").outcome.holds


def test_a_goal_that_no_line_can_name_is_told(vault: Vault) -> None:
    """No line is written that would not be found again."""
    write_files(vault.root, {"G/back\\slash.md": "---\ntype: goal\n---\n"})
    found = vault.examine()
    before = vault.snapshot()

    with pytest.raises(ForbiddenPathError, match="slash"):
        record(found, answers(found, "G/back\\slash.md", YES))

    assert vault.snapshot() == before


def test_planning_a_line_writes_nothing(vault: Vault) -> None:
    """What would be written can be had without writing it, and is what is written then.

    == A.md
    ---
    type: goal
    ---
    """
    found = vault.examine()
    before = vault.snapshot()

    planned = log_edit(found, answers(found, "A.md", YES))

    assert vault.snapshot() == before
    record(found, answers(found, "A.md", YES))
    assert vault.snapshot()[LOG] == planned.after


NOTE = "---\r\ntype: goal # mine\r\nlast_verified:   2026-09-01 # by ana\r\nx:  [1,2]\r\n---\r\nText  \r\n"


def test_a_date_changes_one_value_and_nothing_else(vault: Vault) -> None:
    """The day goes to the key that the note has, and every other byte stays."""
    write_files(vault.root, {"A.md": NOTE})
    found = vault.examine()

    edit = stamp_edit(found, "A.md", answers(found, "A.md", YES))

    assert carries_date(found, "A.md")
    assert isinstance(edit, Edit)
    assert stamp(found, edit) == ("A.md",)
    assert vault.read("A.md") == NOTE.replace("2026-09-01", TODAY)


@pytest.mark.parametrize(
    ("key", "carried"),
    [("verified", True), ("Last-Verified", True), ("geprüft", True), ("verified_on", False), ("x", False)],
)
def test_a_key_for_the_date_is_known_in_all_its_names(vault: Vault, key: str, carried: bool) -> None:
    """An empty key counts, the user's own name too; a name that they gave another meaning does not."""
    own = '[fields]\nverified = ["geprüft"]\ndue = ["verified_on"]\n'
    write_files(vault.root, {"vaultgoals.toml": own, "A.md": f"---\ntype: goal\n{key}:\n---\n"})
    found = vault.examine()

    assert carries_date(found, "A.md") is carried
    edit = stamp_edit(found, "A.md", answers(found, "A.md", YES))
    assert isinstance(edit, Edit)
    assert (f"{key}: {TODAY}\n" in edit.after.decode()) is carried


@pytest.mark.parametrize(
    ("said", "dated"), [((YES, YES), True), ((YES,), False), ((YES, NO), False), ((NO, YES), False)]
)
def test_a_date_speaks_for_every_question(vault: Vault, said: tuple[RecordResult, ...], dated: bool) -> None:
    """A goal is dated only when each of its questions was answered yes on that very day.

    == A.md
    ---
    type: goal
    verified: 2026-11-01
    verify: ["ask: one?", "ask: two?"]
    ---
    """
    found = vault.examine()

    assert isinstance(stamp_edit(found, "A.md", answers(found, "A.md", *said)), Edit) is dated


def test_what_is_moved_has_not_changed(vault: Vault) -> None:
    """An implementation in another folder is the same one; with another text it is not.

    == A.md
    ---
    type: goal
    implemented_by: ["[[Tool]]", "[[Sheet]]"]
    ---
    == Old/Tool.md
    One.
    == Sheet.md
    Two.
    """
    found = vault.examine()
    record(found, answers(found, "A.md", YES))
    (vault.root / "New").mkdir()
    (vault.root / "Old/Tool.md").rename(vault.root / "New/Tool.md")
    assert vault.goal("A.md").outcome.holds

    write_files(vault.root, {"New/Tool.md": "Another."})

    assert vault.goal("A.md").outcome is Outcome.SUSPECT


def test_answers_of_the_same_day_count_for_the_date(vault: Vault) -> None:
    """What was answered in an earlier run of the day counts; what was answered on another day does not.

    == A.md
    ---
    type: goal
    verify: ["ask: one?", "ask: two?"]
    ---
    == Gaps/Evidence/2026-11.md
    - 2026-11-20 · [[A]] · pass · ask: two?
    """
    for as_of, dated in (("2026-11-20", True), (TODAY, False)):
        found = vault.examine(as_of)
        assert isinstance(stamp_edit(found, "A.md", answers(found, "A.md", YES)), Edit) is dated


@pytest.mark.parametrize(
    ("day", "left"), [("2026-11-20", True), ("2026-11-21", False), ("2026-11-22", False)]
)
def test_a_later_date_is_never_put_back(vault: Vault, day: str, left: bool) -> None:
    """An answer that speaks of an earlier day leaves the later one that the user wrote.

    == A.md
    ---
    type: goal
    verified: 2026-11-21
    ---
    """
    found = vault.examine(day)

    assert isinstance(stamp_edit(found, "A.md", answers(found, "A.md", YES)), Refused) is left


def test_a_note_that_cannot_be_dated_is_told(vault: Vault) -> None:
    """A value that is no single line is refused with its reason and line, and the note stays.

    == A.md
    ---
    type: goal
    verified:
      - 2026-09-01
    ---
    """
    found = vault.examine()
    before = vault.snapshot()

    refused = stamp_edit(found, "A.md", answers(found, "A.md", YES))

    assert isinstance(refused, Refused)
    assert (refused.reason, refused.line) == ("the value of `verified` is a list", 4)
    assert vault.snapshot() == before


def test_a_note_saved_meanwhile_is_not_dated(vault: Vault) -> None:
    """A save of the user between plan and writing wins.

    == A.md
    ---
    type: goal
    verified: 2026-09-01
    ---
    """
    found = vault.examine()
    edit = stamp_edit(found, "A.md", answers(found, "A.md", YES))
    assert isinstance(edit, Edit)
    write_files(vault.root, {"A.md": "---\ntype: goal\n---\nmine\n"})

    with pytest.raises(NoteChangedError):
        stamp(found, edit)

    assert vault.read("A.md") == "---\ntype: goal\n---\nmine\n"


def test_only_a_goal_can_be_verified(vault: Vault) -> None:
    """A note that is something else is refused, naming what it is.

    == A.md
    ---
    type: goal
    ---
    == S.md
    ---
    type: spec
    ---
    """
    assert goal_named(vault.examine(), "a") == "A.md"
    with pytest.raises(NotAGoalError, match=r"S\.md is a spec; only a goal can be verified"):
        goal_named(vault.examine(), "S")
