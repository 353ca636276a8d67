from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from tests.parse.one_key_judge import (
    BODIES,
    BROKEN,
    EDITABLE,
    ENDINGS,
    SOUND,
    SPELLINGS,
    STUBBORN,
    VALUES,
    hostile_note,
    sound_note,
    wrong_with,
)
from tests.parse.yaml_constructs import CONSTRUCTS
from vaultgoals.parse.frontmatter import read_frontmatter
from vaultgoals.parse.one_key import Refused, set_key
from vaultgoals.parse.one_key_proof import only_this_changed
from vaultgoals.parse.one_key_value import quoted
from vaultgoals.parse.yaml_nodes import Scalar

DAY = "2026-11-21"
MORE_YAML = "VAULTGOALS_YAML_FILES"
"""Environment variable: a folder of YAML files to try as well, such as those of yaml-test-suite."""


def edited(text: str, value: str = DAY) -> str:
    """Return ``text`` with `verified` set, which must not be refused."""
    result = set_key(text, "verified", value, spellings=SPELLINGS)
    assert isinstance(result, str), result
    return result


def refused(text: str) -> Refused:
    """Return why `verified` is not set in ``text``."""
    result = set_key(text, "verified", DAY, spellings=SPELLINGS)
    assert isinstance(result, Refused), result
    return result


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("verified: 2026-01-02", f"verified: {DAY}"),
        ("verified:    2026-01-02", f"verified:    {DAY}"),
        ("verified:\t2026-01-02\t", f"verified:\t{DAY}\t"),
        ("verified : x", f"verified : {DAY}"),
        ("verified: x  # why", f"verified: {DAY}  # why"),
        ("verified: x#y", f"verified: {DAY}"),
        ("verified: 'x # ''y'''  # why", f"verified: {DAY}  # why"),
        (r'verified: "x \" # y" # why', f"verified: {DAY} # why"),
        ("verified: ''", f"verified: {DAY}"),
        ("verified: ~", f"verified: {DAY}"),
        ("verified: {{date}}", f"verified: {DAY}"),
        ("verified: a --- b", f"verified: {DAY}"),
        ("verified: 1X", f"verified: {DAY}"),
        ("verified: x\u00a0 # why", f"verified: {DAY} # why"),
        ("verified:", f"verified: {DAY}"),
        ("verified:  ", f"verified: {DAY}  "),
        ("verified: # why", f"verified: {DAY} # why"),
        ("Verified: x", f"Verified: {DAY}"),
        ("VERIFIED: x", f"VERIFIED: {DAY}"),
        ("last_verified: x", f"last_verified: {DAY}"),
        ("Last verified: x", f"Last verified: {DAY}"),
        ("'verified': x", f"'verified': {DAY}"),
        ('"verified" : x', f'"verified" : {DAY}'),
    ],
)
@pytest.mark.parametrize("ending", ENDINGS, ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
def test_only_the_value_is_replaced(line: str, expected: str, ending: str, mark: str) -> None:
    """Key, spacing and comment of the key's line stay, and so does every other byte."""
    text = f"{mark}---\na: 'x'  # y\n{line}\ntags: [ a,b ]\n---\n body \n\nend".replace("\n", ending)

    assert edited(text) == text.replace(f"{ending}{line}{ending}", f"{ending}{expected}{ending}")


@pytest.mark.parametrize("ending", ENDINGS, ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize(
    "block", ["", "a: b\n", "a: |+\n  b\n\n\n", "a:\n- b\n# c\n", "# c\n", "a: b\n  c\n"]
)
@pytest.mark.parametrize("rest", ["---", "--- \n", "---\ntext", "---\n\ntext\n"])
def test_a_missing_key_is_added_below_all_others(block: str, rest: str, ending: str, mark: str) -> None:
    """A key that the note lacks becomes one line before the closing fence, with the file's line end."""
    above, below = (part.replace("\n", ending) for part in (f"---\n{block}", rest))

    assert edited(f"{mark}{above}{below}") == f"{mark}{above}verified: {DAY}{ending}{below}"


def test_a_new_line_ends_as_the_opening_fence_does() -> None:
    """Where line ends are mixed, the new line has that of the opening fence and the others keep theirs."""
    assert edited("---\r\na: b\nc: d\r---\ntext\r") == f"---\r\na: b\nc: d\rverified: {DAY}\r\n---\ntext\r"


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("", "\n"),
        ("text", "\n"),
        ("# A\n\ntext\r\n", "\n"),
        ("# A\r\ntext\n", "\r\n"),
        ("a\rb\r", "\r"),
        ("\n\na", "\n"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
def test_a_note_without_frontmatter_gets_a_block(text: str, ending: str, mark: str) -> None:
    """The block stands at the start, behind a byte order mark, with the note's own line end."""
    expected = f"---\nverified: {DAY}\n---\n".replace("\n", ending)

    assert edited(mark + text) == mark + expected + text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *(
            (plain, plain)
            for plain in (DAY, "true", "false", "0", "42", "-7", "done", "two words", "größer", "a-b_c")
        ),
        *(
            (word, f'"{word}"')
            for word in ("yes", "No", "on", "OFF", "y", "null", "True", "~", "010", "1_000", "+1")
        ),
        *(
            (text, f'"{text}"')
            for text in ("", " a", "a ", "a: b", "a #b", "[[X]]", "2026-13-45", "1.5", "12:30")
        ),
        ("20261121", "20261121"),
        ("-0", '"-0"'),
        ("1234567890123456", '"1234567890123456"'),
        ('say "hi"', r'"say \"hi\""'),
        ("a\\b", r'"a\\b"'),
        ("a\nb", r'"a\nb"'),
        ("<% x %>", r'"\u003C% x %>"'),
        ("a\u2028\u200b\x85", r'"a\u2028\u200B\u0085"'),
        ("\U000e0001", r'"\U000E0001"'),
        ("🎯", '"🎯"'),
    ],
)
def test_a_value_stands_plain_only_where_all_readers_agree(value: str, written: str) -> None:
    """Booleans, short integers, ISO dates and words are plain, all else is quoted, and reads back."""
    text = edited("---\na: b\n---\n", value)

    assert text == f"---\na: b\nverified: {written}\n---\n"
    node = read_frontmatter(text).properties[-1].node
    assert isinstance(node, Scalar)
    assert node.text == value


def test_an_invisible_character_is_written_as_short_as_can_be() -> None:
    """Four digits do up to the last character that has no more; what lies beyond takes eight."""
    assert quoted("\uffff \U000e0001") == r'"\uFFFF \U000E0001"'


@pytest.mark.parametrize("line", ["verified: 'done'", 'verified: "done"  # x', "verified: done"])
def test_a_value_that_stands_already_is_left_as_it_is(line: str) -> None:
    """A value that reads the same keeps its quotes; one of another type is written anew."""
    assert edited(f"---\n{line}\n---\n", "done") == f"---\n{line}\n---\n"
    assert edited("---\nverified: 'true'\n---\n", "true") == "---\nverified: true\n---\n"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("---\na: b\n", "never closed", 1),
        ("---\n", "never closed", 1),
        ("\ufeff---\na: b\n----\n", "never closed", 1),
        ("\n---\na: b\n---\n", "blank line", 2),
        ("----\na: b\n----\n", "more than three dashes", 1),
        (" ---\na: b\n---\n", "meant as properties", 1),
        ("+++\na = 1\n+++\n", "meant as properties", 1),
        ("\n\ntype:: goal\ntext\n", "meant as properties", 3),
        ("---\na: b: c\n---\n", "colon", 2),
        ("---\na: b\nx: 'y\n---\n", "quote", 3),
        ("---\na: *b\n---\n", "alias", 2),
        ("---\n\n- a\n---\n", "not a list of keys and values", 3),
        ("---\nprose\n---\n", "not a list of keys and values", 2),
        ("---\n{a: b}\n---\n", "braces", 2),
        ("---\n{}\n---\n", "braces", 2),
        ("---\n{\na: b\n}\n---\n", "braces", 2),
        ("---\n&a\nb: c\n---\n", "anchor", 2),
        ("---\n? a\n: b\n---\n", "a `?`", 2),
        ("---\na: b\n? c\n: d\n---\n", "start of their lines", 3),
        ("---\na: b\na: c\n---\n", "stands twice", 3),
        ("---\n  a: b\n---\n", "start of their lines", 2),
        ("---\nverified: x\nVerified: y\n---\n", "`verified` in line 2 and `Verified` in line 3 mean", 3),
        ("---\nverified: x\nb: c\nlast_verified: y\n---\n", "mean the same", 4),
        ("---\nverified:: x\n---\n", "not written as `key: value`", 2),
        ("---\nverified ::\n---\n", "not written as `key: value`", 2),
        ("---\n&a 'verified': x\n---\n", "not written as `key: value`", 2),
        ("---\n&a verified: x\n---\n", "not written as `key: value`", 2),
        ("---\nverified: &a x\nb: *a\n---\n", "the value of `verified` has an anchor", 2),
        ("---\nb: &a x\nverified: *a\n---\n", "the value of `verified` is an alias", 3),
        ("---\nverified: !!str x\n---\n", "the value of `verified` has a tag", 2),
        ("---\nverified: [x]\n---\n", "the value of `verified` is a list", 2),
        ("---\nverified:\n- x\n---\n", "the value of `verified` is a list", 3),
        ("---\nverified: {x: y}\n---\n", "the value of `verified` is a mapping", 2),
        ("---\nverified: |\n  x\n---\n", "the value of `verified` is a block of text", 2),
        ("---\nverified: >-\n  x\n---\n", "the value of `verified` is a block of text", 2),
        ("---\nverified: x\n  y\n---\n", "not written on one line", 2),
        ("---\nverified:\n  x\n---\n", "not written on one line", 2),
        ("---\nverified:\n  ''\n---\n", "not written on one line", 2),
        ('---\nverified: "x\n  y"\n---\n', "not written on one line", 2),
        ("---\nverified:\n  &a\nb: *a\n---\n", "could not be proved", 2),
        ("---\na: b\n...\n---\n", "could not be proved", 4),
        ("---\na: b\n---\n---\nc: d\n---\n", "second frontmatter block", 4),
        ("---\na: b\n---\n\n<<<<<<< HEAD\n", "merge conflict", 5),
        ("text\r\n>>>>>>> x\r\n", "merge conflict", 2),
        ("text\n\n=======\n", "merge conflict", 3),
        ("text\n\n======= \n", "merge conflict", 3),
        ("=======\n", "merge conflict", 1),
        ("---\na: b\n---\n\x00", "control character", 4),
        ("---\na: \x07\n---\n", "control character", 2),
        ("text\ud800", "control character", 1),
        ("---\na: b\ngenerated_by: vaultgoals\n---\n", "wrote this note", 3),
        ("---\nGenerated-By: 'vaultgoals'\n---\n", "wrote this note", 2),
    ],
)
def test_what_is_not_certain_is_refused(text: str, reason: str, line: int) -> None:
    """A note that cannot be edited without a guess is left alone, and the refusal says why and where."""
    refusal = refused(text)

    assert reason in refusal.reason
    assert refusal.line == line


