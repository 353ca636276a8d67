from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.laws import VAULT
from tests.vaults import Vault, write_files
from vaultgoals.engine import Former, examine, publish
from vaultgoals.errors import VaultGoalsError
from vaultgoals.model import Stamp
from vaultgoals.rollup import rendered
from vaultgoals.rollup.generated import Generated, Untouched, written
from vaultgoals.store import Memo

DAYS = ("2026-11-20", "2026-11-21", "2026-11-21", "2026-11-22")
GENERATED = ("Gaps/Rollups/Walk rollup.md", "Gaps/Dashboard.md", "Gaps/Gap report 2026-11-21.md")
NOTES = (*VAULT, *GENERATED, *GENERATED, *GENERATED, "Goals/Sub/Walk.md", "Specs/Sing.md")
TEXTS = (
    *VAULT.values(),
    "---\ntype: goal\nstatus: done\nwhy: see [[Sing]] and [[Specs/Route]]\n---\n",
    "---\ntype: goal\ngoal: '[[Walk]]'\n---\n- [x] go [[Sing]]\n<!-- vaultgoals:rollup -->\n",
    "---\ntype: task\nstatus: done\ngoal: '[[Walk]]'\n---\n",
    "---\ntype: goal-rollup\ngenerated_by: vaultgoals\n---\nWords of ours.\n",
    "",
)
SETTINGS = (
    "",
    'output = "Elsewhere"\n',
    '[rules]\nignore = ["VG206"]\n',
    '[statuses]\nactive = ["simmering"]\n',
)
LINKS = ("{}", '{"useMarkdownLinks": true}', '{"newLinkFormat": "relative"}')

Edit = Callable[[Path, str, str], None]


def _write(root: Path, name: str, text: str) -> None:
    write_files(root, {name: text})


def _delete(root: Path, name: str, _: str) -> None:
    (root / name).unlink(missing_ok=True)


def _move(root: Path, name: str, _: str) -> None:
    if (root / name).is_file():
        (root / name).rename(root / name.replace("/", "/The "))


def _edit_by_hand(root: Path, name: str, _: str) -> None:
    """Change text inside and outside of a generated region."""
    path = root / name
    if path.is_file():
        inside = path.read_bytes().replace(b" -->\n", b" -->\nMine.\n", 1)
        path.write_bytes(inside + b"\nMy own words.\n")


def _edit_unseen(root: Path, name: str, _: str) -> None:
    """Change a note and neither its size nor its time of change."""
    path = root / name
    if path.is_file():
        info = path.stat()
        path.write_bytes(path.read_bytes().replace(b"VG", b"vg").replace(b"done", b"open"))
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))


def _take_back_edit(root: Path, name: str, _: str) -> None:
    path = root / name
    if path.is_file():
        path.write_bytes(path.read_bytes().replace(b"Mine.\n", b"").replace(b"vg", b"VG"))


def _end_lines_otherwise(root: Path, name: str, _: str) -> None:
    path = root / name
    if path.is_file():
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def _configure(root: Path, name: str, text: str) -> None:
    _write(root, "vaultgoals.toml", SETTINGS[len(name) % len(SETTINGS)])
    _write(root, ".obsidian/app.json", LINKS[len(text) % len(LINKS)])


def _nothing(_root: Path, _name: str, _text: str) -> None:
    return


STEPS = st.tuples(
    st.sampled_from([
        _write, _write, _delete, _move, _edit_by_hand, _edit_unseen, _take_back_edit,
        _end_lines_otherwise, _configure, _nothing,
    ]),
    st.sampled_from(NOTES),
    st.sampled_from(TEXTS),
    st.sampled_from(DAYS),
    st.sampled_from([False, False, False, True]),
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_what_came_before_changes_no_byte(steps: list[tuple[Edit, str, str, str, bool]]) -> None:
    """After any edits a process that has written before writes what one writes that has just been started."""
    with TemporaryDirectory() as folder:
        old, new = Path(folder).resolve() / "old", Path(folder).resolve() / "new"
        write_files(old, VAULT)
        memo, former = Memo(), Former()
        _held_to(old, new, memo, former, DAYS[0], force=False)
        for edit, name, text, day, force in steps:
            edit(old, name, text)
            _held_to(old, new, memo, former, day, force=force)


def _held_to(old: Path, new: Path, memo: Memo, former: Former, day: str, *, force: bool) -> None:
    """Write both vaults down, the one with what is known of it, and compare them."""
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(old, new)
    as_of = Stamp.parse(day)
    written = _published(
        lambda: publish(former.joined(examine(old, as_of=as_of, memo=memo)), force=force, accept_loss=True)
    )
    expected = _published(
        lambda: publish(examine(new, as_of=as_of, memo=Memo()), force=force, accept_loss=True)
    )
    assert written == expected
    assert Vault(old).snapshot() == Vault(new).snapshot()


def _published(write: Callable[[], object]) -> object:
    try:
        return write()
    except VaultGoalsError as error:
        return str(error)


def test_only_what_has_changed_is_rendered_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of one goal three of the four notes are spliced: the other goal's rollup is as it was.

    == Goals/A.md
    ---
    type: goal
    ---
    == Goals/B.md
    ---
    type: goal
    ---
    """
    former = Former()
    publish(former.joined(vault.examine()))
    publish(former.joined(vault.examine()))  # by now what stands there is what was written
    write_files(vault.root, {"Goals/B.md": "---\ntype: goal\nwhy: because\n---\n"})
    spliced: list[str | None] = []

    def noting(note: Generated, before: str | None, *, force: bool = False) -> str | Untouched:
        spliced.append(before)
        return written(note, before, force=force)

    monkeypatch.setattr(rendered, "written", noting)
    texts = publish(former.joined(vault.examine())).texts

    assert [text.path for text in texts] == [
        "Gaps/Dashboard.md",
        "Gaps/Gap report 2026-11-21.md",
        "Gaps/Outcome review 2026-W47.md",
        "Gaps/Rollups/B rollup.md",
    ]
    assert set(spliced) == {text.before for text in texts}


def test_an_edit_by_hand_is_seen_whatever_was_written_before(vault: Vault) -> None:
    """A rollup edited by hand is left, overwritten when forced, and made anew where it was deleted.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    memo, former = Memo(), Former()
    rollup = "Gaps/Rollups/A rollup.md"
    path = vault.root / rollup

    def write(*, force: bool = False) -> None:
        publish(former.joined(examine(vault.root, as_of=Stamp.parse("2026-11-21"), memo=memo)), force=force)

    write()
    made = vault.read(rollup)
    write()
    _edit_by_hand(vault.root, rollup, "")
    edited = vault.read(rollup)
    write()
    assert vault.read(rollup) == edited != made
    write(force=True)
    forced = vault.read(rollup)
    assert forced.replace("\nMy own words.\n", "") == made
    path.unlink()
    write()
    assert vault.read(rollup) == made


def test_the_law_of_bytes_holds_where_a_title_becomes_shared(vault: Vault) -> None:
    """A new file of the same name makes short links ambiguous: every note that links so is written anew.

    == Goals/A.md
    ---
    type: goal
    ---
    """
    former = Former()
    publish(former.joined(vault.examine()))
    assert "[[A]]" in vault.read("Gaps/Rollups/A rollup.md")
    write_files(vault.root, {"Notes/A.md": "Words.\n"})

    publish(former.joined(vault.examine()))

    assert "[[A]]" not in vault.read("Gaps/Rollups/A rollup.md")
    assert "[[Goals/A|A]]" in vault.read("Gaps/Rollups/A rollup.md")
