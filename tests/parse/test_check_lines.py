from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultgoals.model import (
    Ask,
    Check,
    Comparison,
    Contains,
    Count,
    Duration,
    Exists,
    Fresh,
    Metric,
    Misread,
    Run,
)
from vaultgoals.parse.check_lines import parse_check
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note

DAYS = Duration(7, "d")


def read(text: str) -> Check:
    """Read a line."""
    return parse_check(text, 1)


def misread(text: str) -> Misread:
    """Read a line that is no check."""
    check = read(text)
    assert isinstance(check, Misread), check
    return check


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Are tasks being executed without me?", "Are tasks being executed without me?"),
        ("ask: Are tasks done?", "Are tasks done?"),
        (" ASK : Are: they? ", "Are: they?"),
        ("Budget: is it kept?", "Budget: is it kept?"),
        ("freshness: is it kept?", "freshness: is it kept?"),
        ("  is the count right ", "is the count right"),
        ("https://example.org", "https://example.org"),
    ],
)
def test_a_line_without_a_keyword_is_a_question(text: str, question: str) -> None:
    """What begins with no keyword is asked as it stands, and `ask:` only says so."""
    assert read(text) == Ask(text=text, line=1, question=question)


@pytest.mark.parametrize(
    ("text", "pattern", "within", "by_mtime"),
    [
        ("fresh: Logs/*.md within 2d", "Logs/*.md", Duration(2, "d"), False),
        ("FRESH:Logs/*.md WITHIN 4h BY MTIME", "Logs/*.md", Duration(4, "h"), True),
        ("fresh: My logs/**/*.md within 3mo", "My logs/**/*.md", Duration(3, "mo"), False),
        ("fresh: Goals within reach/*.md within 2 weeks", "Goals within reach/*.md", Duration(2, "w"), False),
        ('fresh: "a  within 3d" within 7', "a  within 3d", DAYS, False),
        ("fresh: x within 7 by mtime", "x", DAYS, True),
        ("fresh: [[Log within 3d]] within 7d by  mtime ", "[[Log within 3d]]", DAYS, True),
        ("fresh:\t'Logs/it\\'s.md'\twithin\t7d", "Logs/it's.md", DAYS, False),
    ],
)
def test_fresh(text: str, pattern: str, within: Duration, *, by_mtime: bool) -> None:
    """A pattern may hold blanks and the word `within`, be quoted, or be a link."""
    assert read(text) == Fresh(text=text, line=1, pattern=pattern, within=within, by_mtime=by_mtime)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("exists: src/dispatch.py", "src/dispatch.py"),
        ("exists: Finance/Budget 2026 ", "Finance/Budget 2026"),
        ("Exists: [[Budget 2026#Plan|it]]", "[[Budget 2026#Plan|it]]"),
        ('exists: "C:\\plans\\a.md"', "C:\\plans\\a.md"),
        ("exists: “Budget 2026.md”", "Budget 2026.md"),
        ("exists: What now?.md", "What now?.md"),
    ],
)
def test_exists(text: str, target: str) -> None:
    """A path may hold blanks; a link keeps its brackets, a quoted name loses its quotes."""
    assert read(text) == Exists(text=text, line=1, target=target)


@pytest.mark.parametrize(
    ("text", "needle", "target"),
    [
        ('contains: "enabled" in Systems/Dispatch.md', "enabled", "Systems/Dispatch.md"),
        ("contains: 'a \"b\" in c' in [[X]]", 'a "b" in c', "[[X]]"),
        (r'contains: "say \"no\" \\ \d" IN "a b.md"', r'say "no" \ \d', "a b.md"),
        ("contains: “état” in X", "état", "X"),
        ("contains: ‘it’ in X", "it", "X"),
        ("contains: „so“ in X", "so", "X"),
        ("contains: «so» in X", "so", "X"),
        ('contains: " " in X', " ", "X"),
    ],
)
def test_contains(text: str, needle: str, target: str) -> None:
    """The text stands in any pair of quotes, a backslash before a quote making it part of the text."""
    assert read(text) == Contains(text=text, line=1, needle=needle, target=target)


