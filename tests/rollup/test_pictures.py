"""The pictures of the dashboard: who stands in them, by which name, and what is told of those left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rollup.written import charts
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish

GOAL = "---\ntype: goal\n{}---\n"
TASK = '---\ntype: task\nstatus: {}\ngoal: "[[{}]]"\n---\n'
SEEN = "verified: 2026-11-20\n"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return an empty vault."""
    return Vault(tmp_path)


def goals(vault: Vault, **parents: str) -> None:
    """Write goals, each with the names of the goals that it serves."""
    for name, served in parents.items():
        links = "".join(f"  - '[[{one}]]'\n" for one in served.split())
        write_files(vault.root, {f"Goals/{name}.md": GOAL.format(f"goal:\n{links}" if links else "")})


def dashboard(vault: Vault) -> str:
    """Publish, and return the text of the dashboard."""
    publish(vault.examine())
    return vault.read("Gaps/Dashboard.md")


def listed(text: str) -> list[str]:
    """Return the list of the goals that serve each other, line by line."""
    return re.findall(r"^ *- .*$", text.split("### Goals that serve each other")[1], re.MULTILINE)


def test_two_goals_are_no_picture(vault: Vault) -> None:
    """Pictures begin with the third goal that is not dropped."""
    goals(vault, A="", B="A")
    write_files(vault.root, {"C.md": GOAL.format("status: dropped\n")})
    before = dashboard(vault)
    goals(vault, D="")

    assert charts(before) == []
    assert len(charts(dashboard(vault))) == 3


def test_goals_that_stand_alone_make_no_tree(vault: Vault) -> None:
    """Where no goal serves another there is a pie and a map, and nothing is said of a tree."""
    goals(vault, A="", B="", C="")
    text = dashboard(vault)

    assert len(charts(text)) == 2
    assert "serve each other" not in text


def test_each_goal_stands_in_the_field_of_its_work_and_outcome(vault: Vault) -> None:
    """The fields are those of the two by two; goals without work stand with those that have some open."""
    for name, front in {"A": "", "B": SEEN, "C": "", "D": SEEN, "E": ""}.items():
        write_files(vault.root, {f"{name}.md": GOAL.format(front)})
    for name, status in {"A": "done", "B": "done", "C": "open", "D": "open"}.items():
        write_files(vault.root, {f"T{name}.md": TASK.format(status, name)})
    points = dict(re.findall(r'^    "(\w+)": \[(.*)\]$', charts(dashboard(vault))[1], re.MULTILINE))
    places = {name: tuple(float(one) > 0.5 for one in place.split(", ")) for name, place in points.items()}

    assert places == {
        "A": (True, False), "B": (True, True), "C": (False, False), "D": (False, True), "E": (False, False),
    }  # fmt: skip


def test_the_pie_and_its_table_count_every_goal_that_is_not_dropped(vault: Vault) -> None:
    """Outcomes stand in order of their number, and only those that there are."""
    for name, front in {"A": "", "B": "", "C": SEEN, "D": "status: dropped\n", "E": ""}.items():
        write_files(vault.root, {f"{name}.md": GOAL.format(front)})
    text = dashboard(vault)

    assert re.findall(r'^    "(\w+)" : (\d+)$', charts(text)[0], re.MULTILINE) == [
        ("unmeasurable", "3"),
        ("attested", "1"),
    ]
    assert "    title Outcomes of 4 goals\n" in text
    assert "| unmeasurable | 3 | ▰▰▰▰▰▰▰▰▰▰ |\n| attested | 1 | ▰▰▰▱▱▱▱▱▱▱ |\n" in text


def test_the_list_shows_who_serves_whom(vault: Vault) -> None:
    """Each goal stands below every goal that it serves; what hangs from it stands once."""
    goals(vault, Top="", Other="", A="Top", B="Top Other", C="B", Alone="")

    assert listed(dashboard(vault)) == [
        "- [[Other]]: unmeasurable",
        "  - [[B]]: unmeasurable",
        "    - [[C]]: unmeasurable",
        "- [[Top]]: unmeasurable",
        "  - [[A]]: unmeasurable",
        "  - [[B]]: unmeasurable, as above",
    ]
    assert "Left out, as it stands alone: 1." in dashboard(vault)


