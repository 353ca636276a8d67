from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.rollup.written import wikilinks, written
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish

DASHBOARD = "Gaps/Dashboard.md"
STATES = {
    "dropped": "status: dropped\n",
    "verified": 'verified: 2026-11-20\nevidence: "[[Log]]"\n',
    "attested": "verified: 2026-11-20\n",
    "stale": "verified: 2026-01-01\nreview_interval: 7d\n",
    "unverified": "success_criteria: so\n",
    "unmeasurable": "",
    "failing": 'status: done\nverify: "exists: nothing.txt"\n',
}
LINES = {"none": "", "open": "- [x] a\n- [ ] b\n", "done": "- [x] a\n"}


def rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, without its head."""
    section = text.split(f"## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def laid_out(vault: Vault, goals: dict[str, tuple[str, str]]) -> Vault:
    """Lay out goals of a state and work each, by name."""
    files = {
        f"Goals/{name}.md": f"---\ntype: goal\nwhy: x\n{STATES[state]}---\n{LINES[work]}"
        for name, (state, work) in goals.items()
    }
    write_files(vault.root, {"Log.md": "Words.", **files})
    return vault


def test_the_two_by_two_counts_each_live_goal_once(vault: Vault) -> None:
    """Every goal that is not dropped stands in exactly one cell, that of its work and outcome."""
    goals = {f"{state} {work}": (state, work) for state in STATES for work in LINES}

    text = written(laid_out(vault, goals))[DASHBOARD]

    found: dict[str, tuple[str, bool]] = {}
    for title, *cells in rows(text, "Work and outcome"):
        for holds, cell in zip((False, True), cells, strict=True):
            names = [target for target, _ in wikilinks(cell)]
            assert cell.startswith((f"{len(names)} · ", f"{len(names)}: ")) or cell == "–"
            assert not set(names) & set(found)
            found |= dict.fromkeys(names, (title, holds))
    heads = {"done": "**Work done**", "open": "**Work open**", "none": "**No work**"}
    assert found == {
        name: (heads[work], state in ("verified", "attested"))
        for name, (state, work) in goals.items()
        if state != "dropped"
    }


def test_the_illusion_and_its_opposite_are_named(vault: Vault) -> None:
    """Done and not verified is called the completion illusion; verified with work open, intent achieved."""
    text = written(laid_out(vault, {"A": ("unverified", "done"), "B": ("verified", "open")}))[DASHBOARD]

    assert rows(text, "Work and outcome") == [
        ["**Work done**", "1 · the completion illusion: [[A]]", "–"],
        ["**Work open**", "–", "1 · intent achieved, work left: [[B]]"],
        ["**No work**", "–", "–"],
    ]


def test_the_goal_table_says_why_and_leads_to_the_chain(vault: Vault) -> None:
    """Each live goal has a row with its outcome, its tasks as a bar, why, and a link to its rollup."""
    text = written(laid_out(vault, {"A": ("verified", "open"), "B": ("dropped", "none")}))[DASHBOARD]

    ((goal, outcome, tasks, subgoals, why, chain),) = rows(text, "Goals")
    assert (goal, outcome, tasks, subgoals) == ("[[A]]", "**verified**", "▰▰▰▰▰▱▱▱▱▱ 1/2", "")
    assert why.startswith("verified on 2026-11-20")
    assert chain == r"[[A rollup\|rollup]]"


def test_the_share_of_verified_subgoals_stands_beside_a_parent(vault: Vault) -> None:
    """A parent shows how many of its live subgoals hold, and is not verified by them.

    == Goals/Parent.md
    ---
    type: goal
    ---
    == Goals/One.md
    ---
    type: goal
    parent: "[[Parent]]"
    verified: 2026-11-20
    ---
    == Goals/Two.md
    ---
    type: goal
    parent: "[[Parent]]"
    ---
    == Goals/Gone.md
    ---
    type: goal
    status: dropped
    parent: "[[Parent]]"
    ---
    """
    table = {row[0]: row[3] for row in rows(written(vault)[DASHBOARD], "Goals")}

    assert table == {"[[One]]": "", "[[Parent]]": "1 of 2", "[[Two]]": ""}


def test_the_gaps_are_counted_by_rule(vault: Vault) -> None:
    """The last table counts the gaps of each rule, the gravest first; its sum is that of the properties."""
    text = written(laid_out(vault, {"A": ("unverified", "done"), "B": ("unmeasurable", "none")}))[DASHBOARD]
    table = rows(text, "Gaps by rule")
    severities = [row[2] for row in table]

    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert f"gaps: {sum(int(row[3]) for row in table)}\n" in text


def test_a_pipe_in_a_title_breaks_no_table(vault: Vault) -> None:
    """A title or text that holds a pipe stays in its cell.

    == Goals/a | b.md
    ---
    type: goal
    verify: ask: x | y?
    ---
    """
    (vault.root / "Goals/a | b.md").write_text(
        '---\ntype: goal\nverify: "exists: x | y"\nstatus: done\n---\n'
    )

    text = written(vault)[DASHBOARD]

    (row,) = rows(text, "Goals")
    assert len(row) == 6
    assert row[0] == "a &#124; b"


def test_an_older_day_does_not_touch_the_dashboard(vault: Vault) -> None:
    """A report of an earlier day is written beside a dashboard that stays, also with Windows' line ends.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    publish(vault.examine())
    for ending in (b"\n", b"\r\n"):
        dashboard = vault.root / DASHBOARD
        dashboard.write_bytes(dashboard.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ending))
        before = dashboard.read_bytes()
        (vault.root / "Gaps/Gap report 2026-11-19.md").unlink(missing_ok=True)

        published = publish(vault.examine("2026-11-19"))

        assert published.written == ("Gaps/Gap report 2026-11-19.md",)
        assert ("newer", DASHBOARD) in {(notice.name, notice.path) for notice in published.notices}
        assert dashboard.read_bytes() == before


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_bar_is_full_only_when_all_is_done(done: int, still_open: int) -> None:
    """Ten steps stand for the tasks; all are filled exactly when none is open."""
    from vaultgoals.rollup.dashboard import _work

    bar = _work(done, still_open)

    if not done + still_open:
        assert bar == "none"
        return
    assert bar.endswith(f" {done}/{done + still_open}")
    assert len(bar.split()[0]) == 10
    assert (bar.count("▰") == 10) is (still_open == 0)
