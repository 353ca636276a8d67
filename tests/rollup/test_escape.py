from __future__ import annotations

import re
from unicodedata import normalize

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from vaultgoals.parse.references import WIKILINK, wiki_target
from vaultgoals.parse.yaml_nodes import compose
from vaultgoals.parse.yaml_values import Mapping, Scalar, resolve
from vaultgoals.rollup.escape import (
    MAX_LENGTH,
    clean,
    comment_value,
    from_comment,
    link,
    md_text,
    yaml_value,
)
from vaultgoals.rollup.link_style import LinkStyle

FRAGMENTS = (
    *(
        "[[",
        "]]",
        "[",
        "]",
        "(",
        ")",
        "((",
        "))",
        "|",
        "\\",
        "\\|",
        "`",
        "```",
        "~~~",
        "~~",
        "==",
        "=",
        "$",
        "$=",
    ),
    *(
        "<%",
        "%>",
        "%",
        "%%",
        "<",
        ">",
        "<!--",
        "-->",
        "<b>",
        "&",
        "&amp;",
        "&#91;",
        "& ",
        "#",
        "#tag",
        " ^id",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "- [ ]",
        "- ",
        "+ ",
        "-",
        "--",
        "---",
        "1. ",
        "2) ",
        "1.",
        "# ",
        "> [!note]",
        "!",
        "![",
    ),
    *(
        "::",
        ":",
        ": ",
        " :",
        "key:: v",
        "://",
        "https://x.org",
        "www.x.org",
        "WWW.",
        "a@b.org",
        "mailto:a@b",
        ":tada:",
    ),
    *(
        "{{date}}",
        "{",
        "}",
        "TODO ",
        "DONE",
        "\n",
        "\r",
        "\t",
        "  ",
        "\u2028",
        "\x85",
        "\x00",
        "\x1b[31m",
        "\x9b",
    ),
    *(
        "\u200b",
        "\u202e",
        "\u200d",
        "\ufeff",
        "\ufffc",
        "\ud800",
        "e\u0301",
        "\u1fef",
        "\u037e",
        "\u0338",
        "🎯",
        "é",
        "'",
    ),
    *('"', "’", "“", ",", ".", ";", "?", "/", "a", "Z", "9", " "),
)
HOSTILE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=12).map("".join)

RAW_TRIGGERS = (
    *(
        "<%",
        "%%",
        "$=",
        "```",
        "::",
        "[[",
        "]]",
        "<!--",
        "-->",
        "- [ ]",
        "[ ]",
        " ^",
        "==",
        "~~",
        "|",
        "://",
        "{{",
        "((",
    ),
    *("`", "<", ">", "\\"),
)
RAW_PATTERNS = (r"(?<!&)#\w", r"(?i)www\.", r"&(?!#\d+;| )", r"[\w.]@")


def _tokens(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def _kinds(found: list[Token]) -> list[str]:
    return [token.type for token in found]


def _inlines(markdown: str) -> list[Token]:
    return [token for token in _tokens(markdown) if token.type == "inline"]


def _shown(inline: Token) -> str:
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


@given(HOSTILE)
@example("\u037e \u1fef")
def test_is_one_visible_line_of_bounded_length(text: str) -> None:
    """Cleaned text holds no line end, no control or invisible character, and no run of blanks."""
    line = clean(text)
    assert not re.search(
        r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffc]", line
    )
    assert not re.search("[\ud800-\udfff]", line)
    assert line == normalize("NFC", " ".join(line.split()))
    assert len(line) <= MAX_LENGTH


@given(HOSTILE)
@example("<\u200b\u0338\u200dé")
def test_cleaned_twice_is_cleaned_once(text: str) -> None:
    """Cleaning what is clean changes nothing."""
    assert clean(clean(text)) == clean(text)


def test_long_text_is_cut_with_an_ellipsis() -> None:
    """A text of 301 characters keeps 299 and says so; one of 300 stays whole."""
    assert clean("x" * 301) == "x" * 299 + "…"
    assert clean("x" * 300) == "x" * 300
    assert md_text("a*bcd", limit=3) == "a&#42;…"


