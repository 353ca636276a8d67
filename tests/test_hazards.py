"""Notes that break readers: each is got through, each is told by name, none stops the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest

from tests.vaults import Vault
from vaultgoals.model import Note

GOAL = "type: goal\nwhy: because\nmetric: one\n"


@dataclass(frozen=True)
class Hazard:
    """One hostile note and what must be said of it."""

    name: str
    raw: bytes
    diagnostic: str = ""
    """The problem that is told; empty where the note is to be read as it is."""
    line: int = 0


def _front(text: str, body: str = "") -> bytes:
    return f"---\n{text}---\n{body}".encode()


def _alias_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(lines) + "\n"


def _merge_bomb() -> str:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 26)]
    return "\n".join(lines) + "\n"


HAZARDS = (
    Hazard("too deep, in blocks", _front("x:\n  " + "- " * 25_000 + "\n"), "yaml-too-deep", 3),
    Hazard("too deep, in brackets", _front("x: " + "[" * 25_000 + "\n"), "yaml-too-deep", 2),
    Hazard("aliases that multiply", _front(_alias_bomb()), "yaml-alias"),
    Hazard("merge keys that multiply", _front(_merge_bomb()), "yaml-alias"),
    Hazard("an anchor in itself", _front("x: &x [*x]\n"), "yaml-alias", 2),
    Hazard("long frontmatter", _front("x: " + "a" * 70_000 + "\n"), "frontmatter-too-large", 2),
    Hazard(
        "very many keys", _front("".join(f"k{n}: 1\n" for n in range(500_000))), "frontmatter-too-large", 2
    ),
    Hazard("very many nodes", _front("x: [" + "a," * 12_000 + "a]\n"), "yaml-too-many-nodes", 2),
    Hazard("a key twice", _front(f"{GOAL}due: 2026-01-01\ndue: 2026-02-01\n"), "duplicate-key", 6),
    Hazard("a tab as indentation", _front("x:\n\t- a\n"), "yaml-syntax", 3),
    Hazard("an at sign", _front("owner: @me\n"), "yaml-syntax", 2),
    Hazard("a colon in a value", _front("title: a: b: c\n"), "yaml-syntax", 2),
    Hazard("a template's placeholder", _front(f"{GOAL}start: {{{{date}}}}\n"), "template-placeholder", 5),
    Hazard("values of YAML 1.1", _front(f"{GOAL}time: 12:30\nmode: 0755\ncountry: no\n")),
    Hazard(
        "a number with underscores",
        _front(GOAL + 'verify: "metric: last(x) <= 1_000 in Daily"\n'),
        "misread",
        5,
    ),
    Hazard("a date that is none", _front(f"{GOAL}due: 2026-13-45\n"), "bad-date", 5),
    Hazard("keys that are no text", _front(f"{GOAL}2024: x\ntrue: y\n")),
    Hazard("a key that is a list", _front("? [a, b]\n: c\n"), "yaml-complex-key", 2),
    Hazard("a Python object", _front("x: !!python/object/apply:os.system ['true']\n"), "yaml-tag", 2),
    Hazard("a huge number", _front(f"{GOAL}n: {'9' * 5000}\n")),
    Hazard("no closing fence", f"---\n{GOAL}\n# Text\n".encode(), "unclosed-frontmatter", 1),
    Hazard("rules with prose between", b"---\n\nJust a line of prose\n\n---\nMore.\n"),
    Hazard("a blank line first", b"\n" + _front(GOAL), "blank-line-before-frontmatter"),
    Hazard("four dashes", f"----\n{GOAL}----\n".encode(), "long-fence"),
    Hazard("a list for frontmatter", _front("- a\n- b\n"), "frontmatter-not-mapping"),
    Hazard("keys that other readers reserve", _front(f"{GOAL}content: x\nhandler: y\nmetadata: z\non: w\n")),
    Hazard("a byte order mark", b"\xef\xbb\xbf" + _front(GOAL)),
    Hazard("UTF-16", f"---\n{GOAL}---\n".encode("utf-16"), "encoding-utf16"),
    Hazard("bytes that are no UTF-8", _front(GOAL) + b"caf\xe9\n", "encoding", 6),
    Hazard("a NUL", _front(f"{GOAL}x: a\x00b\n"), "control-character", 5),
    Hazard("CRLF", _front(GOAL).replace(b"\n", b"\r\n")),
    Hazard("CR alone", _front(GOAL).replace(b"\n", b"\r")),
    Hazard("mixed line ends, no last one", _front(GOAL).replace(b"\n", b"\r\n", 2) + b"end"),
)
GOALS_READ = {
    "values of YAML 1.1", "keys that are no text", "a huge number", "keys that other readers reserve",
    "a byte order mark", "CRLF", "CR alone", "mixed line ends, no last one", "a template's placeholder",
    "a number with underscores", "a date that is none",
}  # fmt: skip
"""The hazards that are goals all the same."""


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vault, float]:
    """Return a folder with every hazard, and one sound goal, and how long one check of it takes."""
    root = tmp_path_factory.mktemp("hazards")
    for number, hazard in enumerate(HAZARDS):
        (root / f"{number:02} {hazard.name}.md").write_bytes(hazard.raw)
    (root / "Sound.md").write_bytes(_front(GOAL))
    vault = Vault(root)
    started = perf_counter()
    vault.examine()
    return vault, perf_counter() - started


def test_a_check_gets_through_all_of_them_quickly(looked_at: tuple[Vault, float]) -> None:
    """The whole folder takes less than a second a note; the sound note is read like any other."""
    vault, seconds = looked_at

    assert seconds < len(HAZARDS)
    assert "Sound.md" in vault.examination.judged.goals


@pytest.mark.parametrize(
    ("number", "hazard"), list(enumerate(HAZARDS)), ids=[hazard.name for hazard in HAZARDS]
)
def test_each_is_told_by_name_or_read_as_it_is(
    number: int, hazard: Hazard, looked_at: tuple[Vault, float]
) -> None:
    """A hostile note carries the named diagnostic, with its line, in what `check` tells of it."""
    vault, _ = looked_at
    path = f"{number:02} {hazard.name}.md"
    note = vault.examination.judged.vault.notes[path]

    assert (path in vault.examination.judged.goals) == (hazard.name in GOALS_READ)
    if not hazard.diagnostic:
        assert _told(vault, note) == set()
        return
    names = {name for name, _ in _told(vault, note)}
    lines = {line for name, line in _told(vault, note) if name == hazard.diagnostic}
    assert names == {hazard.diagnostic}
    assert not hazard.line or lines == {hazard.line}


def _told(vault: Vault, note: Note) -> set[tuple[str, int]]:
    """Return name and line of what the outside is told of a note: by gaps and by notices."""
    told = {(item.name, item.line) for item in vault.examination.notices if item.path == note.path}
    gaps = [gap for gap in vault.examination.gaps if gap.path == note.path and gap.code in ("VG105", "VG902")]
    for gap in gaps:
        problems = [item for item in note.problems if item.message in gap.message]
        told |= {(item.name, gap.line) for item in problems} or {("misread", gap.line)}
    return told


def test_the_body_below_long_frontmatter_is_still_read(vault: Vault) -> None:
    """A note whose frontmatter is too large keeps its checklist.

    == Long.md
    placeholder
    == Goal.md
    ---
    type: goal
    ---
    """
    text = "---\nx: " + "a" * 70_000 + "\n---\n- [x] Part one [[Goal]]\n"
    Path(vault.root, "Long.md").write_text(text)

    assert [task.title for task in vault.examination.judged.vault.tasks] == ["Part one [[Goal]]"]