@pytest.mark.parametrize(
    "terms",
    [
        "<= 80 in Daily notes within 7d",
        "<= 80 within 7d in Daily notes",
        "in Daily notes within 7d <= 80",
        "in Daily notes <= 80 within 7 days",
        "within 7 in Daily notes <= 80",
        "within 7d <=80 in 'Daily notes'",
        "<=8e1 IN Daily notes WITHIN 1w",
    ],
)
def test_metric_and_count_take_their_terms_in_any_order(terms: str) -> None:
    """Comparison, place and window mean the same wherever they stand."""
    span = Duration(1, "w") if "1w" in terms else DAYS
    metric = read(f"metric: last(weight) {terms}")
    assert metric == Metric(
        text=f"metric: last(weight) {terms}",
        line=1,
        function="last",
        key="weight",
        comparison=Comparison.LE,
        limit=80.0,
        place="Daily notes",
        within=span,
    )
    count = read(f"count: notes {terms}")
    assert count == Count(
        text=f"count: notes {terms}",
        line=1,
        what="notes",
        comparison=Comparison.LE,
        limit=80.0,
        place="Daily notes",
        within=span,
    )


@pytest.mark.parametrize(
    ("sign", "comparison"),
    [
        ("<=", Comparison.LE), (">=", Comparison.GE), ("<", Comparison.LT), (">", Comparison.GT),
        ("=", Comparison.EQ), ("==", Comparison.EQ), ("!=", Comparison.NE),
    ],
)  # fmt: skip
def test_every_comparison(sign: str, comparison: Comparison) -> None:
    """Seven signs, with blanks around them or without."""
    for text in (f"count: notes in W {sign} 3", f"count: notes in W{sign}3"):
        check = read(text)
        assert isinstance(check, Count)
        assert (check.comparison, check.limit, check.place) == (comparison, 3.0, "W")


@pytest.mark.parametrize(
    ("written", "number"),
    [("1e3", 1000.0), (".5", 0.5), ("-2", -2.0), ("+4.", 4.0), ("010", 10.0), ("1.5E-1", 0.15)],
)
def test_numbers_are_decimals_of_yaml(written: str, number: float) -> None:
    """A limit is read as YAML 1.2 core reads a decimal number."""
    check = read(f"metric: max(x) < {written} in Daily")
    assert isinstance(check, Metric)
    assert check.limit == number


@pytest.mark.parametrize("key", ["Body-Weight", "body_weight", " BODY weight ", "bodyweight"])
@pytest.mark.parametrize("function", ["last", "min", "max", "mean", "SUM"])
def test_the_key_of_a_metric_is_folded(function: str, key: str) -> None:
    """Case, blanks, dashes and underscores of a property's name do not count."""
    check = read(f"metric: {function} ({key})>1 in D")
    assert isinstance(check, Metric)
    assert (check.function, check.key) == (function.lower(), "bodyweight")


def test_a_key_may_hold_brackets() -> None:
    """A property called `weight (kg)` can be measured."""
    check = read("metric: last(weight (kg)) < 1 in D")
    assert isinstance(check, Metric)
    assert check.key == "weight(kg)"


@pytest.mark.parametrize(
    ("written", "what"),
    [("notes", "notes"), ("Tasks", "tasks"), ("open  tasks", "open tasks"), ("DONE tasks", "done tasks")],
)
def test_what_is_counted(written: str, what: str) -> None:
    """Notes, and checklist lines of three sorts, can be counted; the place may be a link."""
    text = f"count: {written} in [[A within = B]] = 0"
    check = read(text)
    assert isinstance(check, Count)
    assert (check.what, check.place, check.within) == (what, "[[A within = B]]", None)


