from __future__ import annotations

from tests.vaults import Vault, write_files


def test_the_next_stage_is_named(vault: Vault) -> None:
    """A note that is claimed done is told the first stage that nothing shows, and the others behind it.

    == Goal.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    cycle: Engineering
    stages: "design 2026-09-02 [[Plan]]"
    ---
    """
    (gap,) = vault.gaps("VG501")

    assert gap.line == 3
    assert gap.message == (
        "its status is done; nothing shows “implement”, nor test in target environment, wire into"
        " production and confirm end to end (engineering)"
    )


def test_the_graph_shows_stages(vault: Vault) -> None:
    """A spec shows the design, what implements it the implementation, a goal that holds the outcome.

    == Goal.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    cycle: engineering
    ---
    ## Cycle
    - [x] test in target environment ✅ 2026-10-01
    - [x] Wire into production
    - [ ] confirm end to end
    == Plan.md
    ---
    type: spec
    status: accepted
    goal: "[[Goal]]"
    implemented_by: it.py
    ---
    == it.py
    print(1)
    """
    progress = vault.examination.judged.progress["Goal.md"]

    assert str(progress) == "▰▰▰▰▰▱ next: confirm end to end"
    assert [stage.shown for stage in progress.stages[2:5:2]] == ["on 2026-10-01", "as the note says"]
    assert vault.told("VG501") == ["Goal.md:3"]
    assert vault.examination.judged.vault.tasks == ()

    write_files(vault.root, {"Goal.md": vault.read("Goal.md").replace("- [ ]", "- [x]")})
    assert vault.told("VG501") == []


def test_a_word_for_an_area_of_life_is_no_course(vault: Vault) -> None:
    """`area` and `domain` name a course only where the note speaks of stages; an unknown course is none.

    == Area.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    area: finance
    ---
    == Unknown.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    cycle: bicycle
    ---
    ## Cycle
    - [x] oil the chain ✅ 2026-10-01
    == Domain.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    domain: "[[Finance]]"
    stages: ["use tool"]
    ---
    """
    assert vault.told("VG501") == ["Domain.md:3"]


def test_courses_of_ones_own(vault: Vault) -> None:
    """`[cycles]` adds courses and replaces built-in ones.

    == vaultgoals.toml
    [cycles]
    Moving-house = ["pack", "carry", "unpack"]
    finance = ["spend", "count"]
    == Move.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    cycle: moving house
    stages: ["pack 2026-10-01", "carry", "unpack 2026-10-03"]
    ---
    == Money.md
    ---
    type: goal
    status: done
    verified: 2026-11-01
    cycle: finance
    stages: spend
    ---
    """
    assert vault.told("VG501") == ["Money.md:3"]
    assert str(vault.examination.judged.progress["Move.md"]) == "▰▰▰ complete"


def test_a_cycle_heading_without_a_course_holds_tasks(vault: Vault) -> None:
    """Where no course is named, what stands under a heading of that name is work like any other.

    == Goal.md
    ---
    type: goal
    status: active
    ---
    ## Cycle
    - [ ] oil the chain
    """
    (task,) = vault.examination.judged.vault.tasks

    assert task.title == "oil the chain"


def test_a_misspelt_course_or_stage_is_told_and_no_gap(vault: Vault) -> None:
    """What is nearly a known name is told with what may have been meant; what is like none is the user's own.

    == vaultgoals.toml
    [cycles]
    move = ["pack", "carry", "unpack"]
    == A course.md
    ---
    type: goal
    cycle: enginering
    ---
    == B stage.md
    ---
    type: spec
    cycle: personal
    stages:
      - "set intention 2026-11-01"
      - "measure chnge 2026-11-15"
      - "write it up"
    ---
    == C own words.md
    ---
    type: goal
    cycle: lunar
    ---
    == D own course.md
    ---
    type: goal
    cycle: Move
    stages: ["pack", "cary"]
    ---
    """
    told = {notice.path: notice for notice in vault.examination.notices}

    assert {path: (notice.name, notice.line) for path, notice in told.items()} == {
        "A course.md": ("unknown-course", 3),
        "B stage.md": ("unknown-stage", 6),
        "D own course.md": ("unknown-stage", 4),
    }
    assert told["A course.md"].message == "no course is called “enginering”; did you mean “engineering”?"
    assert told["B stage.md"].message.endswith("did you mean “measure change”?")


def test_stages_of_ones_own_in_an_area_of_life_are_no_course(vault: Vault) -> None:
    """`area: personal` is a course where the note speaks of a stage of it, and not above stages of another.

    == Trip.md
    ---
    type: goal
    status: done
    area: personal
    verified: 2026-11-01
    ---
    ## Stages
    - [x] Research
    - [x] Book
    == Run.md
    ---
    type: goal
    status: done
    area: personal
    verified: 2026-11-01
    ---
    ## Stages
    - [x] Set intention
    - [x] Book
    == Walk.md
    ---
    type: goal
    status: done
    cycle: personal
    verified: 2026-11-01
    stages: [book]
    ---
    """
    assert vault.told("VG501") == ["Run.md:3", "Walk.md:3"]


def test_only_a_slip_is_told_of_words_for_a_course(vault: Vault) -> None:
    """A stage that is known is no slip, and a word of one's own that is a little like a course is none.

    == Camp.md
    ---
    type: goal
    cycle: orienteering
    ---
    == Study.md
    ---
    type: goal
    cycle: personal
    stages: ["set intention", "take a course", "measure chnge"]
    ---
    """
    told = [(notice.path, notice.name, notice.message) for notice in vault.examination.notices]

    assert told == [
        (
            "Study.md",
            "unknown-stage",
            "the course personal has no stage “measure chnge”; did you mean “measure change”?",
        )
    ]
