from __future__ import annotations

import pytest

from vaultgoals.parse.body import LARGEST_BODY, Body, read_body
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note


def body(text: str, dialect: Dialect | None = None) -> Body:
    """Read a body, links and all."""
    return read_body(text, 1, dialect or Dialect(), want_links=True)


def boxes(text: str) -> list[tuple[str, int]]:
    """Read the tasks of a body: description and line."""
    return [(task.text, task.line) for task in body(text).tasks]


def links(text: str) -> list[tuple[str, int]]:
    """Read the links of a body: target and line."""
    return [(link.target, link.line) for link in body(text).links]


@pytest.mark.parametrize(
    "hidden",
    [
        "```\n{}\n```",
        "```tasks\n{}\n```",
        "~~~\n{}\n~~~",
        "````\n```\n{}\n```\n````",
        "> ```\n> {}\n> ```",
        "- ```py\n  {}\n  ```",
        "1. step\n\n   ```\n   {}\n   ```",
        "> - step\n>   ```\n>   {}\n>   ```",
        "text\n\n    {}",
        "\t{}",
        "```\n{}",
        "- ```\n  {}",
        "%%\n{}\n%%",
        "%% {}\n%%",
        "%%\n\n{}\n\n%%",
        "text %%\n{}\n%% text",
        "- item %%\n{}\n%%",
        "%%\n{}",
        "%%\n```\n%%\n%%\n{}\n%%",
        "<!--\n{}\n-->",
        "<!-- a\n\n{}\n\n-->",
        "- item\n\n  <!--\n  {}\n  -->",
        "<!--\n{}",
        "<div>\n{}\n</div>",
        "<!-- vaultgoals:begin rollup sha=0123 -->\n{}\n<!-- vaultgoals:end rollup -->",
        "<!--vaultgoals:begin rollup-->\n\n{}\n\n<!-- VAULTGOALS:END rollup -->",
    ],
)
@pytest.mark.parametrize("line", ["- [ ] Write [[A]]", "weight:: 80", "See [[A]] and [a](b.md)"])
def test_code_comments_and_generated_regions_say_nothing(hidden: str, line: str) -> None:
    """Tasks, fields and links count neither in code, nor in comments, nor in what was generated."""
    found = body(hidden.format(line))

    assert (found.tasks, found.fields, found.links) == ([], [], [])


@pytest.mark.parametrize(
    "shown",
    [
        "```\ncode\n```\n{}",
        "- ```py\n  code\n  ```\n\n{}",
        "- ```py\n  code\n\n{}",
        "> ```\n> code\n\n{}",
        "%% a %%\n{}",
        "%%\na\n%%\n{}",
        "a %% b %% c %%\nd %%\n\n{}",
        "%%\n```\n%%\n{}",
        "`%%`\n\n{}",
        "``%% ` ``\n\n{}",
        "`a\n%% b`\n\n{}",
        "```\n%%\n```\n\n{}",
        "- ```\n  %%\n  ```\n\n{}",
        "    %%\n\n{}",
        "<!-- %% -->\n\n{}",
        "\\`%% a %%`\n\n{}",
        "`%%` %% `a` %%\n\n{}",
        "100 % of it\n\n{}",
        "<!-- a -->\n{}",
        "<!--\n\n-->\n\n{}",
        "<details>\n\n{}\n\n</details>",
        "<!-- vaultgoals:rollup -->\n\n{}",
        "<!-- vaultgoals:begin rollup sha=0 -->\n\n{}",
        "<!-- vaultgoals:begin one -->\n\n{}\n<!-- vaultgoals:end other -->",
        "<!-- vaultgoals:begin one -->\n<!-- vaultgoals:end one -->\n{}",
        "```\n<!-- vaultgoals:begin a -->\n```\n{}\n\n<!-- vaultgoals:begin a -->\n<!-- vaultgoals:end a -->",
    ],
)
def test_what_stands_beside_code_and_comments_is_read(shown: str) -> None:
    """A fence ends with its list item or quote, `%%` in code opens nothing, and a region needs an end."""
    assert [text for text, _ in boxes(shown.format("- [ ] Write"))] == ["Write"]