def test_run_names_a_command() -> None:
    """A command is given by its name alone."""
    assert read(" Run: backup-timer ") == Run(text=" Run: backup-timer ", line=1, command="backup-timer")


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("ask:", 5, "a question"),
        ("fresh:", 7, "a pattern of files or [[Note]]"),
        ("fresh: within 2d", 8, "a pattern of files or [[Note]]"),
        ("fresh: Logs/*.md", 17, "`within` and a duration such as 7d"),
        ("fresh: Logs/*.md within soon", 25, "a duration such as 7d"),
        ("fresh: Logs/*.md within 0d", 25, "a duration such as 7d"),
        ("fresh: Logs/*.md within 1.5d", 25, "a duration such as 7d"),
        ("fresh: Logs/*.md within", 24, "a duration such as 7d"),
        ("fresh: Logs/*.md within 2d by ctime", 28, "`by mtime` or the end of the line"),
        ("fresh: Logs/*.md within 2d by mtime!", 28, "`by mtime` or the end of the line"),
        ("fresh: [[Log within 2d", 8, "the name of a note between [[ and ]]"),
        ("fresh: 'Log within 2d", 8, "a closing ' to this quote"),
        ("exists: ", 9, "a path or [[Note]]"),
        ("exists: [[ ]]", 9, "the name of a note between [[ and ]]"),
        ("exists: ''", 9, "a path or [[Note]] between the quotes"),
        ("exists: [[A]] and [[B]]", 15, "the end of the line"),
        ("exists: the [[A]]", 9, "a path or [[Note]] and nothing around it"),
        ("exists: [a](a.md)", 9, "a path or [[Note]] and nothing around it"),
        ("exists: Bills/*.pdf", 9, "a path or [[Note]], not a pattern"),
        ("contains: enabled in X", 11, "a text in quotes"),
        ('contains: "" in X', 11, "a text in quotes"),
        ('contains: "a" at X', 15, "`in` and a path or [[Note]]"),
        ('contains: "a" in', 17, "a path or [[Note]]"),
        ('contains: "a\\" in X', 11, 'a closing " to this quote'),
        ("metric: avg(x) < 1 in D", 9, "(did you mean 'mean'?)"),
        ("metric: lasst(x) < 1 in D", 9, "(did you mean 'last'?)"),
        ("metric: weight < 1 in D", 9, "one of last, min, max, mean, sum"),
        ("metric: last weight < 1 in D", 14, "the name of a property in brackets"),
        ("metric: last(-_ ) < 1 in D", 13, "the name of a property in brackets"),
        ("metric: last(x) < 1_000 in D", 19, "(1000 instead of 1_000)"),
        ("metric: last(x) < 79,5 in D", 19, "(79.5 instead of 79,5)"),
        ("metric: last(x) < 1e999 in D", 19, "too large"),
        ("metric: last(x) < .inf in D", 19, "a number such as 80"),
        ("metric: last(x) < 80kg in D", 19, "a number such as 80"),
        ("metric: last(x) < ٣ in D", 19, "a number such as 80"),
        ("metric: last(x) =< 1 in D", 17, "one of <= >= < > = == !="),
        ("metric: last(x) ≤ 1 in D", 17, "one of <= >= < > = == !="),
        ("metric: last(x) < 1", 20, "`in` and a place such as Daily"),
        ("metric: last(x) in D", 21, "a comparison such as >= 3"),
        ("metric: last(x)", 16, "a comparison such as >= 3 and `in` and a place such as Daily"),
        ("metric: last(x) < 1 in D within soon", 33, "a duration such as 7d"),
        ("metric: last(x) < 1 in within 7d", 24, "a folder, a pattern or [[Note]]"),
        ("count: words in D > 1", 8, "one of notes, tasks, open tasks, done tasks"),
        ("count: notes in D > 1 > 2", 23, "`within` and a duration, or the end of the line"),
        ("count: notes in D > 1 within 7d within 7d", 33, "the end of the line"),
        ("run:", 5, "the name of a command"),
        ("run: rm -rf /", 9, "only the name of a command that vaultgoals.toml defines"),
    ],
)
def test_a_line_that_goes_astray_says_where_and_what_was_expected(text: str, column: int, said: str) -> None:
    """A keyword that does not go on as its check is neither a question nor a guess."""
    check = misread(text)
    assert check.column == column
    assert check.message.startswith("expected ")
    assert said in check.message
    assert (check.text, check.line) == (text, 1)


@pytest.mark.parametrize("keyword", ["ask", "fresh", "exists", "contains", "metric", "count", "run"])
def test_the_form_that_a_message_shows_is_itself_a_check(keyword: str) -> None:
    """Whoever copies the form out of a message gets a line that is read."""
    form = misread(f"{keyword}:").message.partition(", as in `")[2].rstrip("`")
    assert form.startswith(f"{keyword}: ")
    assert not isinstance(read(form), Misread)


def _lawful(text: str) -> None:
    check = parse_check(text, 12)
    assert (check.text, check.line) == (text, 12)
    if isinstance(check, Misread):
        assert 1 <= check.column <= len(text) + 1


@given(st.text())
@example("")
@example(":")
@example("ſresh: x within 2d")
@example("ASK:")
def test_any_text_is_read(text: str) -> None:
    """No text raises, every check keeps its line, and every column lies in the line or just behind it."""
    _lawful(text)


