"""The many spellings of a status, folded to what they claim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import category, normalize

from vaultgoals.model import Kind, State, title_of

_WORDS = {
    State.OPEN: "todo, open, new, backlog, planned, draft, proposed, next, not started, none",
    State.ACTIVE: "active, doing, in progress, wip, started, now",
    State.WAITING: "blocked, waiting, on hold, paused, someday, deferred",
    State.DONE: (
        "done, complete, completed, finished, achieved, closed, shipped, released, implemented, "
        "verified, resolved"
    ),
    State.DROPPED: (
        "dropped, cancelled, canceled, abandoned, wontfix, won't do, rejected, superseded, archived, "
        "deprecated"
    ),
}
_ACCEPTED = "accepted, approved, implementable, active"
_LEADING_NUMBER = re.compile(r"\s*\d+\s*-\s+")
_KEYCAP = re.compile(r"[0-9#*]\ufe0f?\u20e3")
_LONGEST = 1000
"""Characters of a status that are worth a look."""
_REMARK = re.compile(
    r"\s*\([^()]*\)\s*\Z|\s+by\s.*\Z"
    r"|[\s,:]+(?:(?:on|since|in)\s+)?(?:✅\s*)?\d{4}(?:-\d{2}){0,2}\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
# `accepted (2026-01-02)`, `superseded by ADR-7`, `done 2026-11-02`: what stands behind a word is about it.
_FOR_WHAT = re.compile(r"[\s_-]+(?:for|on|until|till)(?:\s.*)?\Z", re.IGNORECASE | re.DOTALL)
# `waiting for Ana`, but not `done for today`: only who waits waits for something.
_LINK = re.compile(r"\[\[([^\[\]|#]*)[^\[\]]*\]\]")


_LONGEST_KEPT = 60


def fold_word(text: str) -> str:
    """Fold a status or kind: a link to its name, then without case, emoji, spaces, ``-``, ``_``, ``'``.

    A leading ``01 - `` (which people write to sort their statuses) goes too.
    """
    return _fold_known(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    link = _LINK.fullmatch(text.strip())
    if link is not None:
        text = title_of(link[1])
    text = _KEYCAP.sub("", normalize("NFC", text))  # composed, or the accents would go with the emoji
    text = "".join(char for char in text if category(char) not in ("So", "Sk", "Mn", "Me", "Cf"))
    text = _LEADING_NUMBER.sub("", text, count=1).lstrip("#")
    return re.sub(r"[\s_\-'’]+", "", text).casefold()


_fold_known = lru_cache(maxsize=1024)(_fold)  # a vault has few words of state and kind, and many notes


def _table(words: Mapping[State, str]) -> dict[str, State]:
    return {fold_word(word): state for state, listed in words.items() for word in listed.split(",")}


STATUS_WORDS: Mapping[str, State] = _table(_WORDS)
"""State by folded word, as the format lists them."""

WRITTEN_WORDS: Mapping[str, str] = {
    fold_word(word): word.strip() for listed in _WORDS.values() for word in listed.split(",")
}
"""The same words as people write them."""

ACCEPTED_WORDS = frozenset(fold_word(word) for word in _ACCEPTED.split(","))
"""Folded words by which a spec is accepted."""

_KIND_WORDS = {kind.value: kind for kind in Kind} | {f"{kind.value}s": kind for kind in Kind}


def read_status(text: str, kind: Kind | None, own: Mapping[str, State]) -> tuple[State, bool, bool]:
    """Read a status as written, with the user's ``own`` folded words first.

    Returns the state, whether it accepts a spec, and whether the word is known. An unknown word
    counts as open.
    """
    if len(text) > _LONGEST:  # no word with a remark; to look for one would take the square of the length
        return State.OPEN, False, False
    word = fold_word(text)
    if word not in own and word not in STATUS_WORDS:
        word = fold_word(_REMARK.sub("", text)) or word
    if word not in own and word not in STATUS_WORDS:
        waits = fold_word(_FOR_WHAT.sub("", text))
        if own.get(waits, STATUS_WORDS.get(waits)) is State.WAITING:
            word = waits
    if "/" in text and word not in own and word not in STATUS_WORDS:
        # `someday/maybe`, `task/done`: of several words the one that says something, if only one does.
        known = [part for part in map(fold_word, text.split("/")) if part in own or part in STATUS_WORDS]
        word = known[0] if len(known) == 1 else word
    accepted = kind is Kind.SPEC and word in ACCEPTED_WORDS
    state = own.get(word) or STATUS_WORDS.get(word)
    if state is None:
        return (State.ACTIVE if accepted else State.OPEN), accepted, accepted
    return state, accepted, True


def read_kind(text: str) -> Kind | None:
    """Read a kind as written (``Goals``, ``[[Project]]``); None if it is none of ours."""
    return _KIND_WORDS.get(fold_word(text).removeprefix("#"))