@pytest.mark.parametrize("line", ["generated_by: me", "title: vaultgoals", "generated_by: [vaultgoals]"])
def test_only_a_note_that_vaultgoals_wrote_is_its_own(line: str) -> None:
    """Neither who else wrote a note nor what it is called keeps it from being edited."""
    assert edited(f"---\n{line}\n---\n") == f"---\n{line}\nverified: {DAY}\n---\n"


@pytest.mark.parametrize("key", ["", "a b c:", "a:", "- a", "a#", "yes", "True", "null", "1", "a\nb", "é"])
def test_a_key_that_would_need_quotes_is_refused(key: str) -> None:
    """Only a plain word is ever written as a new key."""
    assert set_key("", key, "x") == Refused(f"{key!r} cannot stand as a key without quotes", 0)


@pytest.mark.parametrize("value", ["\x00", "a\x07", "\ud800", "\ufffe"])
def test_a_value_that_yaml_cannot_hold_is_refused(value: str) -> None:
    """Control characters and halves of characters are not written into a note."""
    refusal = set_key("", "verified", value)

    assert refusal == Refused("the value holds a control character or half of one", 0)


def test_a_heading_underlined_with_seven_signs_is_no_conflict() -> None:
    """The middle marker of a conflict, below a line of text, is a heading; indented it is text."""
    assert edited("Title\n=======\n").endswith("---\nTitle\n=======\n")
    assert edited("Text\n\n =======\n").endswith("---\nText\n\n =======\n")


