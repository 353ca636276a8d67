"""Which rules are asked, by what name, and what becomes of what they find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.engine import examine
from vaultgoals.errors import UnknownRuleError
from vaultgoals.model import Stamp
from vaultgoals.rules import RULES, Rule, Selection, find_rule, judge

ALL = {rule.code for rule in RULES}
USUAL = {rule.code for rule in RULES if rule.default}
ALWAYS = "VG903"
"""That nothing was checked is said whatever is asked for."""


def asked(selection: Selection) -> set[str]:
    """Return the codes of the rules that run."""
    return {rule.code for rule in RULES if selection.takes(rule)}


def beginning(text: str) -> set[str]:
    """Return the codes that begin so."""
    return {code for code in ALL if code.startswith(text)}


def test_without_a_word_the_usual_rules_are_asked() -> None:
    """Some rules are off unless they are asked for."""
    assert asked(Selection()) == USUAL
    assert ALL > USUAL


@pytest.mark.parametrize("entry", ["VG303", "vg303", " Vg303 ", "word-only", "WORD-only", " Word-Only\t"])
def test_a_rule_goes_by_its_code_and_its_name(entry: str) -> None:
    """In any case, with blanks around it; and in every place where rules are named it means the same."""
    assert asked(Selection(only=(entry,))) == {"VG303", ALWAYS}
    assert asked(Selection(extra=(entry,))) == USUAL | {"VG303"}
    assert asked(Selection(extra=("VG303",), ignore=(entry,))) == USUAL - {"VG303"}
    Selection((entry,), (entry,), (entry,)).check()


def test_the_beginning_of_a_code_is_all_that_begin_so() -> None:
    """``VG3`` is every rule about outcomes, ``VG`` is every rule; the end or the middle of a code is none."""
    assert asked(Selection(only=("VG3",))) == beginning("VG3") | {ALWAYS}
    assert asked(Selection(extra=("vg",))) == ALL
    assert asked(Selection(ignore=("VG2", "vg30"))) == USUAL - beginning("VG2") - beginning("VG30")
    for entry in ("303", "V", "G3", "", "word", "only"):
        assert asked(Selection(extra=(entry,))) == USUAL


def test_what_is_ignored_is_not_asked_whatever_else_is_said() -> None:
    """Ignoring wins over asking; what is asked for alone leaves out what is switched on beside it."""
    assert asked(Selection(only=("VG3",), ignore=("VG301",))) == (beginning("VG3") | {ALWAYS}) - {"VG301"}
    assert asked(Selection(only=("VG301",), extra=("VG303",))) == {"VG301", ALWAYS}
    assert asked(Selection(ignore=("VG",))) == {ALWAYS}
    assert asked(Selection(ignore=(ALWAYS,))) == USUAL


@pytest.mark.parametrize("place", ["only", "extra", "ignore"])
def test_an_entry_that_means_no_rule_is_an_error(place: str) -> None:
    """It is named, wherever it stands and whatever stands beside it, with what it may have meant."""
    for entry, meant in (
        ("VG999", ""),
        ("ored-only", "word-only"),
        ("word_only", "word-only"),
        ("VG3O3", "VG303"),
    ):
        with pytest.raises(UnknownRuleError, match=repr(entry)) as caught:
            replace(Selection(), **{place: ("VG301", entry)}).check()
        assert meant in str(caught.value)
    replace(Selection(), **{place: ("VG301", "VG9", "word-only")}).check()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_found_by_code_or_name(rule: Rule) -> None:
    """Whoever wants to read of one rule names it whole, in any case."""
    for name in (rule.code, rule.name, rule.code.lower(), f" {rule.name.upper()} "):
        assert find_rule(name) is rule


@pytest.mark.parametrize(
    ("name", "meant"), [("VG30", "VG30"), ("dead-lnk", "'dead-link'"), ("VG1O4", "'VG104'")]
)
def test_a_rule_that_is_not_there_is_told_with_what_was_meant(name: str, meant: str) -> None:
    """The beginning of codes is no rule to read of, nor is a slip."""
    with pytest.raises(UnknownRuleError, match=name) as caught:
        find_rule(name)
    assert meant in str(caught.value)


def test_the_rules_that_were_asked_are_told(vault: Vault) -> None:
    """A verdict says which rules it speaks for, whatever they found; gaps of others are not in it.

    == Goals/Ship.md
    ---
    type: goal
    ---
    """
    judged = vault.examination.judged

    assert judge(judged, Selection()).ran == USUAL
    only = judge(judged, Selection(only=("VG206",)))
    assert only.ran == {"VG206", ALWAYS}
    assert [gap.code for gap in only.gaps] == ["VG206"]


def test_a_gap_carries_its_rule_and_its_subject(vault: Vault) -> None:
    """What a list is filtered and headed by: code, name and weight of the rule, and the note by its title.

    == Goals/Ship.md
    ---
    type: goal
    status: active
    goal: "[[Nowhere]]"
    ---
    - [x] done
    """
    gaps = vault.examination.gaps

    assert len({gap.severity for gap in gaps}) > 1
    for gap in gaps:
        rule = find_rule(gap.code)
        assert (gap.rule, gap.severity, gap.subject) == (rule.name, rule.severity, "Ship")


def test_gaps_stand_in_the_order_of_their_places(vault: Vault) -> None:
    """By path, then line, then code, whichever rule finds them; those that are waived are no exception.

    == Goals/B.md
    ---
    type: goal
    goal:
      - "[[Nowhere]]"
      - "[[Elsewhere]]"
    ---
    == Goals/A.md
    ---
    type: goal
    why: "[[Nowhere]]"
    goal: "[[Nowhere]]"
    ---
    """
    places = [(gap.path, gap.line, gap.code) for gap in vault.examination.gaps]

    assert len(places) > len({path for path, _, _ in places}) == 2
    assert places == sorted(places)

    front = 'waive: ["VG101 until 2026-12-31: x", "VG202 until 2026-12-31: x", "VG206 until 2026-12-31: x"]\n'
    for name in ("A", "B"):
        text = vault.read(f"Goals/{name}.md")
        write_files(vault.root, {f"Goals/{name}.md": text.replace("type: goal\n", f"type: goal\n{front}")})
    waived = [(gap.path, gap.line, gap.code) for gap in vault.examination.waived]
    assert waived == sorted(waived)
    assert len(waived) > 2


def test_one_link_written_twice_is_one_gap(vault: Vault) -> None:
    """What is missing is missing once, and told at the first line that names it.

    == Goals/A.md
    ---
    type: goal
    why: so
    goal:
      - "[[Nowhere]]"
      - "[[Nowhere]]"
    ---
    """
    assert vault.told("VG101") == ["Goals/A.md:5"]


def test_a_waiver_of_a_rule_that_was_not_asked_is_not_called_idle(vault: Vault) -> None:
    """It may be needed by a run that asks; of a rule that nobody knows it is always said.

    == Specs/Spec.md
    ---
    type: spec
    status: draft
    waive:
      - "Unimplemented-Spec until 2026-12-31: by name"
      - "vg203 until 2026-12-31: by code"
      - "VG999 until 2026-12-31: there is no such rule"
    ---
    """
    stamp = Stamp.parse("2026-11-21")
    idle = [gap.line for gap in examine(vault.root, as_of=stamp, ignore=("VG203",)).gaps]

    assert vault.told("VG901") == ["Specs/Spec.md:5", "Specs/Spec.md:6", "Specs/Spec.md:7"]
    assert idle == [7]
    assert examine(vault.root, as_of=stamp, ignore=("VG901",)).gaps == ()