def test_nothing_hangs_at_the_end_of_a_text_that_was_cut() -> None:
    """Neither a blank nor a joiner stands before the ellipsis, and all else does."""
    assert clean("x" * 298 + " yy") == "x" * 298 + "…"
    assert clean("x" * 297 + "é\u200déé") == "x" * 297 + "é…"
    assert clean("x" * 298 + "Xyy") == "x" * 298 + "X…"


def test_what_is_invisible_leaves_nothing_behind() -> None:
    """What stood on both sides of it stands together."""
    assert clean("a\u200bb\x00c") == "abc"


@pytest.mark.parametrize("text", ["می‌خواهم", "👩🏽‍💻 at work", "क्‍ष"])
def test_scripts_and_emoji_keep_their_joiners(text: str) -> None:
    """Joiners between characters beyond ASCII are part of the spelling."""
    assert clean(text) == text


def test_joiner_that_hides_a_template_is_dropped() -> None:
    """Between ASCII characters a joiner only hides something."""
    assert clean("<\u200d%") == "<%"


@given(HOSTILE)
@example("1. x")
@example("[ ] x")
@example("--- | ---")
def test_title_in_a_list_item_reads_back_as_its_text_alone(title: str) -> None:
    """A list item with a hostile title is a list item with that text, and nothing else."""
    expected = _kinds(_tokens("- X\n- after"))
    written = f"- {md_text('X' + title)}\n- after"
    assert _kinds(_tokens(written)) == expected
    assert _shown(_inlines(written)[0]) == clean("X" + title)


@given(HOSTILE.filter(clean))
@example("1. x")
@example("- - x")
@example("# x")
@example("===")
def test_title_that_opens_a_list_item_starts_nothing(title: str) -> None:
    """Also as the very first thing in an item the title is text."""
    written = f"- {md_text(title)}\n- after"
    assert _kinds(_tokens(written)) == _kinds(_tokens("- X\n- after"))
    assert _shown(_inlines(written)[0]) == clean(title)


@given(HOSTILE.filter(clean))
def test_title_in_a_callout_reads_back_as_its_text_alone(title: str) -> None:
    """A hostile title in a callout's list neither leaves the callout nor starts another."""
    written = f"> [!note]- Gaps\n> - {md_text(title)}\n\nafter"
    assert _kinds(_tokens(written)) == _kinds(_tokens("> [!note]- Gaps\n> - X\n\nafter"))
    assert _shown(_inlines(written)[1]) == clean(title)


@given(HOSTILE.filter(clean))
def test_title_in_a_table_cell_stays_in_its_cell(title: str) -> None:
    """A hostile title in a cell leaves the number of cells as it is and reads back as its text."""
    head = "| a | b |\n| --- | --- |\n"
    written = f"{head}| {md_text(title)} | y |"
    assert _kinds(_tokens(written)) == _kinds(_tokens(f"{head}| x | y |"))
    assert _shown(_inlines(written)[2]) == clean(title)


@given(HOSTILE)
def test_raw_source_holds_no_trigger(title: str) -> None:
    """Programs that search the raw source find no template, query, link, tag, field or URL in it."""
    line = f"- {md_text(title)} · "
    assert [trigger for trigger in RAW_TRIGGERS if trigger in line] == []
    assert [pattern for pattern in RAW_PATTERNS if re.search(pattern, line)] == []


@pytest.mark.parametrize(
    "title",
    [
        "Finish thesis, part 2 (draft); really?",
        "It's done - 90% of it at 12:30",
        "Ship R & D/ops: “now” or ‘later’",
        "Über Straße 東京 🎯",
    ],
)
def test_ordinary_titles_stay_readable(title: str) -> None:
    """What can start nothing is written as it is."""
    assert md_text(title) == title


def test_title_starts_no_logseq_task() -> None:
    """In an outline a bullet that starts with TODO would be a task."""
    assert md_text("TODO list") == "&#84;ODO list"
    assert md_text("TODOs") == "TODOs"


def _written_link(
    path: str,
    title: str,
    form: str = "shortest",
    *,
    unique: bool = True,
    source: str = "",
    in_table: bool = False,
) -> str:
    return link(path, title, LinkStyle(form), unique=unique, source=source, in_table=in_table)


def _markdown_link(
    path: str, title: str, form: str = "shortest", *, source: str = "", unique: bool = True
) -> str:
    return link(path, title, LinkStyle(form, markdown=True), unique=unique, source=source)