def test_other_names_count_only_where_they_are_given() -> None:
    """Without spellings `last_verified` is a key of its own."""
    text = "---\nlast_verified: x\n---\n"

    assert set_key(text, "verified", DAY) == f"---\nlast_verified: x\nverified: {DAY}\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\na: b\n---\nx\n", "---\na: b\nverified: done\n---\ny\n"),
        ("---\na: b\n---\nx", "---\na: b\nverified: done\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\nverified: done\na: b\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\na: b\nverified: true\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\na: b\nverified: 'done'\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\na: c\nverified: done\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\na: 'b'\nverified: done\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\n'a': b\nverified: done\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\na:  b\nverified: done\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\r\na: b\nverified: done\n---\nx\n"),
        ("---\na: b\n---\nx\n", "---\na: b\nverified: done\n\n---\nx\n"),
        ("---\na:: b\n---\nx\n", "---\na: b\nverified: done\n---\nx\n"),
        ("---\nverified: done\n---\nx\n", "---\nverified: done\n---\ny\n"),
        ("---\nverified: x\n---\n", "---\n'verified': done\n---\n"),
        ("---\nverified: x\n---\n", "---\nverified: done #x\n---\nmore\n"),
        ("---\nverified: x\n---\n", "---\nverified: done\nb:: c\n---\n"),
        ("---\nverified: x\n---\n", "---\nverified: [done\n---\n"),
        ("x\n---\n", "---\nverified: done\nx\n---\n"),
        ("---\nverified: done\na: [b]\n---\n", "---\nverified: done\na: [c]\n---\n"),
        ("---\nverified: done\na: [b]\n---\n", "---\nverified: done\na: ['b']\n---\n"),
        ("---\nverified: done\na: []\n---\n", "---\nverified: done\na: {}\n---\n"),
        ("---\nverified: done\na: {b: c}\n---\n", "---\nverified: done\na: {d: c}\n---\n"),
        ("---\nverified: done\na: {b: c}\n---\n", "---\nverified: done\na: {b: d}\n---\n"),
        ("---\nverified: done\na: [[b]]\n---\n", "---\nverified: done\na: [['b']]\n---\n"),
        ("---\nverified: done\nup: [[b]]\n---\n", "---\nverified: done\nup: [['b']]\n---\n"),
        ("---\nverified: done\na: b\na:: c\n---\n", "---\nverified: done\na: b\na:: d\n---\n"),
        ("---\n- a\n---\nx\n", "---\nverified: done\n---\nx\n"),
    ],
)
def test_the_proof_sees_every_other_change(before: str, after: str) -> None:
    """An edit that touched anything but the value of the key counts as not proved."""
    assert not only_this_changed(before, after, "verified", Scalar("done", 0, 0, plain=True))


