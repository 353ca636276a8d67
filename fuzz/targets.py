"""What is fuzzed: one function a module, which takes any text and fails where a law does not hold.

`make fuzz` feeds them with what a coverage-guided fuzzer makes of the seeds in ``corpus/``; the test suite
feeds them with the seeds alone. Laws that the suite already states for every text are taken from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis.errors import UnsatisfiedAssumption

from tests.parse import test_check_lines, test_evidence_log, test_frontmatter
from tests.parse.one_key_judge import SPELLINGS, wrong_with
from tests.rollup import test_escape, test_splice
from vaultgoals.config import parse_config
from vaultgoals.errors import ConfigError
from vaultgoals.model.records import Record
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.evidence_log import read_log
from vaultgoals.parse.fences import BREAK, split
from vaultgoals.parse.frontmatter import Property, read_frontmatter
from vaultgoals.parse.note import read_note
from vaultgoals.parse.one_key import Refused, set_key
from vaultgoals.parse.one_key_proof import Shape, shape_of
from vaultgoals.parse.plain_yaml import plain_entries
from vaultgoals.parse.yaml_nodes import Mapping, compose, key_text
from vaultgoals.rollup.escape import clean
from vaultgoals.rollup.evidence_lines import append, evidence_line
from vaultgoals.rollup.splice import render

SEPARATOR = "\x1e"
"""Stands between the two texts of a target that takes two."""

_DIALECT = Dialect()
_NO_LIMIT = 2**31


def text_of(data: bytes) -> str:
    """Return what a target is given for the bytes of a fuzzer; bytes that are no UTF-8 become surrogates."""
    return data.decode("utf-8", "surrogateescape")


def frontmatter(text: str) -> None:
    """Reading never raises; the body is the text's own end; the line ends make no difference."""
    _law(test_frontmatter.test_reading_never_raises, text)
    front = read_frontmatter(text)
    alike = read_frontmatter(BREAK.sub("\n", text))
    assert _told(front.properties) == _told(alike.properties)
    assert [one.name for one in front.problems] == [one.name for one in alike.problems]
    block = BREAK.sub("\n", split(text).block or "")
    plain = plain_entries(block, 2)
    if plain:
        root = compose(block, first_line=2)
        assert isinstance(root, Mapping)
        assert list(plain.items()) == [(key_text(key), (key.line, value)) for key, value in root.entries]


def body(text: str) -> None:
    """Any note is read, and whatever is told of it stands in a line that it has."""
    note = read_note("Folder/Note.md", text, _DIALECT)
    last = len(BREAK.split(text))
    lines = [
        *(task.line for task in note.tasks),
        *(link.line for link in note.links),
        *(one.line for one in note.criteria),
        *(one.line for one in note.measurements),
        *(problem.line for problem in note.problems),
    ]
    assert all(1 <= line <= last for line in lines), (lines, last)
    assert [task.line for task in note.tasks] == sorted(task.line for task in note.tasks)
    assert read_note("Folder/Note.md", text, _DIALECT) == note


def checks(text: str) -> None:
    """Every line is read as a check, a misread one or a question."""
    _law(test_check_lines.test_any_text_is_read, text)


def config(text: str) -> None:
    """A configuration is read, or refused in one sentence; what it names lies inside the vault."""
    try:
        found = parse_config(text)
    except ConfigError as error:
        if "\n" in str(error):
            raise AssertionError(f"more than a sentence: {error}") from error
        return
    assert all(part not in {"", ".", ".."} for part in found.output.split("/"))
    assert all(command.arguments and 1 <= command.limit <= 600 for command in found.commands.values())
    assert parse_config(text) == found


def evidence(text: str) -> None:
    """A log is read without raising; its records are written as lines that are read as the same records."""
    _law(test_evidence_log.test_reading_never_raises_and_every_line_named_is_a_line_of_the_file, text)
    records, _ = read_log("Log.md", text)
    for record in records:
        _written_again(record)
    lines = [evidence_line(one) for one in records if clean(one.goal)]
    after = append(text, lines)
    assert after.startswith(text)
    if not any("never closed" in one.reason for one in read_log("Log.md", after)[1]):
        assert append(after, lines) == after  # below such a fence nothing counts, and that is told


