"""The region in a user's own note: what comes into it, what is left alone, and that it is never read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.engine import Published, publish

OPT_IN = "<!-- vaultgoals:rollup -->"
BEGIN, END = "<!-- vaultgoals:begin rollup sha=", "<!-- vaultgoals:end rollup -->"
GOAL = "Goals/Tasks run without me.md"
FRONT = "---\ntype: goal\nstatus: active\nwhy: I am the bottleneck\nmetric: tasks started by hand\n---\n"
TASK = '---\ntype: task\nstatus: done\ncompleted: 2026-11-18\ngoal: "[[Tasks run without me]]"\n---\n'


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return a vault with a goal and a done task, in which nobody has opted in yet."""
    write_files(tmp_path, {GOAL: FRONT, "Tasks/Write the script.md": TASK})
    return Vault(tmp_path)


def written(vault: Vault, path: str, text: str) -> str:
    """Put a note into the vault, write the reports, and return the note as it then stands."""
    write_files(vault.root, {path: text})
    publish(vault.examine())
    return vault.read(path)


def told(published: Published, path: str) -> list[str]:
    """Return what a writing said of a note."""
    return [f"{notice.line} {notice.message}" for notice in published.notices if notice.path == path]


def region(text: str) -> str:
    """Return what stands between the markers of the only region."""
    _, _, rest = text.partition(BEGIN)
    content, end, after = rest.partition(END)
    assert end
    assert BEGIN not in after
    return content.partition(" -->")[2]


def test_a_goal_gets_its_own_chain(vault: Vault) -> None:
    """In a goal's note stands the chain of that goal: state, next action, work and gaps, as in its rollup."""
    text = written(vault, GOAL, f"{FRONT}{OPT_IN}\n")

    assert text.startswith(f"{FRONT}{OPT_IN}\n\n{BEGIN}")
    assert "> [!question] unverified · work done\n" in region(text)
    assert "- done 2026-11-18: [[Write the script]]\n" in region(text)
    assert "- VG301 · 1 task done" in region(text)
    assert region(text) == region(vault.read("Gaps/Rollups/Tasks run without me rollup.md"))


@pytest.mark.parametrize("front", ["", "---\ntags: [map]\n---\n", "---\ntype: project\n---\n"])
def test_any_other_note_gets_the_overview(vault: Vault, front: str) -> None:
    """In a note that is no goal stands the state of all goals, as on the dashboard."""
    text = written(vault, "Home.md", f"{front}# Home\n{OPT_IN}\n")

    assert text.startswith(f"{front}# Home\n{OPT_IN}\n\n{BEGIN}")
    assert "| **Work done** | 1 · the completion illusion: [[Tasks run without me]] | – |" in region(text)
    assert "[[Gap report 2026-11-21]]" in region(text)


def test_a_region_follows_its_goal_and_is_left_alone_otherwise(vault: Vault) -> None:
    """What the region says changes when the goal's state does; a run that changes nothing writes nothing."""
    write_files(vault.root, {GOAL: f"{FRONT}{OPT_IN}\n", "Log.md": "It ran.\n"})
    publish(vault.examine())
    again = publish(vault.examine())
    assert again.written == ()

    verified = vault.read(GOAL).replace("why:", 'verified: 2026-11-20\nevidence: "[[Log]]"\nwhy:', 1)
    text = written(vault, GOAL, verified)

    assert "> [!success] verified · work done\n" in region(text)
    assert text.startswith(verified.partition(BEGIN)[0] + BEGIN)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Mine above.\n\n", "\n\nMine below.\n\n\n"),
        ("Mine above, twice \t\n", "\n- [ ] a task of mine\n```\ncode\n```\n"),
        ("", "\nno line end at the end"),
        ("> a quote\n\n", ""),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_no_other_byte_changes(vault: Vault, above: str, below: str, ending: str, mark: str) -> None:
    """All around the region stays as it was, with its line ends, which the region takes over."""
    head = f"{mark}{FRONT}{above}{OPT_IN}".replace("\n", ending)
    tail = below.replace("\n", ending)
    text = written(vault, GOAL, head + tail)

    assert text.startswith(f"{head}{ending}{ending}{BEGIN}")
    rest = text.partition(END)[2]
    assert rest.lstrip("\r\n") == tail.lstrip("\r\n")
    assert len(rest) >= len(tail.removeprefix(ending))
    assert text.count("\n") == text.count(ending)
    assert publish(vault.examine()).written == ()


def test_a_region_may_be_moved_within_its_note(vault: Vault) -> None:
    """A region that its owner has put elsewhere in the note is renewed where it stands now."""
    text = written(vault, GOAL, f"{FRONT}{OPT_IN}\n\nMine.\n")
    block = text[text.index(BEGIN) : text.index(END) + len(END)]
    moved = text.replace(block, "").replace(OPT_IN, f"{block}\n\nMine, between.\n\n{OPT_IN}")
    write_files(vault.root, {"Tasks/Buy the machine.md": TASK})

    after = written(vault, GOAL, moved)

    assert "[[Buy the machine]]" in region(after)
    assert after.startswith(f"{FRONT}{BEGIN}")
    assert f"{END}\n\nMine, between.\n\n{OPT_IN}" in after


