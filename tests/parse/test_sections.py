from __future__ import annotations

import pytest

from vaultgoals.config import parse_config
from vaultgoals.parse.body import Body, read_body
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note
from vaultgoals.profiles.obsidian import ObsidianSettings


def body(text: str, dialect: Dialect | None = None) -> Body:
    """Read a body."""
    return read_body(text, 1, dialect or Dialect(), want_links=False)


CRITERIA = Dialect.of(
    parse_config('[fields]\nsuccess_criteria = ["Wie wir\'s merken", "Critères"]'), ObsidianSettings()
)


@pytest.mark.parametrize(
    "heading",
    [
        "# Success criteria",
        "###### success_criteria",
        "## Acceptance Criteria",
        "## Acceptance",
        "## Definition of Done",
        "## Verification:",
        "## Confirmation?",
        "## 3. Verification",
        "## 3.1) Acceptance criteria (4)",
        "## ✅ Acceptance criteria",
        "## **Acceptance** criteria",
        "## `Verification`",
        "## [[Verification]]",
        "## [Verification](Checks.md)",
        "## Verification <!-- one a week -->",
        "## Verification ^checks",
        "## Verification ##",
        "Verification\n---",
        "## Wie wir's merken",
        "## Crite\u0300res",
    ],
)
def test_boxes_under_a_criteria_heading_are_criteria(heading: str) -> None:
    """Level, numbering, emoji, marks and case do not matter; the user's own names of criteria count too."""
    found = body(f"{heading}\n\n- [x] One\n- [ ] Two\n- [/] Half\n- [-] Gone\n", CRITERIA)

    assert [(one.text, one.ticked) for one in found.criteria] == [
        ("One", True),
        ("Two", False),
        ("Half", False),
        ("Gone", None),
    ]
    assert found.tasks == []


@pytest.mark.parametrize(
    "heading",
    [
        "## Test plan",
        "## Verification of payments",
        "## Unacceptance",
        "Verification",
        "**Verification**",
        "##",
    ],
)
def test_other_headings_are_those_of_tasks(heading: str) -> None:
    """A heading that only contains such a name, and bold text, head no criteria."""
    found = body(f"{heading}\n\n- [x] One\n", CRITERIA)

    assert ([one.text for one in found.tasks], found.criteria) == (["One"], [])


@pytest.mark.parametrize(
    ("text", "criteria", "tasks"),
    [
        ("## Acceptance\n- [ ] a\n### More\n- [ ] b\n## Then\n- [ ] c", "ab", "c"),
        ("### Acceptance\n- [ ] a\n# Then\n- [ ] c", "a", "c"),
        ("## Acceptance\n- [ ] a\n### Verification\n- [ ] b\n### Log\n- [ ] c\n## Then\n- [ ] d", "abc", "d"),
        ("## Then\n- [ ] a\n### Acceptance\n- [ ] b\n### Log\n- [ ] c", "b", "ac"),
        ("> ## Acceptance\n> - [ ] a\n\n- [ ] b", "a", "b"),
        ("## Acceptance\n> # Quote\n> - [ ] a\n\n- [ ] b", "b", "a"),
        ("- ## Acceptance\n  - [ ] a\n- [ ] b", "a", "b"),
        ("```\n## Acceptance\n```\n- [ ] a", "", "a"),
        ("## Acceptance\n\n    # no heading\n\n- [ ] a", "a", ""),
    ],
)
def test_a_heading_holds_until_the_next_of_its_level(text: str, criteria: str, tasks: str) -> None:
    """Deeper headings belong to it; one in a quote or list item holds no longer than that."""
    found = body(text)

    assert "".join(one.text for one in found.criteria) == criteria
    assert "".join(one.text for one in found.tasks) == tasks


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("## Why\n\nTo sleep.\n\nMore.", "To sleep."),
        ("# Intent\nTo sleep\n  **well**.", "To sleep well."),
        ("## 1. Purpose:\n- To sleep.", "To sleep."),
        ("## 🎯 Problem\n\n> To sleep.", "To sleep."),
        ("Why?\n---\n\nTo sleep.", "To sleep."),
        ("## Why\r\n\r\nTo sleep.", "To sleep."),
        ("## why\n### Background\nTo sleep.", "To sleep."),
        ("## Why\n<!-- say why -->\nTo sleep.", "To sleep."),
        ("## Why\n`make` it <!-- now --> so", "make it so"),
        ("## Why ^why\nTo sleep.", "To sleep."),
        ("## Why\n" + "x" * 300, "x" * 200),
        ("## Why\n## Other\nTo sleep.", ""),
        ("## Why\n\n<!-- say why -->\n", ""),
        ("## Why\n\n%% say why %%\n", ""),
        ("## Why\n\n```\ncode\n```\n", ""),
        ("## Why this matters\nTo sleep.", "To sleep."),
        ("## Why I want it\nTo sleep.", "To sleep."),
        ("## Why not\nTo sleep.", ""),
        ("## Whatever\nTo sleep.", ""),
        ("Why\n\nTo sleep.", ""),
        ("```\n## Why\n```\nTo sleep.", ""),
    ],
)
def test_the_reason_may_stand_under_a_heading(text: str, why: str) -> None:
    """The first paragraph under Why, Intent, Purpose or Problem is the reason; placeholders are none."""
    assert body(text).why == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Why: to sleep", "to sleep"),
        ("**Why:** to sleep", "to sleep"),
        ("**Why**: to sleep", "to sleep"),
        ("- Why it matters: to sleep", "to sleep"),
        ("> Purpose: to sleep", "to sleep"),
        ("# Goal\n\n🎯 **Problem:** no sleep\n\nWhy: to sleep", "no sleep"),
        ("# Goal\nowner: me\nwhy: to sleep", "to sleep"),
        ("Why: TBD", ""),
        ("**Why:**", ""),
        ("Why: what would be better?", ""),
        ("Why not: too dear", ""),
        ("The question is why: to sleep", ""),
        ("- [ ] Why: to sleep", ""),
        ("```\nWhy: to sleep\n```", ""),
        ("`Why: to sleep`", "to sleep"),
    ],
)
def test_the_reason_may_stand_behind_its_word(text: str, why: str) -> None:
    """A line that begins with the word and a colon gives the reason; a question or a blank gives none."""
    assert body(text).why == why


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("## Success criteria\n- warm\n- dry\n", ["warm", "dry"]),
        ("## ✅ Success Criteria\nWe eat\ntogether.\n\nOften.", ["We eat together.", "Often."]),
        ("## Definition of done (DoD)\n1. warm", ["warm"]),
        ("## Acceptance\nHow I know:\n- warm\n", ["warm"]),
        ("**Success criteria:** warm, dry", ["warm, dry"]),
        ("Definition of done: warm", ["warm"]),
        ("## Acceptance criteria\n- warm\n- [ ] dry", ["dry"]),
        ("## Acceptance criteria\n- [-] dry\n\nwarm", ["dry"]),
        ("## Success criteria\n\n## Log\nwarm", []),
        ("## Success criteria\n### Log\nwarm", []),
        ("## Success criteria\nTBD", []),
        ("## Success criteria\nHow would you know?", []),
        ("## Success criteria\n<!-- how you would know -->", []),
        ("## Success criteria\n```dataview\nlist\n```", []),
        ("## Verification\nNot looked yet.", []),
        ("## Criteria for choosing\nwarm", []),
    ],
)
def test_criteria_may_be_prose_where_no_box_stands(text: str, criteria: list[str]) -> None:
    """What is written by which anybody would know is a criterion; boxes beside it are those that count."""
    found = read_note("A.md", f"---\ntype: goal\n---\n{text}\n", Dialect())

    assert [one.text for one in found.criteria] == criteria
    assert not any(one.ticked for one in found.criteria)


