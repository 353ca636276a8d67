from __future__ import annotations

import re
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from vaultgoals.parse.yaml_nodes import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_NODES,
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlFault,
    compose,
    key_text,
    resolve,
)

both_parsers = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])


def values(node: Node | None) -> Any:  # noqa: ANN401 - a tree of plain values
    """Return a node as plain values: dictionaries, lists, and scalars by the core schema."""
    match node:
        case None:
            return None
        case Scalar():
            return resolve(node)
        case Sequence():
            return [values(item) for item in node.items]
        case Mapping():
            return {key_text(key): values(value) for key, value in node.entries}


def texts(node: Node | None) -> Any:  # noqa: ANN401 - a tree of text
    """Return a node as dictionaries, lists and the text of its scalars."""
    match node:
        case None:
            return None
        case Scalar():
            return node.text
        case Sequence():
            return [texts(item) for item in node.items]
        case Mapping():
            return {key.text: texts(value) for key, value in node.entries}


def fault_of(text: str, *, pure: bool = False, first_line: int = 1) -> YamlFault:
    """Return the fault that reading ``text`` raises."""
    with pytest.raises(YamlFault) as caught:
        compose(text, pure=pure, first_line=first_line)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, None) for text in ("", "~", "null", "Null", "NULL")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        *((text, text) for text in ("no", "No", "yes", "on", "off", "y", "nULL", "tRUE")),
        ("0", 0),
        ("-0", 0),
        ("+5", 5),
        ("010", 10),
        ("0755", 755),
        ("0o17", 15),
        ("0x1F", 31),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
        ("+.Inf", float("inf")),
        *((text, text) for text in ("-0x1F", "0o8", "0b1", "0xg", "1e", "e3", ".", "+", "-", "..5", ".e1")),
        *((text, text) for text in ("1_000", "12:30", "1:59:59", "2026-01-02", "2026-13-45", "1.2.3")),
        *((text, text) for text in ("٣", "１２", "1\n", "inf", "nan", "-.nan")),
        ("9" * 256, int("9" * 256)),
        ("9" * 257, "9" * 257),
        ("9" * 5000, "9" * 5000),
        ("0x" + "f" * 5000, "0x" + "f" * 5000),
    ],
)
def test_plain_scalars_mean_what_the_core_schema_says(text: str, value: object) -> None:
    """A plain scalar is null, a truth value or a number only in the spellings of YAML 1.2's core schema."""
    resolved = resolve(Scalar(text, 1, 1, plain=True))
    assert (type(resolved), resolved) == (type(value), value)


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_not_a_number_is_read(text: str) -> None:
    """The three spellings of "not a number" are a float that does not equal itself."""
    resolved = resolve(Scalar(text, 1, 1, plain=True))
    assert isinstance(resolved, float)
    assert resolved != resolved  # noqa: PLR0124


@given(st.sampled_from(["", "~", "true", "12", "1e3", ".inf", "0x1F"]))
def test_quoted_scalars_are_text(text: str) -> None:
    """Whatever stands in quotes is text."""
    assert resolve(Scalar(text, 1, 1, plain=False)) == text


@given(st.text(alphabet="+-.0123456789eExXoOabcfinN_:~", max_size=12))
def test_numbers_can_be_compared(text: str) -> None:
    """Every number that is read fits a float, so that it can be compared with a threshold."""
    resolved = resolve(Scalar(text, 1, 1, plain=True))
    if isinstance(resolved, int | float):
        float(resolved)