REFUSED = {
    "the line twice": (f"{OPT_IN}\n{OPT_IN}\n", "2 left as it is: `<!-- vaultgoals:rollup -->` stands in"),
    "a merge conflict": (f"{OPT_IN}\n<<<<<<< HEAD\na\n", "2 left as it is: it holds a merge conflict"),
    "no end": (f"{OPT_IN}\n{BEGIN}0 -->\n", "2 left as it is: region 'rollup' has no end"),
    "no begin": (f"{OPT_IN}\n\n{END}\n", "3 left as it is: region 'rollup' ends here without a begin"),
    "two regions": (
        f"{OPT_IN}\n{BEGIN}0 -->\n{END}\n{BEGIN}0 -->\n{END}\n",
        "4 left as it is: region 'rollup' stands here a second time",
    ),
    "a marker in a line": (f"{OPT_IN}\nsee {BEGIN}0 -->\n", "2 left as it is: a marker is damaged"),
    "frontmatter that cannot be read": (
        f"---\na: b: c\n---\n{OPT_IN}\n",
        "0 left as it is: its frontmatter cannot be read",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_note_that_is_in_doubt_is_left_alone_and_why_is_told(vault: Vault, name: str) -> None:
    """Where it is uncertain what may be replaced the note stays as it is, with force too; others do not."""
    text, reason = REFUSED[name]
    write_files(vault.root, {"Home.md": text, "Sound.md": f"{OPT_IN}\n"})

    published = publish(vault.examine(), force=True)

    assert vault.read("Home.md") == text
    assert [line[: len(reason)] for line in told(published, "Home.md")] == [reason]
    assert "Sound.md" in published.written


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{OPT_IN}\n```\n",
        f"    {OPT_IN}\n",
        f"Type `{OPT_IN}`.\n",
        f"%%\n{OPT_IN}\n%%\n",
        f"x {OPT_IN}\n",
    ],
)
def test_a_line_that_is_only_spoken_of_asks_for_nothing(vault: Vault, text: str) -> None:
    """In code, in a comment or within a sentence the line is text: nothing is written, nothing told."""
    write_files(vault.root, {"Home.md": text})

    published = publish(vault.examine())

    assert vault.read("Home.md") == text
    assert told(published, "Home.md") == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Templates/Goal.md", f"---\ntype: goal\n---\n{OPT_IN}\n"),
        ("Left alone.md", f"---\nvaultgoals_ignore: true\n---\n{OPT_IN}\n"),
        ("Goals/Board.excalidraw.md", f"{OPT_IN}\n"),
    ],
)
def test_a_note_that_is_not_read_is_not_written_to(vault: Vault, path: str, text: str) -> None:
    """A template and a note that is to be left alone keep the bare line, also where it is the right one."""
    write_files(vault.root, {"vaultgoals.toml": 'templates = ["Templates"]\n'})

    assert written(vault, path, text) == text


def test_a_note_with_two_names_is_left_alone_and_told(vault: Vault) -> None:
    """A write would part the two names of a hard-linked note: it is refused, and the reports are written."""
    text = f"{OPT_IN}\n"
    write_files(vault.root, {"Home.md": text})
    (vault.root / "Same.md").hardlink_to(vault.root / "Home.md")

    published = publish(vault.examine())

    assert vault.read("Home.md") == vault.read("Same.md") == text
    assert "more than one name" in told(published, "Home.md")[0]
    assert "Gaps/Gap report 2026-11-21.md" in published.written


def test_text_that_was_changed_inside_is_kept_until_force(vault: Vault) -> None:
    """An edited region is VG904, told at its first line, and stays; force writes that region and no more."""
    text = written(vault, GOAL, f"{FRONT}{OPT_IN}\n\nMine.\n")
    edited = text.replace("No evidence yet", "Ana says it works")
    write_files(vault.root, {GOAL: edited, "Tasks/Buy the machine.md": TASK})

    line = edited[: edited.index(BEGIN)].count("\n") + 1
    assert vault.told("VG904") == [f"{GOAL}:{line}"]
    published = publish(vault.examine())
    assert vault.read(GOAL) == edited
    assert "changed by hand" in told(published, GOAL)[0]

    publish(vault.examine(), force=True)
    after = vault.read(GOAL)
    assert "No evidence yet" in region(after)
    assert "[[Buy the machine]]" in region(after)
    assert after.partition(BEGIN)[0] == text.partition(BEGIN)[0]
    assert after.endswith(f"{END}\n\nMine.\n")


def test_a_daily_note_with_a_region_is_no_movement_and_no_work(tmp_path: Path) -> None:
    """What vaultgoals has written is not read back: no task, no link, no date of it counts for any goal."""
    active = "---\ntype: goal\nstatus: active\nwhy: x\nmetric: y\nstart: 2026-01-02\n---\n"
    write_files(
        tmp_path,
        {
            "Goals/Stalled.md": f"{active}{OPT_IN}\n- [ ] look at it\n",
            "Goals/Other.md": f'{active}goal: "[[Stalled]]"\n- [x] begun ✅ 2026-02-03\n',
            "Daily/2026-11-20.md": f"A day.\n{OPT_IN}\n",
            "Daily/2026-11-21.md": f"---\ntags: [daily]\n---\n{OPT_IN}\n",
        },
    )
    vault = Vault(tmp_path)
    before = vault.examine()
    assert [gap.path for gap in before.gaps if gap.code == "VG207"] == ["Goals/Other.md", "Goals/Stalled.md"]

    published = publish(before)
    after = vault.examine()

    assert {"Daily/2026-11-20.md", "Daily/2026-11-21.md", "Goals/Stalled.md"} <= set(published.written)
    assert "[[Stalled]]" in vault.read("Daily/2026-11-20.md")
    assert [(gap.code, gap.path, gap.message) for gap in after.gaps] == [
        (gap.code, gap.path, gap.message) for gap in before.gaps
    ]
    assert after.account.counts == before.account.counts
    assert [task.title for task in after.judged.vault.tasks] == ["look at it", "begun"][::-1]
