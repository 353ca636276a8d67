"""A change that makes no difference to any report is known as such, and no other change ever is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.engine.published import published, put
from tests.vaults import write_files
from vaultgoals.config import Config
from vaultgoals.engine import Examination, examine, publish
from vaultgoals.engine.unaffected import unaffected
from vaultgoals.model import Stamp
from vaultgoals.store import Memo
from vaultgoals.watch.matters import Matters
from vaultgoals.watch.sweep import sweep

VAULT = {
    "Goals/Walk.md": "---\ntype: goal\nstatus: done\nwhy: health\nverify:\n  - 'fresh: Log/*.md within 7d'\n"
    "  - 'contains: \"steps\" in [[Plan]]'\n  - 'exists: maps/route.gpx'\n---\n- [x] bought shoes\n",
    "Goals/Sing.md": "---\ntype: goal\nevidence: '[[Concert]]'\n---\n<!-- vaultgoals:rollup -->\n",
    "Goals/Rest.md": "---\ntype: goal\nverified: 2026-11-20T12:00+01:00\nweight: 0\n---\n[[Walk]]\n",
    "Tasks/Shoes.md": '---\ntype: task\nstatus: done\ngoal: "[[Walk]]"\n---\nBrown ones.\n',
    "Specs/Route.md": "---\ntype: spec\nstatus: accepted\nimplemented_by: maps/\n---\nAlong the river.\n",
    "Daily/2026-11-20.md": "---\nweight: 71.5\n---\nRain.\n- [ ] call [[Walk]] 📅 2026-12-01\n",
    "Log/2026-11-19.md": "steps: 9000\n",
    "Notes/Plain.md": "nothing to see\n",
    "Notes/Plan.md": "steps and more steps\n",
    "Notes/Concert.md": "It was good.\n",
    "Notes/Secret.md": "---\nvaultgoals_ignore: true\ntype: goal\n---\nMine.\n",
    "Notes/Broken.md": "---\ntype: goal\n  @: [\n---\n",
    "Templates/Goal.md": "---\ntype: goal\n---\n",
    "Gaps/Evidence/2026-11.md": "- 2026-11-20 [[Sing]]: yes by me ([[Concert]])\n",
    "maps/route.gpx": "<gpx/>\n",
    "maps/photo.jpg": "pixels\n",
    "vaultgoals.toml": 'templates = ["Templates"]\n',
}
WITHOUT_EFFECT = {
    "a sentence more in a plain note": ("Notes/Plain.md", "nothing to see, and more of it\n"),
    "a sentence more in a task": ("Tasks/Shoes.md", VAULT["Tasks/Shoes.md"] + "Size 9.\n"),
    "a sentence more in a daily note": ("Daily/2026-11-20.md", VAULT["Daily/2026-11-20.md"] + "Sun.\n"),
    "a template": ("Templates/Goal.md", "---\ntype: task\n---\n"),
}
WITH_EFFECT = {
    "a status": ("Tasks/Shoes.md", VAULT["Tasks/Shoes.md"].replace("done", "open")),
    "a line above a task: reports name its line": (
        "Daily/2026-11-20.md",
        VAULT["Daily/2026-11-20.md"].replace("Rain.\n", "Rain.\nSnow.\n"),
    ),
    "a link in a daily note": ("Daily/2026-11-20.md", VAULT["Daily/2026-11-20.md"] + "[[Sing]]\n"),
    "a note that a check looks into": ("Notes/Plan.md", "no more of them\n"),
    "a note that is named as evidence": ("Notes/Concert.md", " \n"),
    "a file that is named as implementation": ("maps/route.gpx", "<gpx>1</gpx>\n"),
    "a file in a folder that is": ("maps/photo.jpg", "more pixels\n"),
    "a goal with a region": ("Goals/Sing.md", VAULT["Goals/Sing.md"] + "La.\n"),
    "a note that asks to be left alone": ("Notes/Secret.md", "---\ntype: goal\n---\nMine.\n"),
    "a note that asks for a region": ("Notes/Plain.md", "<!-- vaultgoals:rollup -->\n"),
    "a note that cannot be read": ("Notes/Plain.md", "\udcff\n"),
    "a new note": ("Notes/New.md", "new\n"),
    "a line of the evidence log": ("Gaps/Evidence/2026-11.md", ""),
    "the settings": ("vaultgoals.toml", '[rules]\nignore = ["VG206"]\n'),
    "settings of Obsidian": (".obsidian/app.json", '{"useMarkdownLinks": true}'),
}


@pytest.fixture
def found(tmp_path: Path) -> Examination:
    """Return the run of a vault with something of everything."""
    write_files(tmp_path / "vault", VAULT)
    return published(tmp_path / "vault")


@pytest.mark.parametrize(("path", "text"), WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT)
def test_what_no_report_speaks_of_is_without_effect(found: Examination, path: str, text: str) -> None:
    """Prose changes nothing, wherever it stands below what is read."""
    put(found.root, path, text)
    assert unaffected(found, [path])
    assert not publish(examine(found.root, memo=Memo()), dry_run=True).texts


@pytest.mark.parametrize(("path", "text"), WITH_EFFECT.values(), ids=WITH_EFFECT)
def test_what_a_report_may_depend_on_is_not(found: Examination, path: str, text: str) -> None:
    """What is read of a note, looked at by a check, named as work or evidence, or set, is a reason to run."""
    put(found.root, path, text)
    assert not unaffected(found, [path])


def test_a_file_that_came_and_went_is_without_effect(found: Examination) -> None:
    """Editors make files beside a note and delete them; a note that is gone is noticed."""
    assert unaffected(found, ["Notes/4913", "Notes/Plain.md~"])
    (found.root / "Notes" / "Plain.md").unlink()
    assert not unaffected(found, ["Notes/Plain.md"])
    shutil.rmtree(found.root / "Log")
    assert not unaffected(found, ["Log"])
    assert not unaffected(found, [""])


def test_a_file_that_became_something_else_has_an_effect(found: Examination) -> None:
    """A link or a folder in the place of a file that nobody looked at is no file any more."""
    write_files(found.root, {"Other/a.png": "a", "Other/b.png": "b"})
    found = published(found.root)
    made: dict[str, Callable[[Path], None]] = {"a": lambda at: at.symlink_to("b.png"), "b": Path.mkdir}
    for name, make in made.items():
        place = found.root / "Other" / f"{name}.png"
        assert unaffected(found, [f"Other/{name}.png"])
        place.unlink()
        make(place)
        assert not unaffected(found, [f"Other/{name}.png"])


def test_a_file_looked_at_through_a_link_has_an_effect(tmp_path: Path) -> None:
    """What a check looks at by way of a symbolic link within the vault is looked at where it really is."""
    write_files(
        tmp_path, {"Walk.md": "---\ntype: goal\nverify:\n  - exists: here/a.txt\n---\n", "real/a.txt": "a"}
    )
    (tmp_path / "here").symlink_to("real")
    found = published(tmp_path)
    put(tmp_path, "real/a.txt", "")
    assert not unaffected(found, ["real/a.txt"])


def test_another_day_and_a_command_are_reasons_to_run(tmp_path: Path) -> None:
    """When the day has turned all is judged anew; a command's approval may hang on any file."""
    write_files(tmp_path, {"Walk.md": "---\ntype: goal\nverify:\n  - 'run: count'\n---\n", "a.md": "a"})
    assert not unaffected(published(tmp_path), ["a.md"])
    put(tmp_path, "Walk.md", "---\ntype: goal\n---\n")
    assert unaffected(published(tmp_path), ["a.md"])
    assert not unaffected(examine(tmp_path, as_of=Stamp.parse("2026-11-01"), memo=Memo()), ["a.md"])