_WORDS = "ask fresh exists contains metric count run within in by mtime last mean notes tasks"
_SIGNS = "7d 7 0 1e9 1e999 1_0 <= = ! ≤ ( ) (x) [[ ]] [ ]( # | \" ' “ ” „ « \\ * : İ"
_FRAGMENTS = st.sampled_from(
    [*_WORDS.split(), *_SIGNS.split(), " ", "\t", "\u00a0", "a b", "\n", "\x00", "\ud800"]
)


@given(
    st.sampled_from(["fresh:", "exists:", "contains:", "metric:last(x)", "count:notes", "run:", ""]),
    st.lists(_FRAGMENTS),
)
def test_any_heap_of_fragments_is_read(start: str, fragments: list[str]) -> None:
    """Neither do the words of the grammar in any disorder."""
    _lawful(start + " ".join(fragments))
    _lawful(start + "".join(fragments))


_NAME = st.from_regex(r"[A-Za-zé][A-Za-z0-9é./*-]{0,8}( [A-Za-z0-9é./*-]{1,8}){0,2}", fullmatch=True).filter(
    lambda name: "within" not in name.lower().split()
)
_SPAN = st.builds(Duration, st.integers(1, 999), st.sampled_from(["m", "h", "d", "w", "mo", "y"]))


@given(_NAME, _SPAN, st.booleans())
def test_what_is_written_for_fresh_is_what_is_read(name: str, span: Duration, by_mtime: bool) -> None:
    """A pattern in plain words or in quotes, and its window, come out as they went in."""
    for written in (name, f'"{name}"', f"'{name}'"):
        text = f"fresh: {written} within {span}{' by mtime' if by_mtime else ''}"
        assert read(text) == Fresh(text=text, line=1, pattern=name, within=span, by_mtime=by_mtime)


@given(st.text(min_size=1), st.sampled_from("\"'“‘«"))
def test_every_text_can_be_looked_for(needle: str, quote: str) -> None:
    """With backslashes before quotes and backslashes, any text can stand between the quotes."""
    closing = {"“": "”", "‘": "’", "«": "»"}.get(quote, quote)
    written = needle
    for special in ["\\", *sorted({quote, closing})]:
        written = written.replace(special, "\\" + special)
    check = read(f"contains: {quote}{written}{closing} in X")
    assert isinstance(check, Contains)
    assert check.needle == needle


@pytest.mark.parametrize(
    "text",
    [
        "exists: '" + "\\'" * 50_000,
        'contains: "' + "\\a" * 50_000,
        "metric: last(" + "(" * 100_000,
        "metric: last(" + "(a" * 50_000,
        "fresh: " + " " * 100_000 + "within",
        "count: notes in" + " within" * 30_000,
        "count: notes in" + " =" * 30_000,
    ],
)
def test_a_long_line_is_read_at_once(text: str) -> None:
    """The time to read a line grows with its length alone, whatever stands in it."""
    assert isinstance(read(text), Misread)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("metrc: last(weight) <= 80 in Daily", "metric"),
        ("exist: src/a.py", "exists"),
        ("fresch: Logs/* within 2d", "fresh"),
    ],
)
def test_a_misspelt_keyword_is_told_and_not_taken_for_a_question(line: str, meant: str) -> None:
    """One word before a colon that is almost a keyword is a slip; what was meant is said."""
    check = parse_check(line, 3)

    assert isinstance(check, Misread)
    assert f"did you mean {meant!r}" in check.message
    assert check.column == 1


@pytest.mark.parametrize(
    "line", ["Task: is it out of my head", "Metrics: are they good?", "Content: still true", "Rerun: yes"]
)
def test_a_question_may_hold_a_colon(line: str) -> None:
    """A line whose first word is no slip of a keyword, or that asks, is a question."""
    assert isinstance(parse_check(line, 3), Ask)


@pytest.mark.parametrize("word", ["true", "false", "manual", "Pending.", "TBD", "n/a", "verified"])
def test_a_word_for_a_state_is_no_question(word: str) -> None:
    """What stands under `verification` of how far or how it is done, nobody could answer."""
    assert read_note("A.md", f"---\nverification: {word}\n---\n", Dialect()).checks == ()


def test_a_question_may_be_one_word() -> None:
    """Any other line that is no check is a question still."""
    (check,) = read_note("A.md", "---\nverify: Warm\n---\n", Dialect()).checks

    assert isinstance(check, Ask)
