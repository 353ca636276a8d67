from __future__ import annotations

from tests.rollup.written import assert_plain, written
from tests.vaults import Vault
from vaultgoals.rollup.pen import Pen

REPORT = "Gaps/Gap report 2026-11-21.md"


def pen(vault: Vault, note: str = REPORT) -> Pen:
    """Return a pen that writes into a note of the vault."""
    return Pen(vault.examination.account, note)


def test_a_unique_name_makes_a_short_link(vault: Vault) -> None:
    """A note whose name no other file has is linked by it alone; of two of a name each by its path.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == A/Kitchen.md
    Words.
    == B/kitchen.md
    Words.
    """
    own = pen(vault)

    assert own.link("Goals/Ship.md") == "[[Ship]]"
    assert own.link("A/Kitchen.md") == "[[A/Kitchen|Kitchen]]"
    assert own.link("B/kitchen.md", in_table=True) == r"[[B/kitchen\|kitchen]]"


def test_names_are_counted_as_links_compare_them(vault: Vault) -> None:
    """Two files whose names differ only in how a letter is composed share a name: neither link is short.

    == Goals/Ship.md
    ---
    type: goal
    ---
    == A/Caf\u00e9.md
    Words.
    == B/Cafe\u0301.md
    Words.
    """
    assert pen(vault).link("A/Caf\u00e9.md").startswith("[[A/")


def test_a_message_names_notes_by_links_and_words_by_code(vault: Vault) -> None:
    """A title in double brackets becomes a link to that note, plain code stays; all else is text.

    == Goals/Ship.md
    ---
    type: goal
    ---
    """
    text = pen(vault).text(
        '[[Ship]] and [[Goals/Ship]] but [[Nothing]]; do `vaultgoals verify "Ship"` or `$= 1`'
    )

    assert text == (
        '[[Ship]] and [[Ship]] but &#91;&#91;Nothing&#93;&#93;; do `vaultgoals verify "Ship"` '
        "or &#96;&#36;&#61; 1&#96;"
    )


def test_a_title_that_several_notes_have_is_not_linked(vault: Vault) -> None:
    """Where two notes have the title in a message, a link could lead to the wrong one: it stays text.

    == Kitchen.md
    Words.
    == Home/Kitchen.md
    ---
    type: goal
    ---
    """
    assert pen(vault).text("[[Kitchen]]") == "&#91;&#91;Kitchen&#93;&#93;"
    assert pen(vault).text("[[Home/Kitchen]]") == "[[Home/Kitchen|Kitchen]]"


def test_nothing_is_embedded(vault: Vault) -> None:
    """An exclamation mark before a link in somebody's text makes no embed of it.

    == Goals/Ship.md
    ---
    type: goal
    why: look at ![[Ship]] and at ![[Other]]
    ---
    """
    for path, text in written(vault).items():
        assert "![" not in text, path
        assert_plain(path, text)


def test_a_one_letter_name_makes_no_checkbox(vault: Vault) -> None:
    """A note called ``x`` is linked in a list without looking like a ticked task.

    == .obsidian/app.json
    {"useMarkdownLinks": true}
    == Goals/x.md
    ---
    type: goal
    ---
    """
    assert pen(vault).link("Goals/x.md") == "[&#120;](Goals/x.md)"


def test_links_in_properties_are_always_in_brackets(vault: Vault) -> None:
    """A vault that writes Markdown links has wikilinks in properties all the same; an unsafe title is text.

    == .obsidian/app.json
    {"useMarkdownLinks": true, "newLinkFormat": "relative"}
    == Goals/Ship.md
    ---
    type: goal
    ---
    == Goals/a #b.md
    ---
    type: goal
    ---
    """
    own = pen(vault, "Gaps/Rollups/Ship rollup.md")

    assert own.property_link("Goals/Ship.md") == "[[../../Goals/Ship|Ship]]"
    assert own.property_link("Goals/a #b.md") == "a #b"


def test_the_account_counts_what_is_live(vault: Vault) -> None:
    """Dropped goals are counted as goals, and neither as live nor as verified.

    == A.md
    ---
    type: goal
    status: dropped
    verified: 2026-11-20
    ---
    == B.md
    ---
    type: goal
    verified: 2026-11-20
    ---
    """
    account = vault.examination.account

    assert [goal.path for goal in account.live_goals] == ["B.md"]
    assert account.verified == 1
    assert account.counts == {"notes": 2, "goals": 2, "specs": 0, "tasks": 0}
