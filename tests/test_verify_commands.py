"""Commands that goals name as checks, run by `vaultgoals verify` in a real vault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.vaults import write_files
from vaultgoals.act.approvals import approve
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.config import parse_config

LIMIT = 30.0
LOG = "Gaps/Evidence/2026-11.md"
ON = "--as-of 2026-11-21"
CONFIG = """\
[commands]
good = ["sh", "-c", "echo fine; echo run >> ../ran"]
bad = ["sh", "-c", "echo run >> ../ran; exit 3"]
loud = ["sh", "-c", "printf 'one\\\\033[31m\\\\ntop secret\\\\n'"]
gone = ["vaultgoals-no-such-program"]

[commands.slow]
run = ["sh", "-c", "sleep 60 & sleep 60"]
limit = 1

[commands.flood]
run = ["yes"]
limit = 1
"""
GOAL = "---\ntype: goal\nverify: 'run: {name}'\n---\n"
DONE = "- [x] set it up ✅ 2026-11-02\n"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault whose configuration defines six commands; none is approved."""
    made = Terminal(tmp_path, LIMIT)
    write_files(made.vault, {"vaultgoals.toml": CONFIG})
    return made


@pytest.fixture
def trusting(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return the same terminal; whatever can be approved was."""
    monkeypatch.setenv("XDG_STATE_HOME", terminal.environment()["XDG_STATE_HOME"])
    for name, command in parse_config(CONFIG).commands.items():
        if name != "gone":
            approve(terminal.vault, fingerprint(terminal.vault, command), "2026-11-21")
    return terminal


def goal(terminal: Terminal, name: str, more: str = "") -> None:
    """Write the goal G, which names a command."""
    write_files(terminal.vault, {"G.md": GOAL.format(name=name) + more})


def lines(terminal: Terminal) -> list[str]:
    """Return the records of the log, each up to its hashes."""
    log = terminal.vault / LOG
    text = log.read_text(encoding="utf-8") if log.exists() else ""
    return [line.partition(" · criteria")[0] for line in text.split("\n") if line.startswith("- ")]


def times_run(terminal: Terminal) -> int:
    """Return how often a command has left its mark beside the vault."""
    mark = terminal.vault.parent / "ran"
    return len(mark.read_text().split()) if mark.exists() else 0


def test_a_command_that_passes_verifies_its_goal(trusting: Terminal) -> None:
    """An approved command that ends with 0 is a line of the log and verifies its goal, once a look."""
    goal(trusting, "good", DONE)

    code, output, _ = trusting.run(f"vaultgoals verify --run {ON}")

    assert (code, output.splitlines()) == (
        0,
        [
            "G.md",
            "  run: good: running, at most 30 s",
            "  run: good: pass, exit code 0",
            f"wrote {LOG}",
            "G.md: verified, verified on 2026-11-21",
        ],
    )
    assert lines(trusting) == ["- 2026-11-21 · [[G]] · pass · run: good"]
    assert trusting.run(f"vaultgoals verify --run {ON}")[1] == "Nothing is due.\n"
    assert times_run(trusting) == 1


def test_a_command_that_fails_says_how(trusting: Terminal) -> None:
    """Another exit code is a failure where work is done, with the code and the way on."""
    goal(trusting, "bad", DONE)

    trusting.run(f"vaultgoals verify --run {ON}")
    code, output, _ = trusting.run(f"vaultgoals check {ON} --select VG304")

    assert lines(trusting) == ["- 2026-11-21 · [[G]] · fail · run: bad"]
    assert (trusting.vault / LOG).read_text().endswith(" · note: exit code 3\n")
    assert code == 1
    assert "`run: bad` failed on 2026-11-21 (exit code 3); 1 task done" in output
    assert 'run it again with `vaultgoals verify "G"`' in output


def test_a_command_may_fail_before_there_is_any_work(trusting: Terminal) -> None:
    """Not yet is no failure: where nothing was done or claimed a command that fails makes no gap."""
    goal(trusting, "bad")

    output = trusting.run(f"vaultgoals verify --run {ON}")[1]

    assert "G.md: unverified, not yet: `run: bad` failed on 2026-11-21 (exit code 3)" in output
    assert trusting.run(f"vaultgoals check {ON} --select VG304")[0] == 0


def test_what_nobody_approved_does_not_run(terminal: Terminal) -> None:
    """An unapproved command is told, with how to approve it; it leaves no mark and no line."""
    goal(terminal, "good", DONE)

    code, output, _ = terminal.run(f"vaultgoals verify --run {ON}")

    assert code == 2
    assert "run: good: not run, " in output
    assert "vaultgoals trust good" in output
    assert times_run(terminal) == 0
    assert lines(terminal) == []


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        ("slow", "fail, did not end within 1 s and was ended"),
        ("flood", "fail, did not end within 1 s and was ended"),
        ("gone", "not run, "),
        ("undefined", "not run, vaultgoals.toml defines no command of that name"),
    ],
)
def test_a_command_that_hangs_floods_or_is_missing_gives_one_clear_result(
    name: str, clause: str, trusting: Terminal
) -> None:
    """Whatever a command does, `verify` ends, says what happened in one line, and goes on."""
    goal(trusting, name, DONE)
    write_files(trusting.vault, {"Z.md": GOAL.format(name="good") + DONE})

    code, output, errors = trusting.run(f"vaultgoals verify --run {ON}")

    assert (code, errors) == (2 if clause.startswith("not run") else 0, "")
    assert f"  run: {name}: {clause}" in output
    assert "run: good: pass" in output


def test_what_a_command_prints_is_kept_nowhere(trusting: Terminal) -> None:
    """Output is shown only when asked for, and then without control of the terminal; no note holds it."""
    goal(trusting, "loud", DONE)

    quiet = trusting.run(f"vaultgoals verify --run {ON}")[1]
    shown = trusting.run(f"vaultgoals verify --run {ON} --show-output G")[1]

    assert "secret" not in quiet
    assert "    | one\\x1b[31m\n    | top secret\n" in shown
    home = trusting.vault.parent
    kept = [path for path in home.rglob("*") if path.is_file() and path.name != "vaultgoals.toml"]
    assert kept
    assert not [path for path in kept if b"top secret" in path.read_bytes() and path.name != "commands.json"]


def test_an_answer_runs_nothing_and_a_dry_run_neither(trusting: Terminal) -> None:
    """`--answer` speaks for the questions alone; a dry run says which command it leaves out."""
    goal(trusting, "good", DONE)
    write_files(
        trusting.vault, {"Q.md": "---\ntype: goal\nverify: ['run: good', 'ask: Is it so?']\n---\n" + DONE}
    )

    assert trusting.run(f"vaultgoals verify Q --answer yes {ON}")[0] == 0
    dry = trusting.run(f"vaultgoals verify --run --dry-run {ON}")[1]
    refused = trusting.run(f"vaultgoals verify G --answer yes {ON}")

    assert "run: good: not run in a dry run" in dry
    assert refused[0] == 2
    assert "asks nothing: its checks are read from files, or run" in refused[2]
    assert times_run(trusting) == 0
    assert lines(trusting) == ["- 2026-11-21 · [[Q]] · pass · ask: Is it so?"]


def test_a_command_never_dates_a_note(trusting: Terminal) -> None:
    """`verified` is the user's word: a command does not set it, nor does a yes beside a failure.

    A failure stands in the log and the date would say otherwise.
    """
    note = "---\ntype: goal\nverified:\nverify: ['run: {name}', 'ask: Is it so?']\n---\n"
    write_files(trusting.vault, {"G.md": note.format(name="good"), "B.md": note.format(name="bad")})

    trusting.run(f"vaultgoals verify --run {ON}")
    assert "\nverified:\n" in (trusting.vault / "G.md").read_text()

    trusting.run(f"vaultgoals verify G --answer yes {ON}")
    refused = trusting.run(f"vaultgoals verify B --answer yes {ON}")[1]
    assert "\nverified: 2026-11-21\n" in (trusting.vault / "G.md").read_text()
    assert "\nverified:\n" in (trusting.vault / "B.md").read_text()
    assert "the command 'bad' failed" in refused


def test_a_goal_that_names_no_command_says_so(trusting: Terminal) -> None:
    """`--run` with a goal that has nothing to run is an error with the reason."""
    write_files(trusting.vault, {"G.md": "---\ntype: goal\nmetric: hours\n---\n"})

    assert trusting.run(f"vaultgoals verify G --run {ON}")[2] == (
        "vaultgoals: G.md names no command among its checks\n"
    )


def test_a_goal_that_fails_already_asks_nothing_and_still_runs(trusting: Terminal) -> None:
    """Where a check of files fails the answer is known: no question is due, and a command is."""
    note = "---\ntype: goal\nverify: ['exists: Nothing.md', 'ask: Is it so?', 'run: good']\n---\n"
    write_files(trusting.vault, {"G.md": note + DONE})

    listed = trusting.run(f"vaultgoals verify {ON}")[1]

    assert "run: good" in listed
    assert "Is it so?" not in listed


def test_a_timer_that_fails_again_adds_no_line(trusting: Terminal) -> None:
    """The same result on the same day, on the same ground, is one line; another ground is another look."""
    goal(trusting, "bad", DONE)
    run = f"vaultgoals verify --run {ON}"

    trusting.run(run)
    again = trusting.run(run)[1]
    assert len(lines(trusting)) == 1
    assert "nothing new: nothing was written" in again
    assert "G.md: failing" in again

    write_files(trusting.vault, {"G.md": GOAL.format(name="bad").replace("---\n", "---\nwhy: x\n", 1) + DONE})
    trusting.run(run)
    assert len(lines(trusting)) == 1
    criteria = "success_criteria: It runs\nverify: 'run: bad'"
    write_files(trusting.vault, {"G.md": f"---\ntype: goal\n{criteria}\n---\n{DONE}"})
    trusting.run(run)
    assert len(lines(trusting)) == 2
    trusting.run(run.replace("2026-11-21", "2026-11-22"))
    assert len(lines(trusting)) == 3
