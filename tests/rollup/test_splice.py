from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vaultgoals.parse.fences import BREAK, split
from vaultgoals.rollup.splice import (
    OPT_IN,
    Refusal,
    Region,
    find,
    opts_in,
    place,
    proved,
    put_in,
    render,
    replace,
)

BLOCK = render("gaps", "- one\n- two")
BEGIN, END = BLOCK.split("\n")[0], "<!-- vaultgoals:end gaps -->"

PIECES = (
    *(
        BLOCK,
        BLOCK.replace("\n", "\r\n"),
        render("other", "> x"),
        render("rollup", "old"),
        BEGIN,
        END,
        OPT_IN,
    ),
    *(
        "<!-- vaultgoals:end rollup -->",
        "<!--VaultGoals:BEGIN Gaps-->",
        "<!-- vaultgoals:end gaps",
        f" {BEGIN}",
    ),
    *(
        f"> {END}",
        f"- {BEGIN}",
        f"`{BEGIN}`",
        f"{END} x",
        f" {OPT_IN}",
        f"> {OPT_IN}",
        "```",
        "~~~",
        "````js",
        "  ```",
    ),
    *(
        "> ```",
        "> x",
        ">",
        "- ```",
        "  x",
        "1. ~~~",
        "    ```",
        "`",
        "%%",
        "%% a %%",
        "<!--",
        "-->",
        "<!-- a -->",
        "<pre>",
    ),
    *(
        "</pre>",
        "---",
        "key: value",
        "# Title",
        "text <!-- open",
        "text `<!--` text",
        "=======",
        "<<<<<<< ours",
        "\ufeff",
    ),
    *("", "", "", "Prose that must stay.", "- [ ] task", "\u2028", "é\u0301", "trailing  ", "\tx"),
)
HOSTILE = st.lists(
    st.tuples(
        st.sampled_from(PIECES) | st.text(max_size=6), st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
    ),
    max_size=14,
).map(lambda lines: "".join(text + ending for text, ending in lines))
ANY_NOTE = st.tuples(HOSTILE, st.sampled_from(["", "last line", OPT_IN, END])).map("".join)
CALM = st.lists(st.sampled_from(["Prose.", "", "- item", "> quote", "# T", "a `code` b", "---"]), max_size=6)
CONTENT = st.sampled_from(
    ["", "new", "> [!note] a\n> - b", "| a |\n| --- |\n| b |", "```\ncode\n```", "- x\n\n  y"]
)


def _found(text: str) -> tuple[Region, ...]:
    regions = find(text)
    assert isinstance(regions, tuple), regions
    return regions


def _refused(text: str) -> Refusal:
    refusal = find(text)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def test_rendered_region_has_blank_lines_around_its_content() -> None:
    """Markers stand alone on their lines, set off by blank lines, with a digest of the content."""
    lines = render("gaps", "\n\n- one\r\n- two\n\n").split("\n")
    assert re.fullmatch(r"<!-- vaultgoals:begin gaps sha=[0-9a-f]{12} -->", lines[0])
    assert lines[1:] == ["", "- one", "- two", "", END]
    assert render("gaps", " \n").split("\n")[1:] == ["", END]


@pytest.mark.parametrize("content", [END, BLOCK, "```\nopen", "<!-- open", f"> {BEGIN}", "<<<<<<< ours"])
def test_content_that_would_break_its_region_is_an_error(content: str) -> None:
    """What could not be read back as one region is never rendered."""
    with pytest.raises(ValueError, match="region"):
        render("gaps", content)


@pytest.mark.parametrize("name", ["", "Gaps", "a b", "-->", "é", "a\n"])
def test_name_of_a_region_is_plain(name: str) -> None:
    """A name that could break its marker is refused."""
    with pytest.raises(ValueError, match="name"):
        render(name, "x")


@given(CALM, CONTENT, CALM, st.sampled_from(["\n", "\r\n", "\r"]))
def test_rendered_region_is_found_unedited(
    before: list[str], content: str, after: list[str], ending: str
) -> None:
    """What was rendered is found where it stands, with its content and unedited, under any line end."""
    text = "".join(f"{line}\n" for line in ["text", *before, "", render("gaps", content), *after])
    (region,) = _found(text.replace("\n", ending))
    assert (region.name, region.content, region.edited) == ("gaps", content, False)
    assert region.begin_line == len(before) + 3
    assert text.replace("\n", ending)[region.start : region.end].replace(ending, "\n") == render(
        "gaps", content
    )


@pytest.mark.parametrize("content", ["X", "\u00a0", "X\n \nX", "\x0c\nx\n\u2003", "\ud800"])
def test_content_is_read_back_whole(content: str) -> None:
    """Only blanks and tabs make a blank line; whatever else stands at the edge of a region is kept."""
    (region,) = _found(f"above\n\n{render('gaps', content)}\nbelow\n")

    assert (region.content, region.edited) == (content, False)


