"""The targets of `make fuzz`, held to their seeds so that they do not rot."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.mutating import fuzz
from fuzz.run import CORPUS
from fuzz.targets import TARGETS, text_of

SEEDS = [(folder.name, seed) for folder in sorted(CORPUS.iterdir()) for seed in sorted(folder.iterdir())]


@pytest.mark.parametrize(("name", "seed"), SEEDS, ids=[f"{name}/{seed.name}" for name, seed in SEEDS])
def test_every_seed_keeps_the_laws(name: str, seed: Path) -> None:
    """No seed breaks a law of its target."""
    TARGETS[name](text_of(seed.read_bytes()))


def test_every_target_has_seeds() -> None:
    """No target is without a folder of seeds, and no folder without a target."""
    assert {name for name, _ in SEEDS} == TARGETS.keys()


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("text", ["", "\ufeff", "\udc80", "\x00", "---\n", "---\n---\n", "\x1e", "a" * 3000])
def test_every_target_takes_any_text(name: str, text: str) -> None:
    """Nothing at all, halves of characters and texts of one kind of character break no law either."""
    TARGETS[name](text)


def test_the_loop_without_atheris_finds_what_fails_and_makes_it_small() -> None:
    """A target that fails on two characters next to each other is found out, with these two alone."""

    def target(text: str) -> None:
        if "]]" in text:
            raise ValueError

    tried, failing = fuzz(target, ["a [[link", "b"], seconds=30, seed=1)

    assert failing == "]]"
    assert tried > 0