@both_parsers
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("\n# only a comment\n", None),
        ("status: done", {"status": "done"}),
        ("a: b # comment\n", {"a": "b"}),
        ("a:\n", {"a": None}),
        ("2024: x\n", {"2024": "x"}),
        ("on: push\n", {"on": "push"}),
        ("~: x\n", {"": "x"}),
        ('"null": x\n', {"null": "x"}),
        ("\"a b\": 'it''s'\n", {"a b": "it's"}),
        ("? a\n: b\n", {"a": "b"}),
        ("a: one\n  two\n\n  three\n", {"a": "one two\nthree"}),
        ("a: |\n  one\n   two\nb: >-\n  one\n  two\n", {"a": "one\n two\n", "b": "one two"}),
        ("a:\n- 1\n- - 2\n  -\n", {"a": [1, [2, None]]}),
        ("a: [1, '1', {b: c}]\n", {"a": [1, "1", {"b": "c"}]}),
        ('{"a": 1,\n  "b": [true, null]}\n', {"a": 1, "b": [True, None]}),
        ("up: [[Goal A]]\n", {"up": [["Goal A"]]}),
        ("time: 12:30\nzip: 01234\n", {"time": "12:30", "zip": 1234}),
        ("a: &x 1\nb: *x\n", {"a": 1, "b": 1}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", {"a": {"b": 1}, "c": {"<<": {"b": 1}}}),
        ("a: !!str 1\nb: !!int '2'\nc: ! 3\n", {"a": "1", "b": 2, "c": "3"}),
        ("a: !!seq [1]\nb: !!map {c: !!null ''}\n", {"a": [1], "b": {"c": None}}),
        ("a: 1\n...\n", {"a": 1}),
    ],
)
def test_yaml_is_read_by_its_structure(text: str, value: object, pure: bool) -> None:
    """Keys are text, merges are ordinary keys, and aliases and core tags mean what they say."""
    assert values(compose(text, pure=pure)) == value


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML's own scanner takes no tab for a separation")
def test_tabs_may_separate_a_key_from_its_value() -> None:
    """A tab after the colon or after the value is white space."""
    assert values(compose("a:\tb\t\nc:\t \t\n")) == {"a": "b", "c": None}


@both_parsers
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:\n  -\tb\n  -\t'c: d' # e\n", {"a": ["b", "c: d"]}),
        ("a:\n - \t- b\n", None),
        ("- -\tb\n-\t[c, d]\n", [["b"], ["c", "d"]]),
        ("-\t\n-\t# c\n- b\n", [None, None, "b"]),
        ("-\t|\n  b\n", ["b\n"]),
        ("a: b\n\t\nc: d\n", {"a": "b", "c": "d"}),
        ("a: b\n\t# c\nd: e\n", {"a": "b", "d": "e"}),
        ("\t# c\r\n \t\r\na: b\r\n", {"a": "b"}),
        ("a:\n\t\n  b: c\n", {"a": {"b": "c"}}),
        ("é: {{x}}\n\t\nb: c\n", {"é": "{{x}}", "b": "c"}),
        ("a:\n-\tb: c\n", None),
        ("a:\n-\t- b\n", None),
        ("a:\n\t- b\n", None),
        ("\ta: b\n", None),
        ("-\t&x b\n", None),
    ],
)
def test_tabs_separate_and_never_indent(text: str, value: object, pure: bool) -> None:
    """A tab behind a dash, in an empty line or before a comment is a blank; one that indents is a fault.

    These are YAML 1.2's tabs, so Obsidian reads such a note; PyYAML and libyaml refuse it.
    """
    if value is None:
        assert "tab" in fault_of(text, pure=pure).message
    else:
        assert values(compose(text, pure=pure)) == value


def test_tabs_without_end_are_refused_in_time() -> None:
    """Thousands of such tabs are a fault, told in a second."""
    started = process_time()

    assert fault_of("-\ta\n" * 15_000).name == "yaml-syntax"
    assert process_time() - started < 5


@both_parsers
def test_places_are_lines_of_the_file_and_columns_from_one(pure: bool) -> None:
    """Every node knows the line of the file and the column, in characters, at which it starts."""
    text = "é: 'ü'\r\nlist:\r  - 😀 b\n  -\nmap: {k: v}\n"
    assert compose(text, first_line=7, pure=pure) == Mapping(
        (
            (Scalar("é", 7, 1, plain=True), Scalar("ü", 7, 4, plain=False)),
            (
                Scalar("list", 8, 1, plain=True),
                Sequence((Scalar("😀 b", 9, 5, plain=True), Scalar("", 10, 4, plain=True)), 9, 3),
            ),
            (
                Scalar("map", 11, 1, plain=True),
                Mapping(((Scalar("k", 11, 7, plain=True), Scalar("v", 11, 10, plain=True)),), 11, 6),
            ),
        ),
        7,
        1,
    )


@both_parsers
@pytest.mark.parametrize("text", ["a: b", "a: b\n? c", "- |\n  x", "--- "])
def test_the_final_line_break_makes_no_difference(text: str, pure: bool) -> None:
    """A text whose last line is not ended is read, with every place, like one whose last line is."""
    assert compose(text, pure=pure) == compose(f"{text}\n", pure=pure)


