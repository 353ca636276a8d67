"""What makes a spec real: what it is called, where it is, and since when."""

from __future__ import annotations

from tests.vaults import Vault
from vaultgoals.model import Stamp
from vaultgoals.outcome.implementation import Implementation, implementations


def real(vault: Vault) -> list[Implementation]:
    """Return what implements the one spec."""
    account = vault.examination.account
    (spec,) = account.judged.vault.specs
    return list(implementations(account.judged.vault, spec, account.artifacts_of.get(spec.path, ())))


def test_a_note_that_says_so_goes_by_its_path_and_carries_its_day(vault: Vault) -> None:
    """Work that is done counts, since the day that its note gives, or without one.

    == Spec.md
    ---
    type: spec
    status: accepted
    ---
    == Work/Dated.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    implements: "[[Spec]]"
    ---
    == Work/Undated.md
    ---
    type: task
    status: done
    implements: "[[Spec]]"
    ---
    == Work/Open.md
    ---
    type: task
    implements: "[[Spec]]"
    ---
    """
    assert real(vault) == [
        Implementation("Work/Dated.md", "Work/Dated.md", Stamp.parse("2026-11-18")),
        Implementation("Work/Undated.md", "Work/Undated.md"),
    ]


def test_what_the_spec_names_goes_by_what_is_written(vault: Vault) -> None:
    """A file of the vault with its path, an address without one, and a note with the day it was finished.

    == Spec.md
    ---
    type: spec
    status: accepted
    implemented_by:
      - tools/build.sh:12
      - https://example.org/tool
      - "[[Work|the work]]"
      - "[[Nowhere]]"
      - "[[Spec]]"
    ---
    == tools/build.sh
    make
    == Work.md
    ---
    type: task
    status: done
    completed: 2026-11-18
    ---
    """
    named = {one.name: (one.path, one.day) for one in real(vault)}

    assert named == {
        "tools/build.sh:12": ("tools/build.sh", None),
        "https://example.org/tool": (None, None),
        "[[Work|the work]]": ("Work.md", Stamp.parse("2026-11-18")),
    }