def test_text_without_markers_holds_no_region() -> None:
    """A note that does not speak of vaultgoals is not looked into, whatever it holds."""
    assert find("a <!-- b\n```\n<<<<<<< ours\n") == ()


def test_edited_region_is_told() -> None:
    """A changed, emptied or unsigned content counts as edited; blank lines around it do not."""
    assert not _found(BLOCK.replace("- one", "\n\n- one"))[0].edited
    assert _found(BLOCK.replace("one", "won"))[0].edited
    assert _found(f"{BEGIN}\n{END}")[0].edited
    assert _found(re.sub(" sha=[0-9a-f]+", "", BLOCK))[0].edited


def test_markers_are_read_in_any_spacing_and_case() -> None:
    """A marker that a formatter or a person respaced is still the marker."""
    text = BLOCK.replace("<!-- vaultgoals:begin gaps", "<!--  VaultGoals:Begin\tGAPS").replace(
        END, "<!--vaultgoals:END gaps-->  "
    )
    (region,) = _found(text)
    assert (region.name, region.edited) == ("gaps", False)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (f"{BLOCK}\n\n{BLOCK}\n", 8, "region 'gaps' stands here a second time"),
        (f"x\n{BEGIN}\ntext\n", 2, "region 'gaps' has no end"),
        (f"x\n{END}\n", 2, "region 'gaps' ends here without a begin"),
        (f"{END}\n{BEGIN}\n", 1, "region 'gaps' ends here without a begin"),
        (f"{BEGIN}\n{render('other', 'x')}\n{END}\n", 2, "region 'other' begins inside region 'gaps'"),
        (
            f"{BEGIN}\n<!-- vaultgoals:begin other -->\n{END}\n<!-- vaultgoals:end other -->\n",
            2,
            "region 'other' begins inside region 'gaps'",
        ),
        (f"{BEGIN}\n```\n{END}\n```\n", 1, "region 'gaps' has no end"),
        (f"```\n{BEGIN}\n```\n{END}\n", 4, "region 'gaps' ends here without a begin"),
        (f" {BEGIN}\n{END}\n", 1, "a marker is damaged, or not alone on its line"),
        (f"> {BEGIN}\n> {END}\n", 1, "a marker is damaged, or not alone on its line"),
        (f"- {BEGIN}\n{END}\n", 1, "a marker is damaged, or not alone on its line"),
        (f"{BEGIN} text\n{END}\n", 1, "a marker is damaged, or not alone on its line"),
        (f"{BEGIN}\n<!-- vaultgoals:end gaps\n", 2, "a marker is damaged, or not alone on its line"),
        (f"<!-- open\n\n{BLOCK}\n", 3, "a marker stands inside a comment or raw HTML (line 1)"),
        (f"%%\n{BLOCK}\n%%\n", 2, "a marker stands inside a comment or raw HTML (line 1)"),
        (f"<pre>\n\n{BLOCK}\n</pre>\n", 3, "a marker stands inside a comment or raw HTML (line 1)"),
        (f"---\na: |\n{BLOCK}\n---\n", 3, "a marker stands inside the frontmatter (line 1)"),
        (f"> ```\n\n{BLOCK}\n", 3, "what begins on line 1 may not be closed"),
        (f"- ```\ntext\n{BLOCK}\n", 3, "what begins on line 1 may not be closed"),
        (f"{BLOCK}\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", 7, "it holds a merge conflict"),
        (f"{BLOCK}\n\n=======\n", 8, "it holds a merge conflict"),
        (f"{BLOCK}\n\n======= \n", 8, "it holds a merge conflict"),
        (f"=======\n{BLOCK}\n", 1, "it holds a merge conflict"),
        (
            f"{BLOCK}\n<<<<<<< ours\na\n||||||| base\nc\n=======\nb\n>>>>>>> theirs\n",
            7,
            "it holds a merge conflict",
        ),
        (
            f"{BEGIN}\n<!-- vaultgoals:end gaps sha=123456789abc -->\n",
            2,
            "a marker is damaged, or not alone on its line",
        ),
        (
            f"{BEGIN}\n<!-- vaultgoals:end other -->\n{END}\n",
            2,
            "region 'other' ends inside region 'gaps'",
        ),
    ],
)
def test_doubtful_markers_are_refused_with_their_line(text: str, line: int, reason: str) -> None:
    """Anything but one legal pair a name, in plain sight, leaves the note alone and says where."""
    assert _refused(text) == replace(text, "gaps", "new") == Refusal(reason, line)