def test_criteria_in_the_frontmatter_are_not_added_to_by_prose() -> None:
    """Where the property says it, prose under the heading is the story around it."""
    found = read_note("A.md", "---\nsuccess_criteria: warm\n---\n## Success criteria\nDry.\n", Dialect())

    assert [one.text for one in found.criteria] == ["warm"]


def test_prose_under_a_heading_of_the_users_own_is_a_criterion() -> None:
    """A name given to the criteria in the configuration heads them in prose too."""
    dialect = Dialect(criteria_headings=frozenset(("erfolgskriterien",)))

    assert [one.text for one in read_note("A.md", "## Erfolgskriterien\nWarm.\n", dialect).criteria] == [
        "Warm."
    ]


def test_the_reason_in_the_frontmatter_comes_first() -> None:
    """A written property is not outdone by a heading."""
    assert read_note("A.md", "---\nwhy: One\n---\n## Why\nTwo\n", Dialect()).why == "One"
    assert read_note("A.md", "---\nwhy:\n---\n## Why\nTwo\n", Dialect()).why == "Two"


@pytest.mark.parametrize(
    ("text", "why", "criteria", "tasks"),
    [
        ("> [!info] Why\n> To sleep.", "To sleep.", [], []),
        ("> [!question]- Why?\n>\n> To sleep.", "To sleep.", [], []),
        ("> [!success] Success criteria\n> - warm\n> - dry", "", ["warm", "dry"], []),
        ("> [!success] Success criteria\n> - [ ] warm\n\n- [ ] task", "", ["warm"], ["task"]),
        ("> [!todo] Tasks\n> - [ ] task\n\nTo sleep.", "", [], ["task"]),
        ("## Why\n> [!info]\n> To sleep.", "To sleep.", [], []),
        ("## Why\n> [!info] Background\n> To sleep.", "To sleep.", [], []),
        ("[!info] Why\nTo sleep.", "", [], []),
    ],
)
def test_a_callout_is_headed_by_its_title(text: str, why: str, criteria: list[str], tasks: list[str]) -> None:
    """What stands in a callout stands under its title, and no further than the quote goes."""
    found = read_note("A.md", f"---\ntype: goal\n---\n{text}\n", Dialect())

    assert found.why == why
    assert [one.text for one in found.criteria] == criteria
    assert [one.text for one in found.tasks] == tasks
