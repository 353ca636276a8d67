from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.model import Form, Stamp
from vaultgoals.model.records import OddLine, Record, RecordResult
from vaultgoals.parse.check_key import check_key
from vaultgoals.parse.evidence_log import read_log

PATH = "Gaps/Evidence/2026-11.md"
CANONICAL = (
    "- 2026-11-21 · [[Tasks run without me]] · pass · ask: Are tasks being executed without me? "
    "· [[2026-11-21 dispatch log]] · by ana · criteria 3f9a12c4 · built 77c01b3e · note: two of them by night"
)


def records(text: str) -> tuple[Record, ...]:
    """Return the records of a log in which nothing is odd."""
    found, odd = read_log(PATH, text)
    assert odd == ()
    return found


def record(text: str) -> Record:
    """Return the one record of a log in which nothing is odd."""
    (found,) = records(text)
    return found


def odd(text: str) -> OddLine:
    """Return the one odd line of a log without a record."""
    found, lines = read_log(PATH, text)
    assert found == ()
    (line,) = lines
    return line


def test_each_part_of_a_canonical_line_is_read() -> None:
    """Day, goal, result, check, what was seen, by whom, both hashes and the remark are read."""
    read = record(CANONICAL)
    assert (read.path, read.line, str(read.day), read.attempt) == (PATH, 1, "2026-11-21", 1)
    assert (read.goal, read.result) == ("Tasks run without me", RecordResult.PASS)
    assert read.check == "ask: Are tasks being executed without me?"
    assert [(one.target, one.form, one.line) for one in read.links] == [
        ("2026-11-21 dispatch log", Form.WIKILINK, 1)
    ]
    assert (read.by, read.criteria, read.built) == ("ana", "3f9a12c4", "77c01b3e")
    assert read.remark == "two of them by night"


@pytest.mark.parametrize(
    "line",
    [
        CANONICAL.replace("- ", "* ", 1),
        CANONICAL.replace("- ", "+ ", 1),
        f"    {CANONICAL}",
        f"\t{CANONICAL}  ",
        CANONICAL.replace("- ", "1. ", 1),
        CANONICAL.replace("- ", "- [x] ", 1),
        CANONICAL.replace(" · ", " | "),
        CANONICAL.replace(" · ", "|"),
        CANONICAL.replace(" · ", " - "),
        CANONICAL.replace(" · ", " – "),
        CANONICAL.replace(" · ", "; "),
        CANONICAL.replace(" · ", "·"),
        CANONICAL.replace(" · ", "\u00a0·\u00a0"),
        CANONICAL.replace(" · ", ": ", 2).replace(" · ", "; "),
        CANONICAL.replace("2026-11-21 ·", "[[2026-11-21]] ·"),
        CANONICAL.replace("2026-11-21 ·", "**2026-11-21** ·"),
        CANONICAL.replace("2026-11-21 ·", "2026/11/21 ·"),
        CANONICAL.replace("[[Tasks run without me]]", "Tasks run without me"),
        CANONICAL.replace("[[Tasks run without me]]", "**[[Tasks run without me|Tasks]]**"),
        CANONICAL.replace("[[Tasks run without me]]", "[[Tasks run without me#Proof|Tasks · all]]"),
        CANONICAL.replace("[[Tasks run without me]]", "[Tasks](Tasks%20run%20without%20me)"),
        CANONICAL.replace("· pass ·", "· **Pass** ·"),
        CANONICAL.replace("· [[Tasks", "[[Tasks").replace("· pass", "pass"),
        CANONICAL.replace("by ana", "by: ana").replace("criteria ", "Criteria: "),
        CANONICAL.replace("3f9a12c4", "3F9A12C4"),
        CANONICAL.replace("note: ", "remark: "),
        CANONICAL.replace("note: ", ""),
        CANONICAL.replace("by night", "by &#110;ight"),
        CANONICAL + " <!-- sure? -->",
        CANONICAL + " %%sure?%%",
    ],
)
def test_a_line_spelled_in_another_way_is_the_same_record(line: str) -> None:
    """Other markers, separators, dates, links and letters are read as what the canonical line says."""
    assert record(line) == record(CANONICAL)


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("pass passed Yes y OK okay true ✓ ✅", RecordResult.PASS),
        ("fail FAILED no n false ✗ ❌", RecordResult.FAIL),
        ("open skip skipped later ?", RecordResult.OPEN),
        ("proposed suggested", RecordResult.PROPOSED),
    ],
)
def test_other_words_for_a_result_are_read(words: str, result: RecordResult) -> None:
    """Each result is known by several words, in any case."""
    for word in words.split():
        assert record(f"- 2026-11-21 · [[G]] · {word} · by ana").result is result