def test_shortest_is_the_name_where_it_is_unique() -> None:
    """A name that only one note has needs no folder; another one does."""
    assert _written_link("Goals/My Note.md", "My Note") == "[[My Note]]"
    assert _written_link("Goals/My Note.md", "My Note", unique=False) == "[[Goals/My Note|My Note]]"
    assert _written_link("My Note.md", "My Note", unique=False) == "[[My Note]]"
    assert _written_link("A/B/My Note.md", "My Note") == "[[My Note]]"
    assert link("G/file.md", "A title", LinkStyle(), unique=True, source="") == "[[file|A title]]"


def test_a_name_is_shown_as_the_file_has_it() -> None:
    """What a title is cleaned of may be part of a file's name, and then it is no other text to show."""
    assert _written_link("G/two  blanks.md", "two  blanks") == "[[two  blanks]]"


def test_absolute_names_the_folder() -> None:
    """The path from the vault's root, with the name as display text."""
    assert _written_link("A/B/Note.md", "Note", "absolute") == "[[A/B/Note|Note]]"
    assert _written_link("Note.md", "Note", "absolute") == "[[Note]]"


def test_relative_starts_at_the_folder_of_the_note() -> None:
    """Up with `..`, down by name; `./` where a path from the root could be meant."""
    assert _written_link("A/B/Note.md", "Note", "relative", source="A/C") == "[[../B/Note|Note]]"
    assert _written_link("A/B/Note.md", "Note", "relative", source="A/B") == "[[Note]]"
    assert _written_link("A/B/Note.md", "Note", "relative", source="A/B", unique=False) == "[[./Note|Note]]"
    assert _written_link("A/Note.md", "Note", "relative") == "[[A/Note|Note]]"
    assert _written_link("Note.md", "Note", "relative", source="A/B") == "[[../../Note|Note]]"
    assert _written_link("A/B/C.md", "C", "relative", source="A/B/C") == "[[../C|C]]"


def test_title_of_its_own_becomes_the_display_text() -> None:
    """A title that is not the file's name is shown; one that could break the link is left out."""
    assert _written_link("G/file.md", "A title") == "[[file|A title]]"
    assert _written_link("G/file.md", "A title", unique=False) == "[[G/file|A title]]"
    assert _written_link("G/file.md", "A [[title]]") == "[[file]]"
    assert _written_link("G/file.md", "<% x %>", unique=False) == "[[G/file|file]]"
    assert _written_link("G/file.md", "", unique=False) == "[[G/file|file]]"


def test_pipe_in_a_table_is_escaped() -> None:
    """One backslash before the pipe keeps the link in its cell."""
    assert _written_link("G/file.md", "T", in_table=True) == r"[[file\|T]]"


def test_other_files_keep_their_extension() -> None:
    """Only notes are found without it."""
    assert _written_link("G/Board.canvas", "Board.canvas") == "[[Board.canvas]]"


@pytest.mark.parametrize("mark", [*"[]|#^<>%`{}$\\", "::", "\n", "\x1b", "\u202e", "&amp;", "\udcff"])
def test_path_that_would_break_a_link_becomes_text(mark: str) -> None:
    """No link is better than one that goes elsewhere or runs something."""
    path = f"G/a{mark}b.md"
    assert _written_link(path, f"a{mark}b") == md_text(f"a{mark}b")
    assert _written_link(f"G{mark}/a.md", "a", "absolute") == "a"


@given(
    HOSTILE.map(lambda text: text.replace("/", "").replace("\0", "")).filter(bool),
    HOSTILE,
    st.sampled_from(["shortest", "relative", "absolute"]),
    st.booleans(),
    st.booleans(),
)
def test_hostile_names_give_one_link_or_none(
    name: str, title: str, form: str, unique: bool, in_table: bool
) -> None:
    """What is written is one wikilink to the very file, or text that holds no link at all."""
    written = _written_link(f"G/{name}.md", title, form, unique=unique, source="S", in_table=in_table)
    found = WIKILINK.findall(written)
    if not found:
        assert not any(trigger in written for trigger in RAW_TRIGGERS)
        return
    assert written == f"[[{found[0]}]]"
    stem = normalize("NFC", name)
    assert wiki_target(found[0]) in (stem, f"G/{stem}", f"../G/{stem}")


