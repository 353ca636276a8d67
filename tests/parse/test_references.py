from __future__ import annotations

from time import process_time

import pytest

from vaultgoals.model import Form
from vaultgoals.parse.references import references


def read(text: str) -> list[tuple[Form, str]]:
    """Read one item of a list: form and target of each reference."""
    return [(one.form, one.target) for one in references("goal", text, 1)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[[A]]", "A"),
        (" [[A]] ", "A"),
        ("[[ A ]]", "A"),
        ("[[A.md]]", "A.md"),
        ("[[Folder/A]]", "Folder/A"),
        ("[[A|shown]]", "A"),
        ("[[A#Heading]]", "A"),
        ("[[A#One#Two|shown]]", "A"),
        ("[[A#^block]]", "A"),
        ("[[A\\|shown]]", "A"),
        ("[[A|one|two]]", "A"),
        ("[[#Heading]]", ""),
        ("![[A]]", "A"),
        ("[[[A]]]", "A"),
        ("[[A [[B]]", "B"),
        ("[[./A]]", "./A"),
        ("[[https://example.org]]", "https://example.org"),
        ("see [[A]] there", "A"),
    ],
)
def test_a_wikilink_points_at_what_stands_before_bar_and_fragment(text: str, target: str) -> None:
    """Display text, heading and block are no part of the name, a table's escaped bar neither."""
    assert read(text) == [(Form.WIKILINK, target)]


@pytest.mark.parametrize(
    ("text", "form", "target"),
    [
        ("[a](A.md)", Form.MARKDOWN, "A.md"),
        ("[](A.md)", Form.MARKDOWN, "A.md"),
        ("[a](My%20Goal.md#Part%201)", Form.MARKDOWN, "My Goal.md"),
        ("[a](<My Goal.md>)", Form.MARKDOWN, "My Goal.md"),
        ('[a](A.md "title")', Form.MARKDOWN, "A.md"),
        ("[a](A(1).md)", Form.MARKDOWN, "A(1).md"),
        ("[a](../A.md)", Form.MARKDOWN, "../A.md"),
        ("![a](A.png)", Form.MARKDOWN, "A.png"),
        ("[a](#part)", Form.MARKDOWN, ""),
        ("[a](https://example.org/x#y)", Form.URL, "https://example.org/x#y"),
        ("[a](mailto:ann@example.org)", Form.URL, "mailto:ann@example.org"),
        ("https://example.org/a%20b", Form.URL, "https://example.org/a%20b"),
        ("<https://example.org>", Form.URL, "https://example.org"),
        ("obsidian://open?vault=a", Form.URL, "obsidian://open?vault=a"),
        ("www.example.org", Form.URL, "www.example.org"),
        ("src/dispatch.py", Form.PATH, "src/dispatch.py"),
        ("src/dispatch.py:10", Form.PATH, "src/dispatch.py:10"),
        ("src/dispatch.py#L10", Form.PATH, "src/dispatch.py#L10"),
        ("dispatch.py", Form.PATH, "dispatch.py"),
        ("Budget 2026.xlsx", Form.PATH, "Budget 2026.xlsx"),
        ("./bin/run", Form.PATH, "./bin/run"),
        ("Tasks run without me", Form.TEXT, "Tasks run without me"),
        ("rewritten in Node.js", Form.TEXT, "rewritten in Node.js"),
        ("ask and/or tell", Form.TEXT, "ask and/or tell"),
        ("version 1.2", Form.TEXT, "version 1.2"),
        ("done.", Form.TEXT, "done."),
        ("[a] (A.md)", Form.TEXT, "[a] (A.md)"),
        ("[[A", Form.TEXT, "[[A"),
        ("[[]]", Form.TEXT, "[[]]"),
    ],
)
def test_an_item_is_a_link_a_url_a_path_or_a_remark(text: str, form: Form, target: str) -> None:
    """A slash or a file's extension names a file; prose that holds one by chance is a remark."""
    assert read(text) == [(form, target)]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[[A]], [[B]]", ["A", "B"]),
        ("[a](A.md) and [b](B.md)", ["A.md", "B.md"]),
        ("[[A]] [b](B.md)", ["A"]),
        ("", []),
        ("   ", []),
    ],
)
def test_an_item_may_hold_several_links(text: str, targets: list[str]) -> None:
    """Each link of an item counts, and an empty item is none."""
    assert [target for _, target in read(text)] == targets