def regions(text: str) -> None:
    """No region is written that would change a character outside of it; twice is once."""
    note, _, content = text.partition(SEPARATOR)
    content = BREAK.sub("\n", content).strip()
    try:
        render("gaps", content)
    except ValueError:  # as it promises, of what would break its own region
        content = ""
    _law(test_splice.test_replace_leaves_every_character_outside_alone, note, content)
    _law(test_splice.test_every_marker_taken_is_one_for_a_markdown_parser_too, note)
    _law(test_splice.test_place_only_adds_below_the_opt_in_line, note, content)
    _law(test_splice.test_place_twice_is_place_once, note, content)


def escaping(text: str) -> None:
    """A title of any kind is text, and only text, wherever it is written."""
    name = text.replace("/", "").replace("\0", "")
    for law in (
        test_escape.test_is_one_visible_line_of_bounded_length,
        test_escape.test_cleaned_twice_is_cleaned_once,
        test_escape.test_title_in_a_list_item_reads_back_as_its_text_alone,
        test_escape.test_raw_source_holds_no_trigger,
        test_escape.test_value_reads_back_as_the_same_text,
        test_escape.test_token_reads_back_and_cannot_end_its_comment,
    ):
        _law(law, text)
    if clean(text):
        _law(test_escape.test_title_that_opens_a_list_item_starts_nothing, text)
        _law(test_escape.test_title_in_a_callout_reads_back_as_its_text_alone, text)
        _law(test_escape.test_title_in_a_table_cell_stays_in_its_cell, text)
    if name:
        _law(test_escape.test_hostile_markdown_link_leads_to_its_file, name, text)
        for unique in (True, False):
            _law(test_escape.test_hostile_names_give_one_link_or_none, name, text, "relative", unique, unique)
            _law(
                test_escape.test_hostile_names_give_one_link_or_none,
                name,
                text,
                "shortest",
                unique,
                not unique,
            )


def one_key(text: str) -> None:
    """An edit is one line or none, as a judge that shares no code with the editor sees it; twice is once."""
    note, _, value = text.partition(SEPARATOR)
    result = set_key(note, "verified", value, spellings=SPELLINGS)
    if isinstance(result, Refused):
        assert 0 <= result.line <= len(BREAK.split(note))
        return
    assert set_key(result, "verified", value, spellings=SPELLINGS) == result
    assert split(result).body == split(note).body.removeprefix("\ufeff") or split(note).block is not None
    if value.isprintable() and "\ufeff" not in note[1:] and not set(note) & set("\x85\u2028\u2029\t"):
        assert wrong_with(note, result, value) == ""  # the judge's parser reads those characters otherwise


TARGETS: dict[str, Callable[[str], None]] = {
    "frontmatter": frontmatter,
    "body": body,
    "checks": checks,
    "config": config,
    "evidence": evidence,
    "regions": regions,
    "escaping": escaping,
    "one_key": one_key,
}
"""By name, which is that of its folder of seeds too."""


def _law(law: Callable[..., None], *given: object) -> None:
    """Hold what a property of the suite promises of one example, if it speaks of it."""
    try:
        law.hypothesis.inner_test(*given)  # type: ignore[attr-defined]
    except UnsatisfiedAssumption:
        return


def _told(properties: Sequence[Property]) -> list[tuple[str, int, Shape]]:
    return [(one.key, one.line, shape_of(one.node)) for one in properties]


def _written_again(record: Record) -> None:
    """Hold that what a record says can be written and read; and again, without another word changing."""
    if not clean(record.goal):
        return
    (once,), odd = read_log("Log.md", evidence_line(record))
    assert odd == ()
    assert (once.day.day, once.result, once.attempt) == (record.day.day, record.result, record.attempt)
    for said, given in ((once.goal, record.goal), (once.by, record.by)):
        assert clean(said, limit=_NO_LIMIT) == clean(given, limit=_NO_LIMIT)  # a title keeps its two blanks
    if any(clean(link.text, limit=_NO_LIMIT) != link.text for link in record.links):
        return  # without what `clean` takes away it may be a link of another kind
    (twice,), _ = read_log("Log.md", evidence_line(once))
    links = [[(link.form, link.target) for link in one.links] for one in (once, twice)]
    assert links[0] == links[1]
    assert replace(twice, links=()) == replace(once, links=())
