"""Text as people write it in notes, from a seed: sentences, links among them, and what else bodies hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

BODY_MEAN, BODY_SPREAD = 1910, 0.8
"""Bytes of a body's sentences on average, and the sigma of the logarithm of their number."""

_WORDS = """the garden was quiet and nobody had asked for a plan so we wrote one down in the evening with
numbers that did not add up until somebody looked again at what had been promised in spring when it rained
most days of the week which is why every second line of this says maybe""".split()  # noqa: SIM905
_RARE = (
    "naïve",
    "Zürich",
    "→",
    "“so”",
    "…",
    "日本語",
    "✅ done",
    "🌱",
    "50 %",
    "#idea",
    "**bold**",
    "`code`",
)
_BLOCKS = (
    "```python\nprint('[[not a link]]')\n# - [ ] not a task\n```",
    "| what | when |\n| --- | --- |\n| oil | monthly |\n| filter | in spring |",
    "> [!note] Seen on the way\n> It was closed on Mondays.",
    "%%\nto myself: [[not seen]]\n%%",
    "<details>\n<summary>more</summary>\nnothing\n</details>",
    "![a chart](attachments/chart.png)\n\nSee <https://example.org/page>.",
)
_INDENTED = "As it stood:\n\n    - [ ] this is code, for no list stands above it"


class Dice:
    """Throws that follow from a seed, by ``random()`` alone, whose stream no new Python changes."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed).random  # noqa: S311 - no secret

    def chance(self, share: float) -> bool:
        """Return true in this share of all throws."""
        return self.random() < share

    def below(self, end: int) -> int:
        """Return a number from 0 up to, but not including, ``end``."""
        return int(self.random() * end)

    def pick(self, among: Sequence[T]) -> T:
        """Return one of a sequence."""
        return among[int(self.random() * len(among))]

    def log_normal(self, mean: float, spread: float) -> int:
        """Return a number that varies log-normally around a mean; ``spread`` is the logarithm's sigma."""
        normal = math.sqrt(-2 * math.log(1 - self.random())) * math.cos(2 * math.pi * self.random())
        return round(math.exp(math.log(mean) - spread**2 / 2 + spread * normal))


def _sentences() -> tuple[str, ...]:
    dice = Dice("sentences")
    made = []
    for number in range(400):
        words = [dice.pick(_WORDS) for _ in range(5 + dice.below(12))]
        if number % 12 == 0:
            words.insert(2, _RARE[number // 12 % len(_RARE)])
        made.append(" ".join(words).capitalize() + ".")
    return tuple(made)


SENTENCES = _sentences()


def body(dice: Dice, links: Sequence[str], length: int) -> str:
    """Return headings, paragraphs, lists and an odd block, with each link in one of the sentences.

    Args:
        dice: decides.
        links: what stands within ``[[`` and ``]]``, each used once.
        length: bytes of the sentences, about.
    """
    sentences = []
    while length > 0:
        sentences.append(dice.pick(SENTENCES))
        length -= len(sentences[-1])
    sentences = sentences or [dice.pick(SENTENCES)]
    for link in links:
        place = dice.below(len(sentences))
        sentences[place] = f"{sentences[place][:-1]} [[{link}]]."
    blocks = list(_grouped(dice, sentences))
    if dice.chance(0.25):
        blocks.insert(dice.below(len(blocks) + 1), dice.pick(_BLOCKS))
    if dice.chance(0.08):
        blocks.append(_INDENTED)
    return "\n\n".join(blocks) + "\n"


def _grouped(dice: Dice, sentences: Sequence[str]) -> list[str]:
    """Return the sentences as paragraphs and lists, some below a heading."""
    blocks, place = [], 0
    while place < len(sentences):
        group = sentences[place : place + 2 + dice.below(4)]
        place += len(group)
        if dice.chance(0.15):
            blocks.append(f"## {dice.pick(SENTENCES)[:-1]}")
        if dice.chance(0.2):
            blocks.append("\n".join(f"- {sentence}" for sentence in group))
        else:
            blocks.append(" ".join(group))
    return blocks