Edit = Callable[[Path, str, str], None]


def _append(root: Path, path: str, text: str) -> None:
    if (root / path).is_file():
        put(root, path, (root / path).read_text(encoding="utf-8", errors="surrogateescape") + text)


def _prepend(root: Path, path: str, text: str) -> None:
    if (root / path).is_file():
        put(root, path, text + (root / path).read_text(encoding="utf-8", errors="surrogateescape"))


def _delete(root: Path, path: str, _: str) -> None:
    (root / path).unlink(missing_ok=True)


def _move(root: Path, path: str, _: str) -> None:
    if (root / path).is_file():
        (root / path).rename(root / f"{path}.md")


def _swap(root: Path, path: str, _: str) -> None:
    """Put the content of a note in the place of another."""
    if (root / path).is_file():
        put(root, "Notes/Plain.md", (root / path).read_text(encoding="utf-8", errors="surrogateescape"))


def _respell(root: Path, path: str, text: str) -> None:
    """Write a note in another way that may mean the same."""
    if (root / path).is_file():
        before, after = text.split(" -> ")
        raw = (root / path).read_text(encoding="utf-8", errors="surrogateescape")
        put(root, path, raw.replace(before, after))


def _touch(root: Path, path: str, _: str) -> None:
    if (root / path).is_file():
        (root / path).touch()