@pytest.mark.parametrize(
    "shown",
    [
        f"```\n{BLOCK}\n```\n",
        f"~~~~ html\n```\n{BEGIN}\n~~~~\n",
        "> ```\n" + "".join(f"> {line}\n" for line in BLOCK.split("\n")) + "> ```\n",
        "- ```\n" + "".join(f"  {line}\n" for line in BLOCK.split("\n")) + "  ```\n",
        f"Write `{BEGIN}` and `{END}`.\n",
    ],
)
def test_markers_shown_as_code_are_text(shown: str) -> None:
    """A note that explains the markers keeps its explanation, and its region is still found."""
    assert find(shown) == ()
    assert [one.name for one in _found(f"{shown}\n{BLOCK}\n")] == ["gaps"]


def test_underlined_heading_is_no_conflict() -> None:
    """Seven equals signs below a line of text underline it."""
    assert len(_found(f"Roadmap\n=======\n\n{BLOCK}\n")) == 1


@given(ANY_NOTE, CONTENT)
@example(f"\ufeff{BLOCK}", "new")
def test_replace_leaves_every_character_outside_alone(text: str, content: str) -> None:
    """Whatever the note: either it is refused, or only the text between the markers is another."""
    after = replace(text, "gaps", content)
    if isinstance(after, Refusal):
        return
    old = next(one for one in _found(text) if one.name == "gaps")
    new = next(one for one in _found(after) if one.name == "gaps")
    assert after[: new.start] == text[: old.start]
    assert after[new.end :] == text[old.end :]
    assert (new.content, new.edited) == (content, False)
    assert [one for one in _found(after) if one.end <= new.start] == [
        one for one in _found(text) if one.end <= old.start
    ]
    assert replace(after, "gaps", content) == after