def test_the_proof_sees_a_new_guess() -> None:
    """An edit after which something is read only by guess counts as not proved."""
    before, after = "---\nverified: x\n---\n", "---\nverified: {{x}}\n---\n"

    assert not only_this_changed(before, after, "verified", Scalar("{{x}}", 0, 0, plain=True))


@pytest.mark.parametrize("line", ["verified: done", "verified: done # x", "verified:   done"])
def test_the_proof_passes_an_edit_of_one_line(line: str) -> None:
    """The key's own line may change, be added, or come with a block of its own."""
    wanted = Scalar("done", 0, 0, plain=True)
    after = f"\ufeff---\na: b\n{line}\n---\nx"

    assert only_this_changed("\ufeff---\na: b\nverified: [x]\n---\nx", after, "verified", wanted)
    assert only_this_changed("\ufeff---\na: b\n---\nx", after, "verified", wanted)
    assert only_this_changed("\ufeffx", f"\ufeff---\n{line}\n---\nx", "verified", wanted)


entries = st.lists(st.sampled_from(SOUND + BROKEN + STUBBORN + EDITABLE), max_size=8, unique=True)
likely = st.lists(st.sampled_from(SOUND), max_size=6, unique=True)
bodies = st.sampled_from(BODIES) | st.text(max_size=20)
own = st.sampled_from(EDITABLE)