SPELLINGS = (
    "T12:00+01:00 -> T11:00Z",
    ": 0\n -> : -0.0\n",
    "71.5 -> 71.50",
    "\n -> \r\n",
    ": done -> : 'Done'",
    "type: -> Type: ",
    "[ ] -> [x]",
)
TEXTS = (
    "More words.\n",
    "\n",
    "- [ ] a thing\n",
    "- [x] a thing for [[Walk]] ✅ 2026-11-20\n",
    "[[Sing]]\n",
    "steps:: 1\n",
    "<!-- vaultgoals:rollup -->\n",
    "---\n",
    "---\ntype: goal\n---\n",
    "type: task\n",
    "```\n",
    "<!--\n",
    "## Why\n",
    "\udcff",
    "",
)
EDITS = st.tuples(
    st.sampled_from([_append, _append, _append, _prepend, put, _delete, _move, _swap, _touch]),
    st.sampled_from([path for path in VAULT if path != "vaultgoals.toml"]),
    st.sampled_from(TEXTS),
)


UNASKED = (
    "Goals/Rest.md",
    "Tasks/Shoes.md",
    "Specs/Route.md",
    "Daily/2026-11-20.md",
    "Notes/Plain.md",
    "Notes/Broken.md",
)
"""Notes that no check looks at, and that have no region: what is read of them is all that counts."""
MORE = st.tuples(st.just(_append), st.sampled_from(UNASKED), st.sampled_from(TEXTS)) | st.tuples(
    st.just(_respell), st.sampled_from(UNASKED), st.sampled_from(SPELLINGS)
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MORE, min_size=1, max_size=4) | st.lists(EDITS | MORE, min_size=1, max_size=2))
def test_a_run_would_have_found_the_same(edits: list[tuple[Edit, str, str]]) -> None:
    """Whatever was edited: where it is said to be without effect, a fresh reader has nothing to write."""
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        write_files(root, VAULT)
        found = published(root)
        before = _stamps(root)
        for edit, path, text in edits:
            edit(root, path, text)
        now = _stamps(root)
        changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        passed = unaffected(found, changed)
        event(f"without effect: {passed}")
        if passed:
            fresh = examine(root, memo=Memo())
            assert (fresh.gaps, fresh.notices) == (found.gaps, found.notices)
            assert not publish(fresh, dry_run=True).texts


def _stamps(root: Path) -> dict[str, tuple[int, ...]]:
    """Return what tells of a change of each file, whenever it was written."""
    return {path: stamp[:4] for path, stamp in sweep(root, Matters(Config())).stamps.items()}