def test_not_yet_is_open_and_no_failure() -> None:
    """`not yet` is an open result, although it begins with a no of a kind."""
    assert record("- 2026-11-21 | [[G]] | not yet, the server is down").result is RecordResult.OPEN


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- 2026-11-21 · [[G]] · ask: Is it so?", "'ask: Is it so?' is no result"),
        ("- 2026-11-21 · [[G]]", "no result stands behind 'G'"),
        ("- 2026-11-21 · [[G]] · no idea", "'no idea' is no result"),
        ("- 2026-11-21 · [[G]] · passable", "'passable' is no result"),
        ("- 2026-11-21 · [[G]] · yeſ", "'yeſ' is no result"),
        ("- 2026-11-21 · pass", "no goal and result can be told apart in 'pass'"),
        ("- 2026-11-21 a good day", "no goal and result can be told apart in 'a good day'"),
        ("- 2026-11-21", "it names no goal"),
        ("- 2026-11-21 · [[#Proof]] · pass", "it names no goal"),
        ("- 2026-11-21 · [G](https://x.org) · pass", "it names no goal"),
        ("- 2026-13-45 · [[G]] · pass", "2026-13-45 is no date"),
        ("- 21.11.2026 · [[G]] · pass", "21.11.2026 is no date; write it as 2026-11-21"),
    ],
)
def test_a_dated_line_that_cannot_be_understood_is_told(line: str, reason: str) -> None:
    """A list line that begins with a date and is no record is told with its line and what is the matter."""
    found = odd(f"# Log\n\n  {line}\n")
    assert (found.path, found.line, found.text) == (PATH, 3, line)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    "line",
    [
        "On 2026-11-21 we looked at [[G]]: pass",
        "2026-11-21 · [[G]] · pass",
        "- [[2026-11-21 dispatch log]] · pass",
        "- 2026-11-21-log.md · [[G]] · pass",
        "- [[G]] · pass",
        "- 1.2.30 is out",
        "## 2026-11-21",
        "---",
        "",
    ],
)
def test_other_prose_is_no_record_and_not_odd(line: str) -> None:
    """A line that is no list line with a date at its front is nobody's mistake."""
    assert read_log(PATH, line) == ((), ())


def test_a_later_attempt_is_counted() -> None:
    """`(2)` behind the day is the second attempt on that day."""
    text = "- 2026-11-21 · [[G]] · fail\n- 2026-11-21 (2) · [[G]] · pass\n- 2026-11-21(3) | [[G]] | pass\n"
    assert [one.attempt for one in records(text)] == [1, 2, 3]


def test_an_attempt_of_number_zero_is_the_first() -> None:
    """People count from zero too."""
    for line in ("- 2026-11-21 (0) · [[G]] · pass", "* 2026-11-21 (0) · [[G]] · pass"):
        assert record(line).attempt == 1


@pytest.mark.parametrize(
    "rest",
    ["by : ana", "note: see https://x.org/a", "by ana · by bo", "ask:is it so", "ask: a · ask: b", "built 1"],
)
def test_a_line_that_looks_canonical_is_read_as_any_other(rest: str) -> None:
    """A blank in front of a line makes no difference, whatever shortcut reads the canonical line."""
    line = f"- 2026-11-21 · [[G]] · pass · {rest}"
    assert record(line) == record(f" {line}")


def test_a_time_of_day_that_somebody_wrote_is_kept() -> None:
    """A day with a time is read as such."""
    assert record("- 2026-11-21 09:30 · [[G]] · pass").day == Stamp.parse("2026-11-21T09:30")


