"""What a relation carries besides where it leads: its role, its words, its rivals and what it meant."""

from __future__ import annotations

from tests.vaults import Vault
from vaultgoals.model import LinkState, Relation, Role


def carried(vault: Vault, source: str = "Work.md") -> dict[str, Relation]:
    """Return the relations of one note by what is written."""
    found = vault.examination.judged.vault.relations
    return {relation.reference.text: relation for relation in found if relation.source == source}


def test_every_relation_keeps_its_role_and_what_is_written(vault: Vault) -> None:
    """Whatever becomes of it: an address, a remark, a link that leads nowhere, and one that leads somewhere.

    == Ship.md
    ---
    type: goal
    ---
    == Plain.md
    x
    == Work.md
    ---
    type: task
    goal: ["[[Ship]]", "[[Nowhere]]", "[[Plain]]"]
    up: "[[Plain|map]]"
    implements: ["https://example.org/spec", be happier, Plain]
    blocked_by: [an answer, "https://example.org/answer"]
    ---
    """
    found = carried(vault)

    assert {text: (item.role, item.state) for text, item in found.items()} == {
        "[[Ship]]": (Role.SERVES, LinkState.RESOLVED),
        "[[Nowhere]]": (Role.SERVES, LinkState.MISSING),
        "[[Plain]]": (Role.SERVES, LinkState.WRONG_KIND),
        "[[Plain|map]]": (Role.SERVES, LinkState.REMARK),
        "https://example.org/spec": (Role.IMPLEMENTS, LinkState.EXTERNAL),
        "be happier": (Role.IMPLEMENTS, LinkState.REMARK),
        "Plain": (Role.IMPLEMENTS, LinkState.REMARK),
        "an answer": (Role.BLOCKED_BY, LinkState.REMARK),
        "https://example.org/answer": (Role.BLOCKED_BY, LinkState.EXTERNAL),
    }


def test_one_may_wait_for_a_day_whose_note_is_not_written_yet(vault: Vault) -> None:
    """A day is no broken link where one waits for it, and has no note that it may have meant; a goal is none.

    == 2026-11-30.md
    x
    == Work.md
    ---
    type: task
    goal: "[[2026-12-01]]"
    blocked_by: ["[[2026-12-02]]", "[[2026-11-30]]", "[[Nowhere]]"]
    ---
    """
    found = carried(vault)

    assert {text: item.state for text, item in found.items()} == {
        "[[2026-12-01]]": LinkState.MISSING,
        "[[2026-12-02]]": LinkState.REMARK,
        "[[2026-11-30]]": LinkState.RESOLVED,
        "[[Nowhere]]": LinkState.MISSING,
    }
    assert found["[[2026-12-02]]"].suggestion == ""


def test_only_one_of_several_has_rivals_and_only_a_missing_one_a_hint(vault: Vault) -> None:
    """A link that one note answers names no candidates, and one that leads somewhere needs no suggestion.

    == A/Twin.md
    ---
    type: goal
    ---
    == B/Twin.md
    ---
    type: goal
    ---
    == Ship.md
    ---
    type: goal
    ---
    == Work.md
    ---
    type: task
    goal: ["[[Ship]]", "[[Twin]]", "[[Shi]]"]
    ---
    """
    found = carried(vault)

    assert {text: (item.candidates, item.suggestion) for text, item in found.items()} == {
        "[[Ship]]": ((), ""),
        "[[Twin]]": (("A/Twin.md", "B/Twin.md"), ""),
        "[[Shi]]": ((), "[[Ship]]"),
    }