@both_parsers
@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029", "\ufeff"])
def test_other_line_separators_are_ordinary_characters(character: str, pure: bool) -> None:
    """U+0085, U+2028, U+2029 and a byte order mark end no line and stay in the value."""
    text = f"a: x{character}y\nb: '{character}'\nc: |\n  {character}\nd: 1\n"
    node = compose(text, pure=pure)
    assert texts(node) == {"a": f"x{character}y", "b": character, "c": f"{character}\n", "d": "1"}
    assert isinstance(node, Mapping)
    assert [key.line for key, _ in node.entries] == [1, 2, 3, 5]


@both_parsers
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {{date}}\n", {"a": "{{date}}"}),
        ("a: {{date:YYYY-MM-DD}}T{{time}}\n", {"a": "{{date:YYYY-MM-DD}}T{{time}}"}),
        ("a: {{ title | upper }} notes\n", {"a": "{{ title | upper }} notes"}),
        ("a: {{date: YYYY #x, [y]}}\n", {"a": "{{date: YYYY #x, [y]}}"}),
        ("a: {{{raw}}}\n", {"a": "{{{raw}}}"}),
        ("{{title}}: x\n", {"{{title}}": "x"}),
        ("- {{a}}\n- [{{b, c}}, d]\n", ["{{a}}", ["{{b, c}}", "d"]]),
        ("a: Notes on {{title}}\n", {"a": "Notes on {{title}}"}),
        ("a: \"{{x}}\\n\"\nb: '{{y}}'\n", {"a": "{{x}}\n", "b": "{{y}}"}),
        ("a: |\n  {{x}}\n    y\n", {"a": "{{x}}\n  y\n"}),
        ("a: {b: {c: d}}\n", {"a": {"b": {"c": "d"}}}),
        ("a: {b: {{c}}}\n", {"a": {"b": "{{c}}"}}),
        ("a: {{é😀\u2028}}\n", {"a": "{{é😀\u2028}}"}),
        ("a: {{x}} \U000d0000\n", {"a": "{{x}} \U000d0000"}),
        ('a: {{x}}\nb: "\\U000D0041"\n', {"a": "{{x}}", "b": "\U000d0041"}),
    ],
)
def test_placeholders_are_text(text: str, value: object, pure: bool) -> None:
    """A placeholder on one line is text wherever it stands, and nothing around it changes."""
    assert texts(compose(text, pure=pure)) == value


@both_parsers
def test_a_character_that_cannot_be_hidden_is_refused(pure: bool) -> None:
    """Where a note uses every unassigned plane, U+2028 is a fault at its place rather than a false line."""
    every_plane = "".join(chr(plane << 16) for plane in range(4, 14))
    fault = fault_of(f"a: {every_plane}\nb: x\u2028\n", pure=pure)
    assert (fault.name, fault.line, fault.column) == ("control-character", 2, 5)
    assert texts(compose(f"a: {every_plane} {{{{x}}}}\n", pure=pure)) == {"a": every_plane + " {{x}}"}


