from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from select import select

import pytest

from tests.session import CHOICE, LIMIT, LINK, LOG, REMARK, Session
from tests.terminal import Terminal
from tests.vaults import write_files
from vaultgoals.act.approvals import approve
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.config import parse_config

GOAL = '---\ntype: goal\nverified:\nverify:\n  - "ask: One?"\n  - "ask: Two?"\n  - "exists: Log.md"\n---\n'
FILES = {
    "A.md": GOAL.replace("type: goal\n", "type: goal\nwhy: A reason\n"),
    "B.md": GOAL,
    "C.md": GOAL,
    "Log.md": "seen\n",
}


def living(group: int) -> list[str]:
    """Return the processes of a group that still run; one that nobody has buried yet does not."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
            if of_group == str(group) and state != "Z":
                found.append(stat.parent.name)
    return found


def ended(group: int, limit: float = 10.0) -> bool:
    """Whether every process of a group ends in time: one that was killed has still to be given its turn."""
    for pid in living(group):
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(int(pid))
            try:
                select([handle], [], [], limit)
            finally:
                os.close(handle)
    return not living(group)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with three goals of two questions each."""
    made = Terminal(tmp_path, LIMIT)
    write_files(made.vault, FILES)
    return made


@pytest.fixture
def session(terminal: Terminal) -> Iterator[Session]:
    """Yield a session that asks all that is due."""
    started = Session(terminal)
    try:
        yield started
    finally:
        started.close()


def test_a_session_keeps_what_is_answered_until_the_user_quits(session: Session) -> None:
    """A goal is shown with what is known of it, each question is asked, and quitting keeps the answers."""
    shown = session.see("One?")
    assert "why: A reason" in shown
    assert "pass: exists: Log.md" in shown
    session.answer("y", "[[Log]]", "as it should be")
    session.see("Two?")
    session.answer("not yet")
    assert "B.md: unverified" in session.see("One?")
    session.see(CHOICE)
    session.type("q")

    code, last = session.end()

    assert code == 0
    assert "A.md: unverified" in last
    assert "B.md" not in last
    assert "C.md" not in last
    assert session.lines() == [
        "- 2026-11-21 · [[A]] · pass · ask: One? · [[Log]]",
        "- 2026-11-21 · [[A]] · open · ask: Two?",
    ]
    assert "note: as it should be" in (session.vault / LOG).read_text(encoding="utf-8")
    assert (session.vault / "A.md").read_text(encoding="utf-8") == FILES["A.md"]


def test_a_goal_is_dated_when_all_was_answered_yes(session: Session) -> None:
    """After the last yes the goal's own `verified` gets the day; a skipped question leaves no line."""
    session.answer("yes")
    session.answer("Y")
    session.see("wrote A.md")
    session.see("One?")
    session.see(CHOICE)
    session.type("s")
    session.see("Two?")
    session.answer("n")
    session.see(CHOICE)
    session.type("quit")

    code, last = session.end()

    assert code == 0
    assert "B.md: failing" in last
    assert len(session.lines()) == 3
    dated = FILES["A.md"].replace("verified:\n", "verified: 2026-11-21\n")
    assert (session.vault / "A.md").read_text(encoding="utf-8") == dated
    assert (session.vault / "B.md").read_text(encoding="utf-8") == FILES["B.md"]


def test_what_is_no_answer_is_asked_again(session: Session) -> None:
    """Neither an unknown word nor words in the place of a link are taken for something."""
    session.see(CHOICE)
    session.type("perhaps")
    session.see(CHOICE)
    session.type("y")
    session.see(LINK)
    session.type("I saw it")
    session.see("is no link")
    session.see(LINK)
    session.type("[[Log]]")
    session.see(REMARK)
    session.type("")
    session.see("wrote")

    assert session.lines() == ["- 2026-11-21 · [[A]] · pass · ask: One? · [[Log]]"]


