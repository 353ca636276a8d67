from __future__ import annotations

from time import process_time

import pytest

from vaultgoals.model import Kind, State
from vaultgoals.parse.status import fold_word, read_kind, read_status

LISTED = {
    State.OPEN: ("todo", "open", "new", "backlog", "planned", "draft", "proposed", "next", "not started"),
    State.ACTIVE: ("active", "doing", "in progress", "wip", "started", "now"),
    State.WAITING: ("blocked", "waiting", "on hold", "paused", "someday", "deferred"),
    State.DONE: (
        *("done", "complete", "completed", "finished", "achieved", "closed", "shipped"),
        *("released", "implemented", "verified", "resolved"),
    ),
    State.DROPPED: (
        *("dropped", "cancelled", "canceled", "abandoned", "wontfix", "won't do"),
        *("rejected", "superseded", "archived"),
    ),
}


@pytest.mark.parametrize(
    ("state", "word"), [(state, word) for state, words in LISTED.items() for word in words]
)
def test_every_listed_word_is_known_however_it_is_written(state: State, word: str) -> None:
    """Case, spaces, dashes, underscores, emoji, a sorting number and a link around it do not matter."""
    forms = (
        word,
        word.upper(),
        word.title(),
        f"  {word} ",
        word.replace(" ", "-"),
        word.replace(" ", "_"),
        word.replace(" ", ""),
        f"🟢 {word}",
        f"{word} ✔️",
        f"1️⃣ {word}",
        f"👍🏽{word}",
        f"01 - {word}",
        f"🟢 2 - {word}",
        f"[[{word}]]",
        f"[[Status/{word}.md|shown]]",
        f"[[{word}#part]]",
    )

    assert {form: read_status(form, None, {}) for form in forms} == dict.fromkeys(forms, (state, False, True))


@pytest.mark.parametrize("word", ["wont do", "won’t do", "Won't-Do"])
def test_an_apostrophe_is_folded(word: str) -> None:
    """The straight, the curly and no apostrophe are one word."""
    assert read_status(word, None, {}) == (State.DROPPED, False, True)


@pytest.mark.parametrize(
    "word",
    [
        "simmering",
        "accepted",
        "done?",
        "done, mostly",
        "01. done",
        "1 done",
        "true",
        "[[a]] done",
        "🟢",
        "done for today",
        "done/cancelled",
        "implemented in 1.4",
        "n/a",
        "done on paper",
        "active until further notice",
        "done 3/5",
        "accepted 2026-03-02",
    ],
)
def test_an_unknown_word_is_open_and_said_to_be_unknown(word: str) -> None:
    """What no list knows counts as open and is never guessed at."""
    assert read_status(word, Kind.GOAL, {}) == (State.OPEN, False, False)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("accepted", (State.ACTIVE, True, True)),
        ("Approved", (State.ACTIVE, True, True)),
        ("implementable", (State.ACTIVE, True, True)),
        ("✅ active", (State.ACTIVE, True, True)),
        ("implemented", (State.DONE, False, True)),
        ("draft", (State.OPEN, False, True)),
    ],
)
def test_a_spec_may_be_accepted(word: str, found: tuple[State, bool, bool]) -> None:
    """For a spec alone accepted, approved, implementable and active say that it is to be built."""
    assert read_status(word, Kind.SPEC, {}) == found


def test_the_users_own_words_come_first() -> None:
    """A word of the config is known, and may even mean something else than in the list."""
    own = {fold_word("Terminé"): State.DONE, fold_word("next"): State.ACTIVE}

    assert read_status("🏁 termine\u0301", None, own) == (State.DONE, False, True)
    assert read_status("termine", None, own) == (State.OPEN, False, False)
    assert read_status("Next", None, own) == (State.ACTIVE, False, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (word, Kind.GOAL)
            for word in ("goal", "Goals", "GOAL", "🎯 Goal", "[[Goal]]", "[[Kinds/Goals|x]]")
        ),
        *((word, Kind.TASK) for word in ("task", "tasks")),
        *((word, Kind.SPEC) for word in ("spec", "specs")),
        *((word, Kind.PROJECT) for word in ("project", "Projects", "#project")),
        *(
            (word, None)
            for word in ("", "person", "project/x", "goal setting", "goalss", "subgoal", "specification")
        ),
    ],
)
def test_a_kind_is_folded_like_a_status(text: str, kind: Kind | None) -> None:
    """Singular, plural and link say the same; any other word is no kind of ours."""
    assert read_kind(text) is kind


@pytest.mark.parametrize(
    ("text", "state", "accepted"),
    [
        ("Accepted (2025-01-02)", State.ACTIVE, True),
        ("superseded by ADR-0001", State.DROPPED, False),
        ("deprecated", State.DROPPED, False),
        ("none", State.OPEN, False),
        ("Accepted 2026-03-02", State.ACTIVE, True),
        ("done, 2026-11-02", State.DONE, False),
        ("Done ✅ 2026-11-02", State.DONE, False),
        ("in progress since 2026-10", State.ACTIVE, False),
        ("planned 2027", State.OPEN, False),
        ("waiting for Ana", State.WAITING, False),
        ("waiting-for", State.WAITING, False),
        ("on hold until March", State.WAITING, False),
        ("#done", State.DONE, False),
        ("Someday/Maybe", State.WAITING, False),
        ("#status/in-progress", State.ACTIVE, False),
    ],
)
def test_what_stands_behind_a_status_is_about_it(text: str, state: State, accepted: bool) -> None:
    """A date in brackets, or by what something was superseded, does not make a status unknown."""
    assert read_status(text, Kind.SPEC, {}) == (state, accepted, True)


@pytest.mark.parametrize("filler", [",", " ", " for", " (", "done "])
def test_a_status_of_a_whole_page_is_known_to_nobody_at_once(filler: str) -> None:
    """What is thousands of characters long is no status, and costs no time that grows with its square."""
    started = process_time()
    assert read_status("x" + filler * 20_000 + "y", Kind.GOAL, {}) == (State.OPEN, False, False)
    assert process_time() - started < 1