@pytest.mark.parametrize(
    ("seen", "targets", "remark"),
    [
        ("saw it in [[Log]] and [[Mail|the mail]]", ["Log", "Mail"], None),
        ("[[Log]], [[Mail]]", ["Log", "Mail"], ""),
        ("![[shot.png]]", ["shot.png"], ""),
        ("[the log](Logs/a%20b.md)", ["Logs/a b.md"], ""),
        ("<https://x.org/a?b>", ["https://x.org/a?b"], ""),
        ("see https://x.org/a.", ["https://x.org/a"], None),
        ("src/dispatch.py:40", ["src/dispatch.py:40"], ""),
        ("note: src/dispatch.py", [], "src/dispatch.py"),
        ("it runs; the and/or too", [], None),
        ("the report.pdf is there", [], None),
        ("`[[Log]]` is code", [], None),
        ("`[[a]][[b]]`", [], None),
        ("[[A · B]] · fine", ["A · B"], "fine"),
        ("fine · so far", [], "fine · so far"),
        ("criteria all met", [], None),
        ("a question? no more", [], None),
    ],
)
def test_links_are_found_anywhere_behind_the_result(
    seen: str, targets: list[str], remark: str | None
) -> None:
    """Links of every form are what was seen; what is more than a link is also the remark."""
    read = record(f"- 2026-11-21 · [[G]] · pass · {seen}")
    assert [one.target for one in read.links] == targets
    assert read.remark == (seen if remark is None else remark)
    assert (read.check, read.by, read.criteria) == ("", "", "")


@pytest.mark.parametrize(
    ("part", "check"),
    [
        ("ask: Is it so", "ask: Is it so"),
        ("Is it so?", "ask: Is it so?"),
        ("Exists:[[Budget 2026]]", "exists: [[Budget 2026]]"),
        ("run: backup-timer", "run: backup-timer"),
        ("fresh: Logs/*.md within 2d", "fresh: Logs/*.md within 2d"),
        ("it is so", ""),
        ("task: it is so", ""),
    ],
)
def test_a_check_is_known_by_its_keyword_or_as_a_question(part: str, check: str) -> None:
    """A check is held with its keyword; a link in it says what was to be looked at, not what was seen."""
    read = record(f"- 2026-11-21 · [[G]] · pass · {part}")
    assert read.check == check
    assert read.links == ()


def test_a_check_of_a_goal_finds_its_records() -> None:
    """Spellings that a reader cannot tell apart share one key; other checks do not."""
    same = ["Are tasks executed?", "ask:  Are tasks\u200b executed?", "ASK: are tasks executed?"]
    assert len({check_key(one) for one in same}) == 1
    assert check_key("exists: A") != check_key("exists: B")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_frontmatter_headings_and_line_ends_do_not_matter(mark: str, ending: str) -> None:
    """With any line end and with a byte order mark the same lines are read, and lines are counted right."""
    lines = [
        "---",
        "type: evidence-log",
        "list:",
        "- 2026-11-20 · [[F]] · pass",
        "---",
        "# Log",
        "",
        CANONICAL,
    ]
    (read,) = records(mark + ending.join([*lines, ""]))
    assert (read.line, read.goal, read.remark) == (8, "Tasks run without me", "two of them by night")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```", "```"),
        ("~~~~ text", "~~~~"),
        ("  - ```markdown", "    ```"),
        ("````\n```", "````"),
        ("<!--", "-->"),
        ("<!-- kept for later", "until then -->"),
        ("%%", "%%"),
    ],
)
def test_lines_in_code_and_comments_do_not_count(before: str, after: str) -> None:
    """What stands in a fence or a comment is no record; what follows its end is one."""
    text = f"{before}\n- 2026-11-20 · [[F]] · pass\n- 2026-11-20 odd\n{after}\n- 2026-11-21 · [[G]] · pass\n"
    assert [one.goal for one in records(text)] == ["G"]


def test_a_comment_mark_in_code_or_without_an_end_hides_nothing() -> None:
    """`<!--` in code, or behind other text and never closed, is no comment."""
    text = "- 2026-11-20 · [[F]] · pass · `<!--` · `%%`\n- 2026-11-20 · [[G]] · pass · a <!-- b\n" + CANONICAL
    assert [one.goal for one in records(text)] == ["F", "G", "Tasks run without me"]


@pytest.mark.parametrize(
    ("opening", "what"), [("```", "block of code"), ("<!--", "comment"), ("%%", "comment")]
)
def test_what_is_never_closed_and_hides_records_is_told(opening: str, what: str) -> None:
    """A fence or comment without an end hides what follows, as in a reader, and that is told."""
    found = odd(f"# Log\n{opening}\n{CANONICAL}\n")
    assert (found.line, found.text) == (2, opening)
    assert what in found.reason
    assert read_log(PATH, f"# Log\n{opening}\nnothing\n") == ((), ())