@pytest.mark.parametrize(
    "before",
    [
        "a\nb",
        "a `b\nc\nd` e",
        "a <b\nc='d'> e",
        "a <!-- b\nc --> d",
        "a [b\nc](d.md) e",
        'a [b](d.md\n"title") e',
        "a [b](\nd.md) e",
        "a [b][c\nd] e\n\n[c d]: e.md",
        "a ![b\nc](d.png) e",
        'a ![b](d.png\n"t") e',
        "a\\\nb  \nc",
        "a &amp;\nb",
        "a %% b\nc %% d",
        "%%\na\n%%",
        "```\na\n```",
        "[a]: b.md\n[c]: d.md",
        "a\n\u00a0",
        "> \u00a0",
        "\u2028",
        "a\u2028b",
        "a\x0bb\x0cc\x1cd\x85e",
        "<div>\na\n</div>\n",
        "| a |\n| - |\n| b |",
        "# a\n\na\n===",
        "<!-- vaultgoals:begin a -->\nb\n<!-- vaultgoals:end a -->",
        "- a\n  b\n    c",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("front", ["", "---\ntype: goal\n---\n", "\ufeff---\nwhy: |\n  a\n\n  b\n---\n\n"])
def test_every_line_number_is_the_line_of_the_file(before: str, ending: str, front: str) -> None:
    """Whatever stands above, in the same paragraph too, and however lines end, places are right."""
    text = f"{front}{before}\nweight:: 80 [[A]]\n- [ ] Write\n".replace("\n", ending)
    where = f"{front}{before}\n".count("\n") + 1

    note = read_note("2026-11-21.md", text, Dialect())

    assert [(one.key, one.line) for one in note.measurements] in ([("weight", where)], [])
    assert [one.line for one in note.links if one.target == "A"] == [where]
    assert [(one.text, one.line) for one in note.tasks] == [("Write", where + 1)]


def test_a_field_below_a_blank_of_another_script_knows_its_line() -> None:
    """A line that holds only a no-break space is a line, though nothing is seen on it."""
    text = "\u00a0\nweight:: 80\n\n> \u00a0\n> length:: 3\n"

    assert [(one.key, one.line) for one in body(text).fields] == [("weight", 2), ("length", 5)]


def test_tasks_are_read_sixty_levels_deep() -> None:
    """Nesting hides no task."""
    text = "".join(f"{'  ' * level}- [ ] Level {level}\n" for level in range(60))

    assert boxes(text) == [(f"Level {level}", level + 1) for level in range(60)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[A]] and [[B|b]]", [("A", 1), ("B", 1)]),
        ("a\n[[A#part]]\n[[#part]]", [("A", 2), ("", 3)]),
        ("![[A]] and [b](c%20d.md#e)", [("A", 1), ("c d.md", 1)]),
        ("| [[A\\|a]] |", [("A", 1)]),
        ("## With [[A]]", [("A", 1)]),
        ("- [x] It [[A]]\n  [[B]]", [("A", 1), ("B", 2)]),
        ("> [[A]]", [("A", 1)]),
        ("**[[A_b_c]]** *[[D*e]]*", [("A_b_c", 1), ("D*e", 1)]),
        ("[[A]]\n\n[A]: http://example.org", [("A", 1)]),
        ("![[A]]\n\n[A]: http://example.org", [("A", 1)]),
        ("[a][b]\n\n[b]: C.md", [("C.md", 1)]),
        ("`[[A]]` \\[[B]] <!-- [[C]] -->", []),
        ("![a](b.png)", []),
        ("[[]] [[A [[B", []),
        ("[[A\nB]]", []),
    ],
)
def test_links_of_the_running_text(text: str, found: list[tuple[str, int]]) -> None:
    """Each link is read whole, in headings, tables and tasks too, whatever definitions stand below."""
    assert links(text) == found


def test_links_are_kept_of_daily_notes_alone() -> None:
    """Only what a daily note names is movement."""
    assert [link.target for link in read_note("2026-11-21.md", "[[A]]", Dialect()).links] == ["A"]
    assert read_note("Diary.md", "[[A]]", Dialect()).links == ()


def test_a_body_too_large_to_parse_is_told() -> None:
    """A text of more than two million characters keeps its properties, and it is said what was left out."""
    text = "---\ntype: goal\n---\n- [ ] Write\n".ljust(LARGEST_BODY + 100, "x")

    note = read_note("Goal.md", text, Dialect())

    assert (note.kind, note.tasks, [one.name for one in note.problems]) == ("goal", (), ["note-too-large"])
