from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.requirements import needs
from vaultgoals.model import Form, Reference, Stamp
from vaultgoals.model.records import Record, RecordResult
from vaultgoals.parse.check_key import with_keyword
from vaultgoals.parse.evidence_log import read_log
from vaultgoals.parse.references import references
from vaultgoals.rollup.escape import clean
from vaultgoals.rollup.evidence_lines import append, evidence_line, log_path
from vaultgoals.rollup.generated import is_generated

ENDLESS = 1_000_000
DAY = date(2026, 11, 21)
HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                " · ",
                "·",
                " | ",
                "; ",
                " - ",
                "- [ ] ",
                ": ",
                "::",
                "[[",
                "]]",
                "[[X]]",
                "![[X]]",
                "[a](b)",
                "\n",
            ),
            *(
                "<%",
                "%%",
                "<!--",
                "-->",
                "```",
                "`x`",
                "$=",
                "{{",
                "((",
                "&#91;",
                "&amp;",
                ";",
                "\\",
                "#tag",
                "^id",
            ),
            *(
                "by ana",
                "note: ",
                "criteria 3f9a12c4",
                "built 77c01b3e",
                "ask: ",
                "run:x",
                "pass",
                "fail",
                "?",
            ),
            *(
                "2026-11-20 · [[F]] · fail",
                "<<<<<<< a",
                "https://x.org",
                "www.x",
                "a/b.md",
                "\u200b",
                "\u202e",
            ),
            *("\ud800", "\u0338", "\ue000", "\u2028", "\u00a0", "\r", "TODO ", "é", "🎯"),
        ]
    )
    | st.text(max_size=4),
    max_size=8,
).map("".join)
SEEN = st.sampled_from(
    [
        *(
            "[[Log]]",
            "[[A · B|C · D]]",
            "[[Log#Proof|the log]]",
            "[the log](Logs/a%20b.md)",
            "<https://x.org/a?b=c>",
        ),
        *(
            "[a &#183; b](Logs/a%20%C2%B7.md)",
            "src/dispatch.py:40",
            "Logs/__init__.py",
            "www.x.org",
            "[x](<a b.md>)",
        ),
        *("ask:1/2.md", "by:a/b.md", "note:/x.md", "a/b.md?"),
    ]
)


def a_record(**values: object) -> Record:
    """Return a record with the given values."""
    plain = Record("", 1, Stamp(DAY), 1, "Tasks run without me", RecordResult.PASS)
    return replace(plain, **values)  # type: ignore[arg-type]


def seen(*texts: str) -> tuple[Reference, ...]:
    """Return what somebody typed as evidence."""
    return tuple(one for text in texts for one in references("evidence", text, 7))


def read(line: str) -> Record:
    """Return the record that a line is, and nothing else."""
    records, odd = read_log("", line)
    assert odd == ()
    (record,) = records
    return record


def whole(text: str) -> str:
    """Return what a foreign text leaves in a line."""
    return clean(text, limit=ENDLESS)


def test_the_line_is_the_canonical_one() -> None:
    """Day, goal, result, check, link, name and hashes stand in one line, separated by middle dots."""
    record = a_record(
        check="ask: Are tasks being executed without me?",
        links=seen("[[2026-11-21 dispatch log]]"),
        by="ana",
        criteria="3f9a12c4",
        built="77c01b3e",
    )
    assert evidence_line(record) == (
        "- 2026-11-21 · [[Tasks run without me]] · pass · ask: Are tasks being executed without me? "
        "· [[2026-11-21 dispatch log]] · by ana · criteria 3f9a12c4 · built 77c01b3e"
    )


def test_a_later_attempt_carries_its_number_and_no_time_of_day() -> None:
    """The second attempt on a day says so; of a moment only the day is written."""
    record = a_record(day=Stamp.parse("2026-11-21T09:30"), attempt=2, result=RecordResult.OPEN)
    assert evidence_line(record) == "- 2026-11-21 (2) · [[Tasks run without me]] · open"


def test_a_goal_that_is_named_by_its_path_shows_its_title() -> None:
    """A path is the target of the link, the title what one sees; the path is read back."""
    line = evidence_line(a_record(goal="Goals/Ship it"))
    assert line == "- 2026-11-21 · [[Goals/Ship it|Ship it]] · pass"
    assert read(line).goal == "Goals/Ship it"


def test_a_title_with_two_blanks_names_its_goal() -> None:
    """A link finds a note by its name to the letter: blanks that look like one are not made one."""
    assert read(evidence_line(a_record(goal="Tasks  run"))).goal == "Tasks  run"


def test_a_check_stays_readable_with_its_links() -> None:
    """Links that can do no harm stay in a check; what could start something is written as an entity."""
    line = evidence_line(a_record(check="exists: [[Budget 2026|the budget]]"))
    assert line.endswith(" · exists: [[Budget 2026|the budget]]")
    assert "![[" not in evidence_line(a_record(check="exists: ![[Budget]]"))


def test_a_question_without_a_keyword_is_recorded_with_one() -> None:
    """A line of `verify` that is a plain question is recorded as `ask:`."""
    assert evidence_line(a_record(check="Is it so")).endswith(" · ask: Is it so")


