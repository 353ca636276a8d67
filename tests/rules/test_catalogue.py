"""Rules, their files, their tests and their documents are in step."""

from __future__ import annotations

from dataclasses import replace
from inspect import cleandoc
from pathlib import Path

import pytest

import vaultgoals.rules
from tests.vaults import Vault, write_files
from vaultgoals.rules import RULES, Rule
from vaultgoals.rules.documentation import HEADINGS, examples, index, page, section

PACKAGE = Path(vaultgoals.rules.__file__).parent
TESTS = Path(__file__).parent
NOT_RULES = {"__init__", "rule", "phrases", "documentation", "state_finding"}
ABOUT_ALL = {"test_catalogue", "test_gaps", "test_selection", "test_waivers"}

# A vault in which nothing is checked, and a region changed by hand, take more than one note's text.
WITHOUT_EXAMPLE_RUN: frozenset[str] = frozenset()

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_every_rule_has_one_file_and_one_test_of_its_name() -> None:
    """A rule, its module and its test file carry the same name, and none of them is alone."""
    names = {rule.name.replace("-", "_") for rule in RULES}

    assert names == {path.stem for path in PACKAGE.glob("*.py")} - NOT_RULES
    assert names == {path.stem.removeprefix("test_") for path in TESTS.glob("test_*.py")} - {
        name.removeprefix("test_") for name in ABOUT_ALL
    }


def test_codes_and_names_are_unique_and_in_order() -> None:
    """The tuple of rules is sorted by code, and no code or name stands twice."""
    codes = [rule.code for rule in RULES]

    assert sorted(set(codes)) == codes
    assert len({rule.name for rule in RULES}) == len(RULES)


@each_rule
def test_every_rule_is_documented_under_the_fixed_headings(rule: Rule) -> None:
    """A rule's docstring says what it finds, why it matters, shows an example, and how to fix it."""
    headings = [
        line.removeprefix("## ") for line in cleandoc(rule.doc).splitlines() if line.startswith("## ")
    ]

    assert list(HEADINGS) == headings
    assert list(examples(rule))


@each_rule
def test_a_rules_own_examples_show_exactly_the_gaps_they_mark(rule: Rule, tmp_path: Path) -> None:
    """In the vaults of a rule's docstring it finds the marked lines: not fewer, not more."""
    for number, (files, marked) in enumerate(examples(rule)):
        root = tmp_path / str(number)
        root.mkdir()
        write_files(root, files)

        asked = () if rule.default else (rule.code,)
        gaps = Vault(root).examine(select=asked).gaps
        told = [f"{gap.path}:{gap.line}" for gap in gaps if gap.code == rule.code]

        assert sorted(marked) == sorted(told)


@each_rule
def test_the_first_example_of_a_rule_shows_a_gap(rule: Rule) -> None:
    """The example under the heading Example marks at least one line."""
    _, marked = next(examples(rule))

    assert marked


def test_the_readme_of_the_rules_is_what_their_docstrings_say() -> None:
    """rules/README.md is generated; `make rules` renews it."""
    assert (PACKAGE / "README.md").read_text(encoding="utf-8") == index(RULES), "run: make rules"


def test_a_section_is_what_stands_under_its_heading_in_whole_paragraphs() -> None:
    """What other tools show has no line ends within a paragraph, and nothing of the other sections."""
    doc = "It is.\n\n## What it finds\n\nOne ## two\n  three.\n\nFour\nfive.\n\n## Why it matters\n\nSix.\n"
    rule = replace(RULES[0], doc=doc)

    assert section(rule, "What it finds") == "One ## two three.\n\nFour five."
    assert section(rule, "Why it matters") == "Six."


@each_rule
def test_the_sections_of_a_rule_hold_all_that_its_page_says(rule: Rule) -> None:
    """Word by word, under the same headings."""
    parts = [word for heading in HEADINGS for word in f"## {heading} {section(rule, heading)}".split()]

    assert cleandoc(rule.doc).split("\n\n", 1)[1].split() == parts


def test_pages_show_no_marks() -> None:
    """What a user reads carries none of the marks by which the examples are tested."""
    assert not [rule.code for rule in RULES if f"{{{rule.code}}}" in page(rule)]