def test_a_reference_keeps_what_was_written() -> None:
    """Key, text and line are kept for messages."""
    (found,) = references("up", " [[A|b]] ", 7)

    assert (found.key, found.text, found.line) == ("up", "[[A|b]]", 7)


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[[",
        "[[a",
        "[](",
        "[](a",
        "[](<a",
        '[](a "',
        "(a)",
        "a.b",
        "a/",
        "::",
        "a, ",
        "a.b and ",
        "a - ",
        "a: ",
        "`a",
    ],
)
def test_references_are_found_in_linear_time(piece: str) -> None:
    """Four times the text takes less than eight times as long."""

    def seconds(count: int) -> float:
        text = piece * count
        start = process_time()
        references("goal", text, 1)
        return process_time() - start

    assert min(seconds(16_000) / max(seconds(4_000), 0.002) for _ in range(3)) < 8


@pytest.mark.parametrize(
    ("text", "form", "target"),
    [
        ("n/a", Form.TEXT, "n/a"),
        ("N/A", Form.TEXT, "N/A"),
        ("Node.js", Form.TEXT, "Node.js"),
        ("owner/repository#12", Form.URL, "owner/repository#12"),
        ("example.org/page", Form.URL, "example.org/page"),
        ("doi:10.1000/182", Form.URL, "doi:10.1000/182"),
        ("`src/a.py`", Form.PATH, "src/a.py"),
        ("#142", Form.URL, "#142"),
        ("PR #142", Form.URL, "PR #142"),
        ("pull request 142", Form.URL, "pull request 142"),
        ("GH-142", Form.URL, "GH-142"),
        ("!7", Form.URL, "!7"),
        ("3f9a12c4", Form.URL, "3f9a12c4"),
        ("commit 3f9a12c", Form.URL, "commit 3f9a12c"),
        ("v1.4.0", Form.URL, "v1.4.0"),
        ("crate::net::connect", Form.URL, "crate::net::connect"),
        ("20261121", Form.TEXT, "20261121"),
        ("8/10", Form.TEXT, "8/10"),
        ("120/80", Form.TEXT, "120/80"),
        ("11/02/2026", Form.TEXT, "11/02/2026"),
        ("2026/11.md", Form.PATH, "2026/11.md"),
        ("ana@example.org", Form.URL, "ana@example.org"),
        ("example.org", Form.URL, "example.org"),
        ("effaced", Form.TEXT, "effaced"),
        ("number 142", Form.TEXT, "number 142"),
        ("goal::", Form.TEXT, "goal::"),
        ("net.py:connect()", Form.PATH, "net.py:connect()"),
        ("src/a.py (the parser)", Form.PATH, "src/a.py"),
        ("`src/a.py`: the parser", Form.PATH, "src/a.py"),
        ("src/a.py - the parser", Form.PATH, "src/a.py"),
        ("and/or (ask first)", Form.TEXT, "and/or (ask first)"),
        ("Mr.X - by telephone", Form.TEXT, "Mr.X - by telephone"),
    ],
)
def test_what_looks_like_a_path_and_is_none(text: str, form: Form, target: str) -> None:
    """Words and places that lie in no vault are no missing files; a path between backticks is a path."""
    (found,) = references("evidence", text, 3)

    assert (found.form, found.target) == (form, target)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("shots/a.png, shots/b.png", ["shots/a.png", "shots/b.png"]),
        ("`src/a.py` and `src/b.py:12`", ["src/a.py", "src/b.py:12"]),
        ("src/a.py; src/b.py & #12", ["src/a.py", "src/b.py", "#12"]),
        ("Budget, March.xlsx", ["Budget, March.xlsx"]),
        ("Ship and Sail", ["Ship and Sail"]),
        ("seen by Ana, PR 12", ["seen by Ana, PR 12"]),
    ],
)
def test_several_paths_on_one_line_are_several(text: str, targets: list[str]) -> None:
    """A list in one text is one where each of its parts names a file or a place; else it is a text."""
    assert [one.target for one in references("evidence", text, 3)] == targets
