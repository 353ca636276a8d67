from __future__ import annotations

from dataclasses import replace

import pytest

from vaultgoals.model import State, TaskLine
from vaultgoals.parse.body import read_body
from vaultgoals.parse.dialect import Dialect

CUSTOM: dict[str, State | None] = {
    " ": State.OPEN,
    "x": State.DONE,
    "1": State.WAITING,
    "I": None,
    "-": State.DROPPED,
}


def tasks(text: str, dialect: Dialect | None = None) -> list[TaskLine]:
    """Read the tasks of a body."""
    return read_body(text, 1, dialect or Dialect(), want_links=False).tasks


def task(text: str) -> TaskLine:
    """Read the one task of a body."""
    (found,) = tasks(text)
    return found


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("- [ ] Write it", State.OPEN),
        ("- [x] Write it", State.DONE),
        ("- [X] Write it", State.DONE),
        ("- [/] Write it", State.ACTIVE),
        ("- [-] Write it", State.DROPPED),
        ("- [?] Write it", State.OPEN),
        ("- [>] Write it", State.OPEN),
        ("- [✅] Write it", State.OPEN),
        ("* [ ] Write it", State.OPEN),
        ("+ [x] Write it", State.DONE),
        ("1. [ ] Write it", State.OPEN),
        ("1) [x] Write it", State.DONE),
        ("27. [x] Write it", State.DONE),
        ("-   [x] Write it", State.DONE),
        ("- [x]\tWrite it", State.DONE),
        ("> - [x] Write it", State.DONE),
        ("> > - [x] Write it", State.DONE),
        ("> [!todo] Today\n> - [x] Write it", State.DONE),
        ("Before:\n- [x] Write it", State.DONE),
        ("- [ ]* Write it", State.OPEN),
        ("- [x]* Write it", State.DONE),
        ("- [x] Write it\n  ---", State.DONE),
    ],
)
def test_a_list_item_with_a_box_is_a_task(line: str, state: State) -> None:
    """Every list marker and every mark in the box is read; a mark that nobody has defined is to do."""
    found = task(line)

    assert (found.text, found.state) == ("Write it", state)


@pytest.mark.parametrize("mark", ["*", "_", "`", "~", "!", "<", "\\", "^", "&", '"', "#", "|", "x"])
def test_a_mark_in_a_box_is_no_markup(mark: str) -> None:
    """What Markdown would make of the mark, together with later text, leaves the task whole."""
    found = task(f"- [{mark}] Say *it*, _it_ and `it`\n\n[x]: http://example.org\n")

    assert found.text == "Say it, it and it"


@pytest.mark.parametrize(
    "line",
    [
        "- [ ]",
        "- [x]",
        "- [ ]   ",
        "- [ ] 📅 2026-11-20",
        "- [ ] #errand",
        "- [x](https://example.org) a link",
        "- [x][ref]\n\n[ref]: https://example.org",
        "- [x]: https://example.org",
        "- [x]Write it",
        "- [] Write it",
        "- [ x ] Write it",
        "- [xx] Write it",
        "- \\[ ] Write it",
        "-[ ] Write it",
        "[ ] Write it",
        "- [1] https://example.org",
        "- [1] A footnote\n\n[1]: https://example.org",
        "- - [ ] Write it",
        "- Before [ ] Write it",
        "- Before\n  [ ] Write it",
        "-\t[ ] Write it",
        "1 [ ] Write it",
        "a. [ ] Write it",
        "# [ ] Write it",
        "- # [ ] Write it",
        "| - [ ] Write it |",
        "- `[ ] Write it`",
        "- **[ ] Write it**",
    ],
)
def test_a_near_miss_is_no_task(line: str) -> None:
    """A link, a footnote, an empty box and a box that is none make no task."""
    assert tasks(line) == []


@pytest.mark.parametrize(
    ("symbol", "date"),
    [
        ("➕", "created"),
        ("⏳", "scheduled"),
        ("⌛", "scheduled"),
        ("🛫", "start"),
        ("📅", "due"),
        ("📆", "due"),
        ("🗓", "due"),
        ("✅", "done"),
        ("❌", "cancelled"),
        ("created::", "created"),
        ("scheduled::", "scheduled"),
        ("start::", "start"),
        ("due::", "due"),
        ("completion::", "done"),
        ("cancelled::", "cancelled"),
    ],
)
def test_each_date_is_read_in_either_form(symbol: str, date: str) -> None:
    """Emoji with and without variation selector or space, brackets and parentheses say the same."""
    if symbol.endswith("::"):
        forms = [f"[{symbol} 2026-11-18]", f"({symbol} 2026-11-18)", f"[{symbol.title()}2026-11-18]"]
    else:
        forms = [f"{symbol} 2026-11-18", f"{symbol}2026-11-18", f"{symbol}\ufe0f 2026-11-18"]

    for form in forms:
        found = task(f"- [ ] Write it {form}")
        assert (found.text, str(getattr(found, date))) == ("Write it", "2026-11-18")
        others = {"created", "scheduled", "start", "due", "done", "cancelled"} - {date}
        assert [getattr(found, name) for name in others] == [None] * 5


