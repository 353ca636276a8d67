from __future__ import annotations

import pytest

from vaultgoals.model import Form, TaskLine
from vaultgoals.parse.body import read_body
from vaultgoals.parse.dialect import Dialect


def task(text: str) -> TaskLine:
    """Read the one task of a body."""
    (found,) = read_body(text, 1, Dialect(), want_links=False).tasks
    return found


@pytest.mark.parametrize(
    ("line", "targets"),
    [
        ("- [ ] Call [[Ann]] about [[Goals/B|the goal]]", ["Ann", "Goals/B"]),
        ("- [ ] It [goal:: [[A]]]", ["A"]),
        ("- [ ] It (Goals:: [[A]], [[B|b]])", ["A", "B"]),
        ("- [ ] It [project:: Plain name]", ["Plain name"]),
        ("- [ ] It [goal:: [A](My%20Goal.md)]", ["My Goal.md"]),
        ("- [ ] It [A](B.md#part)", ["B.md"]),
        ("- [ ] It [A][ref]\n\n[ref]: B.md", ["B.md"]),
        ("- [ ] [[A]]", ["A"]),
        ("- [ ] [[A]] 📅 2026-11-20", ["A"]),
        ("- [ ] It ![[A]]", ["A"]),
        ("- [ ] It [[A\\|b]]", ["A"]),
        ("- [ ] It *[[A]]* and **[[B]]**", ["A", "B"]),
        ("- [ ] It [[A]]\n\n[A]: http://example.org", ["A"]),
        ("- [x] It [[A]]\n\n[x]: http://example.org", ["A"]),
        ("- [ ] It [[[A]]]", ["A"]),
        ("- [ ] It [[A] and [[B]]", ["B"]),
        ("- [ ] It [source:: [[A]]]", []),
        ("- [ ] It `[[A]]` ``[[`B`]]``", []),
        ("- [ ] It \\[[A]] [\\[A]] \\[\\[A\\]\\]", []),
        ("- [ ] It <!-- [[A]] -->", []),
        ("- [ ] It %% [[A]] %%", []),
        ("- [ ] It [[A\n  B]]", []),
        ("- [ ] It\n  [[A]]", []),
        ("- [ ] It [x][A]", []),
    ],
)
def test_a_task_serves_what_its_line_links(line: str, targets: list[str]) -> None:
    """Links on the line and in its goal and project fields count; those in code and comments do not."""
    assert [link.target for link in task(line).serves] == targets


def test_what_a_task_serves_knows_its_place() -> None:
    """A link is told with its field, its form and the line of the file."""
    (found,) = read_body("\n- [ ] It [A](B.md) [goal:: [[C]]]", 10, Dialect(), want_links=False).tasks

    assert [(link.key, link.form, link.line) for link in found.serves] == [
        ("goal", Form.WIKILINK, 11),
        ("", Form.MARKDOWN, 11),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("- [ ] Run `make` and **see** _it_", "Run make and see it"),
        ("- [ ] Read [the page](https://example.org)", "Read the page"),
        ("- [ ] [x:: `one`] run `two` and `three`", "run two and three"),
        ("- [ ] Set a\\[1\\] \\*now\\*", "Set a[1] *now*"),
        ("- [ ]* 1.4 Optional", "1.4 Optional"),
        ("- [ ] A [[B|c]] d", "A [[B|c]] d"),
        ("- [ ] An empty link []()", "An empty link"),
        ("- [ ] `all code`", "all code"),
        ("- [ ] Odd \U00100000 letter `a`", "Odd \ufffd letter a"),
    ],
)
def test_the_description_is_what_the_user_sees(line: str, title: str) -> None:
    """Markup and fields are gone, code and escaped characters stand where they stood."""
    assert task(line).text == title
