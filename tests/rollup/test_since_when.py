"""Since when a goal holds by people's words: the day of the first yes, in the vault's own zone."""

from __future__ import annotations

from tests.rollup.reviews import became, review_of
from tests.vaults import Vault, write_files
from vaultgoals.model.period import Period

GOAL = "type: goal\nsuccess_criteria: it is so\n"


def write(vault: Vault, front: str, *log: str) -> None:
    """Write the one goal of a vault, and day and result of each look at it."""
    records = [f"- {line.split()[0]} · [[A]] · {line.split()[1]}\n" for line in log]
    write_files(vault.root, {"A.md": f"---\n{front}---\n", "Gaps/Evidence/2026-11.md": "".join(records)})


def before(vault: Vault) -> list[str]:
    """Return what became true in the week before, from the 9th to the 15th."""
    week = Period.week("2026-W46")
    assert week is not None
    return became(review_of(vault, week))


def test_the_first_yes_of_a_week_says_since_when(vault: Vault) -> None:
    """A second look in the same week dates nothing anew; one after a no, or after the end, does."""
    write(vault, GOAL, "2026-11-17 pass", "2026-11-19 pass")
    assert became(review_of(vault)) == ["+ A.md 2026-11-17"]

    write(vault, GOAL, "2026-11-17 pass", "2026-11-18 fail", "2026-11-19 pass")
    assert became(review_of(vault)) == ["+ A.md 2026-11-19"]

    write(vault, f"{GOAL}review_interval: 1d\n", "2026-11-16 pass", "2026-11-20 pass")
    assert became(review_of(vault)) == ["+ A.md 2026-11-20"]


def test_a_day_is_one_of_the_vaults_zone(vault: Vault) -> None:
    """An evening of one week in London is a morning of the next in Auckland."""
    write(vault, f"{GOAL}verified: 2026-11-15T20:00Z\n")
    write_files(vault.root, {"vaultgoals.toml": 'timezone = "Pacific/Auckland"\n'})
    assert (before(vault), became(review_of(vault))) == ([], ["+ A.md 2026-11-16"])

    write_files(vault.root, {"vaultgoals.toml": 'timezone = "Europe/London"\n'})
    assert (before(vault), became(review_of(vault))) == (["+ A.md 2026-11-15"], [])
