"""Terminal transcripts: what a user types, and what they are promised to see.

The form is that of zk's ``tesh`` tests (zk-org/zk, ``tests/*.tesh``), with the vault written in the
same file::

    The first line says what is promised; more prose may follow.

    == Goals/Run a marathon.md
    ---
    type: goal
    ---

    1$ vaultgoals check .
    >a line on standard output
    2>a line on standard error

    # A remark between commands, or another file: `==` writes it at this moment.

``$`` starts a command, with its exit code before it when that is not 0. A file's text runs to the
next ``==`` or command; blank lines at its end are layout, and it ends with a newline. Each command
is a shell of its own, in the folder of the vault. In what it prints, that folder stands as ``$PWD``,
the home as ``$HOME`` and the project's examples as ``$EXAMPLES``; commands may use the same names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from tests.terminal import Terminal

COMMAND = re.compile(r"([1-9][0-9]{0,2})?\$ (.+)")
FILE = re.compile(r"== (.+)")
NO_NEWLINE = "\\ no newline at the end"
"""Stands after a last line that has none, as in a diff: a missing byte is seen too."""


class TranscriptError(ValueError):
    """A transcript that does not follow the form."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the vault, written when its turn comes."""

    path: str
    lines: tuple[str, ...]
    """As they stand in the transcript, layout included."""

    @property
    def text(self) -> str:
        """What is written: without blank lines at the end, closed by a newline; or nothing."""
        content = "\n".join(self.lines).rstrip("\n")
        return f"{content}\n" if content else ""


@dataclass(frozen=True, slots=True)
class Command:
    """A line typed by the user, and what comes of it."""

    line: str
    code: int = 0
    output: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """Blank lines and remarks up to the next step."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """Prose that states the promise, and the steps that show it."""

    prose: tuple[str, ...]
    steps: tuple[File | Command, ...]


def parse(text: str) -> Transcript:
    """Read a transcript; raise `TranscriptError` where it does not follow the form."""
    blocks: list[list[str]] = [[]]
    for line in text.removesuffix("\n").split("\n"):
        if COMMAND.fullmatch(line) or FILE.fullmatch(line):
            blocks.append([])
        blocks[-1].append(line)
    prose, *rest = blocks
    if not prose or not prose[0].strip():
        raise TranscriptError("the first line must say what is promised")
    steps = tuple(_step(block[0], block[1:]) for block in rest)
    if not any(isinstance(step, Command) for step in steps):
        raise TranscriptError("no command stands in it (a line such as `$ vaultgoals check .`)")
    return Transcript(tuple(prose), steps)


def _step(head: str, lines: list[str]) -> File | Command:
    if command := COMMAND.fullmatch(head):
        return _command(Command(command[2], int(command[1] or 0)), lines)
    path = head.removeprefix("== ")
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise TranscriptError(f"{head!r} leaves the vault")
    return File(path, tuple(lines))


def _command(command: Command, lines: list[str]) -> Command:
    output: list[str] = []
    errors: list[str] = []
    remarks: list[str] = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            remarks.append(line)
        elif remarks or not line.startswith((">", "2>")):
            raise TranscriptError(f"{line!r} is neither output of {command.line!r} nor a remark")
        elif line.startswith(">"):
            output.append(line.removeprefix(">"))
        else:
            errors.append(line.removeprefix("2>"))
    return replace(command, output=tuple(output), errors=tuple(errors), remarks=tuple(remarks))


def render(transcript: Transcript) -> str:
    """Write a transcript out: what `parse` reads, standard output before standard error."""
    lines = [*transcript.prose]
    for step in transcript.steps:
        if isinstance(step, File):
            lines += [f"== {step.path}", *step.lines]
            continue
        lines.append(f"{step.code or ''}$ {step.line}")
        lines += [f">{line}" for line in step.output]
        lines += [f"2>{line}" for line in step.errors]
        lines += step.remarks
    return "\n".join(lines) + "\n"


def replay(transcript: Transcript, folder: Path, limit: float = 60) -> Transcript:
    """Do in ``folder`` what the transcript says and return it as it came out.

    Raises:
        TimeoutError: a command did not end within ``limit`` seconds; it has been ended.
    """
    terminal = Terminal(folder, limit)
    steps: list[File | Command] = []
    for step in transcript.steps:
        if isinstance(step, File):
            target = terminal.vault / step.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(step.text.encode())
            steps.append(step)
        else:
            code, output, errors = terminal.run(step.line)
            steps.append(replace(step, code=code, output=_lines(output), errors=_lines(errors)))
    return replace(transcript, steps=tuple(steps))


def _lines(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    if text.endswith("\n"):
        return tuple(text[:-1].split("\n"))
    return (*text.split("\n"), NO_NEWLINE)


def difference(path: Path, folder: Path, *, update: bool = False) -> str:
    """Replay the transcript at ``path`` in ``folder``; return a diff, empty where all came as promised.

    With ``update`` the transcript is rewritten to show what came, and nothing is left to tell.
    """
    promised = parse(path.read_bytes().decode())
    came = replay(promised, folder)
    if update:
        path.write_bytes(render(came).encode())
        return ""
    lines = unified_diff(
        render(promised).split("\n"), render(came).split("\n"), "promised", "came", lineterm=""
    )
    return "\n".join(lines)