def test_an_interruption_keeps_the_answers_before_it(session: Session) -> None:
    """Each answer is on the disk before the next question is asked."""
    session.answer("y")
    session.see("Two?")
    session.see(CHOICE)
    session.interrupt()

    code, last = session.end()

    assert code == 130
    assert "Traceback" not in last
    assert session.lines() == ["- 2026-11-21 · [[A]] · pass · ask: One?"]


def test_a_dry_run_asks_and_writes_nothing(terminal: Terminal) -> None:
    """Answers are shown as a diff, and every byte of the vault stays."""
    session = Session(terminal, "A", "--dry-run", "--stamp")
    try:
        session.answer("y")
        session.answer("y")
        shown = session.end()
    finally:
        session.close()

    assert shown[0] == 0
    assert "+verified: 2026-11-21" in shown[1]
    files = {path.name: path.read_text(encoding="utf-8") for path in terminal.vault.rglob("*.*")}
    assert files == FILES


def test_tab_completes_the_name_of_a_note(terminal: Terminal) -> None:
    """Where a link is asked for, Tab completes a note's name from its first letters, in whatever case."""
    write_files(terminal.vault, {"Deep/Dispatch log of may.md": "ran\n", "Other.md": "x\n"})
    session = Session(terminal)
    try:
        session.see(CHOICE)
        session.type("y")
        session.see(LINK)
        session.type("disp\t")
        session.see(REMARK)
        session.type("")
        session.see(CHOICE)
        session.type("y")
        session.see(LINK)
        session.type("[[oth\t")
        session.see(REMARK)
        session.type("")
        session.see(CHOICE)
        session.type("q")
        assert session.end()[0] == 0
    finally:
        session.close()

    assert session.lines() == [
        "- 2026-11-21 · [[A]] · pass · ask: One? · [[Dispatch log of may]]",
        "- 2026-11-21 · [[A]] · pass · ask: Two? · [[Other]]",
    ]


def test_an_interrupted_command_ends_and_leaves_no_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C while a command runs ends it with all it started; what was answered before is kept."""
    config = '[commands]\nslow = ["sh", "-c", "echo $$ > ../started; sleep 60 & sleep 60; echo > ../ended"]\n'
    files = {"vaultgoals.toml": config, "B.md": "---\ntype: goal\nverify: 'run: slow'\n---\n", "C.md": ""}
    write_files(terminal.vault, files)
    monkeypatch.setenv("XDG_STATE_HOME", terminal.environment()["XDG_STATE_HOME"])
    command = parse_config(config).commands["slow"]
    approve(terminal.vault, fingerprint(terminal.vault, command), "2026-11-21")
    mark = terminal.vault.parent / "started"
    os.mkfifo(mark)
    session = Session(terminal)
    try:
        session.answer("y")
        session.answer("y")
        session.see("run: slow: running")
        with mark.open() as started:
            group = int(started.read())
        session.interrupt()
        code, shown = session.end()
    finally:
        session.close()

    assert code == 130
    assert "Traceback" not in shown
    assert len(session.lines()) == 2
    assert not (terminal.vault.parent / "ended").exists()
    assert ended(group)


def test_a_command_alone_dates_no_note_at_a_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A goal that asks nothing keeps its empty `verified` when its command passes: nobody gave their word."""
    config = '[commands]\ngood = ["true"]\n'
    note = "---\ntype: goal\nverified:\nverify: 'run: good'\n---\n"
    write_files(terminal.vault, {"vaultgoals.toml": config, "B.md": note})
    monkeypatch.setenv("XDG_STATE_HOME", terminal.environment()["XDG_STATE_HOME"])
    approve(terminal.vault, fingerprint(terminal.vault, parse_config(config).commands["good"]), "2026-11-21")
    session = Session(terminal, "B")
    try:
        code, shown = session.end()
    finally:
        session.close()

    assert code == 0
    assert "run: good: pass" in shown
    assert (terminal.vault / "B.md").read_text(encoding="utf-8") == note