FAULTS = [
    ("a: 1\nb: @me\n", "yaml-syntax", 2, 4, '`b: "@me"`'),
    ("a: 1\n- b\n", "yaml-syntax", 2, 1, "Align"),
    ("a:\n- @me\n", "yaml-syntax", 2, 3, '`"@me"`'),
    ("a: %%x%%\n", "yaml-syntax", 1, 4, '`a: "%%x%%"`'),
    ("a: `x`\n", "yaml-syntax", 1, 4, '`a: "`x`"`'),
    ("%x: 1\n", "yaml-syntax", 1, 3, "Put the key in quotes."),
    ("a: b: c\n", "yaml-syntax", 1, 5, '`a: "b: c"`'),
    ('a: say "x": c\n', "yaml-syntax", 1, 11, "`a: 'say \"x\": c'`"),
    ("a: \"x\" 'y': c\n", "yaml-syntax", 1, 8, "Put the whole value in quotes."),
    ('a: it\'s "x": c\n', "yaml-syntax", 1, 12, "double the quotes"),
    (f"a: {'x' * 80}: c\n", "yaml-syntax", 1, 84, "Put the value in quotes."),
    ("a: b\n  c: d\n", "yaml-syntax", 2, 4, "Align it with the keys above"),
    ("a:\n\t- b\n", "yaml-syntax", 2, 1, "Indent with spaces"),
    ("\ta: b\n", "yaml-syntax", 1, 1, "Indent with spaces"),
    ("a: 1\nup: [[A]], [[B]]\n", "yaml-syntax", 2, 10, '`up: ["[[A]]", "[[B]]"]`'),
    ("a: [P] Add x\n", "yaml-syntax", 1, 8, "Put the whole value in quotes."),
    ('a: "x" y\n', "yaml-syntax", 1, 8, "Put the whole value in quotes."),
    ("a: 1\nb: 'x\nc: 2\n", "yaml-syntax", 2, 4, "Close it with `'`."),
    ("a: [x, y\nb: c\n", "yaml-syntax", 1, 4, "Close it with `]`."),
    ("a: {x: y\nb: c\n", "yaml-syntax", 1, 4, "Close it with `}`."),
    ("a: [#x, #y]\n", "yaml-syntax", 1, 1, "Put each tag in quotes"),
    ('a: "C:\\Users"\n', "yaml-syntax", 1, 9, "single quotes"),
    ("a: - b\n", "yaml-syntax", 1, 4, "on the next line"),
    ("a: *b*\n", "yaml-syntax", 1, 6, '`a: "*b*"`'),
    ("a: > text\n", "yaml-syntax", 1, 6, '`a: "> text"`'),
    ("a: | text\n", "yaml-syntax", 1, 6, '`a: "| text"`'),
    ("a: !x!y z\n", "yaml-syntax", 1, 4, '`a: "!x!y z"`'),
    ("a: x\nonly prose\nb: c\n", "yaml-syntax", 2, 1, "Write `key: value`"),
    ("a:\n  - x\n - y\n", "yaml-syntax", 3, 2, "Align"),
    ("{a: 1} x\n", "yaml-syntax", 1, 8, "Align"),
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "Keep one"),
    ("x:\n  a: 1\n  'a': 2\n", "duplicate-key", 3, 3, "Keep one"),
    ("~: 1\nnull: 2\n", "duplicate-key", 2, 1, "Keep one"),
    ("&k a: 1\n*k : 2\n", "duplicate-key", 2, 1, "Keep one"),
    ("a: !!python/object/apply:os.system [x]\n", "yaml-tag", 1, 4, "quotes"),
    ("a: !important\n", "yaml-tag", 1, 4, "quotes"),
    ("a: !!seq x\n", "yaml-tag", 1, 4, "quotes"),
    ("a: !!str [x]\n", "yaml-tag", 1, 4, "quotes"),
    ("a: !!timestamp 2026-01-01\n", "yaml-tag", 1, 4, "quotes"),
    ("a: 1\nb: *c\n", "yaml-alias", 2, 4, '`"*c"`'),
    ("a: &a [*a]\n", "yaml-alias", 1, 8, '`"*a"`'),
    ("a: &a {b: [*a]}\n", "yaml-alias", 1, 12, '`"*a"`'),
    ("[a]: b\n", "yaml-complex-key", 1, 1, "quotes"),
    ("? {a: b}\n: c\n", "yaml-complex-key", 1, 3, "quotes"),
    ("a: {{'x'}}\n", "yaml-complex-key", 1, 5, "quotes"),
    ("a: 1\n--- b\n", "yaml-second-document", 2, 1, "dashes"),
    ("a: 1\nb: x\0\n", "control-character", 2, 5, "Delete"),
    *((f"a: {one}\n", "control-character", 1, 4, "Delete") for one in "\x01\x1b\x7f\x80\x84\x86\x9f"),
    ("a: 1\r\n\rb: \ud800\n", "control-character", 3, 4, "Delete"),
    ("a: \ufffe\n", "control-character", 1, 4, "Delete"),
    ("a: " + "x" * MAX_CHARACTERS, "frontmatter-too-large", 1, 1, "body"),
    ("- " * MAX_DEPTH + "- x\n", "yaml-too-deep", 1, 2 * MAX_DEPTH + 1, "flatter"),
    ("- []\n" * MAX_NODES, "yaml-too-many-nodes", MAX_NODES, 3, "file of its own"),
    ("- 1\n" * MAX_NODES, "yaml-too-many-nodes", MAX_NODES, 3, "file of its own"),
]


