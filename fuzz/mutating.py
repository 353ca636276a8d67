"""A fuzzer for where atheris cannot be installed: texts made from the seeds at random, without guidance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from time import monotonic

_PIECES = (
    *("---\n", "\n", "\r\n", "\r", " ", "\t", "  ", "- ", "- [ ] ", "- [x] ", "> ", "# ", "```", "~~~", "%%"),
    *("<!--", "-->", "<!-- vaultgoals:rollup -->", "<!-- vaultgoals:begin gaps sha=0 -->", "[[", "]]", "::"),
    *(": ", "'", '"', "\\", "|\n", ">\n", "[", "]", "{", "}", "{{x}}", "&a ", "*a", "!!str ", "?", ",", "#"),
    *("2026-11-21", " · ", "pass", "within 7d", "last(", ")", ">= 3", "in ", "=", "<%", "\x1e", "\x00"),
    *("\u2028", "\x85", "\ufeff", "\u200d", "\u202e", "é", "e\u0301", "🎯", "\udc80", "<<<<<<< "),
)  # fmt: skip
_LONGEST = 4000


def fuzz(
    target: Callable[[str], None], seeds: Sequence[str], seconds: float, seed: int
) -> tuple[int, str | None]:
    """Feed ``target`` for some seconds; return how many texts it took, and the one that it failed on."""
    random = Random(seed)  # noqa: S311 - no secret
    pool = list(seeds) or [""]
    ends, tried = monotonic() + seconds, 0
    while monotonic() < ends:
        text = _mutated(random, pool)
        tried += 1
        try:
            target(text)
        except Exception:  # noqa: BLE001 - whatever a target raises is what is looked for
            return tried, _smaller(target, text)
        if random.random() < 0.02:
            pool[random.randrange(len(seeds), len(pool) + 1) :] = [text]
    return tried, None


def _mutated(random: Random, pool: Sequence[str]) -> str:
    text = random.choice(pool)
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(text))
        to = min(len(text), at + random.choice((0, 0, 0, 1, 2, 8, 40)))
        other = random.choice(pool)
        start = random.randint(0, len(other))
        new = random.choice(
            (
                random.choice(_PIECES),
                random.choice(_PIECES) * random.randint(2, 9),
                chr(random.randrange(0x20, 0x300)),
                other[start : start + random.choice((1, 10, 60))],
                text[to : to + 20],
                "",
            )
        )
        text = text[:at] + new + text[to:]
    return text[:_LONGEST]


def _smaller(target: Callable[[str], None], text: str) -> str:
    """Return the smallest text that still fails and is found by taking pieces away."""
    size = max(1, len(text) // 2)
    while True:
        at = 0
        while at < len(text):
            less = text[:at] + text[at + size :]
            if _fails(target, less):
                text = less
            else:
                at += size
        if size == 1:
            return text
        size //= 2


def _fails(target: Callable[[str], None], text: str) -> bool:
    try:
        target(text)
    except Exception:  # noqa: BLE001 - as above
        return True
    return False