def test_both_sides_of_a_conflict_count() -> None:
    """The lines of both sides are read, each marker is told, and what both have changed is left out."""
    text = (
        "- 2026-11-19 · [[A]] · pass\n<<<<<<< HEAD\n- 2026-11-21 · [[B]] · pass\n||||||| 1a2b3c\n"
        "- 2026-11-21 · [[B]] · open\n=======\n- 2026-11-21 · [[C]] · fail\n>>>>>>> phone\n"
        "- 2026-11-22 · [[D]] · pass\n"
    )
    found, lines = read_log(PATH, text)
    assert [(one.line, one.goal) for one in found] == [(1, "A"), (3, "B"), (7, "C"), (9, "D")]
    assert [(one.line, one.text[:7]) for one in lines] == [
        (2, "<<<<<<<"),
        (4, "|||||||"),
        (6, "======="),
        (8, ">>>>>>>"),
    ]


def test_a_heading_underlined_with_seven_signs_is_no_conflict() -> None:
    """`=======` outside of a conflict underlines a heading."""
    assert len(records(f"Log\n=======\n{CANONICAL}\n")) == 1


def test_a_line_that_stands_there_twice_is_one_record() -> None:
    """Two equal lines, as a merge may leave them, are one record; the first place counts."""
    assert [one.line for one in records(f"{CANONICAL}\n- 2026-11-21 · [[G]] · pass\n{CANONICAL}\n")] == [1, 2]


PIECES = st.sampled_from(
    [
        *(
            "- ",
            "* ",
            "\n",
            "\r\n",
            "2026-11-21",
            "2026-13-01",
            "1.1.2026",
            " (2)",
            " · ",
            " | ",
            "; ",
            " - ",
            ": ",
        ),
        *("[[", "]]", "[[G]]", "[a](b)", "[a](<", "[a]([[x]][[y]])", "`[[a]][[b]]`", "&#91;&#91;a]][[b]]"),
        *("pass", "no", "yeſ", "faıl", "?", "oK", "not yet", "ask: ", "aſk: ", "by ", "criteria ", "note: "),
        *(
            "3f9a12c4",
            "<!--",
            "-->",
            "%%",
            "```",
            "~~~",
            "---",
            "<<<<<<< a",
            "=======",
            "&#32;",
            "&#9;",
            "&#0;",
        ),
        *(
            "\ufeff",
            "\u2028",
            "\x85",
            "\x00",
            "\ud800",
            "https://",
            "<a:b>",
            "www.",
            "/",
            ".md",
            "#",
            "**",
            "!",
        ),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_reading_never_raises_and_every_line_named_is_a_line_of_the_file(text: str) -> None:
    """Any text gives records and odd lines in order, with lines that the file has."""
    found, lines = read_log(PATH, text)
    for numbers in ([one.line for one in found], [one.line for one in lines]):
        assert numbers == sorted(numbers)
        assert all(1 <= number <= text.count("\n") + text.count("\r") + 1 for number in numbers)


@given(st.lists(PIECES | st.text(max_size=4), max_size=20).map("".join))
def test_whatever_follows_a_result_the_record_stands(rest: str) -> None:
    """Nothing that stands behind day, goal and result can undo them."""
    line = f"- 2026-11-21 · [[G]] · fail · note: x {rest}"
    found, _ = read_log(PATH, line)
    assert (found[0].goal, found[0].result, str(found[0].day)) == ("G", RecordResult.FAIL, "2026-11-21")


@pytest.mark.parametrize(
    "tail",
    [
        "[",
        "%%%% ",
        "<!---->",
        "<!-- -->`",
        "[[a",
        "[a](",
        "[a](<",
        "`",
        "``` ",
        "<!-- ",
        "%%",
        "&#",
        "<a:",
        "https://",
        "· by ",
        '[a](b "',
    ],
)
def test_a_very_long_line_is_read_in_time_that_grows_with_it(tail: str) -> None:
    """No text makes the reader look at the same characters over and over."""
    started = process_time()
    read_log(PATH, "- 2026-11-21 · [[G]] · pass · " + tail * (400_000 // len(tail)))
    assert process_time() - started < 5