@both_parsers
@pytest.mark.parametrize(
    ("text", "name", "line", "column", "fix"), FAULTS, ids=[repr(case[0][:24]) for case in FAULTS]
)
def test_faults_have_a_name_a_place_and_a_fix(
    text: str, name: str, line: int, column: int, fix: str, pure: bool
) -> None:
    """What cannot be read is told by a stable name, at its line and column, with what to do about it."""
    fault = fault_of(text, pure=pure)
    assert (fault.name, fault.line, fault.column) == (name, line, column)
    assert fix in fault.fix
    assert fault.fix.endswith(".")
    assert fault.message
    assert not fault.message.endswith(".")
    moved = fault_of(text, pure=pure, first_line=11)
    assert (moved.line, moved.column) == (line + 10, column)


@both_parsers
def test_both_lines_of_a_duplicate_key_are_named(pure: bool) -> None:
    """The message about a key that stands twice names both lines of the file."""
    fault = fault_of("a: 1\nb: 2\n\na: 3\n", pure=pure, first_line=2)
    assert "line 2" in fault.message
    assert "line 5" in fault.message


@both_parsers
def test_messages_are_fit_to_be_printed(pure: bool) -> None:
    """A message repeats neither control characters that escapes stand for nor long text."""
    twice = fault_of('"\\e[31m": 1\n"\\e[31m": 2\n', pure=pure)
    long_key = "k" * 900
    long_one = fault_of(f"{long_key}: 1\n{long_key}: 2\n", pure=pure)
    assert twice.message.isprintable()
    assert len(long_one.message) < 150


@both_parsers
def test_escapes_of_half_characters_are_refused(pure: bool) -> None:
    """An escape that stands for one half of a surrogate pair is a fault with either parser."""
    assert fault_of('a: "\\ud83d"\n', pure=pure).name == "yaml-syntax"


@both_parsers
def test_an_escape_beyond_unicode_is_a_fault(pure: bool) -> None:
    """What makes PyYAML raise errors that are not its own is a fault like any other."""
    fault = fault_of('a: "\\U00110000"\n', pure=pure, first_line=2)
    assert (fault.name, fault.line) == ("yaml-syntax", 2)
    assert fault.fix


@both_parsers
def test_the_deepest_and_the_largest_are_still_read(pure: bool) -> None:
    """Text, depth and number of nodes may reach their limits, but not pass them."""
    deepest = compose("- " * MAX_DEPTH + "x\n", pure=pure)
    assert isinstance(deepest, Sequence)
    largest = compose("- 1\n" * (MAX_NODES - 1), pure=pure)
    assert isinstance(largest, Sequence)
    assert len(largest.items) == MAX_NODES - 1
    longest = compose("x" * MAX_CHARACTERS, pure=pure)
    assert isinstance(longest, Scalar)


@both_parsers
def test_an_alias_counts_as_what_it_stands_for(pure: bool) -> None:
    """Aliases are read as long as the tree, written out, stays within the limits."""
    # The mapping, its keys and the list are 4 nodes; the list has 99 items, and each alias repeats 100.
    start = f"a: &a [{', '.join('x' * 99)}]\nb:\n"
    fits = (MAX_NODES - 104) // 100
    node = compose(start + "- *a\n" * fits, pure=pure)
    assert texts(node) == {"a": ["x"] * 99, "b": [["x"] * 99] * fits}
    assert fault_of(start + "- *a\n" * (fits + 1), pure=pure).name == "yaml-alias"


@both_parsers
def test_aliases_cannot_nest_deeper_than_written_values(pure: bool) -> None:
    """An alias is as deep as what it stands for."""
    half = MAX_DEPTH // 2
    inner = "a: &a " + "[" * half + "]" * half + "\n"
    fits, too_deep = MAX_DEPTH - half - 1, MAX_DEPTH - half
    compose(inner + "b: " + "[" * fits + "*a" + "]" * fits + "\n", pure=pure)
    assert fault_of(inner + "b: " + "[" * too_deep + "*a" + "]" * too_deep, pure=pure).name == "yaml-alias"
    through = f"{inner}b: &b {'[' * fits}*a{']' * fits}\nc: [*b]\n"
    assert fault_of(through, pure=pure).name == "yaml-alias"


def _alias_bomb(levels: int) -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for this, before in zip("bcdefghijkl"[:levels], "abcdefghijk", strict=False):
        lines.append(f"{this}: &{this} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(lines) + "\n"


def _merge_bomb(levels: int) -> str:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n + 1}: &a{n + 1}\n  <<: [*a{n}, *a{n}]\n  k{n}: x" for n in range(levels)]
    return "\n".join(lines) + "\n"