def test_what_is_no_link_is_told_as_a_remark() -> None:
    """Free text among what was seen is kept in the note, before the remark."""
    line = evidence_line(a_record(links=seen("saw it myself", "[[Log]]"), remark="twice"))
    assert line.endswith(" · [[Log]] · note: saw it myself &#183; twice")


def test_links_that_cannot_stand_as_they_are_keep_their_target() -> None:
    """A path with blanks, or a name that a plugin would take for a template, becomes an encoded link."""
    record = read(evidence_line(a_record(links=seen("Budget 2026.xlsx", "[[{{now}} %%]]", "mailto:a@b.org"))))
    assert [one.target for one in record.links] == ["Budget 2026.xlsx", "{{now}} %%", "mailto:a@b.org"]
    assert [one.form for one in record.links] == [Form.MARKDOWN, Form.MARKDOWN, Form.URL]


def test_a_goal_without_a_readable_name_is_refused() -> None:
    """A line that no reader could connect with a goal is never written."""
    with pytest.raises(ValueError, match="nothing readable"):
        evidence_line(a_record(goal="\x00"))


@given(
    goal=HOSTILE.filter(lambda text: bool(whole(text))),
    result=st.sampled_from(RecordResult),
    attempt=st.integers(1, 999),
    check=HOSTILE,
    by=HOSTILE,
    remark=HOSTILE,
    links=st.lists(SEEN, max_size=3),
    hashes=st.sampled_from(["", "3f9a12c4"]),
)
@example("· ~", RecordResult.FAIL, 2, "", "", "", [], "")
@example("C# · it", RecordResult.PASS, 1, "[[a]] ![[b]] \ue000", "[[Ana]]", "note: a/b.md", [], "")
def test_what_is_written_is_read_back(  # noqa: PLR0913, PLR0917  one law over all that a record holds
    goal: str,
    result: RecordResult,
    attempt: int,
    check: str,
    by: str,
    remark: str,
    links: list[str],
    hashes: str,
) -> None:
    """Whatever a record holds, its line gives it back, on its own and below a line end of any kind."""
    record = a_record(
        goal=goal, result=result, attempt=attempt, check=check, by=by, remark=remark,
        links=seen(*links), criteria=hashes, built=hashes,
    )  # fmt: skip
    line = evidence_line(record)
    back = read(line)
    assert whole(back.goal) == whole(goal.strip())
    assert (back.result, back.attempt, back.day) == (result, attempt, Stamp(DAY))
    assert back.check == with_keyword(whole(check))
    assert (back.by, back.remark) == (whole(by), whole(remark))
    assert (back.criteria, back.built) == (hashes, hashes)
    assert [(one.form, one.target) for one in back.links] == [(one.form, one.target) for one in record.links]
    again = evidence_line(back)
    assert replace(read(again), path="x") == replace(back, path="x")
    assert replace(read(f"  {line} "), path="x") == replace(back, path="x")


@given(HOSTILE, HOSTILE, HOSTILE)
def test_a_line_starts_nothing_that_a_plugin_or_a_reader_would_run(check: str, by: str, remark: str) -> None:
    """No template, comment, HTML, embed, inline field, code or checkbox gets into the log."""
    line = evidence_line(a_record(check=check, by=by, remark=remark))
    assert not re.search(r"<|%%|`|\$=|!\[\[|::|\{\{|\(\(|- \[[^\[]|\n|\r|https?://", line)


@given(HOSTILE)
def test_a_url_is_written_without_markup(text: str) -> None:
    """Whatever a URL holds, it is one link that ends where it ends."""
    url = "https://x.org/" + re.sub(r"\s", "", whole(text))
    line = evidence_line(a_record(links=(Reference("", url, 1, Form.URL, url),), by="ana"))
    back = read(line)
    assert (len(back.links), back.links[0].form, back.by, back.remark) == (1, Form.URL, "ana", "")
    assert not re.search(r"%%|`|\{\{|::|\(\(|\[\[F|\$=", line)
    assert evidence_line(back) == line


def test_the_log_of_a_day_is_the_one_of_its_month() -> None:
    """One log a month, in the folder of generated notes."""
    assert log_path("Gaps", DAY) == "Gaps/Evidence/2026-11.md"
    assert log_path("A/Gaps/", date(999, 1, 2)) == "A/Gaps/Evidence/0999-01.md"
    assert log_path("", DAY) == "Evidence/2026-11.md"


FIRST = evidence_line(a_record(goal="A"))
LATER = evidence_line(a_record(goal="A", attempt=2))
NEXT_DAY = evidence_line(a_record(goal="A", day=Stamp(date(2026, 11, 22))))
TENTH = evidence_line(a_record(goal="A", attempt=10))


def test_a_new_log_says_what_it_is_and_how_to_write_in_it() -> None:
    """A new log is marked as ours, is left alone by the checks, and holds no record but the given ones."""
    text = append(None, [FIRST])
    assert is_generated(text)
    assert text.startswith(
        "---\ntype: evidence-log\ngenerated_by: vaultgoals\nvaultgoals_ignore: true\n---\n"
        "# Evidence 2026-11\n\n"
    )
    assert text.endswith(f".\n\n{FIRST}\n")
    assert [one.goal for one in read_log("", text)[0]] == ["A"]
    assert append("", [FIRST]) == text
    assert append("\ufeff", [FIRST]) == "\ufeff" + text