def test_a_loop_is_drawn_and_ends(vault: Vault) -> None:
    """Goals that serve each other in a loop are entered at the first, and each is there once."""
    goals(vault, A="C", B="A", C="B", Self="Self")
    text = dashboard(vault)

    assert listed(text)[:4] == [
        "- [[A]]: unmeasurable",
        "  - [[B]]: unmeasurable",
        "    - [[C]]: unmeasurable",
        "      - [[A]]: unmeasurable, as above",
    ]
    assert charts(text)[2].count("-->") >= 3


def test_a_long_chain_is_no_deep_list(vault: Vault) -> None:
    """A thousand goals, each serving the one before, are listed without an end to the indenting."""
    goals(vault, G0="", **{f"G{at}": f"G{at - 1}" for at in range(1, 1000)})
    lines = listed(dashboard(vault))

    assert len(lines) == 1000
    assert max(len(line) - len(line.lstrip()) for line in lines) == 12


def test_of_many_goals_a_part_is_drawn_and_that_is_told(vault: Vault) -> None:
    """A field holds eight goals and the tree thirty; the list below holds them all."""
    goals(vault, Top="", **{f"G{at:02}": "Top" for at in range(40)})
    text = dashboard(vault)
    pie, field, tree = charts(text)

    assert "41 goals" in pie
    assert len(re.findall(r"^    \".*\": \[", field, re.MULTILINE)) == 8
    assert "the first 8 goals are drawn, in the order of the table, and 33 left out." in text
    assert len(re.findall(r"^    goal\d+\[", tree, re.MULTILINE)) == 30
    assert "The first 30 of 41 are drawn, in the order of the list." in text
    assert len(listed(text)) == 41


def test_goals_of_one_title_are_told_apart_by_their_paths(vault: Vault) -> None:
    """A name that two files have would lead nowhere in Obsidian; the path leads home."""
    goals(vault, Top="")
    for folder in ("Home", "Work"):
        write_files(vault.root, {f"{folder}/Kitchen.md": GOAL.format("goal: '[[Top]]'\n")})
    text = dashboard(vault)
    labels = re.findall(r'^    goal\d+\["(.*)"\]$', charts(text)[2], re.MULTILINE)

    assert labels == ["Top", "Home#47;Kitchen", "Work#47;Kitchen"]
    assert "    class goal1,goal2,goal3 internal-link\n" in text


@pytest.mark.parametrize("title", ["a #1", "a ^b", "a [b] c", "x" * 120, "ﬂat"])
def test_a_name_that_is_no_link_is_not_drawn_as_one(vault: Vault, title: str) -> None:
    """A node whose text would lead elsewhere, or nowhere, is only a node."""
    goals(vault, Top="", Other="Top")
    write_files(vault.root, {f"{title}.md": GOAL.format("goal: '[[Top]]'\n")})
    tree = charts(dashboard(vault))[2]
    node = next(line for line in tree.splitlines() if re.match(r" +goal3\[", line))

    assert "Other" not in node
    assert "    class goal1,goal2 internal-link\n" in tree


def test_a_note_that_opts_in_gets_the_charts_and_stays_as_it_is(vault: Vault) -> None:
    """Charts stand in a user's own note as well; the second writing changes nothing there either."""
    goals(vault, A="", B="A", C="")
    write_files(vault.root, {"Home.md": "Mine.\n\n<!-- vaultgoals:rollup -->\n\nMine too.\n"})
    publish(vault.examine("2026-11-20"))
    publish(vault.examine("2026-11-21"))
    text = vault.read("Home.md")
    again = publish(vault.examine("2026-11-21"))

    assert len(charts(text)) == 6
    assert text.startswith("Mine.\n")
    assert text.endswith("Mine too.\n")
    assert again.written == ()