@both_parsers
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- " * 25_000, "yaml-too-deep"),
        ("[" * 25_000, "yaml-too-deep"),
        ("{a: " * 15_000, "yaml-too-deep"),
        ("? " * 25_000, "yaml-too-deep"),
        ("[" * 25_000 + "]" * 25_000, "yaml-too-deep"),
        (_alias_bomb(9), "yaml-alias"),
        (_merge_bomb(25), "yaml-alias"),
        ("a: [" + "," * 60_000, "yaml-syntax"),
        ("a: " + "'" * 60_001, "yaml-syntax"),
        ("a: b " * 13_000, "yaml-syntax"),
        ("{{" * 32_000, "yaml-too-deep"),
        ("[[" * 10_000 + "{{x}}" * 5_000, "yaml-too-deep"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_attacks_are_refused_at_once(text: str, name: str, pure: bool) -> None:
    """Depth (libyaml's own composer dies of 25,000 levels), alias and merge bombs cost less than a second."""
    started = process_time()
    fault = fault_of(text, pure=pure)
    assert process_time() - started < 1
    assert fault.name == name


FRAGMENTS = [
    *(
        "---",
        "--- ",
        "...\n",
        "\n",
        "\r\n",
        "\r",
        "\n  ",
        "\n- ",
        " ",
        "  ",
        "\t",
        "\ufeff",
        "\u2028",
        "\x85",
    ),
    *("key: ", "key", ": ", ":", "b: 1", "- ", "-", "? ", "a", "null", "~", "1_0", "é", "😀", "\U000d0000"),
    *("[", "]", "[[", "]]", "{", "}", "{{", "}}", "{{date}}", "{{a: #b}}", ",", "'", '"', "\\", "\\u2028"),
    *(
        "&a ",
        "*a",
        "<<: ",
        "!!str ",
        "!x ",
        "!",
        "#",
        "# ",
        " #tag",
        "|",
        "|-\n  ",
        ">",
        ">\n ",
        "%",
        "@",
        "`",
    ),
    *("\\ud800", "\0", "\ud800"),
]
HOSTILE = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


def _read(text: str, *, pure: bool) -> Node | YamlFault | None:
    try:
        return compose(text, first_line=3, pure=pure)
    except YamlFault as fault:
        return fault


@given(ANY_TEXT | HOSTILE)
@example("\ud800")
def test_whatever_is_read_only_faults_are_raised(text: str) -> None:
    """Any text at all gives nodes or a fault, with either parser, and a place within the text."""
    last = 3 + len(re.findall(r"\r\n|\n|\r", text))
    for pure in (False, True):
        found = _read(text, pure=pure)
        if isinstance(found, YamlFault):
            assert 3 <= found.line <= last
            assert found.column >= 1
            assert found.message


def _written(node: Node | YamlFault | None) -> str:
    """Return a node in full, but for the place where nothing stands."""
    return re.sub(r"Scalar\(text='', line=\d+, column=\d+, plain=True\)", "nothing", repr(node))


@given(HOSTILE)
@example("{a: }")
@example("- \n- a:\n  b: !!str\n")
def test_both_parsers_give_the_same_nodes(text: str) -> None:
    """Whatever both libyaml and PyYAML accept is the same to both: values, quoting and places.

    They do not accept the same: PyYAML refuses tabs after a value and comments that touch a block's
    ``|``, libyaml refuses a block scalar whose first line starts with a tab. And where nothing stands
    in a flow mapping, the one sees it behind the colon, the other before what follows.
    """
    fast, pure = _read(text, pure=False), _read(text, pure=True)
    assume(not isinstance(fast, YamlFault) and not isinstance(pure, YamlFault))
    assert _written(fast) == _written(pure)


# Written raw, U+0085, U+2028 and U+2029 are line ends to PyYAML, which writes YAML 1.1.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"), max_size=12)
DATA = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(DATA, st.sampled_from([None, False, True]), st.sampled_from([None, "'", '"', "|", ">"]), st.booleans())
def test_what_is_written_is_read_back(
    data: object, flow: bool | None, style: str | None, unicode: bool
) -> None:
    """Any tree of texts that PyYAML writes, in whichever style, is read back as it was, by both parsers."""
    written = yaml.safe_dump(
        data, default_flow_style=flow, default_style=style, allow_unicode=unicode, sort_keys=False
    )
    for pure in (False, True):
        assert texts(compose(written, pure=pure)) == data