def test_the_line_shown_as_an_example_can_be_written_by_hand() -> None:
    """The example in a new log is itself a record, once it stands in a list."""
    (shown,) = re.findall(r"`(- .*?)`", append(None, [FIRST]))
    record = read(shown)
    assert (record.goal, record.by, record.remark) == ("Goal", "name", "in your own words")
    assert [one.target for one in record.links] == ["What was seen"]


def test_nothing_to_append_changes_nothing() -> None:
    """Without lines no log is begun, and a log stays as it is, its missing line end too."""
    assert append(None, []) == ""
    assert append("# Log", []) == "# Log"


def test_lines_stand_in_the_order_of_day_and_attempt() -> None:
    """Lines are appended by day and by the number of the attempt, whatever order they come in."""
    text = append(None, [NEXT_DAY, TENTH, LATER, FIRST])
    assert text.endswith(f"\n\n{FIRST}\n{LATER}\n{TENTH}\n{NEXT_DAY}\n")


@pytest.mark.parametrize(
    ("before", "between"),
    [
        (f"{FIRST}\n", ""),
        (FIRST, "\n"),
        (f"{FIRST}\r\n", ""),
        (f"# Log\r\n\r\n{FIRST}", "\r\n"),
        (f"{FIRST}\r", ""),
        ("prose", "\n\n"),
        ("prose\n", "\n"),
        ("- one\n  more of it\n", ""),
        ("# Log\n\n", ""),
    ],
)
def test_a_log_goes_on_with_its_own_line_ends(before: str, between: str) -> None:
    """A missing line end is completed in the file's own way; a list stands apart from prose above it."""
    ending = "\r\n" if "\r\n" in before else "\r" if "\r" in before else "\n"
    assert append(before, [LATER]) == before + between + LATER + ending


def test_a_line_in_code_or_in_a_comment_does_not_count_as_written() -> None:
    """A record that stands only where it does not count is written where it does."""
    for before in (f"```\n{FIRST}\n```\n", f"<!--\n{FIRST}\n-->\n"):
        assert [one.goal for one in read_log("", append(before, [FIRST]))[0]] == ["A"]


TEXTS = st.lists(
    st.sampled_from(
        ["# Log", "prose", "\n", "\r\n", "\r", FIRST, f"  {LATER}", "- x", "---", "\ufeff", "\u2028"]
    )
    | st.text(max_size=5),
    max_size=10,
).map("".join)


@example(f"\ufeff{FIRST}", [FIRST])
@given(TEXTS, st.lists(st.sampled_from([FIRST, LATER, NEXT_DAY, TENTH]), max_size=5))
def test_appending_keeps_every_byte_and_twice_is_once(before: str, lines: list[str]) -> None:
    """What stood there is the beginning of what stands there now; the same lines again change nothing."""
    text = append(before, lines)
    assert text.startswith(before)
    assert append(text, lines) == text
    assert append(before, lines[::-1]) == text


@given(st.lists(st.sampled_from([FIRST, LATER, NEXT_DAY, TENTH]), min_size=1, max_size=5, unique=True))
def test_every_line_appended_is_read(lines: list[str]) -> None:
    """All that was appended is read from the log, and nothing else."""
    records, odd = read_log("", append("# Log", lines))
    assert {evidence_line(one) for one in records} == set(lines)
    assert odd == ()


def git(folder: Path, *arguments: str) -> None:
    """Run git, with the settings of nobody."""
    environment = {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"}
    who = ("-c", "user.name=ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.mark.parametrize("begun", [True, False])
def test_two_branches_that_append_are_merged_line_by_line(tmp_path: Path, *, begun: bool) -> None:
    """After a union merge every record of both branches is there once, also of a log that both have begun."""
    needs("git")
    log = tmp_path / "2026-11.md"
    (tmp_path / ".gitattributes").write_bytes(b"*.md merge=union\n")
    old = evidence_line(a_record(day=Stamp(date(2026, 11, 1)), goal="Old"))
    start = append(None, [old]) if begun else None
    if start is not None:
        log.write_bytes(start.encode())
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "start")
    git(tmp_path, "branch", "phone")
    ours, theirs, both = ([evidence_line(a_record(goal=name, attempt=n)) for n in (1, 2)] for name in "ABC")
    log.write_bytes(append(start, [*ours, *both]).encode())
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "desk")
    git(tmp_path, "checkout", "phone")
    log.write_bytes(append(start, [*theirs, *both]).encode())
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "phone")
    git(tmp_path, "merge", "main", "-m", "merged")
    text = log.read_bytes().decode()
    records, odd = read_log("", text)
    expected = [*([old] if begun else []), *ours, *theirs, *both]
    assert odd == ()
    assert sorted(evidence_line(one) for one in records) == sorted(expected)
    assert is_generated(text)
    assert text.count("# Evidence") == 1