@given(
    st.lists(st.sampled_from(["Prose.", "", "> q", "- i", "```\nx\n```"])),
    CONTENT,
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_replace_works_on_ordinary_notes(lines: list[str], content: str, ending: str) -> None:
    """An ordinary note is never refused, and its line end is used inside the region."""
    note = "\n".join([*lines, "", BLOCK, "", *lines]).replace("\n", ending)
    expected = "\n".join([*lines, "", render("gaps", content), "", *lines]).replace("\n", ending)
    assert replace(note, "gaps", content) == expected


@given(ANY_NOTE)
def test_every_marker_taken_is_one_for_a_markdown_parser_too(text: str) -> None:
    """CommonMark agrees that each marker used is HTML of its own: never code, never part of a comment."""
    regions = find(text)
    if isinstance(regions, Refusal):
        return
    parts = split(text)
    body = BREAK.sub("\n", parts.body.removeprefix("\ufeff"))
    starts = {
        token.map[0] + parts.body_line
        for token in MarkdownIt("commonmark", {"maxNesting": 100}).parse(body)
        if token.type == "html_block" and token.level == 0 and token.map
    }
    assert {line for one in regions for line in (one.begin_line, one.end_line)} <= starts


def test_each_region_keeps_its_own_line_end() -> None:
    """Several regions are replaced at once, and each has the line end of its own begin marker."""
    other = render("other", "x").replace("\n", "\r\n")
    text = f"\ufeffa\n{BLOCK}\nb\r\n{other}\r\nc"
    contents = {"gaps": "1\n2", "other": "3\n4"}
    gaps = render("gaps", "1\n2")
    crlf = render("other", "3\n4").replace("\n", "\r\n")

    after = put_in(text, _found(text), contents)

    assert after == f"\ufeffa\n{gaps}\nb\r\n{crlf}\r\nc"
    assert proved(after, _found(text), contents) == after


@pytest.mark.parametrize(
    ("after", "reason", "line"),
    [
        ("no region any more", "the regions would be others", 0),
        (f"{BLOCK}\n{render('other', 'x')}\n", "the regions would be others", 0),
        (BLOCK.replace("one", "won"), "the regions would be others", 0),
        (f"text\n{BEGIN}\n", "region 'gaps' has no end", 2),
    ],
)
def test_what_is_not_read_back_as_it_was_meant_is_not_written(after: str, reason: str, line: int) -> None:
    """A text that lost or won a region, or holds another content, is refused at the last moment."""
    wrong = Refusal(f"it could not be written safely: {reason}", line)

    assert proved(after, _found(BLOCK), {"gaps": "- one"}) == wrong


def test_content_to_blame_is_the_callers_fault() -> None:
    """Where no text could hold the content that is an error, and no word about the note."""
    with pytest.raises(ValueError, match="this cannot stand in a region: region 'gaps' ends here"):
        proved(f"{BEGIN}\n", _found(BLOCK), {"gaps": END})


def test_region_that_is_not_there_is_not_written() -> None:
    """Without its markers a region has no place."""
    assert replace(BLOCK, "other", "x") == Refusal("there is no region 'other'", 0)


@given(ANY_NOTE, CONTENT)
@example(OPT_IN, "x")
@example(f"a\r{OPT_IN}", "x")
@example(f"```\n{OPT_IN}\n```\n{OPT_IN}\ntext", "x")
def test_place_only_adds_below_the_opt_in_line(text: str, content: str) -> None:
    """Whatever the note: nothing, a refusal, or the note with only its region added or replaced."""
    after = place(text, content)
    assert opts_in(text) is (after is not None)
    if not isinstance(after, str):
        return
    new = next(one for one in _found(after) if one.name == "rollup")
    assert (new.content, new.edited) == (content, False)
    old = next((one for one in _found(text) if one.name == "rollup"), None)
    if old is not None:
        assert after[: new.start] + after[new.end :] == text[: old.start] + text[old.end :]
        return
    head, tail = after[: new.start], after[new.end :]
    kept = head.rstrip("\r\n")
    assert re.search(r"<!--[ \t]*vaultgoals:rollup[ \t]*-->[ \t]*\Z", kept, re.IGNORECASE)
    assert text.startswith(kept)
    assert text[len(kept) :].lstrip("\r\n") == tail.lstrip("\r\n")


@given(ANY_NOTE, CONTENT)
@example(OPT_IN, "x")
@example(f"{OPT_IN}\ntext", "x")
def test_place_twice_is_place_once(text: str, content: str) -> None:
    """Writing the same rollup again changes nothing."""
    once = place(text, content)
    if isinstance(once, str):
        assert place(once, content) == once


@given(CALM, CALM, CONTENT, st.sampled_from(["\n", "\r\n", "\r"]))
def test_ordinary_note_gets_its_region(above: list[str], below: list[str], content: str, ending: str) -> None:
    """A note that opts in gets the region directly below that line, in its own line ends."""
    assume(above[:1] != ["---"])
    head = "".join(f"{line}\n" for line in [*above, OPT_IN])
    tail = "".join(f"{line}\n" for line in below)
    gap = "\n" if below and below[0] else ""
    expected = f"{head}\n{render('rollup', content)}\n{gap}{tail}"
    assert place((head + tail).replace("\n", ending), content) == expected.replace("\n", ending)


def test_end_of_a_file_without_a_final_line_end() -> None:
    """The opt-in may be the very last characters of a file; it then stays without a final line end."""
    assert place(f"a\r\n{OPT_IN}", "x") == f"a\r\n{OPT_IN}\r\n\r\n" + render("rollup", "x").replace(
        "\n", "\r\n"
    )
    assert place(OPT_IN, "x") == f"{OPT_IN}\n\n{render('rollup', 'x')}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!-- vaultgoals:rollups -->",
        f" {OPT_IN}",
        f"> {OPT_IN}",
        f"- {OPT_IN}",
        f"{OPT_IN} text",
        f"`{OPT_IN}`",
        f"---\na: |\n{OPT_IN}\n---\n",
        f"```\n{OPT_IN}\n```",
        f"<!-- open\n{OPT_IN}",
        f"%%\n{OPT_IN}\n%%",
        BLOCK,
    ],
)
def test_note_that_does_not_opt_in_is_not_touched(text: str) -> None:
    """Only the exact line, in plain sight, is an opt-in."""
    assert not opts_in(text)
    assert place(text, "x") is None


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (f"{OPT_IN}\n\n{OPT_IN}\n", 3, "`<!-- vaultgoals:rollup -->` stands in this note more than once"),
        (f"{OPT_IN}\n{BEGIN}\n", 2, "region 'gaps' has no end"),
        (f"> ```\n\n{OPT_IN}\n", 3, "what begins on line 1 may not be closed"),
        (f"{OPT_IN}\n<<<<<<< ours\n", 2, "it holds a merge conflict"),
    ],
)
def test_opt_in_that_cannot_be_followed_safely_is_refused(text: str, line: int, reason: str) -> None:
    """The user asked, so they are told why nothing was written, and on which line that is."""
    assert opts_in(text)
    assert place(text, "x") == Refusal(reason, line)


def test_opt_in_inside_a_region_is_part_of_the_region() -> None:
    """What stands inside a region asks for nothing."""
    assert place(render("gaps", OPT_IN), "x") is None


def test_long_runs_of_blank_lines_and_markers_take_no_time() -> None:
    """A huge note is read in one pass."""
    note = f"{OPT_IN}\n" + "\n" * 50_000 + "> - ` <!-- -->\n" * 5_000 + "%" * 20_000 + "\n"
    assert isinstance(place(note, "x"), str)