@pytest.mark.parametrize(
    ("tail", "title"),
    [
        ("#tag ✅ 2026-11-18", "It"),
        ("✅ 2026-11-18 #tag #a/b", "It"),
        ("✅ 2026-11-18 ^block-1", "It"),
        ("✅ 2026-11-18 #tag ^block-1", "It"),
        ("⏫ ✅ 2026-11-18", "It"),
        ("✅ 2026-11-18 🔺", "It"),
        ("🔁 every 2 weeks on Monday ✅ 2026-11-18", "It"),
        ("🔁 every day when done 📅 2026-11-20 ✅ 2026-11-18", "It"),
        ("✅ 2026-11-18 🏁 delete", "It"),
        ("✅ 2026-11-18 🆔 dcf64c ⛔ a1,b_2", "It"),
        ("[priority:: high]  [repeat:: every day]  [completion:: 2026-11-18]", "It"),
        ("[onCompletion:: keep]  [completion:: 2026-11-18] #tag", "It"),
        ("✅ 2026-11-18 [priority:: high]", "It"),
        ("  ✅   2026-11-18  ", "It"),
        ("by hand ✅ 2026-11-18", "It by hand"),
        ("#one by hand ✅ 2026-11-18 #two", "It #one by hand"),
    ],
)
def test_fields_are_taken_from_the_end_backwards(tail: str, title: str) -> None:
    """Behind the description fields, tags and a block id may stand in any order."""
    found = task(f"- [x] It {tail}")

    assert (found.text, str(found.done)) == (title, "2026-11-18")


@pytest.mark.parametrize(
    "line",
    [
        "- [x] ✅ 2026-11-18 was a good day",
        "- [x] It ✅ 2026-11-18.",
        "- [x] It ✅ yesterday",
        "- [x] It ✅ [[2026-11-18]]",
        "- [x] It ✅ 2026-13-45",
        "- [x] It ✅ `2026-11-18`",
        "- [x] It `✅ 2026-11-18`",
        "- [x] It <!-- ✅ 2026-11-18 -->",
        "- [x] It %% ✅ 2026-11-18 %%",
        "- [x] It\n  ✅ 2026-11-18",
        "- [x] It [completed:: 2026-11-18]",
        "- [x] It [completion: 2026-11-18]",
        "- [x] It [completion:: soon]",
        "- [x] It completion:: 2026-11-18",
    ],
)
def test_text_behind_a_date_makes_it_text(line: str) -> None:
    """A date before unknown text, in code or comment, on another line or in no known form is none."""
    assert task(line).done is None


def test_at_most_twenty_fields_are_taken() -> None:
    """The twenty-first field from the end belongs to the description."""
    twenty = " ".join(f"#t{number}" for number in range(20))

    assert task(f"- [ ] It {twenty}").text == "It"
    assert task(f"- [ ] It #more {twenty}").text == "It #more"
    assert task(f"- [ ] It ✅ 2026-11-18 {twenty}").done is None


@pytest.mark.parametrize(
    ("tail", "task_id", "depends_on"),
    [
        ("🆔 dcf64c", "dcf64c", ()),
        ("🆔 a-b_C9 📅 2026-11-20", "a-b_C9", ()),
        ("⛔ dcf64c", "", ("dcf64c",)),
        ("⛔️ dcf64c,0h17ye", "", ("dcf64c", "0h17ye")),
        ("⛔ dcf64c , 0h17ye 🆔 x", "x", ("dcf64c", "0h17ye")),
        ("[id:: dcf64c]", "dcf64c", ()),
        ("[dependsOn:: a, b]", "", ("a", "b")),
        ("[dependsOn:: ,]", "", ()),
        ("🆔 not an id", "", ()),
    ],
)
def test_ids_and_what_a_task_waits_for(tail: str, task_id: str, depends_on: tuple[str, ...]) -> None:
    """A task's own id and the ids that it waits for are read in both forms."""
    found = task(f"- [ ] It {tail}")

    assert (found.task_id, found.depends_on) == (task_id, depends_on)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("- [ ] #task Write", True),
        ("- [ ] Write #task 📅 2026-11-20", True),
        ("- [ ] Write", False),
        ("- [ ] Write\n  #task", False),
        ("#task\n\n- [ ] Write", False),
    ],
)
def test_with_a_global_filter_only_lines_that_carry_it_are_tasks(line: str, kept: bool) -> None:
    """The Tasks plugin's global filter must stand on the line itself; without one every box counts."""
    assert bool(tasks(line, replace(Dialect(), global_filter="#task"))) is kept
    assert tasks(line)


def test_custom_statuses_are_the_users() -> None:
    """A symbol means what the user's settings say; one set up as no task makes none, a digit may be one."""
    dialect = replace(Dialect(), task_states=CUSTOM)

    found = tasks("- [1] Wait\n- [I] Idea\n- [2] Footnote\n- [/] Unknown here\n- [x] Done", dialect)

    assert [(one.text, one.state) for one in found] == [
        ("Wait", State.WAITING),
        ("Unknown here", State.OPEN),
        ("Done", State.DONE),
    ]