def test_markdown_link_is_percent_encoded() -> None:
    """Spaces and brackets are encoded; letters of any script stay."""
    assert (
        _markdown_link("Góals/My Note (1).md", "My Note (1)") == "[My Note (1)](Góals/My%20Note%20%281%29.md)"
    )
    assert _markdown_link("A/N.md", "N", "relative", source="B") == "[N](../A/N.md)"
    assert _markdown_link("A/N.md", "N", "relative", source="A", unique=False) == "[N](./N.md)"
    assert _markdown_link("A/N#1.md", "N#1") == "N&#35;1"


@given(HOSTILE.map(lambda text: text.replace("/", "").replace("\0", "")).filter(bool), HOSTILE)
def test_hostile_markdown_link_leads_to_its_file(name: str, title: str) -> None:
    """CommonMark reads one link, to the very file, with the title as its text; or text alone."""
    written = _markdown_link(f"G/{name}.md", title)
    children = _inlines(f"x {written} y")[0].children or []
    if not any(child.type == "link_open" for child in children):
        assert written == md_text(clean(title) or normalize("NFC", name))
        return
    inside = [child for child in children if child.type not in ("text", "text_special")]
    assert [child.type for child in inside] == ["link_open", "link_close"]
    label = "".join(child.content for child in children)
    assert label == f"x {clean(title) or clean(name)} y"
    assert from_comment(str(inside[0].attrs["href"])) == f"G/{normalize('NFC', name)}.md"


@given(
    HOSTILE | st.text() | st.sampled_from(["no", "1.0", "0x1F", "12:30", "~", ".inf", "2026-02-30", "1e3"])
)
def test_value_reads_back_as_the_same_text(text: str) -> None:
    """Our reader and PyYAML give back the text, on one line that starts no template."""
    value = yaml_value(text)
    expected = re.sub("[\ud800-\udfff]", "\ufffd", text)
    node = compose(f"key: {value}")
    assert isinstance(node, Mapping)
    ((_, read),) = node.entries
    assert isinstance(read, Scalar)
    assert resolve(read) == expected
    assert str(yaml.safe_load(f"key: {value}")["key"]) == expected
    assert len(value.splitlines()) == 1
    assert "<" not in value


def test_words_and_dates_stand_plain() -> None:
    """What can only be meant one way needs no quotes."""
    values = ["gap-report", "Gap report", "Straße", "2026-11-21"]
    assert [yaml_value(one) for one in values] == values
    assert [yaml_value(one) for one in ("no", "12", "2026-02-30", "[[A]]")] == [
        '"no"',
        '"12"',
        '"2026-02-30"',
        '"[[A]]"',
    ]


@given(HOSTILE | st.text(st.characters()))
@example("\ud800")
@example("-")
@example("a--b")
def test_token_reads_back_and_cannot_end_its_comment(text: str) -> None:
    """The token gives back the text exactly and holds no blank, no `--` and no bracket."""
    token = comment_value(text)
    assert from_comment(token) == text
    assert not re.search(r"--|[<>\s]|%%|\A-|-\Z", token)
    assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in token)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("a-b", "a-b"),
        ("-a", "%2Da"),
        ("a-", "a%2D"),
        ("-", "%2D"),
        ("a--b", "a%2D%2Db"),
        ("a -b", "a%20%2Db"),
        ("a- b", "a%2D%20b"),
    ],
)
def test_a_hyphen_stays_between_two_that_stay(text: str, token: str) -> None:
    """So names stay readable, and nothing in a token can end its comment."""
    assert comment_value(text) == token


def test_what_would_be_hidden_in_a_value_is_written_out() -> None:
    """Templates, invisible characters and halves of characters stand in quotes as numbers, or not at all."""
    values = ["<", "\uffff", "\U000e0001", "\ud800"]
    assert [yaml_value(one) for one in values] == ['"\\u003C"', '"\\uFFFF"', '"\\U000E0001"', '"\ufffd"']


def test_letters_of_any_script_stay() -> None:
    """A name remains readable in the source."""
    assert comment_value("Ziele/Größe-10 東京.md") == "Ziele/Größe-10%20東京.md"


def test_damaged_token_is_read_as_far_as_it_goes() -> None:
    """A token that somebody edited never stops a run."""
    assert from_comment("a%FFb%zz") == "a\ufffdb%zz"
    assert from_comment("a\ud800") == "a\ud800"
