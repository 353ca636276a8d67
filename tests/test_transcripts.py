from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.transcripts import Command, File, Transcript, TranscriptError, difference, parse, render, replay

UPDATE = "VAULTGOALS_UPDATE_TRANSCRIPTS"
TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("**/*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_transcript_is_what_happens(path: Path, tmp_path: Path) -> None:
    """What a transcript shows is what a user gets, byte for byte and with the same exit codes."""
    told = difference(path, tmp_path, update=bool(os.environ.get(UPDATE)))

    if told:
        pytest.fail(f"{path.name} shows something else ({UPDATE}=1 rewrites it):\n{told}", pytrace=False)


SAMPLE = """\
What is promised.

== A.md
# Heading
> quoted

== Sub/B.md

2$ echo out; echo err >&2; exit 2
>out
>
>  indented
2>err

# A remark.
$ true
"""


def test_a_transcript_is_prose_files_and_commands() -> None:
    """Prose, files and commands are told apart; within a file every line is the file's."""
    assert parse(SAMPLE) == Transcript(
        prose=("What is promised.", ""),
        steps=(
            File("A.md", ("# Heading", "> quoted", "")),
            File("Sub/B.md", ("",)),
            Command(
                "echo out; echo err >&2; exit 2",
                code=2,
                output=("out", "", "  indented"),
                errors=("err",),
                remarks=("", "# A remark."),
            ),
            Command("true"),
        ),
    )


def test_rewriting_changes_nothing_but_what_came_out() -> None:
    """A transcript that is read and written again is the same text."""
    assert render(parse(SAMPLE)) == SAMPLE


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "must say what is promised"),
        ("\n$ true\n", "must say what is promised"),
        ("$ true\n", "must say what is promised"),
        ("Promise.\n== A.md\n$true\n", "no command"),
        ("Promise.\n$ true\nout\n", "'out' is neither"),
        ("Promise.\n$ echo a; echo b\n>a\n\n>b\n", "'>b' is neither"),
        ("Promise.\n== ../A.md\n$ true\n", "leaves the vault"),
        ("Promise.\n== /tmp/A.md\n$ true\n", "leaves the vault"),
    ],
)
def test_a_slip_of_the_pen_is_an_error(text: str, complaint: str) -> None:
    """What does not follow the form is refused and never quietly passed over."""
    with pytest.raises(TranscriptError, match=complaint):
        parse(text)


def test_files_end_with_one_newline(tmp_path: Path) -> None:
    """Blank lines after a file's text are layout; a file without text is empty."""
    replay(parse("Promise.\n== a.md\none\n\ntwo\n\n\n== b.md\n\n$ true\n"), tmp_path)

    assert (tmp_path / "vault/a.md").read_bytes() == b"one\n\ntwo\n"
    assert (tmp_path / "vault/b.md").read_bytes() == b""


@pytest.mark.parametrize(
    ("promised", "came"),
    [
        ("$ false\n", "+1$ false"),
        ("1$ true\n", "+$ true"),
        ("$ echo one\n>two\n", "+>one"),
        ("$ echo one\n", "+>one"),
        ("$ true\n>one\n", "->one"),
        ("$ echo one >&2\n>one\n", "+2>one"),
        ("$ printf one\n>one\n", "+>\\ no newline at the end"),
        ("$ echo 'one '\n>one\n", "+>one "),
        ("$ printf 'one\\r\\n'\n>one\n", "+>one\r"),
        ("$ printf '\\377\\n'\n>?\n", "+>\\xff"),
    ],
)
def test_every_difference_is_told(promised: str, came: str, tmp_path: Path) -> None:
    """A wrong exit code, stream, line or byte shows in the diff as what came instead."""
    transcript = tmp_path / "sample.txt"
    transcript.write_text(f"Promise.\n\n{promised}")

    assert came in difference(transcript, tmp_path).split("\n")


def test_updating_writes_what_came(tmp_path: Path) -> None:
    """An updated transcript keeps its prose, files and remarks, and shows what the commands gave."""
    transcript = tmp_path / "sample.txt"
    transcript.write_text(
        "Promise.\n== A.md\na\n1$ cat A.md B.md 2>/dev/null | sort\n>b\n\n# Remark.\n$ false\n"
    )
    (tmp_path / "replay").mkdir()

    assert difference(transcript, tmp_path / "replay", update=True) == ""
    assert transcript.read_text() == (
        "Promise.\n== A.md\na\n$ cat A.md B.md 2>/dev/null | sort\n>a\n\n# Remark.\n1$ false\n"
    )


def test_the_command_is_the_code_under_test(tmp_path: Path) -> None:
    """`vaultgoals` is found before any other that may be installed on the machine."""
    came = replay(parse("Promise.\n$ command -v vaultgoals\n"), tmp_path)

    assert came.steps[0] == Command("command -v vaultgoals", output=(f"{tmp_path}/bin/vaultgoals",))


def test_a_command_sees_a_world_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the user's settings nor their terminal, home, zone or language reach a command."""
    monkeypatch.setenv("VAULTGOALS_STRAY", "leaked")
    line = 'echo "$NO_COLOR $COLUMNS $TZ $LC_ALL $VAULTGOALS_STRAY"; echo "$HOME $XDG_STATE_HOME"; cat'

    came = replay(parse(f"Promise.\n$ {line}\n"), tmp_path)

    assert came.steps[0] == Command(line, output=("1 100 UTC C.UTF-8 ", "$HOME $HOME/.local/state"))


def test_a_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    """A command that hangs, with all that it started, is a failure that names it."""
    with pytest.raises(TimeoutError, match="tail -f"):
        replay(parse("Promise.\n$ touch a; tail -f a & tail -f a\n"), tmp_path, limit=0.3)