def assembled(parts: tuple[str, list[str], str, str, str]) -> str:
    """Return a note with the given byte order mark, entries, own key, body and line end."""
    mark, block, ours, body, ending = parts
    return mark + f"---\n{''.join(block)}{ours}---\n{body}".replace("\n", ending)


marks = st.sampled_from(("", "\ufeff"))
notes = (
    st.tuples(marks, entries, own, bodies, st.sampled_from(ENDINGS)).map(assembled)
    | st.tuples(marks, likely, own, bodies, st.sampled_from(ENDINGS)).map(assembled)
    | st.lists(st.sampled_from(("---\n", "a: b\n", "verified: x\n", " ", "\n", "\r", "\ufeff", "x"))).map(
        "".join
    )
    | st.text(max_size=80)
)


@given(notes, st.sampled_from(VALUES) | st.text(max_size=20))
@example("---\nverified:\n  &a\nb: *a\n---\n", DAY)
@example("\ufeff", DAY)
@example("---\r\n---", "")
def test_an_edit_is_one_line_or_none(text: str, value: str) -> None:
    """Any text is refused, or another loader finds one line and one key changed; twice is once."""
    result = set_key(text, "verified", value, spellings=SPELLINGS)

    event("refused" if isinstance(result, Refused) else "edited")
    if isinstance(result, Refused):
        assert result.line <= len(text) + 1
        return
    assert set_key(result, "verified", value, spellings=SPELLINGS) == result
    if value.isprintable() and "\ufeff" not in text[1:] and not set(text) & set("\x85\u2028\u2029"):
        assert wrong_with(text, result, value) == ""  # those characters the other loader reads otherwise
    found = [entry for entry in read_frontmatter(result).properties if isinstance(entry.node, Scalar)]
    assert value in [entry.node.text for entry in found if isinstance(entry.node, Scalar)]


def test_thousands_of_frontmatters_come_to_no_harm() -> None:
    """Of 4,000 notes of real and hostile shapes none is harmed, and every sound one is edited."""
    random = Random(2026)  # noqa: S311 - the same notes at each run
    count: Counter[str] = Counter()
    wrong = []
    for number in range(4000):
        kind = "sound" if number % 2 else "hostile"
        text = sound_note(random) if number % 2 else hostile_note(random)
        value = random.choice(VALUES)
        result = set_key(text, "verified", value, spellings=SPELLINGS)
        count[f"{kind} {'refused' if isinstance(result, Refused) else 'edited'}"] += 1
        if isinstance(result, str) and (harm := wrong_with(text, result, value)):
            wrong.append((harm, text, result))

    assert wrong == []
    assert count["sound refused"] == 0, count
    assert count["hostile edited"] > 200, count
    assert count["hostile refused"] > 200, count


def constructs() -> list[str]:
    """Return the pieces of YAML to try, those of a folder named in the environment among them."""
    own_pieces = [piece for pieces in CONSTRUCTS.values() for piece in pieces]
    folder = os.environ.get(MORE_YAML)
    files = sorted(Path(folder).rglob("*.yaml")) if folder else []
    return own_pieces + [file.read_bytes().decode("utf-8", "replace") for file in files]


@pytest.mark.parametrize("ending", ENDINGS, ids=["LF", "CRLF", "CR"])
def test_every_construct_of_yaml_is_kept_or_refused(ending: str) -> None:
    """No construct of YAML that stands in a frontmatter is changed by a key added below it."""
    pieces = constructs()
    notes_of = [f"---\n{piece}---\nbody".replace("\n", ending) for piece in pieces]
    results = [set_key(text, "verified", DAY, spellings=SPELLINGS) for text in notes_of]

    done = [(text, new) for text, new in zip(notes_of, results, strict=True) if isinstance(new, str)]
    assert [(text, new) for text, new in done if wrong_with(text, new, DAY)] == []
    assert len(pieces) >= 150
    assert len(done) > len(pieces) / 4
